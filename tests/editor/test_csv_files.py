"""CSV files: out as a spreadsheet likes them, in wholly or not at all."""

import csv
import io
import re
import time
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile

from recommender import catalogue, data, editions
from recommender.editions import csv_files
from recommender.models import CONTENT, Edition, Food, OfficialValue, ReferenceRow

from ..support.builders import shipped_edition, shipped_table
from .desk import EDITIONS, Desk, list_of, live

LISTS = [kind for kind in CONTENT if kind is not ReferenceRow]


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


def shipped_lines(name: str) -> list[list[str]]:
    records = data.read(name)
    return [list(records[0]), *(list(record.values()) for record in records)]


def list_text(kind: type[Any], edition: Edition) -> str:
    return csv_files.list_csv(kind, edition)


@pytest.fixture
def draft(desk: Desk) -> Edition:
    return desk.draft()


def import_page(draft: Edition) -> str:
    return f"{EDITIONS}{draft.pk}/import/"


# Out


def test_an_edition_goes_out_as_it_was_shipped(desk: Desk) -> None:
    response = desk.client.get(f"{EDITIONS}{live().pk}/csv/")
    text = response.content.decode()
    assert text.startswith("\ufeff")
    assert lines(text) == shipped_lines("reference_table.csv")
    assert response["Content-Disposition"] == 'attachment; filename="reference-table-1.csv"'


@pytest.mark.parametrize("kind", LISTS)
def test_lists_go_out_as_they_were_shipped(desk: Desk, kind: type[Any]) -> None:
    response = desk.client.get(list_of(kind, live(), "csv/"))
    shipped = shipped_lines(data.FILES[kind.__name__])
    width = len(shipped[0])
    sent = lines(response.content.decode())
    assert sent[0][:width] == shipped[0]
    assert [as_number(line[:width]) for line in sent] == [as_number(line) for line in shipped]
    assert response["Content-Disposition"].endswith(f'"{kind._meta.model_name}-1.csv"')


def as_number(cells: list[str]) -> list[str]:
    """0.3 is 0.30."""
    return [re.sub(r"^(\d)\.(\d)$", r"\1.\g<2>0", re.sub(r"^(\d)$", r"\1.00", it)) for it in cells]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "＋1", "－1", "＠1"]
)
def test_formulas_are_defused_and_come_back_as_they_were(name: str) -> None:
    draft = editions.copy_to_draft(live(), "editor")
    draft.foods.filter(code="egg").update(name_en=name)
    text = list_text(Food, draft)
    assert f"'{name}" in text
    csv_files.load_list(Food, draft.pk, text.encode(), "editor")
    assert draft.foods.get(code="egg").name_en == name.strip()


# In: a draft


def test_a_file_takes_the_place_of_all_rows(desk: Desk, draft: Edition) -> None:
    text = changed(csv_files.table_csv(draft), 4, "k2_min_ug", "８０ µg")
    upload(desk, import_page(draft), text)
    assert desk.status == 200
    assert draft.rows.get(code="adults").k2_min_ug == 80
    assert draft.rows.count() == 5
    assert "75–150 → 80–150" in desk.open(f"{EDITIONS}{draft.pk}/history/")


@pytest.mark.django_db
def test_out_and_in_changes_nothing() -> None:
    draft = editions.copy_to_draft(live(), "a")
    for _ in range(2):
        draft = csv_files.load_table(
            draft.pk, draft.revision, csv_files.table_csv(draft).encode(), "editor"
        )
    assert catalogue.read(draft).table == shipped_table()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", LISTS)
def test_a_list_out_and_in_changes_nothing(kind: type[Any]) -> None:
    draft = editions.copy_to_draft(live(), "a")
    text = list_text(kind, draft)
    assert csv_files.load_list(kind, draft.pk, text.encode(), "editor") == []
    heading, *entries = text.splitlines()
    turned = "\n".join([heading, *reversed(entries)])
    assert csv_files.load_list(kind, draft.pk, turned.encode(), "editor") == []
    assert editions.difference(draft, live()).changes() == []


WRONG = [
    ("low above high", 4, "k2_min_ug", "151", "low end"),
    ("not a number", 3, "k1_max_ug", "lots", "in digits"),
    ("too long a name", 2, "label_en", "x" * 101, "100"),
    ("no condition", 6, "menopause", "maybe", "maybe"),
    ("a code twice", 3, "code", "children", "Use letters, digits and hyphens"),
    ("a bad code", 3, "code", "a b", "Use letters, digits and hyphens"),
]


