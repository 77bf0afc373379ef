"""A problem from a JSON file, for the commands that need no host: read it, or say everything that is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from hr_recruit_plugin.engines.scheduling import ProblemError

T = TypeVar("T")


def read_problem(path: Path, read: Callable[[Any], T], refusal: str) -> T:
    """What ``read`` makes of the JSON in ``path`` ("-" is standard input).

    What cannot be read is told on standard error, ``refusal`` first and a line for each complaint; it exits with 2.
    """
    try:
        with click.open_file(str(path), encoding="utf-8") as file:
            raw = json.load(file)
        return read(raw)
    except ProblemError as error:
        complaints = error.complaints
    except (OSError, ValueError, RecursionError) as error:
        complaints = [f"{path}：{error}"]
    click.echo(refusal % {"path": path}, err=True)
    for complaint in complaints:
        click.echo(f"  {complaint}", err=True)
    raise click.exceptions.Exit(2)
