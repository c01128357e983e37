"""What holds on every public page: titles, structure, methods, error pages, caching."""

import csv
import io
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client

from recommender import data
from recommender.models import Authority, Edition, Food, OfficialValue, ReferenceRow
from tests.support.people import LANGUAGES, STORED

from .support.builders import force
from .support.visitor import Page, Visit, token_of

pytestmark = pytest.mark.django_db

languages = pytest.mark.parametrize("language", LANGUAGES)

SLUGS = ["age", "menopause", "diet-calcium", "sun", "supplements", "cautions"]
ESTIMATE = "questions/diet-calcium/estimate/"
OPEN = ["", "reference/", "evidence/", "about/", "delete-answers/"]
CLOSED = [*(f"questions/{slug}/" for slug in SLUGS), ESTIMATE, ESTIMATE + "sum/"]
CLOSED += ["check/", "results/"]
EVERY_PAGE = [*OPEN, *CLOSED, "too-young/"]
TAKE_NOTHING = [*OPEN[:-1], ESTIMATE + "sum/", "check/", "results/", "too-young/"]


def full(language: str, path: str) -> Visit:
    """A visitor who may open this page."""
    servings = {"whole-milk": "7", "egg": "0.5"}
    return Visit(language).holding(servings=servings, age=3 if path == "too-young/" else 40)


@languages
def test_every_page_has_a_title_of_its_own_and_one_h1(language: str) -> None:
    titles, headings = {}, {}
    for path in EVERY_PAGE:
        page = full(language, path).read(path)
        titles[page.title] = path
        headings[page.text("//h1")] = path
        assert page.title.endswith(Visit(language).says("Bone Team")), path
    assert len(titles) == len(headings) == len(EVERY_PAGE)


@languages
@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_page_is_well_built(path: str, language: str) -> None:
    page = full(language, path).read(path)
    assert page.tree.get("lang") == {"zh-hant": "zh-Hant", "en": "en"}[language]
    assert len(page.ids) == len(set(page.ids))
    named = "//@aria-describedby | //@aria-labelledby | //label/@for"
    assert set(" ".join(page.all(named)).split()) <= set(page.ids)
    within = {link[1:] for link in page.all("//a/@href") if link.startswith("#")}
    assert {"main"} <= within <= set(page.ids)
    levels = [int(heading.tag[1]) for heading in page.all("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.all("//*[@style or @onclick]") == []
    assert page.all("//script[not(@src)] | //style | //@placeholder") == []
    assert all(source.startswith("/static/") for source in page.all("//script/@src | //img/@src"))
    assert [form for form in page.all("//form") if form.get("method") != "post"] == []
    boxes = page.all("//input[@type='text' or @type='radio' or @type='checkbox'] | //select")
    labelled = set(page.all("//label/@for"))
    assert [box.get("id") for box in boxes if box.get("id") not in labelled] == []


@languages
@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_link_of_ours_leads_somewhere(path: str, language: str) -> None:
    visit = full(language, path)
    page = visit.read(path)
    ours = {link for link in page.all("//a/@href") if link.startswith("/")}
    for link in sorted(ours):
        assert visit.client.get(link).status_code == 200, link


@pytest.mark.parametrize("path", CLOSED)
def test_a_question_or_result_has_a_back_link_before_main(path: str) -> None:
    page = full("en", path).read(path)
    assert len(page.all("//a[.back]")) == 1
    assert page.all("//main//a[.back]") == []


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_head_says_what_get_says_without_a_body(path: str) -> None:
    visit = full("en", path)
    got, headed = visit.open(path), visit.client.head(visit.address(path))
    assert (headed.status_code, headed.content) == (200, b"")
    assert headed.headers["Cache-Control"] == got.headers["Cache-Control"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "NONSENSE"])
@pytest.mark.parametrize("path", [*EVERY_PAGE, "reference.csv", "results/bottle/"])
def test_other_methods_are_refused(path: str, method: str) -> None:
    response = full("en", path).client.generic(method, f"/en/{path}")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize("path", TAKE_NOTHING)
def test_pages_that_take_nothing_refuse_a_post(path: str) -> None:
    visit = Visit(client=Client()).holding(
        servings={"1": "7"}, age=3 if path == "too-young/" else 40
    )
    response = visit.client.post(f"/en/{path}", {"age": "5"})
    assert response.status_code == 405
    assert visit.held["diet_calcium"] == STORED["diet_calcium"]


@pytest.mark.parametrize("path", ["", "evidence/", "about/"])
def test_pages_without_answers_may_be_cached_and_set_no_cookie(path: str) -> None:
    response = Visit().open(path)
    assert response.headers["Cache-Control"].startswith("public")
    assert not response.cookies


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("held", "where", "says"),
    [
        ({}, "results/", "Back to my results"),
        ({"cautions": None}, "check/", "Go on with my answers"),
    ],
)
def test_the_start_page_leads_back_while_answers_last(
    held: dict[str, Any], where: str, says: str, language: str
) -> None:
    visit = Visit(language).holding(**held)
    page = visit.read("")
    assert page.text("//a[.is-start]") == visit.says(says)
    assert page.one("//a[.is-start]").get("href") == visit.address(where)
    assert visit.page.headers["Cache-Control"] == "no-store"
    sent = {"csrfmiddlewaretoken": token_of(visit.page.content.decode())}
    visit.client.post(visit.address("delete-answers/"), sent)
    assert visit.read("").one("//a[.is-start]").get("href") == visit.address("questions/age/")
    assert "Cookie" in visit.page.headers["Vary"]


