"""What HR types for a written exam."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate, validates_schema
from werkzeug.datastructures import MultiDict

from ..errors import Invalid
from ..i18n import N_
from .forms import CLOCK, DAY, LONG, REQUIRED, load_form

LATER = N_("结束时间要在开始之后。")
WATCH = N_("写 0 到 9 的整数。")
STAGES = N_("至少选一个阶段。")
ROOMS = N_("至少写一间考场，一行一间。")
ROW = N_("第 %(row)s 行看不懂：%(text)s。写成「名称，院区，座位数」，有无障碍座位的在后面加个数。")
ACCESSIBLE = N_("第 %(row)s 行：无障碍座位不能多于座位。")
TWICE = N_("考场「%(name)s」写了两次。")
MOST = N_("一次最多 200 间考场，每间最多 999 个座位。")
FORM = N_("还有 1 处要改。")


class ExamSchema(Schema):
    """Name, day and hours, stages, where invigilators come from, and what the ticket tells."""

    class Meta:
        unknown = EXCLUDE

    name = fields.String(
        required=True, validate=validate.Length(1, 60, error=LONG), error_messages={"required": REQUIRED}
    )
    day = fields.Date(required=True, error_messages={"required": REQUIRED, "invalid": DAY})
    start = fields.Time(required=True, error_messages={"required": REQUIRED, "invalid": CLOCK})
    end = fields.Time(required=True, error_messages={"required": REQUIRED, "invalid": CLOCK})
    stage = fields.List(
        fields.Integer(), required=True, validate=validate.Length(1, error=STAGES), error_messages={"required": STAGES}
    )
    rooms = fields.String(required=True, error_messages={"required": ROOMS})
    each = fields.Integer(load_default=2, validate=validate.Range(0, 9, error=WATCH), error_messages={"invalid": WATCH})
    pool = fields.List(fields.String(), load_default=list)
    rules = fields.String(load_default="", validate=validate.Length(max=2000))

    @validates_schema
    def _hours(self, data: dict[str, Any], **kwargs: Any) -> None:
        if data["end"] <= data["start"]:
            raise ValidationError(LATER, "end")


def exam_from(form: MultiDict[str, str]) -> dict[str, Any]:
    """Values for ``services.exams.create``. Raises Invalid with the field and its sentence."""
    lists = {key: form.getlist(key) for key in ("stage", "pool")}
    asked = load_form(ExamSchema(), {**form.to_dict(), **{k: v for k, v in lists.items() if v}})
    return {
        "name": asked["name"].strip(), "start": datetime.combine(asked["day"], asked["start"]),
        "end": datetime.combine(asked["day"], asked["end"]), "stage_ids": asked["stage"],
        "rooms": rooms_from(asked["rooms"], asked["each"]), "pools": asked["pool"], "rules": asked["rules"].strip(),
    }  # fmt: skip


class RoomsSchema(Schema):
    """Rooms and where invigilators come from, changed later."""

    class Meta:
        unknown = EXCLUDE

    rooms = fields.String(required=True, error_messages={"required": ROOMS})
    each = fields.Integer(load_default=2, validate=validate.Range(0, 9, error=WATCH), error_messages={"invalid": WATCH})
    pool = fields.List(fields.String(), load_default=list)


def refit_from(form: MultiDict[str, str]) -> tuple[list[dict[str, Any]], list[str]]:
    """(rooms, pools) for ``services.exams.refit``."""
    pools = form.getlist("pool")
    asked = load_form(RoomsSchema(), {**form.to_dict(), **({"pool": pools} if pools else {})})
    return rooms_from(asked["rooms"], asked["each"]), asked["pool"]


def rooms_from(text: str, each: int) -> list[dict[str, Any]]:
    """A room a line, as typed or pasted from a spreadsheet: name, campus, seats, accessible seats."""
    rooms: list[dict[str, Any]] = []
    for row, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        parts = [p.strip() for p in re.split(r"[,，\t]", line.strip())]
        counts = parts[2:]
        if len(parts) not in (3, 4) or not all(parts[:2]) or not all(re.fullmatch(r"[0-9]{1,3}", c) for c in counts):
            raise _wrong(ROW, row=row, text=line.strip()[:40])
        seats, accessible = int(counts[0]), int(counts[1]) if counts[1:] else 0
        if accessible > seats:
            raise _wrong(ACCESSIBLE, row=row)
        if any(parts[0] == one["name"] for one in rooms):
            raise _wrong(TWICE, name=parts[0][:60])
        room = {"name": parts[0][:60], "campus": parts[1][:60], "seats": seats, "accessible": accessible}
        rooms.append({**room, "invigilators": each})
    if not rooms:
        raise _wrong(ROOMS)
    if len(rooms) > 200:
        raise _wrong(MOST)
    return rooms


def _wrong(sentence: str, **params: Any) -> Invalid:
    return Invalid(sentence, {"rooms": [sentence]}, **params)


def rooms_text(rooms: list[dict[str, Any]]) -> str:
    """Rooms as they are typed."""
    return "\n".join(
        f"{r['name']}，{r['campus']}，{r['seats']}" + (f"，{r['accessible']}" if r["accessible"] else "") for r in rooms
    )


def wishes_from(form: Mapping[str, str]) -> dict[int, tuple[str | None, bool]]:
    """Entry id → (campus or None, needs an accessible seat), for every entry that the page showed."""
    shown = [key.removeprefix("campus-") for key in form if key.startswith("campus-")]
    return {
        int(i): (form[f"campus-{i}"] or None, f"accessible-{i}" in form) for i in shown if i.isascii() and i.isdigit()
    }
