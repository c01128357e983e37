"""Databases of every released schema, brought to today's: nothing lost, nothing published.

With DATABASE_URL of a PostgreSQL server each test makes and drops a database of its own there.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from .installation import FOLDER, Installation, Row, installation
from .make import RELEASES

# What the tables were called, and are called today.
EDITIONS_BEFORE, EDITIONS = "recommender_referencetable", "recommender_edition"
ROWS = "recommender_referencerow"
VALUES = "recommender_officialvalue"
FOODS = "recommender_food"
AUTHORITIES = "recommender_authority"
NONE_SET = "recommender_officialnone"
CARDS = "recommender_quickcard"
CONSTANTS = "recommender_estimateconstant"
STAMP = "recommender_cataloguestamp"
CHILDREN = (ROWS, VALUES, FOODS, AUTHORITIES, NONE_SET, CARDS, CONSTANTS)

# Columns and models that were given another name; a column that is not here kept its own.
RENAMED_COLUMNS = {EDITIONS_BEFORE: {"edition": "number"}}
RENAMED_MODELS = {"referencetable": "edition"}
NOT_COMPARED = {"id", "table_id", "revision"}
"""Keys and counters of saves are the database's own affair."""

NEW_DATA = {
    ROWS: 5,
    VALUES: 121,
    NONE_SET: 25,
    AUTHORITIES: 7,
    FOODS: 88,
    CARDS: 15,
    CONSTANTS: 12,
}
NEW_DATA_NOTE = "2026-11-26"
OLD_EDITIONS = {1: "retired", 2: "retired", 3: "draft", 4: "live", 5: "draft"}
NEW_DRAFT = 6


@dataclass(frozen=True)
class Upgraded:
    """An installation after `migrate`, and what its tables held before."""

    site: Installation
    before: dict[str, list[Row]]
    after: dict[str, list[Row]]

    def edition(self, number: int) -> Row:
        (found,) = (row for row in self.after[EDITIONS] if row["number"] == number)
        return found

    def children(self, table: str, number: int) -> list[Row]:
        key = self.edition(number)["id"]
        return [row for row in self.after[table] if row["edition_id"] == key]


@pytest.fixture(scope="module", params=RELEASES)
def upgraded(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upgraded]:
    with installation(tmp_path_factory.mktemp(request.param)) as site:
        site.load(request.param)
        before = site.everything()
        site.manage("migrate", "--verbosity=0")
        yield Upgraded(site, before, site.everything())


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Row]]:
    """The tables of a new installation."""
    with installation(tmp_path_factory.mktemp("fresh")) as site:
        site.manage("migrate", "--verbosity=0")
        return site.everything()


def kept(table: str, before: Row) -> Row:
    """A row of before, by today's names, without what need not be the same."""
    names = RENAMED_COLUMNS.get(table, {})
    return {
        names.get(column, column): value
        for column, value in before.items()
        if column not in NOT_COMPARED
    }


def told_by(rows: list[Row], columns: Any) -> list[str]:
    """Rows by these columns alone, comparable in any order."""
    return sorted(repr({column: row[column] for column in columns}) for row in rows)


def assert_all_kept(table: str, before: list[Row], after: list[Row]) -> None:
    """Each row of before is among those of after once, and these hold nothing else."""
    rows = [kept(table, row) for row in before]
    assert rows
    assert told_by(after, rows[0]) == told_by(rows, rows[0])


# What was there


def test_every_edition_is_kept_as_it_was(upgraded: Upgraded) -> None:
    assert {row["edition"]: row["status"] for row in upgraded.before[EDITIONS_BEFORE]} == (
        OLD_EDITIONS
    )
    after = [row for row in upgraded.after[EDITIONS] if row["number"] != NEW_DRAFT]
    assert_all_kept(EDITIONS_BEFORE, upgraded.before[EDITIONS_BEFORE], after)
    assert EDITIONS_BEFORE not in upgraded.after
    assert STAMP not in upgraded.after


