"""The team told as one story: what happens without a member, what carries it, how sure that is."""

from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext_noop as _
from markupsafe import Markup

from ..domain.nutrients import Nutrient
from .evidence import GRADES, Grade
from .page import Page, fragment

ICONS = {
    Nutrient.CALCIUM: "recommender/icons/bricks.svg",
    Nutrient.D3: "recommender/icons/loader.svg",
    Nutrient.K2: "recommender/icons/guide.svg",
    Nutrient.K1: "recommender/icons/gatekeeper.svg",
}


class Sure(NamedTuple):
    """A question, its short answer, and how sure science is of a yes."""

    question: str
    answer: str
    grade: Grade

    @property
    def grade_name(self) -> str:
        return GRADES[self.grade]


class Member(NamedTuple):
    without: str
    food: str
    sure: tuple[Sure, ...]


TEAM = {
    Nutrient.CALCIUM: Member(
        _("There is nothing to build with."),
        _(
            "Milk, yogurt, cheese, firm tofu, small fish eaten whole, dark green vegetables, "
            "sesame."
        ),
        (
            Sure(
                _("Do calcium pills raise bone density?"),
                _("Yes, but only by about 1%, and the gain does not build up."),
                Grade.ESTABLISHED,
            ),
            Sure(
                _("Do calcium pills alone prevent fractures?"),
                _("Not shown in people who live at home."),
                Grade.NOT_ESTABLISHED,
            ),
        ),
    ),
    Nutrient.D3: Member(
        _("Most calcium leaves the body again: the gut takes up only about 10 to 15%."),
        _("Oily fish, egg yolk, mushrooms dried in the sun, fortified milk; midday sun on skin."),
        (
            Sure(
                _("Do you need vitamin D to absorb calcium?"),
                _("Yes."),
                Grade.ESTABLISHED,
            ),
            Sure(
                _("Should people who lack vitamin D take it?"),
                _("Yes: a real lack softens bones."),
                Grade.ESTABLISHED,
            ),
            Sure(
                _("Do vitamin D pills prevent fractures in healthy people?"),
                _("No: 5 years of them made no difference."),
                Grade.REFUTED,
            ),
        ),
    ),
    Nutrient.K2: Member(
        _("Less osteocalcin in bone and less MGP in artery walls is activated."),
        _("Natto above all: a 45 g pack holds about 450 µg of MK-7."),
        (
            Sure(
                _("Does K2 switch on the proteins that handle calcium?"),
                _("Yes, and so does K1."),
                Grade.ESTABLISHED,
            ),
            Sure(
                _("Do K2 (MK-7) pills protect bone density?"),
                _("Results differ."),
                Grade.MIXED,
            ),
            Sure(
                _("Do K2 pills prevent fractures?"),
                _("Not shown: no trial was large enough."),
                Grade.NOT_ESTABLISHED,
            ),
        ),
    ),
    Nutrient.K1: Member(
        _("Blood clotting suffers first."),
        _("Dark green vegetables: 100 g hold about as much K1 as the table has."),
        (
            Sure(
                _("Do you need K1 for blood to clot?"),
                _("Yes."),
                Grade.ESTABLISHED,
            ),
            Sure(
                _("Do K1 pills protect bone density?"),
                _("Not shown: three large trials found no gain."),
                Grade.NOT_ESTABLISHED,
            ),
        ),
    ),
}


@lru_cache(maxsize=32)
def member_words(nutrient: Nutrient, language: str, may_name_food: bool) -> Markup:
    """What an opened card says of its member; the same for everyone.

    Where vitamin K has to stay as it is, or its amount is withheld, no food is named.
    """
    return fragment(
        "member", Page(language, ""), member=TEAM[nutrient], may_name_food=may_name_food
    )
