"""The grid: saved whole or not at all, words at the cell, never over a colleague's work."""

from typing import Any

import pytest

from recommender.models import Edition, ReferenceRow

from .desk import EDITIONS, Desk, an_editor, cell, live


@pytest.fixture
def draft(desk: Desk) -> Edition:
    return desk.draft()


def adults(edition: Edition) -> ReferenceRow:
    return edition.rows.get(code="adults")


def rows_of(edition: Edition) -> list[tuple[Any, ...]]:
    return list(edition.rows.values_list(*ReferenceRow.columns))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("1,000", 1000), ("１０００", 1000), (" 950 ", 950), ("950 mg", 950), ("950毫克", 950)],
)
def test_numbers_are_taken_as_people_type_them(
    desk: Desk, draft: Edition, typed: str, stored: int
) -> None:
    desk.edit(draft, adults__calcium_total_min_mg=typed)
    assert adults(draft).calcium_total_min_mg == stored


WRONG = [
    ("not a number", {"adults__k2_min_ug": "many"}, "adults__k2_min_ug", "in digits"),
    ("negative", {"adults__k2_min_ug": "-5"}, "adults__k2_min_ug", "0 or more"),
    ("a fraction", {"adults__k2_min_ug": "7.5"}, "adults__k2_min_ug", "whole number"),
    ("low above high", {"adults__k2_min_ug": "151"}, "adults__k2_min_ug", "low end"),
    (
        "calcium beyond belief",
        {"adults__calcium_total_max_mg": "3001"},
        "adults__calcium_total_max_mg",
        "3,000",
    ),
    (
        "D3 beyond belief",
        {"adults__d3_little_sun_max_iu": "15000"},
        "adults__d3_little_sun_max_iu",
        "10,000",
    ),
    (
        "D3 in µg beyond belief",
        {"adults__d3_enough_sun_max_iu": "251 µg"},
        "adults__d3_enough_sun_max_iu",
        "10,000",
    ),
    ("K2 beyond belief", {"adults__k2_max_ug": "1001"}, "adults__k2_max_ug", "1,000"),
    ("K1 beyond belief", {"adults__k1_max_ug": "1001"}, "adults__k1_max_ug", "1,000"),
    ("ages out of order", {"adults__age_to": "18"}, "adults__age_to", "age from"),
    ("too old", {"adults__age_to": "121"}, "adults__age_to", "120"),
    (
        "supplement above total",
        {"adults__calcium_supplement_max_mg": "1201"},
        "adults__calcium_supplement_max_mg",
        "total calcium",
    ),
    ("no condition", {"adults__menopause": "perhaps"}, "adults__menopause", "valid choice"),
    ("too much sun", {"enough_sun_minutes": "2000"}, "enough_sun_minutes", "1,440"),
    ("no sun", {"enough_sun_minutes": "0"}, "enough_sun_minutes", "from 1"),
]


@pytest.mark.parametrize(
    ("cells", "at", "words"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG]
)
def test_a_wrong_cell_gets_words_and_nothing_is_saved(
    desk: Desk, draft: Edition, cells: dict[str, str], at: str, words: str
) -> None:
    desk.edit(draft, **cells, teenagers__k1_max_ug="81")
    assert desk.status == 200
    [said] = desk.errors_at(cell(draft, at))
    assert words in said
    [listed] = desk.listed("problems")
    assert listed.endswith(said)
    assert "__" not in at or listed.startswith("Adults (19–64 years)")
    assert draft.rows.get(code="teenagers").k1_max_ug == 80
    assert rows_of(draft) == rows_of(live())


