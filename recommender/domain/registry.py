"""The registry of medicines and conditions: what each means for each nutrient (rules §5).

It is `recommender/data/rules.csv` (44 rules) and `rules_answers.csv` (two answers); the tables
below repeat what decides, and a test holds every cell to those files.  Words, names, sources and
dates stay in the files (`rule_sources` reads the latter).  Rules live in code with tests, never in
editable rows.
"""

from dataclasses import dataclass
from enum import StrEnum

from .nutrients import Nutrient
from .profile import Caution


class Effect(StrEnum):
    """What a rule does to one nutrient's supplement: the strictest first, and it wins."""

    WITHHOLD = "withhold"
    """No amount anywhere: ask first, do not start."""
    ASK = "ask"
    """No amount either, in softer words: many people may take it after a check."""
    NEEDED = "needed"
    """The treatment usually needs it: nothing tells anyone to take less below the highest limit."""
    FORM = "form"
    """Which kind of product suits."""
    SPACE = "space"
    """Hours between it and the medicine."""
    NONE = "none"
    """Nothing, or reassurance."""


WITHHOLDING = frozenset({Effect.WITHHOLD, Effect.ASK})
"""Effects under which the amount is shown nowhere: page, print, markup, card, tools."""


class Urgency(StrEnum):
    """How soon to ask about what is taken already; the earliest first."""

    TODAY = "today"
    SOON = "soon"
    """This week."""
    NEXT_VISIT = "next-visit"
    NONE = "none"


class Group(StrEnum):
    """What people take things for, in the order asked."""

    BLOOD_CLOTS = "blood-clots"
    HEART_PRESSURE = "heart-pressure"
    KIDNEYS = "kidneys"
    BONES = "bones"
    HORMONES = "hormones"
    INFECTIONS = "infections"
    BLOOD_CANCER = "blood-cancer"
    STOMACH_BOWEL = "stomach-bowel"
    NERVES = "nerves"
    OTHER = "other"
    LIFE_STAGE = "life-stage"


class Kind(StrEnum):
    MEDICINE = "medicine"
    CONDITION = "condition"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Rule:
    """One medicine, condition or answer.

    `effects` are for calcium, D3, K2 and K1, in this order.  `urgency` goes with what is told to
    someone who takes the supplement already.  `hours_before`: the supplement at least so many
    hours before the medicine, `hours_after`: after it; None where no number is printed.  `asked`:
    a box or an answer of the questionnaire; the others are listed under "speak first if …".
    `food_target_shown` is False where not even a food target may be shown.
    """

    order: int
    code: str
    group: Group
    kind: Kind
    effects: tuple[Effect, Effect, Effect, Effect]
    urgency: Urgency
    hours_before: int | None = None
    hours_after: int | None = None
    asked: bool = True
    food_target_shown: bool = True

    def on(self, nutrient: Nutrient) -> Effect:
        return self.effects[_PLACE[nutrient]]

    @property
    def spaced(self) -> tuple[Nutrient, ...]:
        """The nutrients kept apart from the medicine: those marked `space`, and calcium from a
        bisphosphonate, which needs it all the same."""
        if self.code == Caution.BISPHOSPHONATE:
            return (Nutrient.CALCIUM,)
        return tuple(each for each in Nutrient if self.on(each) is Effect.SPACE)

    @property
    def reassures(self) -> bool:
        """Whether it goes with calcium and vitamins: nothing changes, nothing has to be asked."""
        return set(self.effects) == {Effect.NONE} and self.urgency is Urgency.NONE


_PLACE = {nutrient: place for place, nutrient in enumerate(Nutrient)}

