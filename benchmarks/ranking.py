"""How well and how fast candidates are ranked.

    python benchmarks/ranking.py [--data tests/data/resumes] [--as-of 2026-12-01] [--gold-only] [--workers N] [--json]

Quality: every resume of the set is read and scored for every job of the set, and compared with ``relevance.jsonl``.
Two lines a job: ``files`` are the documents as a hospital gets them, ``gold`` the fields as a careful reader takes them
from the same documents, so that a mistake can be laid at the door of the reader or of the rule.

Speed: one job over 5,000 profiles, reports with reasons and evidence included, beside a bare loop that applies the
same rule with ``in`` on strings and returns a number. The fields are those of the set, repeated, with skills varied so
that remembering phrases does not flatter us.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import ranking_measures as measures

from hr_recruit_plugin.engines.matching import (
    DEGREES,
    CompiledRequirements,
    Lexicon,
    Profile,
    Requirement,
    profile_of,
    requirements_from,
    score,
)
from hr_recruit_plugin.engines.resume.model import ParsedResume

CANDIDATES = 5_000
ROUNDS = 5
Rows = dict[tuple[str, str], dict[str, Any]]


def gold_profiles(data: Path) -> dict[str, Profile]:
    """The profiles of the set by file name, from the published fields."""
    rows = [json.loads(line) for line in (data / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    return {
        row.pop("file"): profile_of(ParsedResume.from_dict({k: {"value": v} for k, v in row.items()})) for row in rows
    }


def read_profiles(data: Path, names: Iterable[str], as_of: date, workers: int) -> dict[str, Profile]:
    """The profiles of the set by file name, read from the documents; a refused one is an empty profile."""
    from hr_recruit_plugin.engines.resume import ResumeRefused
    from hr_recruit_plugin.engines.resume.sandbox import ReaderPool

    with ReaderPool(workers=workers) as pool, ThreadPoolExecutor(workers) as threads:

        def read(name: str) -> Profile:
            try:
                return profile_of(pool.read((data / name).read_bytes(), name, as_of))
            except ResumeRefused as refusal:
                print(f"refused: {name}: {refusal}", file=sys.stderr)
                return Profile()

        wanted = list(names)
        return dict(zip(wanted, threads.map(read, wanted), strict=True))


def jobs_of(data: Path) -> dict[str, tuple[Requirement, ...]]:
    """The requirements of each job by its code."""
    jobs = (json.loads(path.read_text(encoding="utf-8")) for path in sorted((data / "jobs").glob("*.json")))
    return {job["code"]: requirements_from(job["requirements"]) for job in jobs}


def ranked(profiles: dict[str, Profile], jobs: dict[str, tuple[Requirement, ...]], as_of: date) -> Rows:
    """Score and gate of every candidate for every job."""
    found: Rows = {}
    for code, requirements in jobs.items():
        for name, profile in profiles.items():
            report = score(profile, requirements, as_of=as_of)
            found[code, name] = {"score": report.score, "knocked_out": report.knocked_out}
    return found


def truth(data: Path) -> Rows:
    """Grade and gate of every candidate for every job, as published with the set."""
    rows = (json.loads(line) for line in (data / "relevance.jsonl").read_text(encoding="utf-8").splitlines())
    return {(row["job"], row["file"]): row for row in rows}


def many(profiles: Iterable[Profile]) -> list[Profile]:
    """``CANDIDATES`` profiles that share no object, each fifth with skills that no other has."""
    base = list(profiles)
    found = []
    for n in range(CANDIDATES):
        profile = Profile.from_dict(base[n % len(base)].to_dict())
        own = (
            tuple(replace(skill, value=f"{skill.value}{n}") for skill in profile.skills)
            if n % 5 == 0
            else profile.skills
        )
        found.append(replace(profile, skills=own))
    return found


def bare(profile: Profile, requirements: tuple[Requirement, ...], as_of: str, lexicon: Lexicon) -> tuple[float, bool]:
    """The rule as a loop over strings: no synonyms, no word boundaries, no reasons, no evidence."""
    total = earned = 0.0
    out = False
    for one in requirements:
        met = _bare_met(profile, one, as_of, lexicon)
        total += one.weight
        earned += one.weight * met
        out = out or (one.must and met < 1)
    return round(100 * earned / total, 2), out


def _bare_met(profile: Profile, one: Requirement, as_of: str, lexicon: Lexicon) -> float:
    if one.kind == "degree":
        return float(bool(profile.degree) and DEGREES.index(profile.degree.value) >= DEGREES.index(one.words[0]))
    if one.kind == "licence":
        held = (licence for licence in profile.licences if licence.kind == one.words[0])
        return float(any(not licence.expires or licence.expires >= as_of[: len(licence.expires)] for licence in held))
    if one.kind == "title":
        want, have = lexicon.rung(one.words[0]), profile.title and lexicon.rung(profile.title.value)
        return float(bool(want and have and have.ladder == want.ladder and have.level >= want.level))
    if one.kind == "years":
        return min(1.0, (profile.years.value if profile.years else 0.0) / (one.min or 1))
    texts = (
        [skill.value for skill in profile.skills]
        if one.kind == "skill"
        else [e.major or "" for e in profile.education]
    )
    return float(any(word.lower() in text.lower() for word in one.words for text in texts))


def seconds(run: Callable[[], object]) -> float:
    """The CPU time of the best of some rounds: the machine may be busy with others."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return best


