"""Every text has an English one, filled with the same parameters; a template that does not parse stops the list."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "scripts" / "messages.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["messages"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def texts(messages):
    return messages.texts()


@pytest.fixture(scope="module")
def entries(messages):
    return messages.english()


def test_texts_are_found_in_code_templates_hooks_and_adapters(texts):
    assert len(texts) > 1000
    places = {text.place.split("/")[0] for text in texts.values()}
    assert places == {"hr_recruit_plugin", "hooks", "adapters"}
    assert any(text.place.split(":")[0].endswith(".html") for text in texts.values())


def test_every_text_has_english(messages, texts, entries):
    assert [f"{text.place}: {text.msgid}" for text in messages.missing(texts, entries)] == []


def test_no_english_without_a_text(messages, texts, entries):
    assert [f"{entry.file}: {entry.msgid}" for entry in messages.stale(texts, entries)] == []


def test_english_takes_the_same_parameters(messages, entries):
    assert [f"{entry.msgid} → {entry.text}" for entry in messages.differing(entries)] == []


def test_two_rooms_say_the_same_in_the_same_words(messages, entries):
    assert [f"{one.file}, {two.file}: {one.msgid}" for one, two in messages.contradicting(entries)] == []


def test_no_chinese_is_left_in_english(messages, entries):
    """Names of Chinese things are explained, not left standing; 「」 are Chinese quotes."""
    assert [e.msgid for e in entries if messages.CHINESE.search(e.text) or set(e.text) & set("「」，。：；！？")] == []


def test_each_slip_is_reported(messages):
    found = {"a": messages.Found("收下 %(n)s 份", "x.py:1"), "b": messages.Found("%(num)s 份", "y.html:2", plural=True)}
    plain = [messages.Entry("%(num)s 份", "%(num)s files", "x.po"), messages.Entry("没有了", "gone {n}", "x.po")]
    assert {text.msgid for text in messages.missing(found, plain)} == {"收下 %(n)s 份", "%(num)s 份"}
    assert messages.differing(plain) == [plain[1]]
    assert messages.stale({"%(num)s 份": found["b"]}, plain) == [plain[1]]
    assert messages.contradicting([plain[1], messages.Entry("没有了", "none", "y.po")])


def test_placeholders_of_both_kinds(messages):
    assert messages.placeholders("%(count)d of %(all)s, 50%% in {time}, %s") == {"count", "all", "time", "%s"}
