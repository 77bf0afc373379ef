"""A process of its own that reads an import and kills itself on the way: ``import_child.py URI FOLDER BATCH AFTER``."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from hr_recruit_plugin.services import import_batch
from hr_recruit_plugin.services.unit import SYSTEM
from tests.support.outbox_child import small_app


def main() -> None:
    uri, folder, batch_id, after = sys.argv[1:]
    with small_app(uri, Path(folder)).app_context():
        for number, _ in enumerate(import_batch.run(SYSTEM, int(batch_id), workers=2), 1):
            if number == int(after):
                os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
