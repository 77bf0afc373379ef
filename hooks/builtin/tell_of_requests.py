"""What candidates ask about their data lands on the owner's list, and they learn what a person answered."""

from __future__ import annotations

from hr_recruit_plugin.hooks.specs import hookimpl
from hr_recruit_plugin.i18n import N_, _l, letter_text, letters_in
from hr_recruit_plugin.records import Notice, Outbox, Port, RequestAnswered, RequestMade, Todo

SAID = {
    "done": N_("你指出的地方已改正，得分已按改正后的内容重新计算。"),
    "declined": N_("你指出的地方核对后没有改动。"),
    "upheld": N_("人工复核后维持原来的结果。"),
    "overridden": N_("人工复核后，你的得分已由人重新评定。"),
    "onward": N_("人工复核后，你的申请继续往下进行。"),
}


class TellOfRequests:
    title = _l("转告更正和复核请求")
    description = _l("候选人说简历读错了、申请人工复核时，职位负责人收到 OA 待办；答复后写信告诉候选人。")

    @hookimpl
    def recruit_request_made(self, event: RequestMade, outbox: Outbox) -> None:
        message = N_("%(name)s 说简历读错了") if event.kind == "correction" else N_("%(name)s 请求人工复核")
        title = letter_text(message, name=event.application.candidate.name)
        for owner in event.owners:
            if owner.user_id:
                todo = Todo(owner.user_id, _entry(event), title, event.url)
                outbox.send(Port.OA, todo, key=f"{_entry(event)}:{owner.user_id}")

    @hookimpl
    def recruit_request_answered(self, event: RequestAnswered, outbox: Outbox) -> None:
        for owner in event.owners:
            if owner.user_id:
                done = Todo(owner.user_id, _entry(event), "", event.application.url, done=True)
                outbox.send(Port.OA, done, key=f"{_entry(event)}:{owner.user_id}:done")
        candidate = event.application.candidate
        if candidate.email:
            with letters_in(candidate.locale):
                outbox.send(Port.MESSAGING, _letter(event), key=f"{_entry(event)}:answered")


def _entry(event: RequestMade | RequestAnswered) -> str:
    return f"{event.kind}:{event.id}"


def _letter(event: RequestAnswered) -> Notice:
    candidate, job = event.application.candidate, event.application.job
    subject = N_("人工复核的答复：%(job)s") if event.kind == "review" else N_("你指出的读错之处：%(job)s")
    answer = letter_text(N_("医院的话：%(answer)s\n\n"), answer=event.answer) if event.answer else ""
    text = letter_text(
        N_("%(name)s，你好：\n\n%(outcome)s\n\n%(answer)s查看：\n%(url)s\n\n链接只给你一个人。\n"),
        name=candidate.name, outcome=letter_text(SAID[event.outcome]), answer=answer, url=event.candidate_url,
    )  # fmt: skip
    return Notice(candidate, letter_text(subject, job=job.title), text)
