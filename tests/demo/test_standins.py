"""The demonstration's outside systems."""

from __future__ import annotations

from pathlib import Path

from hr_recruit_plugin.adapters.base import BUILTIN, Adapter
from hr_recruit_plugin.demo.standins import arrivals, mail_text, stand_ins
from hr_recruit_plugin.records import Message, Notice, Person, Port
from tests.peers.people import NURSE

NOTICE = Notice(Person("张晓明", "zhang@example.org"), "面试邀请", "您好：请确认时间。")


def connected(root: Path, port: Port) -> Adapter:
    chosen = stand_ins(root)[port]
    kinds = {(kind.port, kind.name): kind for kind in BUILTIN}
    return kinds[port, chosen.adapter](chosen.settings)


def test_what_is_sent_arrives_and_can_be_looked_at(tmp_path: Path) -> None:
    messages: dict[Port, Message] = {Port.MESSAGING: NOTICE, Port.PAYROLL: NURSE, Port.HIS: NURSE}
    for port, message in messages.items():
        connected(tmp_path, port).deliver(message, key="k")
    found = {arrival.port: arrival for arrival in arrivals(tmp_path)}
    assert found.keys() == messages.keys()
    assert (found[Port.MESSAGING].who, found[Port.MESSAGING].title) == ("张晓明 <zhang@example.org>", "面试邀请")
    assert mail_text(found[Port.MESSAGING].path).strip() == NOTICE.text
    assert found[Port.PAYROLL].who == found[Port.HIS].who == "欧阳晓彤"
    assert "护士" in found[Port.HIS].title


def test_before_anything_was_sent_there_is_nothing(tmp_path: Path) -> None:
    assert arrivals(tmp_path) == []
    assert all(connected(tmp_path, port).check().ok for port in stand_ins(tmp_path))
