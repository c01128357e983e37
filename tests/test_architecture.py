"""The doors of the house: which module may import which (docs: README, "How it is laid out")."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Left may import right, and nothing else of ours. A new module needs a line here.
DOORS = {
    "domain": set(),
    "data": set(),
    "models": {"domain"},
    "catalogue": {"models", "domain"},
    "spreadsheets": set(),
    "wording": {"domain"},
    "registry_words": {"wording", "domain", "data"},
    "addresses": set(),
    "editions": {"models", "catalogue", "spreadsheets", "wording", "forms", "domain", "data"},
    "forms": {"wording", "registry_words", "domain"},
    "journey": {"forms", "domain"},
    "answers": {"forms"},
    "presentation": {
        *("journey", "forms", "spreadsheets", "wording", "registry_words"),
        *("domain", "data"),
    },
    # The desk shows any result under any edition, and asks for it as visitors are asked.
    "admin": {
        *("models", "editions", "catalogue", "spreadsheets", "wording"),
        *("forms", "journey", "presentation", "domain"),
    },
    "views": {
        *("journey", "forms", "answers", "catalogue", "addresses", "wording"),
        *("presentation", "domain"),
    },
    "urls": {"views", "domain"},
    "apps": set(),
    "management": {"models", "editions", "catalogue", "domain"},
    "migrations": {"models", "data"},
}
ALL_ROOMS = set(DOORS) | {"bonehealth"}
# bonehealth only wires: settings and URLs name modules as text, the probe asks the catalogue, and
# templates name pages.
DOORS_OF_WIRING = {"addresses", "catalogue"}
UNCLOCKED = {"now", "today", "utcnow", "time", "monotonic", "gettext", "gettext_lazy", "open"}
# Presentation words what the domain worked out; a unit is a word too, and a picture has lengths.
WORDED = {"d3_ug"}
DRAWN = "recommender/presentation/drawings.py"
SUMS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Pow)
SUMMED = {"sum", "min", "max", "round", "abs", "divmod"}


def reckonings(path: str, tree: ast.Module) -> Iterator[str]:
    """Where a module of presentation works something out, or asks the domain to."""
    for name in imports(tree, path.split("/")[:-1]):
        last = name.rpartition(".")[2]
        if name.startswith("recommender.domain") and last.islower() and last not in WORDED:
            yield f"{path} asks {name}"
    if path == DRAWN:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, SUMS):
            yield f"{path}: line {node.lineno} reckons"
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SUMMED:
            yield f"{path}: line {node.lineno} reckons"


def imports(tree: ast.Module, package: list[str]) -> Iterator[str]:
    """Dotted names of everything imported anywhere in a module, lazily or not."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{stem}.{alias.name}" for alias in node.names)


def faults(path: str, source: str) -> list[str]:
    """What a module at this path, below the root, does that its room may not do."""
    tree = ast.parse(source)
    parts = Path(path).with_suffix("").parts
    ours = parts[0] == "recommender"
    room = parts[1] if ours and len(parts) > 1 else "bonehealth"
    if room == "__init__":
        return [f"{path} is not empty"] if tree.body else []
    if room not in ALL_ROOMS:
        return [f"{path}: {room} has no line in DOORS"]
    allowed = {room} | (DOORS[room] if ours else DOORS_OF_WIRING)
    found = []
    for name in imports(tree, list(parts[:-1])):
        top, _, rest = name.partition(".")
        if top == "recommender" and (rest.partition(".")[0] or "?") not in allowed:
            found.append(f"{path} imports {name}")
        if room == "domain" and top != "recommender" and top not in sys.stdlib_module_names:
            found.append(f"{path} imports {name}")
    if room == "presentation":
        found += reckonings(path, tree)
    if room == "domain":
        words = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        words |= {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        found += [f"{path} says {word}" for word in sorted(words & UNCLOCKED)]
    return found


MODULES = sorted(
    str(path.relative_to(ROOT))
    for top in ("bonehealth", "recommender")
    for path in (ROOT / top).rglob("*.py")
)


@pytest.mark.parametrize("path", MODULES)
def test_module_uses_only_its_doors(path: str) -> None:
    assert faults(path, (ROOT / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("recommender/domain/diet.py", "import django"),
        ("recommender/domain/diet.py", "from ..models import Food"),
        ("recommender/domain/diet.py", "from datetime import date\nage = date.today()"),
        ("recommender/domain/diet.py", "def f():\n    return gettext('calcium')"),
        ("recommender/journey.py", "def lazily():\n    from recommender import models"),
        ("recommender/journey.py", "from . import views"),
        ("recommender/models.py", "import recommender.catalogue"),
        ("recommender/answers.py", "from recommender.domain.profile import Profile"),
        ("recommender/views.py", "from recommender.models import Food"),
        ("recommender/presentation/results.py", "from ..domain.recommendation import recommend"),
        ("recommender/presentation/plan.py", "from ..domain import safety"),
        ("recommender/presentation/plan.py", "from ..domain.foods import foods_closing"),
        ("recommender/presentation/plan.py", "left = target - taken"),
        ("recommender/presentation/plan.py", "def f(gap):\n    return max(0, gap)"),
        ("recommender/presentation/drawings.py", "from ..domain.schedule import doses"),
        ("recommender/elsewhere.py", ""),
        ("bonehealth/urls.py", "from recommender.views import start"),
    ],
)
def test_a_broken_door_is_found(path: str, source: str) -> None:
    assert faults(path, source)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("recommender/domain/diet.py", "from dataclasses import dataclass\nfrom . import profile"),
        ("recommender/views.py", "from .domain.profile import Profile\nimport django.http"),
        ("recommender/urls.py", "from . import views"),
        ("recommender/presentation/plan.py", "from ..domain.schedule import COMMON_SALTS, Meal"),
        ("recommender/presentation/plan.py", "said = '%(mg)s mg' % {'mg': 5}"),
        ("recommender/wording.py", "from .domain.nutrients import d3_ug"),
        ("recommender/presentation/drawings.py", "width = 100 * share"),
    ],
)
def test_an_open_door_is_let_be(path: str, source: str) -> None:
    assert faults(path, source) == []


SAID_LATER = {"presentation": "gettext_noop", "wording": "gettext_noop"}
"""What `_` means: elsewhere a sentence that is translated whenever it is printed."""


@pytest.mark.parametrize("path", MODULES)
def test_underscore_has_one_meaning_in_each_room(path: str) -> None:
    room = Path(path).with_suffix("").parts[1]
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.alias) and node.asname == "_":
            assert node.name == SAID_LATER.get(room, "gettext_lazy")


@pytest.mark.parametrize(
    "path", sorted(str(it.relative_to(ROOT)) for it in (ROOT / "tests").rglob("*.py"))
)
def test_tests_never_import_benchmarks(path: str) -> None:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    package = list(Path(path).parts[:-1])
    assert [name for name in imports(tree, package) if name.startswith("benchmarks")] == []
