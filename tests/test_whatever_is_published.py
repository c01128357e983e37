"""Whatever an editor can publish renders: no server error, no division, no absurdity.

Random valid editions (what `problems` lets pass) and random answers, on every page and tool of a
visitor in both languages.  `make fuzz` tries many more (FUZZ_EXAMPLES).
"""

import os
import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from recommender import catalogue
from recommender.domain.nutrients import Nutrient
from recommender.domain.official import Kind
from recommender.domain.reference import RANGE_NUTRIENT, RANGES, columns_of
from recommender.editions import copy_to_draft, live_edition, problems, publish
from recommender.models import (
    MAX_AMOUNT,
    MAX_CARD_MG,
    MAX_FOOD_MG,
    MAX_SERVING_G,
    Edition,
)
from tests.support.people import LANGUAGES, bottle

from .support.visitor import Page, Visit
from .test_pictures import anybody

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "15"))
QUICK = "questions/diet-calcium/quick/"
ESTIMATE = "questions/diet-calcium/estimate/"
LABEL = bottle(calcium=400, d3=1000, k2=90, k1=100)
ODD_NAMES = ["A", "<b>x</b>", "=1+1", "{{ 7 }}", "名" * 100, "%(x)s %", "😀 & co", "\u202eA"]
NAMES = st.sampled_from(ODD_NAMES)
ABSURD = re.compile(r"\bnan\b|\binf\b|Undefined|Traceback|Fraction\(|−\d|%\(\w+\)s")
"""What a figure that went wrong looks like on a page."""


def pairs(most: int) -> st.SearchStrategy[tuple[int, int]]:
    """Low and high, often at an end: an empty range, nothing at all, the most that is believed."""
    amounts = st.sampled_from([0, 0, 1, most]) | st.integers(0, most)
    return st.tuples(amounts, amounts).map(lambda pair: (min(pair), max(pair)))


def another_table(draw: st.DrawFn, draft: Edition) -> None:
    """Other bands of age, other amounts, other names."""
    starts = sorted(draw(st.sets(st.integers(5, 120), max_size=2)))
    wanted = [
        (first, last, "any")
        for first, last in zip([0, *starts], [*(start - 1 for start in starts), None], strict=True)
    ]
    if draw(st.booleans()):
        first = draw(st.integers(0, 120))
        wanted.append((first, draw(st.none() | st.integers(first, 120)), "postmenopausal"))
    rows = list(draft.rows.all())[: len(wanted)]
    draft.rows.exclude(pk__in=[row.pk for row in rows]).delete()
    for number, (row, (first, last, menopause)) in enumerate(zip(rows, wanted, strict=True)):
        row.age_from, row.age_to, row.menopause = first, last, menopause
        row.label_en = row.label_zh_hant = f"{draw(NAMES)[:90]} {number}"
        for name in RANGES:
            low, high = draw(pairs(MAX_AMOUNT[RANGE_NUTRIENT[name]]))
            for column, amount in zip(columns_of(name), (low, high), strict=True):
                setattr(row, column, amount)
        if row.calcium_supplement_max_mg > row.calcium_total_max_mg:
            row.calcium_total_max_mg = row.calcium_supplement_max_mg
        row.save()


def other_figures(draw: st.DrawFn, draft: Edition) -> None:
    """Each authority's intakes and limits anew, intakes below limits; some say nothing any more."""
    names = list(draft.authorities.values_list("authority", flat=True))
    keeps = draw(st.sampled_from(["US NASEM", "Taiwan HPA"]))
    silent = draw(st.sets(st.sampled_from(names))) - {keeps}
    draft.official_values.filter(authority__in=silent).delete()
    for name in names:
        for nutrient in Nutrient:
            intake, limit = draw(pairs(5_000))
            values = draft.official_values.filter(authority=name, nutrient=nutrient.value)
            values.filter(kind=Kind.RECOMMENDED).update(amount=max(1, intake))
            values.filter(kind=Kind.UPPER_LIMIT).update(amount=max(1, limit))
    draft.authorities.update(short_en=draw(NAMES)[:60], short_zh_hant=draw(NAMES)[:60])


