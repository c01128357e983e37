"""The worked examples of rules §4: `actions.md` is the contract, one test for each person."""

import re
from pathlib import Path

import pytest

from recommender.domain.action import Action
from recommender.domain.nutrients import Nutrient, Range
from recommender.domain.profile import Caution, Menopause, Profile, Taken
from recommender.domain.registry import Urgency
from recommender.domain.team import actions
from tests.support.builders import shipped_edition

SHORT = {"Ca": "calcium", "D3": "d3", "K2": "k2", "K1": "k1"}
CELL = re.compile(
    r"\*\*[a-z-]+\*\*(?: → [\d,–]+)?(?: \((?:today|soon)\))?(?: · table [\d,–]+(?: `[a-z-]+`)?)?"
)


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _after(answers: str, word: str) -> str | None:
    """What stands between a word at the beginning of an answer and the next semicolon."""
    found = re.search(rf"(?:^|; ){word} ([^;]+)", answers)
    return found[1] if found else None


def _taken(answers: str) -> Taken:
    named = re.findall(r"(Ca|D3|K2|K1) (unknown|\d[\d,]*\d|\d)", _after(answers, "takes") or "")
    prescribed = re.findall(r"Ca|D3|K2|K1", _after(answers, "prescribed") or "")
    return Taken(
        **{SHORT[name]: _number(amount) for name, amount in named if amount != "unknown"},
        unknown=frozenset(Nutrient(SHORT[name]) for name, amount in named if amount == "unknown"),
        prescribed=frozenset(Nutrient(SHORT[name]) for name in prescribed),
    )


def profile_of(answers: str) -> Profile:
    def number(word: str) -> int | None:
        said = _after(answers, word)
        assert said is not None, f"{word} is missing in {answers}"
        return None if said == "not sure" else _number(said)

    boxes = _after(answers, "boxes")
    age = number("age")
    assert age is not None
    return Profile(
        age=age,
        menopause=Menopause(_after(answers, "menopause") or "not-applicable"),
        diet_calcium_mg=number("diet"),
        sun_minutes=number("sun"),
        taken=_taken(answers),
        cautions=frozenset(map(Caution, boxes.split(", ") if boxes else [])),
    )


def _lines() -> list[list[str]]:
    text = (Path(__file__).parent / "actions.md").read_text(encoding="utf-8")
    lines = [line.strip("| \n").split(" | ") for line in text.splitlines() if line.startswith("|")]
    return lines[2:]


EXAMPLES = _lines()
# Two people are called "the same, prescribed": the one before tells them apart.
IDS = [
    f"{EXAMPLES[number - 1][0]}; {line[0]}" if line[0].startswith("the same") else line[0]
    for number, line in enumerate(EXAMPLES)
]


def _printed(action: Action) -> str:
    """An action as the document writes it."""
    words = f"**{action.do}**"
    if action.total is not None:
        words += f" → {_amount(action.total)}"
    if action.urgency is not None:
        words += f" ({action.urgency})"
    if action.table is not None:
        ends = f"{action.table.low:,}–{action.table.high:,}"
        words += f" · table {ends}"
        if action.nutrient is Nutrient.CALCIUM:
            words += f" `{action.status}`"
    return words


def _amount(total: Range) -> str:
    return f"{total.low:,}" if total.low == total.high else f"{total.low:,}–{total.high:,}"


def test_the_document_has_its_81_people_and_every_cell_is_understood():
    assert len(EXAMPLES) == 81
    assert len(set(IDS)) == 81
    for line in EXAMPLES:
        assert len(line) == 6, line
        assert all(CELL.fullmatch(cell) for cell in line[2:]), line


@pytest.mark.parametrize(("answers", "cells"), [(it[1], it[2:]) for it in EXAMPLES], ids=IDS)
def test_example(answers, cells):
    given = actions(profile_of(answers), shipped_edition())
    assert [action.nutrient for action in given] == list(Nutrient)
    assert [_printed(action) for action in given] == cells
    assert {action.urgency for action in given} <= {None, Urgency.TODAY, Urgency.SOON}
