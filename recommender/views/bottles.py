"""The supplements question: whether, and then bottle by bottle."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from ..addresses import url
from ..domain.bottles import MOST_BOTTLES
from ..forms.bottles import BottleForm
from ..forms.kept_bottles import as_typed
from ..journey import STEPS
from ..presentation.bottles import bottle_page, bottle_problems, taken_words, together_words
from .base import JourneyView, go_on
from .questions import Question

SUPPLEMENTS = next(step for step in STEPS if step.slug == "supplements")


class BottleView(JourneyView):
    """Reachable where the supplements question is; `?bottle=N` names one, from 1."""

    def is_reachable(self) -> bool:
        return self.journey.may_visit(SUPPLEMENTS)

    @property
    def bottles(self) -> list[dict[str, str]]:
        """As stored."""
        return list(self.answers["bottles"]) if self.journey.bottles else []

    @property
    def place(self) -> int | None:
        """Which bottle is meant, from 0; None for a new one.  Raises Http404 for no bottle."""
        named = self.request.GET.get("bottle")
        if named is None:
            return None
        place = int(named) - 1 if named.isascii() and named.isdigit() and len(named) < 3 else -1
        if not 0 <= place < len(self.bottles):
            raise Http404
        return place

    def keep_bottles(self, bottles: list[dict[str, str]]) -> dict[str, Any]:
        """The answers with these bottles; without any, the question is open again."""
        if bottles:
            return self.answers | {"takes": "yes", "bottles": bottles}
        kept = {"bottles", "takes"}
        return {name: given for name, given in self.answers.items() if name not in kept}


class Bottle(BottleView):
    """One bottle, new or changed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        place = self.place
        if place is None and len(self.bottles) >= MOST_BOTTLES:
            return HttpResponseRedirect(url("question", SUPPLEMENTS.slug))
        if not self.bottles:
            return self.show_blank("bottle", lambda: _context(BottleForm(), 1))
        typed = {} if place is None else as_typed(self.bottles[place])
        return self.render(BottleForm(initial=typed), place)

    def post(self, request: HttpRequest) -> HttpResponse:
        bottles = self.bottles
        if not self.is_current:
            return self.after_change(request)
        place = self.place
        others = [it for at, it in enumerate(self.journey.bottles) if at != place]
        form = BottleForm(request.POST, others=others)
        if not form.is_valid():
            return self.render(form, place, status=422)
        if place is None and len(bottles) >= MOST_BOTTLES:
            return HttpResponseRedirect(url("question", SUPPLEMENTS.slug))
        at = len(bottles) if place is None else place
        bottles[at : at + 1] = [form.stored]
        another = "another" in request.POST and len(bottles) < MOST_BOTTLES
        to = url("bottle-taken") if another else url("question", SUPPLEMENTS.slug)
        return self.keep(self.keep_bottles(bottles), to)

    def after_change(self, request: HttpRequest) -> HttpResponse:
        """Pressed twice, the bottle is there already; else the answers changed elsewhere.  Of a
        bottle that is gone by then remains the form of a new one."""
        form = BottleForm(request.POST)
        if form.is_valid() and form.stored in self.bottles:
            return HttpResponseRedirect(url("question", SUPPLEMENTS.slug))
        try:
            place = self.place
        except Http404:
            place = None
        typed = {} if place is None else as_typed(self.bottles[place])
        return self.render(BottleForm(initial=typed), place, changed=True)

    def render(
        self, form: BottleForm, place: int | None, status: int = 200, changed: bool = False
    ) -> HttpResponse:
        if place is not None:
            query = f"?bottle={place + 1}"
            return self.show_form(
                "bottle", status, changed, query=query, **_context(form, place + 1)
            )
        return self.show_form(
            "bottle",
            status,
            changed,
            before=[taken_words(bottle) for bottle in self.journey.bottles],
            **_context(form, len(self.bottles) + 1),
        )


def _context(form: BottleForm, number: int) -> dict[str, Any]:
    return {
        "form": form,
        "bottle": bottle_page(form),
        "number": number,
        "problems": bottle_problems(form),
        "back": url("question", SUPPLEMENTS.slug),
        "offers_another": number < MOST_BOTTLES,
    }


class Supplements(Question):
    """Whether any are taken; from the first bottle on the list of bottles."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        if self.journey.bottles:
            return list_bottles(self)
        return super().get(request, slug)

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        if self.journey.bottles and "takes" not in request.POST:
            return go_on(self.journey) if self.is_current else list_bottles(self, changed=True)
        return super().post(request, slug)


class RemoveBottle(BottleView):
    """By POST alone; a look at the address leads to the list."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(url("question", SUPPLEMENTS.slug))

    def post(self, request: HttpRequest) -> HttpResponse:
        if self.bottles and not self.is_current:
            return list_bottles(self, changed=True)
        supplements = url("question", SUPPLEMENTS.slug)
        if (place := self.place) is None:
            return HttpResponseRedirect(supplements)
        bottles = self.bottles
        del bottles[place]
        return self.keep(self.keep_bottles(bottles), supplements)


def list_bottles(view: JourneyView, changed: bool = False) -> HttpResponse:
    """What was understood, bottle by bottle."""
    bottles = view.journey.bottles
    before = view.journey.before(SUPPLEMENTS)
    return view.show_form(
        "bottles",
        changed=changed,
        bottles=[taken_words(bottle) for bottle in bottles],
        together=together_words(bottles),
        offers_another=len(bottles) < MOST_BOTTLES,
        back=url("question", before.slug if before else SUPPLEMENTS.slug),
    )
