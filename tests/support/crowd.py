"""People who fill in the questionnaire and check every figure of their result."""

import random
import re
import ssl
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from recommender.domain.nutrients import Nutrient
from recommender.domain.profile import Caution, Menopause, Profile, Taken
from recommender.domain.recommendation import Recommendation, recommend
from tests.support.http import Browser, Connection, Fields, Response
from tests.support.people import bottle
from tests.support.publishing import Editions
from tests.support.services import SITE_HOST

RELOADS = 5
"""How often somebody tries again after a page that failed."""
MOST_REQUESTS = 60
MAIN = re.compile(rb"<main\b[^>]*>")
SECTION = re.compile(rb"<section\b[^>]*\bid=\"(calcium|d3|k2|k1)\"[^>]*>")
ATTRIBUTE = re.compile(rb"\bdata-([a-z]+)=\"([^\"]*)\"")


@dataclass(slots=True)
class Tally:
    """What all visitors together saw."""

    counts: Counter[str] = field(default_factory=Counter)
    hosts: Counter[str] = field(default_factory=Counter)
    editions: set[int] = field(default_factory=set)
    milliseconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, **counts: int) -> None:
        with self.lock:
            self.counts.update(counts)


def a_person(chance: random.Random) -> Profile:
    """Anybody the questionnaire is for."""
    # Imported when Django is set up: whoever sends visitors sets it up first.
    from recommender.forms.questions import CAUTIONS

    cautions = [Caution(code) for code, _ in CAUTIONS]
    return Profile(
        age=chance.randint(4, 100),
        menopause=chance.choice(list(Menopause)),
        diet_calcium_mg=chance.choice([None, chance.randint(0, 2500)]),
        sun_minutes=chance.choice([None, chance.randint(0, 60)]),
        taken=Taken(
            **{it.value: chance.choice([0, chance.randint(40, 1000)]) for it in Nutrient}  # type: ignore[arg-type]
        ),
        cautions=frozenset(chance.sample(cautions, chance.choice([0, 0, 0, 1, 2]))),
    )


LIST = "supplements (list)"
"""What was understood of the bottles is shown where the question was."""


def asked_on(path: str, body: bytes) -> str:
    """Which question a page of the questionnaire asks."""
    slug = path.rpartition("/questions/")[2].strip("/")
    return LIST if b'id="go-on"' in body else slug


def typed(profile: Profile) -> dict[str, Fields]:
    """What this person enters on each question page."""

    def or_not_sure(name: str, amount: int | None) -> Fields:
        return {"not_sure": "1"} if amount is None else {name: str(amount)}

    gives = bottle(**{it.value: profile.taken.of(it) for it in Nutrient})
    label: Fields = {"tablets": "1", "times": "1", **gives}
    return {
        "age": {"age": str(profile.age)},
        "menopause": {"menopause": profile.menopause.value},
        "diet-calcium": or_not_sure("diet_calcium", profile.diet_calcium_mg),
        "sun": or_not_sure("sun_minutes", profile.sun_minutes),
        "supplements": {"takes": "yes" if profile.taken else "no"},
        "supplements/bottle": label,
        LIST: {},
        "cautions": {"cautions": sorted(profile.cautions) or ["none"]},
    }


class Visitor:
    """One journey from the start page to the result, following where the site leads."""

    def __init__(
        self, number: int, address: tuple[str, int], tls: ssl.SSLContext, tally: Tally
    ) -> None:
        self.number = number
        self.tally = tally
        # An address of one's own: limits count by address.
        source = f"127.1.{number // 250 % 250}.{number % 250 + 1}"
        self.connection = Connection(address, host=SITE_HOST, tls=tls, source=source)
        self.browser = Browser(self.connection)

    def walk(self, profile: Profile, editions: Editions) -> None:
        """Walks to the result and checks it; what went wrong is in the tally."""
        answers, answered = typed(profile), set()
        self.ask("/en/")
        path = "/en/questions/age/"
        with self.connection:
            for _ in range(MOST_REQUESTS):
                newest = editions.live
                page = self.ask(path)
                if page.status == 302:
                    path = page.headers["location"]
                elif path.startswith("/en/questions/"):
                    slug = asked_on(path, page.body)
                    if slug in answered:
                        self.tally.add(answers_lost=1)
                    answered.add(slug)
                    response = self.ask(path, answers[slug])
                    if response.status != 302:
                        return self.wrong(f"{path} was answered with {response.status}")
                    path = response.headers["location"]
                elif path == "/en/check/":
                    path = "/en/results/"
                else:
                    return self.check(page, profile, editions, newest)
        return self.wrong("the journey has no end")

    def ask(self, path: str, fields: Fields | None = None) -> Response:
        """One request; a failed page is reloaded as a person would, and counted."""
        for _ in range(RELOADS):
            try:
                if fields is None:
                    response = self.browser.get(path)
                else:
                    response = self.browser.post(path, fields)
            except OSError:
                self.tally.add(broken_connections=1)
                time.sleep(0.2)
                continue
            hosts = response.headers.get("x-upstream", "").split(", ")
            with self.tally.lock:
                self.tally.counts["requests"] += 1
                self.tally.counts["passed_on"] += len(hosts) > 1
                self.tally.hosts[hosts[-1]] += 1
                self.tally.milliseconds.append(response.seconds * 1000)
            if response.status < 500:
                return response
            self.tally.add(errors_seen=1)
            time.sleep(0.2)
        raise RuntimeError(f"{path} failed {RELOADS} times")

    def check(self, page: Response, profile: Profile, editions: Editions, newest: int) -> None:
        """The page against the domain, for the edition that the page names."""
        found_main = MAIN.search(page.body)
        if page.status != 200 or found_main is None:
            return self.wrong(f"a result with status {page.status}")
        main = attributes(found_main[0])
        edition = int(main["edition"])
        if not newest <= edition <= editions.newest:
            return self.wrong(f"edition {edition}, though {newest} was live before the request")
        expected = recommend(profile, editions.known[edition])
        found = {match[1].decode(): attributes(match[0]) for match in SECTION.finditer(page.body)}
        if (main["row"], main["sun"]) != (expected.row.code, expected.sun.value):
            return self.wrong(f"{main} instead of {expected.row.code}, {expected.sun}")
        for name, shown in expected_sections(expected).items():
            if {key: found[name].get(key) for key in shown} != shown:
                return self.wrong(f"{found[name]} instead of {shown} in edition {edition}")
        with self.tally.lock:
            self.tally.counts["journeys"] += 1
            self.tally.editions.add(edition)
        return None

    def wrong(self, what: str) -> None:
        with self.tally.lock:
            self.tally.wrong.append(what)


def expected_sections(expected: Recommendation) -> dict[str, dict[str, str | None]]:
    return {
        action.nutrient.value: {
            "action": action.do.value,
            "status": action.status.value,
            "min": str(action.table.low) if action.table else None,
            "max": str(action.table.high) if action.table else None,
        }
        for action in expected.actions
    }


def attributes(tag: bytes) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in ATTRIBUTE.findall(tag)}
