"""What an action says besides its code: amounts, quiet lines, whose figures (rules §4)."""

from typing import Any

import pytest

from recommender.domain.action import Action, Do, Line
from recommender.domain.edition import Edition
from recommender.domain.nutrients import Nutrient, Range
from recommender.domain.official import Kind, OfficialValues, Sex
from recommender.domain.profile import Caution, DietSource, Menopause, Taken
from recommender.domain.reference import Condition
from recommender.domain.registry import Urgency
from recommender.domain.team import actions
from tests.support.builders import a_profile, a_row, an_edition, an_official_value, shipped_edition

CALCIUM, D3, K2, K1 = Nutrient


def the(nutrient: Nutrient, edition: Edition | None = None, **answers: Any) -> Action:
    """An adult of 40 who eats 700 mg and gets little sun, but for these answers."""
    given = actions(a_profile(**answers), edition or shipped_edition())
    return next(action for action in given if action.nutrient is nutrient)


def boxes(*codes: str) -> frozenset[Caution]:
    return frozenset(map(Caution, codes))


def limits(*amounts: int, nutrient: Nutrient = CALCIUM, intake: int | None = None) -> Edition:
    """One row for everybody, and authorities with these limits; the first has this intake."""
    values = [
        an_official_value(authority=f"A{amount}", amount=amount, nutrient=nutrient)
        for amount in amounts
    ]
    if intake is not None:
        values.append(an_official_value(kind=Kind.RECOMMENDED, amount=intake, nutrient=nutrient))
    return an_edition(official=OfficialValues(tuple(values)))


# What changes


@pytest.mark.parametrize(
    ("nutrient", "answers", "total", "more", "less"),
    [
        (CALCIUM, {}, (300, 500), (300, 500), None),
        (CALCIUM, {"taken": Taken(calcium=100)}, (300, 500), (200, 400), None),
        (CALCIUM, {"taken": Taken(calcium=1200)}, (300, 500), None, (700, 900)),
        (CALCIUM, {"diet_calcium_mg": 1000, "taken": Taken(calcium=400)}, (0, 0), None, (400, 400)),
        (CALCIUM, {"diet_calcium_mg": 950}, (50, 250), None, None),
        (CALCIUM, {"taken": Taken(calcium=300)}, None, None, None),
        (CALCIUM, {"age": 10, "taken": Taken(calcium=900)}, (400, 400), None, (500, 500)),
        (D3, {"taken": Taken(d3=400)}, (800, 1500), (400, 1100), None),
        (D3, {"taken": Taken(d3=2000)}, (800, 1500), None, (500, 1200)),
        (K1, {"taken": Taken(k1=500)}, (80, 150), None, (350, 420)),
    ],
)
def test_by_how_much(nutrient, answers, total, more, less):
    action = the(nutrient, **answers)
    changes = (action.total, action.more, action.less)
    assert changes == tuple(it and Range(*it) for it in (total, more, less))


@pytest.mark.parametrize(
    ("answers", "do", "food", "line"),
    [
        pytest.param({"diet_calcium_mg": 100}, "start", 400, True, id="tablets alone fall short"),
        pytest.param({"diet_calcium_mg": 500}, "start", 0, False, id="tablets reach the target"),
        pytest.param(
            {"diet_calcium_mg": 300, "taken": Taken(calcium=500)}, "keep", 200, True, id="kept"
        ),
        pytest.param(
            {"diet_calcium_mg": 350, "taken": Taken(calcium=800)}, "keep", 0, False, id="reached"
        ),
        pytest.param(
            {"diet_calcium_mg": 300, "taken": Taken(calcium=1000)}, "reduce", 200, True, id="less"
        ),
        pytest.param({"diet_calcium_mg": 950}, "food", 50, False, id="food first"),
        pytest.param(
            {"diet_calcium_mg": 800, "taken": Taken(calcium=100)}, "food", 100, False, id="the rest"
        ),
        pytest.param({"age": 8, "diet_calcium_mg": 650}, "food", 350, False, id="child"),
        pytest.param(
            {"age": 15, "diet_calcium_mg": 800, "taken": Taken(calcium=200)},
            "food",
            300,
            False,
            id="child with a tablet",
        ),
        pytest.param({"age": 13, "diet_calcium_mg": 1150}, "food", 150, False, id="up to O"),
    ],
)
def test_what_food_brings(answers, do, food, line):
    action = the(CALCIUM, **answers)
    assert (action.do, action.food) == (do, food)
    assert (Line.FOOD_MUST_RISE in action.lines) is line


