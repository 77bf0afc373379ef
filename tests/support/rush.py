"""Thousands of candidates for a few hundred places, made by bulk inserts, and what must be true when they have all tried."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, insert, select

from hr_recruit_plugin import HRRecruit, migrate
from hr_recruit_plugin.models import (
    Application,
    Booking,
    BookingInvitation,
    Candidate,
    Claim,
    Interview,
    Interviewer,
    LoadClaim,
    Room,
)
from hr_recruit_plugin.security import signed
from hr_recruit_plugin.services import booking, jobs, openings
from hr_recruit_plugin.services.planning_problem import Options
from hr_recruit_plugin.services.unit import SYSTEM, Unit, unit_of_work
from tests.support.booking import violations
from tests.support.desk import STAGES, let_everybody_work

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DAYS = [datetime(2026, 11, 30, tzinfo=UTC).date() + timedelta(days=n) for n in range(5)]
HALVES = (("09:00", "12:00"), ("13:30", "17:00"))
PANEL = [{"pool": "护理组长", "count": 1}, {"pool": "人事", "count": 1}]
CHILD = Path(__file__).with_name("booking_child.py")


def application(uri: str, folder: Path) -> Flask:
    """An installation whose clock stands still at ``NOW``."""
    app = Flask("rush", instance_path=str(folder))
    app.config.update(
        SECRET_KEY="rush", HR_RECRUIT_DATABASE_URI=uri, HR_RECRUIT_KEY_FILE=str(folder / "keys.json"),
        HR_RECRUIT_WORKER="none", HR_RECRUIT_PUBLIC_URL="https://oa.hospital.example",
    )  # fmt: skip
    HRRecruit(app)
    app.extensions["hr_recruit"].clock = lambda: NOW
    return app


@dataclass
class Rush:
    """``places`` is what fits by the limits: per day what the leads may take, over the week what HR's people may."""

    app: Flask
    uri: str
    folder: Path
    candidates: int
    places: int
    minutes: int = 30

    def attempts(self, each: int, seed: int = 4) -> list[tuple[str, str]]:
        """(token, local start): everybody tries ``each`` times, each time another start, in a random order."""
        draw = random.Random(seed)
        with self.app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
            held = openings.sheet(unit, Options.from_dict(unit.session.scalars(select(Booking)).one().options))
            zone = held.zone
            starts = [f"{openings.moment(n, zone).astimezone(zone):%Y-%m-%dT%H:%M}" for n in sorted(held.starts(self.minutes))]
            ring, until = unit.state.keyring, NOW + timedelta(days=30)
            tokens = [signed.make(ring, booking.SLOT, i, until) for i in unit.session.scalars(select(BookingInvitation.id))]
        made = [(token, start) for token in tokens for start in draw.sample(starts, each)]
        draw.shuffle(made)
        return made

    def run(self, attempts: list[tuple[str, str]], processes: int, threads: int, *, way: str = "claims") -> Counter[str]:
        """Let processes of several threads fire all ``attempts``. → how they ended."""
        running = []
        for number in range(processes):
            file = self.folder / f"attempts-{number}.json"
            file.write_text(json.dumps(attempts[number::processes]), encoding="utf-8")
            command = [sys.executable, str(CHILD), self.uri, str(self.folder), str(file), str(threads), way]
            running.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        total: Counter[str] = Counter()
        for child in running:
            out, _ = child.communicate(timeout=540)
            assert child.returncode == 0
            total += Counter(json.loads(out.splitlines()[-1]))
        return total

    def faults(self) -> list[str]:
        """What is wrong with what stands now: an empty list."""
        with self.app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
            sessions = [(d.isoformat(), start, end) for d in DAYS for start, end in HALVES]
            found = violations(unit, sessions, self.minutes, PANEL)
            count = self._count(unit)
            # An interview takes four resources for six slots, and a number of the day and of the week for each of two people.
            expected = {"interviews": self.places, "claims": self.places * 4 * 6, "numbers": self.places * 2 * 2}
            return found + [f"{what}: {count[what]} instead of {n}" for what, n in expected.items() if count[what] != n]

    @staticmethod
    def _count(unit: Unit) -> dict[str, int]:
        tables = {"interviews": Interview, "claims": Claim, "numbers": LoadClaim}
        return {k: unit.session.scalar(select(func.count()).select_from(t)) or 0 for k, t in tables.items()}


def build(uri: str, folder: Path, *, candidates: int, leads: int, rooms: int, a_day: int, a_week: int) -> Rush:
    """``leads`` heads of nursing with ``a_day`` interviews a day and as many of HR with ``a_week`` a week."""
    app = application(uri, folder)
    migrate.upgrade(app.extensions["hr_recruit"].engine)
    with app.app_context(), unit_of_work(SYSTEM) as unit:
        values = {"code": "NUR-1", "title": "ICU 护士", "department_id": "HL", "department_name": "护理部", "headcount": 9}
        job = jobs.open_job(unit, values, STAGES)
        stage = job.stages[1]
        unit.session.add_all([Room(name=f"{n} 号会议室", campus="本部", active=True) for n in range(1, rooms + 1)])
        unit.session.add_all(
            [_person(f"L{n}", "护理组长", a_day, None) for n in range(leads)] + [_person(f"H{n}", "人事", None, a_week) for n in range(leads)]
        )
        unit.session.flush()
        let_everybody_work(unit)
        options = Options(DAYS, tuple((time.fromisoformat(s), time.fromisoformat(e)) for s, e in HALVES))
        held = Booking(
            job_id=job.id, stage=stage, options=options.to_dict(), minutes=30, panel=PANEL, deadline=NOW + timedelta(days=7),
            max_changes=0, notice_hours=24, state="open", created_by="何敏", created_at=NOW,
        )  # fmt: skip
        unit.session.add(held)
        unit.session.flush()
        _crowd(unit, job.id, stage.id, held.id, candidates)
    places = min(leads * a_day * len(DAYS), leads * a_week, rooms * 13 * len(DAYS))
    return Rush(app, uri, folder, candidates, places)




def _person(user_id: str, pool: str, a_day: int | None, a_week: int | None) -> Interviewer:
    return Interviewer(
        user_id=user_id, name=f"考官{user_id}", email=f"{user_id.lower()}@hospital.example", pools=[pool], campuses=[], avoid=[],
        active=True, max_per_day=a_day, max_per_week=a_week,
    )  # fmt: skip


def _crowd(unit: Unit, job_id: int, stage_id: int, booking_id: int, number: int) -> None:
    people = [{"name": f"候选人{n:04d}", "email": f"c{n}@mail.example", "created_at": NOW} for n in range(number)]
    ids = unit.session.scalars(insert(Candidate).returning(Candidate.id, sort_by_parameter_order=True), people).all()
    rows = [
        {
            "job_id": job_id, "candidate_id": one, "stage_id": stage_id, "status": "active", "source": "公众号",
            "token": hashlib.sha256(str(one).encode()).hexdigest()[:32], "applied_at": NOW, "stage_entered_at": NOW,
            "stage_due_at": NOW + timedelta(days=9), "knocked_out": False, "parts": [], "headline": {}, "version": 1,
        }
        for one in ids
    ]  # fmt: skip
    made = unit.session.scalars(insert(Application).returning(Application.id), rows).all()
    invited = [{"booking_id": booking_id, "application_id": a, "invited_at": NOW, "reminders": 0} for a in made]
    unit.session.execute(insert(BookingInvitation), invited)
