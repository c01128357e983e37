"""What may be published: no figure that nobody believes, no contradiction, no limit that is gone.

Each draft here came to its fault in a way that no form saw, as a draft of an earlier release may.
"""

from collections.abc import Callable
from typing import Any

import pytest

from recommender import catalogue, editions
from recommender.domain.recommendation import recommend
from recommender.models import Edition

from ..support.builders import a_profile
from .desk import EDITIONS, Desk, an_editor, live, page_of

Fault = Callable[[Edition], Any]


def set_value(code: str, **fields: Any) -> Fault:
    return lambda draft: draft.official_values.filter(code=code).update(**fields)


def set_row(**fields: Any) -> Fault:
    return lambda draft: draft.rows.filter(code="adults").update(**fields)


def set_constant(key: str, value: str) -> Fault:
    return lambda draft: draft.constants.filter(key=key).update(value=value)


FAULTS: list[tuple[str, Fault, str, str]] = [
    (
        "a limit without its last zero",
        set_value("us-calcium-limit-from19", amount=250),
        "US NASEM · Calcium (mg) · upper limit · 19–50 · Amount a day: "
        "Below the intake that the authority recommends for these ages: 1,000.",
        "上限攝取量 · 19–50 · 每天的量：低於這個機構對這些年齡建議的攝取量 1,000。",
    ),
    (
        "an intake above the limit",
        set_value("us-calcium-intake-from19", amount=2_501),
        "Above the upper limit that the authority sets for these ages: 2,500.",
        "高於這個機構對這些年齡訂的上限攝取量 2,500。",
    ),
    (
        "an intake of nothing",
        set_value("tw-k1-intake-from19-female", amount=0),
        "Amount a day: Enter at least 1.",
        "每天的量：至少填 1。",
    ),
    (
        "no limit at all",
        lambda draft: draft.official_values.filter(kind="upper_limit").delete(),
        "Calcium: No authority has an upper limit for ages 4–120. Each age needs one.",
        "鈣：4–120 歲沒有任何機構訂上限攝取量。每個年齡都要有一個。",
    ),
    (
        "no limit for some ages",
        lambda draft: (
            draft.official_values.filter(nutrient="d3", kind="upper_limit")
            .exclude(code="us-d3-limit-from9")
            .delete()
        ),
        "Vitamin D3: No authority has an upper limit for ages 4–8. Each age needs one.",
        "維生素 D3：",
    ),
    (
        "D3 beyond belief",
        set_row(d3_little_sun_max_iu=15_000),
        "Adults (19–64 years) · D3 with little sun, high: Enter at most 10,000.",
        "D3 日曬不足，高值：最多填 10,000。",
    ),
    (
        "calcium beyond belief",
        set_row(calcium_total_max_mg=3_001),
        "Total calcium, high: Enter at most 3,000.",
        "最多填 3,000。",
    ),
    (
        "K2 beyond belief",
        set_row(k2_max_ug=1_001),
        "K2 (MK-7), high: Enter at most 1,000.",
        "最多填 1,000。",
    ),
    (
        "K1 beyond belief",
        set_row(k1_max_ug=1_001),
        "K1, high: Enter at most 1,000.",
        "最多填 1,000。",
    ),
    (
        "a food beyond belief",
        lambda draft: draft.foods.filter(code="egg").update(calcium_mg_per_100g=4_001),
        "雞蛋 Egg · Calcium (mg per 100 g): Enter at most 4,000 mg per 100 g.",
        "每 100 克最多填 4,000 毫克。",
    ),
    (
        "no food",
        lambda draft: draft.foods.update(retired=True),
        "Foods: Each region needs a food that is asked about.",
        "食物：每個地區至少要有一種會問到的食物。",
    ),
    (
        "a card of unknown foods",
        lambda draft: draft.foods.filter(code="goat-milk").delete(),
        "There are no foods with these codes: goat-milk.",
        "goat-milk",
    ),
    (
        "a step of nothing",
        set_constant("estimate_rounding", "0"),
        "Value: Enter a whole number of mg.",
        "請輸入整數的毫克數。",
    ),
    (
        "a constant that is gone",
        lambda draft: draft.constants.filter(key="band_full").delete(),
        "Estimate constants: Each constant of the diet estimates is needed",
        "估算常數：",
    ),
    (
        "an authority that is gone",
        lambda draft: draft.authorities.filter(code="eu").delete(),
        "EFSA: Has official values, but is not among the authorities of this edition.",
        "EFSA：",
    ),
    (
        "a figure that is also said not to be set",
        set_value("us-k1-intake-from14", kind="upper_limit"),
        "For these ages stands also that no such figure is set",
        "另外記載沒有訂這個數值",
    ),
    (
        "two figures for one age",
        set_value("us-calcium-intake-from9", age_to=19),
        "These ages overlap with “US NASEM · Calcium (mg) · intake · 19–50”.",
        "年齡與「US NASEM · 鈣（毫克） · 建議攝取量 · 19–50」重疊",
    ),
]


@pytest.mark.parametrize(
    ("fault", "words", "chinese"), [it[1:] for it in FAULTS], ids=[it[0] for it in FAULTS]
)
def test_it_cannot_be_published_and_changes_nothing(
    desk: Desk, fault: Fault, words: str, chinese: str
) -> None:
    before = recommend(a_profile(), catalogue.live(fresh=True))
    draft = desk.draft()
    fault(draft)
    desk.publish_blindly(draft)
    assert "The draft has problems, so nothing was published." in desk.page
    todo = desk.listed("todo")
    assert any(words in line for line in todo), todo
    mei = Desk(an_editor("mei"), "zh-hant")
    mei.open(f"{EDITIONS}{draft.pk}/change/")
    assert any(chinese in line for line in mei.listed("todo")), mei.listed("todo")

    assert live().number == 1
    assert recommend(a_profile(), catalogue.live(fresh=True)) == before


def test_what_has_to_be_mended_is_a_link_to_its_page(desk: Desk) -> None:
    draft = desk.draft()
    set_value("us-calcium-limit-from19", amount=250)(draft)
    desk.open(f"{EDITIONS}{draft.pk}/change/")
    for code in ("us-calcium-limit-from19", "us-calcium-intake-from19"):
        assert f'href="{page_of(draft.official_values.get(code=code))}"' in desk.page


@pytest.mark.django_db
def test_the_first_data_may_be_published() -> None:
    assert editions.problems(live()) == []
