"""Speed and memory of the resume reader beside bare pypdfium2 text extraction in the same run.

``python -m benchmarks.resume_speed --files 5000 --workers 2``: the text resumes of ``tests/data/resumes`` over and over, through
the worker processes as an import does; then CPU time of each step in one process.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psutil
import pypdfium2

from hr_recruit_plugin.engines.resume import DEFAULT_LIMITS, ResumeRefused
from hr_recruit_plugin.engines.resume.extract import extract
from hr_recruit_plugin.engines.resume.reading import read_document
from hr_recruit_plugin.engines.resume.sandbox import ReaderPool

RESUMES = Path(__file__).resolve().parents[1] / "tests" / "data" / "resumes"
AS_OF = date(2026, 12, 1)


def text_resumes() -> list[tuple[str, bytes]]:
    names = [json.loads(line)["file"] for line in (RESUMES / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    return [(name, (RESUMES / name).read_bytes()) for name in names if "scan" not in name]


def batch(files: int, workers: int) -> None:
    """The whole way in, as an import goes it."""
    source: Iterator[tuple[str, bytes]] = itertools.islice(itertools.cycle(text_resumes()), files)
    peak, refused = 0, 0
    start = time.perf_counter()
    with ReaderPool(workers) as pool:
        for number, (_, result) in enumerate(pool.map(source, AS_OF, ocr=False)):
            refused += isinstance(result, ResumeRefused)
            if number % 50 == 0:
                peak = max(peak, *(child.memory_info().rss for child in psutil.Process().children()))
        wall = time.perf_counter() - start
    cpu = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = resource.getrusage(resource.RUSAGE_SELF)
    worked = cpu.ru_utime + cpu.ru_stime
    print(f"{files} resumes, {workers} workers: {wall:.1f} s, {files / wall:.0f} a second, {refused} refused")
    print(
        f"CPU a resume: workers {1000 * worked / files:.1f} ms, caller {1000 * (own.ru_utime + own.ru_stime) / files:.1f} ms"
    )
    print(f"largest worker: {peak / 1e6:.0f} MB resident")


def steps(rounds: int) -> None:
    """CPU milliseconds a resume: text with layout, then fields; and pages a CPU-second beside bare pypdfium2."""
    files = text_resumes()
    spent = {"layout": 0.0, "fields": 0.0}
    pdfs = [(name, data) for name, data in files if name.endswith(".pdf")]
    layout_pdf = bare = 0.0
    for _ in range(rounds):
        for name, data in files:
            start = time.process_time()
            document = read_document(data, name, DEFAULT_LIMITS, ocr=False)
            read = time.process_time()
            extract(document, AS_OF)
            spent["layout"] += read - start
            spent["fields"] += time.process_time() - read
            layout_pdf += read - start if name.endswith(".pdf") else 0.0
        start = time.process_time()
        for _, data in pdfs:
            pdf = pypdfium2.PdfDocument(data)
            for page in pdf:
                page.get_textpage().get_text_bounded()
            pdf.close()
        bare += time.process_time() - start
    total = len(files) * rounds
    for step, seconds in spent.items():
        print(f"{step}: {1000 * seconds / total:.2f} ms a resume ({100 * seconds / sum(spent.values()):.0f} %)")
    pages = rounds * sum(len(pypdfium2.PdfDocument(data)) for _, data in pdfs)
    print(
        f"PDF pages a CPU-second: {pages / layout_pdf:.0f} with boxes, order and tables; bare pypdfium2 {pages / bare:.0f}"
    )
    print(f"ratio to bare extraction: {layout_pdf / bare:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    steps(args.rounds)
    batch(args.files, args.workers)


if __name__ == "__main__":
    main()
