"""How long 500 mails take to a real SMTP server (aiosmtpd with TLS and login, in this process): batches, and one at a time.

    python benchmarks/outbox.py [--mails 500] [--database URI]

Baseline of the same run: a claim, a connection and a login for each mail, as a runner without batches would do it. Every
mail is counted at the server: once each, or the run fails.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from hr_recruit_plugin import HRRecruit, migrate
from hr_recruit_plugin.models import Connection
from hr_recruit_plugin.outbox.queue import OutboxWriter
from hr_recruit_plugin.outbox.runner import drain
from hr_recruit_plugin.records import CalendarInvite, CalendarMethod, Notice, Person, Port
from hr_recruit_plugin.services.unit import unit_of_work
from hr_recruit_plugin.state import Recruitment
from tests.peers.smtp_server import SmtpServer

START, END = datetime(2026, 12, 1, 1, tzinfo=UTC), datetime(2026, 12, 1, 1, 30, tzinfo=UTC)


def installed(folder: Path, uri: str, server: SmtpServer) -> Recruitment:
    app = Flask("bench", instance_path=str(folder))
    app.config.update(
        HR_RECRUIT_DATABASE_URI=uri, HR_RECRUIT_KEY_FILE=str(folder / "keys.json"), HR_RECRUIT_WORKER="none"
    )
    HRRecruit(app)
    state: Recruitment = app.extensions["hr_recruit"]
    migrate.upgrade(state.engine)
    settings = {
        "host": server.host, "port": server.port, "username": server.user, "password": server.password,
        "from_address": "hr@hospital.example", "ca_certificate": server.certificate,
    }  # fmt: skip
    with app.app_context(), unit_of_work() as unit:
        unit.session.add(
            Connection(port="messaging", adapter="smtp", settings=settings, updated_by="", updated_at=unit.now)
        )
    return state


def invitation(number: int) -> Notice:
    person = Person("张晓明", f"zhang{number}@example.org")
    invite = CalendarInvite(
        f"interview-{number}@hr-recruit", 0, CalendarMethod.REQUEST, START, END, "面试：心内科护士", "门诊楼 301 会议室",
        "请携带身份证", Person("人力资源部"), person,
    )  # fmt: skip
    return Notice(person, "面试邀请", "张晓明，您好：\n\n请按时参加面试。", invite)


def measured(state: Recruitment, server: SmtpServer, name: str, mails: int, deliver: Callable[[], object]) -> float:
    """→ seconds."""
    server.clear()
    with state.app.app_context(), unit_of_work() as unit:
        writer = OutboxWriter(unit.session, unit.now, "bench")
        for number in range(mails):
            writer.send(Port.MESSAGING, invitation(number), key=f"{name}:{number}")
        writer.flush()
    before, cpu = time.perf_counter(), time.process_time()
    deliver()
    spent, cpu = time.perf_counter() - before, time.process_time() - cpu
    reached = sorted(e.rcpt_tos[0] for e in server.envelopes)
    assert reached == sorted(f"zhang{n}@example.org" for n in range(mails)), "not every mail arrived once"
    print(f"{name:<16} {spent:8.1f} s  {mails / spent:6.1f} mails/s  {cpu:6.1f} CPU s  {server.logins:4} logins")
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mails", type=int, default=500)
    parser.add_argument("--database", help="by default a SQLite file of its own")
    wanted = parser.parse_args()
    server = SmtpServer()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server.start(folder)
        state = installed(folder, wanted.database or f"sqlite:///{folder / 'bench.db'}", server)

        def one_at_a_time() -> None:
            while drain(state, limit=1):
                pass

        print(f"{wanted.mails} invitations, {state.engine.dialect.name}")
        slow = measured(state, server, "one at a time", wanted.mails, one_at_a_time)
        fast = measured(state, server, "in batches", wanted.mails, lambda: drain(state, until_empty=True))
        print(f"ratio {slow / fast:.1f}")
        state.engine.dispose()
        server.stop()


if __name__ == "__main__":
    main()
