"""What the demo journey starts from: jobs, stages, interviewers, rooms, sources. Pure data; nobody here exists.

Shapes are those of the use cases: a job's ``values`` go to ``services.jobs.open_job`` with the stages of its
template; requirements are ``{kind, value, must, weight, min?}``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .kits import ENGINEER_SKILLS, FINAL, HUMANITIES, NURSE_SKILLS, PHYSICIAN_SKILLS

CAMPUS = "本部"
OFFICE_HOURS = "行政班"
SAMPLES = Path(__file__).parent / "samples"
RESUMES = SAMPLES / "resumes"


def _must(kind: str, value: Any, weight: int = 1, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "value": value, "must": True, "weight": weight, **more}


def _wish(kind: str, value: Any, weight: int = 1, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "value": value, "must": False, "weight": weight, **more}


# --- stages ------------------------------------------------------------------------------------------------------


def _round(
    name: str, pools: tuple[str, ...], kit: dict[str, Any], *, days: int = 5, minutes: int = 30
) -> dict[str, Any]:
    panel = [{"pool": pool, "count": 1} for pool in pools]
    return {"kind": "interview", "name": name, "agreed_days": days, "minutes": minutes, "panel": panel, "kit": kit}


def _stages(expert_pools: tuple[str, ...], skills: dict[str, Any], people_pool: str) -> list[dict[str, Any]]:
    return [
        {"kind": "screening", "name": "简历筛选", "agreed_days": 3, "panel": [], "kit": {}},
        _round("技术面", expert_pools, skills, minutes=40),
        _round("人文面", (people_pool, "人事"), HUMANITIES, minutes=30),
        _round("终面", ("院领导", "人事"), FINAL, days=7, minutes=20),
        {"kind": "offer", "name": "Offer", "agreed_days": 7, "panel": [], "kit": {}},
    ]


STAGE_TEMPLATES: dict[str, list[dict[str, Any]]] = {
    "护理岗位": _stages(("护理组长", "人事"), NURSE_SKILLS, "护理部"),
    "医师岗位": _stages(("医疗组长", "科研"), PHYSICIAN_SKILLS, "医疗组长"),
    "信息岗位": _stages(("信息技术", "人事"), ENGINEER_SKILLS, "信息技术"),
}
"""Template name → stages, as ``services.jobs.save_template`` takes them."""


# --- jobs --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DemoJob:
    template: str
    """Key of ``STAGE_TEMPLATES``."""
    values: dict[str, Any]

    @property
    def code(self) -> str:
        return str(self.values["code"])


_NURSE_TEXT = """示范医院重症医学科招聘护士 8 名。
我们希望你：护理学或助产学专业，大专及以上，本科优先；持有效的护士执业证书；
有 2 年以上临床护理经验，护师及以上优先；会用呼吸机，做过 CRRT，心肺复苏和静脉穿刺熟练；能倒班。
你会做：危重患者的监护、治疗和抢救配合，护理文书，带教新护士。
待遇：同工同酬，五险一金，提供宿舍和继续教育经费。"""

_PHYSICIAN_TEXT = """示范医院心血管内科招聘主治医师 2 名。
我们希望你：临床医学或内科学专业，本科及以上，硕士优先；持医师执业证书，完成住院医师规范化培训；
5 年以上临床经验，主治医师及以上优先；心电图、冠状动脉造影、心脏彩超熟练，能处理急性心肌梗死。
你会做：病房、门诊、介入手术、会诊和教学。
待遇：面议，另有科研启动经费。"""

_ENGINEER_TEXT = """示范医院信息科招聘医疗人工智能工程师 3 名。
我们希望你：计算机、人工智能、软件工程或生物医学工程专业，本科及以上，硕士优先；
Python 和 PyTorch 熟练；做过医学影像或自然语言处理项目，了解 DICOM 或 HL7 FHIR；会用 Docker 部署；
3 年以上相关经验优先，优秀应届生也欢迎。
你会做：影像和病历方向的算法研发、上线和监控，与科室一起定需求。"""

JOBS: tuple[DemoJob, ...] = (
    DemoJob(
        "护理岗位",
        {
            "code": "NUR-ICU-01",
            "title": "重症医学科护士",
            "department_id": "ZZ",
            "department_name": "重症医学科",
            "headcount": 8,
            "text": _NURSE_TEXT,
            "post_category": "护理",
            "terms": {"employment_type": "编外合同制", "monthly_salary": "8600.00", "probation_months": 6},
            "requirements": [
                _must("licence", "nurse_practice", 4),
                _must("degree", "associate", 2),
                _must("major", ["护理", "助产", "Nursing"], 2),
                _wish("degree", "bachelor", 2),
                _wish("years", "临床护理", 3, min=2),
                _wish("title", "护师", 2),
                _wish("skill", ["呼吸机", "机械通气"], 2),
                _wish("skill", ["CRRT", "血液净化"]),
                _wish("skill", ["心肺复苏", "CPR"]),
                _wish("skill", ["静脉穿刺", "PICC"]),
            ],
        },
    ),
    DemoJob(
        "医师岗位",
        {
            "code": "DOC-CAR-02",
            "title": "心血管内科主治医师",
            "department_id": "XN",
            "department_name": "心血管内科",
            "headcount": 2,
            "text": _PHYSICIAN_TEXT,
            "post_category": "医疗",
            "terms": {"employment_type": "编内聘用", "monthly_salary": "16800.00", "probation_months": 12},
            "requirements": [
                _must("licence", "physician_practice", 4),
                _must("degree", "bachelor"),
                _must("years", "临床", 3, min=5),
                _wish("degree", "master", 2),
                _wish("licence", "residency_training", 2),
                _wish("major", ["临床医学", "内科"], 2),
                _wish("title", "主治医师", 3),
                _wish("skill", ["心电图", "ECG"]),
                _wish("skill", ["冠状动脉造影", "冠脉介入"]),
                _wish("skill", ["心脏彩超", "超声心动图"]),
                _wish("skill", ["心肌梗死", "抗凝"]),
            ],
        },
    ),
    DemoJob(
        "信息岗位",
        {
            "code": "ENG-AI-03",
            "title": "医疗人工智能工程师",
            "department_id": "XX",
            "department_name": "信息科",
            "headcount": 3,
            "text": _ENGINEER_TEXT,
            "post_category": "信息",
            "terms": {"employment_type": "编外合同制", "monthly_salary": "19500.00", "probation_months": 6},
            "requirements": [
                _must("degree", "bachelor", 2),
                _must("major", ["计算机", "人工智能", "软件", "生物医学工程"], 3),
                _wish("degree", "master", 2),
                _wish("years", "算法研发", 2, min=3),
                _wish("skill", ["Python"], 2),
                _wish("skill", ["PyTorch"]),
                _wish("skill", ["影像", "自然语言"], 2),
                _wish("skill", ["DICOM", "FHIR"]),
                _wish("skill", ["Docker", "部署"]),
            ],
        },
    ),
)


# --- people and places -------------------------------------------------------------------------------------------

INTERVIEWERS: dict[str, tuple[str, ...]] = {
    "1001": ("人事",),
    "1002": ("人事",),
    "1101": ("院领导",),
    "1201": ("护理部", "院领导"),
    "1202": ("护理部", "护理组长"),
    "1301": ("医疗组长", "科研"),
    "1302": ("护理组长", "护理部"),
    "1303": ("护理组长",),
    "1401": ("科研", "医疗组长"),
    "1402": ("医疗组长",),
    "1501": ("医疗组长",),
    "1701": ("信息技术",),
    "1702": ("信息技术", "科研"),
}
"""Staff number in the OA → pools that a panel is drawn from."""

MAX_INTERVIEWS_PER_DAY = 8
ROOMS: tuple[str, ...] = ("3 号会议室", "5 号会议室", "院务会议室")

SOURCE_COSTS: dict[str, int] = {"护理学会官网": 180_000, "公众号": 60_000, "校园招聘": 350_000, "内部推荐": 40_000}
"""Source → what it costs in a month, in fen."""


# --- sample resumes ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sample:
    """One file under ``RESUMES``. ``note`` says what is special about it: scan, duplicate, encrypted, executable."""

    file: str
    job: str
    source: str
    note: str = ""
    person: dict[str, Any] | None = None
    """What a careful reader finds in it; None where nothing can be read."""

    @property
    def path(self) -> Path:
        return RESUMES / self.file


def samples() -> list[Sample]:
    """All sample resumes, good and bad, in the order of ``samples.json``."""
    rows = json.loads((SAMPLES / "samples.json").read_text(encoding="utf-8"))
    return [Sample(**row) for row in rows]
