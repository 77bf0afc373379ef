"""The revisions make what the models want, on SQLite and PostgreSQL, and leave the host's tables alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from hr_recruit_plugin import migrate
from hr_recruit_plugin.errors import SetupError
from hr_recruit_plugin.models import AuditEntry

ENTRY = {
    "at": "2026-01-05 08:00:00", "name": "何敏", "hash": "1" * 64, "previous": "0" * 64
}  # fmt: skip
INSERT = (
    "INSERT INTO hr_recruit_audit_entry (at, actor_name, action, object_type, object_id, details, previous, hash) "
    "VALUES (:at, :name, 'job.opened', 'job', '1', '{}', :previous, :hash)"
)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.peer)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database that already holds a table of the host's and the host's own version table."""
    sqlite = request.param == "sqlite"
    made = create_engine(f"sqlite:///{tmp_path / 'host.db'}" if sqlite else request.getfixturevalue("postgres_url"))
    with made.begin() as connection:
        connection.execute(text("CREATE TABLE staff (id INTEGER PRIMARY KEY, name VARCHAR(20))"))
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('host7')"))
    yield made
    made.dispose()


def ours(engine: Engine) -> set[str]:
    return {name for name in inspect(engine).get_table_names() if name.startswith("hr_recruit_")}


def test_upgrade_makes_what_the_models_want(engine: Engine) -> None:
    assert migrate.upgrade(engine) == (None, migrate.head())
    assert migrate.differences(engine) == []
    assert set(AuditEntry.metadata.tables) < ours(engine)


def test_second_upgrade_changes_nothing(engine: Engine) -> None:
    migrate.upgrade(engine)
    assert migrate.upgrade(engine) == (migrate.head(), migrate.head())


def test_downgrade_to_base_removes_our_tables_and_upgrade_brings_them_back(engine: Engine) -> None:
    migrate.upgrade(engine)
    assert migrate.downgrade(engine, "base") == (migrate.head(), None)
    assert ours(engine) == {"hr_recruit_alembic_version"}
    migrate.upgrade(engine)
    assert migrate.differences(engine) == []


def test_the_hosts_tables_are_untouched(engine: Engine) -> None:
    migrate.upgrade(engine)
    migrate.downgrade(engine, "base")
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "host7"
    assert {"staff", "alembic_version"} <= set(inspect(engine).get_table_names())


def test_a_missing_column_is_a_difference(engine: Engine) -> None:
    migrate.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE hr_recruit_room DROP COLUMN active"))
    assert [found[0] for found in migrate.differences(engine)] == ["add_column"]


def test_an_unknown_revision_is_named(engine: Engine) -> None:
    with pytest.raises(SetupError, match=r"'9999'.*newest is"):
        migrate.upgrade(engine, "9999")
    assert migrate.current(engine) is None


@pytest.mark.parametrize(
    "deed", ["UPDATE hr_recruit_audit_entry SET actor_name = 'x'", "DELETE FROM hr_recruit_audit_entry"]
)
def test_the_database_refuses_to_change_the_audit_chain(engine: Engine, deed: str) -> None:
    migrate.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text(INSERT), ENTRY)
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(deed))


@pytest.mark.peer
def test_postgresql_refuses_to_truncate_the_audit_chain(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    migrate.upgrade(engine)
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text("TRUNCATE hr_recruit_audit_entry"))


def test_a_failing_upgrade_leaves_nothing_behind(engine: Engine) -> None:
    with engine.begin() as connection:
        # The last table the revision makes is there already, so the upgrade fails near its end.
        connection.execute(text("CREATE TABLE hr_recruit_seat (id INTEGER)"))
    with pytest.raises(DBAPIError):
        migrate.upgrade(engine)
    assert ours(engine) == {"hr_recruit_seat"}


def test_there_is_one_root_and_it_names_our_branch() -> None:
    scripts = migrate.scripts()
    assert [scripts.get_revision(base).branch_labels for base in scripts.get_bases()] == [{migrate.BRANCH}]
    assert len(scripts.get_heads()) == 1
