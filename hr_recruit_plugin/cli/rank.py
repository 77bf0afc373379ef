"""``rank JOB.json DIR``: read the resumes of a folder, score them for one job, and print them best first."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from ..engines.matching import (
    CompiledRequirements,
    MatchReport,
    Part,
    Profile,
    Ranked,
    RequirementError,
    Sentence,
    affinity,
    profile_of,
    requirements_from,
    say,
    score,
)
from ..engines.matching import (
    rank as in_order,
)
from ..engines.matching.sentences import N_
from ..engines.resume import ParsedResume, ResumeRefused
from ..engines.resume.sandbox import ReaderPool

LEFT_ALONE = frozenset({".json", ".jsonl", ".csv", ".md", ".py", ".log"})
"""Suffixes of files that lie beside resumes and are none. Every other file is read, or refused with a reason."""

Reader = Callable[[bytes, str, date], ParsedResume]


@dataclass(frozen=True)
class RankingJob:
    """A job as ``JOB.json`` gives it."""

    code: str
    requirements: CompiledRequirements
    advertisement: str


@dataclass(frozen=True)
class Scored:
    profile: Profile
    report: MatchReport


@dataclass(frozen=True)
class Refusal:
    code: str
    reason: str


class BadJob(click.ClickException):
    """``JOB.json`` cannot be used; nothing was read."""

    exit_code = 2


@click.command()
@click.argument("job", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(exists=True, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line instead of a table.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="What counts as today, for licences and for work that goes on.  [default: today]",
)
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that read files.  [default: one per CPU]")
def rank(job: Path, folder: str, as_json: bool, as_of: datetime | None, workers: int | None) -> None:
    """Score the resumes in FOLDER for the job in JOB (JSON with code and requirements), best first.

    Candidates who miss a must-have come after those who miss none; among equals, who is nearer to the words of
    the advertisement comes first. Files that cannot be read come last, with the reason. Sub-folders and data
    files (.json, .jsonl, .csv, README) are left alone.
    """
    asked = read_job(job)
    paths, left = resumes_in(folder)
    if left:
        click.echo(str(say(N_("未读取 %(count)d 个子目录或非简历文件"), count=left)), err=True)
    day = as_of.date() if as_of else date.today()  # noqa: DTZ011 - the day on the wall of whoever runs it
    scored: dict[str, Scored] = {}
    refused: dict[str, Refusal] = {}
    for path, outcome in _outcomes(paths, asked.requirements, day, workers or os.cpu_count() or 1):
        if isinstance(outcome, Refusal):
            refused[path] = outcome
        else:
            scored[path] = outcome
    ranked = in_order(
        {path: one.report for path, one in scored.items()},
        affinity(asked.advertisement, {path: one.profile for path, one in scored.items()}),
    )
    for line in (_json_lines if as_json else _table_lines)(asked.code, ranked, refused):
        click.echo(line)


def read_job(path: Path) -> RankingJob:
    """The job in ``path``; ``BadJob`` says what is wrong and where."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, RecursionError) as problem:
        raise _bad(path, say(N_("读不出来：%(why)s"), why=str(problem))) from problem
    except json.JSONDecodeError as problem:
        where = say(N_("不是 JSON：第 %(line)d 行第 %(column)d 列"), line=problem.lineno, column=problem.colno)
        raise _bad(path, where) from problem
    if not isinstance(data, dict) or "requirements" not in data:
        raise _bad(path, say(N_("须是一个含「requirements」列表的对象")))
    try:
        requirements = requirements_from(data["requirements"])
    except RequirementError as problem:
        raise BadJob(f"{path}: {problem}") from problem
    if not requirements:
        raise _bad(path, say(N_("「requirements」是空的，无从评分")))
    code, text = str(data.get("code") or path.stem), str(data.get("text") or "")
    return RankingJob(code, CompiledRequirements(requirements), text)


def _bad(path: Path, message: Sentence) -> BadJob:
    return BadJob(f"{path}: {message}")


