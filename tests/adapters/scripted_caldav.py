"""A calendar server in memory, over HTTP, that goes wrong when told to."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, ClassVar

from icalendar import Calendar

from hr_recruit_plugin.adapters.calendar.caldav import CalDav
from hr_recruit_plugin.records import CalendarEntry, CalendarOwner
from tests.adapters.listening import ListeningRemote
from tests.contracts.adapter_contract import Fault

OWNER = CalendarOwner("interviewer", "1102", "田颖", "tianying@hospital.example")
START = datetime(2026, 12, 1, 1, tzinfo=UTC)
ENTRY = CalendarEntry(
    OWNER, "interview-3-interviewer-1102@hr-recruit", 0, START, START + timedelta(minutes=30), "面试 张晓明 · 技术面",
    "3 号会议室", "https://oa.hospital.example/a/7",
)  # fmt: skip

_STATUS = {Fault.BUSY: 503, Fault.BROKEN: 500, Fault.AUTHENTICATION: 401}


class _Request(BaseHTTPRequestHandler):
    def handle_any(self) -> None:
        remote: ScriptedCalDav = self.server.remote  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        remote.asked.append((self.command, body.decode()))
        if self.headers.get("Authorization"):
            remote.logins += 1
        if remote.fault is Fault.SILENT:
            return remote.stay_silent()
        if remote.fault is Fault.GARBAGE:
            return self.reply(200, b"<html>hello</html>")
        if remote.fault in _STATUS:
            return self.reply(_STATUS[remote.fault], b"")
        if remote.fault is Fault.NOT_ALLOWED and self.command != "PROPFIND":
            return self.reply(403, f"<e>{remote.words}</e>".encode())
        status, answer, headers = remote.answer(self.command, self.path, body, self.headers)
        if remote.fault is Fault.LOST_ANSWER and self.command in ("PUT", "DELETE"):
            return None
        return self.reply(status, answer, headers)

    do_GET = do_PUT = do_DELETE = do_REPORT = do_PROPFIND = do_OPTIONS = handle_any

    def reply(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the test watches the log for what the adapter writes."""


class ScriptedCalDav(ListeningRemote):
    """``free_busy`` is what it answers to a free-busy-query: a status, or the text of a VFREEBUSY."""

    adapter_class = CalDav
    handler = _Request
    secrets: ClassVar[tuple[str, ...]] = ("calendar-secret-17",)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.objects: dict[str, bytes] = {}
        self.free_busy: int | bytes = 501
        self.headers: dict[str, str] = {}
        self.asked: list[tuple[str, str]] = []

    def settings(self) -> dict[str, Any]:
        return {
            "url": f"http://127.0.0.1:{self.port}/{{login}}/work/", "username": "hr", "password": self.secrets[0],
            "timeout": 1,
        }  # fmt: skip

    def received(self) -> list[str]:
        return [str(Calendar.from_ical(text).walk("VEVENT")[0]["SUMMARY"]) for text in self.objects.values()]

    def answer(self, method: str, path: str, body: bytes, headers: Any) -> tuple[int, bytes, dict[str, str]]:
        there = self.objects.get(path)
        tag = {"ETag": f'"{hashlib.sha256(there).hexdigest()[:16]}"'} if there is not None else {}
        match method:
            case "OPTIONS" | "PROPFIND":
                return (200 if method == "OPTIONS" else 207), b"", {"DAV": "1, 3, calendar-access"}
            case "REPORT":
                return self._report(body)
            case "GET":
                return (200, there, tag) if there is not None else (404, b"", {})
        new_only = headers.get("If-None-Match") == "*"
        if (new_only and there is not None) or headers.get("If-Match", tag.get("ETag")) != tag.get("ETag"):
            return 412, b"", {}
        if method == "PUT":
            self.objects[path] = body
            return 201, b"", {}
        return (204, b"", {}) if self.objects.pop(path, None) is not None else (404, b"", {})

    def _report(self, body: bytes) -> tuple[int, bytes, dict[str, str]]:
        if b"free-busy-query" in body:
            if isinstance(self.free_busy, int):
                return self.free_busy, b"", self.headers
            return 200, self.free_busy, {"Content-Type": "text/calendar"}
        found = "".join(
            "<d:response><d:propstat><d:prop><c:calendar-data><![CDATA[" + text.decode() + "]]></c:calendar-data>"
            "</d:prop></d:propstat></d:response>"
            for text in self.objects.values()
        )
        whole = f'<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">{found}</d:multistatus>'
        return 207, whole.encode(), {"Content-Type": "application/xml"}
