"""Real labels, typed as people read them: taken at once or asked back, never wrong without a word.

`labels.json` holds what 35 bottles print, with its source, and what they give a day.
"""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, event, example, given
from hypothesis import strategies as st

from recommender.domain.bottles import Bottles
from recommender.domain.nutrients import Nutrient
from recommender.forms.bottles import BottleForm
from recommender.forms.kept_bottles import COUNTS, as_typed, text_of, to_bottle, to_bottles
from recommender.forms.printed import read, read_count

LABELS = {
    it["id"]: it
    for it in json.loads((Path(__file__).parent / "labels.json").read_text(encoding="utf-8"))
}
NAMES = {"calcium": "calcium_mg", "d3": "d3_iu", "k2": "k2_mk7_ug", "k1": "k1_ug"}
CARBONATE = {"calcium_as": "carbonate"}

AT_ONCE: dict[str, dict[str, str]] = {
    "L01": {"serving": "2", "calcium": "400", "d3": "1200", "d3_unit": "IU", "tablets": "2"},
    "L02": {"serving": "4", "calcium": "800", "d3": "400 IU", "k2": "80 mcg", "tablets": "4"},
    "L03": {"calcium": "116", "d3": "150", "d3_unit": "IU"},
    "L05": {"d3": "20 mcg", "times": "3"},
    "L09": {"serving": "3", "calcium": "900", "d3": "900 IU", "k1": "120", "tablets": "3"},
    "L11": {"calcium": "215 mg", "d3": "640 I.U."},
    "L16": {"calcium": "1250", **CARBONATE, "d3": "400 IU (10 ug)", "times": "2"},
    "L17": {
        "calcium": "Calcium carbonate 1500mg (equivalent to calcium 600mg)",
        "d3": "400 IU (equivalent to 10 micrograms)",
    },
    "L18": {"calcium": "500 mg/1000 IU"},
    "L19": {"calcium": "1000 mg / 880 IU"},
    "L23": {"d3": "25µg/1000iu"},
    "L25": {"d3": "Cholecalciferol 25mcg (1000IU)"},
    "L27": {"d3": "250 mcg (10,000 IU)", "k2": "200 mcg"},
    "L28": {"d3": "125 mcg (5000 IU)", "k2": "MK-7 100 mcg"},
    "L29": {"calcium": "500mg", "d3": "1000iu", "tablets": "½"},
    "L34": {"calcium": "Calcium carbonate 1250mg/5ml", **CARBONATE},
    "L36": {"calcium": "96 毫克", "serving": "1 公克", "tablets": "5"},
    "L38": {"k1": "25", "k2": "50"},
    "L39": {"k1_unknown": "on", "k2_unknown": "on"},
    "L42": {"serving": "1", "k2": "37.5 µg", "tablets": "2"},
    "L43": {"calcium": "1 g"},
    "L50": {"calcium": "900", "d3": "900 IU", "k1": "120"},
}
ASKED: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "L04": ({"d3": "20"}, {"d3": "20-ug"}),
    "L06": ({"d3": "20 mcg", "tablets": "1-3"}, {"tablets": "3"}),
    "L07": ({"calcium": "116", "d3": "150 IU", "times": "2-3"}, {"times": "3"}),
    "L13": ({"serving": "2-4", "calcium": "170", "tablets": "2"}, {"serving": "2"}),
    "L15": ({"calcium": "1250", "times": "2"}, {"calcium": "1250-mg-carbonate"}),
    "L20": ({"calcium": "500", "d3": "10"}, {"d3": "10-ug"}),
    "L21": ({"d3": "125"}, {"d3": "125-ug"}),
    "L24": ({"d3": "10µg (500 IU)"}, {"d3": "10-ug"}),
    "L30": (
        {
            "serving": "2",
            "calcium": "400",
            "d3": "(2000 IU) 0.5 mg",
            "k2": "0.2 mg",
            "tablets": "2",
        },
        {"d3": "2000-IU"},
    ),
    "L32": ({"calcium": "1000", "d3": "10"}, {"d3": "10-ug"}),
    "L40": ({"d3": "50,000", "d3_unit": "IU"}, {"d3": "50000-IU-week"}),
    "L45": ({"d3": "0.25", "d3_unit": "ug"}, {"d3": "1/4-ug-medicine"}),
    "L49": ({"k2": "15000", "times": "3"}, {"k2": "15000-ug-medicine"}),
}