def speed(
    profiles: list[Profile], jobs: dict[str, tuple[Requirement, ...]], as_of: date
) -> dict[str, dict[str, float]]:
    """Seconds for one job over ``profiles``, compiling included, beside the bare loop's."""
    lexicon, day = Lexicon.load(), as_of.isoformat()
    found = {}
    for code, requirements in jobs.items():

        def ours(asked: tuple[Requirement, ...] = requirements) -> None:
            compiled = CompiledRequirements(asked)
            for profile in profiles:
                compiled.score(profile, as_of=as_of)

        def loop(asked: tuple[Requirement, ...] = requirements) -> None:
            for profile in profiles:
                bare(profile, asked, day, lexicon)

        took, base = seconds(ours), seconds(loop)
        found[code] = {"seconds": round(took, 3), "bare_loop_seconds": round(base, 3), "ratio": round(took / base, 1)}
    return found


def show(result: dict[str, Any]) -> None:
    """The figures as a table."""
    names = ("ndcg@10", "pairwise_accuracy", "knockout_precision", "knockout_recall")
    print(f"{'job':14}{'from':7}" + "".join(f"{name:>20}" for name in names))
    for source, by_job in result["quality"].items():
        for job, row in by_job.items():
            print(f"{job:14}{source:7}" + "".join(f"{_figure(row[name]):>20}" for name in names))
    print(f"\none job over {CANDIDATES} candidates, CPU seconds (bare loop: the rule without reasons)")
    for job, row in result["speed"].items():
        print(f"{job:14}{row['seconds']:8.3f}   bare loop {row['bare_loop_seconds']:.3f}   ratio {row['ratio']:.1f}")


def _figure(value: float | None) -> str:
    return "—" if value is None else f"{value:.4f}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[1] / "tests" / "data" / "resumes")
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2026, 12, 1))
    parser.add_argument("--gold-only", action="store_true", help="do not read the documents")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    jobs, relevance, gold = jobs_of(args.data), truth(args.data), gold_profiles(args.data)
    sources = {"gold": gold}
    if not args.gold_only:
        sources = {"files": read_profiles(args.data, gold, args.as_of, args.workers)} | sources
    quality = {
        source: measures.by_job(relevance, ranked(profiles, jobs, args.as_of)) for source, profiles in sources.items()
    }
    result = {"quality": quality, "speed": speed(many(gold.values()), jobs, args.as_of)}
    if args.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        show(result)


if __name__ == "__main__":
    main()
