"""One small interview day in a browser: the door, two phones, and the screen in the waiting room.

``HR_RECRUIT_SHOTS=FOLDER`` keeps a photograph of each screen, for people to look at.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from hr_recruit_plugin.services.interview_day import checkin, draws, waiting
from hr_recruit_plugin.services.unit import unit_of_work
from tests.e2e.hospital import AXE, AXE_RUN, DESK, PHONE
from tests.peers.process import free_port
from tests.support.desk import MONDAY, Desk
from tests.support.interview_day import at, ids, interview_day

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
PORT = free_port()
URL = f"http://127.0.0.1:{PORT}"
DAY = "/recruit/day?day=2026-11-30"


@pytest.fixture
def config() -> dict[str, Any]:
    return {"HR_RECRUIT_PUBLIC_URL": URL, "HR_RECRUIT_LOCALE": "auto"}


@pytest.fixture
def day(app: Any, host: Any) -> Iterator[Desk]:
    """Served, with HR signed in; candidates sign in nowhere."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    with app.app_context():
        desk = interview_day(app, host, people=6)
    host.sign_in("hr")
    server = make_server("127.0.0.1", PORT, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield desk
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Any]:
    """``visit(path)`` → a page; what browsers complain about fails the test."""
    contexts, complaints = [], []

    def complain(message: Any) -> None:
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    def open_page(path: str, *, phone: bool = False, locale: str = "zh-CN") -> Any:
        context = browser.new_context(
            viewport=PHONE if phone else DESK, base_url=URL, locale=locale, is_mobile=phone, has_touch=phone,
            timezone_id="Asia/Shanghai", reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", complain)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def photograph(page: Any, name: str) -> None:
    if folder := os.environ.get("HR_RECRUIT_SHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/day-{name}.png", full_page=True)


def secrets(desk: Desk) -> tuple[str, str]:
    """The desk's code now, and the address of the waiting-room screen."""
    with desk.app.app_context(), unit_of_work(desk.actor(), write=False) as unit:
        return checkin.desk_code(unit, "本部"), f"/recruit/portal/waiting/本部/{waiting.key(unit, '本部')}"


def test_one_small_day(day: Desk, visit: Any) -> None:
    code, screen_path = secrets(day)
    door = visit(DAY, phone=True)
    door.get_by_role("button", name="给大家排号").click()
    door.locator(".hr-turn-n", has_text="6").wait_for()

    # The first one checks in on a phone of their own, with the code of the desk.
    own = visit(f"/recruit/portal/status/token-{day.job_id}-候选甲/day", phone=True)
    own.get_by_label("签到台屏幕上的 6 位数字").fill(code)
    photograph(own, "own-390")
    own.get_by_role("button", name="签到").click()
    own.get_by_text("已签到").first.wait_for()

    # The clerk's phone checks the others in from the list, loses the line, and presses on.
    door.goto(DAY)
    photograph(door, "door-390")
    door.context.set_offline(True)
    waiting_for = door.locator("li[data-s=expected] button")
    left = waiting_for.count()
    waiting_for.first.click()
    door.get_by_text("存在本机").first.wait_for()
    photograph(door, "door-offline-390")
    door.context.set_offline(False)
    expect(waiting_for).to_have_count(left - 1)
    expect(door.locator("[data-hr-presses]")).to_be_hidden()

    # Calling shows on the screen in the waiting room, by number alone.
    screen = visit(screen_path)
    door.locator("li[data-s=here] button").first.click()
    screen.locator(".hr-wait-what", has_text="正在叫号").wait_for()
    assert "候选" not in screen.locator("body").inner_text()
    photograph(screen, "waiting-1440")
    screen.context.set_offline(True)
    screen.get_by_text("断线了").wait_for()
    photograph(screen, "waiting-lost-1440")
    screen.context.set_offline(False)
    screen.locator("[data-hr-waiting-lost]").wait_for(state="hidden")

    # Somebody is late, is put back with one press, and the press is taken back.
    day.now = at(10, 45)
    with day.app.app_context():
        late = ids(day)[3]
    door.goto(f"/recruit/day/{late}")
    photograph(door, "late-390")
    door.get_by_role("button", name="往后放").first.click()
    door.get_by_text("原 10:30").wait_for()
    door.get_by_role("button", name="撤销推后").click()
    door.get_by_text("原 10:30").wait_for(state="detached")
    door.get_by_role("button", name="记为缺席").click()
    door.get_by_text("再请一次").wait_for()
    photograph(door, "absent-390")


SCREENS = {
    "list": DAY, "empty": "/recruit/day?day=2026-12-25", "nothing-found": f"{DAY}&q=zzz", "desk": "/recruit/day/desk",
    "person": "/recruit/day/{first}", "rules": "/recruit/day/rules/{job}", "own": "/recruit/portal/status/{token}/day",
    "draws": "/recruit/day/draws?day=2026-11-30", "draw": "/recruit/day/draws/1", "draw-drawn": "/recruit/day/draws/2",
    "poster": "/recruit/portal/check-in/本部?code=123456", "screen": "{screen}", "screen-dark": "{screen}?dark=1",
}  # fmt: skip


def test_every_screen_fits_speaks_both_languages_and_can_be_used(day: Desk, visit: Any) -> None:
    _, screen_path = secrets(day)
    with day.app.app_context():
        first = ids(day)[0]
        for half in ("promised", "drawn"):
            with unit_of_work(day.actor()) as unit:
                draw = draws.promise(unit, draws.Scope("order", MONDAY, "am", day.stage_id, "本部"))
                if half == "drawn":
                    draws.pull(unit, draw.id, "春江花月夜", "监督员甲", version=None)
                else:
                    draws.drop(unit, draw.id, version=None)
    known = {"first": first, "job": day.job_id, "token": f"token-{day.job_id}-候选甲", "screen": screen_path}
    for locale, language in (("zh-CN", "zh-CN"), ("en-US", "en")):
        for phone in (False, True):
            page = visit(DAY, phone=phone, locale=locale)
            width = (PHONE if phone else DESK)["width"]
            for name, path in SCREENS.items():
                page.goto(path.format(**known))
                photograph(page, f"{name}-{language}-{width}")
                assert page.evaluate("document.documentElement.lang") == language
                assert page.evaluate("document.documentElement.scrollWidth") <= width, name
                if locale == "zh-CN":
                    page.evaluate(AXE.read_text(encoding="utf-8"))
                    assert page.evaluate(AXE_RUN) == [], name