@pytest.mark.parametrize("path", [*CLOSED, "too-young/", "reference/", "delete-answers/"])
def test_pages_with_answers_are_never_stored(path: str) -> None:
    assert full("en", path).open(path).headers["Cache-Control"] == "no-store"


# Error pages (standards §1.16)

ELSEWHERE = {"host": "elsewhere.example"}
NOWHERE = [
    "nowhere/",
    "questions/",
    "questions/weight/",
    "questions/age/more/",
    "questions/%ED%A0%80/",
    "%00/",
    "reference.xlsx",
    "check/../../x/",
]
KEPT = "Answers you gave before are kept in your browser."
KEPT_AND_NOT_STORED = (
    "Answers you gave before are kept in your browser; what was sent just now was not stored."
)


@languages
@pytest.mark.parametrize("path", NOWHERE)
def test_a_missing_page_is_missed_in_the_visitor_s_language(path: str, language: str) -> None:
    visit = Visit(language).holding()
    check_error(visit, visit.open(path), 404, "Page not found")


@languages
@pytest.mark.parametrize(
    ("status", "title", "provoke"),
    [
        pytest.param(
            400,
            "That did not arrive whole",
            lambda visit, path: visit.client.post(path, {"age": "9" * 70_000}),
            id="too large",
        ),
        pytest.param(
            400,
            "That did not arrive whole",
            lambda visit, path: visit.client.generic(
                "POST", path, b"x", content_type="multipart/form-data"
            ),
            id="broken",
        ),
        pytest.param(
            400,
            "That did not arrive whole",
            lambda visit, path: visit.client.get(path, headers=ELSEWHERE),
            id="foreign host",
        ),
        pytest.param(
            403,
            "This page has expired",
            lambda visit, path: visit.client.post(path, {"age": "50"}),
            id="no token",
        ),
    ],
)
def test_a_refusal_says_what_became_of_the_answers(
    status: int, title: str, provoke: Any, language: str
) -> None:
    csrf = status == 403
    visit = Visit(language, Client(enforce_csrf_checks=csrf)).holding()
    check_error(visit, provoke(visit, visit.address("questions/age/")), status, title)


