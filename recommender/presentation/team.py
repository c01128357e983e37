"""The team told as one story: each nutrient's part, what happens without it, what carries it."""

from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from .. import wording
from ..domain.nutrients import Nutrient
from .evidence import GRADES, Grade

ICONS = {
    Nutrient.CALCIUM: "recommender/icons/bricks.svg",
    Nutrient.D3: "recommender/icons/loader.svg",
    Nutrient.K2: "recommender/icons/guide.svg",
    Nutrient.K1: "recommender/icons/gatekeeper.svg",
}


class Member(NamedTuple):
    nutrient: Nutrient
    does: str
    without: str
    food: str
    sure: tuple[tuple[Grade, str], ...]
    """Grades with what they hold for; sources are on the evidence page."""

    @property
    def name(self) -> str:
        return wording.NAMES[self.nutrient]

    @property
    def part(self) -> str:
        return wording.PARTS[self.nutrient]

    @property
    def icon(self) -> str:
        return ICONS[self.nutrient]

    @property
    def grades(self) -> list[tuple[str, str, str]]:
        return [(grade.value, GRADES[grade], what) for grade, what in self.sure]


TEAM = (
    Member(
        Nutrient.CALCIUM,
        _("The raw material that bone is built of."),
        _("There is nothing to build with."),
        _(
            "Milk, yogurt, cheese, firm tofu, small fish eaten whole, dark green vegetables, "
            "sesame."
        ),
        (
            (Grade.ESTABLISHED, _("raises bone density, but only by 0.6 to 1.8%")),
            (Grade.SUPPORTED, _("alone it lowers fractures little or not at all")),
        ),
    ),
    Member(
        Nutrient.D3,
        _("Loads calcium from the gut into the blood."),
        _("Most calcium leaves the body again: the gut takes up only about 10 to 15%."),
        _("Oily fish, egg yolk, mushrooms dried in the sun, fortified milk; midday sun on skin."),
        ((Grade.ESTABLISHED, _("needed to absorb calcium")),),
    ),
    Member(
        Nutrient.K2,
        _(
            "Activates osteocalcin, which binds calcium into bone, and matrix Gla protein (MGP), "
            "which keeps it out of artery walls."
        ),
        _("These two proteins stay inactive."),
        _("Natto above all: a 45 g pack holds about 450 µg of MK-7."),
        (
            (Grade.ESTABLISHED, _("activates the two proteins")),
            (Grade.MIXED, _("supplements protect bone")),
            (Grade.NOT_ESTABLISHED, _("keeps arteries free of calcium")),
        ),
    ),
    Member(
        Nutrient.K1,
        _("Keeps blood clotting right, and helps to activate osteocalcin and MGP."),
        _("Clotting suffers first, and osteocalcin is not fully activated."),
        _("Dark green vegetables: 100 g hold as much K1 as the table’s whole range."),
        (
            (Grade.ESTABLISHED, _("needed for clotting; activates the two proteins")),
            (Grade.MIXED, _("supplements protect bone")),
        ),
    ),
)


def team(withheld: frozenset[Nutrient]) -> tuple[tuple[Member, bool], ...]:
    """Each member, and whether what carries it may be named: withheld figures may not."""
    return tuple((member, member.nutrient not in withheld) for member in TEAM)
