"""What one bottle does to what is taken."""

from dataclasses import dataclass, replace

from .action import Action
from .bottles import Bottle, Bottles
from .edition import Edition
from .nutrients import Nutrient
from .profile import TAKEN, Caution, Profile
from .team import actions


@dataclass(frozen=True, slots=True)
class LabelVerdict:
    """One nutrient that is printed on a bottle, a day.

    `amount` is None where the bottle does not print it.  `then` is the action that counts once the
    bottle is part of what is taken.  `untold` is what it gives beyond what the visitor said to
    take, where they take it already.
    """

    nutrient: Nutrient
    amount: int | None
    then: Action
    untold: int


def check_label(
    profile: Profile, edition: Edition, bottle: Bottle, taken_now: bool
) -> tuple[LabelVerdict, ...]:
    """Only what is printed on the bottle is judged.

    `taken_now`: the visitor takes this bottle, so that what they said to take holds it; else it
    would come on top.
    """
    told, gives = profile.taken, Bottles([bottle]).taken
    together = {
        nutrient: max(told.of(nutrient), gives.of(nutrient))
        if taken_now
        else min(told.of(nutrient) + gives.of(nutrient), TAKEN[nutrient].high)
        for nutrient in Nutrient
    }
    then = replace(
        told,
        calcium=together[Nutrient.CALCIUM],
        d3=together[Nutrient.D3],
        k2=together[Nutrient.K2],
        k1=together[Nutrient.K1],
        unknown=told.unknown | gives.unknown,
        prescribed=told.prescribed | gives.prescribed,
    )
    cautions = profile.cautions
    if bottle.active_d3:
        cautions |= {Caution.ACTIVE_VITAMIN_D}
    found = actions(replace(profile, taken=then, cautions=cautions), edition)
    return tuple(
        LabelVerdict(
            action.nutrient,
            gives.amount(action.nutrient),
            action,
            max(0, gives.of(action.nutrient) - told.of(action.nutrient)) if taken_now else 0,
        )
        for action in found
        if gives.takes(action.nutrient) or (bottle.active_d3 and action.nutrient is Nutrient.D3)
    )
