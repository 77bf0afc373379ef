"""A bare Flask application as host: the answers that hold when a host gives none of its own."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask
from sqlalchemy import Engine

from hr_recruit_plugin.hooks.specs import hookimpl
from hr_recruit_plugin.records import Department, HostUser


class BareFlask:
    """Registered first, so that every host that knows better is asked before."""

    @hookimpl(trylast=True)
    def recruit_engine(self, app: Flask) -> Engine | None:
        """The engine of the host's Flask-SQLAlchemy, when it has one."""
        found = app.extensions.get("sqlalchemy")
        database = getattr(found, "db", found)
        with app.app_context():
            engine: Engine | None = getattr(database, "engine", None)
        return engine

    @hookimpl(trylast=True)
    def recruit_departments(self) -> Sequence[Department]:
        return ()

    @hookimpl(trylast=True)
    def recruit_find_users(self, query: str) -> Sequence[HostUser]:
        return ()
