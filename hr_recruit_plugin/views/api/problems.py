"""What went wrong, as ``application/problem+json`` (RFC 9457) in the caller's language."""

from __future__ import annotations

import json
import logging
import secrets
import traceback
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request, url_for
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException, default_exceptions

from ...errors import RecruitmentError
from ...i18n import N_, gettext
from ...services.form_errors import spoken

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
PROBLEMS: Mapping[str, tuple[int, str]] = {
    "bad-request": (400, N_("请求不对")),
    "malformed-json": (400, N_("正文不是正确的 JSON")),
    "error": (400, N_("没能完成")),
    "unauthorized": (401, N_("要先登录或带上令牌")),
    "forbidden": (403, N_("没有权限")),
    "not-found": (404, N_("没有找到")),
    "method-not-allowed": (405, N_("这个地址不接受这种请求")),
    "conflict": (409, N_("别人先改了")),
    "idempotency-key-in-use": (409, N_("同一个请求还在处理")),
    "gone": (410, N_("已经失效")),
    "length-required": (411, N_("缺少 Content-Length")),
    "too-large": (413, N_("内容太大")),
    "unsupported-media-type": (415, N_("不接受这种格式")),
    "invalid": (422, N_("内容要改")),
    "refused": (422, N_("规则不允许")),
    "resume-refused": (422, N_("简历没有收下")),
    "idempotency-key-reused": (422, N_("Idempotency-Key 用过了")),
    "internal": (500, N_("服务器出错")),
}
"""Code → (status, title): every problem that the API answers with. Machines rely on the codes."""

BY_STATUS = {
    400: "bad-request", 401: "unauthorized", 403: "forbidden", 404: "not-found", 405: "method-not-allowed",
    409: "conflict", 410: "gone", 411: "length-required", 413: "too-large", 415: "unsupported-media-type",
    422: "invalid",
}  # fmt: skip

WORDS = {
    "required": N_("请填写"), "unknown": N_("没有这个选项"), "taken": N_("已经有了"), "format": N_("格式不对"),
    "in use": N_("还在使用"), "incomplete": N_("不完整"), "empty": N_("不能为空"), "too large": N_("太大"),
    "before start": N_("结束要在开始之后"), "past": N_("已经过去"), "refused": N_("规则不允许"),
}  # fmt: skip
"""Services name some mistakes in a word; here they become sentences."""

FORM = N_("有 %(count)s 处要改，见 errors。")
FAILED = N_("这次没能完成。编号 %(number)s，可报给信息科。")


class ApiError(RecruitmentError):
    """A request that no service ever saw, named by its code."""

    def __init__(self, code: str, message: str, headers: Mapping[str, str] | None = None, **params: Any) -> None:
        super().__init__(message, **params)
        self.code, self.status, self.headers = code, PROBLEMS[code][0], dict(headers or {})


def body(code: str, detail: str, *, status: int | None = None, **more: Any) -> dict[str, Any]:
    """The members of a problem; ``more`` are extension members."""
    usual, title = PROBLEMS[code]
    kind = f"{url_for('hr_recruit_api.openapi')}#/x-problems/{code}"
    found = {
        "type": kind, "title": gettext(title), "status": status or usual, "detail": detail,
        "instance": request.path, "code": code,
    }  # fmt: skip
    return found | {key: value for key, value in more.items() if value not in (None, {}, [])}


def answer(members: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    text = json.dumps(members, ensure_ascii=False)
    made = Response(text, int(members["status"]), content_type=MEDIA_TYPE)
    made.headers.extend(dict(headers or {}))
    return made


def of_recruitment(error: RecruitmentError) -> Response:
    code = error.code if error.code in PROBLEMS else BY_STATUS.get(error.status, "error")
    errors = fields_of(getattr(error, "fields", {}) or {})
    members = body(
        code, gettext(error.message, **error.params), status=error.status, errors=errors, who=error.params.get("who")
    )
    return answer(members, getattr(error, "headers", None))


def fields_of(fields: Mapping[str, Any]) -> dict[str, list[str]]:
    return spoken({str(k): [WORDS.get(str(m), m) for m in v] if isinstance(v, list) else v for k, v in fields.items()})


def of_validation(error: ValidationError) -> Response:
    errors = spoken(error.normalized_messages())  # type: ignore[no-untyped-call]
    return answer(body("invalid", gettext(FORM, count=len(errors)), errors=errors))


def of_http(error: HTTPException) -> Response:
    if error.response is not None or error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    if error.code >= 500:
        return of_surprise(error)
    code = BY_STATUS.get(error.code, "bad-request")
    kept = {k: v for k, v in error.get_headers() if k in ("Allow", "Retry-After", "WWW-Authenticate")}
    return answer(body(code, gettext(PROBLEMS[code][1]), status=error.code), kept)


def of_surprise(error: Exception) -> Response:
    """An error of ours: the caller gets a number, the log gets the place. The message may quote a person's data."""
    number = secrets.token_hex(2).upper()
    place = "".join(traceback.format_tb(error.__traceback__))
    log.error("error %s at %s: %s\n%s", number, request.endpoint, type(error).__name__, place)
    return answer(body("internal", gettext(FAILED, number=number), number=number))


def catch_all(blueprint: Blueprint) -> None:
    """Every error of the blueprint is a problem document, whatever the host's own error pages are."""
    blueprint.register_error_handler(RecruitmentError, of_recruitment)
    blueprint.register_error_handler(ValidationError, of_validation)
    blueprint.register_error_handler(Exception, of_surprise)
    blueprint.register_error_handler(HTTPException, of_http)
    for status in default_exceptions:
        # By number too: a host's page for a number goes before a blueprint's handler for a class.
        blueprint.register_error_handler(status, of_http)
