"""The port of a language model: it is asked a question about a masked text and answers with proposals."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from hr_recruit_plugin.adapters.base import N_, Adapter, Delivery, Refused
from hr_recruit_plugin.records import AssistantProposal, AssistantQuestion, Message, Port


class LlmAdapter(Adapter):
    """Answers :class:`AssistantQuestion`. Nothing is delivered to it: the outbox has no business here."""

    port: ClassVar[Port] = Port.LLM
    can_find: ClassVar[bool] = False

    def deliver(self, message: Message, *, key: str) -> Delivery:
        raise Refused(N_("语言模型端口不接收消息：%(kind)s"), kind=type(message).__name__)

    @abstractmethod
    def propose(self, question: AssistantQuestion) -> Sequence[AssistantProposal]:
        """Proposals, each with words of the text that it rests on. Raises AdapterError."""
