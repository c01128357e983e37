"""Every question page, in both languages (standards §1): one set of tests over STEPS."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommender.domain.nutrients import Nutrient
from recommender.forms.bottles import BottleForm
from recommender.forms.estimate import EstimateForm
from recommender.forms.fields import AmountField
from recommender.forms.questions import AgeForm
from recommender.forms.tools import LabelForm, WhatIfForm
from recommender.journey import STEPS, Step
from tests.support.people import LANGUAGES

from .support.builders import a_food
from .support.visitor import Page, Visit, words_of

pytestmark = pytest.mark.django_db

steps = pytest.mark.parametrize("step", STEPS, ids=lambda step: step.slug)
languages = pytest.mark.parametrize("language", LANGUAGES)

AMOUNTS = [
    (step, name)
    for step in STEPS
    for name, field in step.form.base_fields.items()
    if isinstance(field, AmountField)
]
RIGHT: dict[str, dict[str, Any]] = {
    "age": {"age": "41"},
    "menopause": {"menopause": "yes"},
    "diet-calcium": {"diet_calcium": "750"},
    "sun": {"sun_minutes": "20"},
    "supplements": {"takes": "dont-know"},
    "cautions": {"cautions": ["levothyroxine"]},
}
WRONG: dict[str, dict[str, Any]] = {
    "age": {"age": "old"},
    "menopause": {},
    "diet-calcium": {"diet_calcium": "some"},
    "sun": {"sun_minutes": "a bit"},
    "supplements": {},
    "cautions": {},
}


def before(step: Step, language: str = "en") -> Visit:
    """A visitor who has answered everything before this step, and nothing of it or after it."""
    later = STEPS[STEPS.index(step) :]
    return Visit(language).holding(**{field: None for each in later for field in each.fields})


def address(step: Step) -> str:
    return f"questions/{step.slug}/"


def back_of(step: Step) -> str:
    place = STEPS.index(step)
    return f"questions/{STEPS[place - 1].slug}/" if place else ""


def mistaken(step: Step, language: str = "en") -> Page:
    return Page(before(step, language).post(address(step), WRONG[step.slug]))


@languages
@steps
def test_the_question_is_the_only_h1_and_the_title(step: Step, language: str) -> None:
    visit = before(step, language)
    page = visit.read(address(step))
    with translation.override(language):
        question = str(step.form.title)
    assert page.texts("//h1") == [question]
    assert page.texts("//legend/h1 | //h1/label") == [question]
    assert page.title == f"{question} – {visit.says('Bone Team')}"
    if (label := page.all("//h1/label")) != []:
        assert page.by_id(label[0].get("for")).tag == "input"


@languages
def test_no_two_questions_share_a_title(language: str) -> None:
    titles = {before(step, language).read(address(step)).title for step in STEPS}
    assert len(titles) == len(STEPS)


@languages
@steps
def test_back_leads_to_the_page_before_on_this_visitor_s_path(step: Step, language: str) -> None:
    visit = before(step, language)
    page = visit.read(address(step))
    assert page.one("//a[.back]").get("href") == visit.address(back_of(step))
    assert page.all("//a[.back]/following::main") != []
    assert page.text("//a[.back]") == visit.says("Back")


def test_back_leaves_out_a_question_that_is_not_asked() -> None:
    page = Visit().holding(age=70, menopause=None).read("questions/diet-calcium/")
    assert page.one("//a[.back]").get("href") == "/en/questions/age/"


@languages
@steps
def test_the_button_says_continue(step: Step, language: str) -> None:
    visit = before(step, language)
    page = visit.read(address(step))
    buttons = page.texts("//main//button")
    assert buttons[0] == visit.says("Continue")
    unsure = page.all("//button[@name='not_sure']")
    assert [button.get("value") for button in unsure] == ["1"] * bool(step.form.not_sure)
    assert len(buttons) == 1 + len(unsure)


@steps
def test_nothing_is_filled_in_on_the_first_visit(step: Step) -> None:
    page = before(step).read(address(step))
    assert page.all("//main//input[@checked]") == []
    typed = page.all("//main//input[@type='text']")
    assert [box.get("value") for box in typed] == [None] * len(typed)


@languages
@steps
def test_the_saved_answer_is_there_on_return(step: Step, language: str) -> None:
    visit = before(step, language)
    visit.post(address(step), RIGHT[step.slug])
    page = visit.read(address(step))
    for field, value in RIGHT[step.slug].items():
        values = value if isinstance(value, list) else [value]
        held = page.all(f"//input[@name='{field}'][@checked or @type='text']")
        assert [box.get("value") for box in held] == values


@pytest.mark.parametrize(
    ("slug", "field"),
    [("menopause", "menopause"), ("diet-calcium", "diet_calcium"), ("sun", "sun_minutes")],
)
def test_not_sure_is_an_answer_and_never_zero(slug: str, field: str) -> None:
    visit = Visit().holding(**{field: None})
    sent = {"menopause": "not-sure"} if field == "menopause" else {"not_sure": "1", field: ""}
    visit.post(f"questions/{slug}/", sent)
    assert visit.page.status_code == 302
    assert visit.held[field] == "not-sure"
    assert visit.says("Not sure") in visit.read("check/").texts("//dd")


def test_not_sure_outweighs_what_is_still_in_the_box() -> None:
    visit = Visit().holding()
    visit.post("questions/sun/", {"not_sure": "1", "sun_minutes": "nonsense"})
    assert visit.held["sun_minutes"] == "not-sure"


@pytest.mark.parametrize("slug", ["age", "menopause", "supplements", "cautions"])
def test_the_second_button_cannot_be_forged_where_there_is_none(slug: str) -> None:
    visit = Visit().holding()
    assert visit.post(f"questions/{slug}/", {"not_sure": "1"} | WRONG[slug]).status_code == 422


@languages
@pytest.mark.parametrize(("step", "field"), AMOUNTS, ids=lambda it: getattr(it, "slug", it))
def test_a_number_is_typed_into_a_plain_box(step: Step, field: str, language: str) -> None:
    page = before(step, language).read(address(step))
    box = page.one(f"//input[@name='{field}']")
    assert (box.get("type"), box.get("inputmode"), box.get("autocomplete")) == (
        "text",
        "numeric",
        "off",
    )
    with translation.override(language):
        unit = str(step.form.base_fields[field].unit)  # type: ignore[attr-defined]
    assert words_of(box.getnext()) == unit
    label = page.text(f"//label[@for='{box.get('id')}']")
    assert unit in label or field == "age"


@languages
@steps
@pytest.mark.parametrize("state", ["clean", "mistaken"])
def test_forms_leave_checking_to_the_server(step: Step, language: str, state: str) -> None:
    visit = before(step, language)
    page = visit.read(address(step)) if state == "clean" else mistaken(step, language)
    forms = page.all("//form")
    assert [form.get("method") for form in forms] == ["post"]
    assert forms[0].get("novalidate") is not None
    assert page.all("//input[@type='number' or @type='range' or @placeholder or @required]") == []
    assert page.all("//*[@style or @onclick or @onsubmit]") == []
    assert len(page.ids) == len(set(page.ids))


@languages
@steps
def test_a_mistake_is_told_above_and_at_the_field(step: Step, language: str) -> None:
    visit = before(step, language)
    held = visit.held
    page = mistaken(step, language)
    assert page.status == 422
    assert page.title.startswith(visit.says("Error:") + " ")
    assert page.text("//div[.problems]/h2") == visit.says("There is a problem")
    assert page.all("//div[.problems]/following::h1") != []
    assert page.all("//h1/following::div[.problems]") == []
    assert page.problems
    for target, words in page.problems:
        box = page.by_id(target)
        assert box.tag == "input"
        assert box.get("type") != "hidden"
        assert page.all(f"//input[@name='{box.get('name')}']")[0] is box
        wrong = page.one(f"//*[.is-wrong][.//input[@id='{target}']]")
        assert words in [words_of(line) for line in wrong.xpath(".//ul/li")]
        assert box.get("aria-invalid") == "true"
        described = box.get("aria-describedby") or wrong.get("aria-describedby")
        at_field = " ".join(words_of(page.by_id(each)) for each in described.split())
        assert words in at_field
        with translation.override(language):
            hint = str(step.form.base_fields[box.get("name")].help_text)
        assert hint in at_field
    assert visit.held == held


@steps
def test_every_description_that_is_named_exists(step: Step) -> None:
    for page in (before(step).read(address(step)), mistaken(step)):
        named = " ".join(page.all("//@aria-describedby | //@aria-labelledby")).split()
        assert set(named) <= set(page.ids)


def test_what_was_typed_comes_back_as_it_was() -> None:
    typed = {
        "serving": "1",
        "calcium": "６００ pills",
        "d3": "<i>1</i>",
        "k2": "",
        "k1": "7",
        "tablets": "one",
        "times": "1",
    }
    visit = Visit().holding()
    page = Page(visit.post("questions/supplements/bottle/", typed))
    assert {
        box.get("name"): box.get("value") or "" for box in page.all("//input[.amount]")
    } == typed
    assert len(page.problems) == 3


def test_boxes_ticked_against_each_other_come_back_ticked() -> None:
    sent = {"cautions": ["none", "kidney-stones"]}
    page = Page(Visit().holding().post("questions/cautions/", sent))
    assert page.status == 422
    assert sorted(page.all("//input[@checked]/@value")) == ["kidney-stones", "none"]


NAMES = {
    "en": ["Calcium: ", "D3: ", "K2: ", "K1: "],
    "zh-hant": ["鈣：", "D3：", "K2：", "K1："],
}


@languages
@pytest.mark.parametrize("typed", ["some", "99999999"])
def test_words_for_one_box_of_several_begin_with_its_name(typed: str, language: str) -> None:
    boxes = [it.value for it in Nutrient]
    with translation.override(language):
        errors = BottleForm(dict.fromkeys(boxes, typed)).errors
        said = [str(errors[box][0]) for box in boxes]
    assert [words[: len(name)] for words, name in zip(said, NAMES[language], strict=True)] == (
        NAMES[language]
    )


BANNED = re.compile(r"\b(valid|invalid|required|field|please)\b|無效|欄位|必須|必填", re.IGNORECASE)


@languages
def test_words_for_mistakes_say_what_to_do(language: str) -> None:
    forms = [step.form() for step in STEPS] + [LabelForm(), WhatIfForm(), EstimateForm([a_food()])]
    with translation.override(language):
        said = {
            (name, code): str(message)
            for form in forms
            for name, field in form.fields.items()
            for code, message in field.error_messages.items()
            if code != "required" or field.required
        }
        said |= {
            ("supplements", str(number)): words
            for number, words in enumerate(_all_words_said_for_mistakes())
        }
    bad = {where: words for where, words in said.items() if BANNED.search(words)}
    assert bad == {}


DOUBTED = [
    {},
    {"d3": "20"},
    {"d3": "20 µg", "d3_unit": "IU"},
    {"d3": "10 µg (500 IU)"},
    {"tablets": "1-3", "calcium": "50"},
    {"calcium": "500 mg carbonate"},
    {"calcium": "1250"},
    {"calcium": "1.25"},
    {"d3": "50000 IU"},
    {"d3": "0.25 µg"},
    {"k2": "45 mg"},
]


def _all_words_said_for_mistakes() -> list[str]:
    """Those that only appear once a form is bound."""
    bound = [
        EstimateForm([a_food()], {}),
        *(BottleForm(typed) for typed in DOUBTED),
        BottleForm({"tablets": "20", "calcium": "5000", "serving": "", "k2": "x", "d3": "3 g"}),
        *(step.form(data) for step in STEPS for data in ({}, {"cautions": ["none", "x"]})),
    ]
    return [str(words) for form in bound for many in form.errors.values() for words in many]


@languages
@pytest.mark.parametrize("slug", ["menopause", "cautions"])
def test_a_posted_code_is_never_repeated(slug: str, language: str) -> None:
    visit = Visit(language).holding()
    visit.post(f"questions/{slug}/", {slug: ["made-up-4391"]})
    assert visit.page.status_code == 422
    assert "4391" not in visit.page.content.decode()


TYPED_TWICE = [
    ("1,000", 1000),
    ("１０００", 1000),
    (" 1000 ", 1000),
    ("1000 mg", 1000),
    ("1000毫克", 1000),
    ("1，000", 1000),
    ("650毫克", 650),
]


@languages
@pytest.mark.parametrize(("typed", "meant"), TYPED_TWICE)
def test_what_people_type_is_accepted(typed: str, meant: int, language: str) -> None:
    visit = Visit(language).holding(diet_calcium=None)
    visit.answer("diet_calcium", typed)
    assert (visit.page.status_code, visit.held["diet_calcium"]) == (302, meant)


# Bad input, each step (standards §5.5)

NASTY = {
    "html": "<script>alert(1)</script>",
    "template braces": "{{ request }}{% debug %}",
    "percent": "%s%(x)s%n",
    "nul": "5\x00",
    "digits": "9" * 5000,
    "long": "長" * 5000,
    "nan": "NaN",
    "minus zero": "−0",
    "minus": "-1",
    "exponent": "1e999",
    "arabic digits": "٥٥",
    "right to left": "\u202e55",
    "emoji": "🦴",
    "json": '{"age": 4}',
    "quotes": "\"'><",
    "lines": "5\r\n6",
    "sql": "1; DROP TABLE recommender_food",
}


@steps
@pytest.mark.parametrize("name", NASTY)
def test_nonsense_gets_words_and_nothing_is_lost(step: Step, name: str) -> None:
    visit = before(step)
    held = visit.held
    page = Page(visit.post(address(step), dict.fromkeys(step.fields, NASTY[name])))
    assert page.status == 422
    assert page.problems
    assert page.all("//main//script[not(@src)] | //main//b[not(parent::summary)]") == []
    assert visit.held == held


def multipart(value: bytes, field: str, head: str = "") -> bytes:
    disposition = f'--x\r\nContent-Disposition: form-data; name="{field}"{head}\r\n\r\n'
    return disposition.encode() + value + b"\r\n--x--\r\n"


FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
BODIES = {
    "missing": (FORM, lambda field: b""),
    "unknown field": (FORM, lambda field: b"other=1"),
    "repeated": (FORM, lambda field: f"{field}=x&{field}=y".encode()),
    "bad utf-8": (FORM, lambda field: f"{field}=%FF%FE".encode() + b"\xff"),
    "lone surrogate": (FORM, lambda field: f"{field}=%ED%A0%80".encode()),
    "nul in the name": (FORM, lambda field: f"{field}%00=5".encode()),
    "semicolons": (FORM, lambda field: f"{field};=5;;&&==".encode()),
    "json": ("application/json", lambda field: f'{{"{field}": 5}}'.encode()),
    "no type": ("", lambda field: f"{field}=5".encode()),
    "file": (PARTS, lambda field: multipart(b"5", field, '; filename="a.txt"')),
    "bytes in a part": (PARTS, lambda field: multipart(b"\xff\x00", field)),
    "broken multipart": (PARTS, lambda field: multipart(b"5", field)[:-20]),
    "no boundary": ("multipart/form-data", lambda field: multipart(b"5", field)),
    "part in utf-7": (PARTS + "; charset=utf-7", lambda field: multipart(b"+2AA-", field)),
    "escaped surrogate": (
        PARTS + "; charset=unicode_escape",
        lambda field: multipart(rb"\ud800", field),
    ),
    "not a text encoding": (PARTS + "; charset=hex", lambda field: multipart(b"5", field)),
    "other form encoding": (FORM + "; charset=utf-16", lambda field: f"{field}=5".encode()),
    "too many fields": (FORM, lambda field: b"&".join(b"a=1" for _ in range(6000))),
    "too large": (FORM, lambda field: field.encode() + b"=" + b"9" * 70_000),
}


@steps
@pytest.mark.parametrize("name", BODIES)
def test_a_broken_body_is_refused_and_nothing_is_lost(step: Step, name: str) -> None:
    visit = Visit(client=Client(raise_request_exception=False)).holding()
    held = visit.held
    content_type, body = BODIES[name]
    response = visit.client.generic(
        "POST", visit.address(address(step)), body(step.fields[0]), content_type=content_type
    )
    accepted = {400, 413, 422}
    assert response.status_code in accepted
    if response.status_code != 302:
        assert visit.held == held


QUIETLY = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
anything = st.one_of(st.text(max_size=60), st.from_regex(r"\A[0-9,.\-e ]{1,12}(mg|IU|歲)?\Z"))


@QUIETLY
@given(data=st.data())
def test_any_values_are_answered_politely(data: st.DataObject) -> None:
    step = data.draw(st.sampled_from(STEPS))
    names = st.sampled_from([*step.fields, "not_sure", "other"])
    visit = Visit(client=Client(raise_request_exception=False)).holding()
    held = visit.held
    sent = data.draw(st.dictionaries(names, st.lists(anything, max_size=3), max_size=5))
    response = visit.client.post(visit.address(address(step)), _encodable(sent))
    assert response.status_code in {302, 422}
    changed = {name for name in held | visit.held if held.get(name) != visit.held.get(name)}
    assert changed <= set(step.fields)
    if response.status_code == 422:
        assert changed == set()


def _encodable(sent: dict[str, list[str]]) -> dict[str, list[str]]:
    return {
        name: [value.encode("utf-8", "replace").decode() for value in values]
        for name, values in sent.items()
    }


@QUIETLY
@given(
    slug=st.sampled_from([step.slug for step in STEPS]),
    body=st.binary(max_size=300),
    kind=st.sampled_from([FORM, PARTS, PARTS + "; charset=utf-7", "text/plain", "a/b; charset=x"]),
    framed=st.booleans(),
)
def test_any_bytes_are_answered_politely(slug: str, body: bytes, kind: str, framed: bool) -> None:
    visit = Visit(client=Client(raise_request_exception=False)).holding()
    sent = multipart(body, "age") if framed else body
    response = visit.client.generic("POST", f"/en/questions/{slug}/", sent, content_type=kind)
    assert response.status_code in {302, 400, 422}


def test_age_words_differ_by_mistake() -> None:
    said = {
        typed: Page(Visit().post("questions/age/", {"age": typed})).problems
        for typed in ("", "old", "121")
    }
    words = AgeForm.base_fields["age"].error_messages
    with translation.override("en"):
        assert said[""] == [("id_age", words["required"])]
        assert said["old"] == [("id_age", words["number"])]
        assert said["121"] == [("id_age", words["bounds"] % {"low": 0, "high": 120})]


@languages
def test_yes_and_no_to_menopause_are_called_what_they_are_stored_as(language: str) -> None:
    page = Visit(language).holding(menopause=None).read("questions/menopause/")
    no = {"en": "No,|not yet", "zh-hant": "還沒|否"}[language]
    for value, is_no in (("yes", False), ("no", True)):
        box = page.one(f"//input[@name='menopause'][@value='{value}']/@id")
        assert bool(re.search(no, page.text(f"//label[@for='{box}']"))) is is_no
        check = Visit(language).holding(menopause=value).read("check/")
        link = "a[contains(@href, 'questions/menopause/')]"
        said = check.text(f"//dd[following-sibling::dd/{link}]")
        assert bool(re.search(no, said)) is is_no
