"""``doctor``: what is wrong, and how to mend it. Some hosts start without a plugin that failed and say nothing."""

from __future__ import annotations

from itertools import chain

import click

from .findings import tell
from .machine import machine


@click.command("doctor")
def standalone() -> None:
    """Check this machine: Python, packages, fonts, PDF letters. Exit with 1 when something is wrong."""
    raise SystemExit(tell(machine()))


@click.command("doctor")
@click.pass_context
def doctor(context: click.Context) -> None:
    """Check this machine and this installation, down to the outbox. Exit with 1 when something is wrong."""
    from flask.cli import ScriptInfo

    from .installation import installation

    # Not loaded by Flask's own decorator: a host that can't start is a finding, too.
    raise SystemExit(tell(chain(machine(), installation(context.ensure_object(ScriptInfo).load_app))))
