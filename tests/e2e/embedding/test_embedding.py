"""Inside a Bootstrap 3 page with a 10 px root we look as we do alone, and the page looks as it does without us."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytestmark = pytest.mark.e2e

# lengths that follow from the width of the place are the host's business; everything else is ours
STYLES = """(scope) => {
  const skipped = new RegExp('^(width|height|inline-size|block-size|perspective-origin|transform-origin|-webkit-|app-region'
    + '|scrollbar-color|grid-template|.*-(top|bottom|left|right)$|inset|top|bottom|left|right|d$|x$|y$|cx|cy|rx|ry|r$)');
  const kept = /^(margin|padding|border)-(top|bottom|left|right)/;
  return JSON.stringify([...document.querySelector(scope).querySelectorAll('*')].filter(e => !e.closest('symbol')).map(element => {
    const style = getComputedStyle(element), values = {};
    for (const name of style) {
      if (!skipped.test(name) || kept.test(name)) values[name] = style.getPropertyValue(name);
    }
    return [element.tagName + '.' + (element.getAttribute('class') ?? ''), values];
  }));
}"""


def styles(page: Any, url: str, scope: str) -> list[tuple[str, dict[str, str]]]:
    page.goto(url)
    page.evaluate("document.fonts.ready")
    found: list[tuple[str, dict[str, str]]] = json.loads(page.evaluate(STYLES, scope))
    return found


def differences(one: list[tuple[str, dict[str, str]]], other: list[tuple[str, dict[str, str]]]) -> list[str]:
    assert [name for name, _ in one] == [name for name, _ in other]
    found = []
    for (name, ours), (_, theirs) in zip(one, other, strict=True):
        unlike = {key: (value, theirs[key]) for key, value in ours.items() if theirs[key] != value}
        if unlike:
            found.append(f"{name} {json.dumps(unlike, ensure_ascii=False)[:300]}")
    return found


@pytest.mark.parametrize("order", ["ours-last", "ours-first"])
def test_every_element_inside_looks_as_it_does_alone(page: Any, site: Any, order: str) -> None:
    alone = styles(page, f"{site.url}/plain", "#here")
    inside = styles(page, f"{site.url}/host?order={order}", "#here")
    assert len(alone) > 500
    assert "\n".join(differences(alone, inside)) == ""


def test_no_element_of_the_host_changes(page: Any, site: Any) -> None:
    with_us = styles(page, f"{site.url}/host", "#chrome")
    without = styles(page, f"{site.url}/host?order=without", "#chrome")
    assert len(with_us) > 5
    assert "\n".join(differences(without, with_us)) == ""