@pytest.mark.parametrize(
    ("line", "column", "value", "words"), [it[1:] for it in WRONG], ids=[it[0] for it in WRONG]
)
def test_an_error_names_line_and_column_and_nothing_is_read(
    desk: Desk, draft: Edition, line: int, column: str, value: str, words: str
) -> None:
    page = upload(
        desk, import_page(draft), changed(csv_files.table_csv(draft), line, column, value)
    )
    assert desk.status == 422
    assert f"<td>{line}</td><td>{column}</td><td>" in page
    assert words in page
    assert catalogue.read(draft).table == shipped_table()


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
    desk: Desk, draft: Edition, content: bytes, line: int | None, words: str
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
def test_a_bad_line_is_named(desk: Desk, draft: Edition, tail: str, words: str) -> None:
    page = upload(desk, import_page(draft), csv_files.table_csv(draft) + tail)
    assert words in page
    assert desk.status == (422 if words else 200)
    assert page.count("<tr><td>") <= csv_files.MAX_ERRORS
    assert catalogue.read(draft).table == shipped_table()


def test_a_draft_a_colleague_changed_is_not_written_over(desk: Desk, draft: Edition) -> None:
    text = changed(csv_files.table_csv(draft), 4, "k2_min_ug", "80")
    desk.open(import_page(draft))
    seen = desk.values("import_form")
    draft.save()
    file = SimpleUploadedFile("file.csv", text.encode())
    desk.post(import_page(draft), {**seen, "file": file})
    assert desk.status == 422
    assert "changed meanwhile" in desk.page
    assert draft.rows.get(code="adults").k2_min_ug == 75


def test_no_file_is_asked_for(desk: Desk, draft: Edition) -> None:
    for values in ({}, {"file": "text"}, {"revision": "x"}):
        desk.post(import_page(draft), values)
        assert desk.status == 422
        assert "Choose a CSV file." in desk.page


# In: lists


@pytest.mark.parametrize("kind", LISTS)
def test_the_shipped_file_is_known(desk: Desk, draft: Edition, kind: type[Any]) -> None:
    shipped = (data.FOLDER / data.FILES[kind.__name__]).read_bytes()
    upload(desk, list_of(kind, draft, "import/"), shipped)
    assert "Imported: 0 changes." in desk.page


FOOD_HEADING = (
    "group,name_en,name_zh_hant,serving_en,serving_zh_hant,serving_g"
    ",calcium_mg_per_100g,source,source_id,short_list"
)


def test_foods_are_changed_added_and_kept(desk: Desk, draft: Edition) -> None:
    draft.foods.filter(code="natto").update(retired=True)
    rows = [
        "egg,other,Hen’s egg,雞蛋,1 egg,1 顆,60,54,TFDA 2024,K01001,yes",
        ',dairy,Kefir,克菲爾,1 cup,1 杯,240,"1,200",x,,no',
        ",soya,Natto,納豆,1 pack,1 盒,45,217,USDA SR28,16113,no",
    ]
    upload(desk, list_of(Food, draft, "import/"), "\n".join([f"code,{FOOD_HEADING}", *rows]))
    egg = draft.foods.get(code="egg")
    assert (egg.name_en, egg.serving_g, egg.short_list) == ("Hen’s egg", 60, True)
    assert egg.note == live().foods.get(code="egg").note, "what the file does not say stays"
    kefir = draft.foods.get(name_en="Kefir")
    assert (kefir.code, kefir.calcium_mg_per_100g) == ("kefir", 1200)
    assert kefir.order > max(live().foods.values_list("order", flat=True))
    assert draft.foods.get(code="natto").retired
    assert draft.foods.count() == 89
    assert replace(catalogue.live(fresh=True), published_at=None) == shipped_edition()


def test_another_site_s_numbers_mean_nothing_here(desk: Desk, draft: Edition) -> None:
    """There number 1 was another food: milk must not become chia."""
    milk = draft.foods.order_by("order").first()
    assert milk is not None
    line = f"{milk.pk},seeds,Chia seeds,奇亞籽,1 tablespoon (12 g),1 湯匙(12 克),12,631"
    line += ",USDA SR28,12006,no"
    upload(desk, list_of(Food, draft, "import/"), f"id,{FOOD_HEADING},retired\n{line},no\n")
    assert draft.foods.get(pk=milk.pk).name_en == milk.name_en == "Whole milk"
    chia = draft.foods.get(name_en="Chia seeds")
    assert (chia.code, chia.serving_g) == (live().foods.get(name_en="Chia seeds").code, 12)
    assert draft.foods.count() == 88


