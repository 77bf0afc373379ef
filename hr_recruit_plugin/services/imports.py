"""Batches of resumes as the screens know them: begun from an archive, read in a thread of this process, told about."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from flask import Flask, current_app
from sqlalchemy import func, select

from ..engines.resume import ResumeRefused
from ..engines.resume.archive import iterate_zip
from ..errors import Invalid
from ..i18n import N_, current_locale, gettext
from ..models import Application, ImportBatch, ImportItem, Job
from ..security.permissions import Permission
from ..state import Recruitment, recruitment
from . import access, import_batch, intake
from .unit import Actor, Unit, unit_of_work

log = logging.getLogger(__name__)
EDIT = Permission.APPLICATIONS_EDIT
SHOWN = 500
"""So many files that were not simply accepted stand on the screen; the table to save holds all."""
ARCHIVE_TIMES = 20
"""An archive may be this many times as large as one file."""
_lock = threading.Lock()


@dataclass(frozen=True)
class Batch:
    """How far an import has come. ``running``: a thread of this process is reading it."""

    id: int
    job: Job
    source: str
    actor_name: str
    created_at: object
    counts: dict[str, int]
    running: bool
    paused: bool
    """Somebody paused it; what is being read at that moment is still filed."""
    items: Sequence[ImportItem] = field(default_factory=list)
    """What was refused or came again; what was accepted is on the board."""

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def waiting(self) -> int:
        return self.counts.get("waiting", 0)

    @property
    def done(self) -> int:
        return self.total - self.waiting

    @property
    def stopped(self) -> bool:
        """Something waits and nobody here reads: the process ended in the middle."""
        return self.waiting > 0 and not self.running and not self.paused


def check_size(size: int, *, archive: bool) -> None:
    """Raises Invalid when a file is larger than it may be."""
    limit = recruitment().settings.upload_megabytes * (ARCHIVE_TIMES if archive else 1)
    if size > limit * 1024 * 1024:
        raise Invalid(N_("文件超过 %(limit)s MB，请压缩或拆分后再传。"), {"file": ["too large"]}, limit=limit)


def start_archive(actor: Actor, job_id: int, data: bytes, filename: str, *, source: str) -> int:
    """Unpack a ZIP into a batch and begin to read it. → batch id."""
    check_size(len(data), archive=True)
    with unit_of_work(actor) as unit:
        job = access.job(unit, job_id, EDIT)
        if job.status != "open":
            raise Invalid(N_("职位「%(job)s」现在不收简历。"), job=job.title)
        batch_id = import_batch.start(
            unit, job, source, _members(filename, data), archive=(filename, data)
        )
    later(actor, batch_id)
    return batch_id


def _members(filename: str, data: bytes) -> Iterator[tuple[str, bytes | None, str | None]]:
    for name, content in iterate_zip(filename, data):
        shown = name.removeprefix(f"{filename}/")
        if isinstance(content, ResumeRefused):
            yield shown, None, gettext(content.message, **content.params)
        else:
            yield shown, content, None


# --- reading in the background -----------------------------------------------------------------------------------


def later(actor: Actor, batch_id: int) -> bool:
    """Read a batch in a thread of this process. → False when one does so already."""
    state = recruitment()
    with _lock:
        if batch_id in _running(state):
            return False
        _running(state).add(batch_id)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    thread = threading.Thread(
        target=_run, args=(app, actor, batch_id, current_locale()), name=f"hr-recruit-import-{batch_id}", daemon=True
    )
    thread.start()
    return True


def _run(app: Flask, actor: Actor, batch_id: int, locale: str) -> None:
    from flask import g

    with app.app_context():
        g.hr_recruit_locale = locale
        try:
            for _ in import_batch.run(actor, batch_id):
                pass
        except Exception as problem:
            # What waits stays waiting, and the screen offers to go on. The message may quote a resume: only its type.
            log.error("import %s stopped: %s", batch_id, type(problem).__name__)
        finally:
            with _lock:
                _running(recruitment()).discard(batch_id)


def _running(state: Recruitment) -> set[int]:
    held: set[int] = state.cache.setdefault("imports", set())
    return held


def go_on(actor: Actor, batch_id: int) -> bool:
    """Go on with a batch that stopped or was paused. → False when it is being read already."""
    with unit_of_work(actor) as unit:
        import_batch.reopen(unit, batch_id)
    return later(actor, batch_id)


# --- reading about it --------------------------------------------------------------------------------------------


def batch(unit: Unit, batch_id: int) -> Batch:
    """One import with everything that was not simply accepted."""
    row = import_batch.of(unit, batch_id)
    job = unit.get(Job, row.job_id, access.NO_JOB)
    items = _remarkable(unit, batch_id, SHOWN)
    return _batch(unit, row, job, _counts(unit, [batch_id]).get(batch_id, {}), items)


def _remarkable(unit: Unit, batch_id: int, most: int | None = None) -> Sequence[ImportItem]:
    """What was not simply accepted."""
    statement = (
        select(ImportItem)
        .where(ImportItem.batch_id == batch_id, ImportItem.state.in_((intake.REFUSED, intake.AGAIN)))
        .order_by(ImportItem.id)
    )
    return unit.session.scalars(statement.limit(most)).all()


def outcome(unit: Unit, batch_id: int) -> Sequence[ImportItem]:
    """All of a batch that was refused or had come before, for a file to work from."""
    import_batch.of(unit, batch_id)
    unit.audit("import.exported", "import", batch_id)
    return _remarkable(unit, batch_id)


def batches(unit: Unit, job_id: int, limit: int = 10) -> list[Batch]:
    """The latest imports into a job, newest first."""
    job = access.job(unit, job_id, EDIT)
    rows = unit.session.scalars(
        select(ImportBatch).where(ImportBatch.job_id == job_id).order_by(ImportBatch.id.desc()).limit(limit)
    ).all()
    counts = _counts(unit, [row.id for row in rows])
    return [_batch(unit, row, job, counts.get(row.id, {})) for row in rows]


def _batch(
    unit: Unit, row: ImportBatch, job: Job, counts: dict[str, int], items: Sequence[ImportItem] = ()
) -> Batch:
    running = row.id in _running(unit.state)
    paused = row.state == import_batch.PAUSED
    return Batch(row.id, job, row.source, row.actor_name, row.created_at, counts, running, paused, items)


def _counts(unit: Unit, ids: Sequence[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    rows = unit.session.execute(
        select(ImportItem.batch_id, ImportItem.state, func.count())
        .where(ImportItem.batch_id.in_(ids))
        .group_by(ImportItem.batch_id, ImportItem.state)
    )
    for batch_id, state, count in rows:
        found.setdefault(batch_id, {})[state] = count
    return found


def sources(unit: Unit) -> list[str]:
    """Sources that applications came from so far, the most usual first."""
    unit.actor.require(EDIT)
    counted = select(Application.source).group_by(Application.source).order_by(func.count().desc()).limit(30)
    return list(unit.session.scalars(counted))
