"""What is kept per process is never older than it may be, and never half of two editions."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from recommender import catalogue
from recommender.catalogue import CatalogueUnavailable
from recommender.domain.edition import Edition as DomainEdition
from recommender.editions import copy_to_draft, live_edition, publish
from recommender.models import Edition, ReferenceRow

from .support.builders import force, shipped_edition, shipped_table
from .support.visitor import Visit

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


def draft_with_another_egg() -> Edition:
    live = live_edition()
    assert live is not None
    draft = copy_to_draft(live, by="editor")
    draft.foods.filter(name_en="Egg").update(serving_g=77)
    draft.refresh_from_db()
    return draft


def publish_here() -> None:
    draft = draft_with_another_egg()
    publish(draft.pk, changes=draft.changes, instead_of=1, note="Because", by="editor")


def publish_elsewhere() -> None:
    """As another process does it: this one hears nothing of it."""
    draft = draft_with_another_egg()
    Edition.objects.filter(status="live").move_to(Edition.Status.RETIRED)
    Edition.objects.filter(pk=draft.pk).move_to(Edition.Status.LIVE, published_at=timezone.now())


def egg(found: DomainEdition) -> int:
    return next(food.serving_g for food in found.foods if food.name_en == "Egg")


def test_live_is_the_published_edition() -> None:
    found = catalogue.live()
    assert found.published_at == Edition.objects.get().published_at
    assert replace(found, published_at=None) == shipped_edition()


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


def test_a_publish_elsewhere_shows_within_a_second(clock: Clock) -> None:
    assert egg(catalogue.live()) == 55
    publish_elsewhere()
    assert egg(catalogue.live()) == 55
    clock.now += 1
    assert egg(catalogue.live()) == 77


def test_a_publish_elsewhere_shows_at_once_where_fresh(clock: Clock) -> None:
    catalogue.live()
    publish_elsewhere()
    assert egg(catalogue.live(fresh=True)) == 77


@pytest.mark.django_db(transaction=True)
def test_an_own_publication_shows_at_once(clock: Clock, first_data: None) -> None:
    assert egg(catalogue.live()) == 55
    publish_here()
    assert egg(catalogue.live()) == 77


def test_a_draft_shows_nowhere(clock: Clock) -> None:
    draft_with_another_egg()
    clock.now += 1
    assert egg(catalogue.live(fresh=True)) == 55


def test_a_publication_taken_back_is_forgotten(clock: Clock) -> None:
    try:
        with transaction.atomic():
            publish_elsewhere()
            assert egg(catalogue.live(fresh=True)) == 77
            raise InterruptedError
    except InterruptedError:
        pass
    assert egg(catalogue.live(fresh=True)) == 55


def test_another_edition_of_the_same_number_is_not_taken_for_it(clock: Clock) -> None:
    """A database put back to an earlier state may give the same number once more."""
    assert egg(catalogue.live()) == 55
    force(live_edition().foods.filter(name_en="Egg"), serving_g=77)  # type: ignore[union-attr]
    QuerySet.update(Edition.objects.all(), published_at=timezone.now())
    clock.now += 1
    assert egg(catalogue.live()) == 77


def test_a_retired_food_is_not_asked_about() -> None:
    force(live_edition().foods.filter(name_en="Egg"), retired=True)  # type: ignore[union-attr]
    assert "Egg" not in [it.name_en for it in catalogue.live().foods]


def test_nothing_published() -> None:
    force(Edition.objects.all(), status="retired")
    with pytest.raises(CatalogueUnavailable) as refused:
        catalogue.live()
    assert refused.value.reason == "nothing-published"


def test_a_damaged_live_edition_counts_as_none(caplog: pytest.LogCaptureFixture) -> None:
    force(Edition.objects.get().rows.all(), k1_min_ug=None)
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
    publish_elsewhere()
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


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("first_data")
def test_a_connection_that_failed_is_given_up_but_never_within_a_transaction(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It may lead to a server that is no longer there, while another one answers by now."""
    given_up = []

    def ask_without_a_database() -> None:
        with connection.execute_wrapper(NoDatabase()), pytest.raises(CatalogueUnavailable):
            catalogue.live(fresh=True)

    with transaction.atomic(), monkeypatch.context() as patched:
        patched.setattr(connection, "close", lambda: given_up.append("within"))
        ask_without_a_database()
    assert given_up == []
    with monkeypatch.context() as patched:
        patched.setattr(connection, "close", lambda: given_up.append("outside"))
        ask_without_a_database()
    assert given_up == ["outside"]


def test_a_result_or_the_table_never_comes_from_an_edition_replaced_elsewhere(
    clock: Clock,
) -> None:
    """Though this process heard nothing of it and what it keeps is no second old."""
    visit = Visit().holding()
    for amount, path in ((111, "results/"), (122, "reference/"), (133, "reference.csv")):
        kept = catalogue.live()
        rows = ReferenceRow.objects.filter(code="adults", edition__status="live")
        QuerySet.update(rows, k2_max_ug=amount)
        QuerySet.update(Edition.objects.all(), published_at=timezone.now())
        assert catalogue.live() is kept
        assert str(amount) in visit.open(path).content.decode(), path


def test_the_probe_asks_the_database_though_questions_go_on_by_what_is_kept(clock: Clock) -> None:
    visit = Visit().holding()
    catalogue.live()
    with connection.execute_wrapper(NoDatabase()):
        assert visit.open("questions/sun/").status_code == 200
        probe = visit.client.get("/readyz")
    assert (probe.status_code, probe.content) == (503, b"database\n")
    assert visit.client.get("/readyz").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_page_that_lost_the_database_gives_up_the_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given_up = []

    def gone(*args: Any) -> None:
        raise OperationalError("gone")

    with monkeypatch.context() as patched:
        patched.setattr(connection, "close", lambda: given_up.append(True))
        client = Client(raise_request_exception=False)
        with connection.execute_wrapper(gone):
            page = client.get("/admin/", headers={"cookie": "sessionid=" + "x" * 32})
    assert (page.status_code, page.headers["Retry-After"]) == (503, "30")
    assert given_up == [True]
