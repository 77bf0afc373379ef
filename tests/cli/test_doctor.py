"""What doctor finds, and that it never falls over itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import update

from hr_recruit_plugin.cli import machine, main
from hr_recruit_plugin.cli.installation import installation
from hr_recruit_plugin.db import transaction
from hr_recruit_plugin.models import Connection, HookSetting, OutboxMessage
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.ledger import queue


def found(app, level=None):
    return [f.text for f in installation(lambda: app) if level in (None, f.level)]


def test_a_sound_installation_has_nothing_wrong(app):
    assert found(app, "bad") == []
    assert any("HIS：还没有连接" in text for text in found(app, "warn"))


def test_standalone_looks_at_the_machine():
    result = CliRunner().invoke(main, ["doctor"])
    assert "Python 3." in result.output
    assert "Traceback" not in result.output


def test_a_host_that_cannot_start_is_a_finding():
    def load():
        raise ValueError("no such thing\nsecond line")

    (only,) = installation(load)
    assert (only.level, "ValueError: no such thing" in only.text, "second" in only.text) == ("bad", True, False)


def test_a_host_that_swallowed_the_plugin_is_told_why():
    app = Flask("swallower")
    app.config["HR_RECRUIT_WORKER"] = "fax"
    (only,) = installation(lambda: app)
    assert (only.level, "HR_RECRUIT_WORKER" in only.text) == ("bad", True)
    app.config.clear()
    assert "HRRecruit(app)" in next(iter(installation(lambda: Flask("x")))).mend


def test_a_missing_secret_key(app):
    app.secret_key = None
    assert any("SECRET_KEY" in text for text in found(app, "bad"))


def test_missing_tables(app, recruit):
    recruit("db", "downgrade", "base", "--yes")
    assert any("数据表是" in text for text in found(app, "bad"))


def test_a_database_that_is_away(app, tmp_path):
    from sqlalchemy import create_engine

    app.extensions["hr_recruit"].engine = create_engine(f"sqlite:///{tmp_path}/no/such/folder/x.db")
    assert any("数据库连不上" in text for text in found(app, "bad"))


def test_nobody_with_our_roles(app):
    import dataclasses

    state = app.extensions["hr_recruit"]
    state.settings = dataclasses.replace(state.settings, role_map={})
    mends = [f.mend for f in installation(lambda: app) if "没有人是 hr" in f.text]
    assert "人事" in mends[0]


def test_a_host_without_users(app, host):
    app.extensions["hr_recruit"].plugins.unregister(host)
    assert any("谁在登录" in text for text in found(app, "bad"))


def test_backlogs_and_parked_things(app):
    with app.app_context(), unit_of_work() as unit:
        queue(unit, "a", "b")
        unit.session.add(HookSetting(implementation="invite", parked_at=unit.now))
    with app.app_context(), transaction() as session:
        session.execute(update(OutboxMessage).values(next_at=datetime.now(UTC) - timedelta(hours=1)))
        session.execute(update(OutboxMessage).where(OutboxMessage.key == "a").values(state="parked"))
    assert any("1 条投递过期" in text for text in found(app, "bad"))
    assert {"1 条投递要人处理", "多次出错而停下的行为：invite"} <= set(found(app, "warn"))


@pytest.mark.parametrize(
    ("adapter", "enabled", "level", "told"),
    [("gone", True, "bad", "gone"), ("folder", False, "warn", "已停用"), ("folder", True, "ok", "folder")],
)
def test_connections(app, adapter, enabled, level, told):
    with app.app_context(), unit_of_work() as unit:
        unit.session.add(
            Connection(port="his", adapter=adapter, settings={}, enabled=enabled, updated_by="", updated_at=unit.now)
        )
    assert any(text.startswith("HIS") and told in text for text in found(app, level))


def test_a_key_file_that_others_can_read(app):
    app.extensions["hr_recruit"].keyring.file.chmod(0o644)
    assert any("别人也能读" in text for text in found(app, "bad"))


def test_values_under_a_lost_key(app, recruit):
    with app.app_context(), unit_of_work() as unit:
        queue(unit, "a")
    with app.extensions["hr_recruit"].engine.begin() as connection:
        connection.exec_driver_sql("UPDATE hr_recruit_outbox_message SET payload = X'0104676f6e65'")
    assert any("缺少密钥" in text for text in found(app, "bad"))


def levels(folder: Path):
    return [finding.level for finding in machine._assets(folder)]


def test_assets(tmp_path):
    assert levels(tmp_path) == ["bad"]
    (tmp_path / "manifest.json").write_text(json.dumps({"a.css": "a-1.css", "b.ttf": "b-1.ttf"}))
    assert levels(tmp_path) == ["bad"]
    for name in ("a-1.css", "b-1.ttf"):
        (tmp_path / name).touch()
    assert levels(tmp_path) == ["ok"]


def test_the_command_ends_with_one_when_something_is_wrong(app, recruit):
    assert recruit("doctor").exit_code == 0
    app.secret_key = None
    assert recruit("doctor").exit_code == 1
