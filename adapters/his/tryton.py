"""JSON-RPC as Tryton 7.0 speaks it, and what its answers mean for a delivery.

Quirks: a request has exactly ``id``, ``method`` and ``params``; the context is the last parameter; every error of a
method comes with HTTP 200. Sources: trytond 7.0 ``protocols/``, observed on 7.0.59.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import NewConnectionError

from hr_recruit_plugin.adapters.base import (
    N_,
    AdapterError,
    Reauthenticate,
    Refused,
    RetryLater,
    Unknown,
)
from hr_recruit_plugin.adapters.tls import tls_context

LOGIN_PAUSE = 600.0
"""Seconds. Tryton counts failed logins of the last 300 s and turns away right passwords too; asking adds to it."""

Row = dict[str, Any]


class UserError(Refused):
    """A rule of the model was broken (a value missing, a unique field taken): nothing was written."""


class Tryton:
    """One signed-in user of one database. Signs in when first needed, and once more when the session is gone."""

    def __init__(
        self, url: str, database: str, user: str, password: str, *, timeout: float, ca_certificate: str = ""
    ):
        self._url = f"{url.rstrip('/')}/{database}/"
        self._user, self._password = user, password
        self._timeout = timeout
        self._authorization: str | None = None
        self._http = requests.Session()
        # A .netrc entry would replace our Authorization header.
        self._http.trust_env = False
        self._http.mount("https://", _Https(ca_certificate))

    def search(self, model: str, domain: Sequence[Any], fields: Sequence[str], *, limit: int = 10) -> list[Row]:
        """Rows, those set inactive too. A user without the right to read gets none, without an error."""
        context = {"active_test": False}
        rows = self._call(f"model.{model}.search_read", [domain, 0, limit, None, list(fields), context])
        if not isinstance(rows, list):
            raise _unreadable(changes=False)
        return rows

    def create(self, model: str, values: Row) -> int:
        """Id of the new record; Unknown if the answer was lost."""
        ids = self._call(f"model.{model}.create", [[values], {}], changes=True)
        if not (isinstance(ids, list) and ids and isinstance(ids[0], int)):
            raise _unreadable(changes=True)
        return ids[0]

    def write(self, model: str, row: Mapping[str, Any], values: Row) -> None:
        """Write to ``row`` as it was read with ``_timestamp``; RetryLater if someone else has written since."""
        context = {"_timestamp": {f"{model},{row['id']}": row["_timestamp"]}}
        self._call(f"model.{model}.write", [[row["id"]], values, context], changes=True)

    def access(self, models: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """The user's rights (read, write, create, delete) by model."""
        rights = self._call("model.ir.model.access.get_access", [list(models), {}])
        if not isinstance(rights, dict):
            raise _unreadable(changes=False)
        return rights

    def close(self) -> None:
        self._http.close()

    def sign_out(self) -> None:
        if self._authorization is not None:
            self._call("common.db.logout", [])
            self._authorization = None

    def _call(self, method: str, params: list[Any], *, changes: bool = False) -> Any:
        if self._authorization is None:
            self._authorization = self._sign_in()
        answer = self._post(method, params, changes=changes)
        if answer.status_code == 401:
            self._authorization = self._sign_in()
            answer = self._post(method, params, changes=changes)
        if answer.status_code == 401:
            raise Reauthenticate(N_("HIS 的登录会话刚建立又失效"))
        return _result(answer, changes=changes)

    def _sign_in(self) -> str:
        self._authorization = None
        answer = self._post("common.db.login", [self._user, {"password": self._password}, "zh_CN"], changes=False)
        if answer.status_code == 401:
            raise Refused(N_("HIS 不接受用户名或密码"), answer.reason)
        result = _result(answer, changes=False)
        if not (isinstance(result, list) and len(result) >= 2):
            raise _unreadable(changes=False)
        return "Session " + base64.b64encode(f"{self._user}:{result[0]}:{result[1]}".encode()).decode()

    def _post(self, method: str, params: list[Any], *, changes: bool) -> requests.Response:
        headers = {"Authorization": self._authorization} if self._authorization else {}
        body = {"id": 0, "method": method, "params": params}
        try:
            return self._http.post(
                self._url, json=body, headers=headers, timeout=self._timeout, allow_redirects=False
            )
        except requests.exceptions.SSLError as error:
            raise Refused(N_("HIS 的证书验证不通过，请核对地址或补上 CA 证书"), _cause(error)) from error
        except requests.RequestException as error:
            raise _broken(error, changes=changes) from error


