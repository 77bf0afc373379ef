"""The OpenAPI 3.1 document, drawn from the operations and their marshmallow schemas."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Response, jsonify, url_for
from marshmallow import Schema

from ... import __version__
from ...schemas.api_common import ProblemSchema
from .bodies import JSON, MULTIPART
from .operation import OPERATIONS, Operation
from .problems import MEDIA_TYPE, PROBLEMS

CONVERTERS = {"int": {"type": "integer", "minimum": 1}, "string": {"type": "string"}}
PLACE = re.compile(r"<(?:(\w+):)?(\w+)>")
ABOUT = """Everything the screens of the recruitment module do, for machines.

Send a machine token (`Authorization: Bearer hrr_…`, issued under 设置 › 令牌), or call from a page of a signed-in
user with the page's `X-CSRFToken` on unsafe methods. Sentences come in the language of `Accept-Language` (zh, en).
Errors are `application/problem+json`; rely on `code`, show `detail`.
"""
TAGS = {
    "jobs": "Jobs, their stages and the templates of stages",
    "applications": "Resumes come in; dossiers are read, corrected, moved and closed",
    "imports": "Many resumes at once",
    "schedules": "Interviews of a stage, planned by the solver",
    "bookings": "Candidates who choose their own time, and wishes to change one",
    "interviews": "Interviews and scorecards",
    "offers": "Offers and their signed letters",
    "deliveries": "What was sent to other systems",
    "reports": "Figures of a period",
    "hooks": "Behaviours that run when something happens",
    "resources": "Interviewers, rooms and absences",
}


def serve() -> Response:
    """The document of this installation; it needs no secret and holds none."""
    root = url_for("hr_recruit_api.openapi").removesuffix("/openapi.json")
    return jsonify({**document(), "servers": [{"url": root}]})


serve.hr_recruit_public = True  # type: ignore[attr-defined]


@cache
def document() -> dict[str, Any]:
    """OpenAPI 3.1 as plain JSON values; the same for every installation but for ``servers``."""
    spec = APISpec(
        title="hr-recruit", version=__version__, openapi_version="3.1.0",
        info={"description": ABOUT, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        tags=[{"name": name, "description": text} for name, text in TAGS.items()],
        servers=[{"url": "/recruit/api/v1"}],
        plugins=[MarshmallowPlugin(schema_name_resolver=_name)],
        security=[{"token": []}, {"session": []}],
    )  # fmt: skip
    _components(spec)
    paths: dict[str, dict[str, Any]] = {}
    for one in OPERATIONS.values():
        paths.setdefault(PLACE.sub(r"{\2}", one.path), {})[one.method.lower()] = _operation(one)
    for path, methods in paths.items():
        spec.path(path=path, operations=methods)
    spec.path(path="/openapi.json", operations={"get": _own()})
    made: dict[str, Any] = spec.to_dict()
    made["x-problems"] = {
        code: {"status": status, "title": title} for code, (status, title) in sorted(PROBLEMS.items())
    }
    plain: dict[str, Any] = json.loads(json.dumps(made, default=float))
    return plain


def _name(schema: Any) -> str:
    kind = schema if isinstance(schema, type) else type(schema)
    name: str = kind.__name__.removesuffix("Schema")
    return name if kind.__module__.rpartition(".")[2].startswith("api_") else f"Form{name}"


def _components(spec: APISpec) -> None:
    spec.components.schema("Problem", schema=ProblemSchema)
    spec.components.security_scheme("token", {"type": "http", "scheme": "bearer", "description": "A machine token."})
    spec.components.security_scheme(
        "session",
        {
            "type": "apiKey", "in": "header", "name": "X-CSRFToken",
            "description": "The host's own session cookie, with the page's token on unsafe methods.",
        },
    )  # fmt: skip
    for name, text in (
        ("Unauthorized", "Nobody is signed in, or the token is wrong"),
        ("Forbidden", "The permission is missing"),
        ("Problem", "What is wrong with the request, by `code`"),
    ):
        content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        made: dict[str, Any] = {"description": text, "content": content}
        if name == "Unauthorized":
            made["headers"] = {"WWW-Authenticate": {"schema": {"type": "string"}}}
        spec.components.response(name, made)
    for name, place, text in (
        ("Idempotency-Key", {"type": "string", "maxLength": 200},
         "Any text of your own. The same key with the same request gets the same answer for 24 hours, marked "
         "Idempotency-Replayed; with another request 422; while the first still runs 409."),
        ("If-Match", {"type": "string"}, "The ETag that you saw, instead of `version` in the body."),
        ("Accept-Language", {"type": "string", "examples": ["zh-CN", "en"]}, "Language of sentences."),
    ):  # fmt: skip
        spec.components.parameter(name, "header", {"name": name, "description": text, "schema": place})


def _operation(one: Operation) -> dict[str, Any]:
    made: dict[str, Any] = {
        "operationId": one.name, "tags": [one.tag], "summary": one.summary,
        "description": f"{inspect.cleandoc(one.description)}\n\nPermission: {' or '.join(one.permissions)}.".strip(),
        "parameters": _parameters(one),
        "responses": {
            str(one.status): _answer(one),
            "401": {"$ref": "#/components/responses/Unauthorized"},
            "403": {"$ref": "#/components/responses/Forbidden"},
            "default": {"$ref": "#/components/responses/Problem"},
        },
    }  # fmt: skip
    if one.body is not None:
        made["requestBody"] = {"required": _needed(one.body()), "content": _content(one)}
    return made


def _needed(schema: Schema) -> bool:
    return any(f.required for f in schema.fields.values())


def _parameters(one: Operation) -> list[Any]:
    found: list[Any] = [
        {"in": "path", "name": name, "required": True, "schema": CONVERTERS[kind or "string"]}
        for kind, name in PLACE.findall(one.path)
    ]
    if one.query is not None:
        found.append({"in": "query", "schema": one.query})
    if one.method == "POST":
        found.append("Idempotency-Key")
    if one.body is not None and "version" in one.body().fields:
        found.append("If-Match")
    return [*found, "Accept-Language"]



def _content(one: Operation) -> dict[str, Any]:
    content: dict[str, Any] = {JSON: {"schema": one.body}}
    if one.files != "none":
        content[MULTIPART] = {"schema": _form(one.body() if one.body else Schema())}
    return content


def _form(schema: Schema) -> dict[str, Any]:
    """The same fields as a form, with the file in place of its base64."""
    names = [n for n in schema.fields if n not in ("filename", "content_base64")]
    properties: dict[str, Any] = {name: {"type": "string"} for name in names}
    properties["file"] = {"type": "string", "contentMediaType": "application/octet-stream"}
    needed = [n for n in names if schema.fields[n].required]
    return {"type": "object", "properties": properties, "required": [*needed, "file"]}


def _answer(one: Operation) -> dict[str, Any]:
    if one.binary:
        return {"description": "The file", "content": {"application/octet-stream": {"schema": {}}}}
    if one.answer is None:
        return {"description": "Done"}
    return {"description": one.summary, "content": {JSON: {"schema": one.answer}}, **_headers(one)}


def _headers(one: Operation) -> dict[str, Any]:
    names: Iterable[tuple[str, str]] = (
        *([("Location", "Where it is")] if one.status == 201 else []),
        *([("Idempotency-Replayed", "`true` when this is the answer to an earlier request")] if one.method == "POST" else []),
        *([("ETag", "The version, for If-Match")] if one.answer and "version" in one.answer().fields else []),
    )
    found = {name: {"description": text, "schema": {"type": "string"}} for name, text in names}
    return {"headers": found} if found else {}


def _own() -> dict[str, Any]:
    return {
        "operationId": "openapi", "summary": "This document", "security": [{}], "tags": [],
        "responses": {"200": {"description": "OpenAPI 3.1", "content": {JSON: {"schema": {"type": "object"}}}}},
    }  # fmt: skip
