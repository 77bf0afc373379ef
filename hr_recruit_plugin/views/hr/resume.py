"""A resume beside the fields that were read from it: numbered marks that both sides carry."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ...engines.resume import Evidence
from ...i18n import N_, gettext
from ...services.dossier import Dossier
from ..read_fields import LABELS, lines

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
        values = list(lines(name, found.parsed))
        for n, (value, confidence, evidence) in enumerate(values or [("", 0.0, ())]):
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
