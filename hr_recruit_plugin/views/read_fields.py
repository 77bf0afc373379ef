"""What was read from a resume in words: on HR's dossier, and on the candidate's own page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..engines.matching import LICENCE_KINDS
from ..engines.matching.labels import degree_label, licence_label
from ..engines.resume import DEGREES, Evidence, ParsedResume
from ..i18n import N_, gettext
from ..schemas.application import ENTRIES

LABELS = {
    "name": N_("姓名"), "gender": N_("性别"), "birth_date": N_("出生"), "phone": N_("手机"), "email": N_("邮箱"),
    "id_number": N_("身份证号"), "highest_degree": N_("最高学历"), "title": N_("职称"),
    "political_status": N_("政治面貌"), "work": N_("工作经历"), "years_of_experience": N_("工作年限"),
    "education": N_("教育背景"), "licences": N_("证照"), "skills": N_("技能"),
}  # fmt: skip
ENTRY_LABELS = {
    "organisation": N_("单位"), "department": N_("科室"), "position": N_("岗位"), "start": N_("从"), "end": N_("到"),
    "internship": N_("实习"), "school": N_("学校"), "degree": N_("学历"), "major": N_("专业"), "kind": N_("类别"),
    "name": N_("名称"), "number": N_("编号"), "issued": N_("发证"), "expires": N_("有效至"),
}  # fmt: skip
GENDERS = {"female": N_("女"), "male": N_("男")}


def lines(name: str, parsed: ParsedResume) -> Iterator[tuple[str, float, tuple[Evidence, ...]]]:
    """A field as (words, confidence, evidence), one for each entry of those that hold several."""
    held = getattr(parsed, name)
    if name in ENTRIES:
        for entry in held.value:
            yield _entry(name, entry), entry.confidence or held.confidence, entry.evidence or ()
    elif name == "skills":
        if held.value:
            yield "、".join(held.value), held.confidence, held.evidence
    elif held.value not in (None, ""):
        yield _plain(name, held.value), held.confidence, held.evidence


def words(name: str, value: Any) -> list[str]:
    """A value as a correction has it, in the words of ``lines``."""
    return [line for line, _, _ in lines(name, ParsedResume.from_dict({name: {"value": value}}))]


def degree(value: str | None) -> str:
    return degree_label(value).render(gettext) if value in DEGREES else ""


def _plain(name: str, value: Any) -> str:
    if name == "highest_degree":
        return degree(value) or str(value)
    if name == "gender":
        return gettext(GENDERS[value]) if value in GENDERS else str(value)
    if name == "years_of_experience":
        return gettext(N_("%(n)s 年"), n=f"{value:g}")
    return str(value)


def _entry(name: str, entry: Any) -> str:
    if name == "licences":
        facts = [entry.name or licence_label(entry.kind).render(gettext), entry.number, entry.issued]
        until = gettext(N_("有效至 %(day)s"), day=entry.expires) if entry.expires else ""
        return "，".join(fact for fact in [*facts, until] if fact)
    when = f"{entry.start or '?'}—{entry.end or gettext(N_('至今'))}" if entry.start or entry.end else ""
    if name == "education":
        facts = [entry.school, entry.major, degree(entry.degree)]
    else:
        facts = [entry.organisation, entry.department, entry.position]
        when += gettext(N_("（实习）")) if entry.internship else ""
    return " ".join(fact for fact in [*facts, when] if fact)


# --- correcting one ----------------------------------------------------------------------------------------------


def typed(name: str, parsed: ParsedResume) -> Any:
    """A field's value as its form shows it: one line of text, or a list of entries."""
    value = parsed.plain()[name]
    if name == "licences":
        return [{**plain, "name": entry.name} for plain, entry in zip(value, parsed.licences.value, strict=True)]
    if name == "work":
        return [{**plain, "internship": entry.internship} for plain, entry in zip(value, parsed.work.value, strict=True)]
    if name == "skills":
        return "、".join(value)
    if name == "years_of_experience" and value is not None:
        return f"{value:g}"
    return value if value is not None else ""


def form(name: str, parsed: ParsedResume) -> Mapping[str, Any]:
    """What the component ``correction_fields`` needs to draw the form of one field."""
    return {
        "value": typed(name, parsed), "columns": ENTRIES.get(name, ()), "entry_labels": ENTRY_LABELS, "options": options(),
    }  # fmt: skip


def options() -> dict[str, list[tuple[str, str]]]:
    """Choices of the fields that have some."""
    return {
        "gender": [(key, gettext(word)) for key, word in GENDERS.items()],
        "degree": [(d, degree(d)) for d in DEGREES],
        "kind": [(k, licence_label(k).render(gettext)) for k in LICENCE_KINDS],
    }
