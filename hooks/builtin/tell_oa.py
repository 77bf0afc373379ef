"""A signed offer makes a colleague in the OA."""

from __future__ import annotations

from hr_recruit_plugin.hooks.specs import hookimpl
from hr_recruit_plugin.i18n import _l
from hr_recruit_plugin.records import CandidateHired, Outbox, Port


class TellOa:
    title = _l("新职工进 OA")
    description = _l("签署后在 OA 里建立职工档案。")

    @hookimpl
    def recruit_candidate_hired(self, event: CandidateHired, outbox: Outbox) -> None:
        outbox.send(Port.OA, event.hire, key=f"hire:{event.id}:oa")
