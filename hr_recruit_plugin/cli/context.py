"""Running a command inside the host's application."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError

from ..errors import SetupError
from ..i18n import LOCALES
from ..security.permissions import Permission
from ..services.unit import Actor
from ..state import recruitment

P = ParamSpec("P")
R = TypeVar("R")

SHELL = Actor("命令行", permissions=frozenset(Permission))
"""Who has a shell on the server may do everything; the audit chain says that it was done there."""


def installed(command: Callable[P, R]) -> Callable[P, R]:
    """Run ``command`` in an application context, in the configured language; a database that fails is one line."""

    @with_appcontext
    @wraps(command)
    def run(*arguments: P.args, **options: P.kwargs) -> R:
        settings = recruitment().settings
        g.hr_recruit_locale = settings.locale if settings.locale in LOCALES else "zh"
        try:
            return command(*arguments, **options)
        except DBAPIError as problem:
            told = str(problem.orig).strip().splitlines()[0] if problem.orig else type(problem).__name__
            raise SetupError(f"the database refuses: {told}; see: flask recruit doctor") from problem

    return run
