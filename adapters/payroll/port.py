"""The payroll port: a new colleague, once per signed offer."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from hr_recruit_plugin.adapters.base import N_, Adapter, Delivery, Refused
from hr_recruit_plugin.records import Message, NewHire, Port


class PayrollAdapter(Adapter):
    """Delivers :class:`NewHire`."""

    port: ClassVar[Port] = Port.PAYROLL

    def deliver(self, message: Message, *, key: str) -> Delivery:
        if not isinstance(message, NewHire):
            raise Refused(N_("薪酬端口不接受这种内容：%(kind)s"), kind=type(message).__name__)
        return self.hand_over(message, key=key)

    @abstractmethod
    def hand_over(self, hire: NewHire, *, key: str) -> Delivery:
        """Hand one new colleague over; errors as in :meth:`Adapter.deliver`."""
