"""The journeys that are walked: every step with what its answer must be."""

from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.client import Browser, Fields, Response


class WrongAnswer(Exception):
    """A response was not what the step expects: the measurement is worth nothing."""


@dataclass(frozen=True, slots=True)
class Step:
    """One request.  `kind` groups steps in the report; `mark` must stand in the page.

    For a redirect `mark` must end the Location.
    """

    kind: str
    path: str
    mark: str
    fields: Fields | None = field(default=None)
    status: int = 200

    def take(self, browser: Browser) -> Response:
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


def questions(
    path_of: Callable[[str], str],
    answers: dict[str, Fields],
    afterwards: str,
    mark_of: Callable[[str], str],
) -> list[Step]:
    """A GET and a POST for each question, each POST redirecting to the next question."""
    steps = []
    names = list(answers)
    for name, following in zip(names, [*names[1:], None], strict=True):
        path = path_of(name)
        goal = path_of(following) if following else afterwards
        steps.append(Step("question", path, mark_of(name)))
        steps.append(Step("answer", path, goal, answers[name], 302))
    return steps


OURS: Journey = (
    Step("start", "/zh-hant/", 'href="/zh-hant/questions/age/"'),
    *questions(
        "/zh-hant/questions/{}/".format,
        {
            "age": {"age": "55"},
            "menopause": {"menopause": "yes"},
            "diet-calcium": {"diet_calcium": "900"},
            "sun": {"sun_minutes": "20"},
            "supplements": {"calcium_taken": "200", "d3_taken": "", "k2_taken": "", "k1_taken": ""},
            "cautions": {"cautions": "none"},
        },
        afterwards="/zh-hant/check/",
        mark_of=lambda name: 'name="csrfmiddlewaretoken"',
    ),
    Step("check", "/zh-hant/check/", 'href="/zh-hant/results/"'),
    Step("results", "/zh-hant/results/", 'data-min="400"'),
)

ASIDE: Journey = (
    Step("change", "/zh-hant/questions/diet-calcium/", 'value="900"'),
    Step("estimator", "/zh-hant/questions/diet-calcium/estimate/", 'name="food-'),
    Step("reference", "/zh-hant/reference/", "</table>"),
    Step("evidence", "/zh-hant/evidence/", "10.1136/bmj.h4183"),
)
"""Pages beside the journey, read by somebody who has finished it."""

PEER: Journey = (
    *questions(
        "/zh-hant/bones/{}/".format,
        {
            "age": {"age-age": "55"},
            "menopause": {"menopause-menopause": "yes"},
            "diet": {"diet-diet_calcium": "900"},
            "sun": {"sun-sun_minutes": "20"},
        },
        afterwards="/zh-hant/bones/done/",
        mark_of=lambda name: f'name="{name}-',
    ),
    Step("results", "/zh-hant/bones/done/", "400–600 mg"),
)

LIMIT: Journey = (Step("page", "/zh-hant/", "</html>"),)
