"""From the first question to check-your-answers."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import get_token

from .. import answers as sealed
from ..addresses import url
from ..domain.profile import DietSource
from ..forms.questions import NOT_SURE, CautionsForm, QuestionForm
from ..journey import STEPS, Step
from ..presentation.answers import answer_rows
from ..presentation.cautions import caution_page
from ..presentation.page import problems_of
from .base import JourneyView, PublicView, go_on, show
from .estimates import DIET, estimated

STEP_BY_SLUG = {step.slug: step for step in STEPS}


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
        if self.step.form.as_typed(self.answers):
            return self.render(self.saved())
        return self.show_blank(
            _template(self.step),
            lambda: _context(self.step, self.step.form(), self.back),
            self.back,
        )

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = self.step.form(request.POST)
        if self.step.form.not_sure and "not_sure" in request.POST:
            given: dict[str, Any] | None = dict.fromkeys(self.step.fields, NOT_SURE)
        else:
            given = self.given(form) if form.is_valid() else None
        if given is not None and given.items() <= self.answers.items():
            return go_on(self.journey)  # nothing new: pressed twice, or unchanged
        if not self.journey.may_visit(self.step):
            return go_on(self.journey)
        if not self.is_current:
            return self.render(self.saved(), changed=True)
        if given is not None:
            return self.keep(self.answers | given)
        return self.render(form, status=422)

    def saved(self) -> QuestionForm:
        return self.step.form(initial=self.step.form.as_typed(self.answers))

    def given(self, form: QuestionForm) -> dict[str, Any]:
        """What a valid form adds to the answers."""
        if self.step is DIET:
            return form.cleaned_data | {"diet_source": self.source(form).value}
        return form.cleaned_data

    def source(self, form: QuestionForm) -> DietSource:
        """An estimate's sum, sent as it was shown; any other figure is a typed one."""
        named = self.request.POST.get("from")
        if named not in (DietSource.QUICK, DietSource.FULL):
            return DietSource.TYPED
        added_up = estimated(DietSource(named), self.answers, self.edition, self.region)
        is_sum = added_up is not None and added_up.mg_per_day == form.cleaned_data["diet_calcium"]
        return DietSource(named) if is_sum else DietSource.TYPED

    def render(self, form: QuestionForm, status: int = 200, changed: bool = False) -> HttpResponse:
        context = _context(self.step, form, self.back)
        return self.show_form(_template(self.step), status, changed, **context)


def _context(step: Step, form: QuestionForm, back: str) -> dict[str, Any]:
    bag = caution_page(form) if isinstance(form, CautionsForm) else None
    return {"form": form, "bag": bag, "problems": problems_of(form), "back": back}


def _template(step: Step) -> str:
    return TEMPLATES.get(step.slug, "question")


TEMPLATES = {"diet-calcium": "diet_calcium", "cautions": "cautions"}


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
    """Forgets every answer, by POST alone; the page tells what it sees.

    With `next=start` the questions begin anew at once, for someone else's turn.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        return show(
            request,
            "deleted",
            left=bool(sealed.load(request)),
            csrf_token=get_token(request),
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        again = request.POST.get("next") == "start"
        to = url("question", STEPS[0].slug) if again else url("delete-answers")
        response = HttpResponseRedirect(to)
        sealed.clear(response)
        return response
