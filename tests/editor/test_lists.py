"""Official values and foods: changed at once, with words for every mistake."""

import pytest

from recommender import catalogue
from recommender.models import Food, OfficialValue

from .desk import Desk, an_editor

FOOD = "/admin/recommender/food/"
VALUE = "/admin/recommender/officialvalue/"


def food_page(desk: Desk) -> str:
    return f"{FOOD}{Food.objects.get(name_en='Egg').pk}/change/"


def test_a_food_is_changed_and_the_public_sees_it(desk: Desk) -> None:
    page = food_page(desk)
    desk.open(page)
    desk.post(page, desk.values("food_form") | {"serving_g": "６０ g"})
    assert Food.objects.get(name_en="Egg").serving_g == 60
    assert next(it for it in catalogue.live().foods if it.name_en == "Egg").serving_g == 60
    assert "Serving (g): 55 → 60" in desk.open(page.replace("change", "history"))


WRONG = [
    ("serving_g", "0", "from 1"),
    ("serving_g", "", "Enter a number"),
    ("calcium_mg_per_100g", "-1", "0 or more"),
    ("calcium_mg_per_100g", "40001", "40,000"),
    ("group", "stones", "valid choice"),
    ("name_en", "Natto", "already"),
    ("name_zh_hant", "", "required"),
]


@pytest.mark.parametrize(("field", "typed", "words"), WRONG)
def test_a_wrong_food_gets_words(desk: Desk, field: str, typed: str, words: str) -> None:
    page = food_page(desk)
    desk.open(page)
    desk.post(page, desk.values("food_form") | {field: typed})
    assert desk.status == 200
    assert words in " ".join(desk.errors_at(field))


def test_a_stale_food_shows_both_values(desk: Desk) -> None:
    page = food_page(desk)
    desk.open(page)
    mine = desk.values("food_form") | {"serving_g": "60", "retired": "on"}
    colleague = Desk(an_editor("colleague"))
    colleague.open(page)
    colleague.post(page, colleague.values("food_form") | {"serving_g": "70"})

    desk.post(page, mine)
    assert Food.objects.get(name_en="Egg").serving_g == 70
    assert desk.errors_at("serving_g") == ["Changed meanwhile. Stored now: 70"]
    assert "Someone saved a change" in desk.page

    desk.post(page, desk.values("food_form"))
    egg = Food.objects.get(name_en="Egg")
    assert (egg.serving_g, egg.retired) == (60, True)


def test_a_food_is_added(desk: Desk) -> None:
    desk.open(f"{FOOD}add/")
    new = {
        "group": "dairy",
        "name_en": "Kefir",
        "name_zh_hant": "克菲爾",
        "serving_en": "1 cup",
        "serving_zh_hant": "1 杯",
        "serving_g": "240",
        "calcium_mg_per_100g": "120",
        "source": "TFDA 2024",
        "order": "5",
    }
    desk.post(f"{FOOD}add/", desk.values("food_form") | new)
    assert Food.objects.get(name_en="Kefir").calcium_mg_per_100g == 120


def test_an_official_value_is_changed_and_deleted(desk: Desk) -> None:
    value = OfficialValue.objects.get(authority="EFSA", nutrient="calcium")
    page = f"{VALUE}{value.pk}/change/"
    desk.open(page)
    desk.post(page, desk.values("officialvalue_form") | {"amount": "2,400"})
    value.refresh_from_db()
    assert value.amount == 2400
    desk.post(page.replace("change", "delete"), {"post": "yes"})
    assert not OfficialValue.objects.filter(pk=value.pk).exists()
    assert len(catalogue.live().official.values) == 35


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("age_from", "", "Enter a number"),
        ("age_to", "5", "age from"),
        ("amount", "lots", "in digits"),
        ("nutrient", "iron", "valid choice"),
        ("source_url", "javascript:alert(1)", "URL"),
        ("sex", "", "required"),
    ],
)
def test_a_wrong_official_value_gets_words(desk: Desk, field: str, typed: str, words: str) -> None:
    value = OfficialValue.objects.get(authority="EFSA", nutrient="calcium")
    page = f"{VALUE}{value.pk}/change/"
    desk.open(page)
    desk.post(page, desk.values("officialvalue_form") | {field: typed})
    assert desk.status == 200
    assert words in " ".join(desk.errors_at(field))


@pytest.mark.parametrize("address", [FOOD, VALUE])
@pytest.mark.parametrize("values", [{}, {"seen_revision": "x", "serving_g": "\0"}])
def test_forged_posts_get_words(desk: Desk, address: str, values: dict[str, str]) -> None:
    for model in (Food, OfficialValue):
        if model._meta.model_name in address:
            desk.post(f"{address}{model.objects.all()[0].pk}/change/", values)
            assert desk.status == 200
