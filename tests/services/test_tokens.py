"""Machine tokens: shown once, kept as an index, ended by revoking or by time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from hr_recruit_plugin.errors import Forbidden, Invalid
from hr_recruit_plugin.models import ApiToken, AuditEntry
from hr_recruit_plugin.services import tokens
from hr_recruit_plugin.services.unit import Unit, unit_of_work


def test_a_token_stands_for_a_machine_with_its_permissions(unit: Unit) -> None:
    token = tokens.issue(unit, " 人才网对接 ", ["applications.edit", "applications.edit"])
    machine = tokens.machine(unit, token)
    assert machine is not None
    assert (machine.name, machine.permissions, machine.department) == ("人才网对接", {"applications.edit"}, None)
    assert unit.session.scalars(select(ApiToken)).one().token_index not in token


def test_an_unknown_token_is_nobody(unit: Unit) -> None:
    assert tokens.machine(unit, "hrr_guess") is None
    assert tokens.machine(unit, "guess") is None


def test_a_revoked_token_is_nobody_and_keeps_its_first_time(unit: Unit) -> None:
    token = tokens.issue(unit, "旧系统", ["jobs.view"])
    row = tokens.listing(unit)[0]
    tokens.revoke(unit, row.id)
    first, unit.now = row.revoked_at, unit.now + timedelta(hours=1)
    tokens.revoke(unit, row.id)
    assert row.revoked_at == first
    assert tokens.machine(unit, token) is None


def test_a_token_ends_with_its_time(unit: Unit) -> None:
    token = tokens.issue(unit, "三天", ["jobs.view"], unit.now + timedelta(days=3))
    unit.now += timedelta(days=3)
    assert tokens.machine(unit, token) is None


@pytest.mark.parametrize(
    ("name", "permissions", "expires_at", "field"),
    [
        (" ", ["jobs.view"], None, "name"),
        ("字" * 201, ["jobs.view"], None, "name"),
        ("有名", [], None, "permissions"),
        ("有名", ["root"], None, "permissions"),
        ("有名", ["jobs.view"], datetime(2000, 1, 1), "expires_at"),
    ],
)
def test_what_is_wrong_is_named(
    unit: Unit, name: str, permissions: list[str], expires_at: datetime | None, field: str
) -> None:
    with pytest.raises(Invalid) as problem:
        tokens.issue(unit, name, permissions, expires_at)
    assert list(problem.value.fields) == [field]


def test_a_name_is_used_once(unit: Unit) -> None:
    tokens.issue(unit, "对接", ["jobs.view"])
    with pytest.raises(Invalid) as problem:
        tokens.issue(unit, "对接", ["jobs.view"])
    assert "name" in problem.value.fields


def test_only_admins_issue_and_it_is_audited(context, host) -> None:  # type: ignore[no-untyped-def]
    with unit_of_work(host.actor("admin")) as unit:
        tokens.issue(unit, "对接", ["jobs.view"])
    with unit_of_work(write=False) as unit:
        assert "token.issued" in unit.session.scalars(select(AuditEntry.action)).all()
    with pytest.raises(Forbidden), unit_of_work(host.actor("hr")) as unit:
        tokens.issue(unit, "别的", ["jobs.view"])
