"""One entry of a history in the making: what its lines hold before anybody knows whether it is a post or a school."""

from __future__ import annotations

from dataclasses import dataclass, field

from .dates import DateRange
from .document import Content
from .roles import Piece


@dataclass(slots=True)
class Group:
    """One entry in the making. ``labelled`` maps a canonical label to the offsets of its value."""

    dates: DateRange | None = None
    pieces: list[Piece] = field(default_factory=list)
    labelled: dict[str, tuple[int, int]] = field(default_factory=dict)
    description: list[tuple[int, int]] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """What one line holds."""

    content: Content
    ranges: list[DateRange]
    singles: list[DateRange]
    pieces: list[Piece]
    labelled: dict[str, tuple[int, int]]
    described: bool
    bullet: str
    closes: bool = False  # its first column holds the end of the period begun above
