"""HR's scheduling desk in a real browser: a batch of a hundred, moved by hand, replanned and published; the invitations are
found in a real mailbox, the events in a real CalDAV server.

The tests are the steps of one story, in order; when one fails, those after it are skipped.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from sqlalchemy import func, select

from hr_recruit_plugin.demo import data
from hr_recruit_plugin.models import Interview, Schedule, Seat
from hr_recruit_plugin.outbox.periodic import run_due
from hr_recruit_plugin.outbox.runner import drain
from hr_recruit_plugin.services import jobs, resources
from hr_recruit_plugin.services.connections import save_connection
from hr_recruit_plugin.services.unit import SYSTEM, unit_of_work
from tests.e2e.hospital import AXE, AXE_RUN, Hospital, Person
from tests.peers.radicale_server import RadicaleServer
from tests.peers.smtp_server import SmtpServer
from tests.support.desk import add_candidate, let_everybody_work

pytestmark = [pytest.mark.e2e, pytest.mark.peer, pytest.mark.slow]
ZONE = ZoneInfo("Asia/Shanghai")
PANEL = {"1202": ("护理组长",), "1302": ("护理组长",), "1303": ("护理组长",), "1001": ("人事",), "1002": ("人事",)}
PEOPLE = 100
GONE = "何清"
"""An interviewer who drops out for a day."""
STAGES = [
    {"kind": "screening", "name": "简历筛选", "panel": [], "kit": {}},
    {"kind": "interview", "name": "技术面", "minutes": 30, "kit": {},
     "panel": [{"pool": "护理组长", "count": 1}, {"pool": "人事", "count": 1}]},
    {"kind": "offer", "name": "Offer", "panel": [], "kit": {}},
]  # fmt: skip
FAMILY, GIVEN = "赵钱孙李周吴郑王冯陈", "安宁思远晓岚书瑶天佑"


def names() -> list[str]:
    return [f"{FAMILY[n // 10]}{GIVEN[n % 10]}{GIVEN[(3 * n + n // 10) % 10]}" for n in range(PEOPLE)]


class Story:
    """HR in front of a browser, and what the steps learn from each other."""

    def __init__(self, hospital: Hospital, browser: Any, smtp: SmtpServer, radicale: RadicaleServer) -> None:
        self.hospital, self.smtp, self.radicale = hospital, smtp, radicale
        self.hr = Person(browser, hospital, size={"width": 1440, "height": 1100}).sign_in("zhoumin")
        self.colleague = Person(browser, hospital).sign_in("luyiming")
        self.failed = ""
        self.known: dict[str, str] = {}

    @property
    def page(self) -> Any:
        return self.hr.page

    def photograph(self, name: str) -> None:
        if folder := os.environ.get("HR_RECRUIT_SHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{folder}/desk-{name}.png", full_page=True)

    def deliver(self) -> None:
        """All that is due leaves, here and now."""
        outcomes = drain(self.hospital.world.state, limit=50, until_empty=True)
        assert set(outcomes) == {"done"}, outcomes

    def calendar_of(self, staff_no: str) -> set[tuple[str, datetime]]:
        """(UID, start) of what stands in somebody's calendar on the server."""
        text = self.radicale.call("GET", f"/people/{staff_no}/").text
        found = Calendar.from_ical(text).walk("VEVENT") if text.strip() else []
        return {(str(event["UID"]), event.decoded("DTSTART").astimezone(UTC)) for event in found}

    def seats_of(self, staff_no: str) -> set[datetime]:
        """When somebody sits in a published interview, by our own tables."""
        with self.hospital.app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
            found = select(Interview.start).join(Interview.seats).where(Seat.user_id == staff_no, Interview.state == "published")
            return set(unit.session.scalars(found))

    def events(self, method: str) -> list[tuple[str, Any]]:
        """(recipient, VEVENT) of each mail that arrived with a calendar part of ``method``."""
        found = []
        for mail in list(self.smtp.messages):
            for part in mail.walk():
                if part.get_content_type() == "text/calendar":
                    calendar = Calendar.from_ical(part.get_content())
                    if str(calendar["METHOD"]) == method:
                        found.append((mail["To"].addresses[0].addr_spec, calendar.walk("VEVENT")[0]))
        return found


@pytest.fixture(scope="module")
def story(
    browser: Any, tmp_path_factory: pytest.TempPathFactory, _smtp: SmtpServer, _radicale: RadicaleServer
) -> Iterator[Story]:
    hospital = Hospital(tmp_path_factory.mktemp("desk"), worker="none")
    _smtp.clear()
    furnish(hospital, _smtp, _radicale)
    hospital.start()
    told = Story(hospital, browser, _smtp, _radicale)
    yield told
    told.hr.close()
    told.colleague.close()
    hospital.stop()


