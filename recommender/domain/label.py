"""What one bottle does to what is taken."""

from dataclasses import dataclass, replace

from .action import Action
from .edition import Edition
from .nutrients import Nutrient
from .profile import TAKEN, Profile, Taken
from .team import actions


@dataclass(frozen=True, slots=True)
class LabelVerdict:
    """One nutrient that is printed on a bottle, a day.

    `then` is the action that counts once the bottle is part of what is taken.  `untold` is what it
    gives beyond what the visitor said to take, where they take it already.
    """

    nutrient: Nutrient
    amount: int
    then: Action
    untold: int


def check_label(
    profile: Profile, edition: Edition, bottle: Taken, taken_now: bool
) -> tuple[LabelVerdict, ...]:
    """Only what is printed on the bottle is judged.

    `taken_now`: the visitor takes this bottle, so that what they said to take holds it; else it
    would come on top.
    """
    taken = profile.taken
    together = {
        nutrient: max(taken.of(nutrient), bottle.of(nutrient))
        if taken_now
        else min(taken.of(nutrient) + bottle.of(nutrient), TAKEN[nutrient].high)
        for nutrient in Nutrient
    }
    then = replace(
        taken,
        calcium=together[Nutrient.CALCIUM],
        d3=together[Nutrient.D3],
        k2=together[Nutrient.K2],
        k1=together[Nutrient.K1],
    )
    found = actions(replace(profile, taken=then), edition)
    return tuple(
        LabelVerdict(
            action.nutrient,
            bottle.of(action.nutrient),
            action,
            max(0, bottle.of(action.nutrient) - taken.of(action.nutrient)) if taken_now else 0,
        )
        for action in found
        if bottle.takes(action.nutrient)
    )
