"""A job with an interview stage, candidates waiting in it, interviewers and rooms: what scheduling tests start from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask import Flask

from hr_recruit_plugin.models import Application, Candidate, Job, Stage
from hr_recruit_plugin.services import jobs, resources, scheduling, working_hours
from hr_recruit_plugin.services.unit import Actor, Unit, unit_of_work
from tests.support.host import SmallHost

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""A Monday, nine in the morning in Shanghai."""
MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 1)
MORNING = ((time(9), time(12)),)

KIT = {
    "criteria": [
        {"key": "care", "name": "危重护理", "anchors": {"below": "不会", "basic": "带教下会", "meets": "独立", "outstanding": "能带教"}},
        {"key": "talk", "name": "医患沟通", "anchors": {"below": "推诿", "basic": "说清流程", "meets": "先安抚", "outstanding": "化解冲突"}},
    ],
    "questions": ["氧饱和度突然下降，你先做什么？"],
}  # fmt: skip

STAGES = [
    {"kind": "screening", "name": "简历筛选", "panel": [], "kit": {}},
    {"kind": "interview", "name": "技术面", "minutes": 30, "kit": KIT,
     "panel": [{"pool": "护理组长", "count": 1}, {"pool": "人事", "count": 1}]},
    {"kind": "interview", "name": "终面", "minutes": 20, "panel": [{"pool": "人事", "count": 1}], "kit": KIT},
    {"kind": "offer", "name": "Offer", "panel": [], "kit": {}},
]  # fmt: skip

POOLS = {"1001": ["人事"], "1101": ["护理组长"], "1102": ["护理组长"], "1103": ["人事"]}


@dataclass
class Desk:
    """Ids of what was made, and the time that services take for now (``desk.now = …`` moves it)."""

    app: Flask
    host: SmallHost
    job_id: int
    stage_id: int
    final_id: int
    application_ids: list[int]
    room_ids: list[int]
    now: datetime = NOW

    def actor(self, who: str = "hr") -> Actor:
        return self.host.actor(who)

    def options(self, **changes: Any) -> scheduling.Options:
        return scheduling.Options(**{"days": [MONDAY], "sessions": MORNING, **changes})

    def propose(self, **changes: Any) -> int:
        with unit_of_work(self.actor()) as unit:
            return scheduling.propose(unit, changes.pop("stage_id", self.stage_id), self.options(**changes)).id

    def solved(self, **changes: Any) -> int:
        """A solved plan's id."""
        schedule_id = self.propose(**changes)
        scheduling.solve(self.actor(), schedule_id, seconds=5)
        return schedule_id

    def published(self, **changes: Any) -> int:
        schedule_id = self.solved(**changes)
        with unit_of_work(self.actor()) as unit:
            scheduling.publish(unit, schedule_id, version=None)
        return schedule_id

    def pass_time(self, **delta: float) -> None:
        self.now += timedelta(**delta)


def build(app: Flask, host: SmallHost, people: int = 4) -> Desk:
    """Furnish an installation; needs an application context."""
    desk = Desk(app, host, 0, 0, 0, [], [])
    app.extensions["hr_recruit"].clock = lambda: desk.now
    with unit_of_work(host.actor("hr")) as unit:
        values = {
            "code": "NUR-1",
            "title": "ICU 护士",
            "department_id": "HL",
            "department_name": "护理部",
            "headcount": 2,
        }
        job = jobs.open_job(unit, values, STAGES)
        desk.job_id, desk.stage_id, desk.final_id = job.id, job.stages[1].id, job.stages[2].id
        for user_id, pools in POOLS.items():
            resources.save_interviewer(unit, user_id, {"pools": pools, "max_per_day": 8})
        let_everybody_work(unit)
        desk.room_ids = [resources.save_room(unit, None, name, "本部").id for name in ("3 号会议室", "5 号会议室")]
        desk.application_ids = [
            add_candidate(unit, job, job.stages[1], f"候选{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{n // 10 or ''}")
            for n in range(people)
        ]
    return desk


def let_everybody_work(unit: Unit) -> None:
    """Early to late, seven days a week: tests of other things need not think of working hours."""
    template = working_hours.save_template(unit, None, "每天", [[["07:00", "22:00"]]] * 7, follows_holidays=False)
    working_hours.use(unit, "staff", template.id)


def add_candidate(unit: Unit, job: Job, stage: Stage, name: str) -> int:
    """An active application in ``stage``. → its id."""
    candidate = Candidate(
        name=name, email=f"c{unit.session.query(Candidate).count()}@mail.example", created_at=unit.now
    )
    application = Application(
        job=job, candidate=candidate, stage=stage, source="公众号", token=f"token-{job.id}-{name}",
        applied_at=unit.now, stage_entered_at=unit.now, stage_due_at=unit.now + timedelta(days=5), score=70.0,
        headline={"degree": "本科", "title": "护师", "years": 5},
    )  # fmt: skip
    unit.session.add(application)
    unit.session.flush()
    return application.id
