"""Outside systems for the demonstration: folders that stand in for mail, payroll and HIS, and what arrived in them."""

from __future__ import annotations

import csv
import email
import email.policy
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..records import Port


@dataclass(frozen=True, slots=True)
class StandIn:
    """A connection's adapter name and settings."""

    adapter: str
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that a stand-in received. ``who`` is a recipient or a new colleague."""

    port: Port
    at: datetime
    who: str
    title: str
    path: Path


FOLDERS = {Port.MESSAGING: "mail", Port.PAYROLL: "payroll", Port.HIS: "his"}


def stand_ins(root: Path) -> dict[Port, StandIn]:
    """What to connect each port to; files come to lie in folders under ``root``. The OA port needs none: the host is
    itself."""
    return {port: StandIn("folder", {"folder": str(root / name)}) for port, name in FOLDERS.items()}


def arrivals(root: Path) -> list[Arrival]:
    """All that arrived, newest first."""
    found = [
        Arrival(port, _time(path), *read(path), path)
        for port, (suffix, read) in _READERS.items()
        for path in (root / FOLDERS[port]).glob(f"*{suffix}")
    ]
    return sorted(found, key=lambda arrival: (arrival.at, arrival.path.name), reverse=True)


def mail_text(path: Path) -> str:
    """The plain text of an arrived mail."""
    body = email.message_from_bytes(path.read_bytes(), policy=email.policy.default).get_body(("plain",))
    return str(body.get_content()) if body else ""


def _mail(path: Path) -> tuple[str, str]:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    return str(message["To"]), str(message["Subject"])


def _payroll(path: Path) -> tuple[str, str]:
    row = next(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    return row["name"], f"{row['staff_no']} {row['dept_name']} {row['position']}"


def _his(path: Path) -> tuple[str, str]:
    record = json.loads(path.read_bytes())
    return record["name"], f"{record['staff_no']} {record['department']} {record['position']}"


_READERS: dict[Port, tuple[str, Callable[[Path], tuple[str, str]]]] = {
    Port.MESSAGING: (".eml", _mail),
    Port.PAYROLL: (".csv", _payroll),
    Port.HIS: (".json", _his),
}


def _time(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