@pytest.mark.parametrize(
    ("room", "do", "food"),
    [(1000, "food", 350), (900, "food", 250), (651, "food", 1), (650, "none", 0)],
)
def test_food_never_passes_a_limit(room, do, food):
    action = the(CALCIUM, limits(room), age=8, diet_calcium_mg=650)
    assert (action.do, action.food) == (do, food)


@pytest.mark.parametrize(
    ("nutrient", "answers", "muted"),
    [
        (CALCIUM, {"cautions": boxes("bone-injection")}, True),
        (D3, {"age": 8}, True),
        (CALCIUM, {"diet_calcium_mg": None}, True),
        (CALCIUM, {}, False),
        (K1, {}, False),
    ],
    ids=["treatment", "child", "diet unknown", "start", "optional"],
)
def test_where_the_tables_amount_is_no_instruction(nutrient, answers, muted):
    assert the(nutrient, **answers).muted is muted


# Limits


def test_whose_limit_is_passed_and_whose_is_not():
    action = the(D3, taken=Taken(d3=3000))
    assert [value.authority for value in action.passed] == ["Taiwan HPA", "China CNS"]
    assert len(action.kept) == 5
    assert Line.LIMIT_PASSED in action.lines
    assert action.urgency is None


def test_within_all_limits_nobodys_is_named():
    action = the(D3, taken=Taken(d3=2000))
    assert (action.passed, action.kept) == ((), ())


@pytest.mark.parametrize(
    ("taken", "do", "urgency"),
    [(700, "reduce", None), (1700, "reduce", None), (1701, "reduce", "soon")],
)
def test_an_unknown_diet_counts_300_mg_beside_a_limit(taken, do, urgency):
    edition = limits(900, 2000)
    action = the(CALCIUM, edition, diet_calcium_mg=None, taken=Taken(calcium=taken))
    assert (action.do, action.urgency) == (do, urgency)
    # The total that is printed keeps to it as well.
    assert action.total == Range(300, 500)
    tight = the(CALCIUM, limits(600), diet_calcium_mg=None, taken=Taken(calcium=taken))
    assert tight.total == Range(300, 300)


def test_at_the_limit_with_an_unknown_diet_only_the_estimate_is_due():
    action = the(CALCIUM, limits(900), diet_calcium_mg=None, taken=Taken(calcium=600))
    assert action.do is Do.ESTIMATE


def test_without_any_limit_a_high_dose_of_d3_is_a_matter_for_today():
    action = the(D3, an_edition(), taken=Taken(d3=10_000))
    assert (action.do, action.urgency) == (Do.REDUCE, Urgency.TODAY)
    assert the(D3, an_edition(), taken=Taken(d3=9_999)).urgency is None


def test_a_high_dose_that_the_table_itself_advises_is_kept():
    row = a_row(d3_little_sun=Range(5_000, 10_000))
    assert the(D3, an_edition(row), taken=Taken(d3=10_000)).do is Do.KEEP


@pytest.mark.parametrize(
    ("taken", "do"), [(300, "keep"), (301, "ask-now"), (350, "ask-now"), (351, "reduce")]
)
def test_a_child_up_to_an_official_intake_is_not_told_to_take_less_whatever_the_limit(taken, do):
    """Where an authority's intake is above another's limit, a person has to decide."""
    row = a_row(calcium_total=Range(1000, 1000))
    official = limits(1250, 1300, intake=1350).official
    action = the(
        CALCIUM,
        an_edition(row, official=official),
        age=10,
        diet_calcium_mg=1000,
        taken=Taken(calcium=taken),
    )
    assert action.do == do
    assert action.passed


# Prescribed and needed


