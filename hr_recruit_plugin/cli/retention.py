"""``flask recruit retention``: whose data is kept longer than it may be, and taking it out."""

from __future__ import annotations

import click

from ..i18n import N_, gettext
from ..services import erasure
from ..services.unit import unit_of_work
from ..state import recruitment
from .context import installed

NO_DAYS = N_("没有约定保留多少天。设 HR_RECRUIT_RETENTION_DAYS，或写 --days。")
MANY = 1_000_000


@click.command()
@click.option("--days", type=click.IntRange(1), help="Days after everything ended; by default HR_RECRUIT_RETENTION_DAYS.")
@click.option("--delete", is_flag=True, help="Take them out. Without it they are only counted.")
@installed
def retention(days: int | None, delete: bool) -> None:
    """Count, or take out, people all of whose applications ended longer ago than that; hires are never among them."""
    days = days or recruitment().settings.retention_days
    if not days:
        raise click.UsageError(gettext(NO_DAYS))
    if not delete:
        with unit_of_work(write=False) as unit:
            count = len(erasure.due(unit, days, limit=MANY))
        click.echo(gettext(N_("到期 %(count)s 人。加 --delete 删除，删后不能恢复。"), count=count))
        return
    people = files = 0
    while True:
        with unit_of_work() as unit:
            some = erasure.retain(unit, days)
        people, files = people + some[0], files + some[1]
        if some == (0, 0):
            break
    click.echo(gettext(N_("已删除 %(people)s 人、%(files)s 份被拒文件，统计数字保留。"), people=people, files=files))
