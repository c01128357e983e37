"""Every package asked for has its reason in docs/dependencies.md, and is pinned with its hash."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ASKED_FOR = [
    "requirements.in",
    "requirements-dev.in",
    "benchmarks/requirements.in",
    "deploy/requirements.in",
]


def names(file: str) -> list[str]:
    lines = (ROOT / file).read_text().splitlines()
    return [re.split(r"[\[=<>~ ]", line)[0] for line in lines if line and line[0] not in "#-"]


@pytest.mark.parametrize("file", ASKED_FOR)
def test_every_package_has_a_reason(file: str) -> None:
    told = (ROOT / "docs/dependencies.md").read_text().lower()
    reasons = re.findall(r"^\| ([^|]+) \| [^|]{10,} \|$", told, re.MULTILINE)
    told_of = {name for reason in reasons for name in re.findall(r"[\w-]+", reason)}
    assert [name for name in names(file) if name.lower() not in told_of] == []


@pytest.mark.parametrize("file", ASKED_FOR)
def test_every_package_is_pinned_with_hashes(file: str) -> None:
    pinned = (ROOT / file).with_suffix(".txt").read_text().lower()
    for name in names(file):
        pin = rf"^{name.lower()}(\[\w+\])?==\S+ \\\n    --hash=sha256:"
        assert re.search(pin, pinned, re.MULTILINE), name