def resumes_in(folder: str) -> tuple[list[str], int]:
    """The files of ``folder`` that may be resumes, by name and as given (FOLDER/name), and how many entries are not."""
    entries = sorted(Path(folder).iterdir(), key=lambda entry: entry.name)
    chosen = [entry.name for entry in entries if entry.is_file() and not _left_alone(entry)]
    base = folder if folder.endswith("/") else f"{folder}/"
    return [base + name for name in chosen], len(entries) - len(chosen)


def _left_alone(entry: Path) -> bool:
    name = entry.name.lower()
    return name.startswith((".", "readme", "~$")) or entry.suffix.lower() in LEFT_ALONE


def _outcomes(
    paths: list[str], requirements: CompiledRequirements, as_of: date, workers: int
) -> Iterator[tuple[str, Scored | Refusal]]:
    """What came of each file, in the order of ``paths``. Texts and page boxes are dropped: memory stays flat."""
    if not paths:
        return
    with ReaderPool(workers=workers) as pool, ThreadPoolExecutor(workers) as threads:

        def outcome(path: str) -> Scored | Refusal:
            return outcome_of(path, pool.read, requirements, as_of)

        outcomes = threads.map(outcome, paths)
        with click.progressbar(outcomes, length=len(paths), file=sys.stderr) as shown:
            yield from zip(paths, shown, strict=True)


def outcome_of(path: str, read: Reader, requirements: CompiledRequirements, as_of: date) -> Scored | Refusal:
    """Read and score one file; what cannot be read is an answer and stops nobody else."""
    try:
        data = Path(path).read_bytes()
    except OSError as problem:
        return Refusal("unreadable", str(say(N_("文件打不开：%(why)s"), why=problem.strerror or str(problem))))
    try:
        profile = profile_of(read(data, Path(path).name, as_of))
        return Scored(profile, score(profile, requirements, as_of=as_of))
    except ResumeRefused as refusal:
        return Refusal(refusal.code, str(refusal))


def _json_lines(code: str, ranked: tuple[Ranked[str], ...], refused: dict[str, Refusal]) -> Iterator[str]:
    for one in ranked:
        report = one.report
        line: dict[str, Any] = {
            "job": code,
            "file": one.key,
            "score": report.score,
            "knocked_out": report.knocked_out,
        }
        line["parts"] = [_plain_part(part) for part in report.parts]
        line["missing"] = [str(sentence) for sentence in report.missing]
        yield json.dumps(line, ensure_ascii=False)
    for path, refusal in refused.items():
        line = {"job": code, "file": path, "refused": refusal.code, "reason": refusal.reason}
        yield json.dumps(line, ensure_ascii=False)


def _plain_part(part: Part) -> dict[str, Any]:
    """A part with its sentences as text: what is printed is read and not translated again."""
    items = [
        {
            "requirement": item.requirement.to_dict() if item.requirement else None,
            "met": item.met,
            "points": item.points,
            "out_of": item.out_of,
            "reason": str(item.reason),
            "evidence": [
                {"page": one.page, "start": one.start, "end": one.end, "text": one.text} for one in item.evidence
            ],
        }
        for item in part.items
    ]
    return {"name": part.name, "weight": part.weight, "earned": part.earned, "items": items}


def _table_lines(code: str, ranked: tuple[Ranked[str], ...], refused: dict[str, Refusal]) -> Iterator[str]:
    for one in ranked:
        parts = _joined(f"{part.label} {part.earned:.0f}/{part.weight:.0f}" for part in one.report.parts)
        yield f"{one.place:4}  {one.report.score:6.2f}  {one.key}  {parts}"
        for sentence in one.report.missing:
            yield f"{'':14}{sentence}"
    for path, refusal in refused.items():
        yield f"   -       -  {path}  {refusal.reason}"


def _joined(pieces: Iterable[str]) -> str:
    return "，".join(pieces)
