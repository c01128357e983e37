"""Draft, publish, undo: the only code that moves an edition from one state to the next."""

import csv
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ..models import AMOUNT_COLUMNS, CatalogueStamp, ReferenceRow, ReferenceTable
from .checks import Problem, problems

Status = ReferenceTable.Status
ROW_COLUMNS = (
    "code",
    "label_en",
    "label_zh_hant",
    "age_from",
    "age_to",
    "menopause",
    *AMOUNT_COLUMNS,
)
"""The columns of a row, in the order of data/reference_table.csv."""
SHIPPED = Path(__file__).parent.parent / "data" / "reference_table.csv"
SHIPPED_SOURCE_EN = (
    "The source article’s reference table; it gives no ages for adults and for women after "
    "menopause, 19–64 is set here"
)
SHIPPED_SOURCE_ZH_HANT = "原始文章的參考表；原表未寫成年人與停經後婦女的年齡，19–64 歲為本站所定"
SHIPPED_SUN_MINUTES = 15


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
def copy_to_draft(table: ReferenceTable, by: str) -> ReferenceTable:
    """A new draft with the values of any edition; `by` is the editor's user name."""
    CatalogueStamp.renew()
    draft = _new_draft(
        based_on=table.edition,
        enough_sun_minutes=table.enough_sun_minutes,
        source_en=table.source_en,
        source_zh_hant=table.source_zh_hant,
        changed_by=by,
    )
    ReferenceRow.objects.bulk_create(
        ReferenceRow(
            table=draft,
            order=row.order,
            **{column: getattr(row, column) for column in ROW_COLUMNS},
        )
        for row in table.rows.all()
    )
    return draft


@transaction.atomic
def shipped_to_draft(by: str) -> ReferenceTable:
    """A new draft with the source article's values as this project ships them."""
    CatalogueStamp.renew()
    draft = _new_draft(
        enough_sun_minutes=SHIPPED_SUN_MINUTES,
        source_en=SHIPPED_SOURCE_EN,
        source_zh_hant=SHIPPED_SOURCE_ZH_HANT,
        changed_by=by,
    )
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        ReferenceRow.objects.bulk_create(
            ReferenceRow(
                table=draft, order=order, **{name: text or None for name, text in line.items()}
            )
            for order, line in enumerate(csv.DictReader(file), 1)
        )
    return draft


def _new_draft(**fields: object) -> ReferenceTable:
    return ReferenceTable.objects.create(edition=_next_number(), **fields)


def _next_number() -> int:
    newest: int | None = ReferenceTable.objects.aggregate(Max("edition"))["edition__max"]
    return (newest or 0) + 1


@transaction.atomic
def publish(
    pk: int, *, revision: int, instead_of: int | None, note: str, by: str
) -> ReferenceTable:
    """The draft becomes the live edition, the live one an earlier edition; in one transaction.

    `revision` is the draft's and `instead_of` the number of the live edition the editor looked
    at; the draft gets a new number where a newer one was published first, so that numbers rise.
    Raises NotADraft, Stale or NotReady, and then nothing has changed.
    """
    CatalogueStamp.renew()
    draft = ReferenceTable.objects.filter(pk=pk, status=Status.DRAFT).first()
    if draft is None:
        raise NotADraft
    live = ReferenceTable.objects.filter(status=Status.LIVE).first()
    if draft.revision != revision or (live.edition if live else None) != instead_of:
        raise Stale
    if found := problems(draft, list(draft.rows.all())):
        raise NotReady(found)
    if ReferenceTable.objects.exclude(status=Status.DRAFT).filter(edition__gt=draft.edition):
        draft.edition = _next_number()
    # An update passes by the refusal to change a published edition, which is meant here.
    ReferenceTable.objects.filter(status=Status.LIVE).update(status=Status.RETIRED)
    ReferenceTable.objects.filter(pk=pk).update(
        edition=draft.edition,
        status=Status.LIVE,
        note=note,
        published_at=timezone.now(),
        published_by=by,
        revision=draft.revision + 1,
    )
    draft.refresh_from_db()
    return draft


def sort_rows(table: ReferenceTable) -> None:
    """Orders the populations as the published table does: by age, those for everyone first."""
    rows = sorted(
        table.rows.all(),
        key=lambda row: (row.age_from is None, row.age_from or 0, row.menopause, row.pk),
    )
    for order, row in enumerate(rows, 1):
        row.order = order
    ReferenceRow.objects.bulk_update(rows, ["order"])
