"""``hr-recruit seats``: a written exam in, who sits where out; needs no host and no database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from hr_recruit_plugin.engines.scheduling import SeatPlan, troubles
from hr_recruit_plugin.engines.scheduling import seats as make_seats
from hr_recruit_plugin.i18n import N_
from hr_recruit_plugin.schemas.exam_file import Exam, read_exam, written

from .problem_file import read_problem


@click.command("seats")
@click.argument("problem", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the plan as one JSON object.")
@click.option("--seed", help="The lot to draw with, instead of the file's.")
def seats(*, problem: Path, as_json: bool, seed: str | None) -> None:
    """Seat the written exam of PROBLEM (JSON, see docs/scheduling-format.md).

    The plan goes to standard output. A file that cannot be seated exits with 2; a plan that lacks seats or
    invigilators is printed, says so on standard error, and exits with 1.
    """
    refusal = N_("%(path)s 不能用来排考场：")
    exam, found = read_problem(problem, lambda raw: _solved(raw, seed), refusal)
    click.echo(json.dumps(written(exam, found), ensure_ascii=False) if as_json else _summary(exam, found))
    lacks = troubles(found)
    for message, params in lacks:
        click.echo(message % params, err=True)
    if lacks:
        raise click.exceptions.Exit(1)


def _solved(raw: Any, seed: str | None) -> tuple[Exam, SeatPlan]:
    if seed is not None and isinstance(raw, dict):
        raw["seed"] = seed
    exam = read_exam(raw)
    return exam, make_seats(exam.candidates, exam.rooms, exam.invigilators, seed=exam.seed)


def _summary(exam: Exam, found: SeatPlan) -> str:
    lines = [N_("%(name)s：%(n)d 人坐 %(rooms)d 间考场，%(elsewhere)d 人不在首选院区") % {
        "name": exam.name, "n": len(found.seats), "rooms": len(found.rooms), "elsewhere": found.elsewhere}]  # fmt: skip
    for room in found.rooms:
        lines.append(f"{room}  {'、'.join(found.invigilators.get(room, ()))}")
        lines += [f"  {s.number:4d}  {s.candidate}" for s in found.seats if s.room == room]
    return "\n".join(lines)
