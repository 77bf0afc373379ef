"""What the build wrote, and what no template may contain."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "hr_recruit_plugin" / "static" / "dist"
CSS = ROOT / "frontend" / "css"
TEMPLATES = sorted((ROOT / "hr_recruit_plugin").rglob("*.html"))
built = pytest.mark.skipif(not (DIST / "manifest.json").is_file(), reason="cd frontend && npm ci && npm run build")


def manifest() -> dict[str, str]:
    names: dict[str, str] = json.loads((DIST / "manifest.json").read_text())
    return names


def sheet(name: str = "hr-recruit.css") -> str:
    return (DIST / manifest()[name]).read_text()


def selectors(css: str) -> list[str]:
    """Every selector of every style rule, those inside @media, @supports and @container included; keyframes left out."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"@(?:-webkit-)?keyframes [^{]*\{(?:[^{}]*\{[^}]*\})*[^}]*\}", "", css)
    css = re.sub(r"@(?:media|supports|container)[^{]*\{", "", css)
    return [part.strip() for head in re.findall(r"([^{}]+)\{[^{}]*\}", css) for part in split(head) if part.strip()]


def split(head: str) -> list[str]:
    return re.split(r",(?![^()]*\))", head)


def template_code(path: Path) -> str:
    return re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.S)


@built
def test_manifest_names_existing_files_with_their_hash() -> None:
    names = manifest()
    assert {"hr-recruit.css", "hr-recruit.js", "print.css", "icons.svg", "charts.js"} <= set(names)
    for logical, file in names.items():
        assert (DIST / file).stat().st_size > 0, logical
        assert re.search(r"-[0-9a-f]{10}\.\w+$", file), file


@built
def test_no_selector_reaches_outside_the_root() -> None:
    found = selectors(sheet())
    assert len(found) > 400
    assert [selector for selector in found if not selector.startswith(".hr-recruit")] == []


@built
def test_nesting_is_flat_and_nothing_is_layered() -> None:
    css = sheet()
    assert "@layer" not in css
    assert "&" not in re.sub(r'"[^"]*"', "", css)
    assert ":has(" not in css
    assert "position:fixed" not in css
    assert not re.search(r"[\d.]rem\b", css)


@built
def test_container_queries_have_a_twin_for_older_kernels() -> None:
    css = sheet()
    assert "@supports not (container-type:inline-size)" in css
    assert css.count("@container hr") == css.split("@supports not")[1].count("@media")


@built
def test_no_address_outside_and_no_data_image() -> None:
    for name in ("hr-recruit.css", "print.css"):
        for address in re.findall(r"url\(\"?([^\")]+)", sheet(name)):
            assert not re.match(r"(?:[a-z]+:|//)", address), address
            assert (DIST / address).is_file(), address


@built
def test_script_needs_no_eval() -> None:
    script = (DIST / manifest()["hr-recruit.js"]).read_text()
    assert "allowEval:!1" in script
    assert "includeIndicatorStyles:!1" in script


def luminance(colour: str) -> float:
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def tokens(selector: str) -> dict[str, str]:
    source = (CSS / "tokens.css").read_text()
    block = source[source.index(selector + " {") :]
    return dict(re.findall(r"--hr-([a-z0-9-]+): (#[0-9a-f]{6});", block[: block.index("}")].replace("#fff;", "#ffffff;")))


READABLE = [(ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in ("bg", "surface", "sunken", "hover")] + [
    ("accent", "surface"), ("accent", "bg"), ("accent", "accent-soft"), ("on-accent", "accent"),
    ("on-accent", "accent-hover"), ("ink", "accent-soft"), ("ink", "ok-soft"), ("ink", "warn-soft"), ("ink", "bad-soft"),
    ("ok", "surface"), ("ok", "bg"), ("warn", "surface"), ("warn", "bg"), ("bad", "surface"), ("bad", "bg"),
    ("ok", "ok-soft"), ("warn", "warn-soft"), ("bad", "bad-soft"), ("ink", "ev")]


@pytest.mark.parametrize("selector", [".hr-recruit", '.hr-recruit[data-hr-theme="dark"]', '  .hr-recruit[data-hr-theme="auto"]'])
def test_tokens_keep_aa(selector: str) -> None:
    values = tokens(selector)
    weak = {pair: round(contrast(values[pair[0]], values[pair[1]]), 2) for pair in READABLE}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}
    assert contrast(values["line-strong"], values["surface"]) >= 3
    assert contrast(values["accent"], values["bg"]) >= 3  # the focus ring


def test_both_dark_blocks_say_the_same() -> None:
    assert tokens('.hr-recruit[data-hr-theme="dark"]') == tokens('  .hr-recruit[data-hr-theme="auto"]')


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_has_nothing_inline(path: Path) -> None:
    code = template_code(path)
    assert not re.search(r"<style\b", code)
    assert not re.search(r"\sstyle\s*=", code)
    assert not re.search(r"<script(?![^>]*\bsrc=)", code)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", code)
    assert not re.search(r"\bhx-on\b|\bhx-vals=[\"']js:|javascript:", code)


@built
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_asks_only_for_icons_that_exist(path: Path) -> None:
    names = set(re.findall(r'id="hr-i-([a-z0-9-]+)"', (DIST / manifest()["icons.svg"]).read_text()))
    code = template_code(path)
    asked = set(re.findall(r"\bicon\('([a-z0-9-]+)'\)", code)) | set(re.findall(r"\bglyph\s*=\s*'([a-z0-9-]+)'", code))
    asked |= set(re.findall(r"'glyph':\s*'([a-z0-9-]+)'", code))
    assert asked - names == set()


def test_lock_file_names_no_registry() -> None:
    lock = (ROOT / "frontend" / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    packages = json.loads(lock)["packages"]
    assert all("integrity" in entry for name, entry in packages.items() if name)


def test_script_parts_by_node() -> None:
    try:
        done = subprocess.run(
            ["node", "--test", "tests/"], cwd=ROOT / "frontend", capture_output=True, text=True, timeout=120, check=False)
    except FileNotFoundError:
        pytest.skip("no node here")
    assert done.returncode == 0, done.stdout + done.stderr