def test_all_foods_are_read_or_none(desk: Desk, draft: Edition) -> None:
    text = changed(list_text(Food, draft), 2, "serving_g", "301")
    page = upload(desk, list_of(Food, draft, "import/"), changed(text, 9, "short_list", "perhaps"))
    assert desk.status == 422
    assert "<td>9</td><td>short_list</td><td>Write “yes” or “no”.</td>" in page
    assert not Food.objects.filter(serving_g=301).exists()


def test_one_thing_twice_is_refused_with_both_lines(desk: Desk, draft: Edition) -> None:
    text = list_text(Food, draft)
    twice = text + text.splitlines()[1] + "\n"
    page = upload(desk, list_of(Food, draft, "import/"), twice)
    assert desk.status == 422
    assert "<td>90</td><td>code</td><td>This entry stands in line 2 already.</td>" in page


def test_a_boundary_between_ages_moves_in_any_order_of_lines(desk: Desk, draft: Edition) -> None:
    text = list_text(OfficialValue, draft)
    names = [line[0] for line in lines(text)]
    younger = names.index("us-d3-intake-from4") + 1
    older = names.index("us-d3-intake-from71") + 1
    moved = changed(changed(text, younger, "age_to", "74"), older, "age_from", "75")
    heading, *rest = moved.splitlines()
    upload(desk, list_of(OfficialValue, draft, "import/"), "\n".join([heading, *reversed(rest)]))
    assert "Imported: 2 changes." in desk.page
    assert draft.official_values.get(code="us-d3-intake-from71").age_from == 75


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("unit", "IU", "unit of this nutrient"),
        ("nutrient", "iron", "iron"),
        ("age_from", "many", "in digits"),
        ("amount", "0", "from 1"),
        ("authority", "Nobody", "Nobody"),
        ("source_url", "javascript:alert(1)", "URL"),
    ],
)
def test_a_wrong_official_value_is_named(
    desk: Desk, draft: Edition, column: str, value: str, words: str
) -> None:
    text = changed(list_text(OfficialValue, draft), 3, column, value)
    page = upload(desk, list_of(OfficialValue, draft, "import/"), text)
    assert desk.status == 422
    assert f"<td>3</td><td>{column}</td>" in page
    assert words in page
    assert editions.difference(draft, live()).changes() == []


@pytest.mark.parametrize(
    ("kind", "column", "value", "change"),
    [
        (Food, "serving_g", "266", "Serving (g): {was} → 266"),
        (OfficialValue, "amount", "777", "Amount a day: {was} → 777"),
    ],
    ids=["foods", "official values"],
)
def test_who_read_a_file_in_and_what_it_changed_is_logged(
    desk: Desk, draft: Edition, kind: type[Any], column: str, value: str, change: str
) -> None:
    text = list_text(kind, draft)
    was = lines(text)[1][lines(text)[0].index(column)]
    upload(desk, list_of(kind, draft, "import/"), changed(text, 2, column, value))
    entry = LogEntry.objects.latest("pk")
    assert (entry.user, entry.object_id) == (desk.user, str(draft.pk))
    assert entry.content_type == ContentType.objects.get_for_model(Edition)
    first, *changes = entry.change_message.splitlines()
    assert first == f"Imported from CSV: {kind._meta.verbose_name_plural}"
    assert len(changes) == 1
    assert changes[0].endswith(change.format(was=was))
    draft.refresh_from_db()
    assert draft.changed_by == "editor"


def test_a_file_that_was_refused_is_not_logged_as_read(desk: Desk, draft: Edition) -> None:
    before = LogEntry.objects.count()
    text = changed(list_text(Food, draft), 2, "serving_g", "lots")
    upload(desk, list_of(Food, draft, "import/"), text)
    assert desk.status == 422
    assert LogEntry.objects.count() == before


def test_a_file_for_a_draft_that_was_published_meanwhile_is_refused(
    desk: Desk, draft: Edition
) -> None:
    text = changed(list_text(Food, draft), 2, "serving_g", "301")
    desk.publish(draft)
    for kind in LISTS:
        assert desk.client.get(list_of(kind, draft, "import/")).status_code == 403
    file = SimpleUploadedFile("file.csv", text.encode())
    desk.post(list_of(Food, draft, "import/"), {"file": file})
    assert desk.status == 403
    assert not Food.objects.filter(serving_g=301).exists()
