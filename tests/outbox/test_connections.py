"""Setting up the systems behind the ports."""

from __future__ import annotations

import pytest

from hr_recruit_plugin.adapters.base import CheckResult
from hr_recruit_plugin.errors import Forbidden, Invalid, NotFound
from hr_recruit_plugin.models import AuditEntry, Connection
from hr_recruit_plugin.outbox.runner import drain
from hr_recruit_plugin.records import Port
from hr_recruit_plugin.services import connections
from hr_recruit_plugin.services.form_errors import spoken
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.ledger import Ledger, lines, queue


@pytest.fixture
def admin(state, host):
    return host.actor("admin")


@pytest.fixture
def settings(tmp_path):
    return {"file": str(tmp_path / "ledger"), "password": "geheim-77"}


def save(actor, **settings):
    with unit_of_work(actor) as unit:
        return connections.save_connection(unit, "messaging", "ledger", settings)


def stored():
    with unit_of_work(write=False) as unit:
        return unit.session.query(Connection).populate_existing().one()


def test_every_port_is_listed_and_the_host_serves_the_oa(admin):
    with unit_of_work(admin, write=False) as unit:
        views = {view.port: view for view in connections.connections(unit)}
    assert list(views) == list(Port)
    assert (views[Port.OA].adapter, views[Port.OA].built_in) == ("host", True)
    assert views[Port.HIS].adapter is None
    assert "gnuhealth" in {choice.name for choice in views[Port.HIS].choices}


def test_secrets_go_in_and_never_come_out(admin, settings):
    view = save(admin, **settings)
    assert view.secrets_set == {"password"}
    assert "geheim-77" not in repr(view)
    assert stored().settings["password"] == "geheim-77"


def test_a_blank_secret_stays_as_it_is(admin, settings):
    save(admin, **settings)
    save(admin, **{**settings, "password": ""})
    assert stored().settings["password"] == "geheim-77"
    save(admin, **{**settings, "password": "neu"})
    assert stored().settings["password"] == "neu"


def test_another_adapter_does_not_inherit_the_secret(admin, settings):
    save(admin, **settings)
    with unit_of_work(admin) as unit:
        connections.save_connection(unit, "messaging", "folder", {"folder": settings["file"]})
    assert "geheim-77" not in str(stored().settings)


def test_saving_is_audited_without_values(admin, settings):
    save(admin, **settings)
    with unit_of_work(write=False) as unit:
        entry = unit.session.query(AuditEntry).one()
    assert (entry.action, entry.actor_name) == ("connection.saved", "唐维")
    assert "geheim" not in entry.details


def test_wrong_settings_name_the_field_and_change_nothing(admin, settings):
    save(admin, **settings)
    with pytest.raises(Invalid) as refused:
        save(admin, file="")
    assert refused.value.fields == {"file": ["请填写"]}
    assert stored().settings["file"] == settings["file"]


@pytest.mark.parametrize("who", ["hr", "interviewer", "auditor"])
def test_only_admins_may(state, host, who, settings):
    with pytest.raises(Forbidden):
        save(host.actor(who), **settings)


@pytest.mark.parametrize(("port", "adapter"), [("fax", "ledger"), ("messaging", "uninstalled"), ("his", "ledger")])
def test_what_does_not_exist_is_named(admin, port, adapter):
    with pytest.raises(NotFound, match=f"{port}|{adapter}"), unit_of_work(admin) as unit:
        connections.save_connection(unit, port, adapter, {})


def test_what_waited_leaves_when_the_port_is_connected(admin, state, settings):
    with unit_of_work() as unit:
        queue(unit, "k")
    assert drain(state) == {"waiting": 1}
    save(admin, **settings)
    assert drain(state) == {"done": 1}


def test_a_disabled_port_holds_back_until_it_is_enabled(admin, state, settings, tmp_path):
    save(admin, **settings)
    with unit_of_work(admin) as unit:
        connections.disable(unit, "messaging")
        queue(unit, "k")
    assert drain(state) == {"waiting": 1}
    with unit_of_work(admin) as unit:
        connections.enable(unit, "messaging")
    assert drain(state) == {"done": 1}
    assert lines(tmp_path / "ledger") == ["k"]


def test_what_is_not_connected_cannot_be_switched_or_tested(admin):
    for act in (connections.disable, connections.test_connection):
        with pytest.raises(NotFound), unit_of_work(admin) as unit:
            act(unit, "payroll")


def test_a_test_uses_the_stored_settings(admin, settings):
    save(admin, **settings)
    with unit_of_work(admin, write=False) as unit:
        assert connections.test_connection(unit, "messaging").ok


def test_a_test_of_a_form_takes_the_known_secret(admin, settings, monkeypatch):
    save(admin, **settings)
    monkeypatch.setattr(Ledger, "check", lambda self: CheckResult(self.settings["password"] == "geheim-77", "通"))
    with unit_of_work(admin, write=False) as unit:
        form = {"file": settings["file"], "password": ""}
        assert connections.test_connection(unit, "messaging", "ledger", form).ok


def test_a_fault_while_testing_shows_its_kind_alone(admin, settings, monkeypatch):
    def broken(self):
        raise RuntimeError(f"password={self.settings['password']}")

    save(admin, **settings)
    monkeypatch.setattr(Ledger, "check", broken)
    with unit_of_work(admin, write=False) as unit:
        said = connections.told(connections.test_connection(unit, "messaging"))
    assert "RuntimeError" in said
    assert "geheim" not in said


def test_what_marshmallow_says_is_said_in_the_readers_language(context):
    from marshmallow import Schema, ValidationError, fields, validate

    class Form(Schema):
        host = fields.Str(required=True)
        port = fields.Int(validate=validate.Range(1, 65535))
        mail = fields.Email()
        kind = fields.Str(validate=validate.OneOf(["a", "b"]))
        name = fields.Str(validate=validate.Length(2, 5))
        many = fields.List(fields.Int())

    with pytest.raises(ValidationError) as wrong:
        Form().load({"port": 0, "mail": "x", "kind": "c", "name": "x", "many": [1, "x"], "odd": 1})
    told = spoken(wrong.value.messages_dict)
    assert told["host"] == ["请填写"]
    assert told["port"] == ["需在 1 到 65535 之间"]
    assert told["name"] == ["需 2 到 5 个字"]
    assert told["many.1"] == ["请填数字"]
    assert not any(message.isascii() for messages in told.values() for message in messages)
