"""Repairing a published plan: the model also follows who keeps their time, their people and their room.

At the published start this is exact. For an interview that moves, people and room are followed by half-day only, which
can promise too much but never too little: limits stay true, and ``recovery`` keeps whom it can.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from .ledger import Spot
from .master import Kept, Linear, Literal, Master, Slot, Sum
from .plans import Placement
from .session_draft import Draft
from .shape import Kind, Shape
from .timetable import Timetable


def published_in(table: Timetable) -> dict[str, Placement]:
    """What people have been told of interviews that are still in the problem."""
    return {p.interview: p for p in table.problem.published or () if p.interview in table.interviews}


class Changes(Master):
    """``keep`` and ``stay`` are exact, at one start; ``keep_in`` and ``stay_in`` hold somewhere in a half-day."""

    tell_rooms = True

    def __init__(self, shape: Shape) -> None:
        self.old = published_in(shape.table)
        self.keep: dict[tuple[str, Kind, int, str, str], Literal] = {}
        self.keep_in: dict[tuple[str, int, str], Literal] = {}
        self.stay: dict[tuple[str, Kind, int], Literal] = {}
        self.stay_in: dict[tuple[str, int], Literal] = {}
        self._kept: dict[tuple[Kind, int, str], list[Kept]] = defaultdict(list)
        super().__init__(shape)

    # --- people --------------------------------------------------------------------------------------------------

    def _people(self) -> None:
        super()._people()
        self._keep_at()
        self._keep_in()

    def _keep_at(self) -> None:
        sums: dict[tuple[str, Kind, str, int], list[Literal]] = defaultdict(list)
        for (one, kind, t), held in self.at.items():
            if one not in self.old:
                continue
            for pool, need in kind.family.panel:
                kept = []
                for who in dict.fromkeys(self.old[one].interviewers):
                    if (who, kind, pool, t) in self.sit and who not in self.shape.forbidden[one]:
                        var = self.keep[one, kind, t, pool, who] = self.model.new_bool_var("")
                        self.model.add_implication(var, held)
                        sums[who, kind, pool, t].append(var)
                        self._kept[kind, t, pool].append((one, who, var))
                        kept.append(var)
                if len(kept) > need:
                    self.model.add(Sum(kept) <= need * held)
        for key, literals in sums.items():
            self.model.add(Sum(literals) <= self.sit[key])

    def _keep_in(self) -> None:
        sums: dict[tuple[str, int], list[Literal]] = defaultdict(list)
        for (_, kind, t, _, who), var in self.keep.items():
            sums[who, self.session_of(kind, t)].append(var)
        for (one, session), chosen in self.choose.items():
            if one in self.old:
                family = self.shape.family[one]
                for who in dict.fromkeys(self.old[one].interviewers):
                    if (who, session) in self.sits_in and who not in self.shape.forbidden[one] and any(
                            pool in self.table.people[who].pools for pool, _ in family.panel):
                        var = self.keep_in[one, session, who] = self.model.new_bool_var("")
                        self.model.add_implication(var, chosen)
                        sums[who, session].append(var)
        for key, literals in sums.items():
            self.model.add(Sum(literals) <= Sum(self.sits_in[key]))

    def kept_at(self, slot: Slot, pool: str) -> list[Kept]:
        return self._kept[slot[0], slot[1], pool]

    # --- rooms ---------------------------------------------------------------------------------------------------

    def room_sets(self, session: int, campus: str | None) -> list[tuple[str, ...]]:
        """Each room by itself: which one it was matters now."""
        return [(room.id,) for room in self.table.rooms.values() if room.campus == campus]

    def _rooms(self) -> None:
        super()._rooms()
        sums: dict[tuple[tuple[str, ...], int, int], list[Literal]] = defaultdict(list)
        by: dict[tuple[str, int], list[Literal]] = defaultdict(list)
        for (one, kind, t), held in self.at.items():
            room = self._room_to_keep(one)
            if room is not None and room in self.shape.rooms(kind, t):
                var = self.stay[one, kind, t] = self.model.new_bool_var("")
                self.model.add_implication(var, held)
                sums[(room,), kind.family.minutes, t].append(var)
                by[room, self.session_of(kind, t)].append(var)
        for key, literals in sums.items():
            self.model.add(Sum(literals) <= self.house[key])
        self._stay_in(by)

    def _stay_in(self, by: dict[tuple[str, int], list[Literal]]) -> None:
        for (one, session), chosen in self.choose.items():
            room, step = self._room_to_keep(one), self.table.step
            if room is not None and any(self.table.room_free(room, t, step)
                                        for t in self.table.session_grid(session, step)):
                var = self.stay_in[one, session] = self.model.new_bool_var("")
                self.model.add_implication(var, chosen)
                by[room, session].append(var)
        housed: dict[tuple[str, int], list[Literal]] = defaultdict(list)
        for (rooms, minutes, t), var in self.house.items():
            held = self.table.session_at(t, t + minutes)
            if held is not None:
                housed[rooms[0], held].append(var)
        for key, literals in by.items():
            if key in housed:
                self.model.add(Sum(literals) <= Sum(housed[key]))

    def _room_to_keep(self, one: str) -> str | None:
        told = self.old.get(one)
        if told is None or told.room not in self.table.rooms or not self.table.interviews[one].room:
            return None
        return told.room if self.table.interviews[one].campus in (None, self.table.rooms[told.room].campus) else None

    # --- the four objectives -------------------------------------------------------------------------------------

    def placed(self, one: str) -> Linear:
        return Sum(self.literals(one))

    def lost(self) -> Linear:
        return len(self.old) - Sum([self.placed(one) for one in self.old])

    def moved(self) -> Linear:
        same = [var for (one, _, t), var in self.at.items() if one in self.old and t == self.shape.told[one]]
        return Sum([self.placed(one) for one in self.old]) - Sum(same)

    def panel_changes(self) -> Linear:
        seats = [len(set(p.interviewers)) * self.placed(one) for one, p in self.old.items()]
        return Sum(seats) - Sum([*self.keep.values(), *self.keep_in.values()])

    def room_changes(self) -> Linear:
        differing = [one for one, p in self.old.items() if p.room is not None or self.table.interviews[one].room]
        return Sum([self.placed(one) for one in differing]) - Sum([*self.stay.values(), *self.stay_in.values()])

    # --- hints and recovery --------------------------------------------------------------------------------------

    def hint_changes(self, one: str, session: int, kind: Kind, *, spot: Spot, seats: dict[str, str],
                     give: Callable[[Literal | None], None]) -> None:
        followed = (one, kind, spot.start) in self.at
        for who, pool in seats.items():
            give(self.keep.get((one, kind, spot.start, pool, who)) if followed
                 else self.keep_in.get((one, session, who)))
        if one in self.old and self.old[one].room == spot.room:
            give(self.stay.get((one, kind, spot.start)) if followed else self.stay_in.get((one, session)))

    def read_changes(self, value: Callable[[int], int], drafts: dict[int, Draft]) -> None:
        for (one, kind, t, pool, who), var in self.keep.items():
            if value(var.index):
                drafts[self.session_of(kind, t)].kept[one, pool].append(who)
        for (one, session, who), var in self.keep_in.items():
            if value(var.index):
                drafts[session].wished[one].add(who)
        for (one, kind, t), var in self.stay.items():
            if value(var.index):
                drafts[self.session_of(kind, t)].kept_rooms[one] = self.old[one].room or ""
        for (one, session), var in self.stay_in.items():
            if value(var.index):
                drafts[session].kept_rooms[one] = self.old[one].room or ""
