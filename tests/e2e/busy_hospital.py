"""A hospital after three weeks of recruitment, with something on every screen."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from hr_recruit_plugin.demo import standins
from hr_recruit_plugin.demo.journey import Journey
from hr_recruit_plugin.models import (
    Application,
    Candidate,
    Document,
    ExamEntry,
    ImportBatch,
    Interview,
    Job,
    Schedule,
    Seat,
)
from hr_recruit_plugin.records import Port
from hr_recruit_plugin.services import (
    correction_requests,
    exam_seating,
    exams,
    intake,
    replanning,
    reviews,
    scheduling,
)
from hr_recruit_plugin.services.unit import CANDIDATE, SYSTEM, unit_of_work
from hr_recruit_plugin.views.hr.exams import RULES
from tests.e2e.hospital import Hospital


def serve(folder: Path) -> tuple[Hospital, dict[str, Any]]:
    """→ (the hospital, served; what stands in the braces of the addresses)."""
    hospital = Hospital(folder, worker="none")
    hospital.now = datetime.now(UTC)
    told: list[str] = []
    with hospital.app.app_context():
        Journey(hospital.world, told.append).run()
        come_again()
        asked = requests_of_candidates()
        second_plan(hospital)
    hospital.start()
    with hospital.app.app_context():
        examined = written_exams(hospital)
    return hospital, {**look_up(hospital), **examined, **asked}


def come_again() -> None:
    """Somebody who has applied sends another resume from another phone."""
    with unit_of_work(SYSTEM, write=False) as unit:
        found = unit.session.execute(
            select(Application.job_id, Document.parsed)
            .join(Application.candidate)
            .join(Application.document)
            .where(Candidate.name == "林若溪")
        ).first()
        assert found is not None
        job_id, read = found
    school = read["education"]["value"][0]
    text = f"姓名：林若溪\n手机：13900000077\n性别：女\n教育背景\n{school['start']}-{school['end']} {school['school']} {school['major']} 本科\n"
    assert intake.receive(SYSTEM, job_id, text.encode(), "林若溪.txt", source="招聘会").outcome == intake.ACCEPTED


def requests_of_candidates() -> dict[str, int]:
    """Somebody says that their work was read wrongly, and asks for a review by a person."""
    with unit_of_work(SYSTEM, write=False) as unit:
        token = unit.session.scalars(select(Application.token).join(Candidate).where(Candidate.name == "顾安然")).one()
    with unit_of_work(CANDIDATE) as unit:
        work = [{"organisation": "青岚市人民医院", "position": "护士", "start": "2019-07", "end": None}]
        asked = correction_requests.ask(unit, token, "work", work, "上一家医院的名称不完整")
        review = reviews.ask(unit, token, "请看附件里的进修证明。")
        return {"asked": asked.id, "asked_application": asked.application_id, "review": review.id}


def second_plan(hospital: Hospital) -> None:
    """The plan that waits for publication gets a variant beside it, solved for another goal."""
    actor = hospital.world.actor("1001")
    with unit_of_work(actor) as unit:
        first = unit.session.scalars(select(Schedule.id).where(Schedule.state == "solved").order_by(Schedule.id.desc())).first()
        variant = replanning.variant(unit, first or 0, "fairness").id
    scheduling.solve(actor, variant, seconds=5)


def look_up(hospital: Hospital) -> dict[str, Any]:
    """What stands in the braces of the addresses."""
    with hospital.app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
        find = unit.session.scalars

        def application(name: str) -> int:
            return find(select(Application.id).join(Candidate).where(Candidate.name == name)).first() or 0

        seat = select(Interview).join(Seat).order_by(Interview.id.desc())
        upcoming = find(seat.where(Seat.user_id == "1402", Interview.end > unit.now)).first()
        handed_in = find(seat.where(Seat.user_id == "1302")).first()
        plans = {s.state: s for s in find(select(Schedule).order_by(Schedule.id))}
        best = list(find(select(Application.id).order_by(Application.score.desc()).join(Job).where(Job.code == "NUR-ICU-01").limit(2)))
        assert upcoming is not None
        assert handed_in is not None
        return {
            "nurses": find(select(Job.id).where(Job.code == "NUR-ICU-01")).one(),
            "star": application("林若溪"), "scan": application("高明远"), "no_offer": application("顾安然"),
            "pair": f"{best[0]},{best[1]}", "batch": find(select(ImportBatch.id).order_by(ImportBatch.id)).first(),
            "seated": upcoming.id, "seated_application": upcoming.application_id, "handed_in": handed_in.id,
            "solved": plans["solved"].id, "published": plans["published"].id, "planned_stage": plans["solved"].stage_id,
            "sibling": plans["solved"].based_on,
            "placed": (plans["solved"].plan or {})["placed"][0]["interview"].partition(":")[2],
            "status": link(hospital, r"/portal/status/([\w-]+)"), "offer": link(hospital, r"/portal/offer/([\w-]+)", "顾安然"),
            "signed_offer": link(hospital, r"/portal/offer/([\w-]+)", "林若溪"),
        }  # fmt: skip


def written_exams(hospital: Hospital) -> dict[str, Any]:
    """An exam in every state, for those who wait in a job's screening stage."""
    rooms = [
        {"name": f"教学楼 {n}01", "campus": "本部", "seats": 30, "accessible": 2, "invigilators": 1} for n in (1, 2, 3)
    ]
    found: dict[str, Any] = {}
    for state in ("draft", "seated", "short", "published"):
        with unit_of_work(SYSTEM) as unit:
            line = max(exams.stages(unit), key=lambda line: line.waiting)
            exam = exams.create(unit, {
                "name": "2026 年第二批招聘笔试", "start": datetime(2027, 1, 9, 9), "end": datetime(2027, 1, 9, 11),
                "stage_ids": [line.stage.id], "rooms": [{**rooms[0], "seats": 3}] if state == "short" else rooms,
                "pools": [] if state == "short" else sorted(exams.pools(unit)), "rules": "\n".join(RULES),
            })  # fmt: skip
            found[f"exam_{state}"] = exam.id
            if state != "draft":
                exam_seating.draw(unit, exam.id, version=None)
            if state == "published":
                exams.publish(unit, exam.id, version=None)
                entry = unit.session.scalars(select(ExamEntry).where(ExamEntry.exam_id == exam.id)).first()
                assert entry is not None
                found["examined"] = entry.application.token
    return found


def link(hospital: Hospital, pattern: str, name: str = "") -> str:
    """The secret part of a link in the newest mail that has one."""
    for arrival in standins.arrivals(hospital.world.directory / "delivered"):
        text = standins.mail_text(arrival.path) if arrival.port is Port.MESSAGING else ""
        if (found := re.search(pattern, text)) and name in text:
            return found[1]
    raise LookupError(f"no mail to {name} has {pattern}")