@pytest.mark.parametrize("number", OLD_EDITIONS)
def test_every_cell_is_kept_also_what_would_be_refused_today(
    upgraded: Upgraded, number: int
) -> None:
    (key,) = (it["id"] for it in upgraded.before[EDITIONS_BEFORE] if it["edition"] == number)
    before = [row for row in upgraded.before[ROWS] if row["table_id"] == key]
    assert_all_kept(ROWS, before, upgraded.children(ROWS, number))


@pytest.mark.parametrize("number", OLD_EDITIONS)
@pytest.mark.parametrize("table", [VALUES, FOODS])
def test_every_edition_has_the_values_and_foods_that_stood_beside_all(
    upgraded: Upgraded, table: str, number: int
) -> None:
    assert_all_kept(table, upgraded.before[table], upgraded.children(table, number))


@pytest.mark.parametrize("number", OLD_EDITIONS)
def test_every_edition_has_the_authorities_that_its_values_name(
    upgraded: Upgraded, number: int
) -> None:
    names = {row["authority"] for row in upgraded.before[VALUES]}
    found = [authority_name(row) for row in upgraded.children(AUTHORITIES, number)]
    assert sorted(found) == sorted(names)


def authority_name(row: Row) -> str:
    """The name by which values name their authority."""
    return str(row["authority"])


@pytest.mark.parametrize("number", OLD_EDITIONS)
def test_an_estimate_comes_out_as_before(upgraded: Upgraded, number: int) -> None:
    found = [constant(row) for row in upgraded.children(CONSTANTS, number)]
    assert {region: value for name, region, value in found if name == "allowance_full"} == {
        region: Decimal(100) for region in ("tw", "hk", "west")
    }
    by_name = {name: value for name, _, value in found}
    assert by_name["estimate_rounding"] == 50
    assert by_name["glass_of_milk"] == 250
    assert by_name["oxalate_high_counts_as"] == 1


def constant(row: Row) -> tuple[str, str, Decimal | None]:
    """Name and region as in estimate.csv, and the number, where it is one."""
    name, region, value = row["key"], row["region"], row["value"]
    is_number = value is not None and str(value).replace(".", "", 1).isdigit()
    return name, region, Decimal(str(value)) if is_number else None


@pytest.mark.parametrize("number", OLD_EDITIONS)
def test_nothing_is_in_an_edition_that_was_not_there_then(upgraded: Upgraded, number: int) -> None:
    assert upgraded.children(CARDS, number) == []
    assert upgraded.children(NONE_SET, number) == []


@pytest.mark.parametrize("table", CHILDREN)
def test_a_code_is_there_once_in_an_edition(upgraded: Upgraded, table: str) -> None:
    """Also where a name makes none, the same as another name, or one that is too long."""
    for number in (*OLD_EDITIONS, NEW_DRAFT):
        codes = Counter(identity(row) for row in upgraded.children(table, number))
        assert [code for code, times in codes.items() if times > 1 or not code[0]] == []


@pytest.mark.parametrize("table", [VALUES, FOODS, AUTHORITIES])
def test_a_code_means_the_same_in_every_edition_of_before(upgraded: Upgraded, table: str) -> None:
    known = upgraded.before.get(table)
    columns = kept(table, known[0]) if known else ["authority"]
    meanings = {
        (row["code"], *(row[column] for column in columns))
        for number in OLD_EDITIONS
        for row in upgraded.children(table, number)
    }
    assert len(meanings) == len(upgraded.children(table, 1))


def identity(row: Row) -> tuple[str, ...]:
    """What tells a child from its siblings."""
    return (row["code"],) if "code" in row else (row["key"], row["region"])


# What is new


def test_the_new_data_are_one_draft_and_never_live(upgraded: Upgraded) -> None:
    statuses = {row["number"]: row["status"] for row in upgraded.after[EDITIONS]}
    assert statuses == {**OLD_EDITIONS, NEW_DRAFT: "draft"}
    draft = upgraded.edition(NEW_DRAFT)
    assert NEW_DATA_NOTE in draft["note"]
    assert draft["published_at"] is None
    assert {table: len(upgraded.children(table, NEW_DRAFT)) for table in NEW_DATA} == NEW_DATA


