"""The people whose pages are tested and looked at, and what each of them answers."""

from typing import Any

LANGUAGES = ("zh-hant", "en")

STEP_OF = {
    "age": "age",
    "menopause": "menopause",
    "diet_calcium": "diet-calcium",
    "sun_minutes": "sun",
    "calcium_taken": "supplements",
    "d3_taken": "supplements",
    "k2_taken": "supplements",
    "k1_taken": "supplements",
    "cautions": "cautions",
}
NOT_SURE = object()
"""Presses the second button instead of typing an amount."""

A_GROWN_UP: dict[str, Any] = {
    "age": 40,
    "menopause": "not-applicable",
    "diet_calcium": 700,
    "sun_minutes": 10,
    "supplements": {},
    "cautions": "none",
}
"""What a visitor answers unless a test says otherwise: the adult of rules §3."""

STORED: dict[str, Any] = {
    "age": 40,
    "menopause": "not-applicable",
    "diet_calcium": 700,
    "sun_minutes": 10,
    "calcium_taken": 0,
    "d3_taken": 0,
    "k2_taken": 0,
    "k1_taken": 0,
    "cautions": ["none"],
}
"""The same visitor's answers as the cookie holds them."""

PEOPLE: dict[str, dict[str, Any]] = {
    "adult": {},
    "postmenopausal": {
        "age": 55,
        "menopause": "yes",
        "diet_calcium": 900,
        "supplements": {"calcium_taken": 300, "d3_taken": 800, "k2_taken": 90},
        "cautions": "iron-or-zinc",
    },
    "medicines": {
        "age": 72,
        "menopause": None,
        "diet_calcium": 650,
        "sun_minutes": 20,
        "supplements": {"calcium_taken": 600, "d3_taken": 400},
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
        "supplements": {"calcium_taken": 1500, "d3_taken": 10000, "k2_taken": 500, "k1_taken": 900},
    },
    "everything": {
        "age": 64,
        "menopause": "not-sure",
        "diet_calcium": 300,
        "sun_minutes": NOT_SURE,
        "supplements": {"calcium_taken": 100, "d3_taken": 400, "k2_taken": 20, "k1_taken": 30},
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
        "supplements": {"calcium_taken": 600, "d3_taken": 800},
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
        "supplements": {"calcium_taken": 600, "d3_taken": 400},
    },
    "warfarin-66": {
        "age": 66,
        "menopause": None,
        "diet_calcium": 600,
        "sun_minutes": 0,
        "supplements": {"calcium_taken": 300, "k2_taken": 100},
        "cautions": ["vitamin-k-antagonist"],
    },
    "man-70": {
        "age": 70,
        "menopause": None,
        "diet_calcium": 600,
        "supplements": {"calcium_taken": 1200, "d3_taken": 2000},
    },
    "right-70": {
        "age": 70,
        "menopause": None,
        "diet_calcium": 600,
        "sun_minutes": 0,
        "supplements": {"calcium_taken": 700, "d3_taken": 1500},
    },
    "dialysis-63": {
        "age": 63,
        "diet_calcium": 600,
        "sun_minutes": 0,
        "supplements": {"calcium_taken": 500},
        "cautions": ["kidney-disease"],
    },
    "food-35": {"age": 35, "menopause": "no", "diet_calcium": 1500, "sun_minutes": 0},
}
"""Ten people whose pages are looked at one by one; changes to A_GROWN_UP like PEOPLE."""
