"""Projects and languages: what can be had cheaply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from .document import Content, Document
from .groups import gather
from .model import Project
from .parts import Part
from .roles import is_noise

_LANGUAGES = re.compile(
    r"(英语|日语|德语|法语|俄语|韩语|普通话|粤语|english|mandarin|chinese|japanese|german|french)[^、,;。\n|]{0,24}|cet-?[46][^、,;。\n|]{0,12}|ielts[^、,;\n|]{0,8}|toefl[^、,;\n|]{0,8}|大学英语[四六]级"
)


def read_projects(document: Document, lines: Sequence[Content], as_of: date) -> list[Project]:
    """Projects with a name; the first long enough piece of an entry's heading is the name."""
    projects = []
    for group in gather(document, lines, as_of):
        named = [p for p in group.pieces if len(p.key) >= 4 and not is_noise(p.key)]
        if not named:
            continue
        name = document.text[named[0].start : named[0].end].replace("\n", "")
        dates = group.dates
        evidence = tuple(document.evidence(*place) for place in group.spans)
        projects.append(
            Project(name[:120], dates.begin if dates else None, dates.finish if dates else None, 0.6, evidence)
        )
    return projects


def read_languages(document: Document, parts: Sequence[Part]) -> list[str]:
    """Language items of the languages section, else those named in the skills and basics."""
    found: list[str] = []
    for part in parts:
        if part.kind in ("languages", "basics", None):
            for content in part.lines:
                for match in _LANGUAGES.finditer(document.key, content.start, content.end):
                    text = document.text[match.start() : match.end()].strip(" :：")
                    if text not in found:
                        found.append(text)
    return found[:8]