def filled(typed: dict[str, str], answers: dict[str, str] | None = None) -> BottleForm:
    """The form as sent; with answers, sent again as the page that asked shows it."""
    form = BottleForm(typed)
    if answers:
        assert not form.is_valid()
        asked = {f"asked-{name}": it.about for name, it in form.asked.items()}
        chosen = {f"ask-{name}": code for name, code in answers.items()}
        form = BottleForm(typed | asked | chosen)
    return form


def given_by(form: BottleForm) -> dict[str, int | None]:
    taken = Bottles([form.bottle]).taken
    return {NAMES[it]: taken.amount(it) for it in Nutrient}


def test_every_label_is_here_once() -> None:
    assert sorted([*AT_ONCE, *ASKED]) == sorted(LABELS)
    assert len(AT_ONCE) >= 20


@pytest.mark.parametrize("label", AT_ONCE)
def test_what_a_label_prints_plainly_is_taken_at_once(label: str) -> None:
    form = filled(AT_ONCE[label])
    assert form.is_valid(), form.errors
    assert given_by(form) == LABELS[label]["truth_a_day"]


@pytest.mark.parametrize("label", ASKED)
def test_a_doubt_is_asked_back_once_and_the_answer_is_taken(label: str) -> None:
    typed, answers = ASKED[label]
    form = filled(typed)
    assert not form.is_valid()
    assert form.is_doubted
    assert set(form.asked) == set(answers)
    assert all(len(many) == 1 for many in form.errors.values())
    form = filled(typed, answers)
    assert form.is_valid(), form.errors
    truth = LABELS[label]["truth_a_day"]
    if label == "L45":
        assert form.bottle.active_d3
        truth = truth | {"d3_iu": 0}  # a medicine, no amount of D3
    assert given_by(form) == truth


# Each way to write an amount


