"""What all the things have in common that an edition holds."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .edition import Edition, PublishedEditionIsFixed, refuse_if_published


class ContentQuerySet(models.QuerySet[Any]):
    """Refuses to change what a published edition holds, one by one or in bulk."""

    def of(self, edition: Edition) -> Self:
        """What one edition holds, in its order."""
        return self.filter(edition=edition)

    def update(self, **fields: Any) -> int:
        with transaction.atomic():
            editions = self._editions()
            if "edition" in fields:
                editions.add(getattr(fields["edition"], "pk", fields["edition"]))
            if "edition_id" in fields:
                editions.add(fields["edition_id"])
            note_change(editions)
            return super().update(**fields)

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            note_change(self._editions())
            return super().delete()

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        if kwargs.get("update_conflicts"):  # which might be entries of any edition
            raise PublishedEditionIsFixed
        objs = list(objs)
        with transaction.atomic():
            note_change({content.edition_id for content in objs})
            return super().bulk_create(objs, *args, **kwargs)

    def _editions(self) -> set[int]:
        return set(self.order_by().values_list("edition_id", flat=True))


class Content(models.Model):
    """Something that an edition holds.

    `columns` are what it says: what a copy takes along, a comparison compares and a file lists.
    `identified_by` are those of them by which it is known as the same thing in two editions.
    """

    columns: ClassVar[tuple[str, ...]]
    identified_by: ClassVar[tuple[str, ...]] = ("code",)
    is_cleaned_with_others = True
    """False while a whole file is read, whose lines may be right only together."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    """Each kind gives it the name by which an edition knows its things (`held_by_edition`)."""
    revision = models.PositiveIntegerField(default=0, editable=False)
    """Counts saves: a form that began from an older one is stale."""

    objects = ContentQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            note_change(self._editions())
            self.revision += 1
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            note_change(self._editions())
            return super().delete(*args, **kwargs)

    def _editions(self) -> set[int]:
        """The edition that it is of, and the one that it is stored in, where that is another."""
        stored: Any = type(self).objects.filter(pk=self.pk)
        return {self.edition_id, *stored.values_list("edition_id", flat=True)}

    @property
    def identity(self) -> tuple[Any, ...]:
        return tuple(getattr(self, column) for column in self.identified_by)

    def believe(self) -> None:
        """Raises ValidationError, at the cell, for what no edition may be published with."""

    def contradictions(self, others: Iterable[Any]) -> Iterator[tuple[str, str]]:
        """What cannot stand beside `others` of its edition, as column and words."""
        yield from ()

    def rivals(self) -> Iterable[Any]:
        """The others of its edition that `contradictions` may be about, as stored."""
        return ()

    def clean(self) -> None:
        self.believe()
        if self.is_cleaned_with_others:
            self.clean_beside_others()

    def clean_beside_others(self) -> None:
        """Raises ValidationError, at the cell, for what contradicts its edition's other entries."""
        for column, text in self.contradictions(self.rivals()):
            raise ValidationError({column: text})

    def copy_to(self, edition: Edition) -> Self:
        """The same for another edition, not saved yet."""
        return type(self)(
            edition=edition, **{column: getattr(self, column) for column in self.columns}
        )


def note_change(editions: Iterable[int]) -> None:
    """Call inside the transaction that changes what these editions hold, before the change.

    Raises PublishedEditionIsFixed.
    """
    Edition.lock()
    chosen = set(editions)
    refuse_if_published(chosen)
    Edition.objects.filter(pk__in=chosen).update(
        changes=F("changes") + 1, changed_at=timezone.now()
    )


CODE_TAKEN = _("This code is there already.")


def held_by_edition(related_name: str) -> Any:
    return models.ForeignKey(
        Edition, models.CASCADE, related_name=related_name, verbose_name=_("edition")
    )


def code_field(**kwargs: Any) -> models.SlugField:
    """The name that answers, files and addresses know a thing by; never a database key."""
    return models.SlugField(
        _("code"),
        max_length=60,
        help_text=_("Small letters, digits and hyphens. It stays the same in later editions."),
        **kwargs,
    )


def verified_field() -> models.CharField:
    return models.CharField(
        _("how it was checked"),
        max_length=20,
        blank=True,
        help_text=_("Such as “two copies”, “read” or “decision”."),
    )


class Checked(models.Model):
    """When and how well a figure was checked against its source."""

    verified = verified_field()
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    review_due = models.DateField(_("review due"), null=True, blank=True)

    class Meta:
        abstract = True
