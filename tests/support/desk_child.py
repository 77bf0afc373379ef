"""What a process of its own does that solves or publishes a plan and may be killed at it."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

from flask import Flask

from hr_recruit_plugin import HRRecruit
from hr_recruit_plugin.engines import scheduling as engine
from hr_recruit_plugin.services import publication, scheduling, solving
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.desk import NOW
from tests.support.host import ROLE_MAP, SmallHost


def small_app(uri: str, folder: Path) -> tuple[Flask, SmallHost]:
    glue = SmallHost()
    app = Flask("desk", instance_path=str(folder))
    app.config.update(
        HR_RECRUIT_DATABASE_URI=uri, HR_RECRUIT_KEY_FILE=str(folder / "keys.json"), HR_RECRUIT_WORKER="none",
        HR_RECRUIT_HOST=glue, HR_RECRUIT_ROLE_MAP=ROLE_MAP, SECRET_KEY="desk",
    )  # fmt: skip
    HRRecruit(app)
    app.extensions["hr_recruit"].clock = lambda: NOW
    return app, glue


def die(*_: Any, **__: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def die_after(call: Any) -> Any:
    """``call``, and then the end of this process."""
    def wrapped(*args: Any, **more: Any) -> Any:
        call(*args, **more)
        die()

    return wrapped


def work(uri: str, folder: Path, task: str, schedule_id: int) -> None:
    app, glue = small_app(uri, folder)
    if task == "die-solving":
        solving.BEAT = 0.01
        engine.plan = die  # type: ignore[assignment]
    if task == "die-before-the-plan-is-kept":
        solving._close = die  # type: ignore[assignment]
    if task == "die-before-claims":
        publication._Publication._claim = die  # type: ignore[assignment, method-assign]
    if task == "die-before-commit":
        publication.announce = die_after(publication.announce)
    with app.app_context():
        if "solv" in task or "kept" in task:
            scheduling.solve(glue.actor("hr"), schedule_id, seconds=5)
        else:
            with unit_of_work(glue.actor("hr")) as unit:
                scheduling.publish(unit, schedule_id, version=None)
            if task == "die-after-commit":
                die()
