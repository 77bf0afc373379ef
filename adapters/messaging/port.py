"""The messaging port: one notice to one person, with or without a calendar entry."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from hr_recruit_plugin.adapters.base import N_, Adapter, Delivery, Refused
from hr_recruit_plugin.records import Message, Notice, Port


class MessagingAdapter(Adapter):
    """Delivers :class:`Notice`. A notice has one recipient, so candidates never learn of one another."""

    port: ClassVar[Port] = Port.MESSAGING

    def deliver(self, message: Message, *, key: str) -> Delivery:
        if not isinstance(message, Notice):
            raise Refused(N_("消息端口不接受这种内容：%(kind)s"), kind=type(message).__name__)
        return self.send(message, key=key)

    @abstractmethod
    def send(self, notice: Notice, *, key: str) -> Delivery:
        """Hand one notice over; errors as in :meth:`Adapter.deliver`."""
