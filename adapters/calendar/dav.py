"""WebDAV as CalDAV servers speak it (RFC 4918, RFC 4791), and what their answers mean for a delivery."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import requests
from lxml import etree  # type: ignore[import-untyped]
from requests.adapters import HTTPAdapter
from urllib3.exceptions import NewConnectionError

from hr_recruit_plugin.adapters.base import N_, AdapterError, Refused, RetryLater, Unknown
from hr_recruit_plugin.adapters.calendar.port import CalendarMissing, OneCalendar
from hr_recruit_plugin.adapters.tls import tls_context

LARGEST = 16 << 20
"""Bytes of an answer; a calendar of seventy days is a hundredth of it."""
DAV, CAL = "DAV:", "urn:ietf:params:xml:ns:caldav"
NAMES = {"D": DAV, "C": CAL}
UNREADABLE = N_("日历服务器的答复看不懂，请核对地址；稍后自动重试")


class Answer:
    """Status, headers and the whole body."""

    def __init__(self, answer: requests.Response, body: bytes) -> None:
        self.status, self.headers, self.body = answer.status_code, answer.headers, body
        self.words = f"{answer.status_code} {answer.reason or ''} {_plain(body)}".strip()[:400]


class Dav:
    """One account at one server. Never follows a redirect: that would carry the password elsewhere."""

    def __init__(self, username: str, password: str, *, timeout: float, ca_certificate: str = "") -> None:
        self._timeout = timeout
        self._http = requests.Session()
        # A .netrc entry would replace our Authorization header.
        self._http.trust_env = False
        self._http.mount("https://", _Https(ca_certificate))
        if username:
            pair = base64.b64encode(f"{username}:{password}".encode()).decode()
            self._http.headers["Authorization"] = f"Basic {pair}"

    def close(self) -> None:
        self._http.close()

    def call(
        self, method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None, *,
        changes: bool = False,
    ) -> Answer:  # fmt: skip
        """One request. Raises for what is no answer at all."""
        try:
            with self._http.request(
                method, url, data=body, headers=headers, timeout=self._timeout, allow_redirects=False, stream=True
            ) as answer:
                return Answer(answer, _whole(answer))
        except requests.exceptions.SSLError as error:
            raise Refused(N_("日历服务器的证书验证不通过，请核对地址或补上 CA 证书"), _cause(error)) from error
        except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema) as error:
            raise OneCalendar(N_("日历地址不对，请检查设置")) from error
        except requests.RequestException as error:
            raise _broken(error, changes=changes) from error


class _Https(HTTPAdapter):
    def __init__(self, ca_certificate: str) -> None:
        self._ca_certificate = ca_certificate
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=tls_context(self._ca_certificate), **kwargs)


@contextmanager
def signed_in(settings: Mapping[str, Any]) -> Iterator[Dav]:
    server = Dav(
        settings["username"], settings["password"], timeout=settings["timeout"],
        ca_certificate=settings["ca_certificate"],
    )  # fmt: skip
    try:
        yield server
    finally:
        server.close()


def refusal(answer: Answer, *, changes: bool = False) -> AdapterError:
    """What an answer that is no success means."""
    status, words = answer.status, answer.words
    if status == 401:
        return Refused(N_("日历服务器不接受用户名或密码"), words)
    if status in (404, 410):
        return CalendarMissing(N_("日历服务器上没有这本日历"), words)
    if status == 412:
        return RetryLater(5, N_("这条日程刚被别处改过，稍后自动重试"), words)
    if status in (423, 429, 503):
        return RetryLater(_pause(answer), N_("日历服务器忙，稍后自动重试"), words)
    if status >= 500:
        if changes:
            return Unknown(N_("日历服务器中断了这次写入，不确定是否写入"), words)
        return RetryLater(None, N_("日历服务器内部出错，稍后自动重试"), words)
    if 300 <= status < 400:
        return Refused(N_("日历服务器把地址转到了别处，请填最终的地址"), words)
    return OneCalendar(N_("日历服务器拒绝了请求，检查这个账号能不能读写这本日历"), words)


def xml(body: bytes) -> Any:
    """A parsed answer; it may name no entity and fetch nothing. Raises RetryLater for what is no XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RetryLater(None, UNREADABLE) from error


def _whole(answer: requests.Response) -> bytes:
    parts, size = [], 0
    for part in answer.iter_content(1 << 16):
        size += len(part)
        if size > LARGEST:
            raise OneCalendar(N_("这本日历太大，读不完"))
        parts.append(part)
    return b"".join(parts)


def _pause(answer: Answer) -> float | None:
    told = str(answer.headers.get("Retry-After", "")).strip()
    if told.isdecimal():
        return max(1.0, float(told))
    try:
        return max(1.0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


def _plain(body: bytes) -> str:
    """The words of a refusal: markup and blanks taken out."""
    return " ".join(re.sub(r"<[^>]*>", " ", body[:2000].decode(errors="replace")).split())


def _broken(error: requests.RequestException, *, changes: bool) -> AdapterError:
    """Whether the request can have reached the server decides between trying again and asking first."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    never_left = isinstance(error, requests.ConnectTimeout) or isinstance(reason, NewConnectionError)
    if changes and not never_left:
        return Unknown(N_("日历服务器没有答复，不确定是否写入"), _cause(error))
    return RetryLater(None, N_("日历服务器连接不上，稍后自动重试"), _cause(error))


def _cause(error: BaseException) -> str:
    """The kind of fault only: the library's text repeats addresses."""
    inner = getattr(error.args[0], "reason", None) if error.args else None
    return type(inner or error).__name__
