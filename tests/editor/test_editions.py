"""From draft over preview to publication, and back."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from recommender import catalogue, editions
from recommender.domain import edition as domain
from recommender.domain.calcium import Status, calcium_gap
from recommender.domain.nutrients import Nutrient, Range
from recommender.domain.official import OfficialValues
from recommender.domain.profile import Menopause
from recommender.domain.recommendation import recommend
from recommender.domain.reference import Sun
from recommender.editions import publishing
from recommender.editions.sample_people import diets
from recommender.models import (
    CONTENT,
    Authority,
    Edition,
    EstimateConstant,
    Food,
    OfficialNone,
    OfficialValue,
    QuickCard,
)

from ..support.builders import a_row, an_official_value, shipped_edition
from .desk import EDITIONS, Desk, an_editor, live


def publish(draft: Edition, instead_of: int | None = 1) -> Edition:
    draft.refresh_from_db()
    return editions.publish(
        draft.pk, changes=draft.changes, instead_of=instead_of, note="Why", by="editor"
    )


def content(edition: Edition) -> domain.Edition:
    """All that a result can depend on, without what names the edition."""
    return replace(catalogue.read(edition), number=0, published_at=None)


def stored(edition: Edition) -> list[Any]:
    """All that an edition holds, to the letter."""
    return [[list(kind.objects.of(edition).values_list(*kind.columns))] for kind in CONTENT]


def change_everything(draft: Edition) -> None:
    """One change of each sort in each kind of thing that an edition holds."""
    draft.rows.filter(code="adults").update(k2_min_ug=80)
    draft.authorities.filter(code="eu").update(short_en="Europe")
    draft.official_values.filter(code="us-calcium-intake-from19").update(amount=1_050)
    draft.none_set.filter(code="us-k1-limit-from4").update(note_en="Not set")
    draft.foods.filter(code="whole-milk").update(calcium_mg_per_100g=120)
    draft.foods.filter(code="egg").delete()
    kefir = draft.foods.get(code="whole-milk").copy_to(draft)
    kefir.code, kefir.name_en, kefir.name_zh_hant = "kefir", "Kefir", "克菲爾"
    kefir.save()
    draft.cards.filter(code="milk").update(mg_per_portion=240)
    draft.constants.filter(key="band_quick").update(value="360")


# The story


def test_a_change_is_published_and_undone(desk: Desk) -> None:
    draft = desk.draft()
    desk.edit(draft, adults__k2_min_ug="80")
    assert catalogue.live(fresh=True).table == shipped_edition().table

    desk.publish(draft, "The trial used 80")
    assert "Edition 2 is live." in desk.page
    now = catalogue.live(fresh=True)
    assert now.number == 2
    assert now.table.row_for(40, Menopause.NO).k2 == Range(80, 150)
    assert live().note == "The trial used 80"
    assert live().published_by == "editor"

    first = Edition.objects.get(number=1)
    assert first.status == "retired"
    assert content(first) == replace(shipped_edition(), number=0)

    back = desk.draft(first)
    desk.publish(back, "Undone")
    undone = catalogue.live(fresh=True)
    assert (undone.number, undone.table) == (3, shipped_edition().table)


@pytest.mark.django_db
def test_undoing_brings_everything_back_to_the_digit() -> None:
    first = live()
    before, letters = content(first), stored(first)
    draft = editions.copy_to_draft(first, "a")
    change_everything(draft)
    publish(draft)
    assert content(live()) != before
    assert (content(first), stored(first)) == (before, letters)

    publish(editions.copy_to_draft(first, "a"), instead_of=2)
    assert catalogue.live(fresh=True).number == 3
    assert (content(live()), stored(live())) == (before, letters)


def test_the_shipped_values_make_a_draft(desk: Desk) -> None:
    draft = desk.draft()
    desk.edit(draft, adults__k2_min_ug="80")
    desk.publish(draft)
    desk.post(f"{EDITIONS}shipped/")
    shipped = content(Edition.objects.get(status="draft"))
    assert shipped == replace(shipped_edition(), number=0)


def test_a_draft_is_discarded_with_all_that_it_holds(desk: Desk) -> None:
    before = {kind: kind.objects.count() for kind in CONTENT}
    draft = desk.draft()
    desk.post(f"{EDITIONS}{draft.pk}/delete/", {"post": "yes"})
    assert not Edition.objects.filter(pk=draft.pk).exists()
    assert {kind: kind.objects.count() for kind in CONTENT} == before


def test_the_history_says_what_was_published_and_why(desk: Desk) -> None:
    draft = desk.draft()
    desk.edit(draft, adults__k2_min_ug="80")
    desk.publish(draft, "The trial used 80")
    page = desk.open(f"{EDITIONS}{draft.pk}/history/")
    assert "Published as Edition 2: The trial used 80" in page
    assert "75–150 → 80–150" in page


# Publication


@pytest.mark.django_db
def test_numbers_rise_whatever_is_published_first() -> None:
    early = editions.copy_to_draft(live(), "a")
    late = editions.copy_to_draft(live(), "b")
    assert publish(late).number == 3
    assert publish(early, instead_of=3).number == 4
    assert [edition.status for edition in Edition.objects.order_by("number")] == [
        "retired",
        "retired",
        "live",
    ]


@pytest.mark.django_db
def test_only_what_was_looked_at_is_published() -> None:
    draft = editions.copy_to_draft(live(), "a")
    seen = draft.changes
    draft.foods.filter(code="egg").update(serving_g=60)
    with pytest.raises(editions.Stale):
        editions.publish(draft.pk, changes=seen, instead_of=1, note="", by="a")
    with pytest.raises(editions.Stale):
        publish(draft, instead_of=None)
    with pytest.raises(editions.NotADraft):
        editions.publish(live().pk, changes=0, instead_of=1, note="", by="a")
    draft.rows.filter(code="adults").delete()
    with pytest.raises(editions.NotReady):
        publish(draft)
    assert live().number == 1


def test_a_publication_that_fails_in_the_middle_leaves_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = desk.draft()
    desk.edit(draft, adults__k2_min_ug="80")
    before, lines = list(Edition.objects.order_by("pk").values()), LogEntry.objects.count()
    desk.client.raise_request_exception = False
    for fails in ("difference", "on_commit"):  # after the move, and as the last thing of all
        with monkeypatch.context() as patch:
            where = editions if fails == "difference" else publishing.transaction
            patch.setattr(where, fails, _fail)
            desk.publish_blindly(draft)
        assert desk.status == 500
        assert list(Edition.objects.order_by("pk").values()) == before
        assert LogEntry.objects.count() == lines
        catalogue.forget()
        assert catalogue.live(fresh=True).number == 1
    desk.publish_blindly(draft)
    assert catalogue.live(fresh=True).number == 2


def _fail(*_args: Any, **_kwargs: Any) -> None:
    raise RuntimeError("in the middle")


def test_what_a_colleague_published_meanwhile_is_said(desk: Desk) -> None:
    mine = desk.draft()
    desk.open(f"{EDITIONS}{mine.pk}/preview/")
    seen = desk.values(f"{EDITIONS}{mine.pk}/publish/")
    colleague = Desk(an_editor("colleague"))
    colleague.publish(colleague.draft())

    desk.post(f"{EDITIONS}{mine.pk}/publish/", seen | {"note": "Mine"})
    assert "nothing was published" in desk.page
    assert live().published_by == "colleague"

    desk.publish(mine, "Mine, after another look")
    assert live().published_by == "editor"
    desk.post(f"{EDITIONS}{mine.pk}/publish/", seen | {"note": "Twice"})
    assert "published or deleted meanwhile" in desk.page


def test_a_list_that_a_colleague_changed_meanwhile_is_said(desk: Desk) -> None:
    draft = desk.draft()
    desk.open(f"{EDITIONS}{draft.pk}/preview/")
    seen = desk.values(f"{EDITIONS}{draft.pk}/publish/")
    colleague = Desk(an_editor("colleague"))
    colleague.change(draft.foods.get(code="egg"), serving_g="60")
    desk.post(f"{EDITIONS}{draft.pk}/publish/", seen | {"note": "Mine"})
    assert "nothing was published" in desk.page
    assert live().number == 1


def test_a_publication_needs_its_reason(desk: Desk) -> None:
    draft = desk.draft()
    desk.publish(draft, note=" ")
    assert desk.status == 422
    assert "Say what changes and why." in desk.page
    assert live().number == 1


# Preview and comparison


def test_the_preview_shows_cells_and_people_before_and_after(desk: Desk) -> None:
    draft = desk.draft()
    desk.edit(draft, adults__calcium_total_min_mg="900", enough_sun_minutes="20")
    page = desk.open(f"{EDITIONS}{draft.pk}/preview/")
    assert "2 differences from the live edition." in page
    for was, now in [("1,000–1,200", "900–1,200"), ("15", "20"), ("400–500 mg", "300–500 mg")]:
        assert before_and_after(page, was, now), (was, now)


EVERY_KIND = [
    ("the table", "75–150", "80–150"),
    ("authorities", "European Union (EFSA)", "Europe"),
    ("official values", "1,000", "1,050"),
    ("none set", "None set. This does not mean that any amount is safe.", "Not set"),
    ("foods", "104", "120"),
    ("cards", "250", "240"),
    ("constants", "350", "360"),
]


@pytest.mark.parametrize(
    ("language", "heads"),
    [
        ("en", ["Person", "Calcium", "Vitamin D3", "Vitamin K2 (MK-7)", "Vitamin K1"]),
        ("zh-hant", ["對象", "鈣", "維生素 D3", "維生素 K2（MK-7）", "維生素 K1"]),
    ],
)
def test_both_tables_of_people_name_every_nutrient(
    db: None, language: str, heads: list[str]
) -> None:
    """Those who would get other amounts, and all of them."""
    desk = Desk(an_editor(), language)
    draft = desk.draft()
    desk.edit(draft, adults__k2_min_ug="80")
    page = desk.open(f"{EDITIONS}{draft.pk}/preview/")
    tables = re.findall(r'<table class="desk-people">.*?</thead>', page, re.DOTALL)
    assert [re.findall(r'<th scope="col">(.*?)</th>', table) for table in tables] == [heads] * 2


@pytest.mark.parametrize("page", ["preview/", "compare/"])
def test_every_kind_of_thing_is_compared_cell_by_cell(desk: Desk, page: str) -> None:
    draft = desk.draft()
    change_everything(draft)
    text = desk.open(f"{EDITIONS}{draft.pk}/{page}")
    for kind, was, now in EVERY_KIND:
        assert before_and_after(text, was, now), kind
    assert "9 differences" in text
    for state, name in [("New", "克菲爾 Kefir"), ("Removed", "雞蛋 Egg")]:
        assert re.search(rf"{state}\s*</span>\s*{name}", text), name


def test_any_two_editions_are_compared(desk: Desk) -> None:
    first = live()
    draft = desk.draft()
    change_everything(draft)
    desk.publish(draft)
    other = desk.draft(first)
    page = desk.open(f"{EDITIONS}{other.pk}/compare/?with={draft.pk}")
    for kind, was, now in EVERY_KIND:
        assert before_and_after(page, now, was), kind
    assert "9 differences." in page
    assert "No difference." in desk.open(f"{EDITIONS}{other.pk}/compare/?with={first.pk}")
    desk.open(f"{EDITIONS}{other.pk}/compare/?with=99999")
    assert desk.status == 404
    desk.open(f"{EDITIONS}{other.pk}/compare/?with=none")
    assert desk.status == 200


def before_and_after(page: str, was: str, now: str) -> bool:
    shown = rf"before </span>{re.escape(was)}</del>\s*<ins><span[^>]*>now </span>{re.escape(now)}<"
    return bool(re.search(shown, page))


@pytest.mark.django_db
def test_a_difference_names_added_and_removed_rows() -> None:
    draft = editions.copy_to_draft(live(), "a")
    draft.rows.filter(code="adults").delete()
    row = draft.rows.get(code="teenagers").copy_to(draft)
    row.code, row.label_en, row.label_zh_hant = "guests", "Guests", "訪客"
    row.save()
    with translation.override("en"):
        found = editions.difference(draft, live())
    assert {row.name: row.state for row in found.rows} == {
        "Children (4–13 years)": "same",
        "Teenagers (14–18 years)": "same",
        "Guests": "added",
        "Postmenopausal women (19–64 years)": "same",
        "Older adults (65 years and over)": "same",
        "Adults (19–64 years)": "removed",
    }
    assert len(found.changes()) == 2


@pytest.mark.django_db
def test_a_copy_differs_in_nothing_and_every_column_can_differ() -> None:
    """Whatever a result depends on shows in a comparison: no column may be left out of it."""
    draft = editions.copy_to_draft(live(), "a")
    assert editions.difference(draft, live()).changes() == []
    for kind in (Authority, OfficialValue, OfficialNone, Food, QuickCard, EstimateConstant):
        held = {field.name for field in kind._meta.fields}
        assert held - set(kind.columns) == {"id", "edition", "revision"}, kind


# Sample people


def test_sample_people_reach_every_row_sun_column_and_calcium_case() -> None:
    """Each case of rules §3 that some diet can reach in a row."""
    edition = shipped_edition()
    reached = set()
    for person in editions.people(edition):
        result = recommend(person.profile, edition)
        reached.add((result.row.code, result.sun, result.of(Nutrient.CALCIUM).status))
    possible = {
        (row.code, sun, calcium_gap(row, diet, None).status)
        for row in edition.table.rows
        for sun in Sun
        for diet in [None, *range(0, 2001)]
    }
    assert reached == possible


amounts = st.integers(0, 3000)
ranges = st.tuples(amounts, amounts).map(lambda ends: Range(*sorted(ends)))


@given(total=ranges, supplement=ranges)
def test_a_diet_leads_to_the_case_it_stands_for(total: Range, supplement: Range) -> None:
    row = a_row(calcium_total=total, calcium_supplement=supplement)
    found = diets(row)
    for status, diet in found.items():
        assert calcium_gap(row, diet, None).status is status
    every = {calcium_gap(row, diet, None).status for diet in range(total.high + 1)}
    assert set(found) == every | {Status.DIET_UNKNOWN}


# Warnings


@pytest.mark.django_db
def test_warnings_name_the_figures() -> None:
    draft = editions.copy_to_draft(live(), "a")
    draft.rows.filter(code="older-adults").update(
        calcium_total_max_mg=2600, d3_enough_sun_max_iu=2001, d3_little_sun_max_iu=2000
    )
    rows = list(draft.rows.all())
    with translation.override("en"):
        warned = editions.warnings(rows, catalogue.official_values(draft))
    said = [(it.row, it.text) for it in warned]
    older = [text for row, text in said if row == "Older adults (65 years and over)"]
    assert any("US NASEM 2,000" in text and "EFSA 2,500" in text for text in older)
    assert any("(2,001) than with little (2,000)" in text for text in older)
    children = [text for row, text in said if row == "Children (4–13 years)"]
    assert any("US NASEM 1,300" in text and "9–13" in text for text in children)


@pytest.mark.django_db
@pytest.mark.parametrize(("limit", "count"), [(1200, 0), (1199, 1)])
def test_a_range_may_reach_a_limit_but_not_pass_it(limit: int, count: int) -> None:
    rows = list(live().rows.filter(code="adults"))
    official = OfficialValues((an_official_value(amount=limit),))
    assert len(editions.warnings(rows, official)) == count