@languages
def test_a_crash_says_what_became_of_the_answers(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    visit = Visit(language, Client(raise_request_exception=False)).holding()
    monkeypatch.setattr("recommender.views.results.recommend", crash)
    check_error(visit, visit.open("results/"), 500, "Something went wrong")


def check_error(visit: Visit, response: Any, status: int, title: str) -> None:
    page = Page(response)
    assert page.status == status
    assert page.text("//h1") == visit.says(title)
    assert page.title == f"{visit.says(title)} – {visit.says('Bone Team')}"
    assert page.tree.get("lang").lower() == visit.language
    kept = KEPT_AND_NOT_STORED if response.wsgi_request.method == "POST" else KEPT
    assert visit.says(kept) in page.texts("//main/p")
    assert page.all(f"//main//a[@href='/{visit.language}/']") != []
    assert response.headers["Cache-Control"] == "no-store"
    assert visit.held == STORED


# Start, reference table, evidence, about


@languages
def test_the_start_says_what_it_is_and_what_is_kept(language: str) -> None:
    page = Visit(language).read("")
    assert len(page.all("//ul[.facts]/li")) >= 3
    assert len(page.all("//ul[.cast]/li[b and span and svg]")) == 4
    assert page.texts("//main//form") == []


@languages
@pytest.mark.parametrize(
    ("held", "row", "columns"),
    [
        pytest.param({}, 2, [0, 1, 2, 4, 5], id="adult, little sun"),
        pytest.param({"sun_minutes": 15}, 2, [0, 1, 3, 4, 5], id="adult, enough sun"),
        pytest.param({"age": 55, "menopause": "yes"}, 3, [0, 1, 2, 4, 5], id="postmenopausal"),
    ],
)
def test_the_visitor_s_row_and_columns_are_marked(
    held: dict[str, Any], row: int, columns: list[int], language: str
) -> None:
    page = Visit(language).holding(**held).read("reference/")
    rows = page.all("//table[.reference]/tbody/tr")
    assert [number for number, each in enumerate(rows) if each.get("class") == "yours"] == [row]
    cells = rows[row].findall("td")[1:]
    assert [number for number, each in enumerate(cells) if each.get("class") == "yours"] == columns


def test_the_table_is_public_without_answers() -> None:
    page = Visit().read("reference/")
    assert page.all("//*[.yours]") == []
    cells = page.texts("//table[.reference]/tbody/tr[3]/td")
    assert cells[1:] == ["1,000–1,200", "300–500", "800–1,500", "400–600", "75–150", "80–150"]


def test_half_an_answer_marks_nothing() -> None:
    page = Visit().holding(cautions=None).read("reference/")
    assert page.all("//*[.yours]") == []


@languages
def test_the_csv_is_the_shipped_table(language: str) -> None:
    response = Visit(language).open("reference.csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert lines == data.read("reference_table.csv")


def test_a_label_in_the_csv_is_no_formula() -> None:
    force(ReferenceRow.objects.filter(code="adults"), label_en="=HYPERLINK(1)")
    assert b"'=HYPERLINK(1)" in Visit().open("reference.csv").content


@languages
def test_an_editor_s_markup_is_text(language: str) -> None:
    force(ReferenceRow.objects.all(), label_en="<u>A</u>", label_zh_hant="<u>甲</u>")
    force(Edition.objects.all(), source_en="<u>n</u>", source_zh_hant="<u>s</u>")
    visit = Visit(language).holding()
    for path in ("results/why/", "reference/"):
        page = visit.read(path)
        assert page.all("//u") == []
        assert "<u>" in page.text("//main")


@languages
def test_every_claim_has_a_grade_and_a_source(language: str) -> None:
    page = Visit(language).read("evidence/")
    claims = page.all("//article[.claim]")
    assert len(claims) >= 10
    for claim in claims:
        assert len(claim.xpath("./h2/*[contains(@class, 'grade ')]")) == 1
        assert all(link.startswith("https://") for link in claim.xpath(".//p/a/@href"))
        assert claim.xpath(".//p/a/@href") != []


@languages
def test_about_tells_of_privacy_accessibility_and_the_licence_of_the_data(language: str) -> None:
    page = Visit(language).read("about/")
    assert {"privacy", "accessibility", "food-data"} <= set(page.ids)
    assert "https://data.gov.tw/license" in page.all("//a/@href")
    assert "食品營養成分資料庫" in page.text("//main")


def test_probes_tell_process_and_table_apart() -> None:
    client = Client()
    assert client.get("/healthz").status_code == client.get("/readyz").status_code == 200
    force(Edition.objects.filter(status="live"), status="retired")
    assert (client.get("/healthz").status_code, client.get("/readyz").status_code) == (200, 503)


MARKUP = "<b onclick='x'>&amp;\"{{ 7 * 7 }}"


@languages
@pytest.mark.parametrize("path", ["results/", "reference/", ESTIMATE, ESTIMATE + "sum/"])
def test_an_editor_s_words_are_text_and_never_markup(path: str, language: str) -> None:
    """Past the desk's own checks, as a restored backup could bring them."""
    for row in ReferenceRow.objects.all():
        row_label = f"{MARKUP} {row.pk}"
        one = ReferenceRow.objects.filter(pk=row.pk)
        force(one, label_en=row_label, label_zh_hant=row_label)
    for food in Food.objects.all():
        name = f"{MARKUP} {food.pk}"
        force(
            Food.objects.filter(pk=food.pk),
            name_en=name,
            name_zh_hant=name,
            serving_en=MARKUP,
            serving_zh_hant=MARKUP,
        )
    force(OfficialValue.objects.all(), source_title=MARKUP)
    force(Authority.objects.all(), short_en=MARKUP, short_zh_hant=MARKUP)
    page = full(language, path).read(path)
    assert page.all("//*[@onclick]") == []
    assert MARKUP in page.text("//main")


GRADES = {
    "established": {"en": "well established", "zh-hant": "證據充分"},
    "supported": {"en": "supported", "zh-hant": "有研究支持"},
    "mixed": {"en": "mixed", "zh-hant": "研究結果不一"},
    "not-established": {"en": "not established", "zh-hant": "尚未證實"},
    "refuted": {"en": "refuted", "zh-hant": "已被否定"},
}


@languages
@pytest.mark.parametrize("path", ["evidence/", "results/"])
def test_each_grade_has_one_word_wherever_it_stands(path: str, language: str) -> None:
    page = full(language, path).read(path)
    said = {
        (mark.get("class").removeprefix("grade is-"), mark.text)
        for mark in page.all("//span[.grade]")
    }
    assert said <= {(grade, words[language]) for grade, words in GRADES.items()}
    assert {"established", "mixed", "not-established"} <= {grade for grade, _ in said}


@languages
def test_claims_that_trials_have_not_shown_are_graded_so(language: str) -> None:
    """The ones people are sold: arteries kept free, and bone protected by vitamin K."""
    visit = Visit(language)
    page = visit.read("evidence/")
    for claim, grade in [
        ("K2 keeps arteries free of calcium.", "not-established"),
        ("K2 (MK-7) supplements protect bone.", "mixed"),
        ("K1 supplements protect bone.", "mixed"),
        ("By itself, that lowers fractures little or not at all.", "supported"),
    ]:
        heading = f"//article/h2[contains(., '{visit.says(claim)}')]"
        assert page.all(f"{heading}/span/@class") == [f"grade is-{grade}"], claim
