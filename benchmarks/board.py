"""The board of one job with 1,000 and 5,000 candidates: p50 and p95 of the page, SQL statements, memory.

    python benchmarks/board.py [--requests 40]

Baseline of the same run: fetching the same number of bare application rows through SQLAlchemy. Peers measured on such a
machine: Odoo 19 77-95 ms of application CPU and 16-20 ms of database for its board of 5,000 (200 cards); Horilla 2,716 SQL
statements and 3.3 CPU-seconds for a pipeline view of 1,000.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import event, select

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from hr_recruit_plugin import HRRecruit, migrate
from hr_recruit_plugin.models import Application
from hr_recruit_plugin.services.unit import SYSTEM, unit_of_work
from tests.support.host import ROLE_MAP, SmallHost
from tests.support.recruiting import crowd, open_job


def host(folder: Path) -> tuple[Flask, SmallHost]:
    glue = SmallHost()
    app = Flask("bench", instance_path=str(folder))
    app.config.update(
        SECRET_KEY="bench", HR_RECRUIT_HOST=glue, HR_RECRUIT_ROLE_MAP=ROLE_MAP, HR_RECRUIT_WORKER="none",
        HR_RECRUIT_DATABASE_URI=f"sqlite:///{folder / 'bench.db'}",
    )  # fmt: skip
    HRRecruit(app)
    with app.app_context():
        migrate.upgrade(app.extensions["hr_recruit"].engine)
    glue.sign_in("hr")
    return app, glue


def timed(call: Callable[[], object], times: int) -> tuple[float, float, float]:
    """→ (p50 ms, p95 ms, CPU ms a call)."""
    call()
    spent, started = [], time.process_time()
    for _ in range(times):
        before = time.perf_counter()
        call()
        spent.append((time.perf_counter() - before) * 1000)
    cpu = (time.process_time() - started) * 1000 / times
    return statistics.median(spent), statistics.quantiles(spent, n=20)[-1], cpu


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=40)
    times = parser.parse_args().requests
    print(f"{'candidates':>10} {'p50 ms':>8} {'p95 ms':>8} {'CPU ms':>8} {'SQL':>4} {'kB':>6} {'bare rows ms':>13} {'ratio':>6}")
    for number in (1000, 5000):
        with tempfile.TemporaryDirectory() as folder:
            app, _ = host(Path(folder))
            with app.app_context(), unit_of_work(SYSTEM) as unit:
                job = open_job(unit, department_name="护理部")
                crowd(unit, job, number)
                job_id = job.id
            client, statements = app.test_client(), []
            engine = app.extensions["hr_recruit"].engine

            def count(*args: object, seen: list[object] = statements) -> None:
                seen.append(args[2])

            event.listen(engine, "before_cursor_execute", count)
            page = client.get(f"/recruit/jobs/{job_id}")
            sql = len(statements)
            event.remove(engine, "before_cursor_execute", count)
            assert page.status_code == 200, page.status
            p50, p95, cpu = timed(lambda: client.get(f"/recruit/jobs/{job_id}"), times)  # noqa: B023

            def bare() -> object:
                with app.app_context(), unit_of_work(SYSTEM, write=False) as unit:  # noqa: B023
                    return unit.session.execute(
                        select(Application.id, Application.score, Application.parts, Application.headline).limit(number)  # noqa: B023
                    ).all()

            floor, _, _ = timed(bare, times)
            print(f"{number:>10} {p50:8.1f} {p95:8.1f} {cpu:8.1f} {sql:4} {len(page.data) / 1000:6.0f} {floor:13.1f} {p50 / floor:6.2f}")
    print(f"resident memory, peak: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
