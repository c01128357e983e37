"""Lighthouse scores (mobile profile) of the pages that matter, in both languages.

Prints a table of the best of up to four runs; ends with 1 when a score is below 100.
Lighthouse sometimes measures nothing (NO_NAVSTART, scores of null): never read as a score.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.support.people import LANGUAGES  # noqa: E402 (they read settings)

from ..conftest import FLAGS  # noqa: E402
from ..site import ROOT, Site  # noqa: E402
from ..visitor import Visitor  # noqa: E402

HERE = Path(__file__).parent
PROGRAM = HERE / "node_modules" / ".bin" / "lighthouse"
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
PATHS = [
    *("", "questions/age/", "questions/cautions/", "questions/diet-calcium/quick/"),
    *("questions/supplements/bottle/", "results/", "reference/", "evidence/"),
]
ATTEMPTS = 4


def cookie_of(site: Site, chromium: str) -> str:
    """The header of a visitor who has answered everything."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        visitor = Visitor(browser.new_context(), site.url, "en").is_person("postmenopausal")
        cookies = visitor.context.cookies()
        browser.close()
    return "; ".join(f"{it['name']}={it['value']}" for it in cookies)


def report(url: str, cookie: str, chromium: str) -> dict:
    """Lighthouse's best report of one page: other work on the machine only ever lowers a score.

    Raises RuntimeError when no attempt measures anything.
    """
    best: dict = {}
    with tempfile.TemporaryDirectory() as folder:
        headers, out = Path(folder, "headers.json"), Path(folder, "report.json")
        headers.write_text(json.dumps({"Cookie": cookie}))
        command = [
            PROGRAM,
            url,
            "--quiet",
            "--output=json",
            f"--output-path={out}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--extra-headers={headers}",
            f"--chrome-flags=--headless {' '.join(FLAGS)}",
        ]
        for _ in range(ATTEMPTS):
            done = subprocess.run(command, env=os.environ | {"CHROME_PATH": chromium})
            if done.returncode == 0 and out.exists():
                measured = json.loads(out.read_text())
                if None not in scores(measured) and not measured.get("runtimeError"):
                    best = max(best, measured, key=lambda it: sum(scores(it)) if it else 0)
                    if min(scores(best)) == 1:
                        break
            out.unlink(missing_ok=True)
    if not best:
        raise RuntimeError(f"Lighthouse measured nothing of {url} in {ATTEMPTS} attempts")
    return best


def scores(measured: dict) -> list:
    return [measured["categories"][category]["score"] for category in CATEGORIES]


def main() -> int:
    chromium = shutil.which("chromium")
    if not chromium:
        sys.exit("there is no Chromium")
    temporary = Path(tempfile.mkdtemp())
    site = Site(temporary)
    lowest = 1.0
    try:
        cookie = cookie_of(site, chromium)
        print(f"| Page | {' | '.join(CATEGORIES)} |\n| --- | --- | --- | --- | --- |")
        for language in LANGUAGES:
            for path in PATHS:
                measured = report(f"{site.url}/{language}/{path}", cookie, chromium)
                assert measured["finalDisplayedUrl"].endswith(path), measured["finalDisplayedUrl"]
                found = scores(measured)
                shown = " | ".join(f"{score * 100:.0f}" for score in found)
                print(f"| `/{language}/{path}` | {shown} |", flush=True)
                lowest = min(lowest, *found)
                for audit in measured["audits"].values():
                    counts = audit["scoreDisplayMode"] in ("binary", "numeric")
                    if counts and audit["score"] is not None and audit["score"] < 0.9:
                        print(f"  {audit['id']}: {audit['score']} {audit.get('displayValue', '')}")
    finally:
        site.stop()
        shutil.rmtree(temporary)
    return 0 if lowest == 1 else 1


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