def test_nothing_belongs_to_no_edition(upgraded: Upgraded) -> None:
    keys = {row["id"] for row in upgraded.after[EDITIONS]}
    for table in CHILDREN:
        assert {row["edition_id"] for row in upgraded.after[table]} <= keys


# People


def rights(tables: dict[str, list[Row]], table: str, owner: str) -> dict[int, set[tuple[str, str]]]:
    """Model and code name of each right that someone or a group has been given."""
    models = {row["id"]: row["model"] for row in tables["django_content_type"]}
    names = {
        row["id"]: (models[row["content_type_id"]], row["codename"])
        for row in tables["auth_permission"]
    }
    found: dict[int, set[tuple[str, str]]] = {}
    for row in tables[table]:
        found.setdefault(row[owner], set()).add(names[row["permission_id"]])
    return found


def today(right: tuple[str, str]) -> tuple[str, str]:
    model, codename = right
    action, _, of = codename.rpartition("_")
    return RENAMED_MODELS.get(model, model), f"{action}_{RENAMED_MODELS.get(of, of)}"


def test_people_keep_their_own_rights_and_get_no_others(upgraded: Upgraded) -> None:
    before, after = (
        rights(tables, "auth_user_user_permissions", "user_id")
        for tables in (upgraded.before, upgraded.after)
    )
    assert after == {user: set(map(today, given)) for user, given in before.items()}
    assert ("edition", "change_edition") in set().union(*after.values())
    assert ("edition", "publish_edition") not in set().union(*after.values())


def test_groups_keep_their_rights(upgraded: Upgraded, fresh: dict[str, list[Row]]) -> None:
    """And the editors may do what they may in a new installation."""
    before, after, new = (
        rights(tables, "auth_group_permissions", "group_id")
        for tables in (upgraded.before, upgraded.after, fresh)
    )
    names = {row["name"]: row["id"] for row in upgraded.after["auth_group"]}
    editors, readers = names.pop("Nutrition editors"), names.pop("Readers")
    assert names == {}
    assert after[readers] == set(map(today, before[readers]))
    assert after[editors] >= set(map(today, before[editors]))
    assert [after[editors]] == list(new.values())
    for model in ("edition", *(table.removeprefix("recommender_") for table in CHILDREN)):
        assert {(model, f"view_{model}"), (model, f"change_{model}")} <= after[editors]
    assert ("edition", "publish_edition") in after[editors]
    assert upgraded.after["auth_user_groups"] == upgraded.before["auth_user_groups"]


def test_no_right_is_left_under_an_old_name(upgraded: Upgraded) -> None:
    codenames = [row["codename"] for row in upgraded.after["auth_permission"]]
    assert [name for name in codenames if name.endswith(tuple(RENAMED_MODELS))] == []
    models = [row["model"] for row in upgraded.after["django_content_type"]]
    assert not set(models) & set(RENAMED_MODELS)
    assert models.count("edition") == 1
    assert codenames.count("publish_edition") == 1


def test_the_log_still_says_who_did_what_to_what(upgraded: Upgraded) -> None:
    def entries(tables: dict[str, list[Row]]) -> list[Row]:
        models = {row["id"]: row["model"] for row in tables["django_content_type"]}
        return [
            {**row, "content_type_id": RENAMED_MODELS.get(of := models[row["content_type_id"]], of)}
            for row in tables["django_admin_log"]
        ]

    before, after = entries(upgraded.before), entries(upgraded.after)
    assert len(before) == 9
    assert told_by(after, before[0]) == told_by(before, before[0])


def test_what_the_log_names_by_key_is_still_that(upgraded: Upgraded) -> None:
    for before, by, after, by_today in (
        (EDITIONS_BEFORE, "edition", EDITIONS, "number"),
        (ROWS, "code", ROWS, "code"),
    ):
        named = {row["id"]: row[by] for row in upgraded.before[before]}
        assert named.items() <= {row["id"]: row[by_today] for row in upgraded.after[after]}.items()


# The site


