"""Reading resumes in worker processes, outside of any transaction."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..engines.resume import Field, ParsedResume, ResumeRefused
from ..models import Document
from ..state import Recruitment, recruitment

if TYPE_CHECKING:
    from ..engines.resume.sandbox import ReaderPool

_lock = threading.Lock()


@dataclass(frozen=True)
class Reading:
    """A file and what came of reading it: fields, or a refusal (message id and parameters)."""

    filename: str
    data: bytes
    parsed: ParsedResume | None
    refusal: ResumeRefused | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def read(data: bytes, filename: str, now: datetime) -> Reading:
    """Read one file; a refusal is an answer, not an error."""
    state = recruitment()
    try:
        as_of = now.astimezone(state.settings.zone).date()
        return Reading(filename, data, pool(state).read(data, filename, as_of))
    except ResumeRefused as refusal:
        return Reading(filename, data, None, refusal)


def page_image(data: bytes, filename: str, page: int, width: int) -> bytes:
    """One page (from 0) as PNG, drawn in a reader process: a stranger's file is opened nowhere else."""
    return pool(recruitment()).page(data, filename, page, width)


def pool(state: Recruitment) -> ReaderPool:
    """The readers of this process, started at first use."""
    from ..engines.resume.sandbox import ReaderPool

    with _lock:
        if "readers" not in state.cache:
            state.cache["readers"] = ReaderPool(workers=state.settings.resume_workers)
        readers: ReaderPool = state.cache["readers"]
        return readers


def effective(document: Document) -> ParsedResume:
    """What was read, with a person's corrections in place of it."""
    parsed = ParsedResume.from_dict(document.parsed or {})
    corrected: dict[str, Any] = {}
    for name, correction in (document.corrections or {}).items():
        read_field = getattr(parsed, name)
        value = getattr(ParsedResume.from_dict({name: {"value": correction["value"]}}), name).value
        if isinstance(value, tuple):
            value = tuple(_with_evidence(entry, read_field.value) for entry in value)
        corrected[name] = Field(value, 1.0, read_field.evidence)
    return replace(parsed, **corrected)


def _with_evidence(entry: Any, read_entries: tuple[Any, ...]) -> Any:
    """A corrected entry keeps the words of the one that was read about the same school, employer or licence."""
    if isinstance(entry, str):
        return entry
    about = _about(entry)
    twin = next((e for e in read_entries if _about(e) == about), None)
    return replace(entry, confidence=1.0, evidence=twin.evidence if twin else ())


def _about(entry: Any) -> tuple[Any, ...]:
    names = ("school", "organisation", "kind", "name", "start")
    return tuple(getattr(entry, name, None) for name in names)
