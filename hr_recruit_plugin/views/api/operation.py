"""An endpoint and all that is known of it in one place: rule, permission, schemas; the OpenAPI document reads the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Response, current_app, request
from marshmallow import Schema, ValidationError

from ...errors import Forbidden, NotFound
from ...i18n import N_
from ...schemas.api_common import LARGEST_ID
from ...security.permissions import Permission
from ...services import idempotency
from ..guard import actor
from . import bodies, problems
from .sign_in import caller

KEY = "Idempotency-Key"
View = Callable[..., Any]


@dataclass(frozen=True)
class Operation:
    """One method of one path.

    ``permissions`` are alternatives. ``body`` and ``query`` are loaded and given to the view under these names;
    what it returns is dumped by ``answer``. ``files``: whether a file comes along (none, one, archive).
    """

    method: str
    path: str
    permissions: tuple[Permission, ...]
    tag: str
    summary: str
    view: View
    query: type[Schema] | None = None
    body: type[Schema] | None = None
    answer: type[Schema] | None = None
    status: int = 200
    files: str = "none"
    binary: bool = False
    """It answers with a file."""

    @property
    def name(self) -> str:
        return str(self.view.__name__)

    @property
    def description(self) -> str:
        return str(self.view.__doc__ or "")


@dataclass(frozen=True)
class Reply:
    """An answer that is not simply what was asked for."""

    value: Any
    status: int | None = None
    location: tuple[str, dict[str, Any]] | None = None
    """(operation name, path values) of where the new thing is."""
    problem: dict[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


OPERATIONS: dict[str, Operation] = {}


def operation(
    method: str, path: str, *permissions: Permission, tag: str, summary: str, **options: Any
) -> Callable[[View], View]:
    """Declare an endpoint. Its operationId is the function's name."""

    def declare(view: View) -> View:
        made = Operation(method, path, permissions, tag, summary, view, **options)
        if made.name in OPERATIONS:
            raise ValueError(f"two operations are called {made.name}")
        OPERATIONS[made.name] = made
        return view

    return declare


def endpoint(made: Operation) -> View:
    """The Flask view of an operation."""

    def serve(**path: Any) -> Response:
        _require(made)
        _check_path(path)
        arguments, text = _arguments(made)
        key = request.headers.get(KEY) if made.method == "POST" else None
        if key is None:
            return _respond(made, made.view(**path, **arguments))
        with idempotency.attempt(caller(actor()), key, f"{made.method} {request.full_path}\n{text}") as held:
            if held.earlier is not None:
                return _sent(held.earlier, {"Idempotency-Replayed": "true"})
            held.answer = _answer(made, made.view(**path, **arguments))
        return _sent(held.answer)

    serve.__name__ = made.name
    serve.__doc__ = made.view.__doc__
    serve.hr_recruit_permission = " or ".join(made.permissions)  # type: ignore[attr-defined]
    return serve


def _require(made: Operation) -> None:
    who = actor()
    if not any(who.can(p) for p in made.permissions):
        needed = " / ".join(made.permissions)
        raise Forbidden(N_("需要权限 %(needed)s，「%(name)s」没有。"), needed=needed, name=who.name)


def _check_path(path: Mapping[str, Any]) -> None:
    """A larger number or a longer text than the database holds names nothing."""
    for value in path.values():
        if value > LARGEST_ID if isinstance(value, int) else len(value) > 200 or "\0" in value:
            raise NotFound(N_("没有找到"))


def _arguments(made: Operation) -> tuple[dict[str, Any], str]:
    """(query and body as the view takes them, what makes the body what it is)."""
    found: dict[str, Any] = {}
    text = ""
    if made.query is not None:
        given = request.args.to_dict()
        bodies.check_text(given, "bad-request")
        found["query"] = made.query().load(given)
    if made.body is not None:
        schema = made.body()
        found["body"], text = bodies.read(schema, made.files)
        if "version" in schema.fields:
            text += _take_version(found["body"])
    return found, text


def _take_version(body: dict[str, Any]) -> str:
    """The version that the caller saw, from the body or from If-Match."""
    seen = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    body.setdefault("version", None)
    if seen in ("", "*"):
        return ""
    if not seen.isdecimal() or len(seen) > 9 or body["version"] not in (None, int(seen)):
        raise ValidationError({"version": [N_("If-Match 与 version 要是同一个数字。")]})
    body["version"] = int(seen)
    return f"\nIf-Match: {seen}"


# --- answers -----------------------------------------------------------------------------------------------------


def _respond(made: Operation, value: Any) -> Response:
    return value if isinstance(value, Response) else _sent(_answer(made, value))


def _answer(made: Operation, value: Any) -> idempotency.Answer:
    reply = value if isinstance(value, Reply) else Reply(value)
    if reply.problem is not None:
        return idempotency.Answer(int(reply.problem["status"]), reply.problem)
    body = made.answer().dump(reply.value) if made.answer is not None else None
    headers = dict(reply.headers)
    if isinstance(body, dict) and body.get("version") is not None:
        headers["ETag"] = f'"{body["version"]}"'
    if reply.location is not None:
        name, values = reply.location
        headers["Location"] = current_app.url_for(f"hr_recruit_api.{name}", **values)
    return idempotency.Answer(reply.status or made.status, body, headers)


def _sent(answer: idempotency.Answer, more: Mapping[str, str] | None = None) -> Response:
    headers = {**answer.headers, **(more or {})}
    if answer.status >= 400:
        return problems.answer(answer.body, headers)
    text = None if answer.body is None else json.dumps(answer.body, ensure_ascii=False)
    made = Response(text, answer.status, content_type=bodies.JSON if text is not None else None)
    made.headers.extend(headers)
    return made
