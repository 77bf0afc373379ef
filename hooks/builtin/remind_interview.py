"""A day and an hour before an interview both sides are reminded, once each; a moved interview is reminded of anew."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from marshmallow import Schema, fields, validate

from hr_recruit_plugin.hooks.specs import hookimpl
from hr_recruit_plugin.i18n import N_, _l, letter_text, letters_in
from hr_recruit_plugin.records import InterviewApproaching, Notice, Outbox, Person, Port, Todo

from . import words


class RemindInterviewSettings(Schema):
    hours = fields.List(
        fields.Integer(validate=validate.Range(1, 72)),
        load_default=lambda: [24, 1],
        validate=validate.Length(0, 5),
        metadata={"title": N_("面试前几小时提醒"), "help": N_("一行一个数，如 24 和 1，最多 72")},
    )
    candidates = fields.Boolean(load_default=True, metadata={"title": N_("提醒候选人")})
    interviewers = fields.Boolean(load_default=True, metadata={"title": N_("提醒面试官")})


class RemindInterview:
    title = _l("面试前提醒")
    description = _l("面试前一天和前一小时各提醒候选人和面试官一次；改期后按新时间提醒，取消后不提醒。")
    settings_schema = RemindInterviewSettings

    @hookimpl
    def recruit_interview_approaching(
        self, event: InterviewApproaching, outbox: Outbox, settings: dict[str, Any]
    ) -> None:
        hours = due(event, settings["hours"])
        if hours is None:
            return
        # The start is in the key: what is sent once is never sent again, and a new time is told of anew.
        key = f"reminder:{event.id}:{event.start:%Y%m%d%H%M}:{hours}"
        candidate = event.application.candidate
        if settings["candidates"] and candidate.email:
            outbox.send(Port.MESSAGING, _to_candidate(event, candidate), key=f"{key}:candidate")
        for member in event.panel if settings["interviewers"] else ():
            _to_member(event, member, outbox, f"{key}:{member.user_id}")


def due(event: InterviewApproaching, hours: list[int]) -> int | None:
    """The reminder whose time has come, in hours before the start.

    The latest alone: after a night without power nobody gets yesterday's as well. Who learnt of the time after a reminder
    was due has just been told.
    """
    passed = [h for h in hours if event.start - timedelta(hours=h) <= event.now < event.start]
    if not passed:
        return None
    latest = min(passed)
    return latest if event.told_at <= event.start - timedelta(hours=latest) else None


def _to_candidate(event: InterviewApproaching, candidate: Person) -> Notice:
    with letters_in(candidate.locale):
        lines = [
            letter_text(N_("%(name)s，你好：\n"), name=candidate.name),
            letter_text(
                N_("提醒你来参加「%(job)s」的%(stage)s。"), job=event.application.job.title, stage=event.stage.name
            ),
            letter_text(N_("时间：%(when)s"), when=words.span(event.start, event.end, event.timezone)),
            letter_text(N_("地点：%(place)s"), place=event.place),
        ]
        if event.candidate_url:
            lines.append(letter_text(N_("\n来不了，尽早告诉我们：%(url)s\n"), url=event.candidate_url))
        return Notice(candidate, _subject(event), "\n".join(lines))


def _to_member(event: InterviewApproaching, member: Person, outbox: Outbox, key: str) -> None:
    with letters_in(member.locale):
        if member.email:
            text = letter_text(
                N_("%(when)s，%(place)s\n候选人：%(name)s\n\n档案和评分表：%(url)s\n来不了，请人替：%(change)s\n"),
                when=words.span(event.start, event.end, event.timezone), place=event.place,
                name=event.application.candidate.name, url=event.application.url,
                change=event.change_urls.get(str(member.user_id), event.application.url),
            )  # fmt: skip
            outbox.send(Port.MESSAGING, Notice(member, _subject(event), text), key=key)
        if member.user_id:
            # The same entry as the invitation's: the list shows an interview once.
            todo = Todo(member.user_id, f"interview:{event.id}", _subject(event), event.application.url, event.start)
            outbox.send(Port.OA, todo, key=f"{key}:todo")


def _subject(event: InterviewApproaching) -> str:
    return letter_text(
        N_("面试提醒：%(when)s · %(job)s · %(stage)s"), when=words.moment(event.start, event.timezone),
        job=event.application.job.title, stage=event.stage.name,
    )  # fmt: skip
