"""What a process of its own does that reads an import and kills itself on the way."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from hr_recruit_plugin.services import import_batch
from hr_recruit_plugin.services.unit import SYSTEM
from tests.support.outbox_child import small_app


def work(uri: str, folder: Path, batch_id: int, after: int) -> None:
    """File what is read; the end comes at the ``after``-th file."""
    with small_app(uri, folder).app_context():
        for number, _ in enumerate(import_batch.run(SYSTEM, batch_id, workers=2), 1):
            if number == after:
                os.kill(os.getpid(), signal.SIGKILL)
