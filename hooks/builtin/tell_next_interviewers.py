"""A passed round puts the candidate before those who look at them next."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from hr_recruit_plugin.hooks.specs import hookimpl
from hr_recruit_plugin.i18n import N_, _l, letter_text
from hr_recruit_plugin.records import Notice, Outbox, Port, StageChanged, Todo


class TellNextInterviewersSettings(Schema):
    message = fields.Boolean(load_default=True, metadata={"title": N_("待办之外再发消息")})


class TellNextInterviewers:
    title = _l("通知下一轮面试官")
    description = _l("候选人进入新阶段时，下一轮面试官在 OA 里收到待办和消息。")
    settings_schema = TellNextInterviewersSettings

    @hookimpl
    def recruit_stage_changed(self, event: StageChanged, outbox: Outbox, settings: dict[str, Any]) -> None:
        application = event.application
        title = letter_text(
            N_("%(name)s 进入%(stage)s：%(job)s"),
            name=application.candidate.name,
            stage=event.target.name,
            job=application.job.title,
        )
        for someone in event.next_panel:
            key = f"stage:{event.id}:{someone.user_id}"
            if someone.user_id:
                outbox.send(Port.OA, Todo(someone.user_id, key, title, application.url), key=key)
            if settings["message"] and someone.email:
                text = letter_text(N_("%(title)s。\n\n查看档案和前几轮的评价：%(url)s\n"), title=title, url=application.url)
                outbox.send(Port.MESSAGING, Notice(someone, title, text), key=f"{key}:message")
