"""Self-booking under a rush on PostgreSQL: attempts a second, how they ended, and whether anything is wrong afterwards.

    python benchmarks/booking.py [--candidates 5000] [--attempts 2] [--processes 2] [--threads 6]

Baseline of the same run: the same use case, but everybody waits for one lock (the usual cure for double booking) instead of
claiming slots under a unique key. The independent checker judges what stands after each.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.peers.postgres import PostgresCluster
from tests.support.rush import build


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, usual in (("candidates", 5000), ("attempts", 2), ("processes", 2), ("threads", 6)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hr-booking-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        cluster = PostgresCluster(folder / "postgres")
        cluster.start()
        try:
            for way, title in (("claims", "claims under a unique key"), ("lock", "one lock for everybody (baseline)")):
                print(title, *measure(cluster, folder, way, asked), sep="\n  ")
        finally:
            cluster.stop()


def measure(cluster: PostgresCluster, folder: Path, way: str, asked: argparse.Namespace) -> list[str]:
    url = cluster.create_database(way).replace("postgresql://", "postgresql+psycopg://", 1)
    own = folder / way
    own.mkdir()
    rush = build(url, own, candidates=asked.candidates, leads=5, rooms=5, a_day=9, a_week=40)
    attempts = rush.attempts(asked.attempts)
    started = time.perf_counter()
    ended = rush.run(attempts, asked.processes, asked.threads, way=way)
    spent = time.perf_counter() - started
    faults = rush.faults()
    rush.app.extensions["hr_recruit"].engine.dispose()
    return [
        f"{ended.total()} attempts in {spent:.1f} s: {ended.total() / spent:.0f} a second, starting the processes included",
        ", ".join(f"{k} {n}" for k, n in sorted(ended.items())) + f"; places {rush.places}",
        "the checker finds " + ("nothing" if not faults else "; ".join(faults[:5])),
    ]


if __name__ == "__main__":
    main()
