"""The lists of an edition: pages of a draft, with words for every mistake; else only looked at."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile

from recommender import catalogue
from recommender.models import CONTENT, Authority, Edition, Food, OfficialValue, ReferenceRow

from ..support.builders import shipped_edition
from .desk import Desk, an_editor, form_of, list_of, live, page_of

LISTS = [kind for kind in CONTENT if kind is not ReferenceRow]


def public_is_as_it_was() -> bool:
    return replace(catalogue.live(fresh=True), published_at=None) == shipped_edition()


@pytest.fixture
def draft(desk: Desk) -> Edition:
    return desk.draft()


@pytest.fixture
def egg(draft: Edition) -> Food:
    return draft.foods.get(code="egg")


def test_a_food_is_changed_in_a_draft_and_the_public_sees_it_when_that_is_live(
    desk: Desk, draft: Edition, egg: Food
) -> None:
    desk.change(egg, serving_g="６０ g")
    egg.refresh_from_db()
    assert egg.serving_g == 60
    assert public_is_as_it_was()
    assert "Serving (g): 55 → 60" in desk.open(page_of(egg, "history"))
    draft.refresh_from_db()
    assert draft.changed_by == "editor"
    desk.publish(draft)
    shown = next(it for it in catalogue.live(fresh=True).foods if it.code == "egg")
    assert shown.serving_g == 60


WRONG = [
    ("serving_g", "0", "from 1"),
    ("serving_g", "", "Enter a number"),
    ("calcium_mg_per_100g", "-1", "0 or more"),
    ("calcium_mg_per_100g", "4001", "4,000"),
    ("group", "stones", "valid choice"),
    ("name_en", "Natto", "already"),
    ("code", "natto", "already"),
    ("code", "a b", "letters"),
    ("name_zh_hant", "", "required"),
    ("regions", "moon", "tw, hk and west"),
]


@pytest.mark.parametrize(("field", "typed", "words"), WRONG)
def test_a_wrong_food_gets_words(desk: Desk, egg: Food, field: str, typed: str, words: str) -> None:
    desk.change(egg, **{field: typed})
    assert desk.status == 200
    said = " ".join(desk.errors_at(field)) or desk.page
    assert words in said


def test_a_stale_food_shows_both_values(desk: Desk, egg: Food) -> None:
    desk.open(page_of(egg))
    mine = desk.values("food_form") | {"serving_g": "60", "retired": "on"}
    Desk(an_editor("colleague")).change(egg, serving_g="70")
    desk.post(page_of(egg), mine)
    egg.refresh_from_db()
    assert egg.serving_g == 70
    assert desk.errors_at("serving_g") == ["Changed since you opened this page. Saved now: 70"]
    assert "Someone saved a change" in desk.page
    desk.post(page_of(egg), desk.values("food_form"))
    egg.refresh_from_db()
    assert (egg.serving_g, egg.retired) == (60, True)


def test_a_food_is_added_with_a_code_of_its_own(desk: Desk, draft: Edition) -> None:
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
        "regions": "all",
    }
    desk.add(Food, draft, **new)
    assert draft.foods.get(code="kefir").calcium_mg_per_100g == 120
    assert public_is_as_it_was()


def test_an_official_value_is_changed_and_deleted_in_a_draft(desk: Desk, draft: Edition) -> None:
    value = draft.official_values.get(code="eu-calcium-limit-from18")
    desk.change(value, amount="2,400")
    value.refresh_from_db()
    assert value.amount == 2400
    desk.post(page_of(value, "delete"), {"post": "yes"})
    assert not OfficialValue.objects.filter(pk=value.pk).exists()
    assert public_is_as_it_was()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("age_from", "", "Enter a number"),
        ("age_to", "5", "age from"),
        ("amount", "lots", "in digits"),
        ("amount", "0", "from 1"),
        ("nutrient", "iron", "valid choice"),
        ("authority", "Nobody", "valid choice"),
        ("source_url", "javascript:alert(1)", "URL"),
        ("sex", "", "required"),
    ],
)
def test_a_wrong_official_value_gets_words(
    desk: Desk, draft: Edition, field: str, typed: str, words: str
) -> None:
    value = draft.official_values.get(code="eu-calcium-limit-from18")
    desk.change(value, **{field: typed})
    assert desk.status == 200
    assert words in " ".join(desk.errors_at(field))


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("values", [{}, {"seen_revision": "x", "serving_g": "\0", "order": "x"}])
def test_forged_posts_get_words(
    desk: Desk, draft: Edition, kind: type[Any], values: dict[str, str]
) -> None:
    entry = kind.objects.filter(edition=draft)[0]
    desk.post(page_of(entry), values)
    assert desk.status == 200
    desk.post(list_of(kind, draft, "add/"), values)
    assert desk.status == 200
    assert kind.objects.filter(edition=draft).count() == kind.objects.filter(edition=live()).count()


# What was published is looked at


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_names_its_edition_and_offers_changes_in_a_draft_alone(
    desk: Desk, draft: Edition, kind: type[Any]
) -> None:
    desk.open(list_of(kind, draft))
    assert "A list of Draft 2." in desk.page
    assert "Import CSV" in desk.page
    desk.open(list_of(kind, live()))
    assert "A list of Edition 1" in desk.page
    assert "Import CSV" not in desk.page
    assert "Download CSV" in desk.page
    entry = kind.objects.filter(edition=live())[0]
    desk.open(page_of(entry))
    assert desk.status == 200
    assert 'name="_save"' not in desk.page


def test_without_an_edition_the_address_leads_to_the_newest_draft(desk: Desk) -> None:
    response = desk.client.get("/admin/recommender/food/")
    assert response["Location"].endswith(f"?edition={live().pk}")
    draft = desk.draft()
    response = desk.client.get("/admin/recommender/food/")
    assert response["Location"].endswith(f"?edition={draft.pk}")


FORGED: list[tuple[str, Callable[[Any, Edition], tuple[str, dict[str, Any]]]]] = [
    ("change", lambda entry, edition: (page_of(entry), {"_save": "1", "seen_revision": "0"})),
    ("delete", lambda entry, edition: (page_of(entry, "delete"), {"post": "yes"})),
    ("add", lambda entry, edition: (list_of(type(entry), edition, "add/"), {"_save": "1"})),
    (
        "import",
        lambda entry, edition: (
            list_of(type(entry), edition, "import/"),
            {"file": SimpleUploadedFile("file.csv", b"code\nx\n")},
        ),
    ),
]


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("forged", [it[1] for it in FORGED], ids=[it[0] for it in FORGED])
def test_a_published_list_takes_no_forged_post(
    desk: Desk, kind: type[Any], forged: Callable[[Any, Edition], tuple[str, dict[str, Any]]]
) -> None:
    entry = kind.objects.filter(edition=live())[0]
    before = list(kind.objects.values())
    address, values = forged(entry, live())
    desk.open(page_of(entry))
    desk.post(address, desk.values(form_of(entry)) | values)
    assert desk.status == 403
    assert list(kind.objects.values()) == before
    assert public_is_as_it_was()


def test_several_at_once_cannot_be_deleted(desk: Desk, draft: Edition) -> None:
    """Four clicks once took away every limit."""
    for edition in (draft, live()):
        keys = edition.official_values.values_list("pk", flat=True)
        chosen = {"action": "delete_selected", "_selected_action": [str(pk) for pk in keys]}
        desk.post(list_of(OfficialValue, edition), chosen | {"post": "yes"})
        assert edition.official_values.count() == 121


def test_who_may_prepare_drafts_only_changes_nothing_that_visitors_see(desk: Desk) -> None:
    preparer = an_editor("preparer")
    preparer.groups.clear()
    codes = [
        f"{right}_{kind._meta.model_name}"
        for kind in (*CONTENT, Edition)
        for right in ("view", "add", "change", "delete")
    ]
    preparer.user_permissions.set(Permission.objects.filter(codename__in=codes))
    theirs = Desk(preparer)
    draft = theirs.draft()
    for kind in LISTS:
        theirs.change(kind.objects.filter(edition=draft)[0], source="changed", basis="changed")
        theirs.change(kind.objects.filter(edition=live())[0], source="changed", basis="changed")
        for edition in (draft, live()):
            entry = kind.objects.filter(edition=edition).last()
            theirs.post(page_of(entry, "delete"), {"post": "yes"})
    assert not draft.authorities.filter(code="anz").exists()
    theirs.edit(draft, adults__k2_min_ug="80")
    theirs.publish_blindly(draft)
    assert theirs.status == 403
    assert live().number == 1
    assert Authority.objects.filter(edition=live()).count() == 7
    assert public_is_as_it_was()
