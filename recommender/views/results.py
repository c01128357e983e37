"""The results page and its two tools; neither keeps anything of what is typed into it."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate
from django.utils.translation import get_language

from ..domain.label import check_label
from ..domain.nutrients import Nutrient
from ..domain.recommendation import Recommendation, recommend
from ..presentation.answers import answer_rows
from ..presentation.page import problems_of
from ..presentation.results import result_page
from ..presentation.tryout import label_rows, what_if_notes, what_if_rows
from ..questions import LabelForm, WhatIfForm
from .base import JourneyView, address, show


class Results(JourneyView):
    """The visitor's amounts, wholly from the edition that is live when the request begins."""

    http_method_names = ["get", "head"]
    fresh = True
    recommendation: Recommendation

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render()

    def recommend(self) -> Recommendation:
        catalogue = self.catalogue
        return recommend(self.journey.profile(), catalogue.table, catalogue.official)

    def render(self, status: int = 200, **tools: Any) -> HttpResponse:
        recommendation = self.recommend()
        context = {
            "result": result_page(recommendation, self.catalogue.official, self.catalogue.foods),
            "catalogue": self.catalogue,
            "answers": answer_rows(self.journey),
            "back": address("check"),
            "today": localdate(),
            "site": f"{self.request.get_host()}{address('evidence')}",
            "csrf_token": get_token(self.request),
            "label_fields": _blank_label(get_language() or "", recommendation.withheld),
            "what_if_fields": _what_if_fields(recommendation),
        }
        return show(self.request, "results", context | tools, status)


_AGE_PLACE, _MINUTES_PLACE = "age-goes-here", "minutes-go-here"


@lru_cache(maxsize=64)
def _blank_label(language: str, withheld: frozenset[Nutrient]) -> SafeString:
    """The label form reads the same for everyone of whom the same is withheld."""
    return as_crispy_form(LabelForm(withheld=withheld, initial={"tablets": 1}))


@lru_cache(maxsize=64)
def _blank_what_if(language: str, withheld: frozenset[Nutrient]) -> SafeString:
    """The what-if form but for the visitor's own age and minutes."""
    places = {"age": _AGE_PLACE, "sun_minutes": _MINUTES_PLACE}
    return as_crispy_form(WhatIfForm(withheld=withheld, initial=places))


def _what_if_fields(recommendation: Recommendation) -> SafeString:
    minutes = recommendation.profile.sun_minutes
    html: str = _blank_what_if(get_language() or "", recommendation.withheld)
    html = html.replace(_AGE_PLACE, f"{recommendation.profile.age:d}")
    html = html.replace(_MINUTES_PLACE, "" if minutes is None else f"{minutes:d}")
    return mark_safe(html)  # noqa: S308 (two whole numbers in a form of our own)


class _Tool(Results):
    """A form on the results page: its outcome is shown there and kept nowhere."""

    http_method_names = ["get", "head", "post"]
    try_out: Callable[[Recommendation], HttpResponse]
    """Answers the form, for a visitor from whom not everything is withheld."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(address("results"))

    def post(self, request: HttpRequest) -> HttpResponse:
        now = self.recommend()
        if now.withheld == frozenset(Nutrient):
            return self.get(request)
        return self.try_out(now)


class LabelCheck(_Tool):
    def try_out(self, now: Recommendation) -> HttpResponse:
        form = LabelForm(self.request.POST, withheld=now.withheld)
        if not form.is_valid():
            return self.render(422, label_fields=as_crispy_form(form), problems=problems_of(form))
        rows = label_rows(check_label(now, form.bottle))
        return self.render(label_fields=as_crispy_form(form), label_rows=rows)


class WhatIf(_Tool):
    def try_out(self, now: Recommendation) -> HttpResponse:
        form = WhatIfForm(self.request.POST, withheld=now.withheld)
        if not form.is_valid():
            return self.render(422, what_if_fields=as_crispy_form(form), problems=problems_of(form))
        then = recommend(form.apply(now.profile), now.table, self.catalogue.official)
        return self.render(
            what_if_fields=as_crispy_form(form),
            what_if_rows=what_if_rows(now, then),
            what_if_notes=what_if_notes(now, then),
        )
