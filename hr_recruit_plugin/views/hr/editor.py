"""The job editor's form: drawn from what was stored or typed, changed row by row without saving."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response

from ...engines.matching import DEGREES, KINDS, LICENCE_KINDS, Requirement, RequirementError
from ...engines.matching.labels import degree_label, licence_label
from ...engines.matching.requirements import WORD_KINDS
from ...errors import RecruitmentError
from ...i18n import N_, gettext
from ...records import HostUser
from ...services import assistant, lexicon, rating, resources
from ...services import jobs as service
from ...services.unit import unit_of_work
from ..guard import actor
from ..rendering import page
from .people import said

KIND_WORDS = {
    "degree": N_("学历"), "licence": N_("证照"), "title": N_("职称"), "major": N_("专业"), "skill": N_("技能"),
    "years": N_("年限"), "department": N_("科室经历"),
}  # fmt: skip
STAGE_WORDS = {"screening": N_("筛选"), "interview": N_("面试"), "offer": "Offer"}
GRADE_WORDS = {"below": N_("明显不足"), "basic": N_("基本达到"), "meets": N_("达到要求"), "outstanding": N_("明显突出")}
FIRST_STAGES: tuple[dict[str, Any], ...] = (
    {"kind": "screening", "name": "简历筛选", "agreed_days": 3},
    {"kind": "interview", "name": "技术面", "agreed_days": 5, "minutes": 30},
    {"kind": "interview", "name": "人文面", "agreed_days": 5, "minutes": 30},
    {"kind": "interview", "name": "终面", "agreed_days": 7, "minutes": 20},
    {"kind": "offer", "name": "Offer", "agreed_days": 7},
)
WHOLE: dict[str, Any] = {
    "code": "x", "title": "x", "department_id": "x", "headcount": 1, "status": "draft", "terms": {},
}  # fmt: skip
NEW: dict[str, dict[str, Any]] = {
    "requirements": {"kind": "skill", "value": "", "must": False, "weight": "1"},
    "stages": {"kind": "interview", "name": "", "agreed_days": 5, "minutes": 30},
    "panel": {"pool": "", "count": 1},
    "owners": {"id": ""},
    "criteria": {"key": "", "name": "", "anchors": {}},
}
STAFF_SHOWN = 500


def show(job_id: int | None, data: dict[str, Any], **options: Any) -> Response:
    """The whole editor. ``options`` as for ``context``."""
    problem = options.get("problem")
    found = context(job_id, data, **options)
    title = data.get("title") or gettext(N_("新建职位"))
    with unit_of_work(actor(), write=False) as unit:
        assisted = job_id is not None and assistant.connected(unit) is not None
    status = problem.status if problem else 200
    return page("hr/job_edit.html", title=title, status=status, assisted=assisted, **found)


def context(
    job_id: int | None, data: dict[str, Any], *, note: tuple[str, str] | None = None,
    problem: RecruitmentError | None = None, theirs: dict[str, Any] | None = None, saved: str = "",
) -> dict[str, Any]:  # fmt: skip
    """What the form needs. ``theirs`` is the stored job when somebody else saved it first."""
    with unit_of_work(actor(), write=False) as unit:
        known: dict[str, Any] = {
            "departments": [(d.id, d.name) for d in resources.departments(unit)],
            "pools": resources.pools(unit),
            "staff": resources.staff(unit)[:STAFF_SHOWN],
            "templates": [(t.id, f"{t.name}：{' → '.join(s['name'] for s in t.stages)}") for t in service.templates(unit)],
            "trial": rating.trial(unit, job_id) if job_id else None,
        }
    marks, sources = _marks(data)
    name_owners(data, known["staff"])
    return {
        **known, "job_id": job_id, "data": data, "note": note, "problem": problem, "saved": saved,
        "errors": {key: _sentences(problem, messages) for key, messages in _fields(problem).items()},
        "marks": marks, "sources": sources, "differences": _differences(data, theirs) if theirs else [],
        "theirs": theirs, "opened": _opened(data, problem), "kinds": _words(KIND_WORDS, KINDS),
        "stage_kinds": _words(STAGE_WORDS, STAGE_WORDS),
        "degrees": [(d, said(degree_label(d))) for d in DEGREES],
        "licences": [(k, said(licence_label(k))) for k in LICENCE_KINDS],
        "word_kinds": WORD_KINDS, "says": says, "grades": _words(GRADE_WORDS, GRADE_WORDS), "shown_value": shown_value,
        "where": where,
    }  # fmt: skip


def _opened(data: dict[str, Any], problem: RecruitmentError | None) -> set[int]:
    """Places of the stages whose details stand open: where a row was just changed, or where something is wrong."""
    paths = [data.get("opened", ""), *_fields(problem)]
    steps = [path.split("-") for path in paths if path.count("-") >= 2 and path.startswith("stages-")]
    return {int(step[1]) for step in steps if step[1].isdigit()}


def _words(words: dict[str, str], keys: Any) -> list[tuple[str, str]]:
    return [(key, gettext(words[key])) for key in keys]


def _fields(problem: RecruitmentError | None) -> dict[str, list[str]]:
    return getattr(problem, "fields", None) or {}


def _sentences(problem: RecruitmentError | None, messages: list[str]) -> list[str]:
    """What a field says. Services give machines a word such as ``taken``; people get the sentence."""
    whole = gettext(problem.message, **problem.params) if problem else ""
    return [whole if message.isascii() else gettext(message) for message in messages]


def where(path: str) -> str:
    """Which field a dashed path means: 「计划人数」, 「阶段 2」."""
    names = {
        "title": N_("职位名称"), "code": N_("编号"), "department_id": N_("科室"), "headcount": N_("计划人数"),
        "status": N_("状态"), "terms-monthly_salary": N_("月薪（税前，元）"), "terms-probation_months": N_("试用期（月）"),
        "requirements": N_("要求"), "stages": N_("阶段"), "template_name": N_("模板名称"), "post_category": N_("岗位类别"),
    }  # fmt: skip
    root, _, rest = path.partition("-")
    name = gettext(names.get(path) or names.get(root) or root)
    place = rest.partition("-")[0]
    return f"{name} {int(place) + 1}" if place.isdigit() else name


def shown_value(value: Any) -> str:
    """A requirement's words as one typed line."""
    return "、".join(value) if isinstance(value, list | tuple) else str(value or "")


