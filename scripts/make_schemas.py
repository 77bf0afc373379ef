"""Write the JSON Schemas of docs/ from the dataclasses and marshmallow schemas that read and write those files.

A test holds the files to this script, to the sample problems and to what the commands really print.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from marshmallow import Schema, validate
from marshmallow import fields as form

from hr_recruit_plugin.engines.scheduling import (
    Grid,
    Interview,
    Interviewer,
    PanelNeed,
    Plan,
    Problem,
    Sequence,
    Session,
)
from hr_recruit_plugin.engines.scheduling.plans import Ask, Level, Placement, Reason, Unplaced, WayOut
from hr_recruit_plugin.engines.scheduling.problem import Policy
from hr_recruit_plugin.engines.scheduling.reading import REQUIRED
from hr_recruit_plugin.engines.scheduling.texts import REASONS
from hr_recruit_plugin.engines.scheduling.validation import OBJECTIVES
from hr_recruit_plugin.schemas.exam_file import ExamSchema, SeatPlanSchema

DOCS = Path(__file__).resolve().parents[1] / "docs"
Node = dict[str, Any]

TIME: Node = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$"}
CLOCK: Node = {"type": "string", "pattern": r"^\d{2}:\d{2}$"}
BUSY: Node = {"type": "array", "items": {"type": "array", "prefixItems": [TIME, TIME], "minItems": 2, "maxItems": 2}}
NAMES: Node = {"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True}


def least(number: int) -> Node:
    return {"type": "integer", "minimum": number}


def nullable(node: Node) -> Node:
    if "type" in node and isinstance(node["type"], str):
        return {**node, "type": [node["type"], "null"]}
    return {"anyOf": [node, {"type": "null"}]}


# What a type alone does not say: (class, field) → node.
MEANT: Mapping[tuple[type, str], Node] = {
    (Session, "date"): {"type": "string", "format": "date"}, (Session, "start"): CLOCK, (Session, "end"): CLOCK,
    (Grid, "minutes"): least(1), (Interviewer, "max_per_day"): nullable(least(0)),
    (Interviewer, "max_per_week"): nullable(least(0)), (PanelNeed, "count"): least(1),
    (Interview, "minutes"): least(1), (Interview, "weight"): least(1), (Interview, "earliest"): nullable(TIME),
    (Interview, "deadline"): nullable(TIME), (Sequence, "min_gap_days"): least(0), (Placement, "start"): TIME,
    (Policy, "order"): {"type": "array", "items": {"enum": list(OBJECTIVES)}, "uniqueItems": True},
    (Reason, "kind"): {"enum": list(REASONS)}, (Ask, "session"): TIME,
    (Ask, "kind"): {"enum": ["interviewer", "candidate", "room"]}, (Level, "name"): {"enum": list(OBJECTIVES)},
    (Level, "value"): least(0), (Level, "seconds"): {"type": "number", "minimum": 0},
    (Plan, "problem"): {"type": "string"}, (Reason, "message"): {"type": "string"}, (WayOut, "message"): {"type": "string"},
}  # fmt: skip
# Defaults of a class that its reader does not grant, and the one that it grants beyond.
ASKED: Mapping[type, tuple[str, ...]] = {
    Problem: REQUIRED, PanelNeed: ("pool", "count"), Policy: ("order",), Placement: ("interview", "start", "interviewers"),
    Plan: ("placed", "unplaced"), Reason: ("kind", "text", "who"), Unplaced: ("interview", "reasons"),
}  # fmt: skip


def of_dataclass(kind: type) -> Node:
    """The object that a dataclass is read from or written to."""
    hints, properties = get_type_hints(kind), {}
    for field in fields(kind):
        properties[field.name] = MEANT.get((kind, field.name)) or of_type(hints[field.name], field.name)
        if field.default is not MISSING and isinstance(field.default, bool | int | float):
            properties[field.name] = {**properties[field.name], "default": field.default}
    without = [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
    return {"type": "object", "properties": properties, "required": list(ASKED.get(kind, without))}


def of_type(hint: Any, name: str) -> Node:
    """A field's type as a node."""
    origin, inner = get_origin(hint), get_args(hint)
    if name == "busy":
        return BUSY
    if origin in (Union, types.UnionType):
        return nullable(of_type(next(one for one in inner if one is not type(None)), name))
    if origin is tuple:
        node: Node = {"type": "array", "items": of_type(inner[0], "")}
        return {"type": "object", "properties": {"placed": node}, "required": ["placed"]} if name == "published" else node
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": of_type(inner[1], "")}
    if is_dataclass(hint):
        return of_dataclass(hint)  # type: ignore[arg-type]
    plain: Mapping[type, Node] = {
        str: {"type": "string", "minLength": 1}, bool: {"type": "boolean"}, int: {"type": "integer"}, float: {"type": "number"},
    }  # fmt: skip
    return plain[hint]


# --- marshmallow ------------------------------------------------------------------------------------------------


def of_schema(schema: Schema) -> Node:
    """The object that a marshmallow schema loads."""
    return {
        "type": "object", "properties": {name: of_field(field) for name, field in schema.fields.items()},
        "required": [name for name, field in schema.fields.items() if field.required],
    }  # fmt: skip


def of_field(field: form.Field[Any]) -> Node:
    if isinstance(field, form.Nested):
        return of_schema(field.schema)
    if isinstance(field, form.List):
        return {"type": "array", "items": of_field(field.inner)}
    if isinstance(field, form.Dict):
        return {"type": "object", "additionalProperties": of_field(field.value_field)}  # type: ignore[arg-type]
    kinds = {form.Boolean: "boolean", form.Integer: "integer", form.String: "string"}
    node: Node = {"type": kinds[type(field)]}
    for rule in field.validators:
        node |= _rule(rule)
    if isinstance(field.load_default, bool | int | str):
        node["default"] = field.load_default
    return node


def _rule(rule: Any) -> Node:
    if isinstance(rule, validate.Length):
        return {key: value for key, value in (("minLength", rule.min), ("maxLength", rule.max)) if value is not None}
    if isinstance(rule, validate.Range):
        return {"minimum": rule.min}
    return {"pattern": rule.regex.pattern}


# --- files ------------------------------------------------------------------------------------------------------


def built() -> dict[str, Node]:
    """File name → schema."""
    made = {
        "scheduling-problem": ("A planning problem of hr-recruit plan", "scheduling-format.md", of_dataclass(Problem)),
        "scheduling-plan": ("A plan of hr-recruit plan", "scheduling-format.md", of_dataclass(Plan)),
        "exam-problem": ("A written exam of hr-recruit seats", "scheduling-format.md", _seeded(of_schema(ExamSchema()))),
        "exam-plan": ("The seats that hr-recruit seats draws", "scheduling-format.md", of_schema(SeatPlanSchema())),
    }
    return {
        f"{name}.schema.json": {
            "$schema": "https://json-schema.org/draft/2020-12/schema", "title": title,
            "description": f"What the fields mean stands in {page}; written by scripts/make_schemas.py.", **node,
        }
        for name, (title, page, node) in made.items()
    }  # fmt: skip


def _seeded(node: Node) -> Node:
    """A lot may be written as a number."""
    return {**node, "properties": {**node["properties"], "seed": {**node["properties"]["seed"], "type": ["string", "integer"]}}}


def text(schema: Node) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for file, content in built().items():
        (DOCS / file).write_text(text(content), encoding="utf-8")
