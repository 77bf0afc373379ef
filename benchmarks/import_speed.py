"""A folder of resumes into a job, as ``flask recruit import`` does it: wall time, the share of each step, memory.

    python benchmarks/import_speed.py [--files 5000 --workers 2]

Every other file is a text resume of somebody nobody has seen before: read, recognised, scored with reasons, filed, audited,
acknowledged, committed. The others are the PDF, DOCX and HTML resumes of ``tests/data/resumes``, who after the first time
are found to be the same people. Scans are left out. The database is SQLite on disk.

Baseline of the same run: the same files through the same number of reader processes, and nothing done with what was read.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from api_applications import people
from board import host

from hr_recruit_plugin.engines.resume.sandbox import ReaderPool
from hr_recruit_plugin.services import import_batch
from hr_recruit_plugin.services.unit import SYSTEM, unit_of_work
from tests.support.recruiting import open_job

RESUMES = Path(__file__).resolve().parents[1] / "tests" / "data" / "resumes"


def files(count: int) -> Iterator[tuple[str, bytes]]:
    """(name, content), text of a new person and a laid-out file in turn."""
    names = [json.loads(line)["file"] for line in (RESUMES / "gold.jsonl").read_text("utf-8").splitlines()]
    laid_out = [(n, (RESUMES / n).read_bytes()) for n in names if "scan" not in n and not n.endswith(".txt")]
    new = ((f"{n}.txt", content) for n, content in enumerate(people(0, (count + 1) // 2)))
    pairs = zip(new, itertools.cycle(laid_out), strict=False)
    return itertools.islice(itertools.chain.from_iterable(pairs), count)


def cpu() -> tuple[float, float]:
    """CPU seconds so far: (this process, its children that have ended)."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime, children.ru_utime + children.ru_stime


def bare(count: int, workers: int) -> float:
    """Seconds of wall time for reading alone."""
    start = time.perf_counter()
    with ReaderPool(workers) as pool:
        for _ in pool.map(files(count), date(2026, 12, 1), ocr=False):
            pass
    return time.perf_counter() - start


def imported(count: int, workers: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        app, _ = host(Path(folder))
        with app.app_context():
            start = time.perf_counter()
            with unit_of_work() as unit:
                job = open_job(unit)
                batch_id = import_batch.start(unit, job, "benchmark", ((n, data, None) for n, data in files(count)))
            written = time.perf_counter() - start
            own, below = cpu()
            outcomes, peak, processes = Counter[str](), 0, psutil.Process()
            for number, result in enumerate(import_batch.run(SYSTEM, batch_id, workers=workers)):
                outcomes[result.outcome] += 1
                if number % 100 == 0:
                    peak = max(peak, *(child.memory_info().rss for child in processes.children()))
            wall = time.perf_counter() - start
        own, below = (after - before for after, before in zip(cpu(), (own, below), strict=True))
    mine = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} files, {workers} readers: {wall:.0f} s, {count / wall:.0f} a second; {dict(outcomes)}")
    print(f"written down in {written:.1f} s; CPU a file: reading {1000 * below / count:.1f} ms, "
          f"recognising, scoring and filing {1000 * own / count:.1f} ms")  # fmt: skip
    print(f"resident at most: this process {mine:.0f} MB, a reader {peak / 1e6:.0f} MB")
    only = bare(count, workers)
    print(f"bare reading of the same files: {only:.0f} s; ratio {wall / only:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    imported(args.files, args.workers)


if __name__ == "__main__":
    main()
