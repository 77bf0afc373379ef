"""A candidate gets the link to the offer, and the one-time code that goes with a signature."""

from __future__ import annotations

from hr_recruit_plugin.hooks.specs import hookimpl
from hr_recruit_plugin.i18n import N_, _l, letter_text
from hr_recruit_plugin.records import Notice, OfferCodeRequested, OfferIssued, Outbox, Port


class SendOffer:
    title = _l("发 Offer 链接和签署验证码")
    description = _l("候选人收到阅读和签署 Offer 的链接；签署时收到一次性验证码。关掉后候选人收不到 Offer。")

    @hookimpl
    def recruit_offer_issued(self, event: OfferIssued, outbox: Outbox) -> None:
        candidate, job = event.application.candidate, event.application.job
        text = letter_text(
            N_("%(name)s，你好：\n\n我们想请你来做「%(job)s」。Offer 全文和签署都在这个链接里：\n%(url)s\n\n"
               "链接只给你一个人，%(until)s 前有效。\n"),
            name=candidate.name, job=job.title, url=event.sign_url, until=f"{event.expires:%Y-%m-%d}",
        )  # fmt: skip
        notice = Notice(candidate, letter_text(N_("录用通知：%(job)s（%(number)s）"), job=job.title, number=event.number), text)
        outbox.send(Port.MESSAGING, notice, key=f"offer:{event.id}:issued")

    @hookimpl
    def recruit_offer_code_requested(self, event: OfferCodeRequested, outbox: Outbox) -> None:
        text = letter_text(N_("签署验证码：%(code)s\n\n10 分钟内有效。不是你本人操作的话，请告诉人力资源部。\n"), code=event.code)
        # Not in the subject: that is shown in lists of deliveries, and the code stands for the candidate's own hand.
        notice = Notice(event.application.candidate, letter_text(N_("签署验证码")), text)
        outbox.send(Port.MESSAGING, notice, key=f"offer:{event.offer_id}:code:{event.attempt}")
