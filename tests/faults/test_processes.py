"""Web processes that die, start anew, or start with another key, clock or table."""

import signal
import time
from dataclasses import replace
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from tests.support.builders import shipped_edition

from .conftest import NewSite
from .site import Site, eventually
from .visitor import FIRST, AnswersLost, Visitor, visitors_in_the_middle

pytestmark = pytest.mark.fault

PUBLISH = """
from recommender import editions
from recommender.models import Edition
live = Edition.objects.get(status="live")
draft = editions.copy_to_draft(live, by="fault test")
draft.enough_sun_minutes = 5
draft.save()
draft.refresh_from_db()
editions.publish(draft.pk, changes=draft.changes, instead_of=live.number, note="", by="test")
"""


def test_next_worker_carries_on_when_all_are_killed(site: Site) -> None:
    visitors = visitors_in_the_middle(site)
    before = site.workers()
    site.kill_workers()
    for visitor in visitors:
        assert visitor.walk().sees_result()
    assert not set(before) & set(site.workers())


def test_site_carries_on_after_a_restart(site: Site) -> None:
    visitors = visitors_in_the_middle(site)
    site.restart()
    for visitor in visitors:
        assert visitor.walk().sees_result()


def test_site_carries_on_while_gunicorn_reloads(site: Site) -> None:
    visitors = visitors_in_the_middle(site)
    before = set(site.workers())
    assert site.server
    assert site.server.process
    site.server.process.send_signal(signal.SIGHUP)
    eventually(lambda: not before & set(site.workers()))
    for visitor in visitors:
        assert visitor.walk().sees_result()


def test_answers_outlive_a_new_key_while_the_old_one_still_opens(site: Site) -> None:
    visitors = visitors_in_the_middle(site)
    old = (site.folder / "secret-key").read_text().strip()
    site.restart(SECRET_KEY="new " * 20, SECRET_KEY_FALLBACKS=old)
    for visitor in visitors:
        visitor.walk()
    site.restart(SECRET_KEY_FALLBACKS="")
    for visitor in visitors:
        assert visitor.sees_result()


def test_a_new_key_alone_is_a_fresh_start_and_no_error(site: Site) -> None:
    visitors = visitors_in_the_middle(site)
    site.restart(SECRET_KEY="new " * 20)
    for visitor in visitors:
        with pytest.raises(AnswersLost, match=FIRST):
            visitor.walk()
        visitor.answered.clear()
        assert visitor.walk().sees_result()


def test_answers_outlive_a_clock_that_jumps(new_site: NewSite, tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    clock.write_text("0")
    site = new_site(CLOCK=str(clock))
    site.manage("migrate", "-v0")
    site.start("/readyz", "tests.faults.clock")

    def jump(hours: int) -> None:
        clock.write_text(f"{hours * 3600}")
        shown = parsedate_to_datetime(site.get("/healthz").headers["date"])
        assert abs(shown.timestamp() - time.time() - hours * 3600) < 60

    visitors = visitors_in_the_middle(site)
    jump(-3)
    for visitor in visitors:
        visitor.walk(until="supplements")
    jump(20)
    for visitor in visitors:
        assert visitor.walk().sees_result()
    jump(0)
    for visitor in visitors:
        assert visitor.sees_result(), "the seal is from the future, and holds"
    jump(50)
    for visitor in visitors:
        assert visitor.get("results/").status == 302, "a day is over"
    jump(0)
    for visitor in visitors:
        assert visitor.sees_result(), "the clock was wrong, and the answers are still there"


def test_result_comes_from_the_edition_published_in_the_middle(site: Site) -> None:
    visitors = visitors_in_the_middle(site)
    site.manage("shell", "--no-imports", "-c", PUBLISH)
    shipped = shipped_edition()
    published = replace(shipped, number=2, table=replace(shipped.table, enough_sun_minutes=5))
    for visitor in visitors:
        assert visitor.walk().sees_result(published)


@pytest.mark.parametrize(
    "migrated",
    [
        pytest.param([], id="empty"),
        pytest.param(["contenttypes"], id="tables of others alone"),
        pytest.param(["recommender", "0001"], id="tables without data"),
    ],
)
def test_a_start_before_the_database_is_ready(new_site: NewSite, migrated: list[str]) -> None:
    site = new_site()
    if migrated:
        site.manage("migrate", "-v0", *migrated)
    site.start()
    for language in ("zh-hant", "en"):
        visitor = Visitor(site, language)
        assert visitor.get("").status == 200
        assert f"/{language}/questions/".encode() not in visitor.get("").body, "before any question"
        assert visitor.get("about/").status == visitor.get("evidence/").status == 200
        for path in ("questions/age/", "check/", "results/", "reference/", "reference.csv"):
            assert visitor.is_told_to_wait(path)
    assert site.status_of("/readyz") == 503
    site.manage("migrate", "-v0")
    eventually(lambda: site.status_of("/readyz") == 200)
    for language in ("zh-hant", "en"):
        eventually(lambda language=language: Visitor(site, language).get("check/").status == 302)
        assert Visitor(site, language).walk().sees_result()
