"""CSV files: out as a spreadsheet likes them, in wholly or not at all."""

import csv
import io
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from recommender import editions
from recommender.editions import sheets
from recommender.models import Food, OfficialValue, ReferenceTable

from ..builders import DATA, shipped_table
from .desk import TABLES, Desk, live

FOODS = "/admin/recommender/food/"
VALUES = "/admin/recommender/officialvalue/"


def upload(desk: Desk, address: str, content: str | bytes) -> str:
    data = content if isinstance(content, bytes) else content.encode()
    values = {"file": SimpleUploadedFile("file.csv", data, "text/csv")}
    desk.open(address)
    return desk.post(address, {**desk.values("import_form"), **values})


def lines(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def changed(text: str, line: int, column: str, value: str) -> str:
    """The file with one cell changed; line 1 is the heading."""
    table = lines(text)
    table[line - 1][table[0].index(column)] = value
    out = io.StringIO()
    csv.writer(out).writerows(table)
    return out.getvalue()


@pytest.fixture
def draft(desk: Desk) -> ReferenceTable:
    return desk.draft()


def import_page(draft: ReferenceTable) -> str:
    return f"{TABLES}{draft.pk}/import/"


# Out


def test_an_edition_goes_out_as_it_was_shipped(desk: Desk) -> None:
    response = desk.client.get(f"{TABLES}{live().pk}/csv/")
    text = response.content.decode()
    assert text.startswith("\ufeff")
    assert lines(text) == lines((DATA / "reference_table.csv").read_text(encoding="utf-8"))
    assert response["Content-Disposition"] == 'attachment; filename="reference-table-1.csv"'


def test_lists_go_out_as_they_were_shipped(desk: Desk) -> None:
    for address, name, extra in [(FOODS, "foods", 1), (VALUES, "official_values", 0)]:
        text = desk.client.get(f"{address}csv/").content.decode()
        shipped = lines((DATA / f"{name}.csv").read_text(encoding="utf-8"))
        width = len(shipped[0])
        assert [line[1 : width + 1] for line in lines(text)] == shipped
        assert len(lines(text)[0]) == width + 1 + extra


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_formulas_are_defused_and_come_back_as_they_were(name: str) -> None:
    Food.objects.filter(name_en="Egg").update(name_en=name)
    text = sheets.foods_csv()
    assert f"'{name}" in text
    sheets.load_foods(text.encode())
    assert Food.objects.get(name_zh_hant="雞蛋").name_en == name.strip()


# In: a draft


def test_a_file_takes_the_place_of_all_rows(desk: Desk, draft: ReferenceTable) -> None:
    text = changed(sheets.table_csv(draft), 4, "k2_min_ug", "８０ µg")
    upload(desk, import_page(draft), text)
    assert desk.status == 200
    assert draft.rows.get(code="adults").k2_min_ug == 80
    assert draft.rows.count() == 5
    assert "75–150 → 80–150" in desk.open(f"{TABLES}{draft.pk}/history/")


@pytest.mark.django_db
def test_out_and_in_changes_nothing() -> None:
    draft = editions.copy_to_draft(live(), "a")
    for _ in range(2):
        draft = sheets.load_table(
            draft.pk, draft.revision, sheets.table_csv(draft).encode(), "editor"
        )
    assert draft.to_domain().rows == shipped_table().rows
    assert sheets.load_foods(sheets.foods_csv().encode()) == []
    assert sheets.load_official(sheets.official_csv().encode()) == []


WRONG = [
    ("low above high", 4, "k2_min_ug", "151", "low end"),
    ("not a number", 3, "k1_max_ug", "lots", "in digits"),
    ("too long a name", 2, "label_en", "x" * 101, "100"),
    ("no condition", 6, "menopause", "maybe", "maybe"),
    ("a code twice", 3, "code", "children", "Use a code once"),
    ("a bad code", 3, "code", "a b", "Use a code once"),
]


@pytest.mark.parametrize(
    ("line", "column", "value", "words"), [it[1:] for it in WRONG], ids=[it[0] for it in WRONG]
)
def test_an_error_names_line_and_column_and_nothing_is_read(
    desk: Desk, draft: ReferenceTable, line: int, column: str, value: str, words: str
) -> None:
    page = upload(desk, import_page(draft), changed(sheets.table_csv(draft), line, column, value))
    assert desk.status == 422
    assert f"<td>{line}</td><td>{column}</td><td>" in page
    assert words in page
    assert draft.to_domain().rows == shipped_table().rows


BAD_FILES = [
    ("empty", b"", 1, "This column is missing."),
    ("another table", b"a,b\n1,2\n", 1, "There is no such column."),
    ("a spreadsheet", b"PK\x03\x04\xff\xfe", None, "not UTF-8"),
    ("Big5", "兒童".encode("big5"), None, "not UTF-8"),
    ("null characters", b"code\0", None, "not a CSV file"),
    ("a megabyte of nonsense", b"x" * (1024 * 1024), 1, "not CSV"),
    ("too large", b"x" * (1024 * 1024 + 1), None, "larger than 1 MB"),
    ("a megabyte of quotes", b'"' * (1024 * 1024), 1, ""),
    ("a megabyte of lines", b"a,b\n" * 250_000, 1, "There is no such column."),
]


@pytest.mark.parametrize(
    ("content", "line", "words"), [it[1:] for it in BAD_FILES], ids=[it[0] for it in BAD_FILES]
)
def test_a_bad_file_is_refused_quickly(
    desk: Desk, draft: ReferenceTable, content: bytes, line: int | None, words: str
) -> None:
    started = time.perf_counter()
    page = upload(desk, import_page(draft), content)
    assert time.perf_counter() - started < 5
    assert desk.status == 422
    assert words in page
    assert f"<td>{line or ''}</td>" in page
    assert draft.rows.count() == 5


@pytest.mark.parametrize(
    ("tail", "words"),
    [
        ("a,b\n", "has 2 cells instead of 18"),
        ('"open', "not CSV"),
        ("\n" * 300, ""),
        ((",".join("x" * 18) + "\n") * 201, "more than 200 lines"),
        ((",".join("x" * 18) + "\n") * 100, "What to do"),
    ],
    ids=["short line", "open quote", "empty lines", "too many lines", "many errors"],
)
def test_a_bad_line_is_named(desk: Desk, draft: ReferenceTable, tail: str, words: str) -> None:
    page = upload(desk, import_page(draft), sheets.table_csv(draft) + tail)
    assert words in page
    assert desk.status == (422 if words else 200)
    assert page.count("<tr><td>") <= sheets.MOST_ERRORS
    assert draft.to_domain().rows == shipped_table().rows


def test_a_draft_a_colleague_changed_is_not_written_over(desk: Desk, draft: ReferenceTable) -> None:
    text = changed(sheets.table_csv(draft), 4, "k2_min_ug", "80")
    desk.open(import_page(draft))
    seen = desk.values("import_form")
    draft.save()
    file = SimpleUploadedFile("file.csv", text.encode())
    desk.post(import_page(draft), {**seen, "file": file})
    assert desk.status == 422
    assert "changed meanwhile" in desk.page
    assert draft.rows.get(code="adults").k2_min_ug == 75


def test_no_file_is_asked_for(desk: Desk, draft: ReferenceTable) -> None:
    for values in ({}, {"file": "text"}, {"revision": "x"}):
        desk.post(import_page(draft), values)
        assert desk.status == 422
        assert "Choose a CSV file." in desk.page


# In: lists


@pytest.mark.parametrize(("address", "name"), [(FOODS, "foods"), (VALUES, "official_values")])
def test_the_shipped_file_is_known(desk: Desk, address: str, name: str) -> None:
    upload(desk, f"{address}import/", (DATA / f"{name}.csv").read_text(encoding="utf-8"))
    assert "The file was read: 0 changes." in desk.page


def test_foods_are_changed_added_and_kept(desk: Desk) -> None:
    egg = Food.objects.get(name_en="Egg")
    Food.objects.filter(name_en="Natto").update(retired=True)
    heading = "id,group,name_en,name_zh_hant,serving_en,serving_zh_hant,serving_g"
    heading += ",calcium_mg_per_100g,source,source_id,short_list"
    rows = [
        f"{egg.pk},other,Hen’s egg,雞蛋,1 egg,1 顆,60,54,TFDA 2024,K01001,yes",
        ',dairy,Kefir,克菲爾,1 cup,1 杯,240,"1,200",x,,no',
        ",soya,Natto,納豆,1 pack,1 盒,45,217,USDA SR28,16113,no",
    ]
    upload(desk, f"{FOODS}import/", "\n".join([heading, *rows]))
    egg.refresh_from_db()
    assert (egg.name_en, egg.serving_g, egg.short_list) == ("Hen’s egg", 60, True)
    assert Food.objects.get(name_en="Kefir").calcium_mg_per_100g == 1200
    assert Food.objects.get(name_en="Natto").retired
    assert Food.objects.count() == 41


def test_all_foods_are_read_or_none(desk: Desk) -> None:
    text = changed(sheets.foods_csv(), 2, "serving_g", "300")
    page = upload(desk, f"{FOODS}import/", changed(text, 9, "short_list", "perhaps"))
    assert desk.status == 422
    assert "<td>9</td><td>short_list</td><td>Write “yes” or “no”.</td>" in page
    assert not Food.objects.filter(serving_g=300).exists()


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("unit", "IU", "unit of this nutrient"),
        ("nutrient", "iron", "iron"),
        ("age_from", "many", "in digits"),
        ("id", "999999", "no entry with this number"),
        ("id", "x", "no entry with this number"),
        ("source_url", "javascript:alert(1)", "URL"),
    ],
)
def test_a_wrong_official_value_is_named(desk: Desk, column: str, value: str, words: str) -> None:
    text = changed(sheets.official_csv(), 3, column, value)
    page = upload(desk, f"{VALUES}import/", text)
    assert desk.status == 422
    assert f"<td>3</td><td>{column}</td>" in page
    assert words in page
    assert OfficialValue.objects.count() == 36
