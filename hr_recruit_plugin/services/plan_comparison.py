"""Two plans for the same people side by side: how good each is, who is where in either, who does how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..errors import Conflict, Invalid
from ..i18n import N_
from ..models import Schedule
from . import access
from .schedule_sheet import LevelLine, Line, Sheet, sheet
from .unit import Unit, expect_version


@dataclass(frozen=True)
class LevelPair:
    """One objective in both plans; None where a plan does not have it."""

    name: str
    a: LevelLine | None
    b: LevelLine | None

    @property
    def better(self) -> str:
        """``a`` or ``b`` where one is less, else an empty string."""
        one, other = (level.value if level else None for level in (self.a, self.b))
        if one is None or other is None or one == other:
            return ""
        return "a" if one < other else "b"


@dataclass(frozen=True)
class Difference:
    """Somebody whom the plans treat differently; None where a plan leaves them out."""

    name: str
    a: Line | None
    b: Line | None

    @property
    def time(self) -> bool:
        return self.a is None or self.b is None or self.a.start != self.b.start

    @property
    def room(self) -> bool:
        return self.a is not None and self.b is not None and self.a.room != self.b.room

    @property
    def people(self) -> bool:
        return self.a is not None and self.b is not None and set(self.a.people) != set(self.b.people)


@dataclass(frozen=True)
class Comparison:
    a: Sheet
    b: Sheet
    levels: Sequence[LevelPair]
    days: Sequence[tuple[date, int, int]]
    loads: Sequence[tuple[str, int, int]]
    """(interviewer's name, interviews in a, in b)."""
    differences: Sequence[Difference]
    same: int
    """Interviews that both plans hold at the same time, in the same room, with the same people."""


def compare(unit: Unit, one: int, other: int) -> Comparison:
    """Raises Invalid unless both are plans of the same stage that have been solved."""
    a, b = sheet(unit, one), sheet(unit, other)
    if a.schedule.id == b.schedule.id or a.schedule.stage_id != b.schedule.stage_id or not (a.plan and b.plan):
        raise Invalid(N_("只能比较同一个阶段里两份算好的方案。"))
    differences = _differences(a, b)
    everybody = {line.application_id for line in (*a.lines, *b.lines)}
    return Comparison(a, b, _levels(a, b), _days(a, b), _loads(a, b), differences, len(everybody) - len(differences))


def _levels(a: Sheet, b: Sheet) -> list[LevelPair]:
    names = dict.fromkeys(level.name for level in (*a.levels, *b.levels))
    left, right = ({level.name: level for level in s.levels} for s in (a, b))
    return [LevelPair(name, left.get(name), right.get(name)) for name in names]


def _days(a: Sheet, b: Sheet) -> list[tuple[date, int, int]]:
    left, right = (Counter(line.start.date() for line in s.lines) for s in (a, b))
    return [(day, left[day], right[day]) for day in sorted(left.keys() | right.keys())]


def _loads(a: Sheet, b: Sheet) -> list[tuple[str, int, int]]:
    left, right = (Counter(who for line in s.lines for who in line.people) for s in (a, b))
    found = [(who, left[who], right[who]) for who in left.keys() | right.keys()]
    return [(name, one, other) for (_, name), one, other in sorted(found, key=lambda f: (-max(f[1:]), f[0]))]


def _differences(a: Sheet, b: Sheet) -> list[Difference]:
    left, right = ({line.application_id: line for line in s.lines} for s in (a, b))
    found = []
    for one in left.keys() | right.keys():
        x, y = left.get(one), right.get(one)
        held = x or y
        difference = Difference(held.name if held else "", x, y)
        if difference.time or difference.room or difference.people:
            found.append(difference)
    return sorted(found, key=lambda d: ((d.a or d.b).start if (d.a or d.b) else a.now, d.name))  # type: ignore[union-attr]


def take(unit: Unit, chosen: int, other: int, *, version: int | None) -> Schedule:
    """Go on with one of two plans; the other one is discarded unless it is published."""
    kept, left = access.schedule(unit, chosen), access.schedule(unit, other)
    expect_version(kept, version, by=None)
    if kept.stage_id != left.stage_id or kept.state not in ("solved", "published"):
        raise Conflict(N_("这份方案已经不能采用。刷新后看到的是最新内容。"))
    if left.state in ("solved", "failed"):
        left.state = "discarded"
        unit.audit("schedule.discarded", "schedule", left.id, in_favour_of=kept.id)
    return kept
