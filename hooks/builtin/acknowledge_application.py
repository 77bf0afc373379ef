"""A candidate learns that the resume arrived, whatever way it came in, once."""

from __future__ import annotations

from typing import Any

from hr_recruit_plugin.hooks.specs import hookimpl
from marshmallow import Schema, fields

from hr_recruit_plugin.i18n import N_, _l, letter_text
from hr_recruit_plugin.records import ApplicationReceived, Notice, Outbox, Port


class AcknowledgeApplicationSettings(Schema):
    sources = fields.List(
        fields.String(),
        load_default=["portal"],
        metadata={"title": N_("给哪些来源的候选人发"), "help": N_("留空则所有来源都发")},
    )


class AcknowledgeApplication:
    title = _l("收到简历后告知候选人")
    description = _l("发一封邮件，说明简历已收到。")
    settings_schema = AcknowledgeApplicationSettings

    @hookimpl
    def recruit_application_received(
        self, event: ApplicationReceived, outbox: Outbox, settings: dict[str, Any]
    ) -> None:
        candidate, job = event.application.candidate, event.application.job
        wanted = settings["sources"]
        if not candidate.email or (wanted and event.source not in wanted):
            return
        text = letter_text(
            N_("%(name)s，你好：\n\n已收到你投递「%(job)s」的简历。有进展会写信告诉你。\n"), name=candidate.name, job=job.title
        )
        notice = Notice(candidate, letter_text(N_("已收到你的简历：%(job)s"), job=job.title), text)
        outbox.send(Port.MESSAGING, notice, key=f"application:{event.id}:acknowledged")
