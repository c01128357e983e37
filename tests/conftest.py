"""What every test finds: a catalogue read anew, and the shipped values where it asks for them."""

import os

import pytest
from django.contrib.auth.models import Group, Permission
from hypothesis import settings

from recommender import catalogue, editions

# No test is timed: a busy machine is no fault of the code.
settings.register_profile("whole", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=10)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "whole"))


@pytest.fixture(autouse=True)
def _catalogue_read_anew() -> None:
    """What one test kept per process must not be fresh enough for the next."""
    catalogue.forget()


@pytest.fixture
def first_data(transactional_db: None) -> None:
    """The shipped values and the editors' group, for tests whose database is emptied each time."""
    group, _made = Group.objects.get_or_create(name="Nutrition editors")
    rights = Permission.objects.filter(content_type__app_label="recommender")
    group.permissions.set(rights)
    if not editions.live_edition():
        draft = editions.shipped_to_draft("")
        editions.publish(draft.pk, changes=draft.changes, instead_of=None, note="", by="")
