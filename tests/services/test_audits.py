"""Reading and proving the audit chain."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from hr_recruit_plugin.errors import Forbidden
from hr_recruit_plugin.models import AuditEntry
from hr_recruit_plugin.services import audits
from hr_recruit_plugin.services.audits import AuditQuery
from hr_recruit_plugin.services.unit import unit_of_work


@pytest.fixture
def chain(context, host):
    """120 entries: HR reads dossiers 1 to 120."""
    with unit_of_work(host.actor("hr")) as unit:
        for number in range(1, 121):
            unit.audit("dossier.read", "application", number)


def read(host, query=AuditQuery(), **place):  # noqa: B008 (frozen)
    with unit_of_work(host.actor("auditor"), write=False) as unit:
        return audits.read(unit, query, **place)


def test_only_auditors(context, host):
    for act in (audits.verify, lambda u: audits.read(u, AuditQuery()), lambda u: audits.export(u, AuditQuery())):
        with pytest.raises(Forbidden), unit_of_work(host.actor("admin"), write=False) as unit:
            act(unit)


def test_pages_go_by_number_there_and_back(chain, host):
    first = read(host)
    assert (first.entries[0].id, first.older, first.newer) == (120, 71, None)
    second = read(host, before=first.older)
    assert (second.entries[0].id, second.older, second.newer) == (70, 21, 70)
    last = read(host, before=second.older)
    assert (len(last.entries), last.older) == (20, None)
    assert read(host, after=second.newer).entries[-1].id == 71


def test_reading_is_entered_with_the_conditions_not_their_values(chain, host):
    read(host, AuditQuery(actor="何敏"))
    entry = read(host, AuditQuery(action="audit.read")).entries[0]
    assert entry.actor_name == "严正" and entry.details == '{"narrowed_by":["actor"]}'


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (AuditQuery(object_type="application", object_id="7"), 1),
        (AuditQuery(actor="何"), 50), (AuditQuery(actor="1001", action="dossier."), 50),
        (AuditQuery(action="offer.signed"), 0), (AuditQuery(actor="%"), 0),
    ],
)  # fmt: skip
def test_conditions(chain, host, query, count):
    assert len(read(host, query).entries) == count


def test_days_are_the_hospitals(chain, host, app):
    today = app.extensions["hr_recruit"].clock().astimezone(app.extensions["hr_recruit"].settings.zone).date()
    assert read(host, AuditQuery(since=today, until=today)).entries
    assert not read(host, AuditQuery(until=today - timedelta(days=1))).entries


def test_a_whole_chain(chain, host):
    with unit_of_work(host.actor("auditor"), write=False) as unit:
        verdict = audits.verify(unit)
    assert verdict.whole and verdict.entries == 120


def test_a_changed_entry_is_found_and_told_in_chinese(chain, host, app):
    with app.extensions["hr_recruit"].engine.begin() as connection:
        for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='trigger'").all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("UPDATE hr_recruit_audit_entry SET actor_name = '别人' WHERE id = 5")
    with unit_of_work(host.actor("auditor"), write=False) as unit:
        verdict = audits.verify(unit)
    assert (verdict.found, verdict.breaks) == (1, [(5, "这条记录的内容被改过")])


def test_an_export_is_entered(chain, host):
    with unit_of_work(host.actor("auditor"), write=False) as unit:
        assert len(list(audits.export(unit, AuditQuery()))) == 120
    with unit_of_work() as unit:
        assert unit.session.scalar(select(func.count()).where(AuditEntry.action == "audit.exported")) == 1
