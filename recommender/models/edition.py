"""Editions: drafts, the live one, and those that were live before."""

from collections.abc import Iterable
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..domain.profile import SUN_MINUTES


class PublishedEditionIsFixed(Exception):
    """Raised on any attempt to change or delete an edition that has been published."""


class EditionQuerySet(models.QuerySet[Any]):
    """Changes and deletes drafts alone; what was published only changes its status."""

    def update(self, **fields: Any) -> int:
        with transaction.atomic():
            Edition.lock()
            if "status" in fields or self.exclude(status=Edition.Status.DRAFT).exists():
                raise PublishedEditionIsFixed
            return super().update(**fields)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        if kwargs.get("update_conflicts"):
            raise PublishedEditionIsFixed
        return super().bulk_create(objs, *args, **kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            Edition.lock()
            if self.exclude(status=Edition.Status.DRAFT).exists():
                raise PublishedEditionIsFixed
            return super().delete()

    def move_to(self, status: "Edition.Status", **fields: Any) -> int:
        """For publishing, which alone moves an edition from one status to the next."""
        return super().update(status=status, **fields)


class Edition(models.Model):
    """Everything that decides a result, under one number."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        LIVE = "live", _("Live")
        RETIRED = "retired", _("Earlier edition")

    number = models.PositiveIntegerField(_("edition"), unique=True, editable=False)
    status = models.CharField(
        _("status"), max_length=7, choices=Status, default=Status.DRAFT, editable=False
    )
    enough_sun_minutes = models.PositiveIntegerField(
        _("minutes of sun that are enough"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(SUN_MINUTES.high)],
        help_text=_(
            "Around midday, on bare arms and legs, without sunscreen. "
            "From here on the “enough sun” column counts."
        ),
    )
    source_en = models.CharField(
        _("source in English"),
        max_length=300,
        blank=True,
        help_text=_("Where the values come from. Shown to the public."),
    )
    source_zh_hant = models.CharField(
        _("source in Chinese"),
        max_length=300,
        blank=True,
        help_text=_("Where the values come from. Shown to the public."),
    )
    note = models.TextField(
        _("note"),
        max_length=2000,
        blank=True,
        help_text=_("What changed in this edition and why. For the desk’s history."),
    )
    based_on = models.PositiveIntegerField(
        _("copied from edition"), null=True, blank=True, editable=False
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    """Counts saves of the table: a grid that began from an older one is stale."""
    changes = models.PositiveIntegerField(default=0, editable=False)
    """Counts every change of anything it holds: a preview of an older count is stale."""
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)
    changed_by = models.CharField(_("last changed by"), max_length=150, blank=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    published_by = models.CharField(_("published by"), max_length=150, blank=True, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-number"]
        base_manager_name = "objects"
        permissions = [("publish_edition", "Can publish edition")]
        constraints = [
            models.UniqueConstraint(
                fields=["status"],
                condition=Q(status="live"),
                name="one_live_edition",
                violation_error_message=_("Another edition is live already."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "live", "retired"]),
                name="edition_status_known",
            ),
            models.CheckConstraint(
                condition=Q(status="draft", published_at=None)
                | Q(~Q(status="draft"), published_at__isnull=False),
                name="published_has_date",
                violation_error_message=_("A published edition has a date, a draft has none."),
            ),
            models.CheckConstraint(
                condition=Q(enough_sun_minutes__range=(1, SUN_MINUTES.high)),
                name="enough_sun_in_a_day",
                violation_error_message=_("Enter 1 to 1,440 minutes."),
            ),
        ]

    def __str__(self) -> str:
        if self.is_draft:
            return str(_("Draft %(number)s") % {"number": self.number})
        return str(_("Edition %(number)s") % {"number": self.number})

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            Edition.lock()
            refuse_if_published([self.pk])
            if self._state.adding:
                super().save(*args, **kwargs)
                return
            if not self.is_draft:
                raise PublishedEditionIsFixed
            self.revision += 1
            # What it holds may have changed since it was read.
            self.changes = F("changes") + 1
            super().save(*args, **kwargs)
            self.refresh_from_db(fields=["changes"])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            Edition.lock()
            refuse_if_published([self.pk])
            return super().delete(*args, **kwargs)

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_live(self) -> bool:
        return self.status == self.Status.LIVE

    @classmethod
    def lock(cls) -> None:
        """Until the end of the transaction nobody else makes, changes or publishes an edition.

        The oldest edition's row stands for all; on SQLite a transaction locks the whole database.
        """
        cls.objects.order_by("pk").select_for_update().values_list("pk").first()


def refuse_if_published(editions: Iterable[int | None]) -> None:
    """Asks the database, for an object in hand may have been read before a publication.

    Raises PublishedEditionIsFixed.
    """
    chosen = Edition.objects.filter(pk__in={pk for pk in editions if pk is not None})
    if chosen.exclude(status=Edition.Status.DRAFT).exists():
        raise PublishedEditionIsFixed
