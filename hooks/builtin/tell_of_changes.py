"""A wish to change an interview lands on the lists of those who plan, and whoever asked learns what became of it."""

from __future__ import annotations

from hr_recruit_plugin.hooks.specs import hookimpl
from hr_recruit_plugin.i18n import N_, _l, letter_text, letters_in
from hr_recruit_plugin.records import ChangeAsked, ChangeDecided, Notice, Outbox, Port, Todo

from . import words


class TellOfChanges:
    title = _l("转告改期请求")
    description = _l("候选人想换时间、面试官请人替时，负责人收到 OA 待办；处理后通知提出的人。")

    @hookimpl
    def recruit_change_asked(self, event: ChangeAsked, outbox: Outbox) -> None:
        message = N_("%(name)s 来不了面试，想换时间") if event.side == "candidate" else N_("%(name)s 来不了面试，请人替")
        title = letter_text(message, name=event.who.name)
        for planner in event.planners:
            if planner.user_id:
                todo = Todo(planner.user_id, _entry(event), title, event.url, event.start)
                outbox.send(Port.OA, todo, key=f"{_entry(event)}:{planner.user_id}")

    @hookimpl
    def recruit_change_decided(self, event: ChangeDecided, outbox: Outbox) -> None:
        for planner in event.planners:
            if planner.user_id:
                done = Todo(planner.user_id, _entry(event), "", event.application.url, done=True)
                outbox.send(Port.OA, done, key=f"{_entry(event)}:{planner.user_id}:done")
        # A granted one is told of by the invitation itself.
        if not event.granted and event.who.email:
            with letters_in(event.who.locale):
                outbox.send(Port.MESSAGING, _declined(event), key=f"{_entry(event)}:declined")


def _entry(event: ChangeAsked | ChangeDecided) -> str:
    return f"change:{event.id}"


def _declined(event: ChangeDecided) -> Notice:
    subject = letter_text(
        N_("没能换时间：%(job)s · %(stage)s"), job=event.application.job.title, stage=event.stage.name
    )
    if event.start is None:
        text = letter_text(
            N_("%(name)s，你好：\n\n没能安排你说的时间。请在可选的时间里选一个，或联系人力资源部。\n"), name=event.who.name
        )
    else:
        text = letter_text(
            N_("%(name)s，你好：\n\n没能换成别的安排，面试仍在 %(when)s。实在来不了，请联系人力资源部。\n"),
            name=event.who.name, when=words.moment(event.start, event.timezone),
        )  # fmt: skip
    return Notice(event.who, subject, text)
