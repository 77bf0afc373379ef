"""What a process of its own does that queues or delivers, and may kill itself."""

from __future__ import annotations

import os
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask

from hr_recruit_plugin import HRRecruit
from hr_recruit_plugin.outbox import claim
from hr_recruit_plugin.outbox.runner import drain
from hr_recruit_plugin.outbox.worker import worker_name
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.ledger import Brings, queue


def small_app(uri: str, folder: Path) -> Flask:
    app = Flask("child", instance_path=str(folder))
    app.config.update(
        HR_RECRUIT_DATABASE_URI=uri, HR_RECRUIT_KEY_FILE=str(folder / "keys.json"), HR_RECRUIT_WORKER="none"
    )
    HRRecruit(app, plugins=[Brings()])
    return app


def work(uri: str, folder: Path, task: str) -> None:
    app = small_app(uri, folder)
    claim.SETTLE = timedelta()
    if task == "queue-and-die":
        with app.app_context(), unit_of_work() as unit:
            queue(unit, *(f"k{number}" for number in range(5)))
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "claim-and-die":
        with app.app_context():
            assert claim.claim(worker_name(), datetime.now(UTC), 3)
        os.kill(os.getpid(), signal.SIGKILL)
    drain(app.extensions["hr_recruit"], limit=3, until_empty=True)
