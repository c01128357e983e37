"""What an editor may change: editions and everything they hold.

Units are those of the domain: calcium mg elemental a day, D3 IU a day, K2 (MK-7) and K1 µg a day,
ages in whole years.  A draft may have empty cells; a published edition never changes again.
"""

from .cells import MAX_AMOUNT, MAX_STORED
from .content import Content
from .edition import Edition, PublishedEditionIsFixed
from .estimate import MAX_CARD_MG, EstimateConstant, QuickCard, estimate_constants
from .foods import MAX_FOOD_MG, MAX_SERVING_G, Food, FoodGroup
from .official import Authority, OfficialNone, OfficialValue
from .rows import ReferenceRow

CONTENT: tuple[type[Content], ...] = (
    ReferenceRow,
    Authority,
    OfficialValue,
    OfficialNone,
    Food,
    QuickCard,
    EstimateConstant,
)
"""Every kind of thing that an edition holds, in the order that the desk shows them."""

__all__ = [
    "CONTENT",
    "MAX_AMOUNT",
    "MAX_CARD_MG",
    "MAX_FOOD_MG",
    "MAX_SERVING_G",
    "MAX_STORED",
    "Authority",
    "Content",
    "Edition",
    "EstimateConstant",
    "Food",
    "FoodGroup",
    "OfficialNone",
    "OfficialValue",
    "PublishedEditionIsFixed",
    "QuickCard",
    "ReferenceRow",
    "estimate_constants",
]
