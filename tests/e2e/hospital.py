"""The sample OA with the plugin, served on a free port of this machine, and people who sit down in front of it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from hr_recruit_plugin.demo.oa.models import Staff, Todo, db
from hr_recruit_plugin.demo.oa.seed import ACCOUNTS
from hr_recruit_plugin.demo.world import World, build
from hr_recruit_plugin.outbox.periodic import run_due
from tests.peers.process import free_port, wait_until

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
AXE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
AXE_RUN = """async () => {
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const found = await axe.run(document, {runOnly: rules});
  const place = node => node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? '');
  return found.violations.map(v => `${v.id}: ${v.help}: ` + v.nodes.slice(0, 3).map(place).join(' | '));
}"""


class Hospital:
    """``world`` is served at ``url``. ``now`` stands still until ``jump`` moves it."""

    def __init__(self, directory: Path, *, worker: str = "thread") -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.world: World = build(directory, worker=worker, public_url=self.url)
        self.now = monday_three_weeks_ago()
        self.world.state.clock = lambda: self.now

    @property
    def app(self) -> Flask:
        return self.world.app

    def start(self) -> None:
        # One line for each request would bury what a failing test has to say.
        logging.getLogger("werkzeug").setLevel(logging.WARNING)
        self._server = make_server("127.0.0.1", self.port, self.app, threaded=True)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        if runner := self.world.state.cache.get("runner"):
            runner.stop()
        self._server.shutdown()
        self._server.server_close()

    def jump(self, moment: datetime) -> None:
        """Let it be ``moment``, and let happen what happens by itself then."""
        self.now = moment
        assert run_due(self.app, everything=True) == 0

    @contextmanager
    def oa(self) -> Iterator[Session]:
        """The OA's own tables, past the plugin."""
        with self.app.app_context(), Session(db.engine) as session:
            yield session

    def todos(self, staff_no: str) -> list[str]:
        """Titles of what is on somebody's list in the OA."""
        with self.oa() as session:
            return list(session.scalars(select(Todo.title).filter_by(staff_no=staff_no, closed=None)))

    def colleague(self, name: str) -> Staff | None:
        with self.oa() as session:
            return session.scalar(select(Staff).filter_by(name=name))


def monday_three_weeks_ago() -> datetime:
    """Nine in the morning in Shanghai: all that the journey needs lies between then and now, and is due at once."""
    today = datetime.now(UTC).replace(hour=1, minute=0, second=0, microsecond=0)
    return today - timedelta(days=21 + today.weekday())


class Person:
    """Somebody with a browser of their own; what it complains about is kept in ``complaints``."""

    def __init__(self, browser: Any, hospital: Hospital, *, size: dict[str, int] | None = None, locale: str = "zh-CN") -> None:
        self.hospital = hospital
        phone = size == PHONE
        self.context = browser.new_context(
            viewport=size or DESK, locale=locale, reduced_motion="reduce", base_url=hospital.url,
            timezone_id="Asia/Shanghai", has_touch=phone, is_mobile=phone,
        )  # fmt: skip
        self.context.set_default_timeout(20_000)
        self.complaints: list[str] = []
        self.page: Any = self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))
        self.page.on("console", self._complain)

    def _complain(self, message: Any) -> None:
        # A refusal that the test provokes (409, 422) is reported by Chromium as well; it is no fault.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            place = message.location
            self.complaints.append(f"{self.page.url}: {message.text} ({place.get('url')}:{place.get('columnNumber')})")

    def sign_in(self, login: str) -> Person:
        account = next(a for a in ACCOUNTS if a.login == login)
        self.page.goto("/sign-in")
        self.page.locator("[name=login]").fill(account.login)
        self.page.locator("[name=password]").fill(account.password)
        self.page.locator(".oa-sign-in button").click()
        self.page.locator(".oa-who").wait_for(state="attached")
        return self

    def speak(self, locale: str) -> None:
        """Switch the OA to ``zh`` or ``en``."""
        self.page.locator(f".oa-locale button[value={locale}]").click()

    def close(self) -> None:
        self.context.close()


def mails_to(messages: list[EmailMessage], address: str, about: str = "") -> list[EmailMessage]:
    """What arrived for ``address``, oldest first."""
    return [m for m in list(messages) if address in str(m["To"]) and about in str(m["Subject"])]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    return str(body.get_content()) if body else ""


def eventually(found: Callable[[], Any], what: str, seconds: float = 30) -> Any:
    """What ``found`` returns once it is something; TimeoutError names ``what``."""
    wait_until(lambda: bool(found()), what, seconds)
    return found()
