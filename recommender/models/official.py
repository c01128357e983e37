"""What authorities publish, as an editor keeps it."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..domain import official
from ..domain.ages import AgeBand
from ..domain.nutrients import UNITS, Nutrient, Unit
from ..domain.official import Kind, Sex
from ..domain.profile import AGE
from .cells import AGES_OUT_OF_ORDER, AT_MOST, MAX_STORED, TOO_OLD, above, age_field
from .content import CODE_TAKEN, Checked, Content, code_field, held_by_edition

NUTRIENTS = [
    (Nutrient.CALCIUM.value, _("Calcium (mg)")),
    (Nutrient.D3.value, _("Vitamin D3 (IU)")),
    (Nutrient.K2.value, _("Vitamin K2 (µg)")),
    (Nutrient.K1.value, _("Vitamin K1 (µg)")),
]
KINDS = [
    (Kind.RECOMMENDED.value, _("Recommended intake (RDA or AI)")),
    (Kind.UPPER_LIMIT.value, _("Tolerable upper intake level (UL)")),
]

KIND_NAMES = {Kind.RECOMMENDED.value: _("intake"), Kind.UPPER_LIMIT.value: _("upper limit")}


class Authority(Content):
    """Who publishes figures.  Values name it by `authority`; readers see the short names."""

    columns: ClassVar = (
        "code",
        "authority",
        "name_en",
        "name_zh_hant",
        "short_en",
        "short_zh_hant",
        "region",
        "published_edition",
        "url",
        "checked_on",
        "review_due",
    )

    edition = held_by_edition("authorities")
    code = code_field()
    authority = models.CharField(
        _("authority"), max_length=60, help_text=_("As official values name it.")
    )
    name_en = models.CharField(_("full name in English"), max_length=200, blank=True)
    name_zh_hant = models.CharField(_("full name in Chinese"), max_length=200, blank=True)
    short_en = models.CharField(_("short name in English"), max_length=60)
    short_zh_hant = models.CharField(_("short name in Chinese"), max_length=60)
    region = models.CharField(_("region"), max_length=10, blank=True)
    published_edition = models.CharField(_("edition of its figures"), max_length=100, blank=True)
    url = models.URLField(_("address"), max_length=300, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    review_due = models.DateField(_("review due"), null=True, blank=True)

    class Meta(Content.Meta):
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="authority_code_once",
                violation_error_message=CODE_TAKEN,
            ),
            models.UniqueConstraint(
                fields=["edition", "authority"],
                name="authority_once",
                violation_error_message=_("This authority is there already."),
            ),
        ]

    def __str__(self) -> str:
        return self.authority

    def to_domain(self) -> official.Authority:
        return official.Authority(self.code, self.authority, self.short_en, self.short_zh_hant)


class _OfFigures(Content, Checked):
    """What an authority says of one nutrient and kind of figure for one age band."""

    authority = models.CharField(_("authority"), max_length=60)
    nutrient = models.CharField(_("nutrient"), max_length=7, choices=NUTRIENTS)
    kind = models.CharField(_("kind"), max_length=11, choices=KINDS)
    age_from = models.PositiveIntegerField(
        _("age from"), validators=[MaxValueValidator(AGE.high, TOO_OLD)]
    )
    age_to = age_field(verbose_name=_("age to"), help_text=_("Empty: no upper end."))

    class Meta(Content.Meta):
        abstract = True

    def __str__(self) -> str:
        ages = f"{self.age_from}–{self.age_to}" if self.age_to is not None else f"{self.age_from}+"
        kind = KIND_NAMES.get(self.kind, self.kind)
        return f"{self.authority} · {self.get_nutrient_display()} · {kind} · {ages}"

    @property
    def ages(self) -> AgeBand:
        return AgeBand(self.age_from, self.age_to)

    def believe(self) -> None:
        if above(self.age_from, self.age_to):
            raise ValidationError({"age_to": AGES_OUT_OF_ORDER})

    def rivals(self) -> Any:
        """What the same authority says of the same nutrient; "none set" may be set right later."""
        entries: Any = type(self).objects.exclude(pk=self.pk)
        return entries.filter(
            edition=self.edition_id, authority=self.authority, nutrient=self.nutrient
        )

    def contradictions(self, others: Iterable["_OfFigures"]) -> Iterator[tuple[str, str]]:
        """Two figures for the same people, a figure beside "none set", an intake above a limit."""
        for other in filter(self._meets, others):
            if self.kind == other.kind:
                if type(self) is type(other):
                    text = _("These ages overlap with “%(other)s”.")
                elif isinstance(other, OfficialNone):
                    text = _("For these ages stands also that no such figure is set: “%(other)s”.")
                else:
                    text = _("For these ages stands also a figure: “%(other)s”.")
                yield "age_from", text % {"other": other}
            elif isinstance(self, OfficialValue) and isinstance(other, OfficialValue):
                yield from self._beyond(other)

    def _meets(self, other: "_OfFigures") -> bool:
        """Whether both speak of one authority, nutrient, age and sex; unfinished ones do not."""
        if (self.authority, self.nutrient) != (other.authority, other.nutrient):
            return False
        sexes = {getattr(it, "sex", Sex.ANY) for it in (self, other)}
        if None in (self.age_from, other.age_from) or (len(sexes) > 1 and Sex.ANY not in sexes):
            return False
        return bool(self.ages.overlap(other.ages))


class OfficialValue(_OfFigures):
    """One authority's recommended intake or upper limit for one age band."""

    columns: ClassVar = (
        "code",
        "authority",
        "nutrient",
        "kind",
        "age_from",
        "age_to",
        "sex",
        "amount",
        "source_title",
        "source_url",
        "region",
        "verified",
        "checked_on",
        "review_due",
    )

    edition = held_by_edition("official_values")
    code = code_field()
    sex = models.CharField(
        _("sex"),
        max_length=6,
        choices=[
            (Sex.ANY.value, pgettext_lazy("sex", "Any")),
            (Sex.FEMALE.value, _("Female")),
            (Sex.MALE.value, _("Male")),
        ],
        default=Sex.ANY.value,
    )
    amount = models.PositiveIntegerField(
        _("amount a day"),
        validators=[
            MinValueValidator(1, _("Enter at least 1.")),
            MaxValueValidator(MAX_STORED, AT_MOST),
        ],
    )
    source_title = models.CharField(_("title of the source"), max_length=200)
    source_url = models.URLField(_("address of the source"), max_length=300)
    region = models.CharField(_("region"), max_length=10, blank=True)

    class Meta(_OfFigures.Meta):
        verbose_name = _("official value")
        verbose_name_plural = _("official values")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="official_code_once",
                violation_error_message=CODE_TAKEN,
            ),
            models.UniqueConstraint(
                fields=["edition", "authority", "nutrient", "kind", "sex", "age_from"],
                name="official_once",
                violation_error_message=_(
                    "This authority’s value for these ages is there already."
                ),
            ),
            models.CheckConstraint(
                condition=Q(age_from__lte=F("age_to")),
                name="official_ages_in_order",
                violation_error_message=AGES_OUT_OF_ORDER,
            ),
            models.CheckConstraint(
                condition=Q(age_from__lte=AGE.high) & (Q(age_to=None) | Q(age_to__lte=AGE.high)),
                name="official_ages_believable",
                violation_error_message=TOO_OLD,
            ),
            models.CheckConstraint(condition=Q(amount__lte=MAX_STORED), name="official_believable"),
            models.CheckConstraint(
                condition=Q(
                    nutrient__in=[nutrient.value for nutrient in Nutrient],
                    kind__in=[kind.value for kind in Kind],
                    sex__in=[sex.value for sex in Sex],
                ),
                name="official_words_known",
            ),
        ]

    def __str__(self) -> str:
        words = super().__str__()
        return words if self.sex == Sex.ANY else f"{words} · {self.get_sex_display()}"

    @property
    def unit(self) -> Unit:
        return UNITS[Nutrient(self.nutrient)]

    def _beyond(self, other: "OfficialValue") -> Iterator[tuple[str, str]]:
        """Of an intake and an upper limit for the same people, what the first may not pass."""
        figures = {"other": f"{other.amount:,}"}
        if self.kind == Kind.RECOMMENDED and above(self.amount, other.amount):
            text = _("Above the upper limit that the authority sets for these ages: %(other)s.")
            yield "amount", text % figures
        elif self.kind == Kind.UPPER_LIMIT and above(other.amount, self.amount):
            text = _("Below the intake that the authority recommends for these ages: %(other)s.")
            yield "amount", text % figures

    def to_domain(self) -> official.OfficialValue:
        return official.OfficialValue(
            code=self.code,
            authority=self.authority,
            nutrient=Nutrient(self.nutrient),
            kind=Kind(self.kind),
            ages=self.ages,
            sex=Sex(self.sex),
            amount=self.amount,
            source_title=self.source_title,
            source_url=self.source_url,
        )