def furnish(hospital: Hospital, smtp: SmtpServer, radicale: RadicaleServer) -> None:
    """A hundred nurses who wait for one interview each, five interviewers, two rooms; servers of mail and calendars."""
    radicale.call("MKCOL", "/people/")
    for staff_no in PANEL:
        radicale.make_calendar(f"/people/{staff_no}/")
    calendars = {"url": radicale.url + "/people/{user_id}/", "username": radicale.user, "password": radicale.password}
    mail = {
        "host": smtp.host, "port": smtp.port, "security": "starttls", "username": smtp.user, "password": smtp.password,
        "from_address": "hr@hospital.example", "ca_certificate": smtp.certificate,
    }  # fmt: skip
    with hospital.app.app_context(), unit_of_work(SYSTEM) as unit:
        save_connection(unit, "messaging", "smtp", mail)
        save_connection(unit, "calendar", "caldav", calendars)
        for staff_no, pools in PANEL.items():
            resources.save_interviewer(unit, staff_no, {"pools": list(pools), "campuses": [data.CAMPUS]})
        let_everybody_work(unit)
        for name in data.ROOMS[:2]:
            resources.save_room(unit, None, name, data.CAMPUS)
    with hospital.app.app_context(), unit_of_work(hospital.world.actor("1001")) as unit:
        values = {"code": "NUR-100", "title": "护士批量面试", "department_id": "ZZ", "department_name": "重症医学科", "headcount": 30}
        job = jobs.open_job(unit, values, STAGES)
        for name in names():
            add_candidate(unit, job, job.stages[1], name)
    assert run_due(hospital.app, everything=True) == 0  # calendars are read


@pytest.fixture(autouse=True)
def in_order(story: Story, request: pytest.FixtureRequest) -> Iterator[None]:
    """A step needs those before it; no browser may complain in any."""
    if story.failed:
        pytest.skip(f"{story.failed} failed")
    story.failed = request.node.name
    story.hr.complaints.clear()
    yield
    complaints = [*story.hr.complaints, *story.colleague.complaints]
    if getattr(request.node, "passed", False) and not complaints:
        story.failed = ""
    else:
        story.photograph(f"failed-{request.node.name}")
    assert complaints == []


def accessible(page: Any) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(AXE_RUN) == []


def wait_solved(page: Any) -> None:
    page.get_by_text("独立校验通过，0 处冲突").wait_for(timeout=90_000)


# --- a plan ------------------------------------------------------------------------------------------------------


def test_demand_is_shown_before_solving(story: Story) -> None:
    page = story.page
    page.goto("/recruit/schedules")
    page.get_by_role("link", name="排 100 人").click()
    page.locator("#hr-demand table").first.wait_for()
    assert "够用" in page.locator("#hr-demand").inner_text()
    page.locator("#hr-f-last").fill(page.locator("#hr-f-first").input_value())
    page.locator("#hr-demand", has_text="至少有 74 场排不进").wait_for()
    assert "不够" in page.locator("#hr-demand").inner_text()
    story.photograph("demand-short")
    page.reload()
    page.locator("#hr-demand table").first.wait_for()
    accessible(page)


def test_a_batch_of_a_hundred_is_planned_and_proven(story: Story) -> None:
    page = story.page
    page.get_by_role("button", name="开始求解").click()
    page.locator("#hr-progress").wait_for()
    story.photograph("solving")
    wait_solved(page)
    story.known["plan"] = page.url
    assert "100 / 100 人已排入" in page.locator("#hr-bar").inner_text()
    levels = page.locator(".hr-side table tbody tr").all_inner_texts()
    assert all("已证明" in line for line in levels[:3]), levels
    assert page.locator(".hr-cal td[data-move-url]").count() == PEOPLE
    story.photograph("solved")
    accessible(page)


# --- by hand -----------------------------------------------------------------------------------------------------


def seat(page: Any, name: str) -> Any:
    return page.locator(".hr-cal td[data-move-url]", has=page.get_by_role("link", name=re.compile(f"^{name}")))


def lift(page: Any, cell: Any) -> None:
    """Take a cell up with the mouse and wait until the others say whether they would take it."""
    cell.scroll_into_view_if_needed()
    box = cell.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    with page.expect_response("**/cells?**"):
        page.mouse.move(box["x"] + box["width"] / 2 + 12, box["y"] + box["height"] / 2 + 12)
    page.locator(".hr-cal td[data-why], .hr-cal td[data-ok]").first.wait_for(state="attached")


def put(page: Any, cell: Any) -> None:
    box = cell.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()


