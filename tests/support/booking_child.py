"""A process of its own whose threads book: ``booking_child.py URI FOLDER ATTEMPTS.json THREADS WAY`` prints how they ended."""

from __future__ import annotations

import json
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from flask import Flask
from sqlalchemy import select

from hr_recruit_plugin.errors import Invalid
from hr_recruit_plugin.models import Booking
from hr_recruit_plugin.services import choosing
from hr_recruit_plugin.services.placing import Taken
from hr_recruit_plugin.services.unit import CANDIDATE, unit_of_work
from tests.support.booking import local
from tests.support.rush import application


def attempt(app: Flask, token: str, start: str, way: str) -> str:
    try:
        with app.app_context(), unit_of_work(CANDIDATE) as unit:
            if way == "lock":
                # What the claims replace: everybody waits for everybody.
                unit.session.execute(select(Booking.id).with_for_update())
            choosing.choose(unit, "slot", token, local(start))
    except Taken:
        return "beaten"
    except Invalid:
        return "has one"
    return "booked"


def main() -> None:
    uri, folder, file, threads, way = sys.argv[1:]
    app = application(uri, Path(folder))
    wanted = json.loads(Path(file).read_text(encoding="utf-8"))
    with ThreadPoolExecutor(int(threads)) as pool:
        ended = Counter(pool.map(lambda a: attempt(app, a[0], a[1], way), wanted))
    print(json.dumps(ended))


if __name__ == "__main__":
    main()
