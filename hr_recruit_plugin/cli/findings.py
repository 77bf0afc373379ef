"""What ``doctor`` says: one line a finding, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import click

from ..i18n import N_, gettext

LEVELS = {"ok": (N_("正常"), "green"), "warn": (N_("注意"), "yellow"), "bad": (N_("错误"), "red")}


@dataclass(frozen=True)
class Finding:
    """``text`` and ``mend`` are sentences for the person who keeps the installation."""

    level: str
    text: str
    mend: str = ""


def ok(message: str, **params: Any) -> Finding:
    return Finding("ok", gettext(message, **params))


def warn(message: str, mend: str, **params: Any) -> Finding:
    return Finding("warn", gettext(message, **params), gettext(mend, **params))


def bad(message: str, mend: str, **params: Any) -> Finding:
    return Finding("bad", gettext(message, **params), gettext(mend, **params))


def tell(findings: Iterable[Finding]) -> int:
    """Print findings as they come. → exit code: 1 when something is wrong."""
    counts = dict.fromkeys(LEVELS, 0)
    for finding in findings:
        counts[finding.level] += 1
        title, colour = LEVELS[finding.level]
        click.echo(f"{click.style(f'[{gettext(title)}]', fg=colour)} {finding.text}")
        if finding.mend:
            click.echo(f"       → {finding.mend}")
    told = "，".join(f"{gettext(title)} {counts[level]}" for level, (title, _) in LEVELS.items())
    click.echo(told)
    return 1 if counts["bad"] else 0
