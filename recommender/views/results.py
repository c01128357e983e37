"""The results page and the pages one tap from it, which keep nothing of what is typed."""

from abc import ABC, abstractmethod
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.middleware.csrf import get_token
from django.utils.formats import date_format
from django.utils.timezone import localdate

from ..addresses import url
from ..domain.label import check_label
from ..domain.nutrients import Nutrient
from ..domain.recommendation import Recommendation, recommend
from ..forms.tools import LabelForm, WhatIfForm
from ..presentation.answers import answer_rows
from ..presentation.bottles import bottle_page, bottle_problems
from ..presentation.card import card_page
from ..presentation.page import problems_of
from ..presentation.results import result_page
from ..presentation.tools import label_rows, salts, what_if_notes, what_if_rows
from ..presentation.why import why_page
from .base import JourneyView, show


class ResultView(JourneyView):
    """A page that depends on the visitor's result.

    The result comes wholly from the edition that is live when the request begins.
    """

    fresh = True
    http_method_names = ["get", "head"]

    def recommend(self) -> Recommendation:
        return recommend(self.journey.profile(), self.edition, self.region)


class Results(ResultView):
    """What to do now."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return show(
            request,
            "results",
            result=result_page(self.recommend()),
            edition=self.edition,
            answers=answer_rows(self.journey),
            back=url("check"),
            today=localdate(),
            site=f"{request.get_host()}{url('evidence')}",
            csrf_token=get_token(request),
        )


class Why(ResultView):
    """The arithmetic in the visitor's numbers, and official values."""

    def get(self, request: HttpRequest) -> HttpResponse:
        result = self.recommend()
        if len(result.withheld) == len(Nutrient):
            return HttpResponseRedirect(url("results"))
        return show(request, "why", why=why_page(result), edition=self.edition, back=url("results"))


class Card(ResultView):
    """For pharmacist, doctor or family."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return show(
            request,
            "card",
            card=card_page(self.recommend(), date_format(localdate())),
            edition=self.edition,
            back=url("results"),
            today=localdate(),
        )


class Tool(ResultView, ABC):
    """A form beside the result; who is shown no amount at all is sent back there."""

    http_method_names = ["get", "head", "post"]
    template = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.try_out(None)

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.try_out(request.POST if self.is_current else None)

    def try_out(self, sent: QueryDict | None) -> HttpResponse:
        now = self.recommend()
        if now.withheld == frozenset(Nutrient):
            return HttpResponseRedirect(url("results"))
        form = self.form(now, sent)
        outcome = self.outcome(now, form) if form.is_valid() else {}
        return self.show_form(
            self.template,
            422 if form.errors else 200,
            changed=sent is None and self.request.method == "POST",
            form=form,
            problems=self.problems(form),
            asks_for_diet=now.profile.diet_calcium_mg is None,
            salts=salts() if Nutrient.CALCIUM not in now.withheld else [],
            back=url("results"),
            **self.shown(form),
            **outcome,
        )

    @abstractmethod
    def form(self, now: Recommendation, sent: QueryDict | None) -> Any:
        """The form, without what is withheld."""

    @abstractmethod
    def outcome(self, now: Recommendation, form: Any) -> dict[str, Any]:
        """What a valid form leads to."""

    def shown(self, form: Any) -> dict[str, Any]:
        """What the page has besides what both have."""
        return {}

    def problems(self, form: Any) -> list[tuple[str, str]]:
        return problems_of(form)


class LabelCheck(Tool):
    template = "label_check"

    def form(self, now: Recommendation, sent: QueryDict | None) -> LabelForm:
        return LabelForm(sent, leave_out=now.withheld)

    def outcome(self, now: Recommendation, form: LabelForm) -> dict[str, Any]:
        taken_now = form.cleaned_data["taken_now"]
        verdicts = check_label(now.profile, self.edition, form.bottle, taken_now)
        return {"rows": label_rows(verdicts, taken_now, now.profile.is_minor)}

    def shown(self, form: LabelForm) -> dict[str, Any]:
        return {"bottle": bottle_page(form)}

    def problems(self, form: LabelForm) -> list[tuple[str, str]]:
        return bottle_problems(form)


class WhatIf(Tool):
    template = "what_if"

    def form(self, now: Recommendation, sent: QueryDict | None) -> WhatIfForm:
        profile = now.profile
        given = {"age": profile.age, "sun_minutes": profile.sun_minutes}
        return WhatIfForm(sent, withheld=now.withheld, initial=given)

    def outcome(self, now: Recommendation, form: WhatIfForm) -> dict[str, Any]:
        profile = form.apply(now.profile, self.edition.estimate.glass)
        then = recommend(profile, self.edition)
        return {"rows": what_if_rows(now, then), "notes": what_if_notes(now, then)}
