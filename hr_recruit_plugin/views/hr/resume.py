"""A resume beside the fields that were read from it: numbered marks that both sides carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ...engines.matching import LICENCE_KINDS
from ...engines.matching.labels import degree_label, licence_label
from ...engines.resume import DEGREES, Evidence, ParsedResume
from ...i18n import N_, gettext
from ...services.dossier import Dossier
from . import people

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
DOUBTFUL = 0.75
"""Below this confidence a person is asked to look."""


@dataclass
class Marks:
    """Words of the resume that something on the screen was read from, numbered in the order of the fields."""

    shown: list[tuple[int, str, Evidence]] = field(default_factory=list)
    number_of: dict[tuple[int, int], int] = field(default_factory=dict)
    page_of: dict[int, int] = field(default_factory=dict)

    def add(self, label: str, evidence: tuple[Any, ...]) -> int | None:
        """The number of these words; words that have one already keep it."""
        if not evidence:
            return None
        first = evidence[0]
        number = self.number_of.get((first.start, first.end), len(self.page_of) + 1)
        self.page_of.setdefault(number, first.page)
        for words in evidence:
            if (words.start, words.end) not in self.number_of:
                self.number_of[words.start, words.end] = number
                self.shown.append((number, label, words))
        return number

    @property
    def drawn(self) -> bool:
        """Whether the document has pages to show: its words have places on them."""
        return any(words.box for _, _, words in self.shown)

    def boxes(self, page: int, width: float, height: float) -> list[dict[str, Any]]:
        """Boxes over the image of ``page``, in points; the first of each number can be jumped to."""
        found: list[dict[str, Any]] = []
        seen: set[int] = set()
        for number, label, words in self.shown:
            if words.box is None or words.page != page:
                continue
            left, top, right, bottom = words.box
            found.append(
                {
                    "mark": number, "label": f"{label}：{words.text}", "id": "" if number in seen else f"hr-ev-{number}",
                    "x": round(left * width, 1), "y": round(top * height, 1),
                    "width": round((right - left) * width, 1), "height": round((bottom - top) * height, 1),
                }
            )  # fmt: skip
            seen.add(number)
        return found

    def pieces(self, text: str) -> list[tuple[str, int | None]]:
        """The text cut at the marks; where two overlap, the earlier one stands."""
        found: list[tuple[str, int | None]] = []
        at = 0
        for number, _, words in sorted(self.shown, key=lambda one: (one[2].start, -one[2].end)):
            if words.start >= at and words.end > words.start:
                found += [(text[at : words.start], None), (text[words.start : words.end], number)]
                at = words.end
        return [*found, (text[at:], None)]


def fields(found: Dossier, marks: Marks) -> list[dict[str, Any]]:
    """Rows for the component ``fields``, one a value or an entry."""
    rows: list[dict[str, Any]] = []
    for name, label in LABELS.items():
        correction = found.corrections.get(name)
        lines = list(_lines(name, found.parsed))
        for n, (value, confidence, evidence) in enumerate(lines or [("", 0.0, ())]):
            row = {
                "name": name, "label": gettext(label) if n == 0 else "", "value": value or "–", "first": n == 0,
                "mark": marks.add(gettext(label), evidence), "note": "", "state": "", "state_word": "",
            }  # fmt: skip
            if correction and n == 0:
                row |= {"state": "ok", "state_word": gettext(N_("%(who)s 改过"), who=correction["by"])}
            elif value and not correction and confidence < DOUBTFUL:
                row["note"] = gettext(N_("把握 %(n)s%%，请核对"), n=round(confidence * 100))
            rows.append(row)
    return rows


def _lines(name: str, parsed: ParsedResume) -> Iterator[tuple[str, float, tuple[Evidence, ...]]]:
    held = getattr(parsed, name)
    if name in ("work", "education", "licences"):
        for entry in held.value:
            yield _entry(name, entry), entry.confidence or held.confidence, entry.evidence or ()
    elif name == "skills":
        if held.value:
            yield "、".join(held.value), held.confidence, held.evidence
    elif held.value not in (None, ""):
        yield _plain(name, held.value), held.confidence, held.evidence


def _plain(name: str, value: Any) -> str:
    if name == "highest_degree":
        return people.degree(value) or str(value)
    if name == "gender":
        return gettext(GENDERS[value]) if value in GENDERS else str(value)
    if name == "years_of_experience":
        return gettext(N_("%(n)s 年"), n=f"{value:g}")
    return str(value)


def _entry(name: str, entry: Any) -> str:
    if name == "licences":
        facts = [entry.name or people.said(licence_label(entry.kind)), entry.number, entry.issued]
        until = gettext(N_("有效至 %(day)s"), day=entry.expires) if entry.expires else ""
        return "，".join(fact for fact in [*facts, until] if fact)
    when = f"{entry.start or '?'}—{entry.end or gettext(N_('至今'))}" if entry.start or entry.end else ""
    if name == "education":
        facts = [entry.school, entry.major, people.degree(entry.degree)]
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


def options() -> dict[str, list[tuple[str, str]]]:
    """Choices of the fields that have some."""
    return {
        "gender": [(key, gettext(word)) for key, word in GENDERS.items()],
        "degree": [(d, people.said(degree_label(d))) for d in DEGREES],
        "kind": [(k, people.said(licence_label(k))) for k in LICENCE_KINDS],
    }