def test_the_site_answers(upgraded: Upgraded) -> None:
    upgraded.site.manage("check")
    upgraded.site.manage("migrate", "--check")
    said = upgraded.site.run(
        "from django.test import Client\n"
        "for path in ('/readyz', '/en/', '/zh-hant/', '/en/reference/', '/en/reference.csv'):\n"
        "    print(path, Client().get(path).status_code)\n"
    )
    assert [line.split()[1] for line in said.splitlines()] == ["200"] * 5


def test_a_visitor_half_way_gets_results(upgraded: Upgraded) -> None:
    """From the live edition as the editor left it, with an official intake of 0.  Only what
    supplements give is asked anew."""
    cookies = json.loads((FOLDER / "cookies_8112979.json").read_text(encoding="utf-8"))
    token = next(it["token"] for it in cookies["cookies"] if it["name"] == "complete")
    said = upgraded.site.run(
        "import re, time\n"
        "from django.test import Client\n"
        f"time.time = lambda: {cookies['sealed_at']} + 60\n"
        "client = Client()\n"
        f"client.cookies['answers'] = {token!r}\n"
        "print(client.get('/en/results/').headers['location'])\n"
        "page = client.get('/en/questions/supplements/').content.decode()\n"
        'shown_for = re.search(\'name="shown_for" value="([^"]+)"\', page)[1]\n'
        "sent = {'takes': 'no', 'shown_for': shown_for}\n"
        "client.post('/en/questions/supplements/', sent)\n"
        "for language in ('en', 'zh-hant'):\n"
        "    page = client.get(f'/{language}/results/')\n"
        "    print(page.status_code, page.content.count(b'data-min='))\n"
    )
    assert said.splitlines() == ["/en/questions/supplements/", "200 4", "200 4"]


@pytest.mark.parametrize(
    ("user", "may_publish"), [("editor", True), ("proofreader", False), ("administrator", True)]
)
def test_the_desk_opens_for_those_who_may(upgraded: Upgraded, user: str, may_publish: bool) -> None:
    """Every edition, also drafts with gaps and cells that would be refused today."""
    keys = [upgraded.edition(number)["id"] for number in (*OLD_EDITIONS, NEW_DRAFT)]
    said = upgraded.site.run(
        "from django.contrib.auth.models import User\n"
        "from django.test import Client\n"
        f"user = User.objects.get(username={user!r})\n"
        "print(user.has_perm('recommender.publish_edition'))\n"
        "client = Client()\n"
        "client.force_login(user, 'django.contrib.auth.backends.ModelBackend')\n"
        "print(client.get('/admin/recommender/edition/').status_code)\n"
        f"for key in {keys}:\n"
        "    print(client.get(f'/admin/recommender/edition/{key}/change/').status_code)\n"
    )
    assert said.split() == [str(may_publish)] + ["200"] * (1 + len(keys))


# Once and for all


@pytest.mark.parametrize("release", RELEASES)
def test_the_new_draft_comes_once_and_a_discarded_one_stays_away(
    release: str, tmp_path: Path
) -> None:
    with installation(tmp_path) as site:
        site.load(release)
        site.manage("migrate", "--verbosity=0")
        once = site.everything()
        site.manage("migrate", "--verbosity=0")
        assert site.everything() == once

        site.run(
            "from recommender.models import Edition\n"
            f"Edition.objects.get(number={NEW_DRAFT}).delete()\n"
        )
        site.manage("migrate", "--verbosity=0")
        found = site.query(f"SELECT number FROM {EDITIONS}")
        assert {row["number"] for row in found} == set(OLD_EDITIONS)
        for table in CHILDREN:
            children = site.query(f"SELECT edition_id FROM {table}")
            assert {row["edition_id"] for row in children} <= {
                row["id"] for row in once[EDITIONS] if row["number"] != NEW_DRAFT
            }


def test_a_new_installation_has_the_new_data_as_its_live_edition(
    fresh: dict[str, list[Row]],
) -> None:
    assert [(row["number"], row["status"]) for row in fresh[EDITIONS]] == [(1, "live")]
    assert {table: len(fresh[table]) for table in NEW_DATA} == NEW_DATA
