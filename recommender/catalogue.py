"""The only door from the models to the domain: the live edition, kept per process by its number.

A published edition never changes, so what was read of it may be kept until another is live.
"""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from django.db import Error as DatabaseError
from django.db import connection

from . import models
from .domain.edition import Edition
from .domain.foods import FoodList
from .domain.official import OfficialValues
from .domain.reference import ReferenceTable

FRESH_FOR_SECONDS = 1.0
"""How long `live()` trusts the number it last read; publications show everywhere after that."""

log = logging.getLogger(__name__)

Token = tuple[Any, ...] | None
"""Number and date of the live edition, None without one.  The date tells editions of one number
apart where a database was put back to an earlier state."""


class CatalogueUnavailable(Exception):
    """Nothing can be recommended now.

    `reason` is "database" (it does not answer) or "nothing-published" (no usable live edition).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Kept:
    """What this process last read; `edition` is None where nothing was published."""

    token: Token
    edition: Edition | None
    looked_at: float


_kept: _Kept | None = None
_looking = Lock()


def live(fresh: bool = False) -> Edition:
    """The live edition.

    At most one query a second and process as long as nothing is published; while one thread asks,
    or when the database does not answer, the others go by what is kept.  With `fresh` always
    exactly one query, so that a result never comes from an edition replaced before the request
    began; and where nothing was published, so that the first publication shows at once.
    Raises CatalogueUnavailable.
    """
    global _kept
    kept, now = _kept, time.monotonic()
    if kept is None or kept.edition is None or fresh:
        _kept = kept = _look(kept, now)
    elif now - kept.looked_at >= FRESH_FOR_SECONDS and _looking.acquire(blocking=False):
        try:
            _kept = kept = _look(kept, now)
        except CatalogueUnavailable:
            # A published edition never changes: questions may go on by it until a result asks.
            _kept = kept = replace(kept, looked_at=time.monotonic())
        finally:
            _looking.release()
    if kept.edition is None:
        raise CatalogueUnavailable("nothing-published")
    return kept.edition


def _look(kept: _Kept | None, now: float) -> _Kept:
    """Asks the database which edition is live, and for what it holds where it is another one."""
    try:
        # The token first: an edition newer than its token is read once more, older never kept.
        token = _token()
        if kept is not None and kept.token == token:
            return _Kept(token, kept.edition, now)
        return _Kept(token, _read_live(), now)
    except DatabaseError as error:
        raise _unavailable(error) from error


def _unavailable(error: DatabaseError) -> CatalogueUnavailable:
    """Says so in the log, and gives up a connection that may lead to what is no longer there."""
    log.error("The database does not answer: %s", str(error).strip())
    if not connection.in_atomic_block:
        connection.close()
    return CatalogueUnavailable("database")


def of_edition(number: int) -> Edition:
    """Any edition, draft or published.

    Raises LookupError where there is none of this number, ValueError for an incomplete draft,
    CatalogueUnavailable where the database does not answer.
    """
    try:
        edition = models.Edition.objects.filter(number=number).first()
        if edition is None:
            raise LookupError("no such edition")
        return read(edition)
    except DatabaseError as error:
        raise _unavailable(error) from error


def forget() -> None:
    """Read everything anew next time; for whoever has just published."""
    global _kept
    _kept = None


def _token() -> Token:
    """Asked at every result, so without the ORM, whose work is a multiple of the database's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, published_at FROM recommender_edition WHERE status = 'live'")
        row: Token = cursor.fetchone()
    return row


def _read_live() -> Edition | None:
    edition = models.Edition.objects.filter(status=models.Edition.Status.LIVE).first()
    if edition is None:
        return None
    try:
        return read(edition)
    except ValueError:
        log.exception("The live edition is damaged")
        return None


def read(edition: models.Edition) -> Edition:
    """An edition with everything it holds.  Raises ValueError where a draft is incomplete."""
    return Edition(
        number=edition.number,
        published_at=edition.published_at,
        source_en=edition.source_en,
        source_zh_hant=edition.source_zh_hant,
        table=ReferenceTable(
            edition.enough_sun_minutes, tuple(row.to_domain() for row in edition.rows.all())
        ),
        official=official_values(edition),
        foods=FoodList(food.to_domain() for food in edition.foods.all() if not food.retired),
        cards=tuple(card.to_domain() for card in edition.cards.all()),
        estimate=models.estimate_constants(edition.constants.all()),
    )


def official_values(edition: models.Edition) -> OfficialValues:
    """What authorities publish, as this edition has it; also of a draft that is incomplete."""

    def domain(contents: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(content.to_domain() for content in contents)

    return OfficialValues(
        values=domain(edition.official_values.all()),
        authorities=domain(edition.authorities.all()),
        none_set=domain(edition.none_set.all()),
    )
