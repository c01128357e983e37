"""What a visitor may answer: bounds hold, and no error text repeats an answer."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.domain.nutrients import Nutrient
from recommender.domain.profile import Taken
from tests.support.builders import a_profile


def _taken(nutrient: Nutrient) -> Callable[[int], object]:
    return lambda amount: Taken(**{nutrient.value: amount})


BOUNDS = {
    "age": (lambda amount: a_profile(age=amount), 4, 120),
    "diet calcium": (lambda amount: a_profile(diet_calcium_mg=amount), 0, 10_000),
    "sun": (lambda amount: a_profile(sun_minutes=amount), 0, 1_440),
    "calcium taken": (_taken(Nutrient.CALCIUM), 0, 5_000),
    "D3 taken": (_taken(Nutrient.D3), 0, 100_000),
    "K2 taken": (_taken(Nutrient.K2), 0, 50_000),
    "K1 taken": (_taken(Nutrient.K1), 0, 50_000),
}
each_bound = pytest.mark.parametrize(
    ("answer", "lowest", "highest"), BOUNDS.values(), ids=BOUNDS.keys()
)


@each_bound
def test_both_bounds_are_answers(answer, lowest, highest):
    assert answer(lowest) is not None
    assert answer(highest) is not None


@each_bound
def test_one_beyond_a_bound_is_refused(answer, lowest, highest):
    for amount in (lowest - 1, highest + 1):
        with pytest.raises(ValueError, match="outside"):
            answer(amount)


@each_bound
@settings(deadline=None)
@given(distance=st.integers(1, 10**30), above=st.booleans())
def test_an_error_never_repeats_the_answer(answer, lowest, highest, distance, above):
    amount = highest + distance if above else lowest - distance
    with pytest.raises(ValueError, match="outside") as caught:
        answer(amount)
    assert str(amount) not in re.findall(r"(?<!\w)-?\d+", str(caught.value))


def test_not_sure_is_kept_apart_from_zero():
    assert a_profile(diet_calcium_mg=None) != a_profile(diet_calcium_mg=0)
    assert a_profile(sun_minutes=None) != a_profile(sun_minutes=0)


@pytest.mark.parametrize(("age", "minor"), [(4, True), (17, True), (18, False), (120, False)])
def test_minors_are_4_to_17(age, minor):
    assert a_profile(age=age).is_minor is minor


@pytest.mark.parametrize("nutrient", Nutrient)
def test_taking_anything_at_all_counts_as_taking(nutrient):
    assert Taken(**{nutrient.value: 1})
    assert Taken(**{nutrient.value: 1}).of(nutrient) == 1
    assert Taken(unknown=frozenset({nutrient}))
    assert not Taken()


@pytest.mark.parametrize("nutrient", Nutrient)
def test_an_amount_not_known_is_kept_apart_from_nothing(nutrient):
    nothing, unknown = Taken(), Taken(unknown=frozenset({nutrient}))
    assert (nothing.amount(nutrient), nothing.takes(nutrient)) == (0, False)
    assert (unknown.amount(nutrient), unknown.takes(nutrient)) == (None, True)
    # Of one bottle the amount is known, of another not.
    partly = Taken(**{nutrient.value: 400}, unknown=frozenset({nutrient}))
    assert (partly.amount(nutrient), partly.of(nutrient)) == (None, 400)


def test_a_prescription_alone_is_nothing_taken():
    assert not Taken(prescribed=frozenset(Nutrient))
