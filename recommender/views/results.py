"""The results page and its two tools; neither keeps anything of what is typed into it."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.utils.timezone import localdate
from django.utils.translation import get_language
from markupsafe import Markup

from ..domain.label import check_label
from ..domain.nutrients import Nutrient
from ..domain.recommendation import Recommendation, recommend
from ..presentation.answers import answer_rows
from ..presentation.environment import crispy
from ..presentation.page import problems_of
from ..presentation.results import result_page
from ..presentation.tryout import label_rows, what_if_notes, what_if_rows
from ..tryout import LabelForm, WhatIfForm
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
        return show(self.request, "results", status, **context | tools)


_AGE_PLACE, _MINUTES_PLACE = "age-goes-here", "minutes-go-here"


@lru_cache(maxsize=64)
def _blank_label(language: str, withheld: frozenset[Nutrient]) -> Markup:
    """The label form reads the same for everyone of whom the same is withheld."""
    return crispy(LabelForm(withheld=withheld, initial={"tablets": 1}))


@lru_cache(maxsize=64)
def _blank_what_if(language: str, withheld: frozenset[Nutrient]) -> Markup:
    """The what-if form but for the visitor's own age and minutes."""
    places = {"age": _AGE_PLACE, "sun_minutes": _MINUTES_PLACE}
    return crispy(WhatIfForm(withheld=withheld, initial=places))


def _what_if_fields(recommendation: Recommendation) -> Markup:
    minutes = recommendation.profile.sun_minutes
    html = _blank_what_if(get_language() or "", recommendation.withheld)
    html = html.replace(_AGE_PLACE, f"{recommendation.profile.age:d}")
    return html.replace(_MINUTES_PLACE, "" if minutes is None else f"{minutes:d}")


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
            return self.render(422, label_fields=crispy(form), problems=problems_of(form))
        rows = label_rows(check_label(now, form.bottle))
        return self.render(label_fields=crispy(form), label_rows=rows)


class WhatIf(_Tool):
    def try_out(self, now: Recommendation) -> HttpResponse:
        form = WhatIfForm(self.request.POST, withheld=now.withheld)
        if not form.is_valid():
            return self.render(422, what_if_fields=crispy(form), problems=problems_of(form))
        then = recommend(form.apply(now.profile), now.table, self.catalogue.official)
        return self.render(
            what_if_fields=crispy(form),
            what_if_rows=what_if_rows(now, then),
            what_if_notes=what_if_notes(now, then),
        )
