"""What a job asks of a candidate."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import OSA

from .sentences import N_, Sentence, say

DEGREES = ("secondary", "associate", "bachelor", "master", "doctor")
"""Degrees from the lowest to the highest, as a resume's ``highest_degree`` spells them."""

LICENCE_KINDS = (
    "physician_practice",
    "physician_qualification",
    "nurse_practice",
    "residency_training",
    "pharmacist",
    "technician",
    "other",
)
KINDS = ("degree", "licence", "title", "major", "skill", "years", "department")
"""``department`` asks for posts in a department, with ``min`` for years in it; ``years`` counts every post alike."""

KEYS = ("kind", "value", "must", "weight", "min")

WORD_KINDS = ("major", "skill", "department")
"""Kinds whose value is one or more words of which any one will do."""


class RequirementError(ValueError):
    """A requirement that cannot be used. ``message`` says in a sentence what is wrong; ``where`` names the place."""

    def __init__(self, message: Sentence, where: str = "") -> None:
        self.message = message
        self.where = where
        super().__init__(f"{where}: {message}" if where else str(message))


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing a job asks for. ``must`` makes it a gate; ``weight`` (0 or more) is its share of the score.

    ``value`` holds one string for ``degree``, ``licence`` and ``title``, one or more words for ``major``, ``skill``
    and ``department``, and the wording of the field for ``years``. ``min`` is in years.
    """

    kind: str
    value: str | tuple[str, ...]
    must: bool = False
    weight: float = 1.0
    min: float | None = None

    def __post_init__(self) -> None:
        _check_kind(self.kind)
        _check_value(self.kind, self.value)
        if not _number(self.weight, self.weight == 0):
            raise RequirementError(say(N_("权重不能小于 0，也须是数，现在是 %(given)s"), given=repr(self.weight)))
        if self.min is not None and not _number(self.min):
            raise RequirementError(say(N_("最少年数必须是大于 0 的数，现在是 %(given)s"), given=repr(self.min)))
        if self.kind == "years" and self.min is None:
            raise RequirementError(say(N_("工作年限要求缺少最少年数（min）")))

    @property
    def words(self) -> tuple[str, ...]:
        """The value as words, of which any one will do."""
        return (self.value,) if isinstance(self.value, str) else self.value

    @classmethod
    def from_dict(cls, data: Any, where: str = "") -> Requirement:
        """From ``{kind, value, must?, weight?, min?}``; ``RequirementError`` names what is wrong."""
        if not isinstance(data, Mapping):
            problem = say(N_("每条要求须是一个对象，现在是 %(given)s"), given=type(data).__name__)
            raise RequirementError(problem, where)
        try:
            _check_keys(data)
            value = data["value"]
            return cls(
                kind=data["kind"],
                value=tuple(value) if isinstance(value, list) else value,
                must=_flag(data.get("must", False)),
                weight=data.get("weight", 1.0),
                min=data.get("min"),
            )
        except RequirementError as wrong:
            raise RequirementError(wrong.message, where) from None

    def to_dict(self) -> dict[str, Any]:
        """The inverse of ``from_dict``."""
        value = list(self.value) if isinstance(self.value, tuple) else self.value
        data: dict[str, Any] = {"kind": self.kind, "value": value, "must": self.must, "weight": self.weight}
        return data if self.min is None else data | {"min": self.min}


def requirements_from(rows: Any) -> tuple[Requirement, ...]:
    """The requirements of a job from a list of dictionaries; an error names the row, counted from 1."""
    if not isinstance(rows, Iterable) or isinstance(rows, str | bytes | Mapping):
        raise RequirementError(say(N_("要求须是一个列表")), "requirements")
    return tuple(Requirement.from_dict(row, f"requirements[{n}]") for n, row in enumerate(rows, 1))


def _check_keys(data: Mapping[str, Any]) -> None:
    for key in ("kind", "value"):
        if key not in data:
            raise RequirementError(say(N_("缺少「%(key)s」"), key=key))
    for key in set(map(str, data)) - set(KEYS):
        # Notes of other programs may stay; a slip of the pen that would silently change the score may not.
        meant = next((known for known in KEYS if OSA.distance(key.lower(), known) <= 2), None)
        if meant and len(key) > 2:
            raise RequirementError(say(N_("不认识的键「%(key)s」，是否指「%(meant)s」？"), key=key, meant=meant))


def _check_kind(kind: object) -> None:
    if kind not in KINDS:
        raise RequirementError(
            say(N_("不认识的要求类型「%(given)s」，可用：%(known)s"), given=str(kind), known=", ".join(KINDS))
        )


def _check_value(kind: str, value: object) -> None:
    words = value if isinstance(value, tuple) else (value,)
    if not words or not all(isinstance(word, str) and word.strip() for word in words):
        raise RequirementError(say(N_("「%(kind)s」的值须是非空的文字"), kind=kind))
    if kind not in WORD_KINDS and not isinstance(value, str):
        raise RequirementError(say(N_("「%(kind)s」只能有一个值"), kind=kind))
    allowed = {"degree": DEGREES, "licence": LICENCE_KINDS}.get(kind)
    if allowed and value not in allowed:
        msgid = N_("「%(kind)s」不能是「%(given)s」，可用：%(known)s")
        raise RequirementError(say(msgid, kind=kind, given=str(value), known=", ".join(allowed)))


def _number(given: object, zero: bool = False) -> bool:
    if isinstance(given, bool) or not isinstance(given, int | float):
        return False
    return math.isfinite(given) and (given > 0 or zero)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise RequirementError(say(N_("「must」须是 true 或 false，现在是 %(given)s"), given=repr(value)))
    return value
