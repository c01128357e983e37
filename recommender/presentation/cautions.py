"""The medicine bag: what is asked about medicines and conditions, by what people take them for."""

from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from .. import registry_words
from ..domain.registry import BOXES, RULES, Group
from ..forms.questions import CAUTION_ANSWERS, CautionsForm
from ..wording import gettext
from .medicines import listed_harmless

GROUPS = {
    Group.BLOOD_CLOTS: (_("Blood thinners"), _("warfarin, Eliquis, Xarelto, aspirin")),
    Group.HEART_PRESSURE: (_("Blood pressure, heart"), _("water tablets, HCTZ, digoxin")),
    Group.KIDNEYS: (_("Kidneys"), _("kidney disease, dialysis, kidney stones")),
    Group.BONES: (_("Bones"), _("osteoporosis, a broken bone, bone tablets and injections")),
    Group.HORMONES: (_("Thyroid, parathyroid, steroids"), _("levothyroxine, prednisolone")),
    Group.INFECTIONS: (_("Antibiotics"), _("doxycycline, ciprofloxacin and the like")),
    Group.BLOOD_CANCER: (_("Cancer, TB, sarcoidosis"), _("lymphoma, myeloma, cancer in bone")),
    Group.STOMACH_BOWEL: (_("Stomach, bowel, weight"), _("acid tablets, surgery, orlistat")),
    Group.NERVES: (_("Mood"), _("lithium")),
    Group.OTHER: (_("Iron, zinc"), _("iron tablets, zinc tablets")),
    Group.LIFE_STAGE: (_("Pregnancy, breastfeeding"), _("pregnant, nursing")),
}
"""What people take things for, and examples of it."""


BOX_CODES = {rule.code for rule in BOXES}


class Box(NamedTuple):
    code: str
    id: str
    said: str
    names: str
    """What stands on the bag."""
    names_elsewhere: str
    """In Hong Kong, on the Chinese page."""
    short: str
    checked: bool


class BoxGroup(NamedTuple):
    name: str
    examples: str
    boxes: list[Box]
    is_open: bool
    """What is chosen is never hidden, nor where the summary of a mistake leads to."""


class CautionPage(NamedTuple):
    groups: list[BoxGroup]
    answers: list[Box]
    harmless: list[str]
    """What needs no tick."""


def caution_page(form: CautionsForm) -> CautionPage:
    chosen = form["cautions"].value() or []
    groups: dict[Group, list[Box]] = {}
    for number, rule in enumerate(BOXES):
        groups.setdefault(rule.group, []).append(_box(rule.code, number, chosen))
    return CautionPage(
        [
            BoxGroup(
                gettext(GROUPS[group][0]),
                gettext(GROUPS[group][1]),
                boxes,
                any(box.checked for box in boxes)
                or (bool(form.errors) and group is BOXES[0].group),
            )
            for group, boxes in groups.items()
        ],
        [
            _box(code, number, chosen)
            for number, (code, _said) in enumerate(CAUTION_ANSWERS, len(BOXES))
        ],
        [registry_words.question(rule.code) for rule in listed_harmless()],
    )


def _box(code: str, number: int, chosen: list[str]) -> Box:
    is_answer = code not in BOX_CODES
    names, *elsewhere = ("", "") if is_answer else map(_listed, registry_words.names(code))
    return Box(
        code,
        f"id_cautions_{number}",
        registry_words.question(code),
        names,
        "".join(elsewhere),
        registry_words.short_name(RULES[code]),
        code in chosen,
    )


def _listed(names: str) -> str:
    return gettext(", ").join(names.split("; "))
