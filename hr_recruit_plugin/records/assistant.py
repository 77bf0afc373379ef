"""What a language model is asked, and what it proposes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AssistantQuestion:
    """What a language model is asked. ``text`` is masked; ``wanted`` names fields; ``purpose`` is fields, requirements
    or questions."""

    purpose: str
    text: str
    wanted: tuple[str, ...] = ()
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class AssistantProposal:
    """What a language model proposes, and the words of the text that it rests on."""

    key: str
    value: str
    quote: str
