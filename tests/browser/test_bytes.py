"""How much travels before a page is seen, counted as it travels (compressed)."""

from collections.abc import Callable

import pytest

from tests.support.people import LANGUAGES, PEOPLE

from .conftest import OpenWindow
from .visitor import Visitor

KB = 1000


class Traffic:
    """Bytes of each response's body as received; keys are its kind (Document, Stylesheet …)."""

    def __init__(self, visitor: Visitor) -> None:
        self.kinds: dict[str, str] = {}
        self.sizes: dict[str, int] = {}
        devtools = visitor.context.new_cdp_session(visitor.page)
        devtools.send("Network.enable")
        devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
        devtools.on("Network.responseReceived", self._response)
        devtools.on("Network.loadingFinished", self._finished)

    def of(self, *kinds: str) -> int:
        return sum(size for it, size in self.sizes.items() if self.kinds.get(it) in kinds)

    def _response(self, event: dict) -> None:
        assert event["response"]["status"] == 200, event["response"]["url"]
        self.kinds[event["requestId"]] = event["type"]
        # What has come so far is the head, which is counted apart from the budgets.
        self.sizes[event["requestId"]] = -int(event["response"]["encodedDataLength"])

    def _finished(self, event: dict) -> None:
        self.sizes[event["requestId"]] += int(event["encodedDataLength"])


@pytest.fixture
def traffic(window: OpenWindow) -> Callable[[str, str, str], Traffic]:
    def measure(language: str, person: str, path: str) -> Traffic:
        visitor = window(language)
        if person:
            visitor.is_person(person)
        traffic = Traffic(visitor)
        visitor.page.goto(visitor.address(path), wait_until="networkidle")
        assert traffic.of("Document") > 500
        assert traffic.of("Stylesheet") > 500
        return traffic

    return measure


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path",
    ["", *(f"questions/{it}/" for it in ("age", "diet-calcium", "sun", "supplements", "cautions"))],
)
def test_the_first_view_fits_the_first_round_trip(traffic, path: str, language: str) -> None:
    assert traffic(language, "adult", path).of("Document", "Stylesheet") <= 14 * KB


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("person", PEOPLE)
def test_results_stay_small(traffic, person: str, language: str) -> None:
    seen = traffic(language, person, "results/")
    assert seen.of("Document") <= 20 * KB
    assert seen.of("Stylesheet") <= 8 * KB


def test_all_scripts_together_stay_small(traffic) -> None:
    scripts = [
        traffic("en", "adult", path).of("Script")
        for path in ("results/", "questions/diet-calcium/estimate/")
    ]
    assert all(scripts), "these are the pages with scripts"
    assert sum(scripts) <= 3 * KB
