"""What all pages share: rendering, redirects, and where a visitor may be."""

from collections.abc import Callable, Hashable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views import View

from .. import answers as sealed
from .. import wording
from ..addresses import url
from ..catalogue import CatalogueUnavailable, live
from ..domain.edition import Edition
from ..domain.foods import Region
from ..journey import Journey
from ..presentation.page import Page, box_of, render, render_once
from .errors import unavailable


def this_page(request: HttpRequest) -> Page:
    site = f"{request.scheme}://{request.get_host()}"
    return Page(get_language() or "zh-hant", request.path, site)


def show(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    return HttpResponse(render(template, this_page(request), **context), status=status)


CHANGED = _(
    "Your answers have changed since this page was shown, in another tab or by someone else. "
    "Nothing was taken over: look at the page once more."
)
ON_THE_WAY = ("servings", "quick")
"""What the estimates ask; the answer is their sum."""
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


_TOKEN, _SHOWN_FOR = "csrf-token-goes-here", "shown-for-goes-here"
_KEPT: dict[Hashable, tuple[Edition, str]] = {}
_MOST_KEPT = 128


def _blank(
    edition: Edition,
    template: str,
    page: Page,
    differs: Hashable,
    context: Callable[[], dict[str, Any]],
) -> str:
    key = (template, page, differs)
    kept = _KEPT.get(key)
    if kept is not None and kept[0] is edition and not settings.DEBUG:
        return kept[1]
    html = render(template, page, csrf_token=_TOKEN, shown_for=_SHOWN_FOR, **context())
    if len(_KEPT) >= _MOST_KEPT:
        _KEPT.clear()
    _KEPT[key] = edition, html
    return html


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

    @property
    def is_current(self) -> bool:
        """Whether what was sent comes from a page shown for the answers as they are now: neither
        another tab nor another person has changed them since."""
        return sealed.is_digest_of(self.request.POST.get("shown_for"), self.answers)

    def show_form(
        self, template: str, status: int = 200, changed: bool = False, **context: Any
    ) -> HttpResponse:
        """A page with a form; `changed`: what was sent before was for other answers."""
        if changed:
            target = box_of(context["form"]) if "form" in context else "main"
            status, context["problems"] = 422, [(target, str(CHANGED))]
        return show(
            self.request,
            template,
            status,
            csrf_token=get_token(self.request),
            shown_for=sealed.digest(self.answers),
            **context,
        )

    def show_blank(
        self, template: str, context: Callable[[], dict[str, Any]], *differs: Hashable
    ) -> HttpResponse:
        """A form that nobody has filled in: the same for everyone under this edition, but for its
        hidden inputs and for what `differs`; `context` is asked for when nothing is kept yet."""
        page = this_page(self.request)._replace(site="")
        html = _blank(self.edition, template, page, differs, context)
        token, shown_for = get_token(self.request), sealed.digest(self.answers)
        return HttpResponse(html.replace(_TOKEN, token).replace(_SHOWN_FOR, shown_for))

    def keep(self, answers: dict[str, Any], to: str = "") -> HttpResponse:
        """Save the answers, and go on from there or to the address given.

        Should a cookie not hold all of it, the lists that led to an answer give way to answers.
        """
        response = HttpResponseRedirect(to) if to else go_on(Journey(answers, self.edition.table))
        try:
            sealed.save(response, answers, self.request)
        except sealed.AnswersTooLarge:
            kept = {name: given for name, given in answers.items() if name not in ON_THE_WAY}
            sealed.save(response, kept, self.request)
        return response

    @property
    def region(self) -> Region:
        """Whose foods are spoken of: as chosen, else by the language."""
        chosen = self.answers.get("region")
        if chosen:
            return Region(chosen)
        return wording.region(self.request.headers.get("Accept-Language", ""))


def go_on(journey: Journey) -> HttpResponseRedirect:
    """To the next unanswered question, else to check-your-answers."""
    if journey.is_too_young:
        return HttpResponseRedirect(url("too-young"))
    waiting = journey.next_unanswered
    if waiting is None:
        return HttpResponseRedirect(url("check"))
    if journey.asks_for_bottle:
        return HttpResponseRedirect(url("bottle-taken"))
    return HttpResponseRedirect(url("question", waiting.slug))