TO_DO = [
    ("a gap", {"teenagers__age_to": "17"}, "No row covers ages 18."),
    ("a gap at the top", {"older-adults__age_to": "100"}, "ages 101–120"),
    ("an overlap", {"teenagers__age_to": "19"}, "Ages 19 are in two rows"),
    (
        "an empty cell",
        {"adults__k1_max_ug": ""},
        "Adults (19–64 years) · K1, high: Enter an amount",
    ),
    ("an empty age", {"adults__age_from": ""}, "Adults (19–64 years) · Age from"),
    ("no English name", {"adults__label_en": ""}, "成年人（19–64 歲） · English name"),
    ("no Chinese name", {"adults__label_zh_hant": ""}, "Chinese name: Enter the Chinese name"),
    ("no source", {"source_en": ""}, "Source in English: Say where the values come from."),
]


@pytest.mark.parametrize(
    ("cells", "words"), [case[1:] for case in TO_DO], ids=[case[0] for case in TO_DO]
)
def test_a_draft_may_be_saved_incomplete_but_not_published(
    desk: Desk, draft: Edition, cells: dict[str, str], words: str
) -> None:
    desk.edit(draft, **cells)
    assert any(words in line for line in desk.listed("todo")), desk.listed("todo")
    desk.open(f"{EDITIONS}{draft.pk}/preview/")
    assert any(words in line for line in desk.listed("todo"))
    desk.publish_blindly(draft)
    assert "The draft has problems" in desk.page
    assert live().number == 1


def test_a_population_is_added_sorted_and_removed(desk: Desk, draft: Edition) -> None:
    values = desk.grid(draft)
    row = {name.removeprefix("rows-2-"): it for name, it in values.items() if "rows-2-" in name}
    new = {f"rows-5-{name}": value for name, value in row.items() if name != "id"}
    new |= {"rows-5-label_en": "Young adults", "rows-5-age_to": "29", "rows-2-age_from": "30"}
    desk.save(draft, values | new)
    assert list(draft.rows.values_list("code", "age_from")) == [
        ("children", 4),
        ("teenagers", 14),
        ("young-adults", 19),
        ("postmenopausal", 19),
        ("adults", 30),
        ("older-adults", 65),
    ]
    values = desk.grid(draft)
    desk.save(draft, values | {cell(draft, "young-adults__DELETE"): "on"})
    assert not draft.rows.filter(code="young-adults").exists()


def test_the_log_says_old_and_new_and_who(desk: Desk, draft: Edition) -> None:
    desk.edit(draft, adults__k2_min_ug="80", source_en="Another source", note="Corrected")
    page = desk.open(f"{EDITIONS}{draft.pk}/history/")
    assert "Adults (19–64 years), Vitamin K2 as MK-7 (µg): 75–150 → 80–150" in page
    assert "19–64 is set here → Another source" in page
    assert "Note: — → Corrected" in page
    assert "editor" in page


# Two editors


def test_a_stale_save_is_refused_and_nothing_is_lost(desk: Desk, draft: Edition) -> None:
    """Both values stand at the cell; saving again is a decision, not an accident."""
    colleague = Desk(an_editor("colleague"))
    mine = desk.grid(draft)
    colleague.edit(draft, adults__k2_min_ug="90", adults__k1_min_ug="85")

    mine[cell(draft, "adults__k2_min_ug")] = "80"
    desk.save(draft, mine)

    assert adults(draft).k2_min_ug == 90
    assert "Someone saved a change" in " ".join(desk.listed("problems"))
    assert desk.errors_at(cell(draft, "adults__k2_min_ug")) == [
        "Changed since you opened this page. Saved now: 90"
    ]
    assert desk.errors_at(cell(draft, "adults__k1_min_ug")) == [
        "Changed since you opened this page. Saved now: 85"
    ]
    shown = desk.values()
    assert shown[cell(draft, "adults__k2_min_ug")] == "80"

    desk.save(draft, shown)
    assert adults(draft).k2_min_ug == 80


def test_a_population_a_colleague_removed_is_not_lost(desk: Desk, draft: Edition) -> None:
    colleague = Desk(an_editor("colleague"))
    mine = desk.grid(draft) | {cell(draft, "adults__k2_min_ug"): "80"}
    colleague.save(draft, colleague.grid(draft) | {cell(draft, "adults__DELETE"): "on"})

    desk.save(draft, mine)
    assert not draft.rows.filter(code="adults").exists()

    desk.save(draft, desk.values())
    assert draft.rows.get(label_en="Adults (19–64 years)").k2_min_ug == 80
    assert draft.rows.count() == 5


