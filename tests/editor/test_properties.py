"""Whatever is typed, uploaded or forged: never a server error, never an invalid live edition."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommender import catalogue, editions, spreadsheets
from recommender.domain.profile import AGE, YOUNGEST_AGE, Menopause
from recommender.domain.reference import (
    AMOUNT_COLUMNS,
    RANGE_NUTRIENT,
    RANGES,
    TABLE_COLUMNS,
    columns_of,
    coverage_problems,
)
from recommender.editions import csv_files
from recommender.models import (
    CONTENT,
    MAX_AMOUNT,
    Edition,
    ReferenceRow,
)

from .desk import EDITIONS, Desk, an_editor, form_of, list_of, live, page_of

pytestmark = pytest.mark.django_db
# Each example is a few page loads: a fifth of what the profile asks for
MANY = settings(
    max_examples=settings().max_examples // 5,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

# What may stand in a cell: mostly amounts, sometimes what people or machines send
amounts = st.integers(0, 3000).map(str)
nasties = st.sampled_from(
    (
        *("", " ", "-1", "−0", "1.5", "1e999", "NaN", "0x10", "9" * 5000, "100001"),
        *("１，２００", "٣٤", "400 mg", "400毫克", "2147483648", "9223372036854775808"),
        *("\0", "\ud7ff", "<b>", "{{ 7 }}"),
    )
)
cells = st.one_of(amounts, amounts, amounts, nasties)
ages = st.one_of(st.integers(0, 125).map(str), nasties)
names = st.one_of(st.text(max_size=120), st.sampled_from(["=1+1", "x" * 101, "", "成人"]))
conditions = st.sampled_from(["any", "any", "postmenopausal", "", "x"])
rows = st.fixed_dictionaries(
    {
        "label_en": names,
        "label_zh_hant": names,
        "age_from": ages,
        "age_to": ages,
        "menopause": conditions,
        **dict.fromkeys(AMOUNT_COLUMNS, cells),
    }
)


@st.composite
def sound_rows(draw: st.DrawFn) -> list[dict[str, str]]:
    """Rows that cover every age once, with ranges in order: such a table can be published."""
    cuts = sorted(draw(st.sets(st.integers(5, 119), max_size=3)))
    bands = list(zip([0, *cuts], [*(cut - 1 for cut in cuts), None], strict=True))
    found = []
    for first, last in bands:
        row = {
            "label_en": f"From {first}",
            "label_zh_hant": f"{first} 歲起",
            "age_from": str(first),
            "age_to": "" if last is None else str(last),
            "menopause": "any",
        }
        for name in RANGES:
            low, high = columns_of(name)
            amounts = st.integers(0, MAX_AMOUNT[RANGE_NUTRIENT[name]])
            ends = sorted(draw(st.tuples(amounts, amounts)))
            row |= {low: str(ends[0]), high: str(ends[1])}
        totals = sorted((row["calcium_total_max_mg"], row["calcium_supplement_max_mg"]), key=int)
        row["calcium_supplement_max_mg"], row["calcium_total_max_mg"] = totals
        row["calcium_total_min_mg"] = row["calcium_supplement_min_mg"] = "0"
        found.append(row)
    return found


def posted(table: Edition, given: list[dict[str, str]]) -> dict[str, Any]:
    """The grid as sent: stored rows are removed and the given ones added."""
    kept = list(table.rows.values_list("pk", flat=True))
    values = {
        "source_en": "A source",
        "source_zh_hant": "資料來源",
        "note": "",
        "enough_sun_minutes": "15",
        "seen_revision": str(table.revision),
        "rows-INITIAL_FORMS": str(len(kept)),
        "rows-TOTAL_FORMS": str(len(kept) + len(given)),
    }
    for number, pk in enumerate(kept):
        values |= {f"rows-{number}-id": str(pk), f"rows-{number}-DELETE": "on"}
    for number, row in enumerate(given, len(kept)):
        values |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return values


def assert_sound() -> None:
    """Exactly one live edition, and everyone from 4 to 120 finds one row in it."""
    [table] = Edition.objects.filter(status="live")
    assert not editions.problems(table)
    read = catalogue.live(fresh=True).table
    assert not coverage_problems(read.rows)
    for age in range(YOUNGEST_AGE, AGE.high + 1):
        for menopause in Menopause:
            read.row_for(age, menopause)


@contextmanager
def an_example() -> Iterator[Desk]:
    """A desk whose every change is taken back afterwards."""
    with transaction.atomic():
        desk = Desk(an_editor())
        desk.follows = False
        yield desk
        transaction.set_rollback(True)
    catalogue.forget()


def publish_if_possible(desk: Desk, draft: Edition) -> bool:
    draft.refresh_from_db()
    values = {"note": "x", "changes": draft.changes, "instead_of": live().number}
    desk.post(f"{EDITIONS}{draft.pk}/publish/", values)
    assert desk.status < 500
    draft.refresh_from_db()
    assert_sound()
    return draft.is_live


@MANY
@given(given=st.lists(rows, max_size=4), publish=st.booleans())
def test_random_grids(given: list[dict[str, str]], publish: bool) -> None:
    with an_example() as desk:
        draft = editions.copy_to_draft(live(), "x")
        desk.post(f"{EDITIONS}{draft.pk}/change/", posted(draft, given))
        assert desk.status in (200, 302)
        if publish:
            publish_if_possible(desk, draft)


@MANY
@given(given=sound_rows())
def test_sound_grids_are_published_as_typed(given: list[dict[str, str]]) -> None:
    with an_example() as desk:
        draft = editions.copy_to_draft(live(), "x")
        desk.post(f"{EDITIONS}{draft.pk}/change/", posted(draft, given))
        assert publish_if_possible(desk, draft), desk.page
        stored = [
            {name: "" if value is None else str(value) for name, value in row.items()}
            for row in draft.rows.values(*given[0])
        ]
        assert stored == given


@MANY
@given(
    content=st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(lambda text: text.encode("utf-8", "ignore")),
        st.lists(st.lists(st.one_of(cells, names, conditions), min_size=18, max_size=18)).map(
            lambda lines: _sheet(TABLE_COLUMNS, lines)
        ),
        st.lists(rows, max_size=4).map(
            lambda lines: _sheet(
                TABLE_COLUMNS,
                [[row.get(column, "") for column in TABLE_COLUMNS] for row in lines],
            )
        ),
    )
)
def test_random_files_for_a_draft(content: bytes) -> None:
    with an_example() as desk:
        draft = editions.copy_to_draft(live(), "x")
        before = catalogue.read(draft).table
        file = SimpleUploadedFile("file.csv", content)
        address = f"{EDITIONS}{draft.pk}/import/"
        desk.post(address, {"revision": draft.revision, "file": file})
        assert desk.status in (302, 422)
        if desk.status == 422:
            assert catalogue.read(draft).table == before
        publish_if_possible(desk, draft)


LISTS = [kind for kind in CONTENT if kind is not ReferenceRow]


@MANY
@given(
    lines=st.lists(st.lists(st.one_of(cells, names), min_size=22, max_size=22), max_size=4),
    kind=st.sampled_from(LISTS),
)
def test_random_files_for_lists(lines: list[list[str]], kind: type[Any]) -> None:
    with an_example() as desk:
        draft = editions.copy_to_draft(live(), "x")
        heading = csv_files.list_csv(kind, draft).removeprefix("\ufeff").splitlines()[0]
        columns = tuple(heading.split(","))
        content = _sheet(columns, [line[: len(columns)] for line in lines])
        file = SimpleUploadedFile("file.csv", content)
        desk.post(list_of(kind, draft, "import/"), {"file": file})
        assert desk.status in (302, 422)
        publish_if_possible(desk, draft)


@MANY
@given(
    typed=st.dictionaries(st.integers(0, 30), st.one_of(cells, names, ages), max_size=6),
    kind=st.sampled_from(LISTS),
    adds=st.booleans(),
)
def test_random_entries(typed: dict[int, str], kind: type[Any], adds: bool) -> None:
    with an_example() as desk:
        draft = editions.copy_to_draft(live(), "x")
        entry = kind.objects.filter(edition=draft)[0]
        address = list_of(kind, draft, "add/") if adds else page_of(entry)
        desk.open(address)
        values = desk.values(form_of(kind))
        names = sorted(values)
        values |= {names[number % len(names)]: text for number, text in typed.items()}
        desk.post(address, values)
        assert desk.status in (200, 302)
        publish_if_possible(desk, draft)


@MANY
@given(
    values=st.dictionaries(
        st.sampled_from(
            (
                *(
                    "source_en",
                    "source_zh_hant",
                    "note",
                    "enough_sun_minutes",
                    "seen_revision",
                    "_preview",
                    "post",
                ),
                *("changes", "instead_of", "file", "_saveasnew", "_to_field", "_popup"),
                *("rows-TOTAL_FORMS", "rows-INITIAL_FORMS", "rows-0-id", "rows-0-DELETE"),
                *("rows-0-edition", "rows-0-code", "rows-0-age_from", "rows-1-id", "status"),
            )
        ),
        st.one_of(cells, names, st.sampled_from(["1", "2", "5", "on"])),
    ),
    page=st.sampled_from(
        ["change/", "delete/", "draft/", "preview/", "publish/", "import/", "compare/", "answers/"]
    ),
    to_live=st.booleans(),
)
def test_forged_posts(values: dict[str, str], page: str, to_live: bool) -> None:
    with an_example() as desk:
        draft = editions.copy_to_draft(live(), "x")
        before = live()
        told = live() if to_live else draft
        desk.post(f"{EDITIONS}{told.pk}/{page}", values)
        assert desk.status < 500
        assert_sound()
        assert list(before.rows.values()) == list(Edition.objects.get(pk=before.pk).rows.values())


def _sheet(columns: tuple[str, ...], lines: list[list[str]]) -> bytes:
    text = spreadsheets.write(columns, lines)
    return text.encode("utf-8", "surrogatepass")
