"""Both sides of an interview get an invitation with time, place and names, and every change of it."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from hr_recruit_plugin.hooks.specs import hookimpl
from hr_recruit_plugin.i18n import N_, _l, letter_text, letters_in
from hr_recruit_plugin.records import (
    CalendarInvite,
    CalendarMethod,
    InterviewPublished,
    Notice,
    Outbox,
    Person,
    Port,
    Todo,
)

from . import words


class InviteSettings(Schema):
    note = fields.String(
        load_default="",
        metadata={"title": N_("写给候选人的话"), "help": N_("如：带身份证和执业证原件"), "multiline": True},
    )
    names = fields.Boolean(load_default=True, metadata={"title": N_("告诉候选人面试官姓名")})


class Invite:
    title = _l("发面试邀请")
    description = _l("面试发布、改期或取消时，候选人和面试官各收到带日历的邮件，面试官另有 OA 待办。")
    settings_schema = InviteSettings

    @hookimpl
    def recruit_interview_published(
        self, event: InterviewPublished, outbox: Outbox, settings: dict[str, Any]
    ) -> None:
        candidate = event.application.candidate
        if candidate.email:
            with letters_in(candidate.locale):
                notice = Notice(
                    candidate, _subject(event), _candidate_text(event, settings), _calendar(event, candidate, "candidate")
                )
            outbox.send(Port.MESSAGING, notice, key=f"interview:{event.id}:{event.sequence}:candidate")
        for member in event.panel:
            self._tell_member(event, member, outbox, cancelled=event.cancelled)
        for member in event.withdrawn:
            self._tell_member(event, member, outbox, cancelled=True)

    def _tell_member(self, event: InterviewPublished, member: Person, outbox: Outbox, *, cancelled: bool) -> None:
        key = f"interview:{event.id}:{event.sequence}:{member.user_id}"
        if member.email:
            text = letter_text(
                N_("%(when)s，%(place)s\n候选人：%(name)s\n面试组：%(panel)s\n\n档案和评分表：%(url)s\n"),
                when=words.span(event.start, event.end, event.timezone), place=event.place, name=event.application.candidate.name,
                panel=words.names(event.panel), url=event.application.url,
            )  # fmt: skip
            if not cancelled and (change := event.change_urls.get(str(member.user_id))):
                text += letter_text(N_("来不了，请人替：%(url)s\n"), url=change)
            invite = _calendar(event, member, str(member.user_id), cancelled)
            outbox.send(Port.MESSAGING, Notice(member, _subject(event, cancelled), text, invite), key=key)
        if member.user_id:
            todo = Todo(
                member.user_id, f"interview:{event.id}", _subject(event, cancelled), event.application.url,
                event.start, done=cancelled,
            )  # fmt: skip
            outbox.send(Port.OA, todo, key=f"{key}:todo")


def _subject(event: InterviewPublished, cancelled: bool | None = None) -> str:
    gone = event.cancelled if cancelled is None else cancelled
    message = N_("面试取消：%(job)s · %(stage)s") if gone else N_("面试安排：%(job)s · %(stage)s")
    if event.sequence and not gone:
        message = N_("面试改期：%(job)s · %(stage)s")
    return letter_text(message, job=event.application.job.title, stage=event.stage.name)


def _candidate_text(event: InterviewPublished, settings: dict[str, Any]) -> str:
    name = event.application.candidate.name
    if event.cancelled:
        return letter_text(
            N_("%(name)s，你好：\n\n原定 %(when)s 的面试取消了，请不要前来。后续安排会再写信告诉你。\n"),
            name=name, when=words.span(event.start, event.end, event.timezone),
        )  # fmt: skip
    lines = [
        letter_text(N_("%(name)s，你好：\n"), name=name),
        letter_text(N_("请来参加「%(job)s」的%(stage)s。"), job=event.application.job.title, stage=event.stage.name),
        letter_text(N_("时间：%(when)s"), when=words.span(event.start, event.end, event.timezone)),
        letter_text(N_("地点：%(place)s"), place=event.place),
    ]
    if settings["names"]:
        lines.append(letter_text(N_("面试官：%(panel)s"), panel=words.names(event.panel)))
    if settings["note"]:
        lines.append(settings["note"])
    if event.candidate_url:
        lines.append(letter_text(N_("\n确认参加：%(url)s"), url=event.candidate_url))
    if change := event.change_urls.get(""):
        lines.append(letter_text(N_("来不了，换个时间：%(url)s\n"), url=change))
    return "\n".join(lines)


def _calendar(event: InterviewPublished, attendee: Person, side: str, cancelled: bool | None = None) -> CalendarInvite:
    gone = event.cancelled if cancelled is None else cancelled
    # A candidate's calendar shows no other name; each side has an event of its own.
    who = event.application.candidate.name if side != "candidate" else event.organizer.name
    return CalendarInvite(
        uid=f"interview-{event.id}-{side}@hr-recruit",
        sequence=event.sequence,
        method=CalendarMethod.CANCEL if gone else CalendarMethod.REQUEST,
        start=event.start,
        end=event.end,
        summary=letter_text(N_("面试 %(who)s · %(stage)s"), who=who, stage=event.stage.name),
        location=event.place,
        description=event.candidate_url if side == "candidate" else event.application.url,
        organizer=event.organizer,
        attendee=attendee,
        timezone=event.timezone,
    )
