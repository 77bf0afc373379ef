"""Render the style guide without a host and photograph it: wide and narrow, light and dark, Chinese and pseudo-English.

    python scripts/preview_styleguide.py /tmp/shots            # all eight pictures
    python scripts/preview_styleguide.py /tmp/shots --html     # only the HTML file, no browser
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "hr_recruit_plugin"
DIST = PACKAGE / "static" / "dist"
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
                  "--disable-component-update", "--disable-sync"]


def stretched(message: str, **values: object) -> str:
    """Stand in for English: the same facts in a longer line, to see where a label is cut."""
    text = message % values if values else message
    return "".join(f"{char}e" if "\u4e00" <= char <= "\u9fff" else char for char in text)


def chinese(message: str, **values: object) -> str:
    return message % values if values else message


def manifest() -> dict[str, str]:
    """Logical name to built file; the assets have to be built first."""
    names: dict[str, str] = json.loads((DIST / "manifest.json").read_text())
    return names


def shared(locale: str, theme: str, context: dict[str, Any]) -> dict[str, Any]:
    return {
        "_": chinese if locale == "zh_CN" else stretched, "locale": locale, "theme": theme, "csrf_token": "preview",
        "icon": lambda name: Markup('<svg class="hr-icon" aria-hidden="true"><use href="#hr-i-{}"/></svg>').format(name),
        "asset": lambda name: (DIST / manifest()[name]).as_uri(),
        "icon_sprite": Markup((DIST / manifest()["icons.svg"]).read_text()),
        "user": SimpleNamespace(id="hr1", name="周敏"), "can": lambda permission: True,
        "menu": [{"title": "今日", "url": "#", "active": False}, {"title": "组件", "url": "#", "active": True}], **context,
    }


def environment() -> Environment:
    return Environment(loader=FileSystemLoader(PACKAGE / "templates"), autoescape=True, extensions=["jinja2.ext.do"])


def fragment(locale: str = "zh_CN", theme: str = "light", template: str = "styleguide.html", **context: Any) -> str:
    """The root element alone, as a host gets it."""
    return environment().get_template(f"hr_recruit/{template}").render(shared(locale, theme, context))


def render(locale: str = "zh_CN", theme: str = "light", template: str = "styleguide.html", **context: Any) -> str:
    """A whole HTML page: the fragment of ``template`` in the bare layout."""
    values = shared(locale, theme, context)
    return environment().get_template("hr_recruit/layout.html").render(
        values, content=Markup(fragment(locale, theme, template, **context)), title="组件", search_url="#",
        stylesheets=[values["asset"]("hr-recruit.css")], scripts=[values["asset"]("hr-recruit.js")])


def photograph(folder: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_FLAGS)
        for locale in ("zh_CN", "en"):
            for theme in ("light", "dark"):
                page_file = folder / f"styleguide.{locale}.{theme}.html"
                page_file.write_text(render(locale, theme))
                for width in (1440, 390):
                    page = browser.new_page(viewport={"width": width, "height": 900})
                    page.on("console", lambda message: print(message.type, message.text))
                    page.on("pageerror", lambda error: print("page error", error))
                    page.goto(page_file.as_uri())
                    page.wait_for_timeout(200)
                    page.screenshot(path=folder / f"styleguide.{locale}.{theme}.{width}.png", full_page=True)
                    page.close()
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--html", action="store_true")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.html:
        (options.folder / "styleguide.html").write_text(render())
        return
    photograph(options.folder)


if __name__ == "__main__":
    main()
