"""A signed offer makes a new colleague known to the HIS."""

from __future__ import annotations

from hr_recruit_plugin.hooks.specs import hookimpl
from hr_recruit_plugin.i18n import _l
from hr_recruit_plugin.records import CandidateHired, Outbox, Port


class SyncHis:
    title = _l("新职工报送 HIS")
    description = _l("签署后在 HIS 里建立人员档案；不开通任何处方或护理权限。")

    @hookimpl
    def recruit_candidate_hired(self, event: CandidateHired, outbox: Outbox) -> None:
        outbox.send(Port.HIS, event.hire, key=f"hire:{event.id}:his")
