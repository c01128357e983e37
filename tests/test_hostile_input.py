"""Whatever is sent, wherever: an answer in words or a refusal, never a server error.

`make test` tries a few hundred requests, `make fuzz` many thousands (FUZZ_EXAMPLES for each test).
"""

import os
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommender import answers as sealed
from recommender import catalogue
from recommender.editions import copy_to_draft
from recommender.forms.bottles import BottleForm
from recommender.forms.tools import LabelForm, WhatIfForm
from recommender.journey import STEPS
from recommender.models import CONTENT, Edition

from .support import hostile
from .support.visitor import Visit

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "40"))
fuzz = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
FINE = {200, 302, 400, 403, 404, 405, 413, 422}
SERVINGS = ["food-1", "food-2", "food-99999999999999999999", "food-x", "food-"]
QUESTIONS = {f"questions/{step.slug}/": list(step.fields) for step in STEPS}
CARDS = ["quick-milk", "quick-tofu", "quick-greens-west", "quick-x", "region"]
BOTTLE = [*BottleForm.base_fields, "ask-d3", "asked-d3", "ask-tablets", "asked-tablets", "another"]
FORMS = QUESTIONS | {
    "questions/diet-calcium/quick/": CARDS,
    "questions/supplements/bottle/": BOTTLE,
    "questions/supplements/bottle/?bottle=1": BOTTLE,
    "questions/supplements/bottle/?bottle=9": BOTTLE,
    "questions/supplements/bottle/remove/?bottle=1": [],
    "questions/diet-calcium/estimate/": SERVINGS,
    "questions/diet-calcium/estimate/sum/": SERVINGS,
    "results/bottle/": list(LabelForm.base_fields),
    "results/what-if/": list(WhatIfForm.base_fields),
    "delete-answers/": [],
    "check/": ["age"],
}
PAGES = ["", "check/", "results/", "reference/", "reference.csv", "evidence/", "about/", *QUESTIONS]
LANGUAGES = st.sampled_from(["zh-hant", "en"])


@pytest.fixture
def visitor(db: None) -> Client:
    """Somebody with every question answered, whose posts need no token."""
    client = Client(raise_request_exception=False)
    return Visit("en", client).answer_all(supplements={"calcium": 300}).client


@pytest.fixture
def editor(db: None) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(
        User.objects.create_superuser("root"), "django.contrib.auth.backends.ModelBackend"
    )
    return client


@pytest.fixture
def draft(db: None) -> Edition:
    return copy_to_draft(Edition.objects.get(status="live"), by="root")


def sent(client: Client, path: str, kind: str, body: bytes) -> Any:
    """From a page shown for the visitor's own answers, as far as the body has fields at all."""
    if "?" in path:  # decoded by the named codec in the test client's own request, not in ours
        kind = kind.partition("; charset")[0]
    if kind == hostile.FORM and path.startswith(("/en/", "/zh-hant/")):
        body += b"&shown_for=" + sealed.digest(Visit("en", client).held).encode()
    return client.generic("POST", path, body, content_type=kind)


def test_every_public_form_is_here(visitor: Client) -> None:
    targets = {f"/en/{path}" for path in FORMS}
    for path in PAGES:
        text = visitor.get(f"/en/{path}").content.decode()
        for form in re.findall(r"<form\b[^>]*>", text):
            action = re.search(r'action="([^"#]*)', form)
            assert (action[1] if action else f"/en/{path}") in targets


@pytest.mark.parametrize("path", FORMS)
@fuzz
@given(st.data(), LANGUAGES)
def test_posts(visitor: Client, path: str, data: st.DataObject, language: str) -> None:
    before = visitor.cookies["answers"].value
    kind, body = data.draw(hostile.bodies(FORMS[path]))
    response = sent(visitor, f"/{language}/{path}", kind, body)
    assert response.status_code in FINE
    if response.status_code == 422:
        assert "answers" not in response.cookies, "a mistake takes nothing away"
        text = response.content.decode()
        assert "<script>alert" not in text
        assert " onfocus=alert" not in text.replace("&#39; onfocus=alert", "")
    visitor.cookies["answers"] = before


@pytest.mark.parametrize("path", FORMS)
def test_nasty_texts(visitor: Client, path: str) -> None:
    """In every field at once, in one field alone, and there twice."""
    before = visitor.cookies["answers"].value
    names = FORMS[path] or ["x"]
    wrong = {}
    for nasty, text in hostile.NASTY.items():
        one = (names[0], text)
        for fields in ([(name, text) for name in names], [one], [one, (names[0], "1")]):
            response = sent(visitor, f"/en/{path}", hostile.FORM, hostile.urlencoded(fields))
            if response.status_code not in FINE:
                wrong[nasty] = response.status_code
            visitor.cookies["answers"] = before
    assert wrong == {}


