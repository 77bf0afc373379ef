"""Another planner for small problems, written so plainly that its answers can be trusted: one literal for each interview
at each start in each room, and one for each person in each seat. Nothing is shared with the engine but the problem.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from itertools import combinations
from typing import Any

from ortools.sat.python import cp_model

Raw = dict[str, Any]


def moment(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp() // 60) if "T" in text else date.fromisoformat(text).toordinal()


class WholeModel:
    """The hard rules over every single choice; ``here`` holds (literal, interview, interviewer, start, campus). ``best`` minimises one figure while others keep their values."""

    def __init__(self, raw: Raw) -> None:
        self.raw, self.model = raw, cp_model.CpModel()
        self.sessions = sorted((s["date"], moment(f"{s['date']}T{s['start']}"), moment(f"{s['date']}T{s['end']}"))
                               for s in raw["grid"]["sessions"])
        self.dates = sorted({day for day, _, _ in self.sessions})
        self.interviews = {q["id"]: q for q in raw["interviews"]}
        self.people = {w["id"]: w for w in raw["interviewers"]}
        self.busy = {(table, x["id"]): [(moment(a), moment(b)) for a, b in x["busy"]]
                     for table in ("rooms", "interviewers", "candidates") for x in raw[table]}
        self.at: dict[tuple[str, int, int, str | None, str | None], Any] = {}
        self.sit: dict[tuple[str, str, str], Any] = {}
        self.here: list[tuple[Any, str, str, int, str | None]] = []
        self._interviews()
        self._people()
        self._nobody_twice()
        self._limits()
        self._sequences()
        self.figure = {"unplaced": self._unplaced(), "waiting": self._waiting(), "days": self._days(),
                       "fairness": self._fairness(), "half_days": self._half_days()} | self._changes()

    def best(self, level: str, kept: dict[str, int]) -> int:
        """The least that ``level`` can be where every figure in ``kept`` is no more than its value."""
        model = self.model.clone()
        for name, value in kept.items():
            model.add(self.figure[name] <= value)
        model.minimize(self.figure[level])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 2
        assert solver.solve(model) == cp_model.OPTIMAL
        return round(solver.objective_value)

    def free(self, table: str, one: str, start: int, end: int) -> bool:
        return not any(a < end and start < b for a, b in self.busy[table, one])

    def _interviews(self) -> None:
        for one, q in self.interviews.items():
            for session, (_, opens, closes) in enumerate(self.sessions):
                for t in range(opens, closes - q["minutes"] + 1, self.raw["grid"]["minutes"]):
                    if self._allowed(q, t):
                        for room, campus in self._places(q, t):
                            self.at[one, session, t, room, campus] = self.model.new_bool_var("")
            self.model.add_at_most_one(self.of(one))

    def _allowed(self, q: Raw, t: int) -> bool:
        return (self.free("candidates", q["candidate"], t, t + q["minutes"])
                and (q["earliest"] is None or t >= moment(q["earliest"]))
                and (q["deadline"] is None or t + q["minutes"] <= moment(q["deadline"])))

    def _places(self, q: Raw, t: int) -> list[tuple[str | None, str | None]]:
        if not q["room"]:
            return [(None, q["campus"])]
        return [(r["id"], r["campus"]) for r in self.raw["rooms"] if q["campus"] in (None, r["campus"])
                and self.free("rooms", r["id"], t, t + q["minutes"])]

    def of(self, one: str) -> list[Any]:
        return [var for key, var in self.at.items() if key[0] == one]

    def starts(self, one: str) -> list[tuple[tuple[int, int], Any]]:
        return [((key[1], key[2]), var) for key, var in self.at.items() if key[0] == one]

    def _people(self) -> None:
        """``sit``: a person in a pool's seat of an interview; ``here``: that person there at that time."""
        for one, q in self.interviews.items():
            for need in q["panel"]:
                seats = [self._seat(one, who, need["pool"]) for who, w in self.people.items()
                         if need["pool"] in w["pools"] and q["candidate"] not in w["avoid"]]
                self.model.add(sum(seats) == need["count"] * sum(self.of(one)))
            for who in self.people:
                mine = [var for (i, w, _), var in self.sit.items() if (i, w) == (one, who)]
                if mine:
                    self.model.add_at_most_one(mine)
                    self._here(one, who, sum(mine))

    def _seat(self, one: str, who: str, pool: str) -> Any:
        self.sit[one, who, pool] = self.model.new_bool_var("")
        return self.sit[one, who, pool]

    def _here(self, one: str, who: str, sits: Any) -> None:
        minutes, total = self.interviews[one]["minutes"], []
        for (i, _, t, _room, campus), var in self.at.items():
            if i != one:
                continue
            if not self.free("interviewers", who, t, t + minutes) or (
                    campus is not None and campus not in self.people[who]["campuses"]):
                self.model.add(sits + var <= 1)
                continue
            both = self.model.new_bool_var("")
            self.here.append((both, one, who, t, campus))
            self.model.add_implication(both, var)
            total.append(both)
        self.model.add(sum(total) == sits)

    def _nobody_twice(self) -> None:
        taken: dict[tuple[str, str, int], list[Any]] = defaultdict(list)
        for (one, _, t, room, _), var in self.at.items():
            for m in range(t, t + self.interviews[one]["minutes"], 5):
                taken["candidate", self.interviews[one]["candidate"], m].append(var)
                if room is not None:
                    taken["room", room, m].append(var)
        for both, one, who, t, _ in self.here:
            for m in range(t, t + self.interviews[one]["minutes"], 5):
                taken["person", who, m].append(both)
        for literals in taken.values():
            self.model.add_at_most_one(literals)

    def session_of(self, t: int) -> int:
        return next(k for k, (_, a, b) in enumerate(self.sessions) if a <= t < b)

    def _limits(self) -> None:
        by: dict[tuple[str, str, Any], list[Any]] = defaultdict(list)
        campuses: dict[tuple[str, int], dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for both, _, who, t, campus in self.here:
            day = date.fromisoformat(self.sessions[self.session_of(t)][0])
            by["max_per_day", who, day].append(both)
            by["max_per_week", who, day.isocalendar()[:2]].append(both)
            if campus is not None:
                campuses[who, self.session_of(t)][campus].append(both)
        for (limit, who, _), literals in by.items():
            if self.people[who][limit] is not None:
                self.model.add(sum(literals) <= self.people[who][limit])
        if self.raw["policy"]["one_campus_per_half_day"]:
            for places in campuses.values():
                for one, other in combinations(places.values(), 2):
                    for a in one:
                        for b in other:
                            self.model.add_bool_or(~a, ~b)

    def _sequences(self) -> None:
        for s in self.raw["sequences"]:
            minutes = self.interviews[s["first"]]["minutes"]
            self.model.add(sum(self.of(s["then"])) <= sum(self.of(s["first"])))
            for (k, t), var in self.starts(s["first"]):
                for (j, u), other in self.starts(s["then"]):
                    gap = moment(self.sessions[j][0]) - moment(self.sessions[k][0])
                    if u < t + minutes or gap < s["min_gap_days"]:
                        self.model.add_bool_or(~var, ~other)
            if s["different_interviewers"]:
                for who in self.people:
                    self.model.add_at_most_one([var for (i, w, _), var in self.sit.items()
                                                if w == who and i in (s["first"], s["then"])])

    # --- figures ---------------------------------------------------------------------------------------------------

    def _unplaced(self) -> Any:
        return sum(q["weight"] * (1 - sum(self.of(one))) for one, q in self.interviews.items())

    def _waiting(self) -> Any:
        terms = []
        for (one, k, *_), var in self.at.items():
            earliest = self.interviews[one]["earliest"]
            first = 0 if earliest is None else sum(day < earliest[:10] for day in self.dates)
            terms.append((self.dates.index(self.sessions[k][0]) - first) * var)
        return sum(terms)

    def _days(self) -> Any:
        used = {day: self.model.new_bool_var("") for day in self.dates}
        for (_, k, *_), var in self.at.items():
            self.model.add_implication(var, used[self.sessions[k][0]])
        return sum(used.values())

    def _half_days(self) -> Any:
        called: dict[tuple[str, int], Any] = {}
        for both, _, who, t, _ in self.here:
            key = who, self.session_of(t)
            if key not in called:
                called[key] = self.model.new_bool_var("")
            self.model.add_implication(both, called[key])
        return sum(called.values())

    def _fairness(self) -> Any:
        step, total = self.raw["grid"]["minutes"], []
        able = [who for who in self.people if any(
            self.free("interviewers", who, t, t + step) for _, a, b in self.sessions for t in range(a, b - step + 1, step))]
        for pool in sorted({pool for w in self.people.values() for pool in w["pools"]}):
            most, least = (self.model.new_int_var(0, 100_000, "") for _ in range(2))
            members = [who for who in able if pool in self.people[who]["pools"]]
            for who in members:
                load = sum(self.interviews[i]["minutes"] * var for (i, w, _), var in self.sit.items() if w == who)
                self.model.add(load <= most)
                self.model.add(load >= least)
            if members:
                total.append(most - least)
        return sum(total)

    def _changes(self) -> dict[str, Any]:
        if not self.raw.get("published"):
            return {}
        old = {p["interview"]: p for p in self.raw["published"]["placed"] if p["interview"] in self.interviews}
        kept_time = [var for (one, _, t, _, _), var in self.at.items() if one in old and t == moment(old[one]["start"])]
        kept_room = [var for (one, _, _, room, _), var in self.at.items() if one in old and room == old[one]["room"]]
        kept = [var for (one, who, _), var in self.sit.items() if one in old and who in old[one]["interviewers"]]
        placed = {one: sum(self.of(one)) for one in old}
        return {"lost": len(old) - sum(placed.values()), "moved": sum(placed.values()) - sum(kept_time),
                "panel_changes": sum(len(p["interviewers"]) * placed[one] for one, p in old.items()) - sum(kept),
                "room_changes": sum(placed.values()) - sum(kept_room)}
