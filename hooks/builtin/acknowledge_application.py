"""A candidate learns that the resume arrived, whatever way it came in, once."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from hr_recruit_plugin.hooks.specs import hookimpl
from hr_recruit_plugin.i18n import N_, _l, letter_text
from hr_recruit_plugin.records import ApplicationReceived, Notice, Outbox, Port


class AcknowledgeApplicationSettings(Schema):
    imported = fields.Boolean(
        load_default=False,
        metadata={"title": N_("导入的简历也告知"), "help": N_("不勾选则只告知自己在门户投递的人")},
    )


class AcknowledgeApplication:
    title = _l("收到简历后告知候选人")
    description = _l("发一封邮件，说明简历已收到，附查看进度的链接。")
    settings_schema = AcknowledgeApplicationSettings

    @hookimpl
    def recruit_application_received(
        self, event: ApplicationReceived, outbox: Outbox, settings: dict[str, Any]
    ) -> None:
        candidate, job = event.application.candidate, event.application.job
        if not candidate.email or not (event.by_candidate or settings["imported"]):
            return
        text = letter_text(
            N_("%(name)s，你好：\n\n已收到你投递「%(job)s」的简历。查看进度：\n%(url)s\n\n链接只给你一个人。\n"),
            name=candidate.name, job=job.title, url=event.candidate_url,
        )  # fmt: skip
        notice = Notice(candidate, letter_text(N_("已收到你的简历：%(job)s"), job=job.title), text)
        outbox.send(Port.MESSAGING, notice, key=f"application:{event.id}:received:{event.document_id}")
