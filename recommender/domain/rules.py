"""Safety before any number: what the visitor's medicines and conditions mean (rules §5)."""

from collections.abc import Iterable
from enum import StrEnum

from .foods import Food
from .nutrients import Nutrient
from .profile import Caution, Menopause, Profile
from .registry import RULES, WITHHOLDING, Effect, Rule, Urgency

NO_CAUTION = "none"
"""The answer that goes with no other; who gives it has no `Caution`."""
EARLY_MENOPAUSE = RULES["early-menopause"]
EARLY_MENOPAUSE_BEFORE_AGE = 45

# Who it is about


def chosen(codes: Iterable[str]) -> frozenset[Caution]:
    """The cautions of a posted answer.

    Raises ValueError for a code that is not asked, for no code, and for "none" beside another: only
    "none" is exclusive, "dont-know" goes with every box.  The message never repeats a code.
    """
    codes = set(codes)
    if codes == {NO_CAUTION}:
        return frozenset()
    if not codes or not codes <= set(Caution):
        raise ValueError("neither none of these alone nor codes that are asked")
    return frozenset(map(Caution, codes))


def ticked(cautions: Iterable[Caution]) -> tuple[Rule, ...]:
    """In the order asked."""
    return tuple(sorted((RULES[it] for it in set(cautions)), key=lambda rule: rule.order))


def applying(profile: Profile) -> tuple[Rule, ...]:
    """What was ticked, and an early menopause, which no box asks for: menopause "yes" under 45.

    The reason of every one of them is printed.
    """
    early = profile.menopause is Menopause.YES and profile.age < EARLY_MENOPAUSE_BEFORE_AGE
    return ticked(profile.cautions) + ((EARLY_MENOPAUSE,) if early else ())


# What it means for a nutrient


def effect(nutrient: Nutrient, cautions: Iterable[Caution]) -> Effect:
    """Several rules: the strictest effect wins."""
    effects = {rule.on(nutrient) for rule in ticked(cautions)}
    return next((each for each in Effect if each in effects), Effect.NONE)


def with_effect(
    nutrient: Nutrient, cautions: Iterable[Caution], effects: Iterable[Effect]
) -> tuple[Rule, ...]:
    """The ticked rules that have one of these effects on it, in the order asked."""
    wanted = set(effects)
    return tuple(rule for rule in ticked(cautions) if rule.on(nutrient) in wanted)


def withheld_by(nutrient: Nutrient, cautions: Iterable[Caution]) -> tuple[Rule, ...]:
    """The rules because of which no amount of it may be shown; empty where it may."""
    return with_effect(nutrient, cautions, WITHHOLDING)


def never_stop(nutrient: Nutrient, profile: Profile) -> bool:
    """The never-stop guard: no sentence tells these people to stop this nutrient.

    Any rule that needs it is enough, also beside a stricter one; and so is a prescription.
    """
    needed = with_effect(nutrient, profile.cautions, {Effect.NEEDED})
    return bool(needed) or nutrient in profile.taken.prescribed


# What is said


def spaced(cautions: Iterable[Caution]) -> tuple[Rule, ...]:
    """The ticked rules that keep a nutrient apart from a medicine; `Rule.spaced` tells which."""
    return tuple(rule for rule in ticked(cautions) if rule.spaced)


def told_if_taken(profile: Profile) -> tuple[Rule, ...]:
    """The rules with a word for people who take already what the rule is about.

    That is any nutrient on which the rule has an effect; anything at all where it has none.
    """
    taken = profile.taken

    def concerned(rule: Rule) -> bool:
        about = [each for each in Nutrient if rule.on(each) is not Effect.NONE] or Nutrient
        return any(taken.takes(nutrient) for nutrient in about)

    return tuple(rule for rule in applying(profile) if concerned(rule))


class Notice(StrEnum):
    """What is said whatever is taken; it sets no urgency on a nutrient."""

    KIDNEYS_AND_BONE_INJECTION = "kidney-disease-and-bone-injection"
    BONE_INJECTION = "bone-injection"
    EARLY_MENOPAUSE = "early-menopause"


NOTICE_URGENCY = {
    Notice.KIDNEYS_AND_BONE_INJECTION: Urgency.TODAY,
    Notice.BONE_INJECTION: Urgency.SOON,
    Notice.EARLY_MENOPAUSE: Urgency.SOON,
}


def notices(profile: Profile) -> tuple[Notice, ...]:
    """The earliest first.  After bone injections blood calcium may fall, above all with weak
    kidneys, so that no calcium or no D3 is a matter for this week, with weak kidneys for today."""
    found = []
    if Caution.BONE_INJECTION in profile.cautions:
        taken = profile.taken
        if Caution.KIDNEY_DISEASE in profile.cautions:
            found.append(Notice.KIDNEYS_AND_BONE_INJECTION)
        elif not (taken.takes(Nutrient.CALCIUM) and taken.takes(Nutrient.D3)):
            found.append(Notice.BONE_INJECTION)
    if EARLY_MENOPAUSE in applying(profile):
        found.append(Notice.EARLY_MENOPAUSE)
    return tuple(found)


# Food


STEADY_DIET_GROUPS = frozenset({"dairy", "fortified", "seafood"})
STEADY_DIET_NEVER = "greens"
"""A kind of food that is rich in vitamin K whatever group it stands in."""


def food_target_shown(cautions: Iterable[Caution]) -> bool:
    """Whether a target from food, its glasses and the official figures of it may be shown."""
    return all(rule.food_target_shown for rule in ticked(cautions))


def steady_diet(cautions: Iterable[Caution]) -> bool:
    """Whether vitamin K has to stay as it is, also from food: greens and natto change the INR.
    Someone who does not know their medicines may be taking a vitamin K antagonist."""
    return not {Caution.VITAMIN_K_ANTAGONIST, Caution.DONT_KNOW}.isdisjoint(cautions)


def may_suggest(food: Food, cautions: Iterable[Caution]) -> bool:
    """Whether more of this food may be advised; for a steady diet only if poor in vitamin K."""
    if not steady_diet(cautions):
        return True
    return food.group in STEADY_DIET_GROUPS and STEADY_DIET_NEVER not in food.kinds
