"""The chain shows every change, removal and insertion."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from hr_recruit_plugin.models import AuditEntry
from hr_recruit_plugin.security import audit
from hr_recruit_plugin.services.unit import unit_of_work

SHANGHAI = timezone(timedelta(hours=8))


@pytest.fixture
def chain(context, app):
    """Five entries."""
    for number in range(5):
        with unit_of_work() as unit:
            unit.audit("job.opened", "job", number, title="护士")
    return app.extensions["hr_recruit"].engine


def breaks():
    with unit_of_work(write=False) as unit:
        return [(found.entry_id, found.reason) for found in audit.verify(unit.session)]


def forge(engine, statement, *values):
    """What somebody could do who has the database's superuser: take the triggers away first."""
    with engine.begin() as connection:
        for deed in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER hr_recruit_audit_entry_no_{deed}")
        connection.exec_driver_sql(statement, values)


def test_an_honest_chain_holds(chain):
    assert breaks() == []


def test_times_of_other_zones_hold(chain):
    with unit_of_work(now=datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)) as unit:
        unit.audit("job.closed", "job", 1)
    assert breaks() == []


@pytest.mark.parametrize("column", ["actor_name", "action", "object_id", "details", "at"])
def test_a_changed_entry_is_found(chain, column):
    value = "2020-01-01 00:00:00.000000" if column == "at" else "x"
    forge(chain, f"UPDATE hr_recruit_audit_entry SET {column} = ? WHERE id = 3", value)
    assert breaks() == [(3, "the content of this entry was changed")]


def test_a_removed_entry_is_found(chain):
    forge(chain, "DELETE FROM hr_recruit_audit_entry WHERE id = 3")
    assert [entry_id for entry_id, _ in breaks()] == [4]


def test_an_inserted_entry_is_found(chain):
    with unit_of_work(write=False) as unit:
        last = unit.session.get(AuditEntry, 5)
    forge(
        chain,
        "INSERT INTO hr_recruit_audit_entry (id, at, actor_name, action, object_type, object_id, details, previous, hash)"
        " VALUES (6, '2026-01-01 00:00:00.000000', 'x', 'y', 'job', '1', '{}', ?, ?)",
        last.hash,
        "f" * 64,
    )
    assert [entry_id for entry_id, _ in breaks()] == [6]


def test_a_rehashed_entry_is_found_at_the_next(chain):
    with unit_of_work(write=False) as unit:
        entry = unit.session.get(AuditEntry, 3)
        unit.session.expunge(entry)
    entry.actor_name = "另一个人"
    forge(
        chain,
        "UPDATE hr_recruit_audit_entry SET actor_name = ?, hash = ? WHERE id = 3",
        "另一个人",
        audit.digest(entry),
    )
    assert [entry_id for entry_id, _ in breaks()] == [4]


def test_the_database_refuses_to_change_an_entry(chain):
    with pytest.raises(Exception, match="append-only"), chain.begin() as connection:
        connection.exec_driver_sql("UPDATE hr_recruit_audit_entry SET actor_name = 'x'")


def test_nothing_is_entered_for_what_did_not_happen(chain):
    def use_case():
        with unit_of_work() as unit:
            unit.audit("job.opened", "job", 9)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        use_case()
    with unit_of_work(write=False) as unit:
        assert unit.session.query(AuditEntry).count() == 5


def test_a_use_case_inside_another_is_an_error(context):
    with pytest.raises(RuntimeError, match="running here already"), unit_of_work():  # noqa: SIM117
        with unit_of_work():
            pass
    with unit_of_work(now=datetime.now(UTC)) as unit:
        unit.audit("job.opened", "job", 1)
    assert breaks() == []
