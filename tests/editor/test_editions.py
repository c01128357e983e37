"""From draft over preview to publication, and back."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from recommender import catalogue, editions
from recommender.domain.nutrients import Nutrient, Range
from recommender.domain.official import OfficialValues
from recommender.domain.profile import Menopause
from recommender.domain.recommendation import Status, calcium_gap, recommend
from recommender.domain.reference import Sun
from recommender.editions.effects import diets
from recommender.models import CatalogueStamp, ReferenceTable

from ..builders import a_row, an_official_value, shipped_official, shipped_table
from .desk import TABLES, Desk, an_editor, live


def publish(draft: ReferenceTable, instead_of: int | None = 1) -> ReferenceTable:
    draft.refresh_from_db()
    return editions.publish(
        draft.pk, revision=draft.revision, instead_of=instead_of, note="Why", by="editor"
    )


# The story


def test_a_change_is_published_and_undone(desk: Desk) -> None:
    draft = desk.draft()
    desk.edit(draft, adults__k2_min_ug="80")
    assert catalogue.live().table == shipped_table()

    desk.publish(draft, "The trial used 80")
    assert "Edition 2 is live." in desk.page
    now = catalogue.live()
    assert now.table.edition == 2
    assert now.table.row_for(40, Menopause.NO).k2 == Range(80, 150)
    assert live().note == "The trial used 80"
    assert live().published_by == "editor"

    first = ReferenceTable.objects.get(edition=1)
    assert first.status == "retired"
    assert first.to_domain() == shipped_table()

    back = desk.draft(first)
    desk.publish(back, "Undone")
    undone = catalogue.live().table
    assert (undone.edition, undone.rows) == (3, shipped_table().rows)


def test_the_shipped_values_make_a_draft(desk: Desk) -> None:
    draft = desk.draft()
    desk.edit(draft, adults__k2_min_ug="80")
    desk.publish(draft)
    desk.post(f"{TABLES}shipped/")
    shipped = ReferenceTable.objects.get(status="draft")
    assert shipped.to_domain().rows == shipped_table().rows
    assert shipped.enough_sun_minutes == shipped_table().enough_sun_minutes


def test_a_draft_is_discarded(desk: Desk) -> None:
    draft = desk.draft()
    desk.post(f"{TABLES}{draft.pk}/delete/", {"post": "yes"})
    assert not ReferenceTable.objects.filter(pk=draft.pk).exists()


def test_the_history_says_what_was_published_and_why(desk: Desk) -> None:
    draft = desk.draft()
    desk.edit(draft, adults__k2_min_ug="80")
    desk.publish(draft, "The trial used 80")
    page = desk.open(f"{TABLES}{draft.pk}/history/")
    assert "Published as Edition 2: The trial used 80" in page
    assert "75–150 → 80–150" in page


# Publication


@pytest.mark.django_db
def test_numbers_rise_whatever_is_published_first() -> None:
    early = editions.copy_to_draft(live(), "a")
    late = editions.copy_to_draft(live(), "b")
    assert publish(late).edition == 3
    assert publish(early, instead_of=3).edition == 4
    assert [table.status for table in ReferenceTable.objects.order_by("edition")] == [
        "retired",
        "retired",
        "live",
    ]


@pytest.mark.django_db
def test_only_what_was_looked_at_is_published() -> None:
    draft = editions.copy_to_draft(live(), "a")
    seen = draft.revision
    draft.save()
    token = CatalogueStamp.objects.get().token
    with pytest.raises(editions.Stale):
        editions.publish(draft.pk, revision=seen, instead_of=1, note="", by="a")
    with pytest.raises(editions.Stale):
        publish(draft, instead_of=None)
    with pytest.raises(editions.NotADraft):
        editions.publish(live().pk, revision=0, instead_of=1, note="", by="a")
    draft.rows.filter(code="adults").delete()
    with pytest.raises(editions.NotReady):
        publish(draft)
    assert live().edition == 1
    assert catalogue.live(fresh=True).stamp != token  # deleting the row renewed it


def test_what_a_colleague_published_meanwhile_is_said(desk: Desk) -> None:
    mine = desk.draft()
    desk.open(f"{TABLES}{mine.pk}/preview/")
    seen = desk.values(f"{TABLES}{mine.pk}/publish/")
    colleague = Desk(an_editor("colleague"))
    colleague.publish(colleague.draft())

    desk.post(f"{TABLES}{mine.pk}/publish/", seen | {"note": "Mine"})
    assert "nothing was published" in desk.page
    assert live().published_by == "colleague"

    desk.publish(mine, "Mine, after another look")
    assert live().published_by == "editor"
    desk.post(f"{TABLES}{mine.pk}/publish/", seen | {"note": "Twice"})
    assert "published or deleted meanwhile" in desk.page


def test_a_publication_needs_its_reason(desk: Desk) -> None:
    draft = desk.draft()
    desk.publish(draft, note=" ")
    assert desk.status == 422
    assert "Say what changes and why." in desk.page
    assert live().edition == 1


# Preview and comparison


def test_the_preview_shows_cells_and_people_before_and_after(desk: Desk) -> None:
    draft = desk.draft()
    desk.edit(draft, adults__calcium_total_min_mg="900", enough_sun_minutes="20")
    page = desk.open(f"{TABLES}{draft.pk}/preview/")
    assert "2 differences from the live edition." in page
    for was, now in [("1,000–1,200", "900–1,200"), ("15", "20"), ("400–500 mg", "300–500 mg")]:
        assert f"before </span>{was}</del> <ins>" in page
        assert f"now </span>{now}</ins>" in page


def test_any_two_editions_are_compared(desk: Desk) -> None:
    first = live()
    draft = desk.draft()
    desk.edit(draft, adults__k2_min_ug="80")
    desk.publish(draft)
    other = desk.draft(first)
    page = desk.open(f"{TABLES}{other.pk}/compare/?with={draft.pk}")
    assert "80–150</del>" in page
    assert "75–150</ins>" in page
    assert "1 difference." in page
    desk.open(f"{TABLES}{other.pk}/compare/?with=99999")
    assert desk.status == 404
    desk.open(f"{TABLES}{other.pk}/compare/?with=none")
    assert desk.status == 200


@pytest.mark.django_db
def test_a_difference_names_added_and_removed_rows() -> None:
    draft = editions.copy_to_draft(live(), "a")
    draft.rows.filter(code="adults").delete()
    row = draft.rows.get(code="teenagers")
    row.pk, row.code, row.label_en, row.label_zh_hant = None, "guests", "Guests", "訪客"
    row._state.adding = True
    row.save()
    with translation.override("en"):
        found = editions.grid(draft, live())
    assert {row.name: row.state for row in found.rows} == {
        "Children (4–13 years)": "same",
        "Teenagers (14–18 years)": "same",
        "Guests": "added",
        "Postmenopausal women (19–64 years)": "same",
        "Older adults (65 years and over)": "same",
        "Adults (19–64 years)": "removed",
    }
    assert len(found.changes()) == 2


# Sample people


def test_sample_people_reach_every_row_sun_column_and_calcium_case() -> None:
    """Each case of DOMAIN §3 that some diet can reach in a row."""
    table, official = shipped_table(), shipped_official()
    reached = set()
    for person in editions.people(table):
        result = recommend(person.profile, table, official)
        reached.add((result.row.code, result.sun, result.of(Nutrient.CALCIUM).status))
    possible = {
        (row.code, sun, calcium_gap(row, diet, None).status)
        for row in table.rows
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
        warned = editions.warnings(rows, catalogue.official_values())
    said = [(it.row, it.text) for it in warned]
    older = [text for row, text in said if row == "Older adults (65 years and over)"]
    assert any("US NASEM 2,000" in text and "EFSA 2,500" in text for text in older)
    assert any("Taiwan HPA 2,000" in text for text in older)
    assert len(older) == 3
    children = [text for row, text in said if row == "Children (4–13 years)"]
    assert any("US NASEM 1,300" in text and "9–13" in text for text in children)


@pytest.mark.django_db
@pytest.mark.parametrize(("limit", "count"), [(1200, 0), (1199, 1)])
def test_a_range_may_reach_a_limit_but_not_pass_it(limit: int, count: int) -> None:
    rows = list(live().rows.filter(code="adults"))
    official = OfficialValues((an_official_value(amount=limit),))
    assert len(editions.warnings(rows, official)) == count
