"""An edition: everything that decides a result besides the visitor's own answers."""

from dataclasses import dataclass
from datetime import datetime

from .calcium import EstimateConstants
from .foods import FoodList, QuickCard, Region
from .official import OfficialValues
from .reference import ReferenceTable


@dataclass(frozen=True)
class Edition:
    """Immutable, so that its number on a print reproduces the result.

    `published_at` is None for a draft only.  `source_*` say where the table's values come from.
    """

    number: int
    published_at: datetime | None
    source_en: str
    source_zh_hant: str
    table: ReferenceTable
    official: OfficialValues
    foods: FoodList
    cards: tuple[QuickCard, ...]
    estimate: EstimateConstants

    def cards_of(self, region: Region) -> tuple[QuickCard, ...]:
        """The picture cards that are shown in this region, in their order."""
        return tuple(it for it in self.cards if not it.regions or region in it.regions)
