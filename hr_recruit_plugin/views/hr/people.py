"""Candidates as the components draw them: the parts of a score, one line of facts, a card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...engines.matching import MatchReport, Sentence
from ...engines.matching.labels import PARTS, degree_label
from ...engines.resume import DEGREES
from ...i18n import gettext
from ...presentation import ours, when
from ...services.cards import Card

STATES = {"doing": "doing", "done": "ok", "overdue": "late", "blocked": "block", "ended": "off"}


def said(sentence: Sentence) -> str:
    """An engine's sentence in the reader's language."""
    return sentence.render(gettext)


def part_label(name: str) -> str:
    return gettext(PARTS[name]) if name in PARTS else name


def parts(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The stored parts of a score for its bar."""
    return [{"label": part_label(r["name"]), "weight": r["weight"], "earned": r["earned"]} for r in rows]


def degree(value: str | None) -> str:
    return said(degree_label(value)) if value in DEGREES else ""


def experience(headline: Mapping[str, Any]) -> str:
    """ICU 6 年."""
    years, where = headline.get("years"), headline.get("field") or ""
    if not years:
        return str(where)
    return gettext("%(field)s %(years)s 年", field=where, years=f"{years:g}").strip()


def facts(headline: Mapping[str, Any]) -> str:
    """本科 · 护师 · ICU 6 年."""
    found = [degree(headline.get("degree")), headline.get("title"), experience(headline)]
    return " · ".join(str(fact) for fact in found if fact)


def next_step(card: Card) -> str:
    """What happens next, with its time where it has one."""
    return " · ".join(text for text in (when(card.next_at) if card.next_at else "", str(card.next_step)) if text)


def card_view(card: Card, *, movable: bool, filters: Mapping[str, Any]) -> dict[str, Any]:
    """A card for the component ``card``."""
    return {
        "id": card.id, "url": ours("hr.dossier", application_id=card.id), "name": card.name, "score": card.score,
        "parts": parts(card.parts), "facts": facts(card.headline), "days": card.days, "glyph": card.next_icon,
        "next": next_step(card), "state": STATES[card.mark[0]] if card.mark else "",
        "state_word": str(card.mark[1]) if card.mark else "", "version": card.version,
        "move_url": ours("hr.move", application_id=card.id, **filters) if movable else "",
    }  # fmt: skip


def score_parts(report: MatchReport, mark_of: Mapping[tuple[int, int], int] | None = None) -> list[dict[str, Any]]:
    """A report for the component ``score_detail``.

    Args:
        mark_of: (start, end) of words in the resume → number of the mark that shows them.
    """
    return [
        {
            "label": said(part.label), "earned": part.earned, "weight": part.weight,
            "reasons": [_reason(item, mark_of or {}) for item in part.items],
        }
        for part in report.parts
    ]  # fmt: skip


def _reason(item: Any, mark_of: Mapping[tuple[int, int], int]) -> dict[str, Any]:
    must = item.requirement is not None and item.requirement.must
    state = "ok" if item.met >= 1 else "doing" if item.met > 0 else "bad" if must else "todo"
    source = item.evidence[0] if item.evidence else None
    number = mark_of.get((source.start, source.end)) if source else None
    label = said(item.label) or said(item.reason)
    return {
        "state": state, "label": gettext("%(what)s（必备）", what=label) if must else label,
        "earned": item.points, "weight": item.out_of, "quote": source.text if source else "",
        "href": f"#hr-ev-{number}" if number else "",
        "place": gettext("第 %(n)s 页", n=source.page + 1) if source else "",
        "note": said(item.reason) if said(item.label) else "",
    }  # fmt: skip
