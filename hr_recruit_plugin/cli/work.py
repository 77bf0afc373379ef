"""``flask recruit work``: deliver what waits, once or for as long as the process lives."""

from __future__ import annotations

import logging
import signal
import threading
from collections import Counter

import click
from sqlalchemy.exc import SQLAlchemyError

from ..i18n import N_, gettext
from ..outbox.periodic import run_due
from ..outbox.runner import PAUSE_AFTER_FAILURE, drain
from ..state import Recruitment, recruitment
from .context import installed

log = logging.getLogger(__name__)

STATES = {
    "done": N_("已送达"),
    "partly": N_("部分送达"),
    "waiting": N_("稍后再试"),
    "unknown": N_("结果不明，稍后核对"),
    "parked": N_("已搁置，要人处理"),
    "elsewhere": N_("由别的进程接手"),
}


@click.command()
@click.option("--loop", is_flag=True, help="Go on until stopped, for a service of its own (HR_RECRUIT_WORKER=none).")
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 3600),
    default=5.0,
    show_default=True,
    help="With --loop: pause between looks.",
)
@installed
def work(loop: bool, seconds: float) -> None:
    """Send reminders that are due and deliver everything in the outbox that is due."""
    state = recruitment()
    if not loop:
        run_due(state.app, everything=True)
        click.echo(_summary(drain(state, until_empty=True)))
        return
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        # The delivery at hand is ended before the process is.
        signal.signal(number, lambda *_: stopping.set())
    while not stopping.is_set():
        stopping.wait(_turn(state, stopping, seconds))


def _turn(state: Recruitment, stopping: threading.Event, pause: float) -> float:
    """One round of a service. → seconds to the next. A database that is away for a while does not end it."""
    try:
        run_due(state.app)
        while not stopping.is_set() and (outcomes := drain(state, stopping=stopping.is_set)):
            click.echo(_summary(outcomes))
    except SQLAlchemyError as problem:
        log.warning("the outbox can't be read (%s); trying again", type(problem).__name__)
        return max(pause, PAUSE_AFTER_FAILURE)
    return pause


def _summary(outcomes: Counter[str]) -> str:
    if not outcomes:
        return gettext(N_("没有到期的投递。"))
    return "，".join(f"{gettext(STATES.get(state, state))} {count}" for state, count in outcomes.most_common())