@pytest.mark.parametrize(
    ("nutrient", "answers", "do", "urgency", "lines"),
    [
        pytest.param(
            CALCIUM,
            {"taken": Taken(calcium=1, prescribed=frozenset({CALCIUM}))},
            "keep",
            None,
            (Line.PRESCRIBED,),
            id="prescribed, little",
        ),
        pytest.param(
            CALCIUM,
            {
                "diet_calcium_mg": 1500,
                "taken": Taken(calcium=501, prescribed=frozenset({CALCIUM})),
            },
            "keep",
            None,
            (Line.PRESCRIBED, Line.ASK_FOR_LESS),
            id="prescribed, over China's limit alone",
        ),
        pytest.param(
            D3,
            {"taken": Taken(d3=9_999, prescribed=frozenset({D3}))},
            "keep",
            None,
            (Line.PRESCRIBED, Line.TREATMENT_DOSE),
            id="prescribed D3 over every limit",
        ),
        pytest.param(
            D3,
            {"taken": Taken(d3=10_000, prescribed=frozenset({D3}))},
            "ask-now",
            "today",
            (Line.LIMIT_PASSED,),
            id="prescribed high dose",
        ),
        pytest.param(
            D3,
            {"taken": Taken(d3=5_000), "cautions": boxes("bisphosphonate")},
            "ask-now",
            "soon",
            (Line.LIMIT_PASSED,),
            id="needed, bought, over every limit",
        ),
        pytest.param(
            D3,
            {"taken": Taken(d3=3_000), "cautions": boxes("bisphosphonate")},
            "keep",
            None,
            (Line.ASK_FOR_LESS,),
            id="needed, over some limits",
        ),
        pytest.param(
            D3,
            {"taken": Taken(d3=600), "cautions": boxes("bisphosphonate")},
            "keep",
            None,
            (),
            id="needed, at the official intake",
        ),
        pytest.param(
            D3,
            {"taken": Taken(d3=599), "cautions": boxes("bisphosphonate")},
            "ask-first",
            None,
            (Line.LESS_THAN_TREATMENT,),
            id="needed, below it",
        ),
        pytest.param(
            CALCIUM,
            {"taken": Taken(calcium=299), "cautions": boxes("bisphosphonate")},
            "ask-first",
            None,
            (Line.LESS_THAN_TREATMENT,),
            id="needed calcium below the table",
        ),
        pytest.param(
            CALCIUM,
            {"cautions": boxes("bisphosphonate")},
            "ask-first",
            None,
            (Line.TREATMENT_NEEDS_IT,),
            id="needed, nothing taken",
        ),
        pytest.param(
            CALCIUM,
            {"diet_calcium_mg": 1300, "cautions": boxes("bisphosphonate")},
            "ask-first",
            None,
            (Line.TREATMENT_NEEDS_IT,),
            id="needed, nothing taken, enough from food",
        ),
    ],
)
def test_what_a_doctor_or_a_treatment_asks_for(nutrient, answers, do, urgency, lines):
    action = the(nutrient, **answers)
    assert (action.do, action.urgency, action.lines) == (do, urgency, lines)
    assert action.never_stop


def test_which_rules_are_behind_it():
    both = boxes("bone-injection", "osteoporosis-or-fracture", "acid-reducers")
    needed = the(CALCIUM, cautions=both)
    assert [rule.code for rule in needed.rules] == ["osteoporosis-or-fracture", "bone-injection"]
    withheld = the(CALCIUM, cautions=both | boxes("lithium", "kidney-stones"))
    assert [rule.code for rule in withheld.rules] == ["kidney-stones", "lithium"]
    assert the(CALCIUM, cautions=boxes("acid-reducers")).rules == ()


# Withheld


@pytest.mark.parametrize(
    ("cautions", "taken", "urgency"),
    [
        (boxes("lithium"), Taken(d3=800), "soon"),
        (boxes("lithium"), Taken(d3=12_000), "today"),
        (boxes("lithium"), Taken(d3=12_000, prescribed=frozenset({D3})), "today"),
        (boxes("lithium", "high-blood-calcium"), Taken(d3=800), "today"),
        (boxes("dont-know"), Taken(unknown=frozenset({D3})), "soon"),
        (boxes("dont-know", "high-blood-calcium"), Taken(), None),
    ],
)
def test_a_box_never_lowers_an_urgency(cautions, taken, urgency):
    action = the(D3, cautions=cautions, taken=taken)
    assert action.urgency == urgency
    assert action.do is (Do.ASK_NOW if taken else Do.ASK_FIRST)


