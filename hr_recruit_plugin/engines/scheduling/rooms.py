"""Rooms for a half-day's meetings: kept ones first, then where the panel already sits, then any free one."""

from __future__ import annotations

from collections import defaultdict

from .ledger import Spot
from .master import Master
from .session_draft import Draft, Seating


def give_rooms(master: Master, session: int, seating: Seating, draft: Draft) -> dict[str, Spot]:
    """Spots with rooms. Meetings go by start, those who keep their room first; one that finds no room is left out.

    Where the solution tells which set of rooms a meeting uses, it gets one of them: within a set all are free at the
    same moments, so taking meetings by start never gets stuck.
    """
    table, kept = master.table, draft.kept_rooms
    taken: dict[str, list[tuple[int, int]]] = defaultdict(list)
    house = {key: list(sets) for key, sets in draft.house.items()}
    spots: dict[str, Spot] = {}
    last: dict[str, str] = {}
    for one, (kind, start, people) in sorted(seating.items(), key=lambda item: (item[0] not in kept, item[1][1])):
        minutes, end, room = kind.family.minutes, start + kind.family.minutes, None
        if kind.family.room:
            fits = [r for r in master.shape.rooms(kind, start)
                    if not any(a < end and start < b for a, b in taken[r])]
            sets = house.get((minutes, start, kind.place), [])
            told = [r for r in fits if any(r in rooms for rooms in sets)] or fits
            if not told:
                continue
            wanted = [last[who] for who in people if who in last]
            room = kept[one] if kept.get(one) in fits else min(told, key=lambda r: r not in wanted)
            used = next((rooms for rooms in sets if room in rooms), None)
            if used is not None:
                sets.remove(used)
            taken[room].append((start, end))
            last.update(dict.fromkeys(people, room))
        spots[one] = Spot(start, room, kind.place, people)
    return dict(sorted(spots.items(), key=lambda item: table.interviews[item[0]].id))
