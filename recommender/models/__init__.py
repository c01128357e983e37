"""What an editor may change: editions of the reference table, official values, foods.

Units are those of the domain: calcium mg elemental a day, D3 IU a day, K2 (MK-7) and K1 µg a day,
ages in whole years.  A draft edition may have empty cells; a published one never changes again.
"""

from .cells import AMOUNT_COLUMNS, MOST_AMOUNT, RANGE_NUTRIENT, RANGES, columns_of
from .foods import MOST_FOOD_MG, MOST_SERVING_G, Food, FoodGroup
from .official import OfficialValue
from .stamp import CatalogueStamp, PublishedEditionIsFixed, Stamped
from .tables import ReferenceRow, ReferenceTable

__all__ = [
    "AMOUNT_COLUMNS",
    "MOST_AMOUNT",
    "MOST_FOOD_MG",
    "MOST_SERVING_G",
    "RANGES",
    "RANGE_NUTRIENT",
    "CatalogueStamp",
    "Food",
    "FoodGroup",
    "OfficialValue",
    "PublishedEditionIsFixed",
    "ReferenceRow",
    "ReferenceTable",
    "Stamped",
    "columns_of",
]
