"""Results, errors and the list of the product's own adapters."""

from __future__ import annotations

import pytest

from hr_recruit_plugin.adapters.base import BUILTIN, CheckResult, Delivery, Refused, RetryLater, SettingsInvalid
from hr_recruit_plugin.adapters.messaging.smtp import Smtp
from hr_recruit_plugin.records import Port


def test_a_partial_delivery_names_whom_it_missed() -> None:
    assert Delivery.done("1").complete
    assert not Delivery.partly("1", ("张",)).complete


def test_errors_keep_sentence_values_and_the_remotes_words_apart() -> None:
    error = Refused("没有 %(what)s", "550 no", what="病区")
    assert (error.reason, error.params, error.remote_words) == ("没有 %(what)s", {"what": "病区"}, "550 no")
    assert str(error) == "没有 病区 [550 no]"
    assert RetryLater(3, "忙 100%").after == 3
    assert str(RetryLater(None, "忙 100%")) == "忙 100%"
    assert CheckResult(False, "缺 %(what)s", "x", {"what": "权限"}).text == "缺 权限 [x]"


def test_each_port_has_an_adapter_and_names_are_unique() -> None:
    names = [(adapter.port, adapter.name) for adapter in BUILTIN]
    assert {port for port, _ in names} == set(Port)
    assert len(set(names)) == len(names) == len(BUILTIN)
    assert BUILTIN[0] is BUILTIN[:1][0] is Smtp


def test_settings_that_are_missing_are_named() -> None:
    with pytest.raises(SettingsInvalid) as invalid:
        Smtp({"host": "mail.example"})
    assert list(invalid.value.errors) == ["from_address"]
    assert "from_address" in str(invalid.value)


def test_settings_of_an_older_version_still_load() -> None:
    old = {"host": "mail.example", "from_address": "hr@hospital.example", "gone": 1}
    assert "gone" not in Smtp(old).settings
