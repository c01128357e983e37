"""What all pages share: rendering, redirects, and where a visitor may be."""

from collections.abc import Hashable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import get_language
from django.views import View

from .. import answers as sealed
from ..addresses import url
from ..catalogue import CatalogueUnavailable, live
from ..domain.edition import Edition
from ..journey import Journey
from ..presentation.page import Page, render, render_once
from .errors import unavailable


def this_page(request: HttpRequest) -> Page:
    site = f"{request.scheme}://{request.get_host()}"
    return Page(get_language() or "zh-hant", request.path, site)


def show(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    return HttpResponse(render(template, this_page(request), **context), status=status)


CACHED = "public, max-age=60"
"""For pages without answers; a minute, so that a change or an outage's end shows soon."""


def show_to_all(request: HttpRequest, template: str, **context: Hashable) -> HttpResponse:
    """A page that reads the same for everyone."""
    html = render_once(template, this_page(request), **context)
    return HttpResponse(html, headers={"Cache-Control": CACHED})


class PublicView(View):
    """Answers 503, with the visitor's answers untouched, while there is no table to go by."""

    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except CatalogueUnavailable:
            return unavailable(request)


class JourneyView(PublicView):
    """A page that depends on the answers so far.

    `fresh`: whether the page must not go by a table that is up to a second old.
    """

    fresh = False
    answers: dict[str, Any]
    edition: Edition
    journey: Journey

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.answers = sealed.load(request)
        try:
            self.edition = live(fresh=self.fresh)
        except CatalogueUnavailable:
            return unavailable(request)
        self.journey = Journey(self.answers, self.edition.table)
        if not self.is_reachable():
            return go_on(self.journey)
        return super().dispatch(request, *args, **kwargs)

    def is_reachable(self) -> bool:
        return self.journey.is_complete

    def keep(self, changes: dict[str, Any]) -> HttpResponse:
        """Save changed answers and go on from there."""
        answers = self.answers | changes
        response = go_on(Journey(answers, self.edition.table))
        sealed.save(response, answers, self.request)
        return response


def go_on(journey: Journey) -> HttpResponseRedirect:
    """To the next unanswered question, else to check-your-answers."""
    if journey.is_too_young:
        return HttpResponseRedirect(url("too-young"))
    waiting = journey.next_unanswered
    return HttpResponseRedirect(url("question", waiting.slug) if waiting else url("check"))
