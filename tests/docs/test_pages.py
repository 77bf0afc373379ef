"""The written pages tell the truth that a machine can check: tables, links, commands, keys."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from hr_recruit_plugin import cli
from hr_recruit_plugin.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md"))]
KEYS = {PREFIX + f.name.upper() for f in fields(Settings)} | {"HR_RECRUIT_DOC_CONVERTER", "HR_RECRUIT_OCR"}


@pytest.fixture(scope="module")
def reference():
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "scripts" / "make_reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["configuration.md", "adapters.md", "security.md"])
def test_tables_are_those_of_the_code(reference, name):
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert reference.filled(name) == written, "run python scripts/make_reference.py"


def test_a_page_without_a_place_for_its_table_is_named(reference, tmp_path, monkeypatch):
    monkeypatch.setattr(reference, "DOCS", tmp_path)
    (tmp_path / "configuration.md").write_text("nothing", encoding="utf-8")
    with pytest.raises(ValueError, match="configuration"):
        reference.filled("configuration.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_keys_exist(page):
    named = set(re.findall(r"\bHR_RECRUIT_[A-Z_]*[A-Z]", page.read_text(encoding="utf-8")))
    assert named - KEYS == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_exist(page):
    """Every ``flask recruit …`` and ``hr-recruit …`` on a page names a command and options that it has."""
    text = page.read_text(encoding="utf-8")
    lines = re.findall(r"(flask(?: --app \S+)? recruit|hr-recruit) ((?:[a-z-]+)[^\n`#|;，。（]*)", text)
    for program, rest in lines:
        _check(cli.main if program == "hr-recruit" else cli.recruit, rest.split())


def _check(command: click.Command, words: list[str]) -> None:
    context = click.Context(command)
    while isinstance(command, click.Group) and words and re.fullmatch(r"[a-z][a-z-]*", words[0]):
        name = words.pop(0)
        found = command.get_command(context, name)
        assert found is not None, f"{command.name} has no command {name}"
        command = found
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    for word in words:
        if word.startswith("--"):
            assert word.rstrip(".,)") in known, f"{command.name} has no option {word}"


def test_every_page_is_reached_from_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [p.name for p in sorted((ROOT / "docs").glob("*.md")) if f"docs/{p.name}" not in readme]
    assert missing == []


def test_make_targets_of_the_readme_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for page in PAGES[:2]:
        for target in re.findall(r"(?:^|`)make ([a-z-]+)", page.read_text(encoding="utf-8"), re.M):
            assert target in targets, f"{page.name}: make {target}"
