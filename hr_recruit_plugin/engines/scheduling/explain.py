"""Why not: for whoever could be held alone but is left out, the minimal set that competes for too few places."""

from __future__ import annotations

from .alone import reason
from .climb import Watch
from .competition import Competition
from .ledger import Spot
from .plans import Reason, Unplaced
from .problem import Names
from .shape import Shape
from .texts import named
from .timetable import Timetable


def explained(table: Timetable, left_out: tuple[Unplaced, ...], spots: dict[str, Spot], watch: Watch,
              names: Names | None) -> tuple[Unplaced, ...]:
    """Replace ``not_found`` by ``competition`` wherever that is proven. ``spots`` must leave out as little as can be."""
    if all(u.reasons[0].kind != "not_found" for u in left_out):
        return left_out
    search = Competition(Shape(table), spots, watch)
    return tuple(_explained(search, u, names) if u.reasons[0].kind == "not_found" else u for u in left_out)


def _explained(search: Competition, u: Unplaced, names: Names | None) -> Unplaced:
    members = search.around(u.interview)
    if members is None or len(members) < 2:
        return u
    return Unplaced(u.interview, (_competition(search, members, names),))


def _competition(search: Competition, members: list[str], names: Names | None) -> Reason:
    contested = search.contested(members)
    ids = tuple(dict.fromkeys((*members, *contested)))
    people = [search.table.interviews[one].candidate if names else one for one in members]
    return reason("competition", ids, {"count": str(len(members)), "who": named(people, names),
                                       "what": named(contested, names) or "—"})