# Calcium beside a high dose of D3


@pytest.mark.parametrize("prescribed", [frozenset(), frozenset({D3})])
@pytest.mark.parametrize(
    ("answers", "below", "beside"),
    [
        ({}, "start", "ask-first"),
        ({"calcium": 100}, "add", "ask-first"),
        ({"calcium": 400}, "keep", "keep"),
    ],
)
def test_no_calcium_on_top_of_so_much_d3(answers, below, beside, prescribed):
    def calcium(d3: int) -> Action:
        return the(CALCIUM, taken=Taken(**answers, d3=d3, prescribed=prescribed))

    assert calcium(9_999).do == below
    assert calcium(10_000).do == beside
    assert (Line.HIGH_D3 in calcium(10_000).lines) is (below != beside)


def test_beside_so_much_d3_food_goes_without_a_supplement():
    action = the(CALCIUM, diet_calcium_mg=950, taken=Taken(d3=10_000))
    assert (action.do, action.total, action.food) == (Do.FOOD, None, 50)


# Unknown amounts


def test_a_bottle_to_be_found_does_not_hide_that_the_others_pass_a_limit():
    found = the(D3, taken=Taken(d3=4_001, unknown=frozenset({D3})))
    assert (found.do, found.taken, found.lines) == (Do.LOOK, None, (Line.KNOWN_PART_OVER_LIMIT,))
    assert the(D3, taken=Taken(d3=800, unknown=frozenset({D3}))).lines == ()


# Quiet lines


@pytest.mark.parametrize(
    ("age", "sun", "official"),
    [(40, 0, 800), (18, 0, 800), (17, 0, 0), (40, 15, 0)],
    ids=["800–1,500", "600–1,000", "child", "400–600"],
)
def test_official_figures_of_d3_stop_at_800(age, sun, official):
    action = the(D3, age=age, sun_minutes=sun)
    assert action.official == official
    assert (Line.ABOVE_OFFICIAL in action.lines) is bool(official)


def test_the_figure_at_which_they_stop_is_the_editions():
    edition = limits(4_000, nutrient=D3, intake=1_200)
    assert the(D3, edition, taken=Taken(d3=400)).official == 1_200
    assert the(D3, limits(4_000, nutrient=D3, intake=1_500)).official == 0


@pytest.mark.parametrize(
    ("answers", "do", "food"),
    [
        ({"diet_calcium_mg": 1000}, "none", 300),
        ({"diet_calcium_mg": 1000, "taken": Taken(calcium=300)}, "stop", 300),
        ({"diet_calcium_mg": 650, "taken": Taken(calcium=1200)}, "reduce", 150),
        ({"diet_calcium_mg": 1300}, "none", 0),
        ({"diet_calcium_mg": 1000, "age": 50}, "none", 0),
    ],
)
def test_whose_figure_is_higher_and_the_food_that_closes_it(answers, do, food):
    action = the(CALCIUM, **({"age": 55, "menopause": Menopause.NO} | answers))
    assert (action.do, action.food_to_official) == (do, food)
    assert (Line.HIGHER_INTAKES in action.lines) is bool(food)
    if food:
        assert action.official == 1300
        assert action.higher[-1].authority == "AU-NZ NHMRC"
        assert all(value.amount > 1300 - food for value in action.higher)


@pytest.mark.parametrize(
    ("menopause", "official"),
    [(Menopause.YES, 1300), (Menopause.NO, 1400), (Menopause.NOT_SURE, 1400)],
)
def test_after_menopause_the_figure_for_women_counts(menopause, official):
    values = OfficialValues(
        tuple(
            an_official_value(kind=Kind.RECOMMENDED, sex=sex, amount=amount)
            for sex, amount in ((Sex.FEMALE, 1300), (Sex.MALE, 1400))
        )
    )
    edition = an_edition(official=values)
    assert the(CALCIUM, edition, diet_calcium_mg=1000, menopause=menopause).official == official


