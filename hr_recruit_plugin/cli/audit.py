"""``flask recruit audit``: whether the chain of entries is whole."""

from __future__ import annotations

import click
from sqlalchemy import func, select

from ..i18n import N_, gettext
from ..models import AuditEntry
from ..security import audit as chain
from ..services.unit import SYSTEM, unit_of_work
from .context import installed
from .lazy import REFUSED

REASONS = {
    "an entry before this one was removed, inserted or changed": N_("它之前有记录被删除、插入或改动"),
    "the content of this entry was changed": N_("它的内容被改动"),
}


@click.group()
def audit() -> None:
    """Verify the audit chain."""


@audit.command()
@click.option(
    "--contains", metavar="HASH", help="Also require this entry, as an earlier run printed it: finds a cut end."
)
@installed
def verify(contains: str | None) -> None:
    """Recompute every hash. Exit with 1 where the chain does not hold.

    Keep the hash it prints somewhere else: only with it can the removal of the last entries be found.
    """
    with unit_of_work(SYSTEM, write=False) as unit:
        breaks = list(chain.verify(unit.session))
        count = unit.session.scalar(select(func.count()).select_from(AuditEntry))
        last = unit.session.scalar(select(AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1))
        known = unit.session.scalar(select(AuditEntry.id).where(AuditEntry.hash == contains)) if contains else True
    for found in breaks:
        reason = gettext(REASONS.get(found.reason, found.reason))
        click.echo(gettext(N_("第 %(id)s 条不对：%(reason)s。"), id=found.entry_id, reason=reason), err=True)
    if not known:
        click.echo(gettext(N_("没有哈希为 %(hash)s 的记录：末尾的记录被删除。"), hash=contains), err=True)
    if breaks or not known:
        raise SystemExit(REFUSED)
    click.echo(gettext(N_("审计链完整，共 %(count)s 条，最后一条 %(hash)s"), count=count, hash=last or chain.GENESIS))
