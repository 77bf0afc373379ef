"""A Tryton server of three models in memory, over HTTP, that goes wrong when told to."""

from __future__ import annotations

import itertools
import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from hr_recruit_plugin.adapters.his.gnuhealth import PARTY, PROFESSIONAL, GnuHealth
from tests.adapters.listening import ListeningRemote
from tests.contracts.adapter_contract import Fault

_STATUS = {Fault.BUSY: 503, Fault.BROKEN: 500}


class _Request(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        remote: ScriptedTryton = self.server.remote  # type: ignore[attr-defined]
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        fault = remote.fault
        if fault is Fault.SILENT:
            return remote.stay_silent()
        if fault is Fault.GARBAGE:
            return self.reply(200, b"<html>hello</html>")
        if fault in _STATUS:
            return self.reply(_STATUS[fault], b"")
        if request["method"] == "common.db.login":
            return self.sign_in(remote)
        if not self.headers["Authorization"]:
            return self.reply(401, b"")
        answer = remote.call(request["method"], request["params"])
        if fault is Fault.LOST_ANSWER and request["method"] == f"model.{PROFESSIONAL}.create":
            return None
        return self.reply(200, json.dumps({"id": request["id"], **answer}).encode())

    def sign_in(self, remote: ScriptedTryton) -> None:
        remote.logins += 1
        if remote.fault is Fault.AUTHENTICATION:
            return self.reply(401, b"")
        return self.reply(200, json.dumps({"id": 0, "result": [1, "key"]}).encode())

    def reply(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the test watches the log for what the adapter writes."""


class ScriptedTryton(ListeningRemote):
    adapter_class = GnuHealth
    handler = _Request
    secrets = ("his-secret-62",)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.records: dict[str, list[dict[str, Any]]] = {PARTY: [], PROFESSIONAL: []}
        self._ids = itertools.count(1)

    def settings(self) -> dict[str, Any]:
        address = f"http://127.0.0.1:{self.port}"
        return {"url": address, "database": "his", "user": "hr", "password": self.secrets[0], "timeout": 1}

    def received(self) -> list[str]:
        people = {row["id"]: f"{row['lastname'] or ''}{row['name']}" for row in self.records[PARTY]}
        return [f"{row['code']} {people[row['party']]}" for row in self.records[PROFESSIONAL]]

    def call(self, method: str, params: list[Any]) -> dict[str, Any]:
        _, _, rest = method.partition(".")
        model, _, verb = rest.rpartition(".")
        match verb:
            case "search_read":
                return {"result": [row for row in self.records[model] if self._matches(row, params[0])]}
            case "create" if self.fault is Fault.NOT_ALLOWED:
                return {"error": ["UserError", [self.words, "", None]]}
            case "create":
                row = {**params[0][0], "id": next(self._ids), "_timestamp": "1.0", "active": True}
                self.records[model].append(row)
                return {"result": [row["id"]]}
            case "get_access":
                return {"result": {name: {"read": 1, "write": 1, "create": 1} for name in params[0]}}
        return {"result": None}

    def _matches(self, row: dict[str, Any], domain: list[Any]) -> bool:
        if domain and domain[0] == "OR":
            return any(self._value(row, field) == value for field, _, value in domain[1:])
        return all(self._value(row, field) == value for field, _, value in domain)

    def _value(self, row: dict[str, Any], field: str) -> Any:
        if field.startswith("party."):
            return next(party for party in self.records[PARTY] if party["id"] == row["party"]).get(field[6:])
        return row.get(field)
