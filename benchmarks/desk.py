"""The scheduling desk at 100 and 300 interviews: what a drag costs, and what its pages cost.

    python benchmarks/desk.py [--requests 30]

Baseline of the same run: the independent check asked of every cell in turn, which is how a plan would be tried without an
engine of its own for one interview.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.board import host, timed
from hr_recruit_plugin.engines import scheduling as engine
from hr_recruit_plugin.engines.scheduling.moving import Mover
from hr_recruit_plugin.models import Schedule
from hr_recruit_plugin.services import scheduling
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.desk import MONDAY, Desk, build

HALVES = ((time(9), time(12)), (time(13, 30), time(17)))


def solved(desk: Desk, people: int) -> int:
    days = [day for n in range(2 * people // 25 + 7) if (day := MONDAY + timedelta(days=n)).weekday() < 5]
    schedule_id = desk.propose(days=days, sessions=HALVES)
    scheduling.solve(desk.actor(), schedule_id, seconds=10)
    return schedule_id


def statements(app: Flask, call: Callable[[], object]) -> int:
    seen: list[object] = []

    def count(*args: object) -> None:
        seen.append(args[2])

    bind = app.extensions["hr_recruit"].engine
    event.listen(bind, "before_cursor_execute", count)
    call()
    event.remove(bind, "before_cursor_execute", count)
    return len(seen)


def by_checking(desk: Desk, schedule_id: int, shown: set[date]) -> Callable[[], object]:
    """Every cell of the shown week, each tried with the independent check over the whole plan."""
    with unit_of_work(desk.actor(), write=False) as unit:
        row = unit.session.get_one(Schedule, schedule_id)
        problem, plan = engine.Problem.from_dict(row.problem), engine.Plan.from_dict(row.plan or {})
    first = plan.placed[0]
    rest = tuple(p for p in plan.placed if p.interview != first.interview)
    starts = [s for s in Mover(problem, plan, first.interview).starts() if date.fromisoformat(s[:10]) in shown]

    def run() -> object:
        found = []
        for start in starts:
            for room in problem.rooms:
                there = engine.Placement(first.interview, start, room.id, first.interviewers)
                found.append(engine.check(problem, engine.Plan(plan.problem, (*rest, there), plan.unplaced)))
        return found

    return run


def measure(people: int, requests: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        app, glue = host(Path(folder))
        with app.app_context():
            desk = build(app, glue, people=people)
            schedule_id = solved(desk, people)
        client, url = app.test_client(), f"/recruit/schedules/{schedule_id}"
        first = desk.application_ids[0]
        page = client.get(url).text
        token = page.split('data-hr-csrf="')[1].split('"')[0]
        slots: dict[str, Any] = client.get(f"{url}/places/{first}/cells?view=room").get_json()["slots"]
        goals = [slot for slot, why in slots.items() if why is None] or ["2026-11-30T09:00"]

        def drop() -> object:
            goals.append(goals.pop(0))
            answer = client.post(f"{url}/places/{first}?view=room", headers={"HX-Request": "true"},
                                 data={"slot_id": goals[0], "csrf_token": token})  # fmt: skip
            assert answer.status_code in (200, 422), answer.status
            return answer

        asked = {
            "the plan's page": lambda: client.get(url),
            "lift: every cell with its reason": lambda: client.get(f"{url}/places/{first}/cells?view=room"),
            "drop: checked, kept, redrawn": drop,
            "list of places": lambda: client.get(f"{url}/places/{first}"),
        }
        for name, call in asked.items():
            sql = statements(app, call)
            p50, p95, cpu = timed(call, requests)
            print(f"{people:>10} {name:34} {p50:8.1f} {p95:8.1f} {cpu:8.1f} {sql:4}")
        with app.app_context():
            week = {MONDAY + timedelta(days=n) for n in range(5)}
            p50, p95, cpu = timed(by_checking(desk, schedule_id, week), max(2, requests // 10))
        print(f"{people:>10} {'baseline: checker on every cell':34} {p50:8.1f} {p95:8.1f} {cpu:8.1f}    –")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=30)
    asked = parser.parse_args()
    print(f"{'interviews':>10} {'what':34} {'p50 ms':>8} {'p95 ms':>8} {'CPU ms':>8} {'SQL':>4}")
    for people in (100, 300):
        measure(people, asked.requests)


if __name__ == "__main__":
    main()
