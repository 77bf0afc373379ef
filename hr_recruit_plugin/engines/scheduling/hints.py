"""A plan as values of every variable of a model: a complete start for the solver."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from .ledger import Spot
from .master import Literal, Master
from .objectives import Objectives
from .shape import Kind
from .timetable import seat


def give_hint(master: Master, objectives: Objectives, spots: Mapping[str, Spot]) -> None:
    """Replace the model's hint by ``spots``; every variable gets a value, so nothing is left to guess."""
    values = _Values(master, objectives)
    for one, spot in spots.items():
        if one in master.in_session:
            values.add(one, spot)
    values.finish()
    master.model.proto.clear_solution_hint()
    count = len(master.model.proto.variables)
    master.model.proto.solution_hint.vars.extend(range(count))
    master.model.proto.solution_hint.values.extend([values.value[k] for k in range(count)])


class _Values:
    def __init__(self, master: Master, objectives: Objectives) -> None:
        self.master, self.objectives, self.table = master, objectives, master.table
        self.value: Counter[int] = Counter()
        self.load: Counter[str] = Counter()
        self.group = {(one, option.session): k for k, (option, ids) in enumerate(master.groups) for one in ids}

    def set(self, var: Literal | None, value: int = 1) -> None:
        if var is not None:
            self.value[var.index] = value

    def bump(self, var: Literal | None) -> None:
        if var is not None:
            self.value[var.index] += 1

    def add(self, one: str, spot: Spot) -> None:
        q, m = self.table.interviews[one], self.master
        session = self.table.session_at(spot.start, spot.start + q.minutes)
        assert session is not None
        kind = Kind(m.shape.family[one], spot.campus)
        if (one, kind, spot.start) in m.at:
            self.set(m.at[one, kind, spot.start])
        else:
            self.set(m.choose.get((one, session)))
            self.bump(m.count.get((self.group.get((one, session), -1), kind, spot.start)))
        seats = seat(kind.family.panel, {who: self.table.people[who].pools for who in spot.people}) or {}
        for who, pool in seats.items():
            self.set(m.sit.get((who, kind, pool, spot.start)))
            self.set(m.joint.get((one, who, session)))
            self.set(m.works.get((who, session, str(spot.campus))))
            self.set(self.objectives.called.get((who, session)))
            self.load[who] += q.minutes // self.objectives.unit
        self.set(self.objectives.used.get(self.table.day_of_session[session]))
        m.hint_changes(one, session, kind, spot=spot, seats=seats, give=self.set)
        if spot.room is not None:
            rooms = next(s for s in m.room_sets(session, spot.campus) if spot.room in s)
            self.bump(m.house.get((rooms, q.minutes, spot.start)))

    def finish(self) -> None:
        for pool, (most, least) in self.objectives.range.items():
            base, unit = self.objectives.base.loads, self.objectives.unit
            loads = [self.load[who] + base.get(who, 0) // unit for who in self.table.able(pool)]
            self.set(most, max(loads))
            self.set(least, min(loads))
