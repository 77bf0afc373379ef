"""Settings forms: what marshmallow says of them in the reader's language, and secrets, which never come out again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema

from ..i18n import N_, gettext

# marshmallow's own sentences (3.19 to 4.x); a schema's own messages are msgids already.
SENTENCES = (
    (r"Missing data for required field\.|Field may not be null\.|Shorter than minimum length 1\.", N_("请填写")),
    (r"Not a valid (?:integer|number)\.", N_("请填数字")),
    (r"Not a valid boolean\.", N_("请选是或否")),
    (r"Not a valid email address\.", N_("邮箱地址不对，应像 name@hospital.cn")),
    (r"Not a valid URL\.", N_("网址不对，应以 https:// 或 http:// 开头")),
    (r"Not a valid (?:date|datetime|time)\.", N_("日期或时间不对")),
    (r"Not a valid \w+\.|Invalid input type\.", N_("内容不对")),
    (r"Length must be between (?P<min>\d+) and (?P<max>\d+)\.", N_("需 %(min)s 到 %(max)s 个字")),
    (r"Shorter than minimum length (?P<min>\d+)\.", N_("至少 %(min)s 个字")),
    (r"Longer than maximum length (?P<max>\d+)\.", N_("至多 %(max)s 个字")),
    (
        r"Must be greater than or equal to (?P<min>\S+) and less than or equal to (?P<max>\S+)\.",
        N_("需在 %(min)s 到 %(max)s 之间"),
    ),
    (r"Must be greater than or equal to (?P<min>\S+)\.", N_("至少 %(min)s")),
    (r"Must be less than or equal to (?P<max>\S+)\.", N_("至多 %(max)s")),
    (r"Must be one of: (?P<choices>.+)\.", N_("请从列出的选项里选")),
    (r"String does not match expected pattern\.", N_("格式不对")),
    (r"Unknown field\.", N_("没有这一项")),
)


def spoken(errors: Mapping[str, Any]) -> dict[str, list[str]]:
    """``ValidationError.messages_dict`` as {field: sentences}; fields inside fields are joined with a dot."""
    found: dict[str, list[str]] = {}
    for field, messages in errors.items():
        if isinstance(messages, Mapping):
            found |= {
                f"{field}.{inner}": told for inner, told in spoken({str(k): v for k, v in messages.items()}).items()
            }
        else:
            found[str(field)] = [_sentence(str(m)) for m in ([messages] if isinstance(messages, str) else messages)]
    return found


def secret_fields(schema: type[Schema]) -> frozenset[str]:
    """Names of the fields whose values are never shown."""
    return frozenset(name for name, held in schema().fields.items() if held.metadata.get("secret"))


def with_known_secrets(schema: type[Schema], given: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, with the stored value of each secret that was left blank."""
    kept = {name: known[name] for name in secret_fields(schema) if not given.get(name) and known.get(name)}
    return {**given, **kept}


def _sentence(message: str) -> str:
    for pattern, ours in SENTENCES:
        if match := re.fullmatch(pattern, message):
            return gettext(ours, **match.groupdict()) if "%(" in ours else gettext(ours)
    return gettext(message)
