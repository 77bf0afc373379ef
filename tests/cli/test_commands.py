"""The shells: what they print, how they end, and that no error is a stack trace."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from hr_recruit_plugin import migrate
from hr_recruit_plugin.cli import INSTALLED, STANDALONE, main
from hr_recruit_plugin.models import Candidate, Room
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.ledger import queue

HEAD = migrate.head()


def test_starting_loads_nothing_heavy():
    code = "import sys, hr_recruit_plugin.cli; print([m for m in ('flask', 'sqlalchemy', 'ortools') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("name", INSTALLED)
def test_every_command_explains_itself(recruit, name):
    result = recruit(name, "--help")
    assert result.exit_code == 0, result.output
    assert "Usage:" in result.output


def test_the_standalone_script_has_what_needs_no_host():
    assert set(STANDALONE) == {"parse", "rank", "plan", "seats", "draw", "doctor", "demo"}
    assert main.name == "hr-recruit"


def test_an_unknown_command_is_named(recruit):
    result = recruit("fly")
    assert (result.exit_code, "fly" in result.output) == (2, True)


# --- db ----------------------------------------------------------------------------------------------------------


def test_db_current_and_check(recruit):
    assert HEAD in recruit("db", "current").output
    assert recruit("db", "check").exit_code == 0


def test_db_check_fails_on_what_differs(app, recruit):
    with app.extensions["hr_recruit"].engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE hr_recruit_room DROP COLUMN active")
    result = recruit("db", "check")
    assert result.exit_code == 1
    assert "add_column hr_recruit_room.active" in result.output


def test_db_downgrade_asks_first(app, recruit):
    assert recruit("db", "downgrade", "base", input="n\n").exit_code == 1
    assert migrate.current(app.extensions["hr_recruit"].engine) == HEAD
    assert recruit("db", "downgrade", "base", "--yes").exit_code == 0
    assert recruit("db", "check").exit_code == 1
    assert recruit("db", "upgrade").exit_code == 0
    assert recruit("db", "check").exit_code == 0


def test_db_upgrade_to_nowhere_is_one_line(recruit):
    result = recruit("db", "upgrade", "9999")
    assert result.exit_code == 2
    assert result.output.startswith("Error: can't migrate to '9999'")
    assert len(result.output.splitlines()) == 1


def test_missing_tables_are_one_line_that_says_where_to_look(recruit):
    recruit("db", "downgrade", "base", "--yes")
    result = recruit("audit", "verify")
    assert (result.exit_code, len(result.output.splitlines())) == (2, 1)
    assert "flask recruit doctor" in result.output


# --- work --------------------------------------------------------------------------------------------------------


def test_work_says_what_was_delivered(app, recruit):
    with app.app_context(), unit_of_work() as unit:
        queue(unit, "a", "b")
    assert recruit("work").output.strip() == "稍后再试 2"
    assert recruit("work").output.strip() == "没有到期的投递。"


@pytest.mark.slow
def test_work_as_a_service_ends_cleanly_when_told(app, tmp_path):
    host = tmp_path / "service_host.py"
    host.write_text(
        "from flask import Flask\nfrom hr_recruit_plugin import HRRecruit\n"
        "app = Flask('service')\n"
        f"app.config.update(HR_RECRUIT_DATABASE_URI={app.config['HR_RECRUIT_DATABASE_URI']!r},"
        f" HR_RECRUIT_KEY_FILE={app.config['HR_RECRUIT_KEY_FILE']!r}, HR_RECRUIT_WORKER='none')\nHRRecruit(app)\n"
    )
    with app.app_context(), unit_of_work() as unit:
        queue(unit, "a")
    command = [
        sys.executable,
        "-u",
        "-m",
        "flask",
        "--app",
        str(host),
        "recruit",
        "work",
        "--loop",
        "--seconds",
        "0.1",
    ]
    environment = os.environ | {"PYTHONUTF8": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as service:
        assert service.stdout.readline() == "稍后再试 1\n"
        service.send_signal(signal.SIGTERM)
        assert service.wait(timeout=20) == 0


# --- keys and audit ----------------------------------------------------------------------------------------------


@pytest.fixture
def candidates(app):
    with app.app_context(), unit_of_work() as unit:
        unit.session.add_all(Candidate(name=f"考生{n}", phone=f"138{n}", created_at=unit.now) for n in range(30))


def test_keys_rotate_moves_every_value(recruit, candidates):
    assert "30 个值已换用密钥" in recruit("keys", "rotate").output
    lines = recruit("keys", "status").output.splitlines()
    assert [line.split()[-1] for line in lines[1:]] == ["0", "30"]
    assert lines[2].startswith("*")


def test_keys_rotate_resume_adds_no_key(recruit, candidates):
    assert "0 个值已换用密钥" in recruit("keys", "rotate", "--resume").output
    assert len(recruit("keys", "status").output.splitlines()) == 2


def test_keys_rotate_names_what_cannot_be_read(app, recruit, candidates):
    with app.extensions["hr_recruit"].engine.begin() as connection:
        connection.exec_driver_sql("UPDATE hr_recruit_candidate SET phone = X'0101613030' WHERE id = 7")
    result = recruit("keys", "rotate")
    assert result.exit_code == 1
    assert "hr_recruit_candidate.phone id=7" in result.output
    assert recruit("keys", "status").exit_code == 1


def test_audit_verify(app, recruit):
    with app.app_context(), unit_of_work() as unit:
        unit.audit("job.opened", "job", 1)
    result = recruit("audit", "verify")
    assert result.exit_code == 0
    digest = result.output.split()[-1]
    assert recruit("audit", "verify", "--contains", digest).exit_code == 0
    assert recruit("audit", "verify", "--contains", "f" * 64).exit_code == 1


def test_audit_verify_names_what_was_changed(app, recruit):
    with app.app_context(), unit_of_work() as unit:
        unit.audit("job.opened", "job", 1)
    with app.extensions["hr_recruit"].engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER hr_recruit_audit_entry_no_update")
        connection.exec_driver_sql("UPDATE hr_recruit_audit_entry SET object_id = '2'")
    result = recruit("audit", "verify")
    assert (result.exit_code, result.output) == (1, "第 1 条不对：它的内容被改动。\n")


def test_a_busy_database_is_waited_for(app, recruit):
    """Another process writes for a while; a command waits instead of failing."""
    engine = app.extensions["hr_recruit"].engine
    connection = engine.raw_connection()
    connection.execute("BEGIN IMMEDIATE")
    threading.Thread(target=lambda: (time.sleep(0.5), connection.rollback())).start()
    with app.app_context(), unit_of_work() as unit:
        unit.session.add(Room(name="一诊室", campus="本部"))
    assert recruit("work").exit_code == 0
