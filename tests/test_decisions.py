"""docs/decisions/README.md lists every record as it stands: number, title, date, status."""

import re
from datetime import date
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "docs/decisions"
RECORDS = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")
HEAD = re.compile(
    r"# (?P<number>\d+)\. (?P<title>.+)\n\n"
    r"Date: (?P<date>\d{4}-\d\d-\d\d)\. "
    r"Status: (?P<status>accepted|replaced by \[(?P<by>\d{4})\]\((?P<file>[\w-]+\.md)\))\.\n"
)


def head(record: Path) -> re.Match[str]:
    found = HEAD.match(record.read_text(encoding="utf-8"))
    assert found, f"{record.name} begins with a title, and a line with its date and its status"
    return found


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.name)
def test_a_record_says_its_number_date_and_status(record: Path) -> None:
    said = head(record)
    assert record.name.startswith(f"{int(said['number']):04}-")
    assert date.fromisoformat(said["date"]) >= date(2026, 11, 22), "before the first record"
    if said["by"]:
        assert said["by"] != record.name[:4]
        assert said["file"].startswith(f"{said['by']}-")
        assert (FOLDER / said["file"]).is_file()


def test_numbers_are_unique() -> None:
    assert len({record.name[:4] for record in RECORDS}) == len(RECORDS)


def test_the_index_lists_every_record_as_it_stands() -> None:
    index = (FOLDER / "README.md").read_text(encoding="utf-8").splitlines()
    listed = []
    for record in RECORDS:
        said = head(record)
        link = f"[{record.name[:4]}]({record.name})"
        listed.append(f"| {link} | {said['title']} | {said['date']} | {said['status']} |")
    assert [line for line in index if line.startswith("| [")] == listed
