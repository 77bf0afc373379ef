"""``hr-recruit plan``: a planning problem in, a plan out; needs no host and no database."""

from __future__ import annotations

import json
from pathlib import Path

import click

from hr_recruit_plugin.engines.scheduling import Plan, Problem, Progress
from hr_recruit_plugin.engines.scheduling import plan as make_plan
from hr_recruit_plugin.engines.scheduling.texts import N_

from .problem_file import read_problem


@click.command("plan")
@click.argument("problem", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the plan as one JSON object.")
@click.option("--seconds", type=click.FloatRange(min=0.1), default=60, show_default=True, help="Wall time to plan in.")
@click.option("--workers", type=click.IntRange(min=1, max=64), default=2, show_default=True, help="Solver threads.")
@click.option("--now", help="Local time YYYY-MM-DDTHH:MM; refuses sessions that have begun.")
@click.option("--timezone", help="IANA zone; refuses sessions that touch a clock change.")
def plan(*, problem: Path, as_json: bool, seconds: float, workers: int, now: str | None, timezone: str | None) -> None:
    """Plan the interviews of PROBLEM (JSON, see docs/scheduling-format.md).

    The plan goes to standard output, progress to standard error. A problem that cannot be planned exits with 2.
    """
    refusal = N_("%(path)s 不能用来排面试：")
    read = read_problem(problem, lambda raw: Problem.from_dict(raw, now=now, zone=timezone), refusal)
    found = make_plan(read, seconds=seconds, workers=workers, progress=_Printer())
    if as_json:
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False))
    else:
        click.echo(_summary(read, found))


class _Printer:
    """A line on standard error for each change of value or limit."""

    def __init__(self) -> None:
        self.last = ""

    def __call__(self, p: Progress) -> None:
        state = N_("已证明最优") if p.proven else ""
        line = f"{p.level:14s} {'–' if p.value is None else p.value} ≥ {'?' if p.bound is None else p.bound} {state}"
        if line != self.last:
            self.last = line
            click.echo(f"{p.seconds:7.1f} s  {line.rstrip()}", err=True)


def _summary(problem: Problem, found: Plan) -> str:
    lines = [N_("%(name)s：排上 %(placed)d 场，未排上 %(left)d 场") % {
        "name": problem.name, "placed": len(found.placed), "left": len(found.unplaced)}]
    lines += [f"  {p.start.replace('T', ' ')}  {p.interview}  {p.room or '–'}  {'、'.join(p.interviewers)}"
              for p in found.placed]
    lines += [f"  {u.interview}：{'；'.join(r.text for r in u.reasons)}" for u in found.unplaced]
    if found.way_out is not None:
        lines.append(found.way_out.text)
    for level in found.levels:
        state = N_("已证明最优") if level.proven else f"≥ {'?' if level.bound is None else level.bound}"
        lines.append(f"  {level.name:14s} {level.value:6d}  {state}")
    return "\n".join(lines)
