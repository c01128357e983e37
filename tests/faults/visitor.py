"""Somebody in the middle of the questionnaire while the site has its troubles."""

from html import unescape

from django.utils import translation
from django.utils.translation import gettext

from recommender.domain.edition import Edition
from recommender.domain.profile import Menopause, Profile, Taken
from recommender.domain.recommendation import recommend
from tests.support.builders import shipped_edition
from tests.support.crowd import MAIN, SECTION, asked_on, attributes, expected_sections, typed
from tests.support.http import Response

from .site import Site

SENTINEL = 4391
"""An amount nobody else sends: wherever the server wrote it, an answer leaked."""
PERSON = Profile(
    age=55,
    menopause=Menopause.YES,
    diet_calcium_mg=SENTINEL,
    sun_minutes=7,
    taken=Taken(calcium=SENTINEL, d3=SENTINEL, k1=SENTINEL),
)
FIRST, MIDDLE = "age", "sun"
MOST_PAGES = 30
KEPT = "Answers you gave before are kept in your browser."


class AnswersLost(AssertionError):
    """A question was asked again that had been answered."""


class Visitor:
    def __init__(self, site: Site, language: str = "en", profile: Profile = PERSON) -> None:
        self.site = site
        self.language = language
        self.profile = profile
        self.browser = site.browser()
        self.answered: set[str] = set()
        self.location = self.address(f"questions/{FIRST}/")

    def address(self, path: str) -> str:
        return f"/{self.language}/{path}"

    def get(self, path: str) -> Response:
        """One page.  A connection broken by a dying worker is tried again, as browsers do."""
        try:
            return self.browser.get(self.address(path))
        except OSError:
            return self.browser.get(self.address(path))

    def walk(self, until: str = "check") -> "Visitor":
        """Answers one question after another, until this one, or check-your-answers, is next."""
        answers = typed(self.profile)
        for _ in range(MOST_PAGES):
            path = self.location.removeprefix(self.address(""))
            page = self.get(path)
            if page.status == 302:
                self.location = page.headers["location"]
                continue
            assert page.status == 200, f"{path} answers {page.status}"
            slug = asked_on(f"/{path}", page.body)
            if slug == until:
                return self
            if slug in self.answered:
                raise AnswersLost(slug)
            self.location = self.answer(path, answers[slug])
            self.answered.add(slug)
        raise AssertionError("the journey has no end")

    def answer(self, path: str, fields: dict[str, str | list[str]]) -> str:
        """Posts an answer and returns where the site leads."""
        response = self.browser.post(self.address(path), fields)
        assert response.status == 302, response.status
        return response.headers["location"]

    def sees_result(self, edition: Edition | None = None) -> bool:
        """Whether the results page shows what the domain says for this person in this edition."""
        page = self.get("results/")
        if page.status != 200:
            return False
        edition = edition or shipped_edition()
        expected = recommend(self.profile, edition)
        found_main = MAIN.search(page.body)
        assert found_main
        assert attributes(found_main[0])["edition"] == str(edition.number)
        found = {match[1].decode(): attributes(match[0]) for match in SECTION.finditer(page.body)}
        for name, shown in expected_sections(expected).items():
            assert {key: found[name].get(key) for key in shown} == shown
        return True

    def is_told_to_wait(self, path: str) -> bool:
        """Whether the page says, in the visitor's language, that the answers are kept."""
        page = self.get(path)
        if page.status != 503:
            return False
        assert int(page.headers["retry-after"]) > 0
        assert page.headers["cache-control"] == "no-store"
        text = unescape(page.body.decode())
        assert f'<html lang="{"zh-Hant" if self.language == "zh-hant" else "en"}"' in text
        with translation.override(self.language):
            assert gettext(KEPT) in text
        return True


def visitors_in_the_middle(site: Site) -> list[Visitor]:
    """One in each language, with the question on the sun before them.

    Every process knows the edition by then: one that never read it cannot go on by it.
    """
    site.ask_each_worker(f"/en/questions/{FIRST}/")
    return [Visitor(site, language).walk(until=MIDDLE) for language in ("zh-hant", "en")]