def test_a_forbidden_cell_says_why_and_nothing_changes(story: Story) -> None:
    page = story.page
    first, other = page.locator(".hr-cal td[data-move-url]").nth(0), page.locator(".hr-cal td[data-move-url]").nth(1)
    name, before = first.inner_text(), first.get_attribute("data-slot-id")
    lift(page, first)
    story.photograph("dragging")
    put(page, other)
    note = page.locator("[data-hr-move]")
    note.wait_for()
    assert re.search(rf"{name}：不能放在这里：.*这时是 {other.inner_text()}", note.inner_text())
    assert seat(page, name).get_attribute("data-slot-id") == before
    page.reload()
    assert seat(page, name).get_attribute("data-slot-id") == before


def test_an_interview_is_dragged_locked_and_taken_back(story: Story) -> None:
    page = story.page
    first = page.locator(".hr-cal td[data-move-url]").first
    name, before = first.inner_text(), first.get_attribute("data-slot-id")
    lift(page, first)
    goal = page.locator(".hr-cal td[data-ok]").first
    there = goal.get_attribute("data-slot-id")
    with page.expect_response("**/places/**"):
        put(page, goal)
    page.locator(f".hr-cal td[data-locked][data-slot-id='{there}']").wait_for()
    page.locator(".hr-toast", has_text=f"{name} 已排到").wait_for()
    assert seat(page, name).get_attribute("data-slot-id") == there
    story.photograph("moved")
    page.locator(".hr-toast").get_by_role("button", name="撤销").click()
    page.locator(f".hr-cal td[data-move-url][data-slot-id='{before}']").wait_for()
    assert page.locator(".hr-cal td[data-locked]").count() == 0


def test_the_keyboard_does_the_same(story: Story) -> None:
    page = story.page
    first = page.locator(".hr-cal td[data-move-url]").first
    name = first.inner_text()
    first.locator("a").focus()
    with page.expect_response("**/cells?**"):
        page.keyboard.press("m")
    page.locator("#hr-live", has_text="个格子能放").wait_for(state="attached")
    page.keyboard.press("ArrowDown")
    page.locator("#hr-live", has_text="不能放在这里").wait_for(state="attached")
    page.keyboard.press("n")
    page.locator("#hr-live", has_text="可以放在这里").wait_for(state="attached")
    there = page.evaluate("document.activeElement.closest('td').dataset.slotId")
    page.keyboard.press("Enter")
    page.locator(f".hr-cal td[data-locked][data-slot-id='{there}']").wait_for()
    assert page.evaluate("document.activeElement.textContent").startswith(name)
    story.known["locked"], story.known["locked_slot"] = name, there
    page.keyboard.press("l")
    page.locator(f".hr-cal td[data-slot-id='{there}']:not([data-locked])").wait_for()
    page.keyboard.press("l")
    page.locator(f".hr-cal td[data-locked][data-slot-id='{there}']").wait_for()
    accessible(page)


def test_of_two_who_move_at_once_the_second_is_told(story: Story) -> None:
    page, other = story.page, story.colleague.page
    other.goto(story.known["plan"])
    page.locator(".hr-cal td[data-locked] a").focus()
    page.keyboard.press("l")
    page.locator(".hr-cal td[data-locked]").wait_for(state="detached")
    other.locator(".hr-cal td[data-locked] a").focus()
    other.keyboard.press("l")
    other.locator("[data-hr-move]", has_text="没能保存").wait_for()
    page.locator(".hr-cal td[data-pick] a").focus()
    page.keyboard.press("l")
    page.locator(".hr-cal td[data-locked]").wait_for()


def test_an_interview_is_given_to_another_interviewer(story: Story) -> None:
    page = story.page
    page.goto(f"{story.known['plan']}?view=interviewer&span=day")
    story.photograph("by-interviewer-day")
    cells = page.locator(".hr-cal td[data-move-url]:not([data-locked])")
    lift(page, cells.first)
    goal = page.locator(".hr-cal td[data-ok]").last
    there = goal.get_attribute("data-slot-id")
    with page.expect_response("**/places/**"):
        put(page, goal)
    page.locator(f".hr-cal td[data-locked][data-slot-id='{there}']").wait_for()
    page.get_by_role("button", name="撤销上一步移动").click()
    page.locator(".hr-cal").wait_for()
    assert page.locator(f".hr-cal td[data-locked][data-slot-id='{there}']").count() == 0


# --- two plans ---------------------------------------------------------------------------------------------------


