"""A written exam as a JSON file: what ``hr-recruit seats`` reads and writes (docs/scheduling-format.md)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, validate

from ..engines.scheduling import ExamCandidate, ExamRoom, Invigilator, ProblemError, SeatPlan, troubles
from ..i18n import N_

SAID = {
    "Missing data for required field.": N_("这一项必填"), "Field may not be null.": N_("这一项必填"),
    "Not a valid string.": N_("应为文字"), "Not a valid integer.": N_("应为整数"), "Not a valid list.": N_("应为列表"),
    "Not a valid boolean.": N_("应为 true 或 false"), "Invalid input type.": N_("应为 JSON 对象"),
    "Shorter than minimum length 1.": N_("不能为空"),
    "Must be greater than or equal to 0.": N_("不能是负数"),
}  # fmt: skip
"""What marshmallow says, in the words of the rest of the file."""

NAME = validate.Length(min=1)
COUNT = validate.Range(min=0)


class _Row(Schema):
    class Meta:
        unknown = EXCLUDE


def _ids() -> fields.List[str]:
    return fields.List(fields.String(validate=NAME), load_default=list)


class ExamCandidateSchema(_Row):
    id = fields.String(required=True, validate=NAME)
    campuses = _ids()
    needs = _ids()
    accessible = fields.Boolean(load_default=False)
    paper = fields.String(load_default="")

    @post_load
    def _made(self, data: dict[str, Any], **kwargs: Any) -> ExamCandidate:
        return ExamCandidate(data["id"], tuple(data["campuses"]), frozenset(data["needs"]), data["accessible"], data["paper"])


class ExamRoomSchema(_Row):
    id = fields.String(required=True, validate=NAME)
    campus = fields.String(required=True, validate=NAME)
    seats = fields.Integer(required=True, strict=True, validate=COUNT)
    features = _ids()
    invigilators = fields.Integer(load_default=2, strict=True, validate=COUNT)
    accessible = fields.Integer(load_default=0, strict=True, validate=COUNT)

    @post_load
    def _made(self, data: dict[str, Any], **kwargs: Any) -> ExamRoom:
        return ExamRoom(**{**data, "features": frozenset(data["features"])})


class InvigilatorSchema(_Row):
    id = fields.String(required=True, validate=NAME)
    campuses = _ids()
    avoid = _ids()

    @post_load
    def _made(self, data: dict[str, Any], **kwargs: Any) -> Invigilator:
        return Invigilator(data["id"], tuple(data["campuses"]), frozenset(data["avoid"]))


class ExamSchema(_Row):
    name = fields.String(required=True, validate=NAME)
    seed = fields.String(load_default="0", validate=validate.Length(min=1, max=64))
    candidates = fields.List(fields.Nested(ExamCandidateSchema), required=True)
    rooms = fields.List(fields.Nested(ExamRoomSchema), required=True)
    invigilators = fields.List(fields.Nested(InvigilatorSchema), load_default=list)


class SeatSchema(_Row):
    candidate = fields.String(required=True, validate=NAME)
    room = fields.String(required=True, validate=NAME)
    number = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))


class CampusLoadSchema(_Row):
    campus = fields.String(required=True, validate=NAME)
    wished = fields.Integer(required=True, strict=True, validate=COUNT)
    seats = fields.Integer(required=True, strict=True, validate=COUNT)
    placed = fields.Integer(required=True, strict=True, validate=COUNT)


class SeatPlanSchema(_Row):
    name = fields.String(required=True, validate=NAME)
    seed = fields.String(required=True, validate=NAME)
    seats = fields.List(fields.Nested(SeatSchema), required=True)
    invigilators = fields.Dict(fields.String(), fields.List(fields.String()), required=True)
    unseated = fields.List(fields.String(), required=True)
    short = fields.Dict(fields.String(), fields.Integer(validate=validate.Range(min=1)), required=True)
    elsewhere = fields.Integer(required=True, strict=True, validate=COUNT)
    rooms = fields.Integer(required=True, strict=True, validate=COUNT)
    least_rooms = fields.Integer(required=True, strict=True, validate=COUNT)
    neighbours = fields.Integer(required=True, strict=True, validate=COUNT)
    campuses = fields.List(fields.Nested(CampusLoadSchema), required=True)
    troubles = fields.List(fields.String(), required=True)
    sha256 = fields.String(required=True, validate=validate.Regexp("^[0-9a-f]{64}$"))


@dataclass(frozen=True)
class Exam:
    """An exam to seat. ``seed`` is the lot."""

    name: str
    seed: str
    candidates: list[ExamCandidate]
    rooms: list[ExamRoom]
    invigilators: list[Invigilator]


def read_exam(raw: object) -> Exam:
    """Raises ProblemError; every complaint names its row."""
    if not isinstance(raw, Mapping):
        raise ProblemError([N_("文件里应是一个 JSON 对象，而不是 %(kind)s") % {"kind": type(raw).__name__}])
    if isinstance(raw.get("seed"), int):
        raw = {**raw, "seed": str(raw["seed"])}
    try:
        return Exam(**ExamSchema().load(raw))
    except ValidationError as problem:
        raise ProblemError(_complaints(problem.messages, "")) from problem


def _complaints(told: Any, place: str) -> list[str]:
    if isinstance(told, Mapping):
        return [line for key, more in told.items() for line in _complaints(more, _within(place, key))]
    return [f"{place}：{SAID.get(sentence, sentence)}" for sentence in told]


def _within(place: str, key: Any) -> str:
    if key == "_schema":
        return place
    return f"{place}[{key}]" if isinstance(key, int) else f"{place}.{key}".lstrip(".")


def written(exam: Exam, found: SeatPlan) -> dict[str, Any]:
    """The JSON form of a plan. ``sha256`` covers name, lot and seats: who draws again finds the same."""
    placed = [{"candidate": s.candidate, "room": s.room, "number": s.number} for s in found.seats]
    return {
        "name": exam.name, "seed": exam.seed, "seats": placed,
        "invigilators": {room: list(ids) for room, ids in found.invigilators.items()},
        "unseated": list(found.unseated), "short": dict(found.short), "elsewhere": found.elsewhere,
        "rooms": len(found.rooms), "least_rooms": found.least_rooms, "neighbours": found.neighbours,
        "campuses": [{"campus": c.campus, "wished": c.wished, "seats": c.seats, "placed": c.placed} for c in found.campuses],
        "troubles": [message % params for message, params in troubles(found)],
        "sha256": digest(exam.name, exam.seed, found),
    }  # fmt: skip


def digest(name: str, seed: str, found: SeatPlan) -> str:
    rows = [[s.candidate, s.room, s.number] for s in found.seats]
    return hashlib.sha256(json.dumps([name, seed, rows], ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
