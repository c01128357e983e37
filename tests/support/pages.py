"""Pages of a result made without a request: for many people, and for answers nothing asks yet."""

from typing import Any

from django.utils import translation

from recommender import wording
from recommender.domain.edition import Edition
from recommender.domain.profile import Profile
from recommender.domain.recommendation import Recommendation, recommend
from recommender.presentation.card import card_page
from recommender.presentation.page import Page as Place
from recommender.presentation.page import render
from recommender.presentation.results import result_page
from recommender.presentation.why import why_page

from .builders import shipped_edition
from .visitor import Page


class Told:
    """One person's results, why and card pages in one language."""

    def __init__(self, profile: Profile, language: str, edition: Edition | None = None) -> None:
        self.language = language
        with translation.override(language):
            self.result = recommend(profile, edition or shipped_edition(), wording.region())
            self.results = self._page("results", result=result_page(self.result), csrf_token="t")
            self.why = self._page("why", why=why_page(self.result))
            self.card = self._page("card", card=card_page(self.result, "2026-11-27"))

    def _page(self, name: str, **context: Any) -> "HTML":
        place = Place(self.language, f"/{self.language}/results/")
        context |= {"edition": self.result.edition, "back": "/", "today": None, "site": ""}
        html = render(name, place, **context)
        return HTML(html)


class HTML:
    """What `Page` reads, from a string."""

    status_code = 200

    def __init__(self, text: str) -> None:
        self.content = text.encode()

    def __str__(self) -> str:
        return self.content.decode()

    @property
    def page(self) -> Page:
        return Page(self)


def told(result: Recommendation) -> dict[str, str]:
    """The action of each nutrient, by id."""
    return {action.nutrient.value: action.do.value for action in result.actions}
