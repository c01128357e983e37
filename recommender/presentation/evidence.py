"""How sure science is: every claim with its grade and its sources (checked 2026-11-22)."""

from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from ..domain.nutrients import Nutrient


class Grade(StrEnum):
    ESTABLISHED = "established"
    SUPPORTED = "supported"
    MIXED = "mixed"
    NOT_ESTABLISHED = "not-established"
    REFUTED = "refuted"


GRADES = {
    Grade.ESTABLISHED: _("well established"),
    Grade.SUPPORTED: _("supported"),
    Grade.MIXED: _("mixed"),
    Grade.NOT_ESTABLISHED: _("not established"),
    Grade.REFUTED: _("refuted"),
}

ODS_D = ("NIH ODS, Vitamin D", "https://ods.od.nih.gov/factsheets/VitaminD-HealthProfessional/")
ODS_K = ("NIH ODS, Vitamin K", "https://ods.od.nih.gov/factsheets/vitaminK-HealthProfessional/")
TAIWAN_DRI = (
    "國人膳食營養素參考攝取量 第八版",
    "https://www.hpa.gov.tw/Pages/Detail.aspx?nodeid=4248&pid=12285",
)


def _doi(name: str, doi: str) -> tuple[str, str]:
    return (f"{name}, doi {doi}", f"https://doi.org/{doi}")


class Claim(NamedTuple):
    nutrient: Nutrient
    text: str
    grade: Grade
    sources: tuple[tuple[str, str], ...]
    detail: str = ""

    @property
    def grade_name(self) -> str:
        return GRADES[self.grade]


CLAIMS = (
    Claim(
        Nutrient.CALCIUM,
        _(
            "More calcium, from food or from pills, raises bone mineral density by only 0.6 to "
            "1.8%, and the gain does not build up over the years."
        ),
        Grade.ESTABLISHED,
        (_doi("Tai 2015", "10.1136/bmj.h4183"),),
        _("The same with or without vitamin D."),
    ),
    Claim(
        Nutrient.CALCIUM,
        _("By itself, that lowers fractures little or not at all."),
        Grade.SUPPORTED,
        (_doi("Bolland 2015", "10.1136/bmj.h4580"),),
    ),
    Claim(
        Nutrient.CALCIUM,
        _("Calcium supplements raise the risk of heart disease in healthy postmenopausal women."),
        Grade.MIXED,
        (_doi("Myung 2021", "10.3390/nu13020368"),),
        _(
            "One meta-analysis found relative risks of 1.15 for cardiovascular and 1.16 for "
            "coronary heart disease, seen around 1,000 mg a day from supplements; others found "
            "none."
        ),
    ),
    Claim(
        Nutrient.CALCIUM,
        _("Calcium pills can bring constipation and more kidney stones (about 20% more)."),
        Grade.SUPPORTED,
        (
            _doi("USPSTF 2018", "10.1001/jama.2018.3185"),
            _doi("WHI 2006", "10.1056/NEJMoa055218"),
        ),
        _("Seen in the Women’s Health Initiative (WHI) trial."),
    ),
    Claim(
        Nutrient.D3,
        _("Vitamin D is needed to absorb calcium."),
        Grade.ESTABLISHED,
        (ODS_D,),
    ),
    Claim(
        Nutrient.D3,
        _("15 to 30 minutes of midday sun are enough for vitamin D."),
        Grade.SUPPORTED,
        (TAIWAN_DRI, ODS_D),
        _(
            "For fair to medium skin in summer; not in winter, from age 65, with dark or covered "
            "skin or with sunscreen. The official intakes of Taiwan and the United States do not "
            "count on sun."
        ),
    ),
    Claim(
        Nutrient.K2,
        _("Vitamins K1 and K2 activate osteocalcin and matrix Gla protein (MGP)."),
        Grade.ESTABLISHED,
        (ODS_K,),
        _("This is biochemistry; it does not show that a supplement protects bone."),
    ),
    Claim(
        Nutrient.K2,
        _("K2 (MK-7) supplements protect bone."),
        Grade.MIXED,
        (
            _doi("Knapen 2013", "10.1007/s00198-013-2325-6"),
            _doi("Emaus 2010", "10.1007/s00198-009-1126-4"),
        ),
        _(
            "180 µg a day for 3 years slowed bone loss at the spine and femoral neck, but not at "
            "the hip; 360 µg a day for 1 year had no effect."
        ),
    ),
    Claim(
        Nutrient.K2,
        _("K2 keeps arteries free of calcium."),
        Grade.NOT_ESTABLISHED,
        (ODS_K,),
        _("Trials found largely no effect."),
    ),
    Claim(
        Nutrient.K1,
        _("K1 supplements protect bone."),
        Grade.MIXED,
        (_doi("ECKO", "10.1371/journal.pmed.0050196"),),
        _(
            "With 5,000 µg a day bone mineral density was no different; there were fewer "
            "fractures, but too few to be sure."
        ),
    ),
)
