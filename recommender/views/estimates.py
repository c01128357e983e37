"""The two ways to estimate calcium from food: picture cards, and the whole list of foods."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext

from .. import answers as sealed
from ..addresses import url
from ..domain.calcium import (
    DietEstimate,
    Often,
    estimate,
    quick_estimate,
    running_card_parts,
    running_parts,
)
from ..domain.edition import Edition
from ..domain.foods import Region
from ..domain.profile import DietSource
from ..forms.estimate import EstimateForm, QuickForm, card_field, serving_field
from ..forms.questions import DietCalciumForm
from ..journey import STEPS
from ..presentation.estimate import food_groups, quick_cards, regions, sum_page
from ..presentation.page import problems_of
from .base import JourneyView

DIET = next(step for step in STEPS if step.form is DietCalciumForm)

PAGES = {DietSource.QUICK: "quick", DietSource.FULL: "estimate"}


def estimated(
    source: DietSource, answers: Mapping[str, Any], edition: Edition, region: Region
) -> DietEstimate | None:
    """What was said on the way, added up under this edition; None where that says nothing."""
    try:
        if source is DietSource.QUICK:
            said = {code: Often(often) for code, often in answers.get("quick", {}).items()}
            return quick_estimate(edition.cards_of(region), said, edition.estimate, region)
        times = {code: Fraction(given) for code, given in answers.get("servings", {}).items()}
        return estimate(edition.foods.of(region), times, edition.estimate, region)
    except ValueError:
        return None


class EstimateView(JourneyView, ABC):
    """Reachable where the diet question is, and while the edition has something to ask."""

    source: DietSource
    kept_as: str
    """Where the answers keep what is said here."""
    template: str

    def is_reachable(self) -> bool:
        return self.journey.may_visit(DIET) and self.has_something_to_ask

    @property
    @abstractmethod
    def has_something_to_ask(self) -> bool:
        """Whether the edition has anything for this region."""

    @property
    def region(self) -> Region:
        """Chosen here in one press, else as before."""
        chosen = self.request.POST.get("region") or self.request.GET.get("region")
        return Region(chosen) if chosen in list(Region) else super().region

    @property
    def chosen(self) -> tuple[Region, bool]:
        """Whose foods, and whether the address says so, which the other language keeps."""
        return self.region, "region" in self.request.GET

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.asked(request.POST)
        if not self.is_current:
            return self.render(self.asked(), changed=True)
        if not form.is_valid():
            return self.render(form, status=422)
        response = HttpResponseRedirect(url(f"{PAGES[self.source]}-sum"))
        said = self.said(form) | {"region": self.region.value}
        try:
            sealed.save(response, self.answers | said, request)
        except sealed.AnswersTooLarge:
            form.add_error(None, gettext("That is more kinds of food than can be added up at once"))
            return self.render(form, status=422)
        return response

    def get(self, request: HttpRequest) -> HttpResponse:
        if not self.answers.get(self.kept_as):
            return self.show_blank(self.template, lambda: self.context(self.asked()), self.chosen)
        return self.render(self.asked())

    @abstractmethod
    def asked(self, sent: Any = None) -> Any:
        """The form, as sent or as answered before."""

    @abstractmethod
    def said(self, form: Any) -> dict[str, Any]:
        """What a valid form adds to the answers."""

    @abstractmethod
    def shown(self, form: Any) -> dict[str, Any]:
        """What the page has besides what both have."""

    def render(self, form: Any, status: int = 200, changed: bool = False) -> HttpResponse:
        return self.show_form(self.template, status, changed, **self.context(form))

    def context(self, form: Any) -> dict[str, Any]:
        constants = self.edition.estimate
        return {
            "form": form,
            "regions": regions(self.region),
            "region": self.region.value,
            "step": constants.rounding,
            "glass": constants.glass,
            "problems": problems_of(form),
            "query": f"?region={self.region.value}" if self.chosen[1] else "",
            "back": url("question", DIET.slug),
        } | self.shown(form)


class Quick(EstimateView):
    """Picture cards: half a minute, four answers a card."""

    source = DietSource.QUICK
    kept_as = "quick"
    template = "quick"

    @property
    def has_something_to_ask(self) -> bool:
        return bool(self.edition.cards_of(self.region))

    def asked(self, sent: Any = None) -> QuickForm:
        before = self.answers.get("quick", {})
        cards = self.edition.cards_of(self.region)
        initial = {card_field(card): before.get(card.code) for card in cards}
        return QuickForm(cards, sent, initial=initial)

    def said(self, form: QuickForm) -> dict[str, Any]:
        return {"quick": form.said}

    def shown(self, form: QuickForm) -> dict[str, Any]:
        return {
            "cards": quick_cards(form, running_card_parts(form.cards)),
            "other": self.edition.estimate.allowance_quick[self.region],
        }


class Full(EstimateView):
    """Servings a week of each food."""

    source = DietSource.FULL
    kept_as = "servings"
    template = "estimate"

    @property
    def has_something_to_ask(self) -> bool:
        return bool(self.edition.foods.of(self.region))

    def asked(self, sent: Any = None) -> EstimateForm:
        foods = self.edition.foods.of(self.region)
        before = self.answers.get("servings", {})
        initial = {serving_field(food): before.get(food.code) for food in foods}
        return EstimateForm(foods, sent, initial=initial)

    def said(self, form: EstimateForm) -> dict[str, Any]:
        return {"servings": {code: f"{float(it):g}" for code, it in form.times_a_week.items()}}

    def shown(self, form: EstimateForm) -> dict[str, Any]:
        parts = running_parts(form.foods, self.edition.estimate)
        return {
            "groups": food_groups(form, parts),
            "other": self.edition.estimate.allowance_full[self.region],
        }


class Sum(JourneyView):
    """The sum, line by line; it becomes the answer only when it is sent to the diet question."""

    http_method_names = ["get", "head"]
    source = DietSource.FULL

    def is_reachable(self) -> bool:
        return self.journey.may_visit(DIET)

    def get(self, request: HttpRequest) -> HttpResponse:
        back = url(PAGES[self.source])
        total = estimated(self.source, self.answers, self.edition, self.region)
        if total is None:
            return HttpResponseRedirect(back)
        return self.show_form(
            "estimate_sum",
            sum=sum_page(total, self.source, self.edition.estimate),
            source=self.source.value,
            form=DietCalciumForm(initial={"diet_calcium": total.mg_per_day}),
            back=back,
            action=url("question", DIET.slug),
        )
