"""The hook console: order, switches, settings and scopes."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from hr_recruit_plugin.errors import Forbidden, Invalid, NotFound
from hr_recruit_plugin.models import AuditEntry, HookRun, HookSetting
from hr_recruit_plugin.services import console
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.behaviours import Noisy, Quiet
from tests.support.recruiting import open_job, resume, submit

NAME = "院内.noisy"
SET = {"word": "芝麻"}


@pytest.fixture
def plugins(app):
    manager = app.extensions["hr_recruit"].plugins
    manager.register(Noisy(), NAME)
    manager.register(Quiet(), "院内.quiet")
    return manager


def found(unit, name=NAME):
    unit.session.flush()
    return next(i for i in console.implementations(unit) if i.name == name)


def test_every_behaviour_is_listed_with_what_it_listens_to(plugins, unit):
    noisy = found(unit)
    assert (noisy.title, noisy.hooks, noisy.builtin) == ("院内广播", ("recruit_application_received",), False)
    assert found(unit, "builtin.invite").builtin
    assert found(unit, "builtin.chase_feedback").hooks == ("recruit_feedback_missing", "recruit_feedback_submitted")


def test_the_console_is_the_admins(context, host):
    for act in (console.implementations, console.scopes, console.failures):
        with pytest.raises(Forbidden), unit_of_work(host.actor("hr")) as unit:
            act(unit)


def test_a_behaviour_moves_and_stops_at_the_end(plugins, unit):
    names = [i.name for i in console.implementations(unit)]
    console.move(unit, names[1], -1)
    console.move(unit, names[-1], 1)
    unit.session.flush()
    assert [i.name for i in console.implementations(unit)] == [names[1], names[0], *names[2:]]


def test_what_is_not_installed_is_named(unit):
    for act in (lambda: console.switch(unit, "x.y", True), lambda: console.move(unit, "x.y", 1)):
        with pytest.raises(NotFound, match=r"x\.y"):
            act()


def test_wrong_settings_name_the_field_in_chinese(plugins, unit):
    with pytest.raises(Invalid) as refused:
        console.configure(unit, NAME, {"limit": "99"})
    assert refused.value.fields == {"limit": ["需在 1 到 10 之间"], "word": ["请填写"]}


def test_a_behaviour_without_settings_says_so(plugins, unit):
    with pytest.raises(Invalid, match="没有可设置的项"):
        console.configure(unit, "院内.quiet", {})


def test_a_secret_goes_in_and_never_comes_out(plugins, unit):
    console.configure(unit, NAME, {**SET, "key": "geheim-7"})
    console.configure(unit, NAME, {**SET, "key": ""})
    shown = found(unit)
    assert shown.secrets_set == {"key"} and "geheim" not in repr(shown)
    assert unit.session.scalars(select(HookSetting)).one().settings["key"] == "geheim-7"


def test_settings_of_an_older_version_do_not_break_the_console(plugins, unit):
    unit.session.add(HookSetting(implementation=NAME, scope="", enabled=True, settings={"gone": 1}, failures=0))
    assert not found(unit).settings_fit


def test_a_scope_starts_as_a_copy_and_can_be_dropped(plugins, unit):
    console.configure(unit, NAME, {**SET, "limit": 7})
    console.switch(unit, NAME, False, "department:HL")
    (override,) = found(unit).overrides
    assert (override.scope.title, override.enabled, override.values["limit"]) == ("护理部", False, 7)
    assert found(unit).enabled
    console.drop_scope(unit, NAME, "department:HL")
    assert found(unit).overrides == []
    with pytest.raises(NotFound):
        console.drop_scope(unit, NAME, "department:HL")


def test_a_scope_keeps_the_order(plugins, unit):
    console.switch(unit, NAME, True, "department:HL")
    console.order(unit, [NAME, "builtin.invite"])
    unit.session.flush()
    rows = unit.session.scalars(select(HookSetting).where(HookSetting.implementation == NAME)).all()
    assert {r.scope: r.position for r in rows} == {"": 0, "department:HL": 0}


def test_a_scope_that_does_not_exist_is_refused(plugins, unit):
    with pytest.raises(NotFound, match="科室或职位"):
        console.switch(unit, NAME, False, "job:4711")


def test_jobs_and_departments_are_scopes(unit):
    job = open_job(unit)
    keys = {s.key: s.title for s in console.scopes(unit)}
    assert keys[f"job:{job.id}"] == "ICU 护士 · NUR-ICU-01" and keys["department:HL"] == "护理部"


def test_one_that_keeps_failing_is_parked_and_resumed(plugins, unit):
    console.configure(unit, NAME, SET)
    job = open_job(unit)
    for number in range(5):
        submit(unit, job, resume(f"候选人{number}", f"1380000001{number}"))
    noisy = found(unit)
    assert noisy.parked_at and (noisy.failures, noisy.failed_lately) == (5, 5)
    assert console.failures(unit, NAME, 1)[0].error == "RuntimeError: loudspeaker is off"
    console.switch(unit, NAME, True)
    assert (found(unit).parked_at, found(unit).failures) == (None, 0)


def test_failures_are_those_of_one_behaviour(plugins, unit):
    unit.session.add(HookRun(implementation="other", hook="x", error="y", at=unit.now))
    unit.session.flush()
    assert console.failures(unit, NAME) == [] and len(console.failures(unit)) == 1


def test_changes_are_audited_without_values(app, plugins, context, host):
    with unit_of_work(host.actor("admin")) as unit:
        console.configure(unit, NAME, {**SET, "key": "geheim-7"})
    with unit_of_work() as unit:
        (entry,) = unit.session.scalars(select(AuditEntry)).all()
    assert entry.action == "hook.configured" and "geheim" not in entry.details and "芝麻" not in entry.details


def test_settings_that_no_longer_fit_stop_no_application(plugins, unit):
    unit.session.add(HookSetting(implementation=NAME, scope="", enabled=True, settings={"gone": 1}, failures=0))
    unit.session.flush()
    assert submit(unit, open_job(unit)).outcome == "accepted"
    unit.session.flush()
    assert console.failures(unit, NAME)[0].error.startswith("ValidationError")


def test_what_is_parked_is_parked_in_every_scope(plugins, unit):
    console.configure(unit, NAME, SET)
    console.switch(unit, NAME, True, "department:HL")
    unit.session.flush()
    unit.session.scalars(select(HookSetting).where(HookSetting.scope == "")).one().parked_at = unit.now
    submit(unit, open_job(unit))
    unit.session.flush()
    assert console.failures(unit, NAME) == []
