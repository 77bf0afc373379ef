"""The cheapest way out: the fewest half-days to ask people, candidates or rooms for, so that everyone finds a place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .climb import Watch, minimise
from .clock import DAY, iso, minute
from .ledger import Ledger, Spot
from .master import Literal, Master, Sum
from .plans import Ask, WayOut
from .problem import Busy, Interview, Names, Problem
from .shape import Shape
from .texts import ASK, WAY_OUT_ONE, WAY_OUT_OPEN, named
from .timetable import Timetable, seat

Key = tuple[str, str, int]
"""Kind (interviewer, candidate, room), id and session number."""


def way_out(table: Timetable, spots: dict[str, Spot], watch: Watch, names: Names | None) -> WayOut | None:
    """The fewest asks found, proven where they are; None when asking for half-days does not help.

    ``spots`` must leave out as little as can be: then no ask at all is no way out, and one is the fewest.
    """
    asked = _insert_all(table, spots)
    if asked is not None and len(asked) == 1:
        return _told(table, asked, True, names)
    found, bound = _exact(table, watch)
    if found is not None and (asked is None or len(found) <= len(asked)):
        asked = found
    if not asked:
        return None
    return _told(table, asked, bound is not None and bound >= len(asked), names)


def _told(table: Timetable, asked: set[Key], proven: bool, names: Names | None) -> WayOut:
    order = sorted(asked, key=lambda a: (a[2], a[0], a[1]))
    asks = tuple(Ask(kind, who, iso(table.sessions[session][0])) for kind, who, session in order)
    parts = [ASK[a.kind] % {"who": named([a.who], names), "when": a.session.replace("T", " ")} for a in asks]
    message, params = WAY_OUT_ONE if proven else WAY_OUT_OPEN, {"asks": "；".join(parts)}
    return WayOut(asks, proven, message % params, message, params)


# --- one after another, nobody else moving ------------------------------------------------------------------------


def _insert_all(table: Timetable, spots: dict[str, Spot]) -> set[Key] | None:
    """Asks that let the unplaced in where they are, each with as few as possible; None when someone cannot be let in."""
    ledger = Ledger(table)
    for one, spot in spots.items():
        ledger.put(table.interviews[one], spot)
    asked: set[Key] = set()
    for q in table.problem.interviews:
        if q.id in spots:
            continue
        ways = sorted(_ways(ledger, q, asked), key=lambda way: len(way[0]))
        if not ways:
            return None
        more, spot = ways[0]
        asked |= more
        ledger.put(q, spot)
    return asked


def _ways(ledger: Ledger, q: Interview, asked: set[Key]) -> Iterator[tuple[set[Key], Spot]]:
    table = ledger.table
    for session in range(len(table.sessions)):
        for t in table.session_grid(session, q.minutes):
            if (q.earliest and t < minute(q.earliest)) or (q.deadline and t + q.minutes > minute(q.deadline)):
                continue
            barred = ledger.barred(q, t)
            if barred is None or not ledger.idle(f"c {q.candidate}", t, t + q.minutes):
                continue
            own = ({("candidate", q.candidate, session)}
                   if not _free(table.candidate_busy[q.candidate], t, t + q.minutes) else set())
            for campus in table.places(q):
                way = _way_at(ledger, q, t, session=session, campus=campus, barred=barred, asked=asked)
                if way is not None:
                    yield (way[0] | own) - asked, way[1]


def _way_at(ledger: Ledger, q: Interview, t: int, *, session: int, campus: str | None, barred: set[str],
            asked: set[Key]) -> tuple[set[Key], Spot] | None:
    table, more = ledger.table, set[Key]()
    room = None
    if q.room:
        rooms = [r for r in table.suitable_rooms(q) if table.rooms[r].campus == campus
                 and ledger.idle(f"r {r}", t, t + q.minutes)]
        if not rooms:
            return None
        room = min(rooms, key=lambda r: not table.room_free(r, t, q.minutes))
        if not table.room_free(room, t, q.minutes):
            more.add(("room", room, session))
    people = {w.id: w.pools for w in table.people.values() if w.id not in barred
              and (table.person_free(w.id, t, q.minutes) or not _half_free(table, w.id, session))
              and ledger.person_fits(w.id, q, t, session, campus, calendar=False)}
    order = sorted(people, key=lambda w: not (table.person_free(w, t, q.minutes)
                                              or ("interviewer", w, session) in asked))
    seats = seat([(n.pool, n.count) for n in q.panel], {w: people[w] for w in order})
    if seats is None:
        return None
    more |= {("interviewer", w, session) for w in seats if not table.person_free(w, t, q.minutes)}
    return more, Spot(t, room, campus, tuple(seats))


def _free(busy: tuple[tuple[int, int], ...], start: int, end: int) -> bool:
    return not any(a < end and start < b for a, b in busy)


def _half_free(table: Timetable, who: str, session: int) -> bool:
    """Whether the person already gives part of the half-day: what they keep of it is not asked for."""
    return any(table.person_free(who, t, table.step) for t in table.session_grid(session, table.step))


# --- exactly, everyone free to move --------------------------------------------------------------------------------


def _exact(table: Timetable, watch: Watch) -> tuple[set[Key] | None, int | None]:
    """Fewest asks with everyone placed, and a proven limit."""
    keys = _askable(table)
    opened = Timetable(_opened(table, keys))
    master = Master(Shape(opened))
    ask: dict[Key, Literal] = {}

    def needs(key: Key, literal: Literal) -> None:
        if key not in ask:
            ask[key] = master.model.new_bool_var("")
        master.model.add_implication(literal, ask[key])

    for q in table.problem.interviews:
        found = master.literals(q.id)
        if not found:
            return None, None
        master.model.add_exactly_one(found)
        for session in master.in_session[q.id]:
            if ("candidate", q.candidate, session) in keys:
                for literal in master.literals(q.id, (session,)):
                    needs(("candidate", q.candidate, session), literal)
    for (who, session), literals in master.sits_in.items():
        if ("interviewer", who, session) in keys:
            for literal in literals:
                needs(("interviewer", who, session), literal)
    answer = minimise(master.model, Sum(list(ask.values())), watch, "way_out", seconds=watch.left, quiet=True)
    if answer.values is None:
        return None, None
    return {key for key, var in ask.items() if answer.values[var.index]}, answer.bound


def _askable(table: Timetable) -> set[Key]:
    """Half-days that an interviewer or a candidate does not give at all."""
    out: set[Key] = set()
    for session, (start, end) in enumerate(table.sessions):
        grid = table.session_grid(session, table.step)
        out |= {("interviewer", who, session) for who in table.people if not _half_free(table, who, session)}
        out |= {("candidate", who, session) for who, busy in table.candidate_busy.items()
                if not any(_free(busy, t, t + table.step) for t in grid) and start < end}
    return out


def _opened(table: Timetable, keys: set[Key]) -> Problem:
    """The same problem with these half-days given."""
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for kind, who, session in keys:
        spans.setdefault((kind, who), []).append(table.sessions[session])

    def cut(kind: str, who: str, busy: Busy) -> Busy:
        out = [(minute(a), minute(b)) for a, b in busy]
        for start, end in spans.get((kind, who), ()):
            out = [part for a, b in out for part in ((a, min(b, start)), (max(a, end), b)) if part[0] < part[1]]
        return tuple((iso(a), iso(b)) for a, b in out if b // DAY >= 1)

    problem = table.problem
    return replace(
        problem,
        interviewers=tuple(replace(w, busy=cut("interviewer", w.id, w.busy)) for w in problem.interviewers),
        candidates=tuple(replace(c, busy=cut("candidate", c.id, c.busy)) for c in problem.candidates))
