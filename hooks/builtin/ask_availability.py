"""Whom HR asks for their time gets a link to say it: interviewers on their to-do list and by mail, candidates by mail."""

from __future__ import annotations

from hr_recruit_plugin.hooks.specs import hookimpl
from hr_recruit_plugin.i18n import N_, _l, letter_text
from hr_recruit_plugin.records import AvailabilityAsked, Notice, Outbox, Port, Todo


class AskAvailability:
    title = _l("问空闲时间")
    description = _l("人力资源部问面试官或候选人的时间时，把填写的链接发给他们。")

    @hookimpl
    def recruit_availability_asked(self, event: AvailabilityAsked, outbox: Outbox) -> None:
        whose = f"application:{event.application.id}" if event.application else f"staff:{event.person.user_id}"
        key = f"availability:{whose}:{event.at:%Y%m%d%H%M%S}"
        subject = _subject(event)
        if event.person.user_id:
            todo = Todo(event.person.user_id, "availability", subject, event.url, done=event.answered)
            outbox.send(Port.OA, todo, key=f"{key}:{'done' if event.answered else 'todo'}")
        if event.person.email and not event.answered:
            outbox.send(Port.MESSAGING, Notice(event.person, subject, _text(event)), key=key)


def _subject(event: AvailabilityAsked) -> str:
    if event.application is None:
        return letter_text(N_("标一下你能面试的时间"))
    return letter_text(N_("面试前问一下：哪些时间你来不了？%(job)s"), job=event.application.job.title)


def _text(event: AvailabilityAsked) -> str:
    span = letter_text(
        N_("%(first)s 到 %(last)s"), first=f"{event.first:%Y-%m-%d}", last=f"{event.last:%Y-%m-%d}"
    )
    if event.application is None:
        return letter_text(
            N_(
                "%(name)s，你好：\n\n要在 %(span)s 安排面试，系统还不知道你哪些时间有空，所以不会排到你。\n"
                "点开标一下，约一分钟：%(url)s\n"
            ),
            name=event.person.name, span=span, url=event.url,
        )  # fmt: skip
    return letter_text(
        N_(
            "%(name)s，你好：\n\n我们准备在 %(span)s 安排「%(job)s」的面试。来不了的半天请点开勾一下：%(url)s\n"
            "都行就不用勾，直接按「都可以」。\n"
        ),
        name=event.person.name, span=span, job=event.application.job.title, url=event.url,
    )  # fmt: skip
