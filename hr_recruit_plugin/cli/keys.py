"""``flask recruit keys``: which keys protect what, and moving everything to a new one."""

from __future__ import annotations

from collections import Counter

import click
from tqdm import tqdm

from ..i18n import N_, gettext
from ..services import keys as service
from ..state import recruitment
from .context import installed
from .lazy import REFUSED


@click.group()
def keys() -> None:
    """Show and rotate the encryption keys."""


@keys.command()
@installed
def status() -> None:
    """Print every key and how many values are under it; the one marked * encrypts."""
    ring = recruitment().keyring
    click.echo(gettext(N_("密钥来自：%(where)s"), where=ring.file or "HR_RECRUIT_KEYS"))
    held = service.usage(ring)
    for key_id in ring.key_ids:
        click.echo(f"{'*' if key_id == ring.primary else ' '} {key_id:<24} {held[key_id]}")
    if held[service.OTHER]:
        text = N_("另有 %(count)s 个值用不在此处的密钥加密，读不出来。请从备份找回那把密钥。")
        click.echo(gettext(text, count=held[service.OTHER]), err=True)
        raise SystemExit(REFUSED)


@keys.command()
@click.option(
    "--resume", is_flag=True, help="Add no key: go on with an interrupted rotation, or use a configured key."
)
@installed
def rotate(resume: bool) -> None:
    """Add a key and move every encrypted value to it, a few at a time, while the system runs.

    Interrupt it whenever you like; --resume goes on. Old keys stay, so that backups can still be read.
    """
    state = recruitment()
    if not resume:
        click.echo(
            gettext(
                N_("新密钥 %(key)s 已加入，请随即备份 %(file)s。"),
                key=service.new_key(state),
                file=state.keyring.file,
            )
        )
    outcomes: Counter[str] = Counter()
    with tqdm(total=service.stale_count(state.keyring), unit="", disable=None) as bar:
        for move in service.reencrypt(state):
            outcomes[move.outcome] += 1
            bar.update()
            if move.outcome == "unreadable":
                bar.write(gettext(N_("读不出来：%(where)s"), where=f"{move.column} id={move.row_id}"))
    text = N_("%(count)s 个值已换用密钥 %(key)s。")
    click.echo(gettext(text, count=outcomes["moved"], key=state.keyring.primary))
    if outcomes["unreadable"]:
        text = N_("%(count)s 个值读不出来，原样保留。请找回它们的密钥，再运行 flask recruit keys rotate --resume")
        click.echo(gettext(text, count=outcomes["unreadable"]), err=True)
        raise SystemExit(REFUSED)
