"""What a request brings: JSON or an uploaded file, under limits, as plain values for a schema."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, NoReturn

from flask import request
from marshmallow import Schema, ValidationError

from ...errors import Invalid
from ...i18n import N_
from ...schemas.api_common import UPLOAD_FIELDS
from ...services.imports import ARCHIVE_TIMES
from ...state import recruitment
from .problems import ApiError

SMALL = 1 << 20
"""Bytes of a request without a file."""
MULTIPART = "multipart/form-data"
JSON = "application/json"


@dataclass(frozen=True)
class Upload:
    """A file that came with a request."""

    filename: str
    data: bytes


def limit(files: str) -> int:
    """Bytes of a request. ``files`` is none, one or archive."""
    if files == "none":
        return SMALL
    size = recruitment().settings.upload_megabytes << 20
    return size * (ARCHIVE_TIMES if files == "archive" else 1) * 4 // 3 + SMALL


def check_size(files: str) -> None:
    """Raises ApiError before anything of a body that is too large is read."""
    if request.content_length is None and request.headers.get("Transfer-Encoding"):
        raise ApiError("length-required", N_("请带上 Content-Length 再传。"))
    most = limit(files)
    if (request.content_length or 0) > most:
        raise ApiError("too-large", N_("这里最多收 %(limit)s MB。"), limit=most >> 20)


def read(schema: Schema, files: str) -> tuple[dict[str, Any], str]:
    """Load the body. → (values, the text that makes this request what it is).

    Raises:
        ApiError: not the media type or not the JSON that the endpoint takes.
        ValidationError: what the schema says.
    """
    if files != "none" and request.mimetype == MULTIPART:
        return _multipart(schema)
    values = _json()
    loaded: dict[str, Any] = schema.load(values)
    if files != "none":
        loaded["file"] = _decoded(loaded.pop("filename"), loaded.pop("content_base64"))
    return loaded, _canonical(values)


def _json() -> dict[str, Any]:
    raw = request.get_data()
    if not raw:
        return {}
    if request.mimetype != JSON and not request.mimetype.endswith("+json"):
        raise ApiError("unsupported-media-type", N_("正文用 Content-Type: application/json。"), {"Accept": JSON})
    try:
        values = json.loads(raw, parse_constant=_no_number)
    except json.JSONDecodeError as problem:
        raise ApiError(
            "malformed-json", N_("第 %(line)s 行第 %(column)s 个字符处不是 JSON。"),
            line=problem.lineno, column=problem.colno,
        ) from problem  # fmt: skip
    except (ValueError, RecursionError) as problem:
        raise ApiError("malformed-json", N_("正文不是能读的 JSON：编码要用 UTF-8，嵌套不要太深。")) from problem
    if not isinstance(values, dict):
        raise ApiError("malformed-json", N_("正文要是一个 JSON 对象。"))
    check_text(values)
    return values


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def check_text(values: Any, code: str = "malformed-json") -> None:
    """No database keeps NUL characters, and half of a surrogate pair is no text."""
    try:
        text = json.dumps(values, ensure_ascii=False)
        text.encode()
    except UnicodeEncodeError as problem:
        raise ApiError(code, N_("文字里有不成字的编码。")) from problem
    if "\\u0000" in text.replace("\\\\", ""):
        raise ApiError(code, N_("文字里有空字符（NUL）。"))


def _canonical(values: Any) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _multipart(schema: Schema) -> tuple[dict[str, Any], str]:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise ValidationError({"file": [N_("请选文件")]})
    form = request.form.to_dict()
    check_text(form)
    upload = Upload(_tidy(file.filename), file.read())
    loaded: dict[str, Any] = type(schema)(exclude=UPLOAD_FIELDS).load(form)
    digest = hashlib.sha256(upload.data).hexdigest()
    return {**loaded, "file": upload}, _canonical({**form, "file": [upload.filename, digest]})


def _decoded(filename: str, content: str) -> Upload:
    try:
        return Upload(_tidy(filename), base64.b64decode(content, validate=True))
    except (binascii.Error, ValueError) as problem:
        raise ValidationError({"content_base64": [N_("不是 base64")]}) from problem


def _tidy(filename: str) -> str:
    """The name alone, without the folders of the sender's machine."""
    name = PurePosixPath(filename.replace("\\", "/").replace("\x00", "")).name
    if not name:
        raise Invalid(N_("文件要有名字。"), {"filename": ["required"]})
    return name[-200:]