@pytest.mark.parametrize(
    ("typed", "figures"),
    [
        ("500.0", [(500, "")]),
        ("37.5 µg", [("37.5", "ug")]),
        ("37.5 μg", [("37.5", "ug")]),
        ("1 g", [(1, "g")]),
        ("0.09 mg", [("0.09", "mg")]),
        (".5 mg", [("0.5", "mg")]),
        ("400 I.U.", [(400, "IU")]),
        ("400u", [(400, "IU")]),
        ("400國際單位", [(400, "IU")]),
        ("1.25 公克", [("1.25", "g")]),
        ("２５ 微克", [(25, "ug")]),
        ("1,000", [(1000, "")]),
        ("1，000 mg", [(1000, "mg")]),
        ("1\u200b000\u00a0mg", [(1000, "mg")]),
        ("25 µg (1000 IU)", [(25, "ug"), (1000, "IU")]),
        ("1000 IU（25 微克）", [(1000, "IU"), (25, "ug")]),
        ("1000 IU = 25 mcg", [(1000, "IU"), (25, "ug")]),
        ("600 mg (75%)", [(600, "mg")]),
        ("600 mg (75 % NRV)", [(600, "mg")]),
        ("10 µg 200% DV", [(10, "ug")]),
        ("Vitamin D3 1000iu", [(1000, "IU")]),
        ("維生素 D3 800 IU", [(800, "IU")]),
        ("K2 (MK-7) 90 mcg", [(90, "ug")]),
        ("600 mg 600 mg", [(600, "mg")]),
    ],
)
def test_what_labels_print_is_read(typed: str, figures: list[tuple[Any, str]]) -> None:
    found = [(it.amount, it.unit) for it in read(typed).figures]
    assert found == [(Fraction(amount), unit) for amount, unit in figures]


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "some", "-4", "1e999", "NaN", "37,5", "10,00", "1 000", "5 5", "1.2.3", "٣٠٠"),
        *("about 500", "37.5 µg x 2", "K1 25 + K2 50", "<b>5</b>", "{{ 5 }}", "5" * 200, "\x00"),
        *("每公克含鈣 96 毫克", "75mcg (K1 25 + K2 50)", "500 lbs"),
    ],
)
def test_what_is_no_plain_figure_is_refused_and_never_guessed(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^[a-z ]+$"):
        read(typed)


@pytest.mark.parametrize(
    ("typed", "counts"),
    [
        *[("1", [1]), ("0.5", ["1/2"]), ("½", ["1/2"]), ("1/2", ["1/2"]), ("半", ["1/2"])],
        *[("半顆", ["1/2"]), ("1½", ["3/2"]), ("1 1/2", ["3/2"]), ("half a tablet", None)],
        *[("2 顆", [2]), ("兩顆", [2]), ("2 tablets", [2]), ("1-3", [1, 3]), ("1–3", [1, 3])],
        *[("2～4", [2, 4]), ("1 or 2", [1, 2]), ("1 到 2", [1, 2]), ("3-1", None), ("1-2-3", None)],
        *[("-1", None), ("1/0", None), ("many", None), ("", None), ("9" * 200, None)],
    ],
)
def test_how_many_is_read(typed: str, counts: list[Any] | None) -> None:
    if counts is None:
        with pytest.raises(ValueError, match=r"^[a-z ]+$"):
            read_count(typed)
    else:
        assert list(read_count(typed)) == list(map(Fraction, counts))


# What is doubted, and what is not


@pytest.mark.parametrize(
    ("typed", "doubts"),
    [
        pytest.param({"calcium": "1000"}, {}, id="a gram in a tablet"),
        pytest.param({"calcium": "1001"}, {"calcium": "large"}, id="more in a tablet"),
        pytest.param({"calcium": "1001", "serving": "2"}, {}, id="more in two tablets"),
        pytest.param({"calcium": "2500", **CARBONATE}, {}, id="a gram from a salt"),
        pytest.param({"calcium": "2600", **CARBONATE}, {"calcium": "large"}, id="more from a salt"),
        pytest.param({"calcium": "1.25"}, {"calcium": "small"}, id="grams without their unit"),
        pytest.param({"calcium": "1.250 mg"}, {"calcium": "small"}, id="a point for thousands"),
        pytest.param({"calcium": "3 mg"}, {}, id="a trace"),
        pytest.param({"calcium": "500", "calcium_unit": "g"}, {"calcium": "large"}, id="half a kg"),
        pytest.param(
            {"calcium": "500 mg", "calcium_unit": "g"}, {"calcium": "units-differ"}, id="mg for g"
        ),
        pytest.param({"calcium": "500 mg calcium carbonate"}, {"calcium": "salt"}, id="a salt"),
        pytest.param({"calcium": "500/10"}, {"calcium": "figures-differ"}, id="two figures"),
        pytest.param({"calcium": "500/200"}, {"calcium": "figures-differ"}, id="two like a salt"),
        pytest.param({"calcium": "1250 mg (500 mg)"}, {}, id="a salt beside its calcium"),
        pytest.param({"calcium": "1250/500", **CARBONATE}, {}, id="the salt that was chosen"),
        pytest.param({"calcium": "100-200 mg"}, {"calcium": "range"}, id="a range"),
        pytest.param({"d3": "20000 IU"}, {}, id="the most D3 a day"),
        pytest.param({"d3": "20001 IU"}, {"d3": "often"}, id="more D3 a day"),
        pytest.param({"d3": "50000 IU", "per": "week"}, {}, id="much D3 once a week"),
        pytest.param({"d3": "1 µg"}, {}, id="a microgram of D3"),
        pytest.param({"d3": "0.99 µg"}, {"d3": "active-d3"}, id="less D3"),
        pytest.param({"d3": "39 IU"}, {"d3": "small"}, id="less D3 in IU"),
        pytest.param({"d3": "400"}, {"d3": "unit"}, id="D3 without its unit"),
        pytest.param({"d3": "5000"}, {"d3": "unit"}, id="D3 that can be IU only"),
        pytest.param({"d3": "20 µg", "d3_unit": "IU"}, {"d3": "units-differ"}, id="µg for IU"),
        pytest.param({"d3": "25 µg (1000 IU)", "d3_unit": "IU"}, {}, id="both units"),
        pytest.param({"d3": "1000 (25)"}, {}, id="both without their units"),
        pytest.param({"d3": "1000 (20)"}, {"d3": "figures-differ"}, id="neither agrees"),
        pytest.param({"k2": "1000"}, {}, id="the most K2 a day"),
        pytest.param({"k2": "1001"}, {"k2": "mk-4"}, id="more K2"),
        pytest.param({"k2": "5 mg", "k2_unit": "mg"}, {"k2": "mk-4"}, id="K2 in mg"),
        pytest.param({"k2": "0.09 mg"}, {}, id="K2 in mg, plainly"),
        pytest.param({"k2": "0.09"}, {"k2": "small"}, id="K2 in mg without its unit"),
        pytest.param({"k1": "5000"}, {}, id="much K1"),
        pytest.param({"calcium": "0", "k1": "50"}, {}, id="nothing"),
        pytest.param(
            {"calcium": "1250", "d3": "125"}, {"calcium": "large", "d3": "unit"}, id="two"
        ),
    ],
)
def test_nothing_else_is_asked(typed: dict[str, str], doubts: dict[str, str]) -> None:
    form = filled(typed)
    assert form.is_valid() is (not doubts)
    assert {name: it.doubt.value for name, it in form.asked.items()} == doubts
    for asked in form.asked.values():
        codes = [code for code, _ in asked.choices]
        assert len(codes) == len(set(codes)) >= 1


def test_an_answer_counts_for_what_was_asked_alone() -> None:
    """Whoever changes the figure after a question is asked about the new one."""
    form = filled({"d3": "125"})
    assert not form.is_valid()
    asked = form.asked["d3"]
    answered = {"asked-d3": asked.about, "ask-d3": "125-ug"}
    assert filled({"d3": "125"} | answered).is_valid()
    assert not filled({"d3": "12"} | answered).is_valid()
    assert not filled({"d3": "125", "tablets": "2"} | answered).is_valid()
    assert not filled({"d3": "125", "asked-d3": asked.about, "ask-d3": "9-ug"}).is_valid()


@pytest.mark.parametrize(
    ("box", "typed", "given"),
    [
        ("calcium", "500 mg/10 micrograms", {"calcium_mg": 500, "d3_iu": 400}),
        ("calcium", "Calcium 500 mg, vitamin D3 1000 IU", {"calcium_mg": 500, "d3_iu": 1000}),
        ("d3", "1000 IU / 600 mg", {"calcium_mg": 600, "d3_iu": 1000}),
        ("calcium", "Calcium 500 mg, K2 45 mcg", None),
        ("calcium", "鈣 500 毫克、維生素 K 45 微克", None),
    ],
)
def test_a_strength_of_two_is_sorted_out_where_only_two_can_be_meant(
    box: str, typed: str, given: dict[str, int] | None
) -> None:
    form = filled({box: typed})
    assert form.is_valid() is (given is not None)
    if given:
        assert given_by(form) == {"k2_mk7_ug": 0, "k1_ug": 0} | given


def test_a_medicine_is_no_amount_of_the_vitamin() -> None:
    mk4 = filled({"k2": "15 mg", "times": "3"}, {"k2": "15-mg-medicine"})
    assert mk4.is_valid()
    assert mk4.bottle.unknown == {Nutrient.K2}
    active = filled({"d3": "0.5 µg"}, {"d3": "1/2-ug-medicine"})
    assert active.is_valid()
    assert (active.bottle.active_d3, active.bottle.a_day(Nutrient.D3)) == (True, 0)


# Whatever is typed


PRINTED = st.one_of(
    st.builds(
        "{}{}{}".format,
        st.decimals(0, 60_000, places=2).map(lambda it: f"{it.normalize():f}"),
        st.sampled_from(["", " "]),
        st.sampled_from(["", "mg", "g", "IU", "µg", "mcg", "毫克", "微克", "%", " mg (10%)"]),
    ),
    st.builds("{}-{}".format, st.integers(0, 99), st.integers(0, 999)),
)
TEXTS = st.one_of(PRINTED, PRINTED, PRINTED, PRINTED, PRINTED, st.text(max_size=12))
COUNT_TEXTS = st.sampled_from(["1", "1", "1", "2", "2", "3", "0.5", "½", "1-3", "x", "0"])
BOTTLES = st.fixed_dictionaries(
    {},
    optional={
        **{it.value: TEXTS for it in Nutrient},
        "d3_unit": st.sampled_from(["IU", "ug", "", "x"]),
        "calcium_unit": st.sampled_from(["mg", "g"]),
        "k2_unit": st.sampled_from(["ug", "mg"]),
        "calcium_as": st.sampled_from(["elemental", "carbonate", "citrate", "gluconate"]),
        **dict.fromkeys(COUNTS, COUNT_TEXTS),
        "per": st.sampled_from(["day", "week", "month"]),
        "k2_unknown": st.just("on"),
        "prescribed": st.just("on"),
        "name": st.text(max_size=30),
    },
)


@given(typed=BOTTLES, data=st.data())
@example(typed={"d3": "0"}, data=None)
def test_any_bottle_is_understood_asked_about_or_told_what_is_wrong(
    typed: dict[str, str], data: st.DataObject
) -> None:
    form = BottleForm(typed)
    if not form.is_valid():
        assert all(str(words) for many in form.errors.values() for words in many)
        if not form.is_doubted:
            event("refused")
            return
        event("asked")
        answers = {
            name: data.draw(st.sampled_from([code for code, _ in it.choices]))
            for name, it in form.asked.items()
        }
        form = filled(typed, answers)
        # One question a nutrient: what was answered is asked no more.
        assert not form.is_valid() or not form.asked
        assert not set(form.asked) & set(answers)
        if not form.is_valid():
            return
    event("understood")
    stored = form.stored
    bottle = to_bottle(stored)
    assert to_bottles([stored]) == (bottle,)
    # What is shown to be changed is understood as what was stored, or asked about again.
    again = BottleForm({k: "on" if v is True else v for k, v in as_typed(stored).items()})
    if not bottle.active_d3 and again.is_valid():
        assert again.bottle == bottle


AMOUNTS = st.decimals("0.5", 900, places=2)
MANY = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(list(Nutrient)), AMOUNTS, min_size=1),
        st.sampled_from(["1", "2", "0.5", "3", "1.5"]),
        st.sampled_from(["1", "2", "4"]),
        st.sampled_from(["1", "2", "3"]),
        st.sampled_from([("day", 1), ("week", 7), ("month", 30)]),
        st.sampled_from([("elemental", 100), ("carbonate", 40), ("citrate", 21), ("lactate", 13)]),
    ),
    min_size=1,
    max_size=8,
)


