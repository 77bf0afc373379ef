"""What a resume says, and where it says so.

Every value is a :class:`Field`: the value, a confidence from 0 to 1, and the evidence it was read from. Boxes are fractions of
the page, origin top-left; offsets count characters of :attr:`ParsedResume.text`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar, cast

T = TypeVar("T")
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the document. ``page`` counts from 0; ``box`` is (left, top, right, bottom), None without a page image."""

    page: int
    box: Box | None
    start: int
    end: int
    text: str

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Evidence:
        box = data.get("box")
        return cls(data["page"], cast(Box, tuple(box)) if box else None, data["start"], data["end"], data["text"])


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """One value with its confidence (0 to 1) and the words it came from."""

    value: T
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Width and height in points; ``kind`` is ``text`` or ``ocr``."""

    width: float
    height: float
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Licence:
    """``kind`` as in :data:`LICENCE_KINDS`; dates ``YYYY-MM`` or ``YYYY-MM-DD`` as printed."""

    kind: str
    number: str | None = None
    issued: str | None = None
    expires: str | None = None
    name: str | None = None
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Education:
    """One school. ``degree`` is doctor, master, bachelor, associate or secondary."""

    school: str | None = None
    degree: str | None = None
    major: str | None = None
    start: str | None = None
    end: str | None = None
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """One post. ``end`` is None while it goes on; ``internship`` posts do not count as experience."""

    organisation: str | None = None
    department: str | None = None
    position: str | None = None
    start: str | None = None
    end: str | None = None
    internship: bool = False
    description: str | None = None
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    name: str
    start: str | None = None
    end: str | None = None
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()


LICENCE_KINDS = (
    "physician_practice",
    "physician_qualification",
    "nurse_practice",
    "residency_training",
    "pharmacist",
    "technician",
    "other",
)
DEGREES = ("secondary", "associate", "bachelor", "master", "doctor")

_ENTRIES: dict[str, type] = {"licences": Licence, "education": Education, "work": Work, "projects": Project}
_PLAIN_ATTRIBUTES = {
    "licences": ("kind", "number", "issued", "expires"),
    "education": ("school", "degree", "major", "start", "end"),
    "work": ("organisation", "department", "position", "start", "end"),
    "projects": ("name", "start", "end"),
}


_NOTHING: Field[Any] = Field(None)
_NONE_LISTED: Field[Any] = Field(())


@dataclass(frozen=True, slots=True)
class ParsedResume:
    """All that was read from one document."""

    name: Field[str | None] = _NOTHING
    gender: Field[str | None] = _NOTHING
    birth_date: Field[str | None] = _NOTHING
    phone: Field[str | None] = _NOTHING
    email: Field[str | None] = _NOTHING
    id_number: Field[str | None] = _NOTHING
    highest_degree: Field[str | None] = _NOTHING
    political_status: Field[str | None] = _NOTHING
    title: Field[str | None] = _NOTHING
    licences: Field[tuple[Licence, ...]] = _NONE_LISTED
    education: Field[tuple[Education, ...]] = _NONE_LISTED
    work: Field[tuple[Work, ...]] = _NONE_LISTED
    skills: Field[tuple[str, ...]] = _NONE_LISTED
    years_of_experience: Field[float | None] = _NOTHING
    languages: Field[tuple[str, ...]] = _NONE_LISTED
    projects: Field[tuple[Project, ...]] = _NONE_LISTED
    text: str = ""
    pages: tuple[Page, ...] = ()
    format: str = ""
    """What the file was, by its content: pdf, scan (a PDF of pictures), docx, ole, html, mail, image or text."""

    @property
    def found(self) -> tuple[str, ...]:
        """Names of the fields in which something was found."""
        return tuple(key for key in FIELD_NAMES if getattr(self, key).value not in (None, "", ()))

    def plain(self) -> dict[str, Any]:
        """The bare values, with the keys of the published gold files."""
        return {key: _bare(key, getattr(self, key).value) for key in FIELD_NAMES}

    def to_dict(self, evidence: bool = True) -> dict[str, Any]:
        """JSON-ready. With ``evidence`` it holds everything and :meth:`from_dict` restores it; without, as :meth:`plain`."""
        if not evidence:
            return self.plain()
        data: dict[str, Any] = {key: _dump(getattr(self, key)) for key in FIELD_NAMES}
        data["text"] = self.text
        data["pages"] = [_dump(page) for page in self.pages]
        data["format"] = self.format
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ParsedResume:
        """The inverse of ``to_dict(evidence=True)``; a missing key is an empty field."""
        values: dict[str, Any] = {
            key: _load_field(key, data[key]) for key in FIELD_NAMES if data.get(key) is not None
        }
        pages = tuple(Page(**page) for page in data.get("pages", ()))
        return cls(**values, text=data.get("text", ""), pages=pages, format=data.get("format", ""))


FIELD_NAMES = tuple(f.name for f in fields(ParsedResume) if f.name not in ("text", "pages", "format"))


def _bare(key: str, value: Any) -> Any:
    if key in _ENTRIES:
        return [{name: getattr(entry, name) for name in _PLAIN_ATTRIBUTES[key]} for entry in value]
    return list(value) if isinstance(value, tuple) else value


_SHAPES: dict[type, tuple[str, ...]] = {
    kind: tuple(f.name for f in fields(kind)) for kind in (Evidence, Field, Page, Licence, Education, Work, Project)
}


def _dump(value: Any) -> Any:
    names = _SHAPES.get(type(value))
    if names is not None:
        return {name: _dump(getattr(value, name)) for name in names}
    return [_dump(item) for item in value] if isinstance(value, tuple) else value


def _load_field(key: str, data: Mapping[str, Any]) -> Field[Any]:
    value = data["value"]
    if key in _ENTRIES:
        value = tuple(_load_entry(_ENTRIES[key], entry) for entry in value or ())
    elif isinstance(value, list):
        value = tuple(value)
    return Field(value, data.get("confidence", 0.0), _load_evidence(data))


def _load_entry(kind: type, data: Mapping[str, Any]) -> Any:
    known = _SHAPES[kind]
    return kind(**{**{k: v for k, v in data.items() if k in known}, "evidence": _load_evidence(data)})


def _load_evidence(data: Mapping[str, Any]) -> tuple[Evidence, ...]:
    return tuple(Evidence.from_dict(item) for item in data.get("evidence", ()))
