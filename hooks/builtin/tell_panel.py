"""Who sits in an interview learns that the candidate does not come, or comes later."""

from __future__ import annotations

from hr_recruit_plugin.hooks.specs import hookimpl
from hr_recruit_plugin.i18n import N_, _l, letter_text
from hr_recruit_plugin.records import AttendanceNoted, Notice, Outbox, Port, Todo

SAYS = {
    "absent": N_("%(who)s没有来，这一场不面了"),
    "put_back": N_("%(who)s来晚了，改到 %(time)s"),
    "undo_absent": N_("%(who)s还会面试，刚才的缺席是误记"),
    "undo_put_back": N_("%(who)s仍按原来的次序，%(time)s"),
}


class TellPanel:
    title = _l("缺席和推后告诉面试官")
    description = _l("面试当天记了缺席、往后放或撤销时，这一场的面试官在 OA 待办和邮件里看到。")

    @hookimpl
    def recruit_attendance_noted(self, event: AttendanceNoted, outbox: Outbox) -> None:
        if event.act not in SAYS:
            return
        who = letter_text(N_("%(number)s 号"), number=event.number) if event.number else event.application.candidate.name
        title = letter_text(SAYS[event.act], who=who, time=f"{event.due:%H:%M}")
        text = letter_text(N_("%(title)s。\n%(stage)s，%(place)s\n"), title=title, stage=event.stage.name, place=event.place)
        for someone in event.panel:
            key = f"attendance:{event.interview_id}:{someone.user_id}"
            said = f"{key}:{event.act}:{event.at:%Y%m%d%H%M%S}"
            if someone.user_id:
                outbox.send(Port.OA, Todo(someone.user_id, key, title, event.application.url), key=said)
            if someone.email:
                outbox.send(Port.MESSAGING, Notice(someone, title, text), key=f"{said}:message")
