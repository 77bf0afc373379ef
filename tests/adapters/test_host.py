"""The host OA goes wrong in its own ways."""

from __future__ import annotations

import pytest

from hr_recruit_plugin.adapters.base import Refused, RetryLater
from hr_recruit_plugin.adapters.oa.host import HostOa
from hr_recruit_plugin.records import Todo
from tests.peers.people import NURSE

TODO = Todo("u1", "review:1", "请评审", "/hr/1")


def test_a_fault_of_the_host_is_tried_later_without_its_text() -> None:
    def fail(*_: object) -> None:
        raise ValueError("欧阳晓彤 13800000001")

    adapter = HostOa({}, push_todo=fail, add_colleague=fail)
    for message in (TODO, NURSE):
        with pytest.raises(RetryLater) as later:
            adapter.deliver(message, key="k")
        assert later.value.remote_words == "ValueError"


def test_a_host_without_the_calls_is_named() -> None:
    adapter = HostOa({})
    for message in (TODO, NURSE):
        with pytest.raises(Refused, match="没有接"):
            adapter.deliver(message, key="k")
    assert "待办" in adapter.check().text
    assert "新员工" in HostOa({}, push_todo=lambda *_: None).check().text


def test_the_user_and_the_todo_are_passed_on() -> None:
    pushed: list[tuple[str, Todo]] = []
    HostOa.connected(push_todo=lambda user, todo: pushed.append((user, todo)), add_colleague=None)({}).deliver(
        TODO, key="k"
    )
    assert pushed == [("u1", TODO)]
