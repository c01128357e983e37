"""Draft, publish, undo: the only code that moves an edition from one status to the next."""

from django.apps import apps
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from .. import catalogue, data
from ..models import CONTENT, Edition, ReferenceRow
from .checks import Problem, problems


class NotADraft(Exception):
    """The edition was published, or deleted, meanwhile."""


class Stale(Exception):
    """The draft, or the live edition it was compared with, changed since it was looked at."""


class NotReady(Exception):
    """The draft has problems; nothing was published."""

    def __init__(self, found: list[Problem]) -> None:
        super().__init__(f"{len(found)} problems")
        self.problems = found


@transaction.atomic
def copy_to_draft(edition: Edition, by: str) -> Edition:
    """A new draft with everything that any edition holds; `by` is the editor's user name."""
    draft = _new_draft(
        based_on=edition.number,
        enough_sun_minutes=edition.enough_sun_minutes,
        source_en=edition.source_en,
        source_zh_hant=edition.source_zh_hant,
        changed_by=by,
    )
    for kind in CONTENT:
        kind.objects.bulk_create(content.copy_to(draft) for content in kind.objects.of(edition))
    draft.refresh_from_db()
    return draft


@transaction.atomic
def shipped_to_draft(by: str) -> Edition:
    """A new draft with the data that this project ships."""
    draft = _new_draft(
        enough_sun_minutes=data.ENOUGH_SUN_MINUTES,
        source_en=data.SOURCE_EN,
        source_zh_hant=data.SOURCE_ZH_HANT,
        note=data.NOTE,
        changed_by=by,
    )
    data.fill(draft, apps.get_app_config("recommender").get_model)
    draft.refresh_from_db()
    return draft


def _new_draft(**fields: object) -> Edition:
    Edition.lock()
    return Edition.objects.create(number=_next_number(), **fields)


def _next_number() -> int:
    newest: int | None = Edition.objects.aggregate(Max("number"))["number__max"]
    return (newest or 0) + 1


@transaction.atomic
def publish(pk: int, *, changes: int, instead_of: int | None, note: str, by: str) -> Edition:
    """The draft becomes the live edition, the live one an earlier edition; in one transaction.

    `changes` is the draft's and `instead_of` the number of the live edition the editor looked
    at; the draft gets a new number where a newer one was published first, so that numbers rise.
    Raises NotADraft, Stale or NotReady, and then nothing has changed.
    """
    Edition.lock()
    draft: Edition | None = Edition.objects.filter(pk=pk, status=Edition.Status.DRAFT).first()
    if draft is None:
        raise NotADraft
    live = live_edition()
    if draft.changes != changes or (live.number if live else None) != instead_of:
        raise Stale
    if found := problems(draft):
        raise NotReady(found)
    number = draft.number
    if Edition.objects.exclude(status=Edition.Status.DRAFT).filter(number__gt=number).exists():
        number = _next_number()
    Edition.objects.filter(status=Edition.Status.LIVE).move_to(Edition.Status.RETIRED)
    Edition.objects.filter(pk=pk).move_to(
        Edition.Status.LIVE,
        number=number,
        note=note,
        published_at=timezone.now(),
        published_by=by,
    )
    # The process that publishes sees it at once, the others within a second.
    transaction.on_commit(catalogue.forget)
    draft.refresh_from_db()
    return draft


def live_edition() -> Edition | None:
    return Edition.objects.filter(status=Edition.Status.LIVE).first()


def draft_or_live() -> Edition | None:
    """The edition that someone at the desk most likely means: the newest draft, else the live."""
    return Edition.objects.filter(status=Edition.Status.DRAFT).first() or live_edition()


def sort_rows(edition: Edition) -> None:
    """Orders the populations as the published table does: by age, those for everyone first."""
    rows = sorted(
        edition.rows.all(),
        key=lambda row: (row.age_from is None, row.age_from or 0, row.menopause, row.pk),
    )
    for order, row in enumerate(rows, 1):
        row.order = order
    ReferenceRow.objects.bulk_update(rows, ["order"])
