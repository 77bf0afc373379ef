"""A command group that imports a command when it is called, and tells errors in one line."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from ..errors import RecruitmentError, SetupError

REFUSED = 1
"""Exit code when something did not happen or does not hold."""


class RefusedHere(click.ClickException):
    """A use case that did not happen."""

    exit_code = REFUSED


class Misconfigured(click.ClickException):
    """An installation that can't work like this."""

    exit_code = 2


class LazyGroup(click.Group):
    """``commands`` maps a name to (``.module:command``, one line of help)."""

    def __init__(
        self, name: str, *, commands: Mapping[str, tuple[str, str]], package: str, **attributes: Any
    ) -> None:
        super().__init__(name, **attributes)
        self.lazy, self.package = commands, package

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.lazy:
            return None
        module, _, name = self.lazy[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module, self.package), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # The one-line helps stand here, so that listing them imports nothing.
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.lazy[name][1]) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except RecruitmentError as problem:
            raise RefusedHere(told(problem)) from problem
        except SetupError as problem:
            raise Misconfigured(str(problem)) from problem


def told(problem: RecruitmentError) -> str:
    """The reason in the reader's language."""
    from ..i18n import gettext

    return gettext(problem.message, **problem.params)