class _Https(HTTPAdapter):
    def __init__(self, ca_certificate: str) -> None:
        self._ca_certificate = ca_certificate
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        context = tls_context(self._ca_certificate)
        super().init_poolmanager(*args, ssl_context=context, **kwargs)


def wire_date(day: date) -> Row:
    return {"__class__": "date", "year": day.year, "month": day.month, "day": day.day}


def _result(answer: requests.Response, *, changes: bool) -> Any:
    if answer.status_code != 200:
        raise _by_status(answer, changes=changes)
    try:
        document = answer.json()
    except ValueError as error:
        raise _unreadable(changes=changes) from error
    if not isinstance(document, dict) or not ({"result", "error"} & document.keys()):
        raise _unreadable(changes=changes)
    if document.get("error"):
        raise _by_error(document["error"])
    return document.get("result")


def _by_status(answer: requests.Response, *, changes: bool) -> AdapterError:
    words = f"{answer.status_code} {answer.reason}"
    status = answer.status_code
    if status == 429:
        return RetryLater(LOGIN_PAUSE, N_("HIS 暂时不许登录（此前多次登录失败），稍后自动重试"), words)
    if status == 503 or (status >= 500 and not changes):
        return RetryLater(None, N_("HIS 暂时不能服务，稍后自动重试"), words)
    if status >= 500:
        return Unknown(N_("HIS 中断了这次登记，不确定是否写入"), words)
    if status == 404:
        return Refused(N_("HIS 的地址或数据库名不对"), words)
    return Refused(N_("HIS 拒绝了请求"), words)


def _by_error(error: Any) -> AdapterError:
    """``[name, detail]``: UserError [text, …], UserWarning [key, text, …], ConcurrencyException text, or a fault."""
    kind, detail = (error[0], error[1]) if isinstance(error, list) and len(error) > 1 else (str(error), "")
    match kind, detail:
        case "UserError", [text, *_]:
            return UserError(N_("HIS 不接受这条记录"), str(text))
        case "UserWarning", [_, text, *_]:
            return Refused(N_("HIS 要求人工确认"), str(text))
        case "ConcurrencyException", _:
            return RetryLater(5, N_("HIS 里的同一记录刚被别人修改，稍后自动重试"), str(detail))
    # The second part is a traceback of the server; its transaction was rolled back.
    return RetryLater(None, N_("HIS 内部出错，稍后自动重试"), str(kind)[:300])


def _broken(error: requests.RequestException, *, changes: bool) -> AdapterError:
    """Whether the request can have reached the server decides between trying again and asking first."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    never_left = isinstance(error, requests.ConnectTimeout) or isinstance(reason, NewConnectionError)
    if changes and not never_left:
        return Unknown(N_("HIS 没有答复，不确定是否写入"), _cause(error))
    return RetryLater(None, N_("HIS 连接不上，稍后自动重试"), _cause(error))


def _unreadable(*, changes: bool) -> AdapterError:
    if changes:
        return Unknown(N_("HIS 的答复看不懂，不确定是否写入"))
    return RetryLater(None, N_("HIS 的答复看不懂，请核对地址；稍后自动重试"))


def _cause(error: BaseException) -> str:
    """The kind of fault only: the library's text repeats addresses and object ids."""
    inner = getattr(error.args[0], "reason", None) if error.args else None
    return type(inner or error).__name__
