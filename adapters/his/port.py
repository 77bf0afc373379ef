"""The HIS port: a new colleague as staff master data.

Rights to prescribe or to nurse are granted inside the HIS after its own licence check; this port never grants any.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from hr_recruit_plugin.adapters.base import N_, Adapter, Delivery, Refused
from hr_recruit_plugin.records import Message, NewHire, Port


class HisAdapter(Adapter):
    """Delivers :class:`NewHire`."""

    port: ClassVar[Port] = Port.HIS

    def deliver(self, message: Message, *, key: str) -> Delivery:
        if not isinstance(message, NewHire):
            raise Refused(N_("HIS 端口不接受这种内容：%(kind)s"), kind=type(message).__name__)
        return self.register(message, key=key)

    @abstractmethod
    def register(self, hire: NewHire, *, key: str) -> Delivery:
        """Register one new colleague; errors as in :meth:`Adapter.deliver`."""