def data_of(job: Any) -> dict[str, Any]:
    """A stored job in the shape of the form."""
    stages = [
        {
            "id": s.id, "kind": s.kind, "name": s.name, "agreed_days": s.agreed_days, "minutes": s.minutes,
            "panel": s.panel, "owners": [dict(o) for o in s.owners], "kit": s.kit,
        }
        for s in job.stages
    ]  # fmt: skip
    return {
        "code": job.code, "title": job.title, "department_id": job.department_id, "headcount": job.headcount,
        "department_name": job.department_name, "status": job.status, "text": job.text,
        "post_category": job.post_category or "", "terms": job.terms, "requirements": [dict(r) for r in job.requirements],
        "stages": stages, "version": job.version, "updated_by": job.updated_by,
    }  # fmt: skip


def stored(job_id: int) -> dict[str, Any]:
    """The job as it stands in the database now."""
    with unit_of_work(actor(), write=False) as unit:
        return data_of(service.get(unit, job_id, fresh=True))


def _differences(mine: dict[str, Any], theirs: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(field, as it is stored, as it stands in the form) for what differs."""
    words = {
        "title": N_("职位名称"), "department_id": N_("科室"), "headcount": N_("计划人数"), "status": N_("状态"),
        "text": N_("招聘正文"), "post_category": N_("岗位类别"),
    }  # fmt: skip
    found = [
        (gettext(word), str(theirs[key] or ""), str(mine.get(key) or ""))
        for key, word in words.items()
        if str(theirs[key] or "") != str(mine.get(key) or "").replace("\r\n", "\n")
    ]
    for key, word in (("requirements", N_("要求")), ("stages", N_("阶段"))):
        a, b = (_summary(key, side[key]) for side in (theirs, mine))
        if a != b:
            found.append((gettext(word), a, b))
    return found


def _summary(key: str, rows: list[dict[str, Any]]) -> str:
    return "；".join(shown_value(row["value"] if key == "requirements" else row["name"]) for row in rows)


def name_owners(data: dict[str, Any], staff: Sequence[HostUser] | None = None) -> None:
    """Owners were typed as 「1001 何敏」: id, name and address come from the host's staff."""
    if staff is None:
        with unit_of_work(actor(), write=False) as unit:
            staff = resources.staff(unit)
    known = {user.id: user for user in staff}
    for stage in data["stages"]:
        owners = stage.setdefault("owners", [])
        for owner in owners:
            ident = str(owner["id"]).split(" ", 1)[0]
            if ident in known:
                owner.update(id=ident, name=known[ident].name, email=known[ident].email)


# --- one row more, less or moved ---------------------------------------------------------------------------------


def apply(data: dict[str, Any], do: str) -> tuple[str, str] | None:
    """Do what a button of the form says, in ``data``: ``add:PATH``, ``remove:PATH``, ``up:PATH``, ``propose``, ``template``."""
    verb, _, path = do.partition(":")
    data["opened"] = path
    if verb == "propose":
        return _propose(data)
    if verb == "template":
        return _take_template(data)
    rows, place = _rows(data, path) if path else (None, None)
    if rows is None:
        return None
    if verb == "add" and (new := NEW.get(path.rsplit("-", 1)[-1])):
        rows.append(dict(new))
    elif verb == "remove" and place is not None and place < len(rows):
        del rows[place]
    elif verb == "up" and place is not None and 0 < place < len(rows):
        rows[place - 1], rows[place] = rows[place], rows[place - 1]
    elif verb == "down" and place is not None and place + 1 < len(rows):
        rows[place + 1], rows[place] = rows[place], rows[place + 1]
    return None


def _rows(data: dict[str, Any], path: str) -> tuple[list[Any] | None, int | None]:
    """The list that ``stages-1-panel`` or ``stages-1-panel-0`` means, and the place in it."""
    steps: list[str] = path.split("-")
    place = int(steps.pop()) if steps[-1].isdigit() else None
    found: Any = data
    for n, step in enumerate(steps):
        if isinstance(found, list):
            if not step.isdigit() or int(step) >= len(found):
                return None, None
            found = found[int(step)]
        else:
            found = found.setdefault(step, [] if n == len(steps) - 1 else {})
    return (found, place) if isinstance(found, list) else (None, None)


def _take_template(data: dict[str, Any]) -> tuple[str, str] | None:
    with unit_of_work(actor(), write=False) as unit:
        chosen = next((t for t in service.templates(unit) if str(t.id) == data.get("template")), None)
    if chosen is None:
        return None
    data["stages"] = [dict(s) for s in chosen.stages]
    return "info", gettext("阶段换成了模板「%(name)s」的，保存后才生效。", name=chosen.name)


# --- requirements from the advertisement -------------------------------------------------------------------------


def _propose(data: dict[str, Any]) -> tuple[str, str]:
    held = {_key(row) for row in data["requirements"]}
    added = 0
    for proposal in lexicon.proposed(actor(), data.get("text", "")):
        row = proposal.requirement.to_dict()
        if _key(row) not in held:
            data["requirements"].append(row)
            added += 1
    if added:
        return "info", gettext("从正文读出 %(n)s 条要求，已加到表里。你改过的行没有动。", n=added)
    return "", gettext("正文里没有读出新的要求。")


def _key(row: dict[str, Any]) -> tuple[str, str]:
    return row["kind"], shown_value(row["value"])


def _marks(data: dict[str, Any]) -> tuple[list[tuple[str, int | None]], dict[int, int]]:
    """The advertisement cut into (words, mark), and row of a requirement → mark."""
    text = data.get("text", "")
    places = {(p.requirement.kind, shown_value(p.requirement.value)): p for p in lexicon.proposed(actor(), text)}
    found = [(places[_key(row)], n) for n, row in enumerate(data["requirements"]) if _key(row) in places]
    found.sort(key=lambda pair: pair[0].start)
    pieces: list[tuple[str, int | None]] = []
    sources: dict[int, int] = {}
    at = 0
    for number, (proposal, row) in enumerate(found, 1):
        sources[row] = number
        if proposal.start >= at:
            pieces += [(text[at : proposal.start], None), (text[proposal.start : proposal.end], number)]
            at = proposal.end
    pieces.append((text[at:], None))
    return (pieces if sources else []), sources


def says(row: dict[str, Any]) -> str:
    """A requirement in a few words, or nothing while it is incomplete."""
    try:
        from ...engines.matching.labels import label

        return said(label(Requirement.from_dict({k: v for k, v in row.items() if v is not None})))
    except RequirementError:
        return ""
