"""The only door from the models to the domain: what is published now, kept per process.

A published edition never changes, so everything read under one token of the `CatalogueStamp` may
be kept until the token changes.
"""

import logging
import time
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import Any

from django.db import Error as DatabaseError
from django.db import connection
from django.db.models.signals import post_save
from django.dispatch import receiver

from . import models
from .domain.diet import FoodList
from .domain.official import OfficialValues
from .domain.reference import ReferenceTable

FRESH_FOR_SECONDS = 1.0
"""How long `live()` trusts the token it last read; publications show everywhere after that."""

log = logging.getLogger(__name__)


class CatalogueUnavailable(Exception):
    """Nothing can be recommended now.

    `reason` is "database" (it does not answer) or "nothing-published" (no usable live edition).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One edition with the official values and the foods (active ones, in order) beside it.

    `stamp` names the state it was read from.  `published_at` is None for a draft only.
    """

    stamp: str
    table: ReferenceTable
    published_at: datetime | None
    source_en: str
    source_zh_hant: str
    official: OfficialValues
    foods: FoodList


@dataclass(frozen=True, slots=True)
class _Kept:
    """What this process last read; `catalogue` is None where nothing was published."""

    token: str
    catalogue: Catalogue | None
    looked_at: float


_kept: _Kept | None = None
_looking = Lock()


def live(fresh: bool = False) -> Catalogue:
    """The catalogue of the live edition.

    At most one query a second and process as long as nothing changes; while one thread asks, or
    when the database does not answer, the others go by what is kept.  With `fresh` always exactly
    one query, so that a result never comes from an edition replaced before the request began;
    and where nothing was published, so that the first publication shows at once.
    Raises CatalogueUnavailable.
    """
    global _kept
    kept, now = _kept, time.monotonic()
    if kept is None or kept.catalogue is None or fresh:
        _kept = kept = _look(kept, now)
    elif now - kept.looked_at >= FRESH_FOR_SECONDS and _looking.acquire(blocking=False):
        try:
            _kept = kept = _look(kept, now)
        except CatalogueUnavailable:
            # A published edition never changes: questions may go on by it until a result asks.
            _kept = kept = replace(kept, looked_at=time.monotonic())
        finally:
            _looking.release()
    if kept.catalogue is None:
        raise CatalogueUnavailable("nothing-published")
    return kept.catalogue


def _look(kept: _Kept | None, now: float) -> _Kept:
    """Asks the database for the token, and for everything else where it changed."""
    try:
        # The token first: data newer than its token is read once more, older never kept.
        token = _token()
        if kept is not None and kept.token == token:
            return _Kept(token, kept.catalogue, now)
        return _Kept(token, _read_live(token), now)
    except DatabaseError as error:
        raise _unavailable(error) from error


def _unavailable(error: DatabaseError) -> CatalogueUnavailable:
    """Says so in the log, and gives up a connection that may lead to what is no longer there."""
    log.error("The database does not answer: %s", str(error).strip())
    if not connection.in_atomic_block:
        connection.close()
    return CatalogueUnavailable("database")


def of_edition(number: int) -> Catalogue:
    """Any edition, draft or published, beside today's official values and foods.

    Raises LookupError where there is none of this number, ValueError for an incomplete draft,
    CatalogueUnavailable where the database does not answer.
    """
    try:
        token = _token()
        table = models.ReferenceTable.objects.filter(edition=number).first()
        if table is None:
            raise LookupError("no such edition")
        return _read(table, token)
    except DatabaseError as error:
        raise _unavailable(error) from error


def official_values() -> OfficialValues:
    """As stored now; for the desk, which looks at drafts beside them."""
    return OfficialValues(tuple(value.to_domain() for value in models.OfficialValue.objects.all()))


def forget() -> None:
    """Read everything anew next time."""
    global _kept
    _kept = None


@receiver(post_save, sender=models.CatalogueStamp)
def _own_change(**kwargs: Any) -> None:
    """The process that changes something sees it at once, not within a second."""
    forget()


def _token() -> str:
    """Asked at every result, so without the ORM, whose work is a multiple of the database's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT token FROM recommender_cataloguestamp")
        row = cursor.fetchone()
    return row[0] if row else ""


def _read_live(token: str) -> Catalogue | None:
    table = models.ReferenceTable.objects.filter(status=models.ReferenceTable.Status.LIVE).first()
    if table is None:
        return None
    try:
        return _read(table, token)
    except ValueError:
        log.exception("The live edition is damaged")
        return None


def _read(table: models.ReferenceTable, token: str) -> Catalogue:
    return Catalogue(
        stamp=token,
        table=table.to_domain(),
        published_at=table.published_at,
        source_en=table.source_en,
        source_zh_hant=table.source_zh_hant,
        official=official_values(),
        foods=FoodList(food.to_domain() for food in models.Food.objects.filter(retired=False)),
    )
