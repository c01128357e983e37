"""From the first question to check-your-answers."""

from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.utils.translation import get_language, gettext

from .. import answers as sealed
from .. import wording
from ..addresses import url
from ..domain.calcium import estimate, running_parts
from ..domain.foods import FoodList
from ..forms.estimate import EstimateForm
from ..forms.questions import NOT_SURE, DietCalciumForm, QuestionForm
from ..journey import STEPS, Step
from ..presentation.answers import answer_rows
from ..presentation.estimate import estimate_rows, food_groups
from ..presentation.page import Page, problems_of, render
from .base import JourneyView, PublicView, go_on, show

STEP_BY_SLUG = {step.slug: step for step in STEPS}
DIET = STEP_BY_SLUG["diet-calcium"]


class Question(JourneyView):
    """One question page; which question is data."""

    step: Step

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.step = STEP_BY_SLUG[kwargs["slug"]]
        return super().dispatch(request, *args, **kwargs)

    def is_reachable(self) -> bool:
        """An answer is taken also where a change in another tab has since opened a question."""
        return self.request.method == "POST" or self.journey.may_visit(self.step)

    @property
    def back(self) -> str:
        before = self.journey.before(self.step)
        return url("question", before.slug) if before else url("start")

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        token = get_token(request)
        if typed := self.step.form.as_typed(self.answers):
            return self.render(self.step.form(initial=typed), token)
        html = _blank_question(slug, get_language() or "", self.back)
        return HttpResponse(html.replace(_TOKEN_PLACE, token))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        if self.step.form.not_sure and "not_sure" in request.POST:
            return self.keep(dict.fromkeys(self.step.fields, NOT_SURE))
        form = self.step.form(request.POST)
        if form.is_valid():
            return self.keep(form.cleaned_data)
        if not self.journey.may_visit(self.step):
            return go_on(self.journey)
        return self.render(form, get_token(request), status=422)

    def render(self, form: QuestionForm, token: str, status: int = 200) -> HttpResponse:
        context = _context(self.step, form, self.back, token)
        return show(self.request, _template(self.step), status, **context)


_TOKEN_PLACE = "csrf-token-goes-here"  # noqa: S105


@lru_cache(maxsize=64)
def _blank_question(slug: str, language: str, back: str) -> str:
    """A question not answered yet reads the same for everyone but for the token."""
    step = STEP_BY_SLUG[slug]
    page = Page(language, url("question", slug))
    return render(_template(step), page, **_context(step, step.form(), back, _TOKEN_PLACE))


def _context(step: Step, form: QuestionForm, back: str, token: str) -> dict[str, Any]:
    return {"form": form, "problems": problems_of(form), "back": back, "csrf_token": token}


def _template(step: Step) -> str:
    return "diet_calcium" if step is DIET else "question"


class Estimate(JourneyView):
    """Servings a week of each food, on the way to the diet question's answer."""

    def is_reachable(self) -> bool:
        """Not where the editor has retired every food: there is nothing to ask then."""
        return bool(self.foods) and self.journey.may_visit(DIET)

    @property
    def foods(self) -> FoodList:
        return self.edition.foods.of(wording.region())

    def get(self, request: HttpRequest) -> HttpResponse:
        servings = self.answers.get("servings", {})
        initial = {f"food-{code}": times for code, times in servings.items()}
        return self.render(EstimateForm(self.foods, initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = EstimateForm(self.foods, request.POST)
        if not form.is_valid():
            return self.render(form, status=422)
        servings = {code: f"{float(times):g}" for code, times in form.times_a_week.items()}
        response = HttpResponseRedirect(url("sum"))
        try:
            sealed.save(response, self.answers | {"servings": servings}, request)
        except sealed.AnswersTooLarge:
            form.add_error(None, gettext("That is more kinds of food than can be added up at once"))
            return self.render(form, status=422)
        return response

    def render(self, form: EstimateForm, status: int = 200) -> HttpResponse:
        return show(
            self.request,
            "estimate",
            status,
            form=form,
            groups=food_groups(form, running_parts(self.foods, self.edition.estimate)),
            other=self.edition.estimate.allowance_full[wording.region()],
            step=self.edition.estimate.rounding,
            problems=problems_of(form),
            back=url("question", DIET.slug),
            csrf_token=get_token(self.request),
        )


class EstimateSum(Estimate):
    """The sum, food by food; it becomes the answer only when it is sent to the diet question."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        servings = self.answers.get("servings", {})
        times = {code: Fraction(given) for code, given in servings.items()}
        try:
            total = estimate(self.foods, times, self.edition.estimate, wording.region())
        except ValueError:
            return HttpResponseRedirect(url("estimate"))
        return show(
            request,
            "estimate_sum",
            rows=estimate_rows(total),
            other=wording.mg(total.other_mg),
            exact=wording.mg(total.exact_mg),
            rounded=wording.mg(total.mg_per_day),
            form=DietCalciumForm(initial={"diet_calcium": total.mg_per_day}),
            back=url("estimate"),
            action=url("question", DIET.slug),
            csrf_token=get_token(request),
        )


class TooYoung(JourneyView):
    """Where the questionnaire ends for a child the table has no row for."""

    http_method_names = ["get", "head"]

    def is_reachable(self) -> bool:
        return self.journey.is_too_young

    def get(self, request: HttpRequest) -> HttpResponse:
        return show(request, "too_young", back=url("question", "age"))


class Check(JourneyView):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        last = self.journey.path[-1]
        return show(
            request,
            "check",
            rows=answer_rows(self.journey),
            back=url("question", last.slug),
            csrf_token=get_token(request),
        )


class DeleteAnswers(PublicView):
    """Forgets every answer.  By POST, and then tells that it is done."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return show(request, "deleted")

    def post(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponseRedirect(url("delete-answers"))
        sealed.clear(response)
        return response
