"""How well resumes were read, by what people put right since. Never by values: those are encrypted and stay closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from ..models import Application, Correction, Document, Job
from ..security.permissions import Permission
from . import access
from .dossier import CORRECTABLE
from .report_figures import Period
from .reports import Scope
from .unit import Unit


@dataclass(frozen=True)
class Tally:
    """One field, or one format over all fields. What nobody changed is not thereby right: perhaps nobody looked."""

    name: str
    resumes: int
    read: int
    """How often something was found."""
    wrong: int
    """How often a person changed what was found."""
    missed: int
    """How often nothing was found, and a person wrote something."""
    by_candidates: int
    """Of both, how often it was the candidate who saw it."""
    checked: int
    """How often something was found in a resume that HR has confirmed as a whole."""
    checked_wrong: int
    """How often it was changed in one of those."""

    @property
    def untouched(self) -> float | None:
        """Share of what was found that nobody changed: an upper bound of what was right."""
        return (self.read - self.wrong) / self.read if self.read else None

    @property
    def right(self) -> float | None:
        """Share of what was found in confirmed resumes that was right as it was."""
        return (self.checked - self.checked_wrong) / self.checked if self.checked else None


@dataclass(frozen=True)
class ReadingReport:
    period: Period
    resumes: int
    confirmed: int
    """Resumes that HR has confirmed as a whole."""
    fields: Sequence[Tally]
    formats: Sequence[Tally]
    """The most frequent first; ``resumes`` counts files, everything else counts fields."""
    whole: Tally
    """All fields of all resumes."""


def reading_report(unit: Unit, period: Period, job_id: int | None = None) -> ReadingReport:
    """Of resumes of applications received in the period, in two statements."""
    unit.actor.require(Permission.REPORTS_VIEW)
    if job_id is not None:
        access.job(unit, job_id)
    scope = Scope(unit, period, job_id)
    count = _Count()
    confirmed = Document.confirmed_at.is_not(None)
    files = select(Document.format, Document.found, confirmed, func.count()).select_from(Application)
    files = files.join(Job, Application.job_id == Job.id).join(Document, Application.document_id == Document.id)
    for form, found, checked, number in unit.session.execute(
        scope.narrow(files).group_by(Document.format, Document.found, confirmed)
    ):
        count.file(form or "", (found or "").split(","), bool(checked), number)
    what = (Document.format, Correction.field, Correction.was_read, Correction.by_candidate, confirmed)
    changed = select(*what, func.count()).select_from(Application).join(Job, Application.job_id == Job.id)
    changed = changed.join(Document, Application.document_id == Document.id)
    changed = changed.join(Correction, Correction.document_id == Document.id)
    for form, field, was_read, by_candidate, checked, number in unit.session.execute(scope.narrow(changed).group_by(*what)):
        count.correction((form or "", field), was_read, by_candidate, bool(checked), number)
    return count.report(period)


class _Count:
    """Adds up by (format, field)."""

    def __init__(self) -> None:
        self.files: Counter[str] = Counter()
        self.confirmed = 0
        self.tallies: dict[str, Counter[tuple[str, str]]] = {
            name: Counter() for name in ("read", "wrong", "missed", "by_candidates", "checked", "checked_wrong")
        }

    def file(self, form: str, found: Iterable[str], checked: bool, number: int) -> None:
        self.files[form] += number
        self.confirmed += number if checked else 0
        for field in set(found).intersection(CORRECTABLE):
            self.tallies["read"][form, field] += number
            self.tallies["checked"][form, field] += number if checked else 0

    def correction(
        self, place: tuple[str, str], was_read: bool, by_candidate: bool, checked: bool, number: int
    ) -> None:
        self.tallies["wrong" if was_read else "missed"][place] += number
        self.tallies["by_candidates"][place] += number if by_candidate else 0
        self.tallies["checked_wrong"][place] += number if checked and was_read else 0

    def report(self, period: Period) -> ReadingReport:
        total = sum(self.files.values())
        return ReadingReport(
            period, total, self.confirmed,
            [self._tally(field, total, field=field) for field in CORRECTABLE],
            [self._tally(form, number, form=form) for form, number in self.files.most_common()],
            self._tally("", total),
        )  # fmt: skip

    def _tally(self, name: str, resumes: int, *, form: str | None = None, field: str | None = None) -> Tally:
        def added(counts: Counter[tuple[str, str]]) -> int:
            return sum(n for (of, about), n in counts.items() if form in (None, of) and field in (None, about))

        return Tally(name, resumes, **{key: added(counts) for key, counts in self.tallies.items()})
