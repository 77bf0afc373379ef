"""Write ``migrations/0001_recruitment.py`` from the models, for as long as no version has been released.

    python scripts/make_root_revision.py

After a release the file is history: changes then come as revisions of their own.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.operations.ops import CreateIndexOp, CreateTableOp, DropTableOp, MigrateOperation, UpgradeOps
from alembic.runtime.migration import MigrationContext
from sqlalchemy import DateTime, LargeBinary, create_engine

from hr_recruit_plugin import models
from hr_recruit_plugin.db import Base, Encrypted, UtcDateTime

TARGET = Path(__file__).resolve().parents[1] / "migrations" / "0001_recruitment.py"

HEAD = '''"""The tables of recruitment, and triggers that keep the audit chain append-only.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = ("hr_recruit",)
depends_on = None

AUDIT = "hr_recruit_audit_entry"
REFUSAL = "the audit chain is append-only"

'''

TAIL = """
def protect_audit_chain() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {AUDIT}_no_{deed.lower()} BEFORE {deed} ON {AUDIT} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
    elif op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION hr_recruit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {AUDIT}_no_change BEFORE UPDATE OR DELETE ON {AUDIT} "
            "FOR EACH ROW EXECUTE FUNCTION hr_recruit_refuse()"
        )
        op.execute(
            f"CREATE TRIGGER {AUDIT}_no_truncate BEFORE TRUNCATE ON {AUDIT} "
            "FOR EACH STATEMENT EXECUTE FUNCTION hr_recruit_refuse()"
        )
"""


def main() -> None:
    steps = [step for step in _steps() if isinstance(step, CreateTableOp | CreateIndexOp)]
    tables = [step.table_name for step in steps if isinstance(step, CreateTableOp)]
    homes = {table: home for home, names in _homes().items() for table in names}
    rooms = _in_order(homes)
    parts = [HEAD, "\ndef upgrade() -> None:\n", *(f"    create_{room}_tables()\n" for room in rooms)]
    parts += ["    protect_audit_chain()\n\n", "\ndef downgrade() -> None:\n"]
    parts += [_indented(_render([DropTableOp(table) for table in reversed(tables)]))]
    parts += ['    if op.get_bind().dialect.name == "postgresql":\n']
    parts += ['        op.execute("DROP FUNCTION hr_recruit_refuse()")\n']
    for room in rooms:
        body = _render([step for step in steps if homes[step.table_name] == room])
        parts.append(f"\n\ndef create_{room}_tables() -> None:\n{_indented(body)}")
    TARGET.write_text("".join([*parts, "\n", TAIL]), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(TARGET)], check=True)


def _steps() -> Iterator[MigrateOperation]:
    with create_engine("sqlite://").connect() as connection:
        script = produce_migrations(MigrationContext.configure(connection), Base.metadata)
    for step in script.upgrade_ops.ops:
        yield from getattr(step, "ops", [step])


def _homes() -> dict[str, list[str]]:
    """Models' file name → the tables it defines."""
    homes: dict[str, list[str]] = {}
    for name in models.__all__:
        model = getattr(models, name)
        homes.setdefault(model.__module__.rpartition(".")[2], []).append(model.__tablename__)
    return homes


def _in_order(homes: dict[str, str]) -> list[str]:
    """Rooms so that every table finds the ones its foreign keys point to."""
    graph: dict[str, set[str]] = {room: set() for room in sorted(set(homes.values()))}
    for table, room in homes.items():
        targets = {key.column.table.name for key in Base.metadata.tables[table].foreign_keys}
        graph[room] |= {homes[target] for target in targets} - {room}
    return list(TopologicalSorter(graph).static_order())


def _render(steps: list[Any]) -> str:
    return render_python_code(UpgradeOps(ops=steps), render_item=_render_type)


def _render_type(kind: str, item: Any, context: Any) -> Any:
    """Types of ours become what the database sees, so that a revision never depends on our code of later years."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return repr(DateTime()).replace("DateTime", "sa.DateTime")
    if kind == "type" and isinstance(item, Encrypted):
        return repr(LargeBinary()).replace("LargeBinary", "sa.LargeBinary")
    return False


def _indented(code: str) -> str:
    lines = [line for line in code.splitlines() if not line.lstrip().startswith("# ###")]
    return "".join(f"    {line.removeprefix('    ')}\n" for line in lines if line.strip())


if __name__ == "__main__":
    main()
