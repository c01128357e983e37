"""An editor who publishes all the time, and remembers what was in every edition."""

import random
import threading
from dataclasses import replace

from recommender.domain.edition import Edition
from recommender.domain.nutrients import Range
from recommender.domain.reference import RANGES, ReferenceRow, ReferenceTable, columns_of
from tests.support.builders import shipped_edition

SECONDS_BETWEEN = 0.7


class Editions:
    """What every edition holds, put down before it is published.

    `live` is the newest one known to be published, `newest` the newest one that might be.
    """

    def __init__(self) -> None:
        self.known: dict[int, Edition] = {1: shipped_edition()}
        self.live = self.newest = 1


def changed(row: ReferenceRow, chance: random.Random) -> ReferenceRow:
    """The row with other amounts, as valid as they were."""

    def some(low: int, high: int) -> Range:
        return Range(*sorted(chance.randrange(low, high, 5) for _ in range(2)))

    return replace(
        row,
        calcium_total=some(800, 1600),
        calcium_supplement=some(100, 800),
        d3_little_sun=some(400, 2000),
        d3_enough_sun=some(100, 800),
        k2=some(15, 200),
        k1=some(30, 200),
    )


def publish(editions: Editions, chance: random.Random) -> None:
    """A draft of the live edition, new amounts in every row, published with the site's own code."""
    from recommender import editions as desk
    from recommender.models import Edition as Stored

    live = Stored.objects.get(status=Stored.Status.LIVE)
    draft = desk.copy_to_draft(live, by="cluster test")
    before = editions.known[live.number]
    rows = {row.code: changed(row, chance) for row in before.table.rows}
    for row in draft.rows.all():
        for name in RANGES:
            amounts = getattr(rows[row.code], name)
            for column, amount in zip(columns_of(name), (amounts.low, amounts.high), strict=True):
                setattr(row, column, amount)
        row.save()
    draft.enough_sun_minutes = chance.choice([10, 15, 20, 30])
    draft.save()
    draft.refresh_from_db()
    table = ReferenceTable(draft.enough_sun_minutes, tuple(rows.values()))
    editions.known[draft.number] = replace(before, number=draft.number, table=table)
    editions.newest = draft.number
    desk.publish(
        draft.pk,
        changes=draft.changes,
        instead_of=live.number,
        note="cluster test",
        by="cluster test",
    )
    editions.live = draft.number


def publish_until(stop: threading.Event, editions: Editions, seed: int) -> None:
    chance = random.Random(seed)
    while not stop.wait(SECONDS_BETWEEN):
        publish(editions, chance)
