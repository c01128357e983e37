"""From the facts to the action: the rows 1–18 of rules §4 in their order, one function a row."""

from collections.abc import Callable
from dataclasses import replace

from .action import Action, Do, Line
from .calcium import Status
from .case import Case
from .nutrients import Nutrient, Range
from .registry import Urgency


def decide(case: Case) -> Action:
    """The first row that fits speaks; the last one always does."""
    return next(action for row in ROWS if (action := row(case)) is not None)


def _say(
    case: Case, row: int, do: Do, *lines: Line, total: Range | None = None, food: int = 0
) -> Action:
    return Action(
        nutrient=case.nutrient,
        do=do,
        row=row,
        taken=None if case.unknown else case.known,
        status=case.status,
        table=case.table,
        total=total,
        food=food,
        lines=lines,
    )


# The rows.  In brackets the names of rules §4: t what is taken, a–b the table's range, D the diet,
# T0–T1 the target, U the lowest limit, O the highest official intake.


def _row_1(case: Case) -> Action | None:
    """Withheld, nothing taken: ask first."""
    if not case.withheld or case.known or case.unknown:
        return None
    return _withheld(_say(case, 1, Do.ASK_FIRST))


def _row_2(case: Case) -> Action | None:
    """Withheld and taken, known or not: ask now, by the earliest urgency of what withholds it and
    of the limits (a box never lowers an urgency)."""
    if not case.withheld:
        return None
    urgencies = {rule.urgency for rule in case.rules} | {case.limit_urgency}
    first = next((each for each in (Urgency.TODAY, Urgency.SOON) if each in urgencies), None)
    return replace(_withheld(_say(case, 2, Do.ASK_NOW)), urgency=first)


def _withheld(action: Action) -> Action:
    return replace(action, status=Status.WITHHELD, table=None)


def _row_3(case: Case) -> Action | None:
    """Taken, amount not known: look."""
    if not case.unknown:
        return None
    return _say(case, 3, Do.LOOK, *([Line.KNOWN_PART_OVER_LIMIT] if case.over_lowest else []))


def _row_4(case: Case) -> Action | None:
    """Over the lowest limit (D + t > U; D3: t > U) and free to change it: less, down to a–b (for
    calcium under 18: c); over the highest too: this week; 10,000 IU of D3 and more: today."""
    if not case.over_lowest or case.spared:
        return None
    urgency = case.limit_urgency
    line = Line.LEAVE_OUT_UNTIL_CHECKED if urgency is Urgency.TODAY else Line.LIMIT_PASSED
    return replace(_say(case, 4, Do.REDUCE, line, total=case.goal), urgency=urgency)


def _row_5(case: Case) -> Action | None:
    """Over the highest limit, prescribed or needed: ask now.  Not prescribed D3 below 10,000 IU."""
    if not case.over_highest or case.limit_urgency is None:
        return None
    return replace(_say(case, 5, Do.ASK_NOW, Line.LIMIT_PASSED), urgency=case.limit_urgency)


def _row_6(case: Case) -> Action | None:
    """Prescribed, or needed and at least the floor (calcium, K: a; D3: the lower of a and O)."""
    floor = case.table.low
    if case.nutrient is Nutrient.D3 and case.intake:
        floor = min(floor, case.intake)
    enough = case.needed and case.known >= floor
    if not case.known or not (case.prescribed or enough):
        return None
    lines = [Line.PRESCRIBED] if case.prescribed else []
    if case.over_highest:
        lines.append(Line.TREATMENT_DOSE)
    elif case.over_lowest:
        lines.append(Line.ASK_FOR_LESS)
    return _say(case, 6, Do.KEEP, *lines)


def _row_7(case: Case) -> Action | None:
    """Needed otherwise, nothing taken or less than the floor: ask first, amounts muted."""
    if not case.needed:
        return None
    line = Line.LESS_THAN_TREATMENT if case.known else Line.TREATMENT_NEEDS_IT
    return _say(case, 7, Do.ASK_FIRST, line)


