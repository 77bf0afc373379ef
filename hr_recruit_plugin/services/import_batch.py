"""A folder or archive of resumes: written down first, then read ahead by the reader processes and filed one by one.

What is written down survives a crash; a batch can be paused and gone on with, and nothing is filed twice.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from sqlalchemy import select

from ..engines.resume import ParsedResume, ResumeRefused
from ..engines.resume.sandbox import ReaderPool
from ..errors import Conflict, Invalid
from ..i18n import N_, gettext
from ..models import ImportBatch, ImportItem, Job
from ..security.permissions import Permission
from ..state import recruitment
from . import access
from .intake import Intake, file_name, refuse, submit
from .reading import Reading, pool
from .unit import Actor, Unit, unit_of_work

NO_BATCH = N_("没有这次导入。")
RUNNING, PAUSED, DONE = "running", "paused", "done"
AT_ONCE = 500
"""Numbers of items fetched at a time."""

Listed = tuple[str, bytes | None, str | None]
"""(name, content, why it can't be taken): content None for a member that was refused unopened."""


def start(
    unit: Unit, job: Job, source: str, files: Iterable[Listed], *, archive: tuple[str, bytes] | None = None
) -> int:
    """Write a folder's files down, so that reading them survives a crash. → batch id.

    Args:
        archive: name and content of the ZIP they come from; kept when a member was refused unopened, so that
            it can be taken back out.
    """
    unit.actor.require(Permission.APPLICATIONS_EDIT)
    batch = ImportBatch(
        job_id=job.id, source=source, state=RUNNING, actor_id=unit.actor.id,
        actor_name=unit.actor.name, created_at=unit.now,
    )  # fmt: skip
    unit.session.add(batch)
    unit.session.flush()
    count, kept = 0, None
    for name, content, refusal in files:
        if content is None and archive is not None and kept is None:
            kept = refuse(unit, Reading(*archive, None), refusal or "").document_id
        _write_down(unit, batch.id, name, content, refusal, kept)
        count += 1
    unit.audit("import.started", "import", batch.id, job=job.code, files=count)
    return batch.id


def _write_down(
    unit: Unit, batch_id: int, name: str, content: bytes | None, refusal: str | None, kept: int | None
) -> None:
    item = ImportItem(
        batch_id=batch_id, filename=file_name(name), state="waiting" if content is not None else "refused",
        content=content, reason=refusal, document_id=kept if content is None else None,
    )  # fmt: skip
    unit.session.add(item)
    unit.session.flush()
    unit.session.expunge(item)


def pause(unit: Unit, batch_id: int) -> ImportBatch:
    """Stop reading after the files that are being read now; what waits stays."""
    batch = of(unit, batch_id)
    if batch.state == RUNNING:
        batch.state = PAUSED
        unit.audit("import.paused", "import", batch.id)
    return batch


def reopen(unit: Unit, batch_id: int) -> ImportBatch:
    """Let a batch that was paused or broke off be read again."""
    batch = of(unit, batch_id)
    if batch.state != RUNNING:
        batch.state = RUNNING
        unit.audit("import.resumed", "import", batch.id)
    return batch


def of(unit: Unit, batch_id: int) -> ImportBatch:
    """A batch into a job that the actor sees."""
    batch = unit.get(ImportBatch, batch_id, NO_BATCH)
    access.job(unit, batch.job_id, Permission.APPLICATIONS_EDIT)
    return batch


# --- reading -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Item:
    id: int
    name: str
    content: bytes = field(repr=False)


@dataclass
class _Run:
    """One runner on its way through a batch."""

    actor: Actor
    batch_id: int
    job_id: int
    source: str
    ahead: deque[_Item] = field(default_factory=deque)
    """Given to the readers and not yet filed, in order."""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """What waits, one file in memory at a time, until the batch is paused."""
        last = 0
        while ids := self._waiting(last):
            for last in ids:
                if (item := self._load(last)) is None:
                    return
                self.ahead.append(item)
                yield item.name, item.content

    def _waiting(self, last: int) -> list[int]:
        mine = (ImportItem.batch_id == self.batch_id) & (ImportItem.state == "waiting") & (ImportItem.id > last)
        with unit_of_work(self.actor, write=False) as unit:
            return list(unit.session.scalars(select(ImportItem.id).where(mine).order_by(ImportItem.id).limit(AT_ONCE)))

    def _load(self, item_id: int) -> _Item | None:
        """None when the batch was paused."""
        with unit_of_work(self.actor, write=False) as unit:
            row = unit.session.execute(
                select(ImportItem.filename, ImportItem.content)
                .join(ImportBatch, ImportItem.batch_id == ImportBatch.id)
                .where(ImportItem.id == item_id, ImportBatch.state == RUNNING)
            ).first()
            # Another runner may have filed it meanwhile and let go of the content; then it is not filed again.
            return _Item(item_id, row.filename, row.content or b"") if row else None


def run(actor: Actor, batch_id: int, *, workers: int | None = None) -> Iterator[Intake]:
    """Read what is waiting, one use case a file, and yield what came of each. Can be called again after a crash.

    Reader processes work ahead while this thread files. Two runners of one batch cost time and nothing else: whoever is
    first files the item. ``workers``: reader processes of this run's own; None shares those of the process.
    """
    with unit_of_work(actor, write=False) as unit:
        batch = of(unit, batch_id)
        going = _Run(actor, batch_id, batch.job_id, batch.source)
        today = unit.now.astimezone(unit.state.settings.zone).date()
    with _readers(workers) as readers:
        for _, outcome in readers.map(going.files(), today):
            item = going.ahead.popleft()
            result = _take(going, item, _reading(item, outcome))
            if result is not None:
                yield result
    _end(actor, batch_id)


def _end(actor: Actor, batch_id: int) -> None:
    """Done when nothing waits any more, whoever has read it."""
    with unit_of_work(actor) as unit:
        left = select(ImportItem.id).where(ImportItem.batch_id == batch_id, ImportItem.state == "waiting").limit(1)
        if unit.session.scalar(left) is None:
            unit.get(ImportBatch, batch_id, NO_BATCH).state = DONE


def _readers(workers: int | None) -> AbstractContextManager[ReaderPool]:
    return nullcontext(pool(recruitment())) if workers is None else ReaderPool(workers)


def _reading(item: _Item, outcome: ParsedResume | ResumeRefused) -> Reading:
    if isinstance(outcome, ResumeRefused):
        return Reading(item.name, item.content, None, outcome)
    return Reading(item.name, item.content, outcome)


def _take(going: _Run, item: _Item, reading: Reading) -> Intake | None:
    """File one item; None when another runner has done so in the meantime."""
    try:
        with unit_of_work(going.actor) as unit:
            if (row := _still_waiting(unit, item.id)) is None:
                return None
            result = submit(unit, unit.get(Job, going.job_id, access.NO_JOB), reading, source=going.source)
            _close(row, result)
    except (Conflict, Invalid) as problem:
        with unit_of_work(going.actor) as unit:
            if (row := _still_waiting(unit, item.id)) is None:
                return None
            result = refuse(unit, reading, gettext(problem.message, **problem.params))
            _close(row, result)
    return result


def _still_waiting(unit: Unit, item_id: int) -> ImportItem | None:
    item = unit.session.scalar(
        select(ImportItem)
        .where(ImportItem.id == item_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return item if item is not None and item.state == "waiting" else None


def _close(item: ImportItem, result: Intake) -> None:
    item.state, item.reason = result.outcome, result.reason
    item.document_id, item.application_id = result.document_id, result.application_id
    item.content = None
