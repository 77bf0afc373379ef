"""Whether an interview could be held if it were the only one, and if not, why: calendars, campuses, avoidance."""

from __future__ import annotations

from collections.abc import Mapping

from .plans import Reason
from .problem import Interview, Names
from .texts import REASONS, named
from .timetable import Timetable, seat


def free_people(table: Timetable, q: Interview, start: int, campus: str | None,
                avoidance: bool = True) -> dict[str, tuple[str, ...]]:
    """{id: pools} of those who could sit at ``start`` by calendar, campus and, when asked, avoidance."""
    wanted = [n.pool for n in q.panel]
    return {w.id: w.pools for w in table.people.values()
            if any(pool in w.pools for pool in wanted) and (campus is None or campus in w.campuses)
            and not (avoidance and q.candidate in table.avoid[w.id])
            and table.person_free(w.id, start, q.minutes)}


def usable_campuses(table: Timetable, q: Interview, start: int) -> set[str | None]:
    """Campuses where a suitable room is free at ``start``, or the interview's own when it takes no room."""
    if not q.room:
        return {q.campus}
    return {table.rooms[r].campus for r in table.suitable_rooms(q) if table.room_free(r, start, q.minutes)}


def kinds_alone(table: Timetable, q: Interview) -> list[str]:
    """The reason kinds true of the interview taken alone, most telling first; empty when it could be held."""
    starts = [t for found in table.starts_by_session(q).values() for t in found]
    if not starts:
        return ["candidate_never_free", "no_common_time"]
    panel = [(n.pool, n.count) for n in q.panel]
    roomy = willing = barred = False
    for start in starts:
        usable = usable_campuses(table, q, start)
        roomy = roomy or bool(usable)
        for campus in table.places(q):
            if seat(panel, free_people(table, q, start, campus)):
                if campus in usable:
                    return []
                willing = True
            elif seat(panel, free_people(table, q, start, campus, avoidance=False)):
                barred = True
    true = [] if roomy else ["room_never_free"]
    if not willing:
        true.append("avoidance" if barred else "pool_never_free")
    return [*true, "no_common_time"]


def reason(kind: str, who: tuple[str, ...], params: Mapping[str, str]) -> Reason:
    """A reason with its Chinese sentence made from the kind's message."""
    return Reason(kind, REASONS[kind] % params, who, REASONS[kind], dict(params))


def static_reason(table: Timetable, q: Interview, names: Names | None = None) -> Reason | None:
    """The most telling reason that holds of the interview alone, or None when it could be held."""
    kinds = kinds_alone(table, q)
    if not kinds:
        return None
    panel = named([f"{n.pool}×{n.count}" for n in q.panel])
    return reason(kinds[0], (q.candidate,), {"candidate": named([q.candidate], names), "panel": panel})
