"""Our tables on the host's engine: upgrade, downgrade and compare, without an ``env.py``.

Some hosts run every file of a ``migrations/`` folder as a revision, and most have an ``alembic_version`` table. So
ours are driven from here, with a version table of our own, and nothing outside ``hr_recruit_*`` is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from . import migrations, models
from .db import TABLE_PREFIX, VERSION_TABLE
from .errors import SetupError

BRANCH = "hr_recruit"
METADATA = models.AuditEntry.metadata
# Any constant will do: it names the lock that lets one process at a time migrate.
MIGRATION_LOCK = 0x68725F6D


def upgrade(engine: Engine, revision: str = "head") -> tuple[str | None, str | None]:
    """Bring our tables up to ``revision``. → (revision before, revision after).

    It all happens in one transaction, on SQLite too: an upgrade that fails half-way leaves nothing behind.

    Raises:
        SetupError: there is no such revision.
    """
    return _run(engine, revision, lambda s, current: s._upgrade_revs(_ours(revision), current))


def downgrade(engine: Engine, revision: str) -> tuple[str | None, str | None]:
    """Go back to ``revision``; ``base`` removes our tables with everything in them."""
    return _run(engine, revision, lambda s, current: s._downgrade_revs(_ours(revision), current))


def current(engine: Engine) -> str | None:
    """The revision our tables are at, or None where they are not."""
    with engine.connect() as connection:
        return _context(connection).get_current_revision()


def head() -> str:
    """The newest revision that this version of the product knows."""
    found = scripts().get_current_head()
    assert found is not None, "the product has at least one revision"
    return found


def differences(engine: Engine) -> Sequence[Any]:
    """What differs between our tables as they are and as the models want them; empty when all is well."""
    with engine.connect() as connection:
        return list(compare_metadata(_context(connection), METADATA))


def describe(difference: Any) -> str:
    """One of ``differences`` in a line, such as ``add_column hr_recruit_room.active``."""
    if isinstance(difference, list):
        return "; ".join(describe(part) for part in difference)
    kind, *parts = difference
    names = [getattr(part, "name", part) for part in parts if isinstance(getattr(part, "name", part), str)]
    return f"{kind} {'.'.join(names)}"


def scripts() -> ScriptDirectory:
    folder = str(Path(str(migrations.__file__)).parent)
    return ScriptDirectory(folder, version_locations=[folder])


def include_name(name: str | None, kind: str, parents: Any) -> bool:
    """Whether autogeneration may look at it: without this it would want to drop the host's tables."""
    return kind != "table" or (name or "").startswith(TABLE_PREFIX)


def _ours(revision: str) -> str:
    return f"{BRANCH}@{revision}" if revision in {"head", "base"} or revision[:1] in "+-" else revision


def _run(engine: Engine, revision: str, plan: Callable[[Any, Any], Any]) -> tuple[str | None, str | None]:
    found = scripts()
    environment = EnvironmentContext(Config(), found, fn=lambda current, _: plan(found, current))
    with environment, _locked(engine) as connection:
        before = _context(connection).get_current_revision()
        environment.configure(connection=connection, target_metadata=METADATA, **_options())
        try:
            environment.run_migrations()
        except CommandError as problem:
            raise SetupError(f"can't migrate to {revision!r}: {problem}; the newest is {head()}") from problem
        return before, _context(connection).get_current_revision()


@contextmanager
def _locked(engine: Engine) -> Iterator[Connection]:
    """A transaction that two starting processes can't be in at once."""
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            # The driver would begin at the first change of data, and leave changes of tables outside.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        elif connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        yield connection


def _context(connection: Connection) -> MigrationContext:
    return MigrationContext.configure(connection, opts={"target_metadata": METADATA, **_options()})


def _options() -> dict[str, Any]:
    return {"version_table": VERSION_TABLE, "include_name": include_name, "compare_type": True}
