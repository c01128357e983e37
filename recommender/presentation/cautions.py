"""Medicines and conditions in words: why an amount is withheld, and the hours to keep apart."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop as _

from ..domain.profile import Caution
from ..forms.questions import CAUTIONS

CAUTION_ANSWERS: Mapping[str, Any] = dict(CAUTIONS)
"""Each caution in the visitor's own voice, as it was asked."""

WITHHELD_BECAUSE = {
    Caution.VITAMIN_K_ANTAGONIST: _(
        "You take a vitamin K antagonist. Even a small amount of vitamin K can weaken it: ask the "
        "doctor or clinic that checks your INR. Keep your diet steady and do not drop green "
        "vegetables on your own."
    ),
    Caution.KIDNEY_DISEASE: _(
        "You have kidney disease. Your kidney doctor or renal dietitian must decide on every one "
        "of these nutrients."
    ),
    Caution.KIDNEY_STONES: _(
        "You have or have had kidney stones. Supplements of calcium or vitamin D can bring new "
        "ones: ask your doctor first. Calcium from food is usually fine."
    ),
    Caution.HIGH_BLOOD_CALCIUM: _(
        "With high blood calcium, primary hyperparathyroidism or sarcoidosis, calcium and vitamin "
        "D can be dangerous: only your doctor can decide."
    ),
    Caution.THIAZIDE_OR_DIGOXIN: _(
        "Thiazide diuretics and digoxin do not mix safely with calcium and vitamin D until your "
        "doctor has checked your blood calcium."
    ),
    Caution.PREGNANT_OR_BREASTFEEDING: _(
        "The reference table has no row for pregnancy or breastfeeding: ask your obstetrician, "
        "midwife or a dietitian."
    ),
}
SPACING = {
    Caution.LEVOTHYROXINE: _("Levothyroxine: take calcium at least 4 hours apart from it."),
    Caution.BISPHOSPHONATE: _(
        "Bisphosphonate: take the medicine first and calcium at least 1 hour later. Some leaflets "
        "say 3 hours: follow your own leaflet."
    ),
    Caution.TETRACYCLINE_OR_QUINOLONE: _(
        "Antibiotic: take a tetracycline 2 hours before or 4 to 6 hours after calcium, a quinolone "
        "at least 2 hours apart from it. Ask your pharmacist which one yours is."
    ),
    Caution.IRON_OR_ZINC: _("Iron or zinc: take calcium at least 2 hours apart from it."),
    Caution.FAT_ABSORPTION: _(
        "Orlistat and bile-acid sequestrants: less vitamin D and K is absorbed. Ask your "
        "pharmacist when to take your vitamins."
    ),
}
