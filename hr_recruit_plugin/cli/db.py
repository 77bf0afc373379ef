"""``flask recruit db``: our tables on the host's database."""

from __future__ import annotations

import click

from .. import migrate
from ..i18n import N_, gettext
from ..state import recruitment
from .context import installed
from .lazy import REFUSED


@click.group()
def db() -> None:
    """Create, upgrade and check the tables. The host's own tables are never touched."""


@db.command()
@click.argument("revision", default="head")
@installed
def upgrade(revision: str) -> None:
    """Bring the tables up to REVISION (the newest by default)."""
    before, after = migrate.upgrade(recruitment().engine, revision)
    if before == after:
        click.echo(gettext(N_("数据表已是最新版本 %(revision)s。"), revision=after))
    else:
        click.echo(gettext(N_("数据表已从 %(before)s 升级到 %(after)s。"), before=_named(before), after=after))


@db.command()
@click.argument("revision")
@click.option("--yes", is_flag=True, help="Do not ask.")
@installed
def downgrade(revision: str, yes: bool) -> None:
    """Go back to REVISION; "base" removes the tables with everything in them."""
    if not yes:
        question = N_("退回 %(revision)s 会删除之后新增的表和其中的数据。继续？")
        click.confirm(gettext(question, revision=revision), abort=True)
    before, after = migrate.downgrade(recruitment().engine, revision)
    click.echo(gettext(N_("数据表已从 %(before)s 退回到 %(after)s。"), before=_named(before), after=_named(after)))


@db.command()
@installed
def current() -> None:
    """Print the revision of the tables, and the newest one."""
    found = migrate.current(recruitment().engine)
    click.echo(f"{_named(found)} ({gettext(N_('最新'))} {migrate.head()})")


@db.command()
@installed
def check() -> None:
    """Exit with 1 unless the tables are the newest and just as the product wants them."""
    engine = recruitment().engine
    if (found := migrate.current(engine)) != migrate.head():
        text = N_("数据表是 %(found)s，最新是 %(head)s。请运行 flask recruit db upgrade")
        click.echo(gettext(text, found=_named(found), head=migrate.head()), err=True)
        raise SystemExit(REFUSED)
    if differences := migrate.differences(engine):
        click.echo(
            gettext(
                N_(
                    "数据表有 %(count)s 处和程序不符：",
                ),
                count=len(differences),
            ),
            err=True,
        )
        for difference in differences:
            click.echo(f"  {migrate.describe(difference)}", err=True)
        raise SystemExit(REFUSED)
    click.echo(gettext(N_("数据表和程序一致（%(revision)s）。"), revision=found))


def _named(revision: str | None) -> str:
    return revision or gettext(N_("（还没有）"))