@pytest.mark.parametrize(
    ("answers", "do", "said"),
    [
        pytest.param(
            {"diet_calcium_mg": 1100, "taken": Taken(calcium=201)}, "stop", True, id="stop"
        ),
        pytest.param(
            {"diet_calcium_mg": 1100, "taken": Taken(calcium=200)}, "stop", False, id="up to O"
        ),
        pytest.param(
            {"diet_calcium_mg": 900, "taken": Taken(calcium=401)}, "reduce", True, id="reduce"
        ),
        pytest.param(
            {"diet_calcium_mg": None, "taken": Taken(calcium=1001)}, "estimate", True, id="unknown"
        ),
        pytest.param(
            {"diet_calcium_mg": None, "taken": Taken(calcium=1000)}, "estimate", False, id="or less"
        ),
        pytest.param({"diet_calcium_mg": 1500}, "none", False, id="food alone"),
        pytest.param(
            {"diet_calcium_mg": 1100, "taken": Taken(calcium=800, prescribed=frozenset({CALCIUM}))},
            "keep",
            False,
            id="prescribed",
        ),
    ],
)
def test_more_than_you_need(answers, do, said):
    """Adults of 55: T1 is 1,200, O is 1,300 for women in Australia."""
    action = the(CALCIUM, **({"age": 55, "menopause": Menopause.NO} | answers))
    assert action.do == do
    assert (Line.MORE_THAN_NEEDED in action.lines) is said


@pytest.mark.parametrize("code", ["vitamin-k-antagonist", "levothyroxine"])
def test_products_without_vitamin_k(code):
    said = [
        Line.WITHOUT_VITAMIN_K in action.lines
        for action in actions(a_profile(cautions=boxes(code)), shipped_edition())
    ]
    assert said == ([True, True, False, False] if code == "vitamin-k-antagonist" else [False] * 4)


@pytest.mark.parametrize(
    ("nutrient", "answers", "line"),
    [
        (CALCIUM, {"diet_calcium_mg": 350, "taken": Taken(calcium=800)}, Line.FOOD_TAKES_OVER),
        (K2, {}, Line.UNPROVEN),
        (K2, {"taken": Taken(k2=1)}, Line.UNPROVEN),
        (K2, {"taken": Taken(k2=150)}, Line.UNPROVEN),
        (D3, {"sun_minutes": 15, "taken": Taken(d3=1_500)}, Line.WINTER),
        (D3, {"taken": Taken(d3=10_000)}, Line.LEAVE_OUT_UNTIL_CHECKED),
    ],
)
def test_lines_of_a_row(nutrient, answers, line):
    assert line in the(nutrient, **answers).lines


# How sure an estimate is


@pytest.mark.parametrize(
    ("source", "diet", "sure"),
    [
        (DietSource.QUICK, 649, "short"),
        (DietSource.QUICK, 650, "close"),
        (DietSource.QUICK, 1349, "close"),
        (DietSource.QUICK, 1350, "enough"),
        (DietSource.FULL, 699, "short"),
        (DietSource.FULL, 700, "close"),
        (DietSource.FULL, 1299, "close"),
        (DietSource.FULL, 1300, "enough"),
        (DietSource.TYPED, 649, None),
        (DietSource.QUICK, None, None),
    ],
)
def test_how_sure(source, diet, sure):
    given = actions(a_profile(diet_source=source, diet_calcium_mg=diet), shipped_edition())
    assert [action.sure for action in given] == [sure, None, None, None]


@pytest.mark.parametrize(("code", "sure"), [("kidney-disease", None), ("lithium", "short")])
def test_how_sure_is_said_only_where_a_food_target_is_shown(code, sure):
    answers = {"diet_source": DietSource.QUICK, "diet_calcium_mg": 400}
    assert the(CALCIUM, cautions=boxes(code), **answers).sure == sure


def test_no_row_no_action():
    with pytest.raises(LookupError):
        actions(a_profile(), an_edition(a_row(menopause=Condition.POSTMENOPAUSAL)))
