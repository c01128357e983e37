"""What is kept per process is never older than it may be, and never half of two editions."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from recommender import catalogue
from recommender.catalogue import CatalogueUnavailable
from recommender.models import CatalogueStamp, Food, ReferenceTable

from .builders import shipped_table

pytestmark = pytest.mark.django_db


class Clock:
    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(catalogue, "time", clock)
    return clock


def change_elsewhere() -> None:
    """As another process does it: this one hears nothing of it."""
    Food.objects.filter(name_en="Egg").update(serving_g=77)
    CatalogueStamp.objects.update(token="changed elsewhere")


def egg(found: catalogue.Catalogue) -> int:
    return next(food.serving_g for food in found.foods if food.name_en == "Egg")


def test_live_is_the_published_edition() -> None:
    found = catalogue.live()
    assert found.table == shipped_table()
    assert found.published_at == ReferenceTable.objects.get().published_at
    assert len(found.foods) == 40
    assert len(found.official.values) == 36


def test_within_a_second_nothing_is_asked(clock: Clock, django_assert_num_queries: Any) -> None:
    first = catalogue.live()
    clock.now += 0.99
    with django_assert_num_queries(0):
        assert catalogue.live() is first


def test_after_a_second_one_query_asks_for_the_token(
    clock: Clock, django_assert_num_queries: Any
) -> None:
    first = catalogue.live()
    clock.now += 1
    with django_assert_num_queries(1):
        assert catalogue.live() is first
    with django_assert_num_queries(0):
        catalogue.live()


def test_fresh_always_asks_once(clock: Clock, django_assert_num_queries: Any) -> None:
    catalogue.live()
    with django_assert_num_queries(1):
        catalogue.live(fresh=True)


def test_a_change_elsewhere_shows_within_a_second(clock: Clock) -> None:
    assert egg(catalogue.live()) == 55
    change_elsewhere()
    assert egg(catalogue.live()) == 55
    clock.now += 1
    assert egg(catalogue.live()) == 77


def test_a_change_elsewhere_shows_at_once_where_fresh(clock: Clock) -> None:
    catalogue.live()
    change_elsewhere()
    assert egg(catalogue.live(fresh=True)) == 77


def test_an_own_change_shows_at_once(clock: Clock) -> None:
    catalogue.live()
    food = Food.objects.get(name_en="Egg")
    food.serving_g = 66
    food.save()
    assert egg(catalogue.live()) == 66


def test_a_change_taken_back_is_forgotten(clock: Clock) -> None:
    try:
        with transaction.atomic():
            Food.objects.get(name_en="Egg").save()
            change_elsewhere()
            assert egg(catalogue.live(fresh=True)) == 77
            raise InterruptedError
    except InterruptedError:
        pass
    assert egg(catalogue.live(fresh=True)) == 55


def test_a_retired_food_is_not_asked_about() -> None:
    food = Food.objects.get(name_en="Egg")
    food.retired = True
    food.save()
    assert "Egg" not in [it.name_en for it in catalogue.live().foods]


def test_nothing_published() -> None:
    ReferenceTable.objects.update(status="retired")
    with pytest.raises(CatalogueUnavailable) as refused:
        catalogue.live()
    assert refused.value.reason == "nothing-published"


def test_a_damaged_live_edition_counts_as_none(caplog: pytest.LogCaptureFixture) -> None:
    table = ReferenceTable.objects.get()
    table.rows.update(k1_min_ug=None)
    with pytest.raises(CatalogueUnavailable):
        catalogue.live()
    assert "damaged" in caplog.text


class NoDatabase:
    def __call__(self, *args: Any) -> Iterator[None]:
        raise DatabaseError("gone")


def test_no_database_is_said_where_something_must_be_fresh(clock: Clock) -> None:
    first = catalogue.live()
    with connection.execute_wrapper(NoDatabase()):
        clock.now += 1
        for ask in (lambda: catalogue.live(fresh=True), lambda: catalogue.of_edition(1)):
            with pytest.raises(CatalogueUnavailable) as refused:
                ask()
            assert refused.value.reason == "database"
    assert catalogue.live(fresh=True) is first


def test_what_is_kept_does_while_there_is_no_database(clock: Clock) -> None:
    first = catalogue.live()
    with connection.execute_wrapper(NoDatabase()):
        for _ in range(3):
            clock.now += 1
            assert catalogue.live() is first
    change_elsewhere()
    assert catalogue.live() is first, "within the second"
    clock.now += 1
    assert catalogue.live() is not first


def test_no_database_and_nothing_kept() -> None:
    catalogue.forget()
    with connection.execute_wrapper(NoDatabase()), pytest.raises(CatalogueUnavailable) as refused:
        catalogue.live()
    assert refused.value.reason == "database"


def test_any_edition_can_be_read() -> None:
    assert catalogue.of_edition(1).table == shipped_table()
    with pytest.raises(LookupError):
        catalogue.of_edition(99)
