"""An editor who publishes all the time, and remembers what was in every edition."""

import random
import threading
from dataclasses import replace

from recommender.domain.nutrients import Range
from recommender.domain.reference import ReferenceRow, ReferenceTable
from tests.builders import shipped_table

SECONDS_BETWEEN = 0.7


class Editions:
    """What every edition holds, put down before it is published.

    `live` is the newest one known to be published, `newest` the newest one that might be.
    """

    def __init__(self) -> None:
        self.tables: dict[int, ReferenceTable] = {1: shipped_table()}
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
    from recommender.models import RANGES, columns_of
    from recommender.models import ReferenceTable as Table

    live = Table.objects.get(status=Table.Status.LIVE)
    draft = desk.copy_to_draft(live, by="cluster test")
    before = editions.tables[live.edition]
    rows = {row.code: changed(row, chance) for row in before.rows}
    for row in draft.rows.all():
        for name in RANGES:
            amounts = getattr(rows[row.code], name)
            for column, amount in zip(columns_of(name), (amounts.low, amounts.high), strict=True):
                setattr(row, column, amount)
        row.save()
    draft.enough_sun_minutes = chance.choice([10, 15, 20, 30])
    draft.save()
    editions.tables[draft.edition] = ReferenceTable(
        draft.edition, draft.enough_sun_minutes, tuple(rows[row.code] for row in before.rows)
    )
    editions.newest = draft.edition
    desk.publish(
        draft.pk,
        revision=draft.revision,
        instead_of=live.edition,
        note="cluster test",
        by="cluster test",
    )
    editions.live = draft.edition


def publish_until(stop: threading.Event, editions: Editions, seed: int) -> None:
    chance = random.Random(seed)
    while not stop.wait(SECONDS_BETWEEN):
        publish(editions, chance)
