"""``flask recruit import``: a folder or ZIP of resumes into a job, with a summary of what was refused and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
from sqlalchemy import func, select
from tqdm import tqdm

from ..engines.resume import ResumeRefused
from ..engines.resume.archive import iterate
from ..errors import NotFound
from ..i18n import N_, gettext
from ..models import ImportBatch, ImportItem
from ..security.permissions import Permission
from ..services import access, import_batch, intake
from ..services.unit import unit_of_work
from .context import SHELL, installed

OUTCOMES = {intake.ACCEPTED: N_("收下"), intake.AGAIN: N_("同一人再投"), intake.REFUSED: N_("未收")}


@click.command("import")
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--job", metavar="CODE", help="The job to import into.")
@click.option("--source", default="批量导入", show_default=True, help="Where the resumes come from, for the reports.")
@click.option("--resume", "batch_id", type=int, metavar="BATCH", help="Go on with an import that was interrupted.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that read files.")
@installed
def import_(path: Path | None, job: str | None, source: str, batch_id: int | None, workers: int) -> None:
    """Import the resumes of PATH (a folder, a ZIP or one file) into a job.

    Every file is written down first, then read; after an interruption --resume goes on. Refused files are kept with
    the reason, and nothing is imported twice.
    """
    if batch_id is None:
        if path is None or job is None:
            raise click.UsageError("give PATH and --job CODE, or --resume BATCH")
        batch_id = _write_down(path, job, source)
    _read(batch_id, workers)


def _write_down(path: Path, code: str, source: str) -> int:
    with unit_of_work(SHELL) as unit:
        job = access.job_by_code(unit, code, Permission.APPLICATIONS_EDIT)
        return import_batch.start(unit, job, source, _files(path))


def _files(path: Path) -> Iterator[tuple[str, bytes | None, str | None]]:
    for name, content in iterate(path):
        if isinstance(content, ResumeRefused):
            yield name, None, gettext(content.message, **content.params)
        else:
            yield name, content, None


def _read(batch_id: int, workers: int) -> None:
    _reopen(batch_id)
    waiting = _waiting(batch_id)
    try:
        with tqdm(total=waiting, unit=gettext(N_("份")), disable=None) as bar:
            for _ in import_batch.run(SHELL, batch_id, workers=workers):
                bar.update()
    except KeyboardInterrupt:
        text = N_("已中断，没有丢失。接着导入：flask recruit import --resume %(batch)s")
        click.echo(gettext(text, batch=batch_id), err=True)
        raise SystemExit(130) from None
    if left := _waiting(batch_id):
        text = N_("已被暂停，还有 %(left)s 份没读。接着导入：flask recruit import --resume %(batch)s")
        click.echo(gettext(text, left=left, batch=batch_id), err=True)
    _summary(batch_id)


def _reopen(batch_id: int) -> None:
    with unit_of_work(SHELL) as unit:
        if unit.session.get(ImportBatch, batch_id) is None:
            raise NotFound(N_("没有第 %(batch)s 批导入。"), batch=batch_id)
        import_batch.reopen(unit, batch_id)


def _waiting(batch_id: int) -> int:
    with unit_of_work(SHELL, write=False) as unit:
        mine = (ImportItem.batch_id == batch_id) & (ImportItem.state == "waiting")
        return unit.session.scalar(select(func.count()).select_from(ImportItem).where(mine)) or 0


def _summary(batch_id: int) -> None:
    with unit_of_work(SHELL, write=False) as unit:
        wanted = select(ImportItem.filename, ImportItem.state, ImportItem.reason).where(
            ImportItem.batch_id == batch_id
        )
        items = unit.session.execute(wanted.order_by(ImportItem.id)).all()
    counts = Counter(item.state for item in items)
    told = "，".join(f"{gettext(title)} {counts[state]}" for state, title in OUTCOMES.items())
    click.echo(gettext(N_("第 %(batch)s 批，共 %(total)s 份：%(told)s"), batch=batch_id, total=len(items), told=told))
    for item in items:
        if item.state != intake.ACCEPTED:
            click.echo(f"  {gettext(OUTCOMES.get(item.state, item.state))}  {item.filename}  {item.reason or ''}")
