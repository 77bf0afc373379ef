"""From counts to people: which interview of a group starts when, who sits in it, and in which room.

The model promises that this can be done start by start (Hall's condition). Where rounds must have different people,
a half-day is settled by a small exact model of its own, given more freedom step by step.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping

from .ledger import Spot
from .master import Master, Slot
from .rooms import give_rooms
from .rounds import Busyness, settle
from .session_draft import Draft, Seating
from .timetable import Timetable


def recover(master: Master, value: Callable[[int], int]) -> dict[str, Spot]:
    """Spots of a solution; ``value`` maps a variable's index to its value. What cannot be seated is left out."""
    drafts = read_drafts(master, value)
    spots: dict[str, Spot] = {}
    followed = {one for pair in master.shape.shared for one in pair}
    panels: dict[str, set[str]] = defaultdict(set)
    for (one, who, _), var in master.joint.items():
        if value(var.index):
            panels[one].add(who)
    rounds = {k: draft for k, draft in sorted(drafts.items()) if followed & set(draft.interviews()) or draft.wished}
    seatings = {k: seat_session(master, draft) for k, draft in drafts.items() if k not in rounds}
    if rounds:
        seatings |= settle(master, rounds, panels, _elsewhere(master, seatings))
    for session, seating in sorted(seatings.items()):
        spots.update(give_rooms(master, session, seating, drafts[session]))
    return in_order(master.table, spots)


def _elsewhere(master: Master, seatings: Mapping[int, Seating]) -> Counter[Busyness]:
    out: Counter[Busyness] = Counter()
    for session, seating in seatings.items():
        day = master.table.day_of_session[session]
        for _, _, people in seating.values():
            out.update((who, day) for who in people)
            out.update((who, master.table.week_of_day[day]) for who in people)
    return out


def in_order(table: Timetable, spots: dict[str, Spot]) -> dict[str, Spot]:
    """Without the rounds that were left standing when one before them fell."""
    out = dict(spots)
    while True:
        fallen = [s.then for s in table.problem.sequences if s.then in out and s.first not in out]
        if not fallen:
            return out
        for one in fallen:
            out.pop(one, None)


def read_drafts(master: Master, value: Callable[[int], int]) -> dict[int, Draft]:
    """The solution by session."""
    drafts: dict[int, Draft] = defaultdict(Draft)
    for (one, kind, t), var in master.at.items():
        if value(var.index):
            drafts[_session(master, (kind, t))].fixed[one] = kind, t
    for number, (option, ids) in enumerate(master.groups):
        chosen = [one for one in ids if value(master.choose[one, option.session].index)]
        if chosen:
            drafts[option.session].groups.append((number, chosen))
    for (number, kind, t), var in master.count.items():
        if value(var.index):
            drafts[_session(master, (kind, t))].count[number, kind, t] = value(var.index)
    for (who, kind, pool, t), var in master.sit.items():
        if value(var.index):
            drafts[_session(master, (kind, t))].sit[kind, t, pool].append(who)
    for (rooms, minutes, t), var in master.house.items():
        session = master.table.session_at(t, t + minutes)
        assert session is not None
        campus = master.table.rooms[rooms[0]].campus
        drafts[session].house[minutes, t, campus] += [rooms] * value(var.index)
    master.read_changes(value, drafts)
    return drafts


def _session(master: Master, slot: Slot) -> int:
    session = master.table.session_at(slot[1], slot[1] + slot[0].family.minutes)
    assert session is not None
    return session


def seat_session(master: Master, draft: Draft) -> Seating:
    """Any member of a group may take any of its starts; people are matched start by start."""
    at: dict[Slot, list[str]] = defaultdict(list)
    for one, slot in draft.fixed.items():
        at[slot].append(one)
    for number, chosen in draft.groups:
        starts = [(kind, t) for (group, kind, t), n in sorted(
            draft.count.items(), key=lambda item: item[0][2]) if group == number for _ in range(n)]
        for one, slot in zip(chosen, starts, strict=False):
            at[slot].append(one)
    out: Seating = {}
    for (kind, t), ids in at.items():
        panels: dict[str, list[str]] = {one: [] for one in ids}
        for pool, need in kind.family.panel:
            people = draft.sit[kind, t, pool]
            forbidden = {one: master.shape.forbidden[one] for one in ids}
            kept = {one: [w for w in draft.kept.get((one, pool), ()) if w in people] for one in ids}
            for one, found in match(ids, need, people, forbidden, kept).items():
                panels[one] += found
        for one, panel in panels.items():
            if len(panel) == kind.family.seats:
                out[one] = kind, t, tuple(panel)
    return out


def match(ids: list[str], need: int, people: list[str], forbidden: Mapping[str, frozenset[str]],
          kept: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """``need`` people for each interview, avoiding whom they must not meet; ``kept`` pairs stay. Augmenting paths."""
    seats = [one for one in ids for _ in range(need - len(kept[one]))]
    held = {who for pairs in kept.values() for who in pairs}
    taken: dict[str, int] = {}

    def place(k: int, seen: set[str]) -> bool:
        for who in people:
            if who not in held and who not in seen and who not in forbidden[seats[k]]:
                seen.add(who)
                if who not in taken or place(taken[who], seen):
                    taken[who] = k
                    return True
        return False

    for k in range(len(seats)):
        place(k, set())
    out = {one: list(kept[one]) for one in ids}
    for who, k in taken.items():
        out[seats[k]].append(who)
    return out
