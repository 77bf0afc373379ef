"""Who comes before whom, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from .labels import label
from .report import Item, MatchReport
from .requirements import Requirement
from .sentences import N_, Sentence, say

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Ranked(Generic[Key]):
    """A candidate's ``place``, from 1. Equal candidates share a place, and the next one is left out."""

    place: int
    key: Key
    report: MatchReport


@dataclass(frozen=True, slots=True)
class Difference:
    """One requirement side by side; ``points`` is A's minus B's, of 100."""

    label: Sentence
    a: Item
    b: Item
    points: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two candidates for one job. ``first`` is "a", "b", or None when neither is before the other.

    ``rows`` are all requirements in their order, ``why`` the sentences that explain the order, the weightiest first.
    """

    first: str | None
    difference: float
    rows: tuple[Difference, ...]
    why: tuple[Sentence, ...]


def order(report: MatchReport) -> tuple[bool, float]:
    """Sort key, best first: those who pass every gate before those who do not, then by score."""
    return report.knocked_out, -report.score


def rank(reports: Mapping[Key, MatchReport], nearness: Mapping[Key, float] | None = None) -> tuple[Ranked[Key], ...]:
    """The candidates of one job, best first.

    Equal ones share a place; among them the greater ``nearness`` (see ``affinity``) is shown first, else the order in
    which they were given stays.
    """
    near = nearness or {}
    ranked: list[Ranked[Key]] = []
    for n, (key, report) in enumerate(
        sorted(reports.items(), key=lambda one: (*order(one[1]), -near.get(one[0], 0))), 1
    ):
        tied = ranked and order(ranked[-1].report) == order(report)
        ranked.append(Ranked(ranked[-1].place if tied else n, key, report))
    return tuple(ranked)


def compare(a: MatchReport, b: MatchReport) -> Comparison:
    """Why A is above B or B above A. ``ValueError`` when the reports are of different requirements."""
    rows = _rows(a, b)
    first = None if order(a) == order(b) else "a" if order(a) < order(b) else "b"
    return Comparison(first, round(a.score - b.score, 2), rows, _why(a, b, first, rows))


def _rows(a: MatchReport, b: MatchReport) -> tuple[Difference, ...]:
    ours, theirs = _by_requirement(a), _by_requirement(b)
    if ours.keys() != theirs.keys():
        raise ValueError("the two reports answer different requirements: score both candidates again")
    return tuple(
        Difference(_label(key), item, theirs[key], round(item.points - theirs[key].points, 4))
        for key, item in ours.items()
    )


def _by_requirement(report: MatchReport) -> dict[tuple[str, Requirement | None, int], Item]:
    found: dict[tuple[str, Requirement | None, int], Item] = {}
    for part in report.parts:
        for item in part.items:
            twin = sum(key[:2] == (part.name, item.requirement) for key in found)
            found[(part.name, item.requirement, twin)] = item
    return found


def _label(key: tuple[str, Requirement | None, int]) -> Sentence:
    return label(key[1]) if key[1] else say("%(name)s", name=key[0])


def _why(a: MatchReport, b: MatchReport, first: str | None, rows: tuple[Difference, ...]) -> tuple[Sentence, ...]:
    if first is None:
        return (say(N_("两人同分（%(score)s 分），且必备条件的结果相同"), score=a.score),)
    better, worse = (a, b) if first == "a" else (b, a)
    names = {"better": first.upper(), "worse": "B" if first == "a" else "A"}
    sentences = []
    if worse.knocked_out and not better.knocked_out:
        msgid = N_("%(better)s 满足全部必备条件，%(worse)s 不满足：%(missing)s")
        sentences.append(say(msgid, missing=worse.missing, **names))
    sign = 1 if first == "a" else -1
    for row in sorted(rows, key=lambda row: -abs(row.points)):
        if row.points:
            sentences.append(_gap(row, row.points * sign > 0, names))
    return tuple(sentences)


def _gap(row: Difference, ahead: bool, names: dict[str, str]) -> Sentence:
    above, below = (names["better"], names["worse"]) if ahead else (names["worse"], names["better"])
    mine, other = (row.a, row.b) if above == "A" else (row.b, row.a)
    return say(
        N_("%(label)s：%(above)s 多 %(points)s 分（%(above)s：%(mine)s；%(below)s：%(other)s）"),
        label=row.label,
        above=above,
        below=below,
        points=round(abs(row.points), 2),
        mine=mine.reason,
        other=other.reason,
    )