def _row_8(case: Case) -> Action | None:
    """Under 18 and t = 0 or t < a: calcium from food (T0 − D − t; from T0 on up to O, without any
    supplement), the others only after asking.  a–b is muted, never an instruction."""
    if not case.minor or (case.known and case.known >= case.table.low):
        return None
    if case.gap is None:
        return _say(case, 8, Do.ASK_FIRST)
    if case.diet is None:
        return _say(case, 8, Do.ESTIMATE)
    reached = case.diet >= case.gap.target.low
    wanted = case.intake if reached else case.gap.target.low
    food = wanted - case.diet - case.known
    if case.room is not None:
        food = min(food, case.room)
    if food <= 0:
        return _say(case, 8, Do.NONE)
    return _food(case, 8, food)


def _row_9(case: Case) -> Action | None:
    """Calcium, D unknown."""
    return _say(case, 9, Do.ESTIMATE) if case.gap is not None and case.diet is None else None


def _row_10(case: Case) -> Action | None:
    """Calcium, D ≥ T0: none, or stop.  Under 18: keep while D + t ≤ O′, else down to c."""
    if case.gap is None or case.status is not Status.NOT_NEEDED:
        return None
    if not case.known:
        return _say(case, 10, Do.NONE)
    if case.minor and case.with_food <= case.highest_target:
        return _say(case, 10, Do.KEEP)
    if case.minor and case.goal.high > 0:
        return _say(case, 10, Do.REDUCE, total=case.goal)
    return _say(case, 10, Do.STOP, total=Range(0, 0))


def _row_11(case: Case) -> Action | None:
    """Calcium, less missing than the table's supplement brings, t < a: food closes a − t."""
    if case.status is not Status.FOOD_FIRST or case.known >= case.table.low:
        return None
    return _food(case, 11, case.table.low - case.known)


def _food(case: Case, row: int, food: int) -> Action:
    """Food first; beside 10,000 IU of D3 no supplement is printed."""
    if case.high_d3:
        return _say(case, row, Do.FOOD, Line.HIGH_D3, food=food)
    return _say(case, row, Do.FOOD, total=case.table, food=food)


def _row_12(case: Case) -> Action | None:
    """Calcium, t > b, but D + t ≤ T1 (under 18: ≤ O′): the total is fine."""
    if case.gap is None or case.known <= case.table.high or case.with_food > case.highest_target:
        return None
    return _say(case, 12, Do.KEEP, Line.FOOD_TAKES_OVER)


def _row_13(case: Case) -> Action | None:
    """K1 and K2 up to b: the visitor's choice, or kept."""
    if case.nutrient not in (Nutrient.K1, Nutrient.K2) or case.known > case.table.high:
        return None
    return _say(case, 13, Do.KEEP if case.known else Do.OPTIONAL, Line.UNPROVEN)


def _row_14(case: Case) -> Action | None:
    """D3, sun enough, above b but not above what little sun is advised."""
    if case.winter is None or not case.table.high < case.known <= case.winter.high:
        return None
    return _say(case, 14, Do.KEEP, Line.WINTER)


def _row_15(case: Case) -> Action | None:
    """Nothing taken and a > 0: start with a–b."""
    return None if case.known or not case.table.low else _up(case, 15, Do.START)


def _row_16(case: Case) -> Action | None:
    """t < a: add a − t to b − t."""
    return None if case.known >= case.table.low else _up(case, 16, Do.ADD)


def _up(case: Case, row: int, do: Do) -> Action:
    """Beside 10,000 IU of D3, prescribed or not, no calcium before blood calcium is checked."""
    if case.gap is not None and case.high_d3:
        return _say(case, row, Do.ASK_FIRST, Line.HIGH_D3)
    return _say(case, row, do, total=case.table)


def _row_17(case: Case) -> Action | None:
    """t > b: down to a–b (calcium under 18: c)."""
    return None if case.known <= case.table.high else _say(case, 17, Do.REDUCE, total=case.goal)


def _row_18(case: Case) -> Action:
    return _say(case, 18, Do.KEEP)


ROWS: tuple[Callable[[Case], Action | None], ...] = (
    _row_1,
    _row_2,
    _row_3,
    _row_4,
    _row_5,
    _row_6,
    _row_7,
    _row_8,
    _row_9,
    _row_10,
    _row_11,
    _row_12,
    _row_13,
    _row_14,
    _row_15,
    _row_16,
    _row_17,
    _row_18,
)
