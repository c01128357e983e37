"""The registry against its files, cell by cell, and what it means for one visitor (rules §5)."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender import data
from recommender.domain import rules
from recommender.domain.nutrients import Nutrient
from recommender.domain.profile import Caution, Menopause, Taken
from recommender.domain.registry import (
    ANSWERS,
    BOXES,
    LISTED,
    RULES,
    WITHHOLDING,
    Effect,
    Group,
    Kind,
    Rule,
    Urgency,
)
from recommender.domain.rule_sources import Source, evidence
from recommender.domain.rules import Notice
from tests.support.builders import a_food, a_profile, shipped_foods

LINES = [*data.read("rules.csv"), *data.read("rules_answers.csv")]
CALCIUM, D3, K2, K1 = Nutrient
CAUTIONS = st.frozensets(st.sampled_from(Caution), max_size=4)


def _written(rule: Rule) -> dict[str, str]:
    """A rule as the files write it."""
    return {
        "code": rule.code,
        "group": rule.group.value,
        "kind": rule.kind.value,
        "asked": "yes" if rule.asked else "listed",
        "order": str(rule.order),
        **{nutrient.value: rule.on(nutrient).value for nutrient in Nutrient},
        "food_target_shown": "yes" if rule.food_target_shown else "no",
        "urgency": rule.urgency.value,
        "hours_before": "" if rule.hours_before is None else str(rule.hours_before),
        "hours_after": "" if rule.hours_after is None else str(rule.hours_after),
    }


@pytest.mark.parametrize("line", LINES, ids=[line["code"] for line in LINES])
def test_a_rule_is_what_its_file_says_in_every_cell(line):
    written = _written(RULES[line["code"]])
    assert written == {column: line[column] for column in written}


def test_no_rule_is_missing_and_none_is_made_up():
    assert list(RULES) == [line["code"] for line in LINES]
    assert (len(BOXES), len(LISTED), len(ANSWERS)) == (20, 24, 2)


def test_the_cautions_are_the_boxes_in_the_order_asked_and_the_answer_dont_know():
    assert list(Caution) == [*(rule.code for rule in BOXES), "dont-know"]


def test_boxes_stand_by_group():
    groups = [rule.group for rule in BOXES]
    assert groups == sorted(groups, key=list(Group).index)


@pytest.mark.parametrize("line", LINES, ids=[line["code"] for line in LINES])
def test_a_rule_has_words_a_source_and_its_dates(line):
    told = ["question", "reason"] + (["if_taken"] if line["code"] != "none" else [])
    assert all(line[f"{what}_{language}"] for what in told for language in ("en", "zh_hant"))
    found = evidence(line)
    assert found.sources
    assert all(source.title and source.url.startswith("http") for source in found.sources)
    assert found.checked_on == date(2026, 11, 26)
    assert found.review_due == date(2027, 11, 26)


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("https://doi.org/10.1111/jth.12203", True),
        ("https://www.visit.example/a", True),
        ("https://example.org/?from=skyscape", True),
        ("https://uat.mimsdev.com/philippines/drug", False),
        ("https://sit.mimsdev.com/hongkong/drug", False),
        ("https://top1health-cn.azurewebsites.net/Article/28", False),
        ("https://wellrx.scriptsavetest.com/fluoride", False),
        ("http://wordscope.be/francais", False),
        ("https://wixlib.com/document/5e61a", False),
        ("https://forum.dryeyezone.com/forum", False),
        ("https://download.skyscape.com/download", False),
        ("https://www.yourcareeverywhere.com/article", False),
    ],
)
def test_the_address_of_a_copy_is_not_printed(url, printed):
    assert Source("Title", url).address == (url if printed else None)


def test_titles_and_addresses_come_in_pairs():
    line = LINES[0] | {"source_title": "One ; Two", "source_url": "https://example.org/"}
    with pytest.raises(ValueError, match="shorter"):
        evidence(line)


# Answers


def test_none_is_no_caution():
    assert rules.chosen(["none"]) == frozenset()


def test_dont_know_goes_with_boxes():
    assert rules.chosen(["dont-know", "lithium"]) == {Caution.DONT_KNOW, Caution.LITHIUM}


@pytest.mark.parametrize(
    "codes", [[], ["none", "lithium"], ["none", "dont-know"], ["statin"], ["early-menopause"]]
)
def test_what_is_not_an_answer_is_refused_without_repeating_it(codes):
    with pytest.raises(ValueError, match="neither none") as caught:
        rules.chosen(codes)
    assert not [code for code in codes if code != "none" and code in str(caught.value)]


# Effects


@pytest.mark.parametrize(
    ("cautions", "calcium", "d3", "k"),
    [
        ([], "none", "none", "none"),
        (["vitamin-k-antagonist"], "none", "none", "withhold"),
        (["thiazide-or-digoxin", "kidney-stones"], "withhold", "ask", "none"),
        (["bone-injection", "lithium"], "ask", "ask", "none"),
        (["bone-injection", "levothyroxine"], "needed", "needed", "none"),
        (["levothyroxine", "acid-reducers"], "form", "none", "none"),
        (["fat-absorption", "levothyroxine"], "space", "space", "space"),
        (["dont-know"], "ask", "ask", "withhold"),
        (["dont-know", "kidney-disease"], "withhold", "withhold", "withhold"),
    ],
)
def test_the_strictest_effect_wins(cautions, calcium, d3, k):
    effects = [rules.effect(nutrient, map(Caution, cautions)) for nutrient in Nutrient]
    assert effects == [calcium, d3, k, k]


def test_the_order_of_effects():
    assert list(Effect) == ["withhold", "ask", "needed", "form", "space", "none"]


@settings(deadline=None)
@given(CAUTIONS, st.sampled_from(Nutrient))
def test_more_boxes_never_loosen(cautions, nutrient):
    strictness = list(Effect).index
    for caution in cautions:
        fewer = cautions - {caution}
        assert strictness(rules.effect(nutrient, cautions)) <= strictness(
            rules.effect(nutrient, fewer)
        )
    shown = rules.effect(nutrient, cautions) not in WITHHOLDING
    assert shown is (rules.withheld_by(nutrient, cautions) == ())


@settings(deadline=None)
@given(CAUTIONS)
def test_every_reason_is_given_in_the_order_asked(cautions):
    assert [rule.code for rule in rules.ticked(cautions)] == [
        it for it in Caution if it in cautions
    ]
    for nutrient in Nutrient:
        by = rules.withheld_by(nutrient, cautions)
        assert [rule.order for rule in by] == sorted(rule.order for rule in by)
        assert {rule.code for rule in by} == {
            it for it in cautions if RULES[it].on(nutrient) in (Effect.WITHHOLD, Effect.ASK)
        }


@pytest.mark.parametrize(
    ("profile", "guarded"),
    [
        (a_profile(), set()),
        (a_profile(cautions=frozenset({Caution.BONE_INJECTION})), {CALCIUM, D3}),
        # A stricter box beside it takes the guard from nobody.
        (
            a_profile(cautions=frozenset({Caution.BONE_INJECTION, Caution.KIDNEY_DISEASE})),
            {CALCIUM, D3},
        ),
        (a_profile(taken=Taken(k2=90, prescribed=frozenset({K2}))), {K2}),
    ],
    ids=["nothing", "needed", "needed and withheld", "prescribed"],
)
def test_never_stop(profile, guarded):
    assert {nutrient for nutrient in Nutrient if rules.never_stop(nutrient, profile)} == guarded


# Hours


def test_hours_go_with_what_has_to_be_kept_apart():
    spaced = {
        rule.code: (rule.hours_before, rule.hours_after, rule.spaced)
        for rule in rules.spaced(Caution)
    }
    assert spaced == {
        "bisphosphonate": (None, 3, (CALCIUM,)),
        "levothyroxine": (4, 4, (CALCIUM,)),
        "tetracycline-or-quinolone": (6, 2, (CALCIUM,)),
        "fat-absorption": (4, 6, (D3, K2, K1)),
        "iron-or-zinc": (2, 2, (CALCIUM,)),
    }


def test_whatever_has_hours_keeps_something_apart():
    assert all(rule.spaced for rule in RULES.values() if rule.hours_after is not None)


# What is said


@pytest.mark.parametrize(
    ("caution", "taken", "told"),
    [
        ("vitamin-k-antagonist", Taken(calcium=500, d3=800), False),
        ("vitamin-k-antagonist", Taken(k1=1), True),
        ("vitamin-k-antagonist", Taken(unknown=frozenset({K2})), True),
        ("bisphosphonate", Taken(d3=800), True),
        ("bisphosphonate", Taken(k2=90), False),
        ("levothyroxine", Taken(d3=800), False),
        ("levothyroxine", Taken(calcium=500), True),
        ("other-blood-thinners", Taken(), False),
        ("other-blood-thinners", Taken(k2=90), True),
    ],
)
def test_words_for_those_who_take_it(caution, taken, told):
    profile = a_profile(cautions=frozenset({Caution(caution)}), taken=taken)
    assert [rule.code for rule in rules.told_if_taken(profile)] == ([caution] if told else [])


@pytest.mark.parametrize(
    ("age", "menopause", "early"),
    [
        (44, Menopause.YES, True),
        (45, Menopause.YES, False),
        (44, Menopause.NO, False),
        (44, Menopause.NOT_SURE, False),
    ],
)
def test_menopause_before_45_is_for_a_doctor(age, menopause, early):
    profile = a_profile(age=age, menopause=menopause, taken=Taken(d3=1))
    assert (Notice.EARLY_MENOPAUSE in rules.notices(profile)) is early
    for about in (rules.applying, rules.told_if_taken):
        assert [rule.code for rule in about(profile)] == (["early-menopause"] if early else [])


BOTH = Taken(calcium=500, d3=800)


@pytest.mark.parametrize(
    ("cautions", "taken", "said"),
    [
        (["bone-injection"], BOTH, []),
        (["bone-injection"], Taken(unknown=frozenset({CALCIUM, D3})), []),
        (["bone-injection"], Taken(calcium=500), ["bone-injection"]),
        (["bone-injection"], Taken(d3=800), ["bone-injection"]),
        (["bone-injection", "kidney-disease"], BOTH, ["kidney-disease-and-bone-injection"]),
        (["bone-injection", "kidney-disease"], Taken(), ["kidney-disease-and-bone-injection"]),
        (["kidney-disease"], Taken(), []),
    ],
)
def test_notices_of_bone_injections(cautions, taken, said):
    profile = a_profile(cautions=frozenset(map(Caution, cautions)), taken=taken)
    assert list(rules.notices(profile)) == said


def test_every_notice_has_its_urgency():
    assert {notice.value: rules.NOTICE_URGENCY[notice].value for notice in Notice} == {
        "kidney-disease-and-bone-injection": "today",
        "bone-injection": "soon",
        "early-menopause": "soon",
    }


def test_what_goes_with_calcium_and_vitamins():
    assert [rule.code for rule in LISTED if rule.reassures] == [
        "magnesium-laxative",
        "other-blood-pressure-tablets",
        "loop-diuretic",
        "statin",
        "other-antibiotics",
    ]


# Food


def test_where_no_food_target_is_shown():
    hidden = {rule.code for rule in BOXES if not rules.food_target_shown([Caution(rule.code)])}
    assert hidden == {"kidney-disease", "high-blood-calcium", "pregnant-or-breastfeeding"}
    assert not rules.food_target_shown([Caution.LITHIUM, Caution.KIDNEY_DISEASE])
    assert rules.food_target_shown([])


@pytest.mark.parametrize("caution", Caution)
def test_whose_diet_has_to_stay_steady(caution):
    steady = caution in ("vitamin-k-antagonist", "dont-know")
    greens = a_food(group="vegetables")
    assert rules.may_suggest(greens, [caution]) is not steady
    assert rules.may_suggest(greens, [Caution.LITHIUM, caution]) is not steady


@pytest.mark.parametrize(
    ("group", "kinds", "poor"),
    [
        ("dairy", {"dairy", "drink"}, True),
        ("fortified", {"vegan"}, True),
        ("seafood", {"fish-bones"}, True),
        ("fortified", {"vegan", "greens"}, False),
        ("soya", {"vegan"}, False),
    ],
)
def test_foods_poor_in_vitamin_k(group, kinds, poor):
    food = a_food(group=group, kinds=frozenset(kinds))
    assert rules.may_suggest(food, [Caution.VITAMIN_K_ANTAGONIST]) is poor


def test_the_shipped_list_leaves_something_to_a_steady_diet():
    left = [food for food in shipped_foods() if rules.may_suggest(food, [Caution.DONT_KNOW])]
    assert len(left) > 10
    assert not [food.code for food in left if "greens" in food.kinds]


def test_kinds_and_urgencies_are_all_used():
    assert {rule.kind for rule in RULES.values()} == set(Kind)
    assert {rule.urgency for rule in RULES.values()} == set(Urgency)
    assert {rule.group for rule in RULES.values()} == set(Group)
