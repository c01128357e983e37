"""What the desk's templates print, worked out here so that they need not reckon."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext

from .. import editions
from ..domain.nutrients import Nutrient
from ..domain.profile import Menopause, Profile
from ..domain.recommendation import Recommendation
from ..domain.reference import RANGES, columns_of
from ..editions.forms import EditionForm, RowForm
from ..models import CONTENT, Edition, ReferenceRow
from ..wording import EMPTY, nutrient_name, range_heading, table_amount


@dataclass(frozen=True, slots=True)
class FormCell:
    """One cell of the grid: a low and a high input, or a single one."""

    heading: str
    inputs: tuple[BoundField, ...]

    @property
    def errors(self) -> list[Any]:
        return [field.errors for field in self.inputs if field.errors]


@dataclass(frozen=True, slots=True)
class FormRow:
    name: str
    form: Any
    names: tuple[BoundField, ...]
    cells: tuple[FormCell, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake with where it is: `target` is the address of the input, if there is one."""

    row: str
    column: str
    text: str
    target: str


def grid_form(formset: Any) -> list[FormRow]:
    rows = []
    for form in formset.forms:
        cells = [
            FormCell(gettext("Ages"), (form["age_from"], form["age_to"])),
            FormCell(gettext("Menopause"), (form["menopause"],)),
            *(
                FormCell(
                    range_heading(name),
                    tuple(form[column] for column in columns_of(name)),
                )
                for name in RANGES
            ),
        ]
        name = editions.row_name(form.instance) if form.instance.pk else gettext("New population")
        names = (form["label_en"], form["label_zh_hant"])
        for field in (*names, *(field for cell in cells for field in cell.inputs)):
            field.field.widget.attrs["aria-label"] = f"{name}: {field.label}"
        if "DELETE" in form.fields:
            remove = gettext("Remove “%(name)s”") % {"name": name}
            form.fields["DELETE"].widget.attrs["aria-label"] = remove
        rows.append(FormRow(name, form, names, tuple(cells)))
    return rows


def slips(form: Any, formset: Any) -> list[Slip]:
    """Every mistake of the page, for the summary above the grid."""
    slips = _of_form("", form)
    slips += [Slip("", "", text, "") for text in formset.non_form_errors()]
    for row in grid_form(formset):
        slips += _of_form(row.name, row.form)
    return slips


def _of_form(row: str, form: Any) -> list[Slip]:
    return [
        Slip(row, str(capfirst(form.fields[name].label)), text, f"#{form[name].auto_id}")
        if name in form.fields
        else Slip(row, "", text, "")
        for name, texts in form.errors.items()
        for text in texts
    ]


def placed(problems: list[editions.Problem], formset: Any = None) -> list[Slip]:
    """Problems with where each is mended: an input of the grid, if there is one, or a page."""
    forms = {form.instance.pk: form for form in formset or () if form.instance.pk}
    slips = []
    for problem in problems:
        column, content, target = problem.column, problem.content, ""
        if isinstance(content, ReferenceRow):
            if form := forms.get(content.pk):
                target = f"#{form[column].auto_id}" if column else ""
        elif content:
            name = f"admin:recommender_{content._meta.model_name}_change"
            target = reverse(name, args=[content.pk])
        elif formset and column.startswith("source_"):
            target = f"#id_{column}"
        slips.append(Slip(problem.where, _label(column, content), problem.text, target))
    return slips


def _label(column: str, content: Any) -> str:
    """What the page where it is mended calls a column."""
    field = {**EditionForm.base_fields, **RowForm.base_fields}.get(column)
    if field is not None:
        return str(capfirst(field.label))
    return str(capfirst(content._meta.get_field(column).verbose_name)) if column else ""


@dataclass(frozen=True, slots=True)
class ListLink:
    """A list of an edition: its name, how long it is, and where it stands."""

    name: str
    count: int
    url: str


def lists_of(edition: Edition) -> list[ListLink]:
    return [
        ListLink(
            str(capfirst(kind._meta.verbose_name_plural)),
            kind.objects.of(edition).count(),
            reverse(f"admin:recommender_{kind._meta.model_name}_changelist")
            + f"?edition={edition.pk}",
        )
        for kind in CONTENT
        if kind is not ReferenceRow
    ]


# Sample people


@dataclass(frozen=True, slots=True)
class EffectLine:
    """One sample person; per nutrient the amount before, where it differs, and the amount now."""

    number: int
    person: str
    cells: tuple[editions.Cell, ...]


def effect_lines(effects: Iterable[editions.Effect]) -> list[EffectLine]:
    return [
        EffectLine(
            effect.person.number,
            person_text(effect.person.profile),
            tuple(_effect_cells(effect)),
        )
        for effect in effects
    ]


def _effect_cells(effect: editions.Effect) -> Iterable[editions.Cell]:
    for nutrient in Nutrient:
        now = _amount(effect.after, nutrient)
        was = _amount(effect.before, nutrient) if effect.before else now
        heading = nutrient_name(nutrient)
        yield editions.Cell(heading, now, None if was == now else was)


def _amount(result: Recommendation, nutrient: Nutrient) -> str:
    amount = result.of(nutrient).table
    return EMPTY if amount is None else table_amount(nutrient, amount)


def person_text(profile: Profile) -> str:
    """Such as "Age 55, postmenopausal · sun 15 min · diet 900 mg calcium"."""
    parts = [gettext("Age %(age)s") % {"age": profile.age}]
    if profile.menopause is Menopause.YES:
        parts.append(gettext("Postmenopausal"))
    parts.append(gettext("sun %(minutes)s minutes") % {"minutes": profile.sun_minutes})
    if profile.diet_calcium_mg is None:
        parts.append(gettext("calcium in the diet not known"))
    else:
        parts.append(gettext("diet %(mg)s mg calcium") % {"mg": f"{profile.diet_calcium_mg:,}"})
    return " · ".join(parts)