def other_foods(draw: st.DrawFn, draft: Edition) -> None:
    for food in draft.foods.all():
        food.retired = draw(st.integers(0, 9)) < draw(st.sampled_from([0, 2, 10]))
        food.serving_g = draw(st.sampled_from([1, 100, MAX_SERVING_G]))
        food.calcium_mg_per_100g = draw(st.sampled_from([0, 1, 100, MAX_FOOD_MG]))
        food.oxalate = draw(st.sampled_from(["", "high", "low"]))
        food.save()
    draft.cards.update(mg_per_portion=draw(st.integers(0, MAX_CARD_MG)))
    constants = draft.constants
    constants.filter(key__startswith="allowance").update(value=str(draw(st.integers(0, 1000))))
    constants.filter(key="estimate_rounding").update(value=str(draw(st.integers(1, 500))))
    constants.filter(key="glass_of_milk").update(value=str(draw(st.integers(1, 1000))))
    share = draw(st.sampled_from(["0", "0.25", "1"]))
    constants.filter(key="oxalate_high_counts_as").update(value=share)


@st.composite
def changes(draw: st.DrawFn) -> Any:
    """A change of a draft into another edition that may be published."""
    minutes = draw(st.integers(1, 1440))

    def change(draft: Edition) -> None:
        draft.enough_sun_minutes = minutes
        draft.source_en = draft.source_zh_hant = draw(NAMES)
        draft.save()
        another_table(draw, draft)
        other_figures(draw, draft)
        other_foods(draw, draft)

    return change


def publish_another(change: Any) -> Edition:
    live = live_edition()
    assert live is not None
    draft = copy_to_draft(live, by="editor")
    change(draft)
    draft.refresh_from_db()
    assert [(it.where, it.column, it.text) for it in problems(draft)] == []
    edition = publish(draft.pk, changes=draft.changes, instead_of=live.number, note="", by="editor")
    catalogue.forget()
    return edition


def check_page(response: Any) -> None:
    where = response.status_code, response.request["PATH_INFO"]
    assert response.status_code in (200, 302), where
    if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
        told = Page(response).text("//main")
        for name in ODD_NAMES:
            told = told.replace(name, "")
        assert ABSURD.findall(told) == [], where


def check_results(visit: Visit, person: dict[str, Any], edition: Any) -> None:
    results = visit.results()
    assert int(results.main["data-edition"]) == edition.number
    age = person["age"]
    for nutrient in Nutrient:
        _status, low, high = results.amount(nutrient)
        if low is None or high is None:
            continue
        limit = edition.official.strictest_upper_limit(nutrient, age)
        eaten = person["diet_calcium"] if nutrient is Nutrient.CALCIUM else 0
        eaten = 0 if eaten == "not-sure" else eaten
        assert 0 <= low <= high <= MAX_AMOUNT[nutrient]
        assert limit is None or high <= max(0, limit - eaten)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # an edition takes too long to shrink on
    suppress_health_check=list(HealthCheck),
)
@given(draws=st.data(), person=anybody)
def test_whatever_is_published_renders(draws: st.DataObject, person: dict[str, Any]) -> None:
    with transaction.atomic():
        publish_another(draws.draw(changes()))
        edition = catalogue.live(fresh=True)
        for language in LANGUAGES:
            visit = Visit(language, Client(raise_request_exception=False)).holding(**person)
            foods = [food.code for food in edition.foods]
            visit.post(ESTIMATE, {f"food-{code}": "7" for code in foods[:5]})
            check_page(visit.page)
            cards = {card.code: "once" for card in edition.cards}
            visit.holding(**person, servings=dict.fromkeys(foods[:40], "3.5"), quick=cards)
            for path in PATHS:
                check_page(visit.open(path))
            check_results(visit, person, edition)
            check_page(visit.post("results/bottle/", LABEL))
            sent = {"age": "10", "sun_minutes": "", "milk": "5"}
            check_page(visit.post("results/what-if/", sent))
        event(f"{len(edition.table.rows)} rows")
        transaction.set_rollback(True)
    catalogue.forget()


PATHS = [
    "",
    *(f"questions/{slug}/" for slug in ("age", "menopause", "diet-calcium", "sun", "cautions")),
    "questions/supplements/",
    ESTIMATE,
    ESTIMATE + "sum/",
    QUICK,
    QUICK + "sum/",
    "questions/supplements/bottle/",
    "check/",
    "results/",
    "reference/",
    "reference.csv",
    "evidence/",
    "about/",
]
