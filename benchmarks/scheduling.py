"""Scheduling figures beside the first-come baseline, in one run: ``python benchmarks/scheduling.py [--kinds ABCDRX]``.

Without ``--seeds`` the sample problems are planned, with them generated ones of the same kinds. ``--csplib DIR`` adds
the public interview assignment instances (CSPLib 062) from a folder that holds them; written exams always follow.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from pathlib import Path

from scheduling_goals import Run, goals

from hr_recruit_plugin.engines.scheduling import Plan, Problem, Progress, check, figures, plan
from hr_recruit_plugin.engines.scheduling.greedy import greedy

SAMPLES = Path(__file__).parent.parent / "tests" / "data" / "scheduling"


def problems(kinds: str, seeds: list[int]) -> list[Problem]:
    """Sample problems, or generated ones of every kind for every seed."""
    if not seeds:
        return [Problem.from_dict(json.loads((SAMPLES / f"{kind}-1.json").read_text("utf-8"))) for kind in kinds]
    from scheduling_instances import instance
    return [instance(kind, seed) for kind in kinds for seed in seeds]


def run(problem: Problem, seconds: float, workers: int, sample: bool) -> None:
    """Plan one problem and print a line for each level and each goal."""
    began = time.process_time()
    baseline = figures(problem, greedy(problem))
    baseline_cpu = time.process_time() - began
    proven_at: dict[str, float] = {}
    began, wall = time.process_time(), time.monotonic()

    def told(p: Progress) -> None:
        if p.proven:
            proven_at.setdefault(p.level, time.process_time() - began)

    found = plan(problem, seconds=seconds, workers=workers, progress=told)
    cpu, wall = time.process_time() - began, time.monotonic() - wall
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    broken = check(problem, found)
    print(f"\n{problem.name}: {len(found.placed)} of {len(problem.interviews)} placed; {cpu:.1f} CPU s, {wall:.1f} s, "
          f"peak {memory} MB; baseline {baseline_cpu:.1f} CPU s; {len(broken)} violations")
    for level in found.levels:
        limit = "=" if level.proven else f"≥ {'?' if level.bound is None else level.bound}"
        print(f"  {level.name:14s} baseline {baseline.value(level.name):6d}   plan {level.value:6d}  {limit:8s} "
              f"{level.seconds:6.1f} s")
    explain(found)
    for text, met in goals(problem.name[0], Run(found, cpu, wall, memory, proven_at), sample=sample):
        print(f"  goal {'met    ' if met else 'NOT met'}  {text}")


def explain(found: Plan) -> None:
    """The reasons of a plan's unplaced interviews, the first five."""
    for left in found.unplaced[:5]:
        print(f"  {left.interview}: {left.reasons[0].text}")
    if found.way_out is not None:
        print(f"  {found.way_out.text}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kinds", default="ABCDRX")
    parser.add_argument("--seeds", type=int, nargs="*", default=[])
    parser.add_argument("--variants", nargs="*", help="instead: problems bent out of shape, see scheduling_variants")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--csplib", type=Path, help="folder with the data files of CSPLib 062")
    args = parser.parse_args()
    if args.variants is not None:
        from scheduling_variants import VARIANTS, variant
        for name in args.variants or VARIANTS:
            run(variant(name, 1), args.seconds, args.workers, sample=False)
        return
    for problem in problems(args.kinds, args.seeds):
        run(problem, args.seconds, args.workers, sample=not args.seeds)
    from exam_seats import report as exam
    exam()
    if args.csplib:
        from scheduling_csplib import report
        report(args.csplib, args.seconds)
    else:
        print("\nCSPLib 062 was left out: name the folder with its data files, make bench-scheduling CSPLIB=DIR")


if __name__ == "__main__":
    main()
