"""A published interview stands in the calendars of its panel and its room, moves with it, and goes when it is called off."""

from __future__ import annotations

from marshmallow import Schema, fields

from hr_recruit_plugin.hooks.specs import Settings, hookimpl
from hr_recruit_plugin.i18n import N_, _l, letter_text
from hr_recruit_plugin.records import CalendarEntry, CalendarOwner, InterviewPublished, Outbox, Port


class KeepCalendarsSettings(Schema):
    names = fields.Boolean(
        load_default=True,
        metadata={
            "title": N_("日程里写候选人姓名"),
            "help": N_("日历常被同事看到；关掉就只写职位和阶段，姓名在链接里看"),
        },
    )


class KeepCalendars:
    title = _l("写进日历")
    description = _l("连接日历后，面试发布、改期、取消时同步改面试官和会议室的日历。")
    settings_schema = KeepCalendarsSettings

    @hookimpl
    def recruit_interview_published(self, event: InterviewPublished, outbox: Outbox, settings: Settings) -> None:
        for owner in event.calendars:
            self._tell(event, owner, outbox, settings, gone=event.cancelled)
        for owner in event.calendars_left:
            self._tell(event, owner, outbox, settings, gone=True)

    @staticmethod
    def _tell(
        event: InterviewPublished, owner: CalendarOwner, outbox: Outbox, settings: Settings, *, gone: bool
    ) -> None:
        who = event.application.candidate.name if settings["names"] else event.application.job.title
        entry = CalendarEntry(
            owner, f"interview-{event.id}-{owner.kind}-{owner.id}@hr-recruit", event.sequence, event.start, event.end,
            letter_text(N_("面试 %(who)s · %(stage)s"), who=who, stage=event.stage.name), event.place,
            event.application.url, gone, event.timezone,
        )  # fmt: skip
        outbox.send(Port.CALENDAR, entry, key=f"interview:{event.id}:{event.sequence}:{owner.kind}:{owner.id}")
