"""Whoever looks after a stage is reminded of candidates who stay longer than agreed."""

from __future__ import annotations

from hr_recruit_plugin.hooks.specs import hookimpl
from hr_recruit_plugin.i18n import N_, _l, letter_text
from hr_recruit_plugin.records import Outbox, Port, StageOverdue, Todo


class RemindOverdue:
    title = _l("阶段逾期提醒")
    description = _l("候选人在一个阶段停留超过约定天数，每天提醒一次负责人。")

    @hookimpl
    def recruit_stage_overdue(self, event: StageOverdue, outbox: Outbox) -> None:
        application = event.application
        title = letter_text(
            N_("%(name)s 在%(stage)s已停留 %(days)s 天，约定 %(agreed)s 天"),
            name=application.candidate.name,
            stage=event.stage.name,
            days=event.days,
            agreed=event.agreed_days,
        )
        for owner in event.owners:
            if owner.user_id:
                entry = f"overdue:{application.id}:{event.stage.id}:{owner.user_id}"
                todo = Todo(owner.user_id, entry, title, application.url)
                outbox.send(Port.OA, todo, key=f"{entry}:{event.day.isoformat()}")
