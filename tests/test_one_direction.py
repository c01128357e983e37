"""No two sentences, pictures, plan lines or alerts of a result point different ways (rules §4).

The test reads words: lists of verbs for more, for less and for no change, section by section, in
both languages.
"""

import os
import re
from collections.abc import Iterator

import pytest
from django.utils import translation

from recommender import registry_words
from recommender.domain.action import Action, Do
from recommender.domain.profile import Caution, Menopause, Profile, Taken
from recommender.domain.registry import Rule
from recommender.registry_words import if_taken, reason
from tests.domain.people import a_person_of
from tests.support.pages import HTML, Told
from tests.support.people import LANGUAGES
from tests.support.visitor import Page, words_of

PEOPLE = int(os.environ.get("PEOPLE", "500"))

# What is said with "not" points nowhere.
NOT = {
    "en": re.compile(
        r"(do not|don’t|not to|nor|than) (start|stop|change|add|take)[^.;]*"
        r"|start nothing",
        re.IGNORECASE,
    ),
    "zh-hant": re.compile(r"(先?不要|不必)(自己|再)*(開始吃?|加量|停|改|吃鈣片|補)+"),
}
MORE = {
    "en": re.compile(r"\b(start with|add \d|more (calcium )?(has to come )?from food)", re.I),
    "zh-hant": re.compile(r"開始吃|再加(?!上)|加到|食物多補|(?<!最)多吃"),
}
LESS = {
    "en": re.compile(
        r"\b(take [\w, ]{1,24} less|down to|leave it out|can stop|take none until|too much)\b", re.I
    ),
    "zh-hant": re.compile(r"少吃|減到|可以停|先不要吃|多了約|太多"),
}
SAME = {
    "en": re.compile(r"\b(keep on|go on)\b", re.I),
    "zh-hant": re.compile(r"照舊|照吃"),
}
UP = (Do.START, Do.ADD, Do.FOOD)
DOWN = (Do.REDUCE, Do.STOP)
FOOD_LINE = {"en": "has to come from food", "zh-hant": "食物也要多吃"}
"""Food may have to rise whatever happens to the tablets."""


def directions(text: str, language: str) -> set[str]:
    text = NOT[language].sub(" ", text)
    ways = {"more": MORE, "less": LESS, "same": SAME}
    return {way for way, verbs in ways.items() if verbs[language].search(text)}


def allowed(action: Action) -> set[str]:
    if action.food_first:
        return {"more", "food first"}
    if action.do in UP:
        return {"more"}
    if action.do in DOWN:
        return {"less"}
    return {"same"} if action.do is Do.KEEP else set()


def contradictions(
    told: Told, results: Page, why: Page, card: Page
) -> Iterator[tuple[str, str, set[str]]]:
    """Where, what, and the directions that the action does not have."""
    language = told.language
    actions = {action.nutrient.value: action for action in told.result.actions}
    for section in results.all("//section[.member]"):
        action = actions[section.get("id")]
        for element in section.xpath("./div/p | ./p"):
            text = words_of(element)
            ways = directions(text.replace(FOOD_LINE[language], ""), language)
            if ways - allowed(action):
                yield "cards", text, ways
        for text in map(words_of, section.xpath("./details/p")):
            if ways := directions(text, language):
                yield "cards", text, ways
    for notice in results.all("//section[.notice]"):
        yield from _of_notice(_without_rules(words_of(notice), told), told)
    calcium = actions["calcium"]
    for text in map(
        words_of, results.all("//section[.calcium-day]/p | //section[.calcium-day]//title")
    ):
        ways = directions(text, language)
        if ways - allowed(calcium):
            yield "glasses", text, ways
        missing = {"en": "missing", "zh-hant": "還差"}[language] in text
        asks = calcium.do is Do.ASK_FIRST and calcium.table is None
        if missing and not (calcium.do in UP or calcium.food or calcium.higher or asks):
            yield "glasses", text, {"more"}
    for meal in results.all("//dl[.day]/div"):
        text = words_of(meal)
        if ways := directions(text, language):
            yield "day", text, ways
        for action in actions.values():
            name = {"calcium": {"en": "Calcium", "zh-hant": "鈣"}[language], "d3": "D3"}.get(
                action.nutrient.value, action.nutrient.value.upper()
            )
            none_yet = action.food_first and not action.taken
            if name in text and (none_yet or action.do not in (*UP[:2], Do.REDUCE, Do.KEEP)):
                yield "day", text, {"more"}
    for row, action in zip(card.all("//main//table//tr[td]"), actions.values(), strict=True):
        text = words_of(row)
        if _card_ways(text) - allowed(action) or (action.food_first and "more" in _card_ways(text)):
            yield "card", text, _card_ways(text)
    for text in map(words_of, why.all("//main//p | //main//td | //main//th")):
        if ways := directions(text, language):
            yield "why", text, ways


