"""axe-core, best practices included, finds nothing on the style guide."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.e2e

RUN = """async () => {
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const found = await axe.run(document, {runOnly: rules});
  const place = node => node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? '');
  return found.violations.map(v => `${v.id}: ${v.help}: ` + v.nodes.slice(0, 3).map(place).join(' | '));
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_style_guide_has_no_violation(page: Any, site: Any, theme: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site.url}/styleguide?theme={theme}")
    page.add_script_tag(url=f"{site.url}/modules/axe-core/axe.min.js")
    assert page.evaluate(RUN) == []


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_nothing_runs_over_the_side(page: Any, site: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site.url}/styleguide?locale=en")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_open_dialogs_are_clean_too(page: Any, site: Any) -> None:
    page.goto(f"{site.url}/styleguide")
    page.get_by_role("button", name="撤回 Offer").first.click()
    page.add_script_tag(url=f"{site.url}/modules/axe-core/axe.min.js")
    assert page.evaluate(RUN) == []
