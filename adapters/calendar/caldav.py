"""CalDAV (RFC 4791): free/busy, and interviews as entries of their own in the calendars of interviewers and rooms.

Quirks: some servers know no free-busy-query (RFC 4791 7.10) or allow it to the owner alone; then events are read and counted here.
An entry is one object named after its UID, so that writing it twice is writing it once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from marshmallow import ValidationError, fields, validate

from hr_recruit_plugin.adapters.base import N_, AdapterError, CheckResult, Delivery, RetryLater
from hr_recruit_plugin.adapters.calendar import busy as events
from hr_recruit_plugin.adapters.calendar.dav import NAMES, UNREADABLE, Answer, Dav, refusal, signed_in, xml
from hr_recruit_plugin.adapters.calendar.entry import calendar_object, sequences
from hr_recruit_plugin.adapters.calendar.port import CalendarAdapter, CalendarMissing, CalendarSettings
from hr_recruit_plugin.adapters.tls import ca_certificate_field
from hr_recruit_plugin.records import CalendarEntry, CalendarOwner

FREE_BUSY, EVENTS = "free_busy", "events"
READING = [
    (FREE_BUSY, N_("问服务器忙闲，看不到日程内容；服务器不支持时才读日程")),
    (EVENTS, N_("读日程自己算，全天日程按下面的时区；内容不保存")),
]
PLACE = re.compile(r"\{(\w+)\}")
PERSON_PLACES, ROOM_PLACES = {"user_id", "email", "login"}, {"room_id", "room"}
ADDRESS = N_("地址以 https:// 或 http:// 开头")
NO_PLACE = N_("地址里要有 {user_id}、{login} 或 {email}，每人才有自己的日历；都不是就逐人填")
NO_ROOM_PLACE = N_("地址里要有 {room_id} 或 {room}")
LINE = N_("每行先写工号（会议室写 room:编号），空格，再写日历地址")


def _address(told: str, places: set[str], lacking: str) -> None:
    if not told:
        return
    if not told.startswith(("https://", "http://")) or not urlsplit(told).hostname:
        raise ValidationError(ADDRESS)
    found = set(PLACE.findall(told))
    if not found or found - places:
        raise ValidationError(lacking)


def _line(told: str) -> None:
    owner, _, address = told.strip().partition(" ")
    if not owner or not address.strip().startswith(("https://", "http://")):
        raise ValidationError(LINE)


def _zone(told: str) -> None:
    try:
        ZoneInfo(told)
    except (KeyError, ValueError, OSError) as error:
        raise ValidationError(N_("写时区名，如 Asia/Shanghai")) from error


class CalDavSettings(CalendarSettings):
    url = fields.Str(
        load_default="",
        validate=lambda told: _address(told, PERSON_PLACES, NO_PLACE),
        metadata={
            "title": N_("面试官日历的地址"),
            "help": N_("如 https://cal.example/{login}/work/；{user_id} 是工号，{login} 是邮箱 @ 之前的部分"),
        },
    )
    room_url = fields.Str(
        load_default="",
        validate=lambda told: _address(told, ROOM_PLACES, NO_ROOM_PLACE),
        metadata={"title": N_("会议室日历的地址"), "help": N_("如 https://cal.example/rooms/{room_id}/；没有就留空")},
    )
    addresses = fields.List(
        fields.Str(validate=_line),
        load_default=list,
        metadata={"title": N_("和上面不同的日历"), "help": LINE},
    )
    username = fields.Str(load_default="", metadata={"title": N_("用户名"), "help": N_("能读写这些日历的服务账号")})
    password = fields.Str(load_default="", metadata={"title": N_("密码"), "secret": True})
    reading = fields.Str(
        load_default=FREE_BUSY,
        validate=validate.OneOf([value for value, _ in READING]),
        metadata={"title": N_("怎么读忙闲"), "choices": READING},
    )
    timezone = fields.Str(load_default="Asia/Shanghai", validate=_zone, metadata={"title": N_("全天日程按哪个时区")})
    ca_certificate = ca_certificate_field()
    timeout = fields.Int(load_default=20, validate=validate.Range(1, 300), metadata={"title": N_("超时（秒）")})

    class Meta(CalendarSettings.Meta):
        fields = (
            "url", "room_url", "addresses", "username", "password", "reading", "timezone", "fresh_hours", "missing",
            "ca_certificate", "timeout",
        )  # fmt: skip


class CalDav(CalendarAdapter):
    """One service account that may read and write the calendars of interviewers and rooms."""

    name = "caldav"
    title = N_("日历（CalDAV）")
    description = N_("读面试官和会议室的忙闲，排期时避开；发布、改期、取消的面试写进他们的日历。")
    settings_schema = CalDavSettings

    def __init__(self, settings: Mapping[str, Any]) -> None:
        super().__init__(settings)
        self._free_busy = self.settings["reading"] == FREE_BUSY

    def knows(self, owner: CalendarOwner) -> bool:
        return bool(self._collection(owner))

    # --- reading ---

    def busy(self, owner: CalendarOwner, start: datetime, end: datetime) -> Sequence[tuple[datetime, datetime]]:
        url = self._known(owner)
        with signed_in(self.settings) as server:
            if self._free_busy and (found := _free_busy(server, url, start, end)) is not None:
                return _merged(found)
            # A server that does not know the report won't know it for the next calendar either.
            self._free_busy = False
            return _merged(self._by_events(server, url, start, end))

    def _by_events(self, server: Dav, url: str, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        answer = server.call("REPORT", url, _query(start, end), {"Depth": "1", **XML})
        if answer.status != 207:
            raise refusal(answer) if answer.status >= 300 else RetryLater(None, UNREADABLE, answer.words)
        texts = xml(answer.body).xpath("//C:calendar-data/text()", namespaces=NAMES)
        return events.from_events([str(t) for t in texts], start, end, ZoneInfo(self.settings["timezone"]))

    # --- writing ---

    def keep(self, entry: CalendarEntry, *, key: str) -> Delivery:
        url = self._object(entry)
        with signed_in(self.settings) as server:
            there = _there(server, url)
            if entry.cancelled:
                _take_out(server, url, entry, there)
            elif there is None or there[1] < entry.sequence:
                _put(server, url, entry, there)
        return Delivery.done(urlsplit(url).path)

    def kept(self, entry: CalendarEntry, *, key: str) -> Delivery | None:
        url = self._object(entry)
        with signed_in(self.settings) as server:
            there = _there(server, url)
        count = -1 if there is None else there[1]
        gone = there is None or count > entry.sequence
        done = gone if entry.cancelled else count >= entry.sequence
        return Delivery.done(urlsplit(url).path) if done else None

    def check(self) -> CheckResult:
        """Sign in at the part of the address that is the same for everybody, and see that it is a calendar server."""
        addresses = [self.settings["url"], self.settings["room_url"], *map(_address_of, self.settings["addresses"])]
        told = next(filter(None, addresses), None)
        if told is None:
            return CheckResult(False, N_("还没填日历的地址"))
        root = told.partition("{")[0].rpartition("/")[0] + "/"
        try:
            with signed_in(self.settings) as server:
                answer = server.call("PROPFIND", root, PRINCIPAL, {"Depth": "0", **XML})
                if answer.status not in (207, 403, 405):
                    raise refusal(answer) if answer.status >= 300 else RetryLater(None, UNREADABLE)
                offered = server.call("OPTIONS", root).headers.get("DAV", "") + "," + answer.headers.get("DAV", "")
        except AdapterError as error:
            return CheckResult(False, error.reason, error.remote_words, error.params)
        if "calendar-access" not in offered:
            return CheckResult(False, N_("这个地址能连上，但不是 CalDAV 日历服务器"))
        return CheckResult(True, N_("已连接并登录日历服务器"))

    # --- addresses ---

    def _collection(self, owner: CalendarOwner) -> str:
        mark = owner.id if owner.kind == "interviewer" else f"{owner.kind}:{owner.id}"
        for line in self.settings["addresses"]:
            if line.strip().partition(" ")[0] == mark:
                return _with_slash(_address_of(line))
        template = self.settings["url" if owner.kind == "interviewer" else "room_url"]
        values = _values(owner)
        if not template or not all(values.get(name) for name in PLACE.findall(template)):
            return ""
        return _with_slash(PLACE.sub(lambda found: quote(values[found[1]] or "", safe="@"), template))

    def _known(self, owner: CalendarOwner) -> str:
        url = self._collection(owner)
        if not url:
            raise CalendarMissing(N_("设置里没有这个人或会议室的日历地址"))
        return url

    def _object(self, entry: CalendarEntry) -> str:
        return self._known(entry.owner) + quote(entry.uid, safe="@-") + ".ics"


def _values(owner: CalendarOwner) -> dict[str, str | None]:
    if owner.kind != "interviewer":
        return {"room_id": owner.id, "room": owner.name}
    login = owner.email.partition("@")[0] if owner.email else None
    return {"user_id": owner.id, "email": owner.email, "login": login}


def _address_of(line: str) -> str:
    return line.strip().partition(" ")[2].strip()


def _with_slash(url: str) -> str:
    return url if url.endswith("/") else url + "/"


# --- one request each --------------------------------------------------------------------------------------------


def _free_busy(server: Dav, url: str, start: datetime, end: datetime) -> list[tuple[datetime, datetime]] | None:
    """Busy spans, or None where the server does not answer this question to us."""
    body = f'<C:free-busy-query xmlns:C="{NAMES["C"]}">{_range(start, end)}</C:free-busy-query>'.encode()
    answer = server.call("REPORT", url, body, {"Depth": "1", **XML})
    if answer.status == 200 and b"VFREEBUSY" in answer.body:
        try:
            return events.from_free_busy(answer.body)
        except (ValueError, TypeError, AttributeError) as error:
            raise RetryLater(None, UNREADABLE) from error
    if answer.status in (401, 404, 410, 423, 429) or (answer.status >= 500 and answer.status != 501):
        raise refusal(answer)
    return None


def _there(server: Dav, url: str) -> tuple[str, int, int] | None:
    """(ETag, our count, SEQUENCE) of the stored object, or None."""
    answer = server.call("GET", url, headers={"Accept": "text/calendar"})
    if answer.status in (404, 410):
        return None
    if answer.status != 200:
        raise refusal(answer) if answer.status >= 300 else RetryLater(None, UNREADABLE)
    return (answer.headers.get("ETag", ""), *sequences(answer.body))


def _put(server: Dav, url: str, entry: CalendarEntry, there: tuple[str, int, int] | None) -> None:
    sequence = max(entry.sequence, there[2] + 1) if there else entry.sequence
    body = calendar_object(entry, now=datetime.now(UTC), sequence=sequence)
    headers = {"Content-Type": "text/calendar; charset=utf-8", **_only_if(there)}
    answer = server.call("PUT", url, body, headers, changes=True)
    if answer.status == 409:
        # RFC 4918 9.7.1: the collection that would hold it is not there.
        raise CalendarMissing(N_("日历服务器上没有这本日历"), answer.words)
    _done(answer)


def _take_out(server: Dav, url: str, entry: CalendarEntry, there: tuple[str, int, int] | None) -> None:
    if there is None or there[1] > entry.sequence:
        return
    answer = server.call("DELETE", url, headers=_only_if(there), changes=True)
    if answer.status not in (404, 410):
        _done(answer)


def _only_if(there: tuple[str, int, int] | None) -> dict[str, str]:
    """Nothing that somebody else has written meanwhile is overwritten."""
    if there is None:
        return {"If-None-Match": "*"}
    return {"If-Match": there[0]} if there[0] else {}


def _done(answer: Answer) -> None:
    if answer.status not in (200, 201, 204):
        raise refusal(answer, changes=True)


XML = {"Content-Type": "application/xml; charset=utf-8"}
PRINCIPAL = (
    f'<D:propfind xmlns:D="{NAMES["D"]}"><D:prop><D:current-user-principal/></D:prop></D:propfind>'.encode()
)


def _range(start: datetime, end: datetime) -> str:
    return f'<C:time-range start="{_stamp(start)}" end="{_stamp(end)}"/>'


def _query(start: datetime, end: datetime) -> bytes:
    return (
        f'<C:calendar-query xmlns:D="{NAMES["D"]}" xmlns:C="{NAMES["C"]}"><D:prop><C:calendar-data/></D:prop>'
        f'<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">{_range(start, end)}</C:comp-filter>'
        "</C:comp-filter></C:filter></C:calendar-query>"
    ).encode()


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _merged(spans: Sequence[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    found: list[tuple[datetime, datetime]] = []
    for start, end in sorted((a, b) for a, b in spans if a < b):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
