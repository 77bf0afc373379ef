"""Jobs and invented people to try things on, without reading files."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from hr_recruit_plugin.engines.resume import ParsedResume
from hr_recruit_plugin.models import Application, Candidate, Job
from hr_recruit_plugin.services import intake, jobs
from hr_recruit_plugin.services.reading import Reading
from hr_recruit_plugin.services.unit import Unit

STAGES: list[dict[str, Any]] = [
    {"kind": "screening", "name": "简历筛选", "agreed_days": 3},
    {
        "kind": "interview", "name": "技术面", "agreed_days": 5, "minutes": 30,
        "panel": [{"pool": "护理组长", "count": 1}],
        "kit": {"criteria": [{"key": "care", "name": "危重护理", "anchors": {}}], "questions": ["说说 CRRT"]},
    },
    {"kind": "offer", "name": "Offer", "agreed_days": 7},
]  # fmt: skip

REQUIREMENTS: list[dict[str, Any]] = [
    {"kind": "licence", "value": "nurse_practice", "must": True, "weight": 4},
    {"kind": "degree", "value": "bachelor", "must": False, "weight": 2},
    {"kind": "skill", "value": ["呼吸机", "机械通气"], "must": False, "weight": 2},
]

TEXT = "林若溪\n电话 13800000001\n南屏护理学院 本科 护理学\n江畔医院 重症医学科 护士 2018-07 至今\n护士执业证书\n呼吸机"


def open_job(unit: Unit, code: str = "NUR-ICU-01", **values: Any) -> Job:
    """An open job of the nursing department with three stages."""
    return jobs.open_job(
        unit,
        {
            "code": code, "title": "ICU 护士", "department_id": "HL", "headcount": 8, "text": "要求：本科及以上",
            "requirements": REQUIREMENTS, **values,
        },
        STAGES,
    )  # fmt: skip


def resume(name: str = "林若溪", phone: str = "13800000001", *, nurse: bool = True) -> ParsedResume:
    """What was read from a one-page resume with ``TEXT``; without ``nurse`` the licence is missing."""

    def words(value: Any, text: str) -> dict[str, Any]:
        start = TEXT.find(text)
        evidence = [{"page": 0, "box": None, "start": start, "end": start + len(text), "text": text}]
        return {"value": value, "confidence": 0.9, "evidence": evidence if start >= 0 else []}

    licence = {"kind": "nurse_practice", "number": "2019330002718", **words(None, "护士执业证书")}
    return ParsedResume.from_dict(
        {
            "name": words(name, "林若溪"),
            "phone": words(phone, "13800000001"),
            "highest_degree": words("bachelor", "本科"),
            "education": {"value": [{"school": "南屏护理学院", "degree": "bachelor", "major": "护理学"}]},
            "work": {"value": [{"organisation": "江畔医院", "department": "重症医学科", "position": "护士", "start": "2018-07"}]},
            "licences": {"value": [licence] if nurse else []},
            "skills": words(["呼吸机"], "呼吸机"),
            "years_of_experience": {"value": 8.0, "confidence": 0.9},
            "text": TEXT,
        }
    )  # fmt: skip


def submit(unit: Unit, job: Job, parsed: ParsedResume | None = None, **options: Any) -> intake.Intake:
    """File a resume as if it had just been read."""
    parsed = parsed or resume()
    data = f"{parsed.name.value}{parsed.phone.value}".encode()
    return intake.submit(unit, job, Reading(f"{parsed.name.value}.txt", data, parsed), source="公众号", **options)


def crowd(unit: Unit, job: Job, number: int) -> None:
    """``number`` more applications by bulk insert, spread over the job's stages."""
    people = [{"name": f"候选人{n:04d}", "created_at": unit.now} for n in range(number)]
    ids = unit.session.scalars(insert(Candidate).returning(Candidate.id, sort_by_parameter_order=True), people).all()
    rows = [
        {
            "job_id": job.id, "candidate_id": candidate_id, "stage_id": job.stages[n % len(job.stages)].id,
            "status": "active", "source": "公众号", "token": hashlib.sha256(str(candidate_id).encode()).hexdigest()[:32],
            "applied_at": unit.now, "stage_entered_at": unit.now - timedelta(days=n % 9),
            "stage_due_at": unit.now + timedelta(days=3 - n % 9), "score": float(n % 100), "knocked_out": n % 10 == 0,
            "parts": [{"name": "experience", "weight": 60, "earned": 30}, {"name": "skills", "weight": 40, "earned": 9}],
            "headline": {"degree": "bachelor", "title": "护师", "field": "ICU", "years": 6.0, "missing": None}, "version": 1,
        }
        for n, candidate_id in enumerate(ids)
    ]  # fmt: skip
    unit.session.execute(insert(Application), rows)
