"""One hook implementation: a licence that runs out soon becomes a to-do before the new colleague starts."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from marshmallow import Schema, fields, validate

from hr_recruit_plugin import hookimpl
from hr_recruit_plugin.records import CandidateHired, Licence, Outbox, Port, Todo


class LicenceWatchSettings(Schema):
    """The hook console draws a form from this schema and gives back what it loaded."""

    days = fields.Integer(load_default=90, validate=validate.Range(min=1, max=730), metadata={"title": "提前多少天"})
    staff = fields.List(fields.String(), load_default=list, metadata={"title": "提醒谁（OA 工号）"})


class LicenceWatch:
    title = "执业证快到期提醒"
    description = "候选人签署 Offer 后，如果执业证在到岗后 90 天内到期，给指定的人一条待办。先填好提醒谁。"
    settings_schema = LicenceWatchSettings

    @hookimpl
    def recruit_candidate_hired(self, event: CandidateHired, outbox: Outbox, settings: Mapping[str, Any]) -> None:
        limit = event.hire.start_date + timedelta(days=settings["days"])
        for licence in event.hire.licences:
            expires = last_day(licence)
            if expires is None or expires > limit:
                continue
            title = f"{event.hire.name}（{event.hire.department}）的执业证 {expires:%Y-%m-%d} 到期，提醒延续注册"
            for staff_no in settings["staff"]:
                # The key names the fact: told once for each hire, licence and person, however often this runs.
                key = f"licence-watch:{event.id}:{licence.kind}:{staff_no}"
                outbox.send(Port.OA, Todo(staff_no, key, title, event.application.url), key=key)


def last_day(licence: Licence) -> date | None:
    """The last valid day. ``expires`` is ``YYYY-MM-DD`` or ``YYYY-MM``, which lasts to the end of the month."""
    parts = [int(part) for part in (licence.expires or "").split("-") if part.isdigit()]
    if len(parts) == 2:
        return date(*parts, calendar.monthrange(*parts)[1])
    return date(*parts) if len(parts) == 3 else None


plugin = LicenceWatch()