class OfficialNone(_OfFigures):
    """An authority's own word that it sets no figure of this kind."""

    columns: ClassVar = (
        "code",
        "authority",
        "nutrient",
        "kind",
        "note_en",
        "note_zh_hant",
        "source",
        "age_from",
        "age_to",
        "verified",
        "checked_on",
        "review_due",
    )

    edition = held_by_edition("none_set")
    code = code_field()
    note_en = models.CharField(_("note in English"), max_length=300)
    note_zh_hant = models.CharField(_("note in Chinese"), max_length=300)
    source = models.CharField(_("source"), max_length=600)

    class Meta(_OfFigures.Meta):
        verbose_name = _("figure that is not set")
        verbose_name_plural = _("figures that are not set")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="none_set_code_once",
                violation_error_message=CODE_TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(age_from__lte=F("age_to")),
                name="none_set_ages_in_order",
                violation_error_message=AGES_OUT_OF_ORDER,
            ),
            models.CheckConstraint(
                condition=Q(
                    nutrient__in=[nutrient.value for nutrient in Nutrient],
                    kind__in=[kind.value for kind in Kind],
                ),
                name="none_set_words_known",
            ),
        ]

    def to_domain(self) -> official.NoneSet:
        return official.NoneSet(
            code=self.code,
            authority=self.authority,
            nutrient=Nutrient(self.nutrient),
            kind=Kind(self.kind),
            ages=self.ages,
            note_en=self.note_en,
            note_zh_hant=self.note_zh_hant,
            source=self.source,
        )
