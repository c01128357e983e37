"""The journeys that are walked: every step with what its answer must be."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tests.support.http import Browser, Fields, Response


class WrongAnswer(Exception):
    """A response was not what the step expects: the measurement is worth nothing."""


@dataclass(frozen=True, slots=True)
class Step:
    """One request.  `kind` groups steps in the report; `mark` must stand in the page.

    For a redirect `mark` must end the Location.  `cookies` are carried without being told to.
    """

    kind: str
    path: str
    mark: str
    fields: Fields | None = field(default=None)
    status: int = 200
    cookies: dict[str, str] = field(default_factory=dict)

    def take(self, browser: Browser) -> Response:
        browser.cookies |= self.cookies
        if self.fields is None:
            response = browser.get(self.path)
        else:
            response = browser.post(self.path, self.fields)
        if response.status != self.status:
            raise WrongAnswer(f"{self.path}: {response.status} instead of {self.status}")
        if self.status == 302:
            right = response.headers["location"].endswith(self.mark)
        else:
            right = self.mark.encode() in response.body
        if not right:
            raise WrongAnswer(f"{self.path}: {self.mark!r} is missing")
        return response


Journey = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """What a visitor answers, at an age at which menopause is asked."""

    age: str
    menopause: str
    diet_calcium: str
    sun_minutes: str
    calcium: str

    @classmethod
    def of(cls, number: int) -> "Person":
        """Everybody is different: nothing may be fast only because it was asked before."""
        chance = random.Random(number)
        return cls(
            age=str(chance.randint(19, 64)),
            menopause=chance.choice(["yes", "no", "not-sure", "not-applicable"]),
            diet_calcium=str(chance.randint(100, 1500)),
            sun_minutes=str(chance.randint(0, 40)),
            calcium=str(chance.randint(10, 800)),
        )


def questions(
    path_of: Callable[[str], str],
    answers: list[tuple[str, Fields]],
    afterwards: str,
    mark_of: Callable[[str], str],
) -> list[Step]:
    """A GET and a POST for each question, each POST redirecting to the next question."""
    steps = []
    names = [name for name, _ in answers]
    for (name, given), following in zip(answers, [*names[1:], None], strict=True):
        path = path_of(name)
        goal = path_of(following) if following else afterwards
        # What was understood of the bottles is read back on a page of one's own figures.
        kinds = ("question", "answer") if given else ("read back", "go on")
        steps.append(Step(kinds[0], path, mark_of(name)))
        steps.append(Step(kinds[1], path, goal, given, 302))
    return steps


def ours(number: int) -> Journey:
    person = Person.of(number)
    return (
        Step("start", "/zh-hant/", 'href="/zh-hant/questions/age/"'),
        *questions(
            "/zh-hant/questions/{}/".format,
            [
                ("age", {"age": person.age}),
                ("menopause", {"menopause": person.menopause}),
                ("diet-calcium", {"diet_calcium": person.diet_calcium}),
                ("sun", {"sun_minutes": person.sun_minutes}),
                ("supplements", {"takes": "yes"}),
                ("supplements/bottle", {"calcium": person.calcium, "calcium_unit": "mg"}),
                ("supplements", {}),
                ("cautions", {"cautions": "none"}),
            ],
            afterwards="/zh-hant/check/",
            mark_of=lambda name: 'name="csrfmiddlewaretoken"',
        ),
        Step("check", "/zh-hant/check/", 'href="/zh-hant/results/"'),
        Step("results", "/zh-hant/results/", 'data-unit="IU"'),
    )


def aside(number: int) -> Journey:
    """Pages beside the journey, read by somebody who has finished it."""
    mark = f'value="{Person.of(number).diet_calcium}"'
    return (
        Step("change", "/zh-hant/questions/diet-calcium/", mark),
        Step("quick", "/zh-hant/questions/diet-calcium/quick/", 'name="quick-'),
        Step("estimator", "/zh-hant/questions/diet-calcium/estimate/", 'name="food-'),
        Step("reference", "/zh-hant/reference/", "</table>"),
        Step("evidence", "/zh-hant/evidence/", "10.1136/bmj.h4183"),
    )


def peer(number: int) -> Journey:
    person = Person.of(number)
    return (
        *questions(
            "/zh-hant/bones/{}/".format,
            [
                ("age", {"age-age": person.age}),
                ("menopause", {"menopause-menopause": person.menopause}),
                ("diet", {"diet-diet_calcium": person.diet_calcium}),
                ("sun", {"sun-sun_minutes": person.sun_minutes}),
            ],
            afterwards="/zh-hant/bones/done/",
            mark_of=lambda name: f'name="{name}-',
        ),
        Step("results", "/zh-hant/bones/done/", "µg</p>"),
    )


CSRF_SECRET = "a" * 32
"""Sent as cookie and as token, it passes; the constant pages hand out none."""


def limit(number: int) -> Journey:
    """The same requests to the constant pages."""
    return tuple(map(constant, ours(number)))


def limit_aside(number: int) -> Journey:
    return tuple(map(constant, aside(number)))


def constant(step: Step) -> Step:
    if step.fields is None:
        return replace(step, mark="</html>")
    fields = step.fields | {"csrfmiddlewaretoken": CSRF_SECRET}
    cookies = {"csrftoken": CSRF_SECRET}
    return replace(step, mark="/questions/", fields=fields, cookies=cookies)


def nothing(number: int) -> Journey:
    return ()
