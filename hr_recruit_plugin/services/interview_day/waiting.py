"""What the screen in the waiting room says: who is being called, and who is next. Numbers and rooms, no more."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ...errors import NotFound
from ...i18n import N_
from ...security.permissions import Permission
from ..unit import Unit
from . import book
from .book import Line

NEXT = 2
DOUBLE = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "端木", "南宫")
"""Surnames of two characters that are met with."""


@dataclass(frozen=True)
class Serving:
    """A room: the number inside, since when, and the next ones that are here."""

    place: str
    now: str
    since: datetime | None
    following: Sequence[str]


@dataclass(frozen=True)
class Screen:
    campus: str
    rooms: Sequence[Serving]
    at: datetime
    waiting: int


def key(unit: Unit, campus: str) -> str:
    """The secret part of the address of a campus's screen."""
    unit.actor.require(Permission.INTERVIEWS_RECEIVE)
    return _key(unit, campus)


def _key(unit: Unit, campus: str) -> str:
    return unit.state.keyring.sign(campus, "waiting-room")


def screen(unit: Unit, campus: str, given: str) -> Screen:
    """Today's rooms of a campus. Raises NotFound for an address that was not made here."""
    if not hmac.compare_digest(given.encode(), _key(unit, campus).encode()):
        raise NotFound(N_("这个屏幕的地址不对。在「面试日」里重新打开候考屏。"))
    lines = [one for one in book.lines_of_day(unit, book.today(unit)) if one.campus == campus]
    rooms: dict[str, list[Line]] = {}
    for one in sorted(lines, key=lambda o: (o.place, o.due, o.interview.id)):
        rooms.setdefault(one.place, []).append(one)
    waiting = sum(one.state == "here" for one in lines)
    return Screen(campus, [_serving(place, found) for place, found in rooms.items()], unit.now, waiting)


def _serving(place: str, lines: Sequence[Line]) -> Serving:
    inside = next((one for one in lines if one.state == "inside"), None)
    following = [label(one) for one in lines if one.state == "here"][:NEXT]
    since = inside.turn.called_at if inside and inside.turn else None
    return Serving(place, label(inside) if inside else "", since, following)


def label(one: Line) -> str:
    """The number; with the surname where the job says so."""
    number = str(one.number or "–")
    return f"{number} {surname(one.name)}" if one.rules.shown == "surname" else number


def surname(name: str) -> str:
    if name[:2] in DOUBLE:
        return name[:2]
    return name[:1] if name[:1] >= "\u2e80" else name.split(" ", maxsplit=1)[0]
