"""From the start to the results: path, changes, tabs, faults (standards §1.11, §1.12, §5)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from recommender import catalogue, editions
from recommender.journey import STEPS
from recommender.models import Edition
from recommender.views.base import CHANGED
from tests.support.people import A_GROWN_UP, LANGUAGES, NOT_SURE, STORED

from .support.builders import force
from .support.visitor import Page, Visit, hidden_in

pytestmark = pytest.mark.django_db

languages = pytest.mark.parametrize("language", LANGUAGES)
SLUGS = [step.slug for step in STEPS]
FIELDS = {step.slug: step.fields for step in STEPS}


def up_to(slug: str, language: str = "en", **changes: Any) -> Visit:
    """A visitor who has answered everything before this step, and nothing else."""
    later = SLUGS[SLUGS.index(slug) :]
    missing = {field: None for each in later for field in FIELDS[each]}
    return Visit(language).holding(**(missing | changes))


def location(visit: Visit) -> str:
    assert visit.page.status_code == 302, visit.page
    return visit.page.headers["Location"].removeprefix(f"/{visit.language}/")


@languages
def test_a_whole_journey_by_links_and_buttons_alone(language: str) -> None:
    visit = Visit(language)
    start = visit.read("").one("//a[.is-start]").get("href")
    assert start == visit.address("questions/age/")
    seen = []
    for field, value in A_GROWN_UP.items():
        visit.answer(field, value)
        seen.append(location(visit))
    assert seen == [*(f"questions/{slug}/" for slug in SLUGS[1:]), "check/"]
    onwards = visit.read("check/").one("//main//a[.button]").get("href")
    assert onwards == visit.address("results/")
    assert visit.results().amount("calcium") == ("range", 300, 500)


def test_steps_come_in_the_order_that_others_rely_on() -> None:
    assert SLUGS == ["age", "menopause", "diet-calcium", "sun", "supplements", "cautions"]


@pytest.mark.parametrize(
    ("age", "asked"), [(4, False), (18, False), (19, True), (64, True), (65, False), (120, False)]
)
def test_menopause_is_asked_only_where_the_table_has_use_for_it(age: int, asked: bool) -> None:
    visit = Visit().answer("age", age)
    assert location(visit) == f"questions/{'menopause' if asked else 'diet-calcium'}/"
    assert visit.open("questions/menopause/").status_code == (200 if asked else 302)


BEHIND = ["check/", "results/", "results/bottle/", "results/what-if/"]


@languages
@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_opens_before_what_comes_before_it(slug: str, language: str) -> None:
    visit = up_to(slug, language)
    later = [f"questions/{each}/" for each in SLUGS[SLUGS.index(slug) + 1 :]]
    if "questions/diet-calcium/" in later:
        later += [f"questions/diet-calcium/{page}" for page in ("estimate/", "estimate/sum/")]
    for path in [*later, *BEHIND, "too-young/"]:
        visit.open(path)
        assert location(visit) == f"questions/{slug}/", path
    assert visit.open(f"questions/{slug}/").status_code == 200


@languages
@pytest.mark.parametrize("age", [0, 3])
def test_under_four_the_questionnaire_ends_with_what_to_do(age: int, language: str) -> None:
    visit = Visit(language).holding(age=None).answer("age", age)
    assert location(visit) == "too-young/"
    page = visit.read("too-young/")
    assert visit.says("Error:") not in page.title
    assert page.one("//a[.back]").get("href") == visit.address("questions/age/")
    assert len(page.all("//main//li")) >= 2
    for path in [*BEHIND, *(f"questions/{slug}/" for slug in SLUGS[1:])]:
        visit.open(path)
        assert location(visit) == "too-young/", path
    visit.answer("age", 4)
    assert location(visit) == "check/"


@languages
@pytest.mark.parametrize(
    ("age", "left_out"), [(40, set()), (70, {"menopause"}), (10, {"menopause"})]
)
def test_check_lists_the_path_with_links_that_name_what_they_change(
    age: int, left_out: set[str], language: str
) -> None:
    visit = Visit(language).holding(age=age)
    page = visit.read("check/")
    links = page.all("//main//dd[.change]/a")
    asked = [slug for slug in SLUGS if slug not in left_out]
    assert [link.get("href") for link in links] == [
        visit.address(f"questions/{slug}/") for slug in asked
    ]
    words = page.texts("//main//dd[.change]/a")
    assert words == [f"{visit.says('Change')} {name}" for name in page.texts("//main//dt")]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_changed_answer_leads_straight_back_to_check(slug: str) -> None:
    changes: dict[str, Any] = {
        "age": {"age": "41"},
        "menopause": {"menopause": "no"},
        "diet-calcium": {"diet_calcium": "800"},
        "sun": {"sun_minutes": "0"},
        "supplements": {"takes": "dont-know"},
        "cautions": {"cautions": ["iron-or-zinc"]},
    }
    visit = Visit().holding()
    held = visit.held
    visit.post(f"questions/{slug}/", changes[slug])
    assert location(visit) == "check/"
    changed = {field for field, given in visit.held.items() if held.get(field) != given}
    assert changed - {"diet_source"} == set(changes[slug])


def test_a_change_that_opens_a_question_asks_it_first() -> None:
    visit = Visit().holding(age=70, menopause=None)
    assert location(visit.answer("age", 50)) == "questions/menopause/"
    visit.open("results/")
    assert location(visit) == "questions/menopause/"
    assert location(visit.answer("menopause", "yes")) == "check/"
    assert visit.results().main["data-row"] == "postmenopausal"


@pytest.mark.parametrize(("age", "row"), [(70, "older-adults"), (15, "teenagers")])
def test_an_answer_left_over_from_another_path_never_reaches_the_result(age: int, row: str) -> None:
    visit = Visit().holding(age=55, menopause="yes", diet_calcium=900)
    assert visit.results().amount("calcium") == ("food-first", 300, 600)
    visit.answer("age", age)
    clean = Visit().holding(age=age, menopause=None, diet_calcium=900)
    assert visit.read("results/").text("//main") == clean.read("results/").text("//main")
    assert visit.results().main["data-row"] == row
    assert not any("menopause" in link for link in visit.read("check/").all("//main//@href"))
    visit.answer("age", 55)
    assert location(visit) == "check/"
    assert visit.results().main["data-row"] == "postmenopausal"


# Whose page it is


def test_a_second_tab_goes_on_from_the_same_answers() -> None:
    one = up_to("diet-calcium")
    other = Visit(client=one.client)
    other.answer("diet_calcium", 700)
    one.answer("diet_calcium", 900)
    assert location(one) == "questions/sun/"
    other.answer("sun_minutes", 20)
    assert location(other) == "questions/supplements/"
    assert one.held == other.held
    assert (one.held["diet_calcium"], one.held["sun_minutes"]) == (900, 20)


def shown(visit: Visit, path: str) -> dict[str, Any]:
    return hidden_in(visit.open(path).content.decode())


SENT = {
    "questions/age/": {"age": "8"},
    "questions/menopause/": {"menopause": "yes"},
    "questions/diet-calcium/": {"not_sure": "1"},
    "questions/sun/": {"sun_minutes": "77"},
    "questions/supplements/": {"takes": "dont-know"},
    "questions/supplements/bottle/": {"calcium": "300"},
    "questions/cautions/": {"cautions": "kidney-stones"},
    "questions/diet-calcium/quick/": {},
    "questions/diet-calcium/estimate/": {"food-egg": "7"},
    "results/bottle/": {"calcium": "300"},
    "results/what-if/": {"age": "8"},
}
"""What each form sends."""


@languages
@pytest.mark.parametrize("forged", [False, True], ids=["from a page", "without a digest"])
@pytest.mark.parametrize("path", SENT)
def test_a_form_shown_for_other_answers_takes_nothing_over(
    path: str, forged: bool, language: str
) -> None:
    """Another tab has changed the answers, or another person has begun."""
    visit = Visit(language).holding(age=40)
    hidden = shown(visit, path)
    visit.holding(age=50)
    if forged:
        del hidden["shown_for"]
    page = Page(visit.client.post(visit.address(path), SENT[path] | hidden))
    assert page.status == 422
    assert page.title.startswith(visit.says("Error:") + " ")
    assert [words for _, words in page.problems] == [visit.says(str(CHANGED))]
    assert page.by_id(page.problems[0][0]) is not None
    assert visit.held == Visit().holding(age=50).held
    # The page anew: what was typed for the other answers is not on it, and it can be sent.
    assert not page.all("//input[@value='77'] | //input[@value='300'] | //div[.outcome]")
    again = shown(visit, path)
    assert again["shown_for"] == page.one("(//input[@name='shown_for'])[1]").get("value")


def test_a_page_that_outlived_its_answers_begins_anew() -> None:
    visit = Visit().holding()
    hidden = shown(visit, "questions/cautions/")
    visit.post("delete-answers/", {})
    visit.page = visit.client.post("/en/questions/cautions/", {"cautions": "none"} | hidden)
    assert location(visit) == "questions/age/"
    assert visit.held == {}


def test_a_form_that_changes_nothing_goes_on_whatever_it_was_shown_for() -> None:
    """Pressed twice: the first press has changed the answers that the page was shown for."""
    visit = up_to("sun")
    hidden = shown(visit, "questions/sun/")
    for _ in range(2):
        sent = {"sun_minutes": "20"} | hidden
        visit.page = visit.client.post("/en/questions/sun/", sent)
        assert location(visit) == "questions/supplements/"


def test_a_result_withheld_in_another_tab_is_not_shown_by_a_tool() -> None:
    visit = Visit().holding()
    hidden = shown(visit, "results/bottle/")
    visit.holding(cautions=["kidney-stones"])
    sent = {"calcium": "400", "k2": "50"} | hidden
    page = Page(visit.client.post("/en/results/bottle/", sent))
    assert page.status == 422
    assert page.all("//div[.outcome] | //input[@name='calcium']") == []


def test_someone_else_s_turn_starts_afresh_in_one_press() -> None:
    for path in ("", "check/", "results/"):
        visit = Visit().holding()
        button = visit.read(path).one("//main//button[@name='next']")
        assert button.get("value") == "start"
        visit.post("delete-answers/", {"next": "start"})
        assert location(visit) == "questions/age/"
        assert visit.held == {}


@languages
def test_a_look_at_the_page_that_deletes_deletes_nothing(language: str) -> None:
    visit = Visit(language).holding()
    page = visit.read("delete-answers/")
    assert page.text("//h1") == visit.says("Your answers are still here")
    assert visit.held == STORED
    visit.post("delete-answers/", {})
    assert location(visit) == "delete-answers/"
    page = visit.read("delete-answers/")
    assert page.text("//h1") == visit.says("Your answers are deleted")
    assert page.all("//main//form") == []
    assert visit.held == {}


@pytest.mark.parametrize("field", A_GROWN_UP)
def test_sending_twice_is_sending_once(field: str) -> None:
    once, twice = Visit().holding(), Visit().holding()
    once.answer(field, A_GROWN_UP[field])
    twice.answer(field, A_GROWN_UP[field]).answer(field, A_GROWN_UP[field])
    assert location(once) == location(twice)
    assert once.held == twice.held


def test_back_change_and_forward_again() -> None:
    visit = up_to("cautions")
    sun = visit.read("questions/cautions/").one("//a[.back]").get("href")
    assert sun == "/en/questions/supplements/"
    visit.answer("sun_minutes", 30)
    assert location(visit) == "questions/cautions/"
    assert visit.read("questions/sun/").one("//input[@name='sun_minutes']").get("value") == "30"
    visit.answer("cautions", "none")
    assert visit.results().main["data-sun"] == "enough"


def test_back_links_lead_from_check_to_the_start() -> None:
    visit = Visit().holding(age=70, menopause=None)
    seen, path = [], "results/"
    while path:
        path = visit.read(path).one("//a[.back]").get("href").removeprefix("/en/")
        seen.append(path)
    questions = [f"questions/{slug}/" for slug in reversed(SLUGS) if slug != "menopause"]
    assert seen == ["check/", *questions, ""]


@languages
@pytest.mark.parametrize("path", [*(f"questions/{slug}/" for slug in SLUGS), "check/", "results/"])
def test_the_other_language_keeps_page_and_answers(path: str, language: str) -> None:
    visit = Visit(language).holding()
    held = visit.held
    (link,) = visit.read(path).all("//nav[.languages]/a")
    (other,) = set(LANGUAGES) - {language}
    assert link.get("href") == f"/{other}/{path}"
    response = visit.client.get(link.get("href"))
    assert response.status_code == 200
    assert visit.held == held
    assert Page(response).tree.get("lang") == link.get("lang")


@pytest.mark.parametrize("value", ["", "x", "gAAAAAB", "9" * 5000, '"\\777"', "é", "null", "{}"])
def test_a_spoilt_cookie_is_a_fresh_start(value: str) -> None:
    visit = Visit()
    visit.client.cookies["answers"] = value
    visit.open("results/")
    assert location(visit) == "questions/age/"
    visit.answer("age", 40)
    assert visit.held == {"age": 40}


@pytest.mark.parametrize("cut", [slice(0, -5), slice(5, None), slice(0, 40)])
def test_a_cookie_cut_short_is_a_fresh_start(cut: slice) -> None:
    visit = Visit().holding()
    visit.client.cookies["answers"] = visit.client.cookies["answers"].value[cut]
    visit.open("check/")
    assert location(visit) == "questions/age/"


def test_the_cookie_is_closed_to_scripts_other_sites_and_readers() -> None:
    visit = Visit().answer_all(diet_calcium=4391)
    cookie = visit.page.cookies["answers"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert 0 < cookie["max-age"] <= 24 * 3600
    assert "4391" not in cookie.value
    assert len(cookie.value) < 1000
    visit.open("results/")
    assert "answers" not in visit.page.cookies


@languages
@pytest.mark.parametrize("page", ["check/", "results/"])
def test_answers_can_be_deleted(page: str, language: str) -> None:
    visit = Visit(language).holding()
    form = visit.read(page).one("//form[.delete]")
    assert form.get("action") == visit.address("delete-answers/")
    visit.post("delete-answers/", {}, page=page)
    assert location(visit) == "delete-answers/"
    assert visit.held == {}
    assert visit.read("delete-answers/").texts("//h1") == [
        visit.says("Your answers are deleted"),
    ]


def test_reading_the_delete_page_deletes_nothing() -> None:
    visit = Visit().holding()
    visit.read("delete-answers/")
    assert visit.held == STORED


@languages
def test_a_form_without_its_token_is_refused_and_nothing_is_lost(language: str) -> None:
    visit = Visit(language).holding()
    path = visit.address("questions/age/")
    page = Page(visit.client.post(path, {"age": "50"}))
    assert page.status == 403
    assert page.text("//h1") == visit.says("This page has expired")
    assert page.tree.get("lang").lower() == language
    assert visit.held == STORED


def test_nothing_that_was_answered_is_in_an_address() -> None:
    visit = Visit().answer_all(diet_calcium=4391, sun_minutes=NOT_SURE)
    visit.open("results/", follow=True)
    assert "4391" not in str(visit.page.redirect_chain) + visit.page.request["PATH_INFO"]


# The table under the visitor's feet


def publish(change: Callable[[Any], None]) -> int:
    """Copy the live edition to a draft, change its rows and publish it; its number."""
    live = Edition.objects.get(status="live")
    draft = editions.copy_to_draft(live, "editor")
    for row in draft.rows.all():
        change(row)
        row.save()
    draft.refresh_from_db()
    made = {"changes": draft.changes, "instead_of": live.number, "note": "", "by": "editor"}
    number: int = editions.publish(draft.pk, **made).number
    catalogue.forget()
    return number


def withdraw() -> None:
    force(Edition.objects.filter(status="live"), status="retired")


@languages
def test_a_published_change_shows_in_the_next_result_which_names_the_edition(language: str) -> None:
    early = Visit(language).holding(diet_calcium="not-sure")
    before = early.results()
    assert before.amount("calcium") == ("diet-unknown", 300, 500)

    def change(row: Any) -> None:
        if row.code == "adults":
            row.calcium_supplement_max_mg, row.k2_max_ug = 450, 111

    edition = publish(change)
    after = early.results()
    assert after.amount("calcium") == ("diet-unknown", 300, 450)
    assert after.amount("k2")[2] == 111
    assert int(after.main["data-edition"]) == edition == int(before.main["data-edition"]) + 1
    assert Page(early.page).all(f"//section[.more]/p[.quiet][contains(., '{edition}')]")
    assert early.read("reference/").one("//main").get("data-edition") == str(edition)
    assert early.results().of("d3") == before.of("d3")


def test_a_published_change_may_open_a_question() -> None:
    visit = Visit().holding(age=70, menopause=None)

    def change(row: Any) -> None:
        if row.code == "postmenopausal":
            row.age_to = 75

    publish(change)
    visit.open("results/")
    assert location(visit) == "questions/menopause/"


def test_a_draft_is_seen_by_no_visitor() -> None:
    draft = editions.copy_to_draft(Edition.objects.get(status="live"), "editor")
    row = draft.rows.get(code="adults")
    row.k1_max_ug = 149
    row.save()
    assert Visit().holding().results().amount("k1") == ("range", 80, 150)


NEEDS_A_TABLE = [*(f"questions/{slug}/" for slug in SLUGS), "check/", "results/", "reference/"]


@languages
@pytest.mark.parametrize("path", [*NEEDS_A_TABLE, "reference.csv"])
def test_without_a_published_table_answers_wait(path: str, language: str) -> None:
    visit = Visit(language).holding()
    withdraw()
    page = Page(visit.open(path))
    assert (page.status, visit.page.headers["Retry-After"]) == (503, "30")
    assert page.text("//h1") == visit.says("Not available at the moment")
    assert visit.held == STORED
    assert visit.open("").status_code == 200
    assert Page(visit.page).all("//a[.is-start]") == []
    publish_again()
    assert visit.open(path).status_code == 200


def publish_again() -> None:
    force(Edition.objects.filter(status="retired"), status="live")


def test_without_a_database_answers_wait_and_it_recovers_by_itself() -> None:
    visit = Visit().holding()

    def gone(*args: Any) -> None:
        raise OperationalError("gone")

    with connection.execute_wrapper(gone):
        for path in ("results/", "reference/"):
            assert visit.open(path).status_code == 503
        for path in ("", "evidence/", "about/"):
            assert visit.open(path).status_code == 200
    assert visit.held == STORED
    assert visit.results().amount("calcium") == ("range", 300, 500)


def test_a_crash_shows_no_answer_and_loses_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    visit = Visit(client=Client(raise_request_exception=False)).holding(diet_calcium=4391)
    monkeypatch.setattr("recommender.views.results.result_page", crash)
    page = visit.open("results/")
    assert page.status_code == 500
    assert "4391" not in page.content.decode()
    assert visit.held["diet_calcium"] == 4391


@pytest.mark.parametrize("missing", [field for step in STEPS for field in step.fields])
def test_a_question_answered_in_part_is_asked_again(missing: str) -> None:
    """As in a cookie of the days before a box was added."""
    visit = Visit().holding(**{missing: None})
    slug = next(slug for slug, fields in FIELDS.items() if missing in fields)
    for path in ("check/", "results/"):
        visit.open(path)
        assert location(visit) == f"questions/{slug}/", path
