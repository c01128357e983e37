"""Publishers racing each other and visitors; needs a database with several connections."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections

from recommender import editions
from recommender.models import Edition, ReferenceRow

from ..support.visitor import Visit
from .desk import Desk, an_editor, live

pytestmark = pytest.mark.usefixtures("first_data")

JOURNEYS, MOST_JOURNEYS = 200, 2000
WANTED_EDITIONS = 3


@pytest.fixture(autouse=True)
def _several_connections() -> None:
    assert connection.vendor == "postgresql"


def at_once(*tasks: Callable[[], Any]) -> list[Any]:
    """Runs every task in a thread of its own, all begun together; returns what they return."""
    gate = threading.Barrier(len(tasks))

    def run(task: Callable[[], Any]) -> Any:
        try:
            gate.wait(10)
            return task()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return [it.result(120) for it in [pool.submit(run, task) for task in tasks]]


def marked_draft(mark: int) -> Edition:
    """A draft all of whose supplements are the same recognisable amount."""
    draft = editions.copy_to_draft(live(), "racer")
    draft.rows.update(
        calcium_total_min_mg=1000,
        calcium_total_max_mg=1000,
        calcium_supplement_min_mg=mark,
        calcium_supplement_max_mg=mark,
        d3_little_sun_min_iu=mark,
        d3_little_sun_max_iu=mark,
        k2_min_ug=mark,
        k2_max_ug=mark,
        k1_min_ug=mark,
        k1_max_ug=mark,
    )
    return draft


def amounts_of(edition: int) -> tuple[int, ...]:
    row = ReferenceRow.objects.get(edition__number=edition, code="adults")
    return (
        row.calcium_supplement_max_mg or 0,
        row.d3_little_sun_max_iu or 0,
        row.k2_max_ug or 0,
        row.k1_max_ug or 0,
    )


def test_the_same_draft_is_published_once() -> None:
    draft = editions.copy_to_draft(live(), "racer")

    def attempt() -> str:
        try:
            editions.publish(draft.pk, changes=draft.changes, instead_of=1, note="x", by="x")
        except (editions.NotADraft, editions.Stale) as refused:
            return type(refused).__name__
        return "published"

    outcomes = at_once(*[attempt] * 6)
    assert sorted(outcomes) == ["NotADraft"] * 5 + ["published"]
    assert live().number == 2


def test_of_two_drafts_one_goes_live() -> None:
    drafts = [editions.copy_to_draft(live(), name) for name in ("a", "b")]

    def attempt(draft: Edition) -> bool:
        try:
            editions.publish(draft.pk, changes=draft.changes, instead_of=1, note="x", by="x")
        except editions.Stale:
            return False
        return True

    outcomes = at_once(*(lambda draft=draft: attempt(draft) for draft in drafts))
    assert sorted(outcomes) == [False, True]
    assert Edition.objects.filter(status="live").count() == 1


def test_two_saves_of_one_page_keep_one(django_user_model: Any) -> None:
    draft = editions.copy_to_draft(live(), "racer")
    desks = [Desk(an_editor(name)) for name in ("a", "b")]
    pages = [desk.grid(draft) | {"rows-2-k2_min_ug": str(80 + n)} for n, desk in enumerate(desks)]

    at_once(
        *(
            lambda desk=desk, page=page: desk.save(draft, page)
            for desk, page in zip(desks, pages, strict=True)
        )
    )
    refused = [desk for desk in desks if desk.listed("problems")]
    assert len(refused) == 1
    kept = 80 + (1 - desks.index(refused[0]))
    assert draft.rows.get(code="adults").k2_min_ug == kept


def test_every_result_comes_wholly_from_one_edition() -> None:
    """Editors publish as fast as they can while 200 visitors walk through the questions."""
    walking = threading.Event()
    walking.set()
    numbers: Iterator[int] = iter(range(200, 100_000))
    lock = threading.Lock()

    def publish_on(name: str) -> int:
        desk = Desk(an_editor(name))
        published = 0
        while walking.is_set():
            with lock:
                mark = next(numbers) % 700 + 100
            draft = marked_draft(mark)
            desk.publish(draft)
            assert desk.status < 500
            published += "is live." in desk.page
        return published

    editions_seen: set[int] = set()

    def walk(most: int) -> list[tuple[int, tuple[int, ...]]]:
        """As many journeys as wanted, and more while too few publications fell between them."""
        seen: list[tuple[int, tuple[int, ...]]] = []
        while len(seen) < most and (
            len(seen) < JOURNEYS // 4 or len(editions_seen) < WANTED_EDITIONS
        ):
            results = Visit().answer_all(diet_calcium=0, sun_minutes=0).results()
            found = tuple(results.amount(it)[2] or 0 for it in ("calcium", "d3", "k2", "k1"))
            seen.append((int(results.main["data-edition"]), found))
            editions_seen.add(seen[-1][0])
        return seen

    def walk_all() -> list[tuple[int, tuple[int, ...]]]:
        try:
            with ThreadPoolExecutor(4) as pool:
                parts = [pool.submit(_closing, walk, MOST_JOURNEYS // 4) for _ in range(4)]
                return [it for part in parts for it in part.result(300)]
        finally:
            walking.clear()

    seen, *published = at_once(
        walk_all, lambda: publish_on("a"), lambda: publish_on("b"), lambda: publish_on("c")
    )
    assert len(seen) >= JOURNEYS
    assert [(edition, amounts_of(edition)) for edition, _ in seen] == seen
    assert len(editions_seen) >= WANTED_EDITIONS
    # Whoever looked before another published is refused, again and again if luck has it.
    assert sum(published) >= WANTED_EDITIONS - 1
    assert Edition.objects.filter(status="live").count() == 1
    numbered = Edition.objects.exclude(status="draft").order_by("published_at")
    editions_in_time = list(numbered.values_list("number", flat=True))
    assert editions_in_time == sorted(editions_in_time)


def _closing(task: Callable[..., Any], *arguments: Any) -> Any:
    try:
        return task(*arguments)
    finally:
        connections.close_all()
