"""The people whose pages are tested and looked at, and what each of them answers."""

from typing import Any

LANGUAGES = ("zh-hant", "en")

STEP_OF = {
    "age": "age",
    "menopause": "menopause",
    "diet_calcium": "diet-calcium",
    "sun_minutes": "sun",
    "takes": "supplements",
    "cautions": "cautions",
}
NOT_SURE = object()
"""Presses the second button instead of typing an amount."""

MOST_IN_A_TABLET_MG = 1000
UNIT_OF = {"calcium": "mg", "d3": "IU", "k2": "ug", "k1": "ug"}


def bottle(**amounts: int) -> dict[str, str]:
    """One bottle that gives these amounts a day, as it is posted and as it is stored.

    Ten tablets of it where calcium would be doubted as too much for one.
    """
    many = amounts.get("calcium", 0) > MOST_IN_A_TABLET_MG
    said = {"serving": "10", "tablets": "10"} if many else {}
    for name, amount in amounts.items():
        if amount:
            said |= {name: str(amount), f"{name}_unit": UNIT_OF[name]}
    return said


def stored(**amounts: int) -> dict[str, Any]:
    """How the answers hold what is taken a day."""
    if not any(amounts.values()):
        return {"takes": "no"}
    return {"takes": "yes", "bottles": [bottle(**amounts)]}


A_GROWN_UP: dict[str, Any] = {
    "age": 40,
    "menopause": "not-applicable",
    "diet_calcium": 700,
    "sun_minutes": 10,
    "supplements": {},
    "cautions": "none",
}
"""What a visitor answers unless a test says otherwise: the adult of rules §3.

`supplements` are what one bottle gives a day; none are taken where it is empty.
"""

STORED: dict[str, Any] = {
    "age": 40,
    "menopause": "not-applicable",
    "diet_calcium": 700,
    "sun_minutes": 10,
    "takes": "no",
    "cautions": ["none"],
}
"""The same visitor's answers as the cookie holds them."""

PEOPLE: dict[str, dict[str, Any]] = {
    "adult": {},
    "postmenopausal": {
        "age": 55,
        "menopause": "yes",
        "diet_calcium": 900,
        "supplements": {"calcium": 300, "d3": 800, "k2": 90},
        "cautions": "iron-or-zinc",
    },
    "medicines": {
        "age": 72,
        "menopause": None,
        "diet_calcium": 650,
        "sun_minutes": 20,
        "supplements": {"calcium": 600, "d3": 400},
        "cautions": ["vitamin-k-antagonist", "bisphosphonate", "levothyroxine", "iron-or-zinc"],
    },
    "teenager": {"age": 15, "menopause": None, "diet_calcium": 950, "sun_minutes": 45},
    "unsure": {
        "age": 50,
        "menopause": "not-sure",
        "diet_calcium": NOT_SURE,
        "sun_minutes": NOT_SURE,
    },
    "over-limits": {
        "age": 45,
        "menopause": "no",
        "diet_calcium": 1800,
        "supplements": {"calcium": 1500, "d3": 10000, "k2": 500, "k1": 900},
    },
    "everything": {
        "age": 64,
        "menopause": "not-sure",
        "diet_calcium": 300,
        "sun_minutes": NOT_SURE,
        "supplements": {"calcium": 100, "d3": 400, "k2": 20, "k1": 30},
        "cautions": [
            "levothyroxine",
            "bisphosphonate",
            "tetracycline-or-quinolone",
            "iron-or-zinc",
            "fat-absorption",
        ],
    },
    "withheld": {
        "age": 68,
        "menopause": None,
        "supplements": {"calcium": 600, "d3": 800},
        "cautions": ["kidney-disease", "high-blood-calcium", "thiazide-or-digoxin"],
    },
}
"""Changes to A_GROWN_UP; None leaves a question out."""

TEN: dict[str, dict[str, Any]] = {
    "child-8": {"age": 8, "menopause": None, "diet_calcium": 650, "sun_minutes": 30},
    "teen-15": {"age": 15, "menopause": None, "diet_calcium": 800, "sun_minutes": 0},
    "man-40": {"menopause": "no", "diet_calcium": 400, "sun_minutes": 0},
    "woman-52": {"age": 52, "menopause": "not-sure", "sun_minutes": 0},
    "woman-57": {
        "age": 57,
        "menopause": "yes",
        "diet_calcium": 650,
        "supplements": {"calcium": 600, "d3": 400},
    },
    "warfarin-66": {
        "age": 66,
        "menopause": None,
        "diet_calcium": 600,
        "sun_minutes": 0,
        "supplements": {"calcium": 300, "k2": 100},
        "cautions": ["vitamin-k-antagonist"],
    },
    "man-70": {
        "age": 70,
        "menopause": None,
        "diet_calcium": 600,
        "supplements": {"calcium": 1200, "d3": 2000},
    },
    "right-70": {
        "age": 70,
        "menopause": None,
        "diet_calcium": 600,
        "sun_minutes": 0,
        "supplements": {"calcium": 700, "d3": 1500},
    },
    "dialysis-63": {
        "age": 63,
        "diet_calcium": 600,
        "sun_minutes": 0,
        "supplements": {"calcium": 500},
        "cautions": ["kidney-disease"],
    },
    "food-35": {"age": 35, "menopause": "no", "diet_calcium": 1500, "sun_minutes": 0},
}
"""Ten people whose pages are looked at one by one; changes to A_GROWN_UP like PEOPLE."""
