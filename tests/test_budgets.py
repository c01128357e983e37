"""What a page may cost, in what can be counted: queries, bytes, calls. Times are `make bench`'s."""

import cProfile
import gzip
import pstats
from pathlib import Path

import pytest
from django.test import Client

from recommender import catalogue
from tests.support import grow
from tests.support.people import LANGUAGES
from tests.support.visitor import Visit

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parent.parent
KB = 1000
QUESTIONS = ("age", "menopause", "diet-calcium", "sun", "supplements", "cautions")
QUESTION_PAGES = tuple(f"questions/{slug}/" for slug in QUESTIONS)
WITHOUT_QUERY = (
    "",
    *QUESTION_PAGES,
    "questions/diet-calcium/estimate/",
    "questions/diet-calcium/quick/",
    "questions/supplements/bottle/",
    "check/",
    "evidence/",
    "about/",
)
ONE_QUERY = ("results/", "results/why/", "results/card/", "reference/", "reference.csv")


@pytest.fixture(params=LANGUAGES)
def visit(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """A visitor who has answered everything, in a process that has read the catalogue."""
    visit = Visit(request.param)
    visit.answer_all(menopause="no", supplements={"calcium": 300})
    monkeypatch.setattr(catalogue, "FRESH_FOR_SECONDS", 3600.0)
    catalogue.live()
    return visit


# Queries


@pytest.mark.parametrize("path", WITHOUT_QUERY)
def test_page_asks_nothing_of_the_database(visit, path, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert visit.open(path).status_code == 200


def test_an_answer_asks_nothing_of_the_database(visit, django_assert_num_queries):
    with django_assert_num_queries(0):
        visit.post("questions/age/", {"age": "50"})
    assert visit.page.status_code == 302


@pytest.mark.parametrize("path", ONE_QUERY)
def test_page_asks_only_whether_anything_changed(visit, path, django_assert_num_queries):
    with django_assert_num_queries(1) as queries:
        assert visit.open(path).status_code == 200
    assert "recommender_edition" in queries[0]["sql"]


def test_after_a_second_any_page_asks_once(visit, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(catalogue, "FRESH_FOR_SECONDS", 0.0)
    with django_assert_num_queries(1):
        visit.open("check/")


# Bytes, compressed as they are sent


def sent(visit: Visit, path: str) -> int:
    response = visit.client.get(visit.address(path), headers={"accept-encoding": "gzip"})
    assert response.status_code == 200
    assert response["Content-Encoding"] == "gzip"
    return len(response.content)


def packed(pattern: str) -> int:
    files = sorted(ROOT.glob(f"static/{pattern}"))
    assert files
    return sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in files)


@pytest.mark.parametrize("path", ["", *QUESTION_PAGES])
def test_first_view_fits_the_first_round_trip(visit, path):
    assert sent(visit, path) + packed("css/*.css") <= 14 * KB


def test_results_and_what_they_need_stay_small(visit):
    assert sent(visit, "results/") <= 20 * KB
    assert packed("css/*.css") <= 8 * KB
    assert packed("js/*.js") <= 3 * KB


# Calls: what cProfile counts hardly varies, so that a page that has grown dear is seen


def calls(client: Client, address: str) -> int:
    """Function calls of one request, the second of its kind in this process."""
    client.get(address)
    profile = cProfile.Profile()
    with profile:
        assert client.get(address).status_code == 200
    return pstats.Stats(profile).total_calls


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("", 3_500),
        ("check/", 4_700),
        ("results/", 10_800),
        ("results/why/", 9_200),
        ("results/card/", 47_000),
        ("reference/", 27_000),
        ("questions/cautions/", 11_200),
        ("questions/diet-calcium/estimate/", 57_000),
        ("questions/diet-calcium/quick/", 12_800),
        ("questions/supplements/bottle/?bottle=1", 17_800),
    ],
)
def test_page_does_not_grow_dear(visit, path, most):
    assert calls(visit.client, visit.address(path)) <= most


def test_a_first_page_costs_next_to_nothing():
    assert calls(Client(), "/en/") <= 1_300
    assert calls(Client(), "/en/questions/age/") <= 2_000


@pytest.mark.parametrize(
    ("grown", "count"), [("rows", 500), ("foods", 400), ("editions", 100)], ids=str
)
def test_results_cost_the_same_in_a_large_installation(visit, grown, count):
    before = calls(visit.client, visit.address("results/"))
    grow.grow(grown, count)
    assert calls(visit.client, visit.address("results/")) <= 1.2 * before
