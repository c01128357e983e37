"""What one bottle gives a day beside what is advised."""

from dataclasses import dataclass

from .nutrients import Comparison, Nutrient, Range, compare
from .profile import Taken
from .recommendation import Recommendation


@dataclass(frozen=True, slots=True)
class LabelVerdict:
    """One nutrient of a bottle, a day.

    `comparison` and `missing` are None where the advice is withheld.  `over_limit`: the bottle
    alone, for calcium with the diet, passes the strictest upper limit; `over_limit_together`:
    it does so with the supplements already taken.
    """

    nutrient: Nutrient
    amount: int
    comparison: Comparison | None
    missing: Range | None
    over_limit: bool
    over_limit_together: bool


def check_label(recommendation: Recommendation, bottle: Taken) -> tuple[LabelVerdict, ...]:
    """Compare a bottle's daily amounts (in the nutrients' units) with the advice."""
    verdicts = []
    for advice in recommendation.advice:
        amount = bottle.of(advice.nutrient)
        diet = 0
        if advice.nutrient is Nutrient.CALCIUM:
            diet = recommendation.profile.diet_calcium_mg or 0
        verdicts.append(
            LabelVerdict(
                nutrient=advice.nutrient,
                amount=amount,
                comparison=None if advice.amount is None else compare(amount, advice.amount),
                missing=None if advice.amount is None else advice.amount.less(amount),
                over_limit=_over(advice.limit, diet + amount),
                over_limit_together=_over(advice.limit, diet + amount + advice.taken),
            )
        )
    return tuple(verdicts)


def _over(limit: int | None, amount: int) -> bool:
    return limit is not None and amount > limit
