"""The OA port: to-do entries for staff, and new colleagues for the staff directory."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from hr_recruit_plugin.adapters.base import N_, Adapter, Delivery, Refused
from hr_recruit_plugin.records import Message, NewHire, Port, Todo


class OaAdapter(Adapter):
    """Delivers :class:`Todo` and :class:`NewHire`."""

    port: ClassVar[Port] = Port.OA

    def deliver(self, message: Message, *, key: str) -> Delivery:
        match message:
            case Todo():
                return self.push(message, key=key)
            case NewHire():
                return self.add_colleague(message, key=key)
        raise Refused(N_("OA 端口不接受这种内容：%(kind)s"), kind=type(message).__name__)

    @abstractmethod
    def push(self, todo: Todo, *, key: str) -> Delivery:
        """Put one entry in the to-do centre, or replace the one with the same ``todo.key``."""

    @abstractmethod
    def add_colleague(self, hire: NewHire, *, key: str) -> Delivery:
        """Add one new colleague to the staff directory."""
