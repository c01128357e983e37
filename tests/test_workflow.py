"""Hooks and workflow add no checks of their own: what they call is here, and CI calls it too."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())
WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())
UPDATES = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text())
MAKEFILE = (ROOT / "Makefile").read_text()


def test_hooks_call_what_make_check_calls() -> None:
    assert [repo["repo"] for repo in HOOKS["repos"]] == ["local"]
    recipe = re.search(r"^check:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    assert recipe
    for hook in HOOKS["repos"][0]["hooks"]:
        assert hook["language"] == "system", hook["id"]
        command = hook["entry"].replace(" --force-exclude", "").replace(".venv/bin/", "$(BIN)/")
        assert command == "make -s check" or f"\t{command} ." in recipe[1], hook["id"]


def test_the_workflow_runs_the_script_and_nothing_else_of_ours() -> None:
    (job,) = WORKFLOW["jobs"].values()
    ours = [step["run"] for step in job["steps"] if "apt-get" not in step.get("run", "apt-get")]
    assert ours == [".ci/run"]
    assert WORKFLOW["permissions"] == {"contents": "read"}


def test_updates_are_looked_for_wherever_packages_are_pinned() -> None:
    (pip,) = UPDATES["updates"]
    folders = {path.parent for path in ROOT.glob("*/requirements*.in")} | {ROOT}
    assert {ROOT / folder.strip("/") for folder in pip["directories"]} == folders