# The registry.  "-" is none or, under hours, no number; hours are before/after the medicine;
# "hidden" where not even a food target is shown.  Wide, so that it can be read as a table.
_BOXES = """
code                          group          kind      calcium  d3       k2       k1       urgency    hours food
vitamin-k-antagonist          blood-clots    medicine  -        -        withhold withhold today      -     -
other-blood-thinners          blood-clots    medicine  -        -        -        -        -          -     -
thiazide-or-digoxin           heart-pressure medicine  ask      ask      -        -        soon       -     -
kidney-disease                kidneys        condition withhold withhold withhold withhold soon       -     hidden
kidney-stones                 kidneys        condition withhold ask      -        -        soon       -     -
osteoporosis-or-fracture      bones          condition needed   needed   -        -        next-visit -     -
bisphosphonate                bones          medicine  needed   needed   -        -        -          -/3   -
bone-injection                bones          medicine  needed   needed   -        -        soon       -     -
active-vitamin-d              bones          medicine  ask      withhold -        -        soon       -     -
levothyroxine                 hormones       medicine  space    -        -        -        next-visit 4/4   -
long-term-steroids            hormones       medicine  needed   needed   -        -        next-visit -     -
high-blood-calcium            hormones       condition withhold withhold -        -        today      -     hidden
tetracycline-or-quinolone     infections     medicine  space    -        -        -        soon       6/2   -
sarcoid-tb-or-cancer          blood-cancer   condition ask      withhold -        -        soon       -     -
poor-absorption               stomach-bowel  condition needed   needed   -        -        next-visit -     -
acid-reducers                 stomach-bowel  medicine  form     -        -        -        -          -     -
fat-absorption                stomach-bowel  medicine  -        space    space    space    next-visit 4/6   -
lithium                       nerves         medicine  ask      ask      -        -        soon       -     -
iron-or-zinc                  other          medicine  space    -        -        -        -          2/2   -
pregnant-or-breastfeeding     life-stage     condition withhold withhold withhold withhold soon       -     hidden
"""  # noqa: E501
_LISTED = """
code                          group          kind      calcium  d3       k2       k1       urgency    hours food
hypoparathyroidism            hormones       condition ask      ask      -        -        next-visit -     -
high-urine-calcium            kidneys        condition withhold withhold -        -        soon       -     -
vitamin-d-excess              other          condition withhold withhold -        -        today      -     hidden
long-bed-rest                 bones          condition ask      ask      -        -        next-visit -     -
teriparatide                  bones          medicine  ask      ask      -        -        next-visit -     -
raloxifene                    bones          medicine  needed   needed   -        -        -          -     -
strontium                     bones          medicine  space    -        -        -        -          2/2   -
fluoride-tablets              other          medicine  space    -        -        -        -          2/3   -
epilepsy-medicine             nerves         medicine  space    needed   -        -        next-visit -     -
rifampicin                    infections     medicine  -        ask      -        -        next-visit -     -
hiv-integrase                 infections     medicine  space    -        -        -        soon       6/4   -
baloxavir                     infections     medicine  space    -        -        -        today      -     -
eltrombopag                   blood-cancer   medicine  space    -        -        -        soon       4/4   -
cancer-tablets-or-antifungals blood-cancer   medicine  space    -        -        -        soon       6/6   -
antacid-calcium               stomach-bowel  medicine  -        -        -        -        next-visit -     -
antacid-aluminium             stomach-bowel  medicine  form     -        -        -        next-visit -     -
magnesium-laxative            stomach-bowel  medicine  -        -        -        -        -          -     -
other-blood-pressure-tablets  heart-pressure medicine  -        -        -        -        -          -     -
loop-diuretic                 heart-pressure medicine  -        -        -        -        -          -     -
statin                        heart-pressure medicine  -        -        -        -        -          -     -
hormone-cancer-treatment      blood-cancer   medicine  needed   needed   -        -        next-visit -     -
early-menopause               life-stage     condition -        -        -        -        soon       -     -
low-stomach-acid              stomach-bowel  condition form     -        -        -        -          -     -
other-antibiotics             infections     medicine  -        -        -        -        -          -     -
"""  # noqa: E501
_ANSWERS = """
code                          group          kind      calcium  d3       k2       k1       urgency    hours food
dont-know                     other          answer    ask      ask      withhold withhold soon       -     -
none                          other          answer    -        -        -        -        -          -     -
"""  # noqa: E501


def _rules(table: str, first: int, asked: bool) -> tuple[Rule, ...]:
    """The rules of one table, numbered from `first`."""
    lines = table.strip().splitlines()[1:]
    return tuple(_rule(order, asked, *line.split()) for order, line in enumerate(lines, first))


def _rule(
    order: int, asked: bool, code: str, group: str, kind: str, *effects_urgency_hours_food: str
) -> Rule:
    *effects, urgency, hours, food = effects_urgency_hours_food
    calcium, d3, k2, k1 = (Effect.NONE if cell == "-" else Effect(cell) for cell in effects)
    before, _, after = hours.partition("/")
    return Rule(
        order=order,
        code=code,
        group=Group(group),
        kind=Kind(kind),
        effects=(calcium, d3, k2, k1),
        urgency=Urgency.NONE if urgency == "-" else Urgency(urgency),
        hours_before=int(before) if before.isdigit() else None,
        hours_after=int(after) if after.isdigit() else None,
        asked=asked,
        food_target_shown=food != "hidden",
    )


BOXES = _rules(_BOXES, 1, asked=True)
LISTED = _rules(_LISTED, len(BOXES) + 1, asked=False)
ANSWERS = _rules(_ANSWERS, len(BOXES) + len(LISTED) + 1, asked=True)
RULES = {rule.code: rule for rule in (*BOXES, *LISTED, *ANSWERS)}