@given(MANY)
def test_understood_sums_equal_an_independent_reckoning(many: Any) -> None:
    """In fractions of one's own, bottle by bottle, and rounded once, halves up."""
    sums = dict.fromkeys(Nutrient, Fraction(0))
    stored = []
    for amounts, tablets, serving, times, (per, days), (salt, percent) in many:
        units = {"calcium": "mg", "d3": "IU", "k2": "ug", "k1": "ug"}
        typed = {it.value: f"{amount} {units[it]}" for it, amount in amounts.items()}
        typed |= {"tablets": tablets, "serving": serving, "times": times, "per": per}
        form = BottleForm(typed | {"calcium_as": salt})
        assume(form.is_valid())
        stored.append(form.stored)
        for it, amount in amounts.items():
            share = Fraction(percent, 100) if it is Nutrient.CALCIUM else 1
            day = Fraction(amount) * share * Fraction(tablets) * int(times)
            sums[it] += day / (int(serving) * days)
    bottles = to_bottles(stored)
    assume(bottles)
    for it, total in sums.items():
        assert bottles.taken.of(it) == int(total + Fraction(1, 2))


@given(st.fractions(0, 1000, max_denominator=3000))
def test_a_number_as_text_is_that_number(number: Fraction) -> None:
    assert Fraction(text_of(number)) == number
