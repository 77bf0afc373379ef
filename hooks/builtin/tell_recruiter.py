"""HR learns when a panel's feedback is complete and what a candidate said to an offer."""

from __future__ import annotations

from hr_recruit_plugin.hooks.specs import hookimpl
from hr_recruit_plugin.i18n import N_, _l, letter_text
from hr_recruit_plugin.records import (
    ApplicationRef,
    FeedbackSubmitted,
    OfferDeclined,
    OfferSigned,
    Outbox,
    Port,
    Todo,
)


class TellRecruiter:
    title = _l("告知招聘负责人")
    description = _l("评分交齐、Offer 签署或谢绝时，职位负责人在 OA 里收到待办。")

    @hookimpl
    def recruit_feedback_submitted(self, event: FeedbackSubmitted, outbox: Outbox) -> None:
        if event.complete:
            title = letter_text(
                N_("%(name)s 的%(stage)s评分已交齐，等你决定"),
                name=event.application.candidate.name, stage=event.stage.name,
            )  # fmt: skip
            # With the moment: complete again after a scorecard was given back is news again.
            entry = f"complete:{event.interview_id}"
            self._tell(event.application, title, entry, outbox, version=f":{event.at:%Y%m%d%H%M%S}")

    @hookimpl
    def recruit_offer_signed(self, event: OfferSigned, outbox: Outbox) -> None:
        title = letter_text(N_("%(name)s 签了 Offer %(number)s"), name=event.application.candidate.name, number=event.number)
        self._tell(event.application, title, f"offer:{event.id}:signed", outbox)

    @hookimpl
    def recruit_offer_declined(self, event: OfferDeclined, outbox: Outbox) -> None:
        title = letter_text(
            N_("%(name)s 谢绝了 Offer %(number)s"), name=event.application.candidate.name, number=event.number
        )
        self._tell(event.application, title, f"offer:{event.id}:declined", outbox)

    def _tell(self, application: ApplicationRef, title: str, key: str, outbox: Outbox, version: str = "") -> None:
        owner = application.job.owner
        if owner and owner.user_id:
            outbox.send(Port.OA, Todo(owner.user_id, key, title, application.url), key=key + version)
