"""A letter with its box, and letters on one baseline: what a page is made of before it has lines."""

from __future__ import annotations

from dataclasses import dataclass, field

Glyph = tuple[str, float, float, float, float, int]
"""Text, x0, y0, x1, y1 in points from the top left, and its ink (see :class:`Run`)."""


@dataclass(slots=True)
class Run:
    """Characters on one baseline without a wide gap. Points, origin top-left; one box a character.

    ``ink`` tells its font and colour from others, 0 where nobody knows them.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    ink: int = 0

    @property
    def size(self) -> float:
        return self.y1 - self.y0

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


def is_wide(text: str) -> bool:
    return text[-1] >= "⺀"