def test_a_second_plan_is_compared_and_one_is_taken(story: Story) -> None:
    page = story.page
    page.goto(story.known["plan"])
    page.get_by_role("button", name="换个目标再算").click()
    page.locator("#hr-variant").get_by_text("天数优先").click()
    page.locator("#hr-variant button[type=submit]").click()
    wait_solved(page)
    story.known["variant"] = page.url
    assert seat(page, story.known["locked"]).get_attribute("data-slot-id") == story.known["locked_slot"]
    page.get_by_role("link", name="和「等待优先」比较").click()
    page.get_by_role("heading", name="比较方案").wait_for()
    assert page.locator("svg.hr-pair").count() == len(PANEL) + 4
    story.photograph("compare")
    accessible(page)
    page.get_by_role("button", name="采用方案 B").click()
    page.locator(".hr-cal").wait_for()
    page.goto("/recruit/schedules")
    assert page.locator("tbody th a").count() == 1


# --- publication and what happens after it ----------------------------------------------------------------------


def publish(page: Any) -> None:
    page.get_by_role("button", name=re.compile("发布并通知")).first.click()
    page.locator("#hr-publish button[type=submit]").click()
    page.get_by_text("已发布").first.wait_for()


def test_publication_invites_both_sides(story: Story) -> None:
    page = story.page
    page.goto(story.known["plan"])
    publish(page)
    story.known["published"] = page.url
    story.deliver()
    found = story.events("REQUEST")
    assert len(found) == 3 * PEOPLE
    assert len({to for to, _ in found}) == PEOPLE + len(set(PANEL))
    assert all(int(event["SEQUENCE"]) == 0 for _, event in found)
    story.photograph("published")


def test_the_events_stand_in_everybodys_calendar(story: Story) -> None:
    for staff_no in PANEL:
        assert {start for _, start in story.calendar_of(staff_no)} == story.seats_of(staff_no), staff_no
    assert sum(len(story.calendar_of(staff_no)) for staff_no in PANEL) == 2 * PEOPLE


def test_an_interviewer_drops_out_and_the_fewest_are_told(story: Story) -> None:
    page = story.page
    page.get_by_role("link", name="出了变化").click()
    page.locator("#hr-f-resource").select_option(label=f"面试官 · {GONE}")
    page.locator("#hr-touched", has_text="场受影响").wait_for()
    hit = int(re.search(r"(\d+) 场受影响", page.locator("#hr-touched").inner_text())[1])  # type: ignore[index]
    page.locator("#hr-f-note").fill("出差")
    story.photograph("something-happened")
    accessible(page)
    page.get_by_role("button", name="记下并重排").click()
    wait_solved(page)
    story.photograph("replanned")
    told = page.locator(".hr-note[data-s=info]").inner_text()
    assert GONE in told
    assert "出差" in told
    changed = int(re.search(r"比上次发布改 (\d+) 处", page.locator("#hr-bar").inner_text())[1])  # type: ignore[index]
    assert hit <= changed <= hit + 4
    story.smtp.clear()
    publish(page)
    story.known["replanned"] = page.url
    story.deliver()
    assert story.events("REQUEST")
    assert all(int(event["SEQUENCE"]) == 1 for _, event in story.events("REQUEST"))
    assert story.events("CANCEL"), "whoever no longer sits there is told"
    candidates = {to for to, _ in story.events("REQUEST") if not to.endswith("@oa.example.cn")}
    assert len(candidates) <= changed


def test_what_stands_in_the_end(story: Story) -> None:
    """Everybody has one interview, nobody sits in two, and the one who dropped out is not asked on that day."""
    with story.hospital.app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
        found = unit.session.scalars(select(Interview).where(Interview.state == "published")).all()
        assert len(found) == PEOPLE
        spans: dict[str, list[tuple[Any, Any]]] = {}
        for interview in found:
            for who in [*(s.user_id for s in interview.seats), interview.place]:
                spans.setdefault(who, []).append((interview.start, interview.end))
        for taken in spans.values():
            assert all(a[1] <= b[0] for a, b in zip(sorted(taken), sorted(taken)[1:], strict=False))
        first = min(i.start for i in found).astimezone(ZONE).date()
        away = [i for i in found if i.start.astimezone(ZONE).date() == first and any(s.user_id == "1303" for s in i.seats)]
        assert away == []
        assert unit.session.scalar(select(func.count()).select_from(Schedule).where(Schedule.state == "published")) == 2
    for staff_no in PANEL:
        assert {start for _, start in story.calendar_of(staff_no)} == story.seats_of(staff_no), staff_no


def test_day_sheets_and_every_view_are_readable(story: Story) -> None:
    page = story.page
    for view in ("room", "interviewer", "candidate"):
        for span in ("week", "day"):
            page.goto(f"{story.known['replanned']}?view={view}&span={span}")
            story.photograph(f"view-{view}-{span}")
            accessible(page)
    answer = page.request.get(story.known["replanned"].partition("?")[0] + "/print", timeout=90_000)
    assert answer.headers["content-type"] == "application/pdf"
    if folder := os.environ.get("HR_RECRUIT_SHOTS"):
        Path(folder, "desk-print.pdf").write_bytes(answer.body())
