"""In which order it is asked.  The path is worked out from the answers; no step is stored.

An answer left over from a path no longer taken is kept, but never reaches the profile.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .domain.bottles import Bottles
from .domain.nutrients import Nutrient
from .domain.profile import YOUNGEST_AGE, Caution, DietSource, Menopause, Profile, Taken
from .domain.reference import ReferenceTable
from .forms.kept_bottles import to_bottles
from .forms.questions import (
    NO_CAUTION,
    NOT_SURE,
    AgeForm,
    CautionsForm,
    DietCalciumForm,
    MenopauseForm,
    QuestionForm,
    SunForm,
    SupplementsForm,
    Takes,
)

Answers = Mapping[str, Any]
"""Field name to stored answer; a field that is missing was not answered."""


def _always(answers: Answers, table: ReferenceTable) -> bool:
    return True


def _old_enough(answers: Answers, table: ReferenceTable) -> bool:
    return bool(answers.get("age", YOUNGEST_AGE) >= YOUNGEST_AGE)


def _menopause_matters(answers: Answers, table: ReferenceTable) -> bool:
    return "age" in answers and table.menopause_matters(answers["age"])


def _given(fields: tuple[str, ...], answers: Answers) -> bool:
    return all(field in answers for field in fields)


def _bottles_named(fields: tuple[str, ...], answers: Answers) -> bool:
    """Who takes something that is known has to say what."""
    return "takes" in answers and (answers["takes"] != Takes.YES or "bottles" in answers)


@dataclass(frozen=True, slots=True)
class Step:
    """One question page: its address, its form, and on whose path it lies."""

    slug: str
    form: type[QuestionForm]
    asked: Callable[[Answers, ReferenceTable], bool] = _old_enough
    answered: Callable[[tuple[str, ...], Answers], bool] = _given

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(self.form.base_fields)

    def is_answered(self, answers: Answers) -> bool:
        return self.answered(self.fields, answers)


STEPS = (
    Step("age", AgeForm, asked=_always),
    Step("menopause", MenopauseForm, asked=_menopause_matters),
    Step("diet-calcium", DietCalciumForm),
    Step("sun", SunForm),
    Step("supplements", SupplementsForm, answered=_bottles_named),
    Step("cautions", CautionsForm),
)


class Journey:
    """Where a visitor with these answers may be, under this table."""

    def __init__(self, answers: Answers, table: ReferenceTable):
        self.answers = answers
        self.table = table
        self.path = tuple(step for step in STEPS if step.asked(answers, table))

    @cached_property
    def next_unanswered(self) -> Step | None:
        return next((step for step in self.path if not step.is_answered(self.answers)), None)

    @property
    def asks_for_bottle(self) -> bool:
        """Whether the next thing to ask is what a bottle says."""
        waiting = self.next_unanswered
        return (
            waiting is not None
            and waiting.form is SupplementsForm
            and self.answers.get("takes") == Takes.YES
        )

    @property
    def is_too_young(self) -> bool:
        return not _old_enough(self.answers, self.table)

    def may_visit(self, step: Step) -> bool:
        """On the path, with everything before it answered."""
        if step not in self.path:
            return False
        waiting = self.next_unanswered
        return waiting is None or self.path.index(step) <= self.path.index(waiting)

    def before(self, step: Step) -> Step | None:
        """The step before this one on the path; None before the first."""
        place = self.path.index(step)
        return self.path[place - 1] if place else None

    @property
    def is_complete(self) -> bool:
        return self.next_unanswered is None and not self.is_too_young

    @cached_property
    def bottles(self) -> Bottles:
        """What is taken, bottle by bottle; none where that was not the answer."""
        if self.answers.get("takes") != Takes.YES:
            return Bottles()
        return to_bottles(self.answers.get("bottles"))

    def profile(self) -> Profile:
        """The answers on the path.  Raises LookupError while one is missing."""
        if not self.is_complete:
            raise LookupError("the journey is not complete")
        answers = {field: self.answers[field] for step in self.path for field in step.fields}
        return Profile(
            age=answers["age"],
            menopause=Menopause(answers.get("menopause", Menopause.NOT_APPLICABLE)),
            diet_calcium_mg=_amount(answers["diet_calcium"]),
            sun_minutes=_amount(answers["sun_minutes"]),
            taken=self._taken(),
            cautions=self._cautions(),
            diet_source=DietSource(self.answers.get("diet_source", DietSource.TYPED)),
        )

    def _taken(self) -> Taken:
        if self.answers["takes"] == Takes.DONT_KNOW:
            return Taken(unknown=frozenset(Nutrient))
        return self.bottles.taken

    def _cautions(self) -> frozenset[Caution]:
        """What was ticked, and what a bottle turned out to be."""
        said = {Caution(code) for code in self.answers["cautions"] if code != NO_CAUTION}
        if any(bottle.active_d3 for bottle in self.bottles):
            said.add(Caution.ACTIVE_VITAMIN_D)
        return frozenset(said)


def _amount(answer: int | str) -> int | None:
    return None if answer == NOT_SURE else int(answer)
