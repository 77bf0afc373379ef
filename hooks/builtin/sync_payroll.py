"""A signed offer makes a new colleague known to payroll."""

from __future__ import annotations

from hr_recruit_plugin.hooks.specs import hookimpl
from hr_recruit_plugin.i18n import _l
from hr_recruit_plugin.records import CandidateHired, Outbox, Port


class SyncPayroll:
    title = _l("新职工报送薪资系统")
    description = _l("签署后把新职工资料交给薪资系统。")

    @hookimpl
    def recruit_candidate_hired(self, event: CandidateHired, outbox: Outbox) -> None:
        outbox.send(Port.PAYROLL, event.hire, key=f"hire:{event.id}:payroll")
