"""A candidate who may choose a time gets the link, and a reminder when HR asks for it."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from hr_recruit_plugin.hooks.specs import hookimpl
from hr_recruit_plugin.i18n import N_, _l, letter_text, letters_in
from hr_recruit_plugin.records import BookingOpened, Notice, Outbox, Port

from . import words


class InviteToBookSettings(Schema):
    note = fields.String(
        load_default="",
        metadata={"title": N_("写给候选人的话"), "help": N_("如：带身份证和执业证原件"), "multiline": True},
    )


class InviteToBook:
    title = _l("请候选人选时间")
    description = _l("开放自选时间后，给每位候选人发带链接的邮件；人事点提醒时再发一次。")
    settings_schema = InviteToBookSettings

    @hookimpl
    def recruit_booking_opened(self, event: BookingOpened, outbox: Outbox, settings: dict[str, Any]) -> None:
        candidate = event.application.candidate
        if not candidate.email:
            return
        with letters_in(candidate.locale):
            subject = N_("还没选面试时间：%(job)s · %(stage)s") if event.reminder else N_("请选面试时间：%(job)s · %(stage)s")
            title = letter_text(subject, job=event.application.job.title, stage=event.stage.name)
            notice = Notice(candidate, title, _text(event, settings["note"]))
        # With the deadline: a later one is told again.
        key = f"booking:{event.id}:{event.reminder}:{event.deadline:%Y%m%d%H%M}"
        outbox.send(Port.MESSAGING, notice, key=key)


def _text(event: BookingOpened, note: str) -> str:
    lines = [
        letter_text(N_("%(name)s，你好：\n"), name=event.application.candidate.name),
        letter_text(
            N_("请为「%(job)s」的%(stage)s选一个时间，约 %(minutes)s 分钟。"),
            job=event.application.job.title, stage=event.stage.name, minutes=event.minutes,
        ),
        letter_text(N_("%(when)s 前选好，先选先得。"), when=words.moment(event.deadline, event.timezone)),
    ]  # fmt: skip
    if event.max_changes:
        lines.append(letter_text(N_("选好后还可以改 %(count)s 次。"), count=event.max_changes))
    if note:
        lines.append(note)
    lines.append(letter_text(N_("\n去选时间：%(url)s\n\n这个链接只给你一个人，不要转发。\n"), url=event.url))
    return "\n".join(lines)