def test_a_population_a_colleague_added_is_not_lost(desk: Desk, draft: Edition) -> None:
    colleague = Desk(an_editor("colleague"))
    mine = desk.grid(draft) | {cell(draft, "adults__k2_min_ug"): "80"}
    new = {"rows-5-label_en": "Guests", "rows-5-age_from": "90"}
    colleague.save(draft, colleague.grid(draft) | new)

    desk.save(draft, mine)
    assert "Guests" in desk.values().values()
    desk.save(draft, desk.values())
    assert draft.rows.filter(label_en="Guests", age_from=90).exists()
    assert adults(draft).k2_min_ug == 80


# Forged posts


@pytest.mark.parametrize(
    "forged",
    [
        {},
        {"rows-TOTAL_FORMS": "x", "rows-INITIAL_FORMS": "-1"},
        {"rows-TOTAL_FORMS": "99999999", "rows-INITIAL_FORMS": "99999999"},
        {"rows-TOTAL_FORMS": "3", "rows-INITIAL_FORMS": "3", "rows-0-id": "999999999999999999999"},
        {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-label_en": "\0"},
    ],
    ids=["empty", "no numbers", "huge", "foreign rows", "a null character"],
)
@pytest.mark.parametrize("seen", ["right", "missing", "words"])
def test_forged_posts_get_words(
    desk: Desk, draft: Edition, forged: dict[str, str], seen: str
) -> None:
    revision = {"right": str(draft.revision), "missing": "", "words": "‽"}[seen]
    basics = {
        "enough_sun_minutes": "15",
        "source_en": "x",
        "source_zh_hant": "x",
        "seen_revision": revision,
    }
    desk.post(f"{EDITIONS}{draft.pk}/change/", basics | forged)
    assert desk.status == 200
    assert draft.rows.count() == 5


def test_a_row_of_another_edition_cannot_be_reached(desk: Desk, draft: Edition) -> None:
    values = desk.grid(draft)
    values["rows-2-id"] = str(adults(live()).pk)
    values["rows-2-k2_min_ug"] = "1"
    desk.save(draft, values)
    assert adults(live()).k2_min_ug == 75


def test_a_published_edition_is_read_only(desk: Desk) -> None:
    page = desk.open(f"{EDITIONS}{live().pk}/change/")
    assert "This edition is live" in page
    assert 'name="rows-0-k2_min_ug"' not in page
    assert "1,200–1,500" in page
    for address in ("change/", "delete/", "import/"):
        desk.post(f"{EDITIONS}{live().pk}/{address}", {"post": "yes", "source_en": "x"})
        assert desk.status == 403
    assert live().source_en != "x"


def test_bounds_are_said_in_chinese(draft: Edition) -> None:
    desk = Desk(an_editor("mei"), "zh-hant")
    desk.edit(draft, adults__d3_little_sun_max_iu="15000")
    name = cell(draft, "adults__d3_little_sun_max_iu")
    assert desk.errors_at(name) == ["請輸入 0–10,000 之間的數字。"]
    assert rows_of(draft) == rows_of(live())


@pytest.mark.parametrize(
    ("language", "figures"),
    [
        ("en", ["women 150 µg (ages 12–13)", "men 140 µg (ages 12–13)"]),
        ("zh-hant", ["女性 150 微克（12–13 歲）", "男性 140 微克（12–13 歲）"]),
    ],
)
def test_figures_that_differ_by_sex_say_whose_they_are(
    db: None, language: str, figures: list[str]
) -> None:
    desk = Desk(an_editor(), language)
    page = desk.open(f"{EDITIONS}{desk.draft().pk}/preview/")
    assert [figure for figure in figures if f"Japan MHLW {figure}" not in page] == []