@fuzz
@given(hostile.cookies, st.sampled_from(PAGES), LANGUAGES)
def test_cookies(db: None, cookie: str, path: str, language: str) -> None:
    client = Client(raise_request_exception=False)
    headers = {"cookie": f"answers={cookie}; csrftoken={cookie}; sessionid={cookie}"}
    response = client.get(f"/{language}/{path}", headers=headers)
    assert response.status_code in {200, 302}


@fuzz
@given(hostile.texts, hostile.texts, st.sampled_from(PAGES))
def test_addresses(db: None, visitor: Client, path: str, query: str, page: str) -> None:
    raw = {"PATH_INFO": latin(f"/en/{path}"), "QUERY_STRING": latin(query)}
    assert visitor.generic("GET", "/", **raw).status_code in {*FINE, 301}
    raw["PATH_INFO"] = f"/en/{page}"
    assert visitor.generic("GET", "/", **raw).status_code in {200, 302}


HEADERS = [
    *("accept-encoding", "accept-language", "content-type", "host", "if-modified-since"),
    *("if-none-match", "origin", "range", "referer", "user-agent"),
    *("x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"),
]


@fuzz
@given(st.dictionaries(st.sampled_from(HEADERS), hostile.texts, max_size=5))
def test_headers(db: None, visitor: Client, headers: dict[str, str]) -> None:
    raw = {name: latin(text) for name, text in headers.items()}
    response = visitor.get("/zh-hant/results/", headers=raw)
    assert response.status_code in {200, 302, 400}


def latin(text: str) -> str:
    """Bytes as a web server hands them over."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


CELLS = ["age_from", "age_to", "menopause", "label_en", "k1_min_ug", "DELETE", "id"]
MANAGEMENT = ["rows-TOTAL_FORMS", "rows-INITIAL_FORMS", "rows-MIN_NUM_FORMS", "rows-MAX_NUM_FORMS"]
GRID = [
    *MANAGEMENT,
    *(f"rows-{row}-{cell}" for row in ("0", "4", "5", "__prefix__") for cell in CELLS),
    *("enough_sun_minutes", "source", "note", "changes", "_preview", "_save", "instead_of"),
]


def live_is_sound() -> bool:
    catalogue.forget()
    return bool(catalogue.live(fresh=True).table.rows)


@fuzz
@given(hostile.bodies(GRID), st.sampled_from(["change", "publish", "import", "answers"]))
def test_the_editor_s_grid(
    editor: Client, draft: Edition, body: tuple[str, bytes], page: str
) -> None:
    desk = f"/admin/recommender/edition/{draft.pk}/{page}/"
    assert sent(editor, desk, *body).status_code in FINE
    assert live_is_sound()


COLUMNS = (
    "code,label_en,label_zh_hant,age_from,age_to,menopause,calcium_total_min_mg,"
    "calcium_total_max_mg,calcium_supplement_min_mg,calcium_supplement_max_mg,"
    "d3_little_sun_min_iu,d3_little_sun_max_iu,d3_enough_sun_min_iu,d3_enough_sun_max_iu,"
    "k2_min_ug,k2_max_ug,k1_min_ug,k1_max_ug"
)
cells = hostile.texts.map(lambda text: '"' + text.replace('"', '""') + '"') | st.integers(
    0, 2000
).map(str)
lines = st.lists(cells, min_size=17, max_size=19).map(",".join)
sheets = st.lists(lines, max_size=5).map(lambda rows: "\n".join([COLUMNS, *rows])).map(
    lambda text: text.encode("utf-8", "surrogatepass")
) | st.binary(max_size=300)


@fuzz
@given(sheets, st.sampled_from([kind._meta.model_name for kind in CONTENT]))
def test_csv_files(editor: Client, draft: Edition, file: bytes, model: str) -> None:
    page = f"{model}/import/?edition={draft.pk}"
    if model == "referencerow":
        page = f"edition/{draft.pk}/import/"
    uploaded = {"file": SimpleUploadedFile("sheet.csv", file), "revision": draft.revision}
    response = editor.post(f"/admin/recommender/{page}", uploaded)
    assert response.status_code in FINE
    assert live_is_sound()


@fuzz
@given(hostile.bodies(["username", "password", "next", "language"]))
def test_doors_of_the_desk(db: None, body: tuple[str, bytes]) -> None:
    client = Client(raise_request_exception=False)
    for path in (reverse("admin:login"), reverse("admin-language")):
        assert sent(client, path, *body).status_code in {*FINE, 429}
