"""Speed and memory of reading and scoring resumes, beside bare pypdfium2 text extraction in the same run.

``python -m benchmarks.resume_speed --files 5000 --workers 2``: the text resumes of ``tests/data/resumes`` over and over, through
the worker processes as an import does, each scored for a job of the set; before that the CPU time of each step in one process.
What the rules remember about lines they have met is forgotten in every round, so that the repetition does not flatter us.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import psutil
import pypdfium2

from hr_recruit_plugin.engines.matching import CompiledRequirements, profile_of, requirements_from
from hr_recruit_plugin.engines.resume import DEFAULT_LIMITS, ParsedResume, ResumeRefused, labels, sections
from hr_recruit_plugin.engines.resume.extract import extract
from hr_recruit_plugin.engines.resume.reading import read_document
from hr_recruit_plugin.engines.resume.sandbox import ReaderPool

RESUMES = Path(__file__).resolve().parents[1] / "tests" / "data" / "resumes"
AS_OF = date(2026, 12, 1)


def text_resumes() -> list[tuple[str, bytes]]:
    names = [json.loads(line)["file"] for line in (RESUMES / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    return [(name, (RESUMES / name).read_bytes()) for name in names if "scan" not in name]


def requirements() -> CompiledRequirements:
    """What the first job of the set asks for."""
    job = json.loads(min((RESUMES / "jobs").glob("*.json")).read_text(encoding="utf-8"))
    return CompiledRequirements(requirements_from(job["requirements"]))


def batch(files: int, workers: int) -> None:
    """The whole way in, as an import goes it, and the score."""
    source: Iterator[tuple[str, bytes]] = itertools.islice(itertools.cycle(text_resumes()), files)
    peak, refused, job = 0, 0, requirements()
    start, before = time.perf_counter(), _cpu(resource.RUSAGE_SELF)
    with ReaderPool(workers) as pool:
        for number, (_, result) in enumerate(pool.map(source, AS_OF, ocr=False)):
            if isinstance(result, ResumeRefused):
                refused += 1
            else:
                job.score(profile_of(result), as_of=AS_OF)
            if number % 50 == 0:
                peak = max(peak, *(child.memory_info().rss for child in psutil.Process().children()))
        wall = time.perf_counter() - start
    worked, own = _cpu(resource.RUSAGE_CHILDREN), _cpu(resource.RUSAGE_SELF) - before
    print(
        f"{files} resumes read and scored, {workers} workers: {wall:.1f} s, {files / wall:.0f} a second, {refused} refused"
    )
    print(f"CPU a resume: workers {1000 * worked / files:.1f} ms, caller {1000 * own / files:.1f} ms")
    print(f"largest worker: {peak / 1e6:.0f} MB resident")


def _cpu(whose: int) -> float:
    used = resource.getrusage(whose)
    return used.ru_utime + used.ru_stime


def steps(rounds: int) -> None:
    """CPU milliseconds a resume: text with layout, fields, the way between processes, the score; pages beside bare pypdfium2."""
    files, job = text_resumes(), requirements()
    pdfs = [data for name, data in files if name.endswith(".pdf")]
    spent = {"text and layout": 0.0, "fields": 0.0, "between processes": 0.0, "score": 0.0}
    layout_pdf = bare = 0.0
    for _ in range(rounds):
        _forget()
        for name, data in files:
            taken = _one(name, data, job)
            layout_pdf += taken[0] if name.endswith(".pdf") else 0.0
            for step, seconds in zip(spent, taken, strict=True):
                spent[step] += seconds
        bare += _bare(pdfs)
    total = len(files) * rounds
    for step, seconds in spent.items():
        print(f"{step}: {1000 * seconds / total:.2f} ms a resume ({100 * seconds / sum(spent.values()):.0f} %)")
    pages = rounds * sum(len(pypdfium2.PdfDocument(data)) for data in pdfs)
    print(
        f"PDF pages a CPU-second: {pages / layout_pdf:.0f} with boxes, order and tables; bare pypdfium2 {pages / bare:.0f}"
    )
    print(f"ratio to bare extraction: {layout_pdf / bare:.2f}")


def _forget() -> None:
    for remembered in (sections.heading_kind, labels.whole_label):
        remembered.cache_clear()


def _one(name: str, data: bytes, job: CompiledRequirements) -> list[float]:
    """CPU seconds of each step for one resume."""
    times = [time.process_time()]
    document = read_document(data, name, DEFAULT_LIMITS, ocr=False)
    times.append(time.process_time())
    parsed = extract(document, AS_OF)
    times.append(time.process_time())
    parsed = ParsedResume.from_dict(json.loads(json.dumps(parsed.to_dict(), ensure_ascii=False).encode()))
    times.append(time.process_time())
    job.score(profile_of(parsed), as_of=AS_OF)
    times.append(time.process_time())
    return [later - earlier for earlier, later in itertools.pairwise(times)]


def _bare(pdfs: Sequence[bytes]) -> float:
    """CPU seconds that pypdfium2 takes for the text alone."""
    start = time.process_time()
    for data in pdfs:
        pdf = pypdfium2.PdfDocument(data)
        for page in pdf:
            page.get_textpage().get_text_bounded()
        pdf.close()
    return time.process_time() - start


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
