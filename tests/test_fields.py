"""Numbers as people type them (standards §1.7)."""

from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from recommender.forms.fields import (
    D3_UNITS,
    MICROGRAMS,
    MILLIGRAMS,
    MINUTES,
    SERVINGS,
    YEARS,
    AmountField,
    ServingsField,
    clean_number,
    clean_whole_number,
)

FULL_WIDTH = str.maketrans("0123456789,", "０１２３４５６７８９，")


@pytest.mark.parametrize(
    "typed",
    [
        "1000",
        "1,000",
        "１０００",
        "１，０００",
        "1，000",
        " 1000 ",
        "\u30001000\u3000",
        "1000 mg",
        "1000mg",
        "1000 MG",
        "1000 mg.",
        "1000毫克",
        "1000 毫克",
        "１０００毫克",
        "1000 ㎎",
        "01000",
    ],
)
def test_all_of_these_are_a_thousand_milligrams(typed: str) -> None:
    assert clean_whole_number(typed, MILLIGRAMS) == 1000


@pytest.mark.parametrize(
    ("typed", "units", "number"),
    [
        ("55歲", YEARS, 55),
        ("55 足歲", YEARS, 55),
        ("55 years old", YEARS, 55),
        ("10 分鐘", MINUTES, 10),
        ("10 min", MINUTES, 10),
        ("800 IU", D3_UNITS, 800),
        ("800 國際單位", D3_UNITS, 800),
        ("20 µg", D3_UNITS, 800),
        ("20 μg", D3_UNITS, 800),
        ("20 mcg", D3_UNITS, 800),
        ("20微克", D3_UNITS, 800),
        ("12.5 µg", D3_UNITS, 500),
        ("180 微克", MICROGRAMS, 180),
        ("0", MILLIGRAMS, 0),
    ],
)
def test_units_are_understood(typed: str, units: dict[str, int], number: int) -> None:
    assert clean_whole_number(typed, units) == number


@pytest.mark.parametrize(
    "typed",
    [
        "-1",
        "−0",
        "-0",
        "+5",
        "1.5",
        "1.0",
        "1e3",
        "1e999",
        "NaN",
        "Infinity",
        "∞",
        "0x10",
        "0b1",
        "1_000",
        "1,00",
        "1,0000",
        ",100",
        "10,00,000",
        "1.000,5",
        "1 000",
        "½",
        "١٢٣",
        "०१",
        "一百",
        "壹佰",
        "5 or 6",
        "5-6",
        "5 kg",
        "1000 IU",
        "mg",
        "mg 1000",
        "five",
        "<b>5</b>",
        "{{ 5 }}",
        "{% now %}",
        "%s",
        "5\x00",
        "\x00",
        "5\ud800",
        "9" * 41,
        "9" * 5000,
    ],
)
def test_nothing_else_is_a_number_of_milligrams(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^(not|too)") as refused:
        clean_whole_number(typed, MILLIGRAMS)
    assert typed not in str(refused.value)


def test_halves_are_numbers_where_they_are_wanted() -> None:
    assert clean_number("0.5", SERVINGS) == Fraction(1, 2)
    assert clean_number("０.５ 份", SERVINGS) == Fraction(1, 2)


@given(st.integers(0, 10**9), st.sampled_from(["", " mg", "毫克", " 毫克 "]))
def test_every_way_of_writing_a_number_means_it(number: int, unit: str) -> None:
    for typed in (f"{number}", f"{number:,}", f"  {number:,} "):
        for written in (typed, typed.translate(FULL_WIDTH)):
            assert clean_whole_number(written + unit, MILLIGRAMS) == number


@given(st.text())
def test_any_text_is_a_whole_number_or_refused(text: str) -> None:
    try:
        number = clean_whole_number(text, MILLIGRAMS)
    except ValueError:
        return
    assert 0 <= number < 10**40, "no text of more than 40 characters is read"


WORDS = {"required": "none", "number": "no number", "bounds": "%(low)s to %(high)s"}


def a_field(**changes: object) -> AmountField:
    given = {"low": 10, "high": 2000, "units": MILLIGRAMS, "unit": "mg", "error_messages": WORDS}
    return AmountField(**(given | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["10", "2,000"])
def test_bounds_belong_to_the_field(typed: str) -> None:
    assert a_field().clean(typed) == clean_whole_number(typed, {})


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("9", "10 to 2,000"),
        ("2001", "10 to 2,000"),
        ("x", "no number"),
        ("", "none"),
        (" ", "none"),
    ],
)
def test_each_mistake_has_its_words(typed: str, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        a_field().clean(typed)
    assert refused.value.messages == [words]


@pytest.mark.parametrize("typed", ["", "   ", "\u3000", None])
def test_blank_is_no_answer_where_none_is_required(typed: str | None) -> None:
    assert a_field(required=False).clean(typed) is None


@pytest.mark.parametrize(("typed", "times"), [("3", 3), ("0.5", Fraction(1, 2)), ("2.0 次", 2)])
def test_servings_come_in_tenths(typed: str, times: Fraction) -> None:
    field = ServingsField(low=0, high=100, units=SERVINGS, unit="", error_messages=WORDS)
    assert field.clean(typed) == times
    with pytest.raises(ValidationError):
        field.clean("0.25")