def _of_notice(text: str, told: Told) -> Iterator[tuple[str, str, set[str]]]:
    """A notice may tell to take less where an urgent action does; its rules tell whom to ask."""
    ways = directions(text, told.language) - {"same"}
    urgent = {way for action in told.result.actions if action.urgency for way in allowed(action)}
    if ways - urgent:
        yield "notice", text, ways


def _without_rules(text: str, told: Told) -> str:
    """Without the registry's own words: they have their exceptions in the same breath."""
    with translation.override(told.language):
        for rule in told.result.medicines:
            for words in (_question, if_taken, reason):
                text = text.replace(" ".join(words(rule).split()), " ")
    return text


def _question(rule: Rule) -> str:
    return registry_words.question(rule.code)


def _card_ways(text: str) -> set[str]:
    said = {
        "more": "start|add|開始吃|再加|(?<!從)食物補",
        "less": "take less|can stop|leave out|少吃|可以停|先不要吃",
    }
    said |= {"same": "keep on|照舊", "food first": "food first|先從食物補"}
    return {way for way, verbs in said.items() if re.search(rf"(?<![a-z])({verbs})", text)}


def found_in(told: Told, **changed: str) -> set[str]:
    """The places where a page contradicts itself, with pages changed as told."""
    html = {name: str(getattr(told, name)) for name in ("results", "why", "card")} | changed
    pages = [HTML(html[name]).page for name in ("results", "why", "card")]
    return {where for where, _, _ in contradictions(told, *pages)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_points_one_way(language: str) -> None:
    for number in range(PEOPLE):
        profile, edition = a_person_of(number)
        told = Told(profile, language, edition)
        found = list(contradictions(told, told.results.page, told.why.page, told.card.page))
        assert found == [], (number, profile)


# A contradiction in any of these places is found

CONTRADICTED = {
    "up": Profile(57, Menopause.YES, 650, 10, Taken(calcium=300, d3=400)),
    "down": Profile(70, Menopause.NOT_APPLICABLE, 600, 10, Taken(calcium=1200, d3=2000)),
    "urgent": Profile(
        66,
        diet_calcium_mg=600,
        taken=Taken(k2=100),
        cautions=frozenset({Caution.VITAMIN_K_ANTAGONIST}),
    ),
    "over": Profile(40, diet_calcium_mg=700, taken=Taken(d3=5000)),
}
SAID = {
    "more": {"en": "Start with 500 mg of calcium.", "zh-hant": "開始吃 500 毫克的鈣。"},
    "less": {"en": "Take 400 mg less.", "zh-hant": "少吃 400 毫克。"},
    "card": {"en": "<b>add</b>", "zh-hant": "<b>再加</b>"},
}
# Who, where, the page, after which markup, and what is planted there.
PLANTED = [
    ("down", "cards", "results", '<p class="lines">', "more"),
    ("up", "cards", "results", '<p class="lines">', "less"),
    ("up", "cards", "results", '<p class="verb">', "less"),
    (
        "urgent",
        "notice",
        "results",
        '<section class="notice is-alert" data-urgency="today">',
        "more",
    ),
    ("over", "notice", "results", '<section class="notice is-stop" data-urgency="soon">', "more"),
    ("up", "glasses", "results", '<p class="key">', "less"),
    ("down", "glasses", "results", '<title id="glasses-say">', "more"),
    ("down", "day", "results", '<dl class="day"><div><dt>', "more"),
    ("up", "why", "why", "<main", "less"),
    ("down", "card", "card", "", "card"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", CONTRADICTED)
def test_the_pages_that_are_tampered_with_below_are_sound(who: str, language: str) -> None:
    assert found_in(Told(CONTRADICTED[who], language)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("who", "where", "page", "after", "said"), PLANTED)
def test_a_planted_contradiction_is_found(
    who: str, where: str, page: str, after: str, said: str, language: str
) -> None:
    told = Told(CONTRADICTED[who], language)
    html, words = str(getattr(told, page)), SAID[said][language]
    if where == "card":
        less = {"en": "<b>take less</b>", "zh-hant": "<b>少吃</b>"}[language]
        assert less in html
        changed = html.replace(less, words, 1)
    elif where == "why":
        changed = html.replace("</main>", f"<p>{words}</p></main>")
    else:
        assert after in html
        changed = html.replace(after, after + words, 1)
    assert found_in(told, **{page: changed}) == {where}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_to_be_taken_is_in_no_day(language: str) -> None:
    told = Told(CONTRADICTED["urgent"], language)
    html = str(told.results)
    line = '<dl class="day"><div><dt>'
    assert "day" in found_in(told, results=html.replace(line, f"{line}K2 100 ", 1))
