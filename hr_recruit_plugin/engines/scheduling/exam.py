"""Written exams: who sits in which room on which seat, and who watches there.

Seats and invigilators are minimum-cost flows (``exam_flow``); what a flow leaves open is drawn by lot: who of many
alike sits where. The same seed draws the same seats, so that a published draw can be repeated by anybody.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .exam_flow import Counts, fewest_rooms, placed, watched
from .problem import ProblemError
from .texts import N_

REDRAWS = 25
"""How often the lot is drawn anew when avoidances leave a room without enough invigilators."""


@dataclass(frozen=True, slots=True)
class ExamCandidate:
    """``campuses`` are wishes, dearest first; empty means any. ``needs`` are features that the room must have.

    ``accessible`` asks for a seat that a wheelchair reaches. Neighbours get different ``paper`` where that can be.
    """

    id: str
    campuses: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    accessible: bool = False
    paper: str = ""


@dataclass(frozen=True, slots=True)
class ExamRoom:
    """``invigilators`` are needed when anyone sits in it. The first ``accessible`` of its seats a wheelchair reaches."""

    id: str
    campus: str
    seats: int
    features: frozenset[str] = frozenset()
    invigilators: int = 2
    accessible: int = 0


@dataclass(frozen=True, slots=True)
class Invigilator:
    """``campuses`` are where they can be; empty means any. ``avoid`` are candidates they must not watch (回避)."""

    id: str
    campuses: tuple[str, ...] = ()
    avoid: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Seat:
    candidate: str
    room: str
    number: int


@dataclass(frozen=True, slots=True)
class CampusLoad:
    """Of one campus: how many wish for it first, how many seats it has, how many sit there."""

    campus: str
    wished: int
    seats: int
    placed: int


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """``elsewhere`` counts seats at a campus that was not the first wish; ``short`` holds invigilators still missing.

    No plan that seats as many this near to their wishes opens fewer rooms than ``least_rooms``. ``neighbours`` counts
    pairs of neighbouring numbers with the same paper in rooms that hold more than one.
    """

    seats: tuple[Seat, ...]
    invigilators: Mapping[str, tuple[str, ...]]
    unseated: tuple[str, ...]
    elsewhere: int
    short: Mapping[str, int]
    least_rooms: int = 0
    neighbours: int = 0
    campuses: tuple[CampusLoad, ...] = ()

    @property
    def rooms(self) -> tuple[str, ...]:
        """The rooms that are opened."""
        return tuple(dict.fromkeys(seat.room for seat in self.seats))


@dataclass(slots=True)
class _Draw:
    """One drawing of lots over the same counts."""

    seats: list[Seat] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    neighbours: int = 0


def seats(candidates: Iterable[ExamCandidate], rooms: Sequence[ExamRoom],
          invigilators: Iterable[Invigilator] = (), *, seed: int | str = 0) -> SeatPlan:
    """Seat as many as can be, then as near to their wishes as can be, in few rooms; the first two are optimal.

    Invigilators are as many as the drawn seats allow, and the lot is drawn anew while avoidances alone leave a room
    short. ``seed`` is the lot. Raises :class:`ProblemError`, a sentence for each row that cannot be.
    """
    people, watchers = list(candidates), list(invigilators)
    _refuse(people, rooms, watchers)
    groups = Counter(map(_alike, people))
    opened = fewest_rooms(groups, rooms, placed(groups, rooms))
    counts = opened.counts
    used = [room for room in rooms if counts.of_room(room.id)]
    free, _ = watched([(w.id, w.campuses, frozenset()) for w in watchers], used)
    at_best = sum(r.invigilators for r in used) - sum(map(len, free.values()))
    draw, watch, short = _draws(people, used, counts, watchers, at_best, seed)
    wish = {c.id: c.campuses[0] for c in people if c.campuses}
    where = {room.id: room.campus for room in rooms}
    elsewhere = sum(wish.get(s.candidate, where[s.room]) != where[s.room] for s in draw.seats)
    return SeatPlan(tuple(draw.seats), watch, tuple(draw.left), elsewhere, short, opened.least, draw.neighbours,
                    _loads(people, rooms, draw.seats))


def _draws(people: Sequence[ExamCandidate], rooms: Sequence[ExamRoom], counts: Counts, watchers: Sequence[Invigilator],
           at_best: int, seed: int | str) -> tuple[_Draw, dict[str, tuple[str, ...]], dict[str, int]]:
    """The first draw that misses no more than ``at_best`` invigilators, else the one that misses fewest."""
    found = []
    for attempt in range(REDRAWS):
        lot = random.Random(f"{seed}/{attempt}" if attempt else f"{seed}")  # noqa: S311  (repeatable, not secret)
        draw = _drawn(people, rooms, counts.by_group, lot)
        found.append((draw, *_invigilators(watchers, rooms, draw.seats, lot)))
        if sum(found[-1][2].values()) <= at_best:
            break
    return min(found, key=lambda one: sum(one[2].values()))


Alike = tuple[tuple[str, ...], frozenset[str], bool]


def _alike(c: ExamCandidate) -> Alike:
    return c.campuses, c.needs, c.accessible


def _refuse(people: Sequence[ExamCandidate], rooms: Sequence[ExamRoom], watchers: Sequence[Invigilator]) -> None:
    faults = []
    for what, ids in ((N_("考生"), [c.id for c in people]), (N_("考场"), [r.id for r in rooms]),
                      (N_("监考员"), [w.id for w in watchers])):
        faults += [N_("%(what)s %(id)s 出现了 %(n)d 次") % {"what": what, "id": one, "n": n}
                   for one, n in Counter(ids).items() if n > 1]
    for room in rooms:
        if min(room.seats, room.invigilators, room.accessible) < 0:
            faults.append(N_("考场 %(id)s：座位数和监考人数不能是负数") % {"id": room.id})
        elif room.accessible > room.seats:
            faults.append(N_("考场 %(id)s：无障碍座位 %(some)d 个，多于座位 %(all)d 个") % {
                "id": room.id, "some": room.accessible, "all": room.seats})
    if people and not rooms:
        faults.append(N_("没有考场，%(n)d 名考生无处可坐") % {"n": len(people)})
    if faults:
        raise ProblemError(faults)


def _drawn(people: Sequence[ExamCandidate], rooms: Sequence[ExamRoom],
           counts: Mapping[Alike, Mapping[str, int]], lot: random.Random) -> _Draw:
    """Who of those alike goes to which room, and on which seat there."""
    out = _Draw()
    groups: dict[Alike, list[ExamCandidate]] = defaultdict(list)
    for one in people:
        groups[_alike(one)].append(one)
    by_room: dict[str, list[ExamCandidate]] = defaultdict(list)
    for key, members in groups.items():
        lot.shuffle(members)
        for room, count in counts.get(key, {}).items():
            by_room[room] += [members.pop() for _ in range(count)]
        out.left += [one.id for one in members]
    for place in rooms:
        sitting = _in_order(by_room[place.id], lot)
        out.seats += [Seat(one.id, place.id, number) for number, one in enumerate(sitting, 1)]
        if len({one.paper for one in sitting}) > 1:
            out.neighbours += sum(a.paper == b.paper for a, b in pairwise(sitting))
    return out


def _in_order(members: list[ExamCandidate], lot: random.Random) -> list[ExamCandidate]:
    """Accessible seats are the first ones; the others sit so that neighbours rarely have the same paper."""
    lot.shuffle(members)
    first, others = [c for c in members if c.accessible], [c for c in members if not c.accessible]
    return first + _apart(others)


def _apart(members: list[ExamCandidate]) -> list[ExamCandidate]:
    """Members with as few neighbours of the same paper as any order has."""
    by_paper: dict[str, list[ExamCandidate]] = defaultdict(list)
    for one in members:
        by_paper[one.paper].append(one)
    if len(by_paper) < 2:
        return members
    most, *rest = sorted(by_paper.values(), key=len, reverse=True)
    others = [one for group in rest for one in group]
    if len(most) > len(others) + 1:          # the surplus can only sit together
        out = [one for pair in zip(most, others, strict=False) for one in pair]
        return out + most[len(others):]
    ordered = most + others                  # every second seat first: no two alike meet
    out = list(ordered)
    out[::2], out[1::2] = ordered[:len(out[::2])], ordered[len(out[::2]):]
    return out


def _invigilators(watchers: Sequence[Invigilator], rooms: Sequence[ExamRoom], drawn: Sequence[Seat],
                  lot: random.Random) -> tuple[dict[str, tuple[str, ...]], dict[str, int]]:
    sits = {seat.candidate: seat.room for seat in drawn}
    drawn_watchers = list(watchers)
    lot.shuffle(drawn_watchers)
    watch, short = watched(
        [(w.id, w.campuses, frozenset(sits[c] for c in w.avoid if c in sits)) for w in drawn_watchers], rooms)
    return watch, short


def _loads(people: Sequence[ExamCandidate], rooms: Sequence[ExamRoom], drawn: Sequence[Seat]) -> tuple[CampusLoad, ...]:
    wished = Counter(c.campuses[0] for c in people if c.campuses)
    where = {room.id: room.campus for room in rooms}
    held = Counter(where[seat.room] for seat in drawn)
    there: Counter[str] = Counter()
    for room in rooms:
        there[room.campus] += room.seats
    return tuple(CampusLoad(campus, wished[campus], there[campus], held[campus])
                 for campus in dict.fromkeys([*there, *wished]))


def troubles(found: SeatPlan) -> list[tuple[str, dict[str, object]]]:
    """What keeps a plan from being used, as (msgid, parameters)."""
    out: list[tuple[str, dict[str, object]]] = []
    if found.unseated:
        out.append((N_("还有 %(n)d 名考生没有座位。"), {"n": len(found.unseated)}))
        out += [(N_("%(campus)s：%(wished)d 人想在这里考，只有 %(seats)d 个座位，差 %(n)d 个。"),
                 {"campus": c.campus, "wished": c.wished, "seats": c.seats, "n": c.wished - c.seats})
                for c in found.campuses if c.wished > c.seats]
    if found.short and not any(found.invigilators.values()):
        out.append((N_("没有监考员。%(rooms)d 间考场一共要 %(n)d 人。"),
                    {"rooms": len(found.rooms), "n": sum(found.short.values())}))
    else:
        out += [(N_("考场 %(room)s 还差 %(n)d 名监考员。"), {"room": room, "n": n}) for room, n in found.short.items()]
    return out
