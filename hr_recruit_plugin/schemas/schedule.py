"""What HR types at the scheduling desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate, validates_schema
from werkzeug.datastructures import MultiDict

from ..errors import Invalid
from ..i18n import N_
from ..services.planning_problem import GRIDS, ORDERS, USUAL, Options
from .forms import CLOCK, DAY, REQUIRED, load_form

ORDER = N_("结束日期要在开始日期之后，最多相隔 60 天。")
WEEKDAYS = N_("至少选一个星期几。")
HALF = N_("开始和结束都要填，结束在开始之后；不用这半天就都留空。")
HALVES = N_("上午、下午至少填一个时段。")
PRIORITY = N_("选一个目标。")
LONGEST = 60


class PlanSchema(Schema):
    """Days as a range and weekdays, one or two half-days, a grid and rooms."""

    class Meta:
        unknown = EXCLUDE

    first = fields.Date(required=True, error_messages={"required": REQUIRED, "invalid": DAY})
    last = fields.Date(required=True, error_messages={"required": REQUIRED, "invalid": DAY})
    weekday = fields.List(
        fields.Integer(validate=validate.Range(0, 6)), required=True, validate=validate.Length(1, error=WEEKDAYS),
        error_messages={"required": WEEKDAYS},
    )  # fmt: skip
    morning_start = fields.Time(load_default=None, error_messages={"invalid": CLOCK})
    morning_end = fields.Time(load_default=None, error_messages={"invalid": CLOCK})
    afternoon_start = fields.Time(load_default=None, error_messages={"invalid": CLOCK})
    afternoon_end = fields.Time(load_default=None, error_messages={"invalid": CLOCK})
    grid_minutes = fields.Integer(load_default=30, validate=validate.OneOf(GRIDS))
    room = fields.List(fields.Integer(), load_default=list)
    application_id = fields.List(fields.Integer(), load_default=list)
    priority = fields.String(load_default=USUAL, validate=validate.OneOf(ORDERS, error=PRIORITY))

    @validates_schema
    def _days(self, data: dict[str, Any], **kwargs: Any) -> None:
        if not timedelta() <= data["last"] - data["first"] < timedelta(days=LONGEST):
            raise ValidationError(ORDER, "last")

    @validates_schema
    def _halves(self, data: dict[str, Any], **kwargs: Any) -> None:
        for half in ("morning", "afternoon"):
            start, end = data.get(f"{half}_start"), data.get(f"{half}_end")
            if (start is None) != (end is None) or (start and end and end <= start):
                raise ValidationError(HALF, f"{half}_end")
        if not data.get("morning_start") and not data.get("afternoon_start"):
            raise ValidationError(HALVES, "morning_end")


def options_from(form: MultiDict[str, str]) -> Options:
    """What HR asked. Raises Invalid with the field and its sentence."""
    lists = {key: form.getlist(key) for key in ("weekday", "room", "application_id")}
    asked = load_form(PlanSchema(), {**form.to_dict(), **{k: v for k, v in lists.items() if v}})
    span = (asked["last"] - asked["first"]).days + 1
    days = [asked["first"] + timedelta(days=n) for n in range(span)]
    halves = [(asked[f"{h}_start"], asked[f"{h}_end"]) for h in ("morning", "afternoon") if asked[f"{h}_start"]]
    return Options(
        [d for d in days if d.weekday() in asked["weekday"]], halves, asked["grid_minutes"], asked["room"],
        asked["application_id"], asked["priority"],
    )  # fmt: skip


def form_values(options: Options) -> dict[str, Any]:
    """The form that asks for ``options``."""
    halves = {"morning": (None, None), "afternoon": (None, None)} | dict(zip(_names(options), options.sessions, strict=False))
    values: dict[str, Any] = {
        "first": _iso(min(options.days, default=None)), "last": _iso(max(options.days, default=None)),
        "weekday": sorted({str(d.weekday()) for d in options.days}), "grid_minutes": options.grid_minutes,
        "room": [str(r) for r in options.room_ids], "application_id": [str(a) for a in options.application_ids],
        "priority": options.priority,
    }  # fmt: skip
    for half, (start, end) in halves.items():
        values[f"{half}_start"], values[f"{half}_end"] = _clock(start), _clock(end)
    return values


def typed_values(form: MultiDict[str, str]) -> dict[str, Any]:
    """The form as it was sent, to be shown again."""
    return {**form.to_dict(), **{key: form.getlist(key) for key in ("weekday", "room", "application_id")}}


def first_messages(problem: Invalid | None) -> dict[str, str]:
    """Field → the first sentence (msgid) about it; lists say it of their rows."""
    return {} if problem is None else {field: _first(told) for field, told in problem.fields.items()}


def _first(told: Any) -> str:
    while not isinstance(told, str):
        told = next(iter(told.values() if isinstance(told, Mapping) else told), "")
    return told


def chosen_ids(args: Mapping[str, Any]) -> list[int]:
    """Applications that the board handed over: ``ids=1,2``, or one ``application_id`` each."""
    told = str(args.get("ids", "")).split(",")
    if isinstance(args, MultiDict):
        told += args.getlist("application_id")
    return list(dict.fromkeys(int(t) for t in told if t.strip().isdecimal()))


def _names(options: Options) -> list[str]:
    """One session alone is a morning if it begins before noon."""
    if len(options.sessions) == 1 and options.sessions[0][0] >= time(12):
        return ["afternoon"]
    return ["morning", "afternoon"]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _clock(moment: time | None) -> str:
    return f"{moment:%H:%M}" if moment else ""
