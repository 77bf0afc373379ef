"""The calendar port: reading when somebody is busy, and keeping one interview in one calendar."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from marshmallow import fields, validate

from hr_recruit_plugin.adapters.base import N_, Adapter, Delivery, Refused, SettingsSchema
from hr_recruit_plugin.records import CalendarEntry, CalendarOwner, Message, Port

UNKNOWN, NONE = "unknown", "none"
MISSING = [(UNKNOWN, N_("按未知处理，不排给 TA")), (NONE, N_("当作没有日历，按工作时间排"))]
MARK = "@hr-recruit"
"""How the UID of every entry of ours ends: what we wrote ourselves is not somebody's own appointment."""


class OneCalendar(Refused):
    """Something about one calendar; others on the same server may be read all the same."""


class CalendarMissing(OneCalendar):
    """The calendar server has no calendar of this owner."""


class CalendarSettings(SettingsSchema):
    """What the planner asks of any calendar connection."""

    fresh_hours = fields.Int(
        load_default=24,
        validate=validate.Range(1, 720),
        metadata={
            "title": N_("忙闲多久算过期（小时）"),
            "help": N_("超过这么久没读到，就当作不知道，不把人排进去"),
        },
    )
    missing = fields.Str(
        load_default=UNKNOWN,
        validate=validate.OneOf([value for value, _ in MISSING]),
        metadata={"title": N_("服务器上没有某人的日历时"), "choices": MISSING},
    )


class CalendarAdapter(Adapter):
    """Delivers :class:`CalendarEntry` and reads busy times."""

    port: ClassVar[Port] = Port.CALENDAR

    def deliver(self, message: Message, *, key: str) -> Delivery:
        return self.keep(self._entry(message), key=key)

    def find(self, message: Message, *, key: str) -> Delivery | None:
        return self.kept(self._entry(message), key=key)

    @abstractmethod
    def knows(self, owner: CalendarOwner) -> bool:
        """Whether the settings say where the calendar of ``owner`` would be. No network."""

    @abstractmethod
    def busy(self, owner: CalendarOwner, start: datetime, end: datetime) -> Sequence[tuple[datetime, datetime]]:
        """When ``owner`` is busy between ``start`` and ``end``: merged spans, aware times; what is tentative counts as busy.

        Entries of our own are left out where the server tells them apart. Errors as in :meth:`Adapter.deliver`;
        OneCalendar where it is about this calendar alone.
        """

    @abstractmethod
    def keep(self, entry: CalendarEntry, *, key: str) -> Delivery:
        """Put one entry in, change it, or take it out where ``entry.cancelled``. An older sequence never undoes a newer one."""

    @abstractmethod
    def kept(self, entry: CalendarEntry, *, key: str) -> Delivery | None:
        """What ``keep`` would answer if it has been done already; else None."""

    @staticmethod
    def _entry(message: Message) -> CalendarEntry:
        if not isinstance(message, CalendarEntry):
            raise Refused(N_("日历端口不接受这种内容：%(kind)s"), kind=type(message).__name__)
        return message
