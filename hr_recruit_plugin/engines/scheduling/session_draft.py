"""One half-day of a solution, before anybody is matched to anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from .shape import Kind

Seating = dict[str, tuple[Kind, int, tuple[str, ...]]]
"""Interview → kind, start and people."""


@dataclass(slots=True)
class Draft:
    """``fixed`` interviews have their start; of ``groups`` (number, members) only ``count`` by start is known.

    ``kept`` pairs (interview, pool → people) are certain; ``wished`` ones are to be kept somewhere in the half-day.
    """

    fixed: dict[str, tuple[Kind, int]] = field(default_factory=dict)
    groups: list[tuple[int, list[str]]] = field(default_factory=list)
    count: dict[tuple[int, Kind, int], int] = field(default_factory=dict)
    sit: dict[tuple[Kind, int, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    kept: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    wished: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    kept_rooms: dict[str, str] = field(default_factory=dict)
    house: dict[tuple[int, int, str | None], list[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(list))

    def interviews(self) -> Iterator[str]:
        yield from self.fixed
        for _, chosen in self.groups:
            yield from chosen
