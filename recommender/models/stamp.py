"""What all models of the catalogue share: the stamp that changes with each of them."""

from typing import Any
from uuid import uuid4

from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import pre_delete
from django.dispatch import receiver


class PublishedEditionIsFixed(Exception):
    """Raised on any attempt to change or delete an edition that has been published."""


class CatalogueStamp(models.Model):
    """One row whose token changes with every change of the other models.

    A process that kept the catalogue under a token may use it for as long as the token stands.
    Changing it also locks the row, so that whoever changes the catalogue does so one at a time.
    """

    token = models.CharField(max_length=32)

    objects: models.Manager["CatalogueStamp"] = models.Manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_stamp")]

    def __str__(self) -> str:
        return self.token

    @classmethod
    def lock(cls) -> None:
        """Until the end of the transaction nobody else changes the catalogue."""
        cls.objects.select_for_update().filter(pk=1).first()

    @classmethod
    def renew(cls) -> None:
        """Call inside the transaction that changes the catalogue, before the change."""
        cls.objects.update_or_create(pk=1, defaults={"token": uuid4().hex})


class Stamped(models.Model):
    """A model of the catalogue: saving or deleting one renews the stamp.

    Bulk writes do not pass here; they renew the stamp themselves.
    """

    revision = models.PositiveIntegerField(default=0, editable=False)
    """Counts saves: a form that began from an older one is stale."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            CatalogueStamp.renew()
            self.refuse_if_fixed()
            self.revision += 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "revision"}
            super().save(*args, **kwargs)

    def refuse_if_fixed(self) -> None:
        """Raises PublishedEditionIsFixed where this may no longer change."""


@receiver(pre_delete)
def _before_delete(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """A signal, since deletes of a queryset do not pass `Model.delete`."""
    if isinstance(instance, Stamped):
        CatalogueStamp.renew()
        instance.refuse_if_fixed()
