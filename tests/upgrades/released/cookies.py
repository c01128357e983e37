"""Walks through the questionnaire of 8112979 and keeps the cookies it seals on the way.

    python cookies.py FILE

Runs inside a checkout of that version, on a database with its first data.
"""

import json
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402

from recommender import answers  # noqa: E402
from recommender.models import Food  # noqa: E402

SEALED_AT = 1_795_680_000
"""2026-11-26 08:00 UTC, in seconds since 1970."""
NOT_SURE = {"not_sure": "1"}

# What a visitor sends, page by page, below /en/questions/.
COMPLETE = [
    ("age", {"age": "40"}),
    ("menopause", {"menopause": "not-applicable"}),
    ("diet-calcium", {"diet_calcium": "700"}),
    ("sun", {"sun_minutes": "10"}),
    ("supplements", {"calcium_taken": "400", "d3_taken": "20 µg", "k2_taken": "", "k1_taken": ""}),
    ("cautions", {"cautions": ["none"]}),
]
POSTMENOPAUSAL = [
    ("age", {"age": "55"}),
    ("menopause", {"menopause": "yes"}),
    ("diet-calcium", {"diet_calcium": "1,201"}),
    ("sun", {"sun_minutes": "1440"}),
    (
        "supplements",
        {"calcium_taken": "5000", "d3_taken": "100000", "k2_taken": "50000", "k1_taken": "1"},
    ),
    ("cautions", {"cautions": ["vitamin-k-antagonist", "levothyroxine", "thiazide-or-digoxin"]}),
]
UNSURE = [
    ("age", {"age": "50"}),
    ("menopause", {"menopause": "not-sure"}),
    ("diet-calcium", NOT_SURE),
    ("sun", NOT_SURE),
    ("supplements", {}),
    ("cautions", {"cautions": ["none"]}),
]
CHILD = [("age", {"age": "8"}), *COMPLETE[2:]]


def servings(times: dict[str, str]) -> dict[str, str]:
    return {f"food-{Food.objects.get(name_en=name).pk}": often for name, often in times.items()}


def journeys() -> dict[str, list[tuple[str, Any]]]:
    milk = servings({"Whole milk": "7", "Natto": "2.5", "Dried figs": "1"})
    every = {f"food-{food.pk}": "1.5" for food in Food.objects.all()}
    return {
        "complete": COMPLETE,
        "postmenopausal, large amounts, cautions": POSTMENOPAUSAL,
        "not sure of every amount": UNSURE,
        "child": CHILD,
        "too young": [("age", {"age": "3"})],
        "half-way": COMPLETE[:2],
        "menopause answered, then an age where it is not asked": [
            *POSTMENOPAUSAL,
            ("age", {"age": "70"}),
        ],
        "servings, sum not taken yet": [*COMPLETE[:2], ("diet-calcium/estimate", milk)],
        "complete with servings": [
            *COMPLETE[:2],
            ("diet-calcium/estimate", milk),
            ("diet-calcium", {"diet_calcium": "400"}),
            *COMPLETE[3:],
        ],
        "servings of every food": [*COMPLETE[:2], ("diet-calcium/estimate", every)],
    }


def walk(pages: list[tuple[str, Any]]) -> str:
    client = Client()
    for page, data in pages:
        response = client.post(f"/en/questions/{page}/", data)
        assert response.status_code == 302, (page, response.content.decode())
    return client.cookies["answers"].value


def opened(token: str) -> dict[str, Any]:
    request = RequestFactory().get("/")
    request.COOKIES["answers"] = token
    return answers.load(request)


def main(file: Path) -> None:
    cookies = []
    with patch("time.time", return_value=SEALED_AT):
        for name, pages in journeys().items():
            token = walk(pages)
            found = opened(token)
            assert found
            cookies.append({"name": name, "token": token, "answers": found})
    foods = {str(food.pk): food.name_en for food in Food.objects.all()}
    kept = {
        "release": "8112979",
        "cookie_name": "answers",
        "secret_key": settings.SECRET_KEY,
        "sealed_at": SEALED_AT,
        "foods": foods,
        "cookies": cookies,
    }
    file.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


main(Path(sys.argv[1]))
