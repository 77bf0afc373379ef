"""One form generator: from a schema to controls and back."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from hr_recruit_plugin.adapters.base import BUILTIN
from hr_recruit_plugin.errors import Invalid
from hr_recruit_plugin.hooks.builtin import BUILTIN as BEHAVIOURS
from hr_recruit_plugin.schemas.drawn import as_typed, drawn, typed
from tests.support.behaviours import NoisySettings


def control(name, values=None, secrets=()):
    return next(f for f in drawn(NoisySettings, values or {}, secrets) if f.name == name)


def test_kinds():
    kinds = {f.name: f.kind for f in drawn(NoisySettings, {})}
    assert kinds == {
        "limit": "number", "word": "text", "key": "password", "mode": "select", "loud": "switch",
        "sources": "lines", "extra": "json",
    }  # fmt: skip


def test_defaults_titles_and_helps():
    limit = control("limit")
    assert (limit.value, limit.title, limit.help, limit.required) == (3, "上限", "每天", False)
    assert control("word").required and control("mode").choices == [("a", "甲"), ("b", "乙")]


def test_a_secret_is_never_in_the_form():
    key = control("key", {"key": "geheim-7"}, {"key"})
    assert (key.value, key.secret_set) == ("", True)
    assert "key" not in as_typed(NoisySettings, MultiDict({"set-key": "geheim-7"}))


def test_there_and_back():
    sent = MultiDict(
        {"set-limit": " 5 ", "set-word": "芝麻", "set-mode": "b", "set-sources": "a\r\n\r\n b ", "set-extra": '{"x": 1}'}
    )
    assert typed(NoisySettings, sent) == {
        "limit": "5", "word": "芝麻", "key": "", "mode": "b", "loud": False, "sources": ["a", "b"], "extra": {"x": 1},
    }  # fmt: skip


def test_a_blank_leaves_it_to_the_default():
    assert typed(NoisySettings, MultiDict({"set-limit": "", "set-word": " "})) == {"key": "", "loud": False, "sources": []}


def test_what_is_no_json_is_said():
    with pytest.raises(Invalid) as refused:
        typed(NoisySettings, MultiDict({"set-extra": "{"}))
    assert refused.value.fields == {"extra": ["这里要写成 JSON。"]}


def test_what_was_typed_stands_in_the_form_again():
    again = as_typed(NoisySettings, MultiDict({"set-limit": "viel", "set-loud": "1", "set-sources": "a\nb"}))
    fields = {f.name: f.value for f in drawn(NoisySettings, again)}
    assert (fields["limit"], fields["loud"], fields["sources"]) == ("viel", True, "a\nb")


@pytest.mark.parametrize("adapter", list(BUILTIN), ids=lambda a: f"{a.port}-{a.name}")
def test_every_adapters_form_can_be_drawn_and_has_titles(adapter):
    assert all(f.title != f.name and f.kind != "json" for f in drawn(adapter.settings_schema, {}))


@pytest.mark.parametrize("behaviour", [b for b in BEHAVIOURS.values() if hasattr(b, "settings_schema")])
def test_a_behaviours_defaults_survive_the_form(behaviour):
    schema = behaviour.settings_schema
    form = MultiDict((f.control, str(f.value)) for f in drawn(schema, {}) if f.kind != "switch" or f.value)
    assert schema().load(typed(schema, form)) == schema().load({})
