"""Who has not handed in a scorecard after the interview is reminded until it is there."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from hr_recruit_plugin.hooks.specs import hookimpl
from hr_recruit_plugin.i18n import N_, _l, letter_text
from hr_recruit_plugin.records import FeedbackMissing, FeedbackSubmitted, Notice, Outbox, Port, Todo


class ChaseFeedbackSettings(Schema):
    mail_after = fields.Integer(
        load_default=1,
        validate=validate.Range(min=1, max=10),
        metadata={"title": N_("第几次提醒起同时发邮件")},
    )


class ChaseFeedback:
    title = _l("催交评分表")
    description = _l("面试结束后没交评分表的面试官，每天提醒一次，直到交齐。")
    settings_schema = ChaseFeedbackSettings

    @hookimpl
    def recruit_feedback_missing(self, event: FeedbackMissing, outbox: Outbox, settings: dict[str, Any]) -> None:
        someone, application = event.interviewer, event.application
        title = letter_text(
            N_("%(name)s 的%(stage)s评分表还没交"), name=application.candidate.name, stage=event.stage.name
        )
        key = f"feedback:{event.interview_id}:{someone.user_id}"
        if someone.user_id:
            todo = Todo(someone.user_id, key, title, application.url)
            outbox.send(Port.OA, todo, key=f"{key}:{event.reminder}")
        if someone.email and event.reminder >= settings["mail_after"]:
            text = letter_text(N_("%(title)s。下一轮面试官在等你的评价。\n\n去填写：%(url)s\n"), title=title, url=application.url)
            outbox.send(Port.MESSAGING, Notice(someone, title, text), key=f"{key}:{event.reminder}:message")

    @hookimpl
    def recruit_feedback_submitted(self, event: FeedbackSubmitted, outbox: Outbox) -> None:
        """The to-dos of this interviewer for this interview are done."""
        someone = event.interviewer
        if someone.user_id:
            for entry in (f"feedback:{event.interview_id}:{someone.user_id}", f"interview:{event.interview_id}"):
                todo = Todo(someone.user_id, entry, "", event.application.url, done=True)
                # With the moment: a scorecard that was given back and handed in again is done again.
                outbox.send(Port.OA, todo, key=f"{entry}:{someone.user_id}:done:{event.id}:{event.at:%Y%m%d%H%M%S}")
