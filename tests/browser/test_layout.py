"""Nothing scrolls sideways, overlaps, is too small to hit, or hides the focus."""

from collections.abc import Iterator

import pytest

from tests.support.people import LANGUAGES

from .conftest import OpenWindow
from .pages import PAGES, REFUSED, WRONG
from .visitor import Visitor

SIDEWAYS = """() => {
  const root = document.scrollingElement
  if (root.scrollWidth <= root.clientWidth) return []
  const wide = [...document.querySelectorAll('body *')]
    .filter(it => it.getBoundingClientRect().right > root.clientWidth + 1 && !it.closest('.scroll'))
    .map(it => it.outerHTML.slice(0, 120))
  // Text can overflow where no element does.
  return wide.length ? wide : [`the document is ${root.scrollWidth} px wide`]
}"""

SMALL_TARGETS = """() => {
  const visible = it => it.checkVisibility() && it.getBoundingClientRect().width > 0
  const inSentence = link => {
    if (getComputedStyle(link).display !== 'inline') return false
    const around = link.closest('p, li, dd, td, th, caption')
    return around && around.textContent.trim() !== link.textContent.trim()
  }
  const targets = 'a[href], button, select, summary, input:not([type=hidden])'
  return [...document.querySelectorAll(targets)]
    .filter(it => visible(it) && !it.matches('.skip') && !inSentence(it))
    .map(it => it.matches('[type=radio], [type=checkbox]') ? it.closest('label') : it)
    .map(it => [it, it.getBoundingClientRect()])
    .filter(([it, box]) => box.height < 44 || box.width < 44)
    .map(([it, box]) => `${it.outerHTML.slice(0, 120)} ${box.width}×${box.height}`)
}"""

OVERLAPS = """() => {
  const key = 'h1, h2, h3, legend, label, input:not([type=hidden]), select, .button, .unit, .hint, '
    + '.errorlist, .problems, .notice, .lead, .member, .verb, .lines, .quiet, .info, .glasses, '
    + '.bar, .key li, summary, .slip, .qr, .grade, .tool, .outcome, .brand, .languages > *, '
    + '.back, .facts li, '
    + '.cast li, .difference, :is(dt, dd):not(.sure *), th, td, caption, .foot a, .icon'
  const items = [...document.querySelectorAll(key)].filter(it => it.checkVisibility()
    && !it.closest('.for-readers, .skip') && it.getBoundingClientRect().width > 1)
  const boxes = items.map(it => it.getBoundingClientRect())
  const found = []
  items.forEach((one, i) => items.slice(i + 1).forEach((other, j) => {
    if (one.contains(other) || other.contains(one)) return
    const a = boxes[i], b = boxes[i + 1 + j]
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
    if (wide > 1 && high > 1)
      found.push(`${one.outerHTML.slice(0, 90)} × ${other.outerHTML.slice(0, 90)} ${wide}×${high}`)
  }))
  return found
}"""

FOCUS_STOP = """() => {
  const it = document.activeElement
  if (!it || it === document.body || it.dataset.seen) return null
  it.dataset.seen = 'yes'
  const channels = text => {
    const numbers = text.match(/[0-9.]+/g).map(Number)
    return text.startsWith('color(') ? numbers.map((n, i) => i < 3 ? n * 255 : n) : numbers
  }
  const luminance = text => {
    const [r, g, b] = channels(text).slice(0, 3).map(n => n / 255)
      .map(n => n <= .03928 ? n / 12.92 : ((n + .055) / 1.055) ** 2.4)
    return .2126 * r + .7152 * g + .0722 * b
  }
  let around = it.parentElement
  const see = element => getComputedStyle(element).backgroundColor
  while (around.parentElement && channels(see(around))[3] === 0) around = around.parentElement
  const style = getComputedStyle(it)
  const [a, b] = [luminance(style.outlineColor), luminance(see(around))]
  const box = it.getBoundingClientRect()
  return {
    what: it.outerHTML.slice(0, 120),
    outline: style.outlineStyle,
    width: parseFloat(style.outlineWidth),
    contrast: (Math.max(a, b) + .05) / (Math.min(a, b) + .05),
    inSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  }
}"""

PARTS = {
    ".bar": [".track", ".range", ".taken", ".limit"],
    ".glasses": [".food", ".tablets", ".outline", ".missing"],
}
"""What must not look alike without colours."""
EVERY_PAGE = {**PAGES, **WRONG, **{name: way for name, (_, way) in REFUSED.items()}}
RICH = [
    *("supplements-wrong", "estimate-wrong", "results-over-limits", "label-check", "reference"),
    *("quick", "bottle-doubt", "cautions-open"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EVERY_PAGE)
def test_layout_holds_on_small_screens_and_with_large_text(
    window: OpenWindow, name: str, language: str
) -> None:
    visitor = window(language)
    page = visitor.page
    EVERY_PAGE[name](visitor)
    devtools = visitor.context.new_cdp_session(page)
    for width, text in [(1280, 16), (320, 16), (360, 32)]:
        page.set_viewport_size({"width": width, "height": 800})
        devtools.send("Page.setFontSizes", {"fontSizes": {"standard": text, "fixed": text}})
        at = f"{width} px, text of {text} px"
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == (
            f"{text * 1.125:g}px"
        )
        assert page.evaluate(SIDEWAYS) == [], at
        assert page.evaluate(OVERLAPS) == [], at
        assert page.evaluate(SMALL_TARGETS) == [], at


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", RICH)
def test_the_focus_is_seen_wherever_tab_leads(window: OpenWindow, name: str, scheme: str) -> None:
    visitor = window("en", color_scheme=scheme, reduced_motion="reduce")
    EVERY_PAGE[name](visitor)
    stops = list(focus_stops(visitor))
    assert len(stops) > 5
    for stop in stops:
        assert stop["outline"] != "none", stop
        assert stop["width"] >= 2, stop
        assert stop["contrast"] >= 3, stop
        assert stop["inSight"], stop


def focus_stops(visitor: Visitor) -> Iterator[dict]:
    visitor.page.evaluate("document.activeElement.blur()")
    for _ in range(200):
        visitor.page.keyboard.press("Tab")
        stop = visitor.page.evaluate(FOCUS_STOP)
        if stop is None:
            return
        yield stop


@pytest.mark.parametrize("name", ["results-over-limits", "age-wrong", "start"])
def test_forced_colours_keep_borders_and_bars(window: OpenWindow, name: str) -> None:
    visitor = window("en", forced_colors="active")
    EVERY_PAGE[name](visitor)
    assert visitor.page.evaluate("matchMedia('(forced-colors: active)').matches")
    for selector in (".button:not([hidden])", ".member", ".notice", ".problems", ".cast li"):
        for item in visitor.page.locator(selector).all():
            if item.is_visible():
                assert item.evaluate("it => parseFloat(getComputedStyle(it).borderTopWidth)") >= 1
    for drawing, parts in PARTS.items():
        for picture in visitor.page.locator(drawing).all():
            paints = picture.evaluate(
                "(it, parts) => parts.map(part => it.querySelector(part)).filter(Boolean)"
                ".map(part => getComputedStyle(part)).map(style => style.fill + style.stroke"
                " + style.strokeDasharray)",
                parts,
            )
            assert len(set(paints)) == len(paints), "two parts of a picture look alike"
