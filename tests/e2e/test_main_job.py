"""The main job in a real browser, with a real mail server, a real SFTP server and a real GNU Health at the far ends.

The tests are the steps of one story, in order; when one fails, those after it are skipped.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import paramiko
import pytest
from icalendar import Calendar

from hr_recruit_plugin.demo import data
from hr_recruit_plugin.demo.oa.seed import ACCOUNTS
from hr_recruit_plugin.services import jobs, resources, working_hours
from hr_recruit_plugin.services.unit import SYSTEM, unit_of_work
from tests.e2e.hospital import PHONE, Hospital, Person, eventually, mails_to, text_of
from tests.peers.gnuhealth_server import GnuHealthServer
from tests.peers.sftp_server import SftpServer, key_pair
from tests.peers.smtp_server import SmtpServer

pytestmark = [pytest.mark.e2e, pytest.mark.peer, pytest.mark.slow]
ZONE = ZoneInfo("Asia/Shanghai")
JOB = "NUR-ICU-01"
STAR = "林若溪"
"""Applies on her phone, and goes all the way."""


class Story:
    """Who takes part, and what the steps learn from each other."""

    def __init__(
        self, hospital: Hospital, browser: Any, smtp: SmtpServer, sftp: SftpServer, his: GnuHealthServer
    ) -> None:
        self.hospital, self.browser = hospital, browser
        self.smtp, self.sftp, self.his = smtp, sftp, his
        self.people: dict[str, Person] = {}
        self.failed = ""
        self.known: dict[str, str] = {}

    def person(self, login: str, **options: Any) -> Any:
        """The page of a member of staff, signed in; of somebody outside where the OA knows no such login."""
        if login not in self.people:
            self.people[login] = Person(self.browser, self.hospital, **options)
            if login != "candidate":
                self.people[login].sign_in(login)
        return self.people[login].page

    def mail(self, address: str, about: str) -> EmailMessage:
        """The newest mail to somebody about something, once it is there."""
        found = eventually(lambda: mails_to(self.smtp.messages, address, about), f"mail to {address} about {about}")
        newest: EmailMessage = found[-1]
        return newest

    def photograph(self, name: str) -> None:
        """What everybody sees at this moment, for whoever looks into a failure."""
        if folder := os.environ.get("HR_RECRUIT_SHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            for who, person in self.people.items():
                person.page.screenshot(path=f"{folder}/failed-{name}-{who}.png")

    def board(self) -> Any:
        """HR's board of the job."""
        page = self.person("zhoumin")
        page.goto(self.known["board"])
        return page


@pytest.fixture(scope="module")
def story(
    browser: Any, tmp_path_factory: pytest.TempPathFactory, _smtp: SmtpServer, _sftp: SftpServer,
    gnuhealth: GnuHealthServer,
) -> Iterator[Story]:  # fmt: skip
    hospital = Hospital(tmp_path_factory.mktemp("hospital"))
    _smtp.clear()
    furnish(hospital)
    hospital.start()
    told = Story(hospital, browser, _smtp, _sftp, gnuhealth)
    yield told
    for person in told.people.values():
        person.close()
    hospital.stop()


def furnish(hospital: Hospital) -> None:
    """What a hospital has before it recruits: people who interview, rooms, a template of stages."""
    with hospital.app.app_context(), unit_of_work(SYSTEM) as unit:
        for staff_no, pools in data.INTERVIEWERS.items():
            resources.save_interviewer(unit, staff_no, {"pools": list(pools), "campuses": [data.CAMPUS], "max_per_day": 8})
        office = working_hours.save_template(unit, None, data.OFFICE_HOURS, working_hours.OFFICE)
        working_hours.use(unit, working_hours.STAFF, office.id)
        for name in data.ROOMS:
            resources.save_room(unit, None, name, data.CAMPUS)
        for name, stages in data.STAGE_TEMPLATES.items():
            jobs.save_template(unit, name, stages)


@pytest.fixture(autouse=True)
def in_order(story: Story, request: pytest.FixtureRequest) -> Iterator[None]:
    """A step needs those before it; no browser may complain in any."""
    if story.failed:
        pytest.skip(f"{story.failed} failed")
    story.failed = request.node.name
    yield
    complaints = [line for person in story.people.values() for line in person.complaints]
    if getattr(request.node, "passed", False) and not complaints:
        story.failed = ""
    else:
        story.photograph(request.node.name)
    assert complaints == []


# --- the far ends ------------------------------------------------------------------------------------------------


def connect(story: Story, port: str, adapter: str, values: dict[str, str]) -> Any:
    """Fill the form of one connection on the console and test it. → the page, nothing saved yet."""
    page = story.person("dengyi")
    page.goto(f"/recruit/settings/connections?port={port}&adapter={adapter}")
    for name, value in values.items():
        control = page.locator(f"[name='set-{name}']")
        if control.evaluate("element => element.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    page.get_by_role("button", name="测试连接").click()
    page.locator("#hr-test .hr-note").wait_for()
    return page


def save(page: Any) -> None:
    page.get_by_role("button", name="保存并启用").click()
    page.locator(".hr-note[data-s=ok]", has_text="已保存并启用").wait_for()


def test_admin_connects_mail_payroll_and_his(story: Story) -> None:
    smtp, sftp, his = story.smtp, story.sftp, story.his
    mail = {
        "host": smtp.host, "port": str(smtp.port), "security": "starttls", "username": smtp.user, "password": smtp.password,
        "from_address": "hr@hospital.example", "ca_certificate": smtp.certificate,
    }  # fmt: skip
    his_settings = {"url": his.url, "database": his.database, "user": his.user, "password": his.password}
    payroll = {
        "host": sftp.host, "port": str(sftp.port), "username": sftp.user, "host_key": sftp.host_key,
        "private_key": sftp.private_key, "hospital": "DEMO",
    }  # fmt: skip
    for port, adapter, values in (("messaging", "smtp", mail), ("his", "gnuhealth", his_settings), ("payroll", "sftp_csv", payroll)):
        page = connect(story, port, adapter, values)
        assert page.locator("#hr-test .hr-note[data-s=ok]").count() == 1, page.locator("#hr-test").inner_text()
        save(page)


# --- 1 a job -----------------------------------------------------------------------------------------------------


def test_hr_opens_a_job(story: Story) -> None:
    page = story.person("zhoumin")
    page.goto("/recruit/jobs")
    page.get_by_role("link", name="新建职位").first.click()
    for name, value in (("title", "重症医学科护士"), ("code", JOB), ("headcount", "2"), ("post_category", "护理")):
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=department_id]").select_option("ZZ")
    page.locator("[name=text]").fill(data.JOBS[0].values["text"])
    for name, value in data.JOBS[0].values["terms"].items():
        page.locator(f"[name='terms-{name}']").fill(str(value))
    page.get_by_role("button", name="从正文提取要求").click()
    page.locator(".hr-note", has_text="从正文读出").wait_for()
    assert page.locator("#hr-requirements tbody tr").count() >= 5
    assert page.locator("#hr-requirements input[value=must]:checked").count() >= 2
    template = page.locator("[name=template] option", has_text="护理岗位").get_attribute("value")
    page.locator("[name=template]").select_option(template)
    page.get_by_role("button", name="换成这个模板").click()
    page.locator(".hr-stagerow").nth(4).wait_for()
    page.get_by_role("button", name="开放这个职位").click()
    page.locator(".hr-board").wait_for()
    story.known["board"] = page.url
    names = page.locator(".hr-colm h2 .hr-clip").all_inner_texts()
    assert names == ["简历筛选", "技术面", "人文面", "终面", "Offer"]


# --- 2 resumes ---------------------------------------------------------------------------------------------------


def sample(name: str) -> data.Sample:
    return next(s for s in data.samples() if s.person and s.person["name"] == name)


def apply(page: Any, name: str, file: Path) -> None:
    person = sample(name).person or {}
    page.locator("[name=resume]").set_input_files(file)
    page.locator("[name=name]").fill(name)
    page.locator("[name=phone]").fill(person["phone"])
    page.locator("[name=email]").fill(person["email"])
    page.locator("[name=agreed]").check()
    page.get_by_role("button", name="提交申请").click()


def test_candidate_applies_on_a_phone(story: Story, tmp_path: Path) -> None:
    page = story.person("candidate", size=PHONE)
    page.goto("/recruit/portal/")
    page.locator("li", has_text="重症医学科护士").get_by_role("link", name="看要求，投递").click()
    broken = tmp_path / "resume.pdf"
    broken.write_bytes(b"%PDF-1.7 torn")
    apply(page, STAR, broken)
    page.locator(".hr-note[data-s=bad]", has_text="没能读取").wait_for()
    apply(page, STAR, sample(STAR).path)
    page.get_by_text("简历已收到").wait_for()
    email = (sample(STAR).person or {})["email"]
    assert "重症医学科护士" in text_of(story.mail(email, "已收到你的简历"))
    page.goto(f"/recruit/portal/jobs/{JOB}")
    apply(page, STAR, sample(STAR).path)
    page.get_by_text("简历已收到").wait_for()


def test_hr_imports_a_zip_and_files(story: Story, tmp_path: Path) -> None:
    """A zip goes on in the background; files answer one by one; what can't be read says why."""
    nurses = [s for s in data.samples() if s.job == JOB]
    archive, loose = nurses[:-3], nurses[-3:]
    zipped = tmp_path / "nurses.zip"
    with zipfile.ZipFile(zipped, "w") as target:
        for s in archive:
            target.write(s.path, f"简历/{s.file}")
    page = story.board()
    page.get_by_role("link", name="加候选人").click()
    page.locator("#hr-f-source").fill("护理学会官网")
    chooser = page.locator("form[data-hr-upload] input[type=file]").first
    chooser.set_input_files(zipped)
    page.locator("[data-hr-files] .hr-note", has_text="读完了").wait_for(timeout=60_000)
    chooser.set_input_files([s.path for s in loose])
    page.locator("[data-hr-files] > li .hr-note").nth(len(loose)).wait_for(timeout=60_000)
    page.goto(story.known["board"])
    assert int(page.locator(".hr-colm .hr-count").first.inner_text()) >= 8
    page.goto(f"/recruit/candidates?q={STAR}")
    assert page.get_by_role("link", name=STAR).count() == 1


# --- 3 the board -------------------------------------------------------------------------------------------------


def column(page: Any, stage: str) -> Any:
    return page.locator(f".hr-colm[data-stage-name='{stage}']")


def card(page: Any, name: str) -> Any:
    return page.locator(".hr-card", has=page.get_by_role("link", name=name, exact=True))


def test_ranking_gives_reasons(story: Story) -> None:
    page = story.board()
    scores = [int(text) for text in column(page, "简历筛选").locator(".hr-card-h b").all_inner_texts() if text.isdigit()]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] - scores[-1] > 20
    card(page, STAR).get_by_role("link", name=STAR).click()
    page.locator("#hr-next").wait_for()
    story.known["dossier"] = page.url
    assert page.locator(".hr-page", has_text="护士执业证").count() == 1


def test_mouse_and_keyboard_move_people(story: Story) -> None:
    page = story.board()
    # Each move is waited for by itself: the answer to the first must not pass for the answer to the second.
    with page.expect_response("**/move"):
        card(page, STAR).drag_to(column(page, "技术面").locator("ol"))
    column(page, "技术面").get_by_role("link", name=STAR, exact=True).wait_for()
    second = column(page, "简历筛选").locator(".hr-card-h a").first
    story.known["second"] = second.inner_text()
    second.focus()
    page.keyboard.press("m")
    with page.expect_response("**/move"):
        page.keyboard.press("2")
    page.reload()
    moved = column(page, "技术面").locator(".hr-card-h a").all_inner_texts()
    assert set(moved) == {STAR, story.known["second"]}


def test_a_stale_move_comes_back_with_a_reason(story: Story) -> None:
    """Two of HR have the board open; the second to move the same person is told who was first."""
    page, other = story.board(), story.person("luyiming")
    third = column(page, "简历筛选").locator(".hr-card-h a").first.inner_text()
    story.known["third"] = third
    other.goto(story.known["board"])
    with other.expect_response("**/move"):
        card(other, third).drag_to(column(other, "技术面").locator("ol"))
    card(page, third).drag_to(column(page, "人文面").locator("ol"))
    page.locator(".hr-cardnote", has_text="陆一鸣").wait_for()
    assert column(page, "简历筛选").get_by_role("link", name=third, exact=True).count() == 1


def test_next_interviewers_learn_of_it(story: Story) -> None:
    """A to-do in their OA that opens the dossier, and a mail."""
    about = f"{STAR} 进入技术面"
    assert about in text_of(story.mail("tangwei@oa.example.cn", about))
    eventually(lambda: any(about in title for title in story.hospital.todos("1302")), "the to-do of 唐薇")
    page = story.person("tangwei")
    page.goto("/todos")
    page.get_by_role("link", name=about).first.click()
    page.get_by_role("heading", name=STAR).first.wait_for()


def test_hr_is_reminded_of_who_waits_too_long(story: Story) -> None:
    assert not any("已停留" in title for title in story.hospital.todos("1001"))
    story.hospital.jump(story.hospital.now + timedelta(days=4))
    eventually(lambda: any("简历筛选已停留 4 天" in title for title in story.hospital.todos("1001")), "the reminder")
    page = story.board()
    page.locator(".hr-filter", has_text="逾期").first.click()
    page.wait_for_url("**overdue=1**")
    assert column(page, "简历筛选").locator(".hr-card").count() >= 3


# --- 4 interviews ------------------------------------------------------------------------------------------------


def plan(story: Story, stage: str) -> None:
    """Plan all who wait in a stage for the next working days, and publish."""
    page = story.person("zhoumin")
    page.goto("/recruit/schedules")
    page.locator("li", has_text=stage).get_by_role("link", name=re.compile("^排")).click()
    page.get_by_role("button", name="开始求解").click()
    page.get_by_role("button", name=re.compile("发布并通知")).first.wait_for(timeout=60_000)
    page.get_by_text("独立校验通过，0 处冲突").wait_for()
    page.get_by_role("button", name=re.compile("发布并通知")).first.click()
    page.locator("#hr-publish button[type=submit]").click()
    page.get_by_text("已发布").first.wait_for()
    story.known["schedule"] = page.url


def invitations(story: Story, stage: str) -> list[tuple[str, Any, str]]:
    """(recipient, VEVENT, method) of each mail with a calendar part about a stage."""
    found = []
    for mail in list(story.smtp.messages):
        parts = [p for p in mail.walk() if p.get_content_type() == "text/calendar"]
        if parts and stage in str(mail["Subject"]):
            calendar = Calendar.from_ical(parts[0].get_content())
            assert parts[0].get_param("method") == calendar["METHOD"]
            found.append((mail["To"].addresses[0].addr_spec, calendar.walk("VEVENT")[0], str(calendar["METHOD"])))
    return found


def panel_of(story: Story, stage: str, name: str) -> list[str]:
    """Logins of those who were invited to interview somebody."""
    invited = [to for to, event, _ in invitations(story, stage) if name in event["SUMMARY"]]
    return sorted({to.partition("@")[0] for to in invited if to.endswith("@oa.example.cn")})


def address(name: str) -> str:
    return str((sample(name).person or {})["email"])


def test_a_stage_is_planned_and_both_sides_are_invited(story: Story) -> None:
    plan(story, "技术面")
    names = [STAR, story.known["second"], story.known["third"]]
    eventually(lambda: len(invitations(story, "技术面")) == 3 * len(names), "an invitation for each side")
    found = invitations(story, "技术面")
    assert {method for _, _, method in found} == {"REQUEST"}
    assert len({str(event["UID"]) for _, event, _ in found}) == 3 * len(names)
    for name in names:
        mine = next(event for to, event, _ in found if to == address(name))
        start = mine.decoded("DTSTART").astimezone(ZONE)
        assert start > story.hospital.now
        assert start.weekday() < 5
        assert any(room in mine["LOCATION"] for room in data.ROOMS)
        assert f"{start:%H:%M}" in text_of(story.mail(address(name), "面试安排"))
        assert len(panel_of(story, "技术面", name)) == 2


def test_nobody_and_no_room_is_booked_twice(story: Story) -> None:
    taken: dict[str, list[tuple[datetime, datetime]]] = {}
    for to, event, _ in invitations(story, "技术面"):
        span = (event.decoded("DTSTART"), event.decoded("DTEND"))
        taken.setdefault(to, []).append(span)
        if not to.endswith("@oa.example.cn"):
            taken.setdefault(str(event["LOCATION"]), []).append(span)
    for spans in taken.values():
        assert all(before[1] <= after[0] for before, after in zip(sorted(spans), sorted(spans)[1:], strict=False))


def test_candidate_confirms_on_the_phone(story: Story) -> None:
    page = story.person("candidate", size=PHONE)
    link = re.search(r"http\S+/portal/status/\S+", text_of(story.mail(address(STAR), "面试安排")))
    assert link
    page.goto(link[0])
    page.get_by_role("button", name="确认参加").click()
    page.get_by_text("你已确认参加").wait_for()


# --- 5 scorecards ------------------------------------------------------------------------------------------------


def end_of(story: Story, stage: str) -> datetime:
    """When the last interview of a stage is over."""
    last: datetime = max(event.decoded("DTEND") for _, event, _ in invitations(story, stage))
    return last.astimezone(UTC)


def fill_scorecard(story: Story, login: str, name: str, **options: Any) -> Any:
    """Grade everything and hand in. → the page, after."""
    page = story.person(login, **options)
    page.goto("/recruit/my-interviews")
    page.get_by_role("link", name=re.compile(f"(评分|接着写) {name}")).click()
    page.locator("#hr-scorecard").wait_for()
    for group in page.locator("fieldset.hr-grades").all():
        group.locator("label").nth(2 if group.get_attribute("data-hr-grades") != "overall" else 0).click()
    page.locator("[name=note]").fill("先安抚再解释，操作规范。")
    with page.expect_navigation():
        page.locator(".hr-actionbar button[type=submit]").click()
    page.get_by_text("已交，不能再改").wait_for()
    return page


def test_interviewer_reads_the_dossier_and_hands_in(story: Story) -> None:
    first, second = panel_of(story, "技术面", STAR)
    story.hospital.jump(end_of(story, "技术面") + timedelta(hours=1))
    page = story.person(first)
    page.goto("/recruit/my-interviews")
    page.get_by_role("link", name=f"评分 {STAR}").click()
    page.get_by_role("link", name="看简历和档案").click()
    page.get_by_role("heading", name=STAR).first.wait_for()
    page = fill_scorecard(story, first, STAR)
    assert "先安抚再解释" in page.locator(".hr-body").inner_text()
    story.known["late"] = second


def test_who_has_not_handed_in_is_reminded_until_it_is_there(story: Story) -> None:
    late = story.known["late"]
    staff_no = next(a.staff_no for a in ACCOUNTS if a.login == late)
    about = f"{STAR} 的技术面评分表还没交"
    story.mail(f"{late}@oa.example.cn", about)
    eventually(lambda: about in story.hospital.todos(staff_no), "the reminder in the OA")
    before = len(mails_to(story.smtp.messages, late, about))
    story.hospital.jump(story.hospital.now + timedelta(days=1, hours=1))
    eventually(lambda: len(mails_to(story.smtp.messages, late, about)) == before + 1, "a second reminder")
    fill_scorecard(story, late, STAR)
    eventually(lambda: about not in story.hospital.todos(staff_no), "the end of the reminder")
    eventually(lambda: any("技术面评分已交齐" in t for t in story.hospital.todos("1001")), "the news for HR")
    sent = len(mails_to(story.smtp.messages, late, about))
    story.hospital.jump(story.hospital.now + timedelta(days=1, hours=1))
    assert len(mails_to(story.smtp.messages, late, about)) == sent


@pytest.mark.parametrize(("stage", "before"), [("人文面", 2), ("终面", 4)])
def test_later_rounds_read_what_the_earlier_said(story: Story, stage: str, before: int) -> None:
    page = story.person("zhoumin")
    page.goto(story.known["dossier"])
    page.get_by_role("button", name=f"进入{stage}").click()
    page.locator(".hr-crumb", has_text=stage).wait_for()
    plan(story, stage)
    eventually(lambda: len(panel_of(story, stage, STAR)) == 2, "the invitations")
    story.hospital.jump(end_of(story, stage) + timedelta(hours=1))
    for login in panel_of(story, stage, STAR):
        page = story.person(login)
        page.goto("/recruit/my-interviews")
        page.get_by_role("link", name=f"评分 {STAR}").click()
        fold = page.locator("details", has_text=f"前几轮的评价，{before} 份")
        fold.locator("summary").click()
        assert "技术面" in fold.inner_text()
        assert "先安抚再解释" in fold.inner_text()
        fill_scorecard(story, login, STAR)


# --- 6 the offer -------------------------------------------------------------------------------------------------


def test_offer_waits_while_mail_is_down(story: Story, tmp_path: Path) -> None:
    page = story.person("zhoumin")
    page.goto(story.known["dossier"])
    page.get_by_role("button", name="进入Offer").click()
    page.get_by_role("link", name="写 Offer").click()
    assert page.locator("[name=employment_type]").input_value() == "编外合同制"
    assert page.locator("[name=monthly_salary]").input_value() == "8600.00"
    story.smtp.stop()
    page.get_by_role("button", name="生成并发给候选人").click()
    page.wait_for_url("**/applications/*")
    page.goto("/recruit/settings/deliveries?state=waiting")
    row = page.locator("tr", has_text="录用通知")
    eventually(lambda: page.reload() and row.get_by_text("等待重试").count(), "the failed attempt")
    assert not mails_to(story.smtp.messages, address(STAR), "录用通知")
    story.smtp.start(tmp_path)
    row.get_by_role("button", name="现在发").click()
    page.locator(".hr-note[data-s=ok]", has_text="已放回发送队列").wait_for()
    assert "重症医学科护士" in str(story.mail(address(STAR), "录用通知")["Subject"])


def draw(page: Any) -> None:
    """A signature by hand."""
    box = page.locator("[data-hr-signature] canvas")
    # Into the middle: at the edge of a phone the bar with the button lies over it.
    box.evaluate("canvas => canvas.scrollIntoView({block: 'center'})")
    area = box.bounding_box()
    page.mouse.move(area["x"] + 30, area["y"] + 90)
    page.mouse.down()
    for x, y in ((70, 30), (100, 110), (150, 40), (200, 100), (260, 50)):
        page.mouse.move(area["x"] + x, area["y"] + y, steps=4)
    page.mouse.up()


def read_code(story: Story) -> str:
    found = re.search(r"签署验证码：(\d{6})", text_of(story.mail(address(STAR), "签署验证码")))
    assert found
    return found[1]


def test_candidate_signs_while_payroll_and_his_fail(story: Story, tmp_path: Path) -> None:
    """The wrong key at payroll, GNU Health gone: the signature counts all the same."""
    wrong, _ = key_pair()
    admin = connect(story, "payroll", "sftp_csv", {"private_key": wrong})
    assert admin.locator("#hr-test .hr-note[data-s=bad]").count() == 1
    save(admin)
    story.his.stop()
    page = story.person("candidate", size=PHONE)
    link = re.search(r"http\S+/portal/offer/\S+", text_of(story.mail(address(STAR), "录用通知")))
    assert link
    page.goto(link[0])
    with page.expect_request("**/letter.pdf"):
        page.evaluate("fetch(document.querySelector('a[href$=\"letter.pdf\"]').href)")
    page.get_by_role("button", name="发验证码到邮箱").click()
    page.locator("#hr-sign").wait_for()
    code = read_code(story)
    page.locator("[name=code]").fill("000000" if code != "000000" else "111111")
    draw(page)
    page.locator("[name=agreed]").check()
    page.get_by_role("button", name="签署录用通知").click()
    page.locator(".hr-note[data-s=bad]", has_text="验证码不对").wait_for()
    page.locator("[name=code]").fill(code)
    page.get_by_role("button", name="签署录用通知").click()
    page.get_by_text("已签署").first.wait_for()
    letter = page.request.get(page.get_by_role("link", name="下载签署件 PDF").get_attribute("href"))
    signed = tmp_path / "signed.pdf"
    signed.write_bytes(letter.body())
    story.known["signed"] = str(signed)


def test_anybody_can_verify_the_signed_file(story: Story, tmp_path: Path) -> None:
    page = story.person("candidate", size=PHONE)
    signed = Path(story.known["signed"])
    page.goto("/recruit/portal/verify")
    page.locator("[name=file]").set_input_files(signed)
    page.get_by_role("button", name="核验").click()
    page.get_by_text("文件真实，签署后未改动").wait_for()
    assert hashlib.sha256(signed.read_bytes()).hexdigest() in page.locator(".hr-body").inner_text()
    for step in ("发出", "候选人打开", "验证码通过，手写签名"):
        assert page.locator(".hr-time", has_text=step).count() == 1
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(signed.read_bytes() + b"\n")
    page.goto("/recruit/portal/verify")
    page.locator("[name=file]").set_input_files(changed)
    page.get_by_role("button", name="核验").click()
    page.locator(".hr-note[data-s=bad]", has_text="不是本院签署的文件").wait_for()


# --- 7 the new colleague -----------------------------------------------------------------------------------------


def test_a_colleague_appears_in_the_oa(story: Story) -> None:
    colleague = eventually(lambda: story.hospital.colleague(STAR), "the colleague in the OA")
    assert (colleague.department_code, colleague.position) == ("ZZ", "重症医学科护士")
    story.known["staff_no"] = colleague.staff_no
    page = story.person("zhoumin")
    page.goto(f"/staff?q={STAR}")
    assert page.get_by_text(colleague.staff_no).count() == 1
    assert any(f"{STAR} 签了 Offer" in title for title in story.hospital.todos("1001"))


def test_wrong_key_is_mended_and_resent(story: Story) -> None:
    """The delivery is parked with the far end's own words; the file comes after the key is right."""
    page = story.person("zhoumin")
    row = page.locator("tr", has_text="薪资")
    page.goto("/recruit/settings/deliveries?state=parked")
    eventually(lambda: page.reload() and row.count(), "the parked delivery")
    assert "Authentication failed" in row.inner_text()
    assert list(story.sftp.directory.iterdir()) == []
    save(connect(story, "payroll", "sftp_csv", {"private_key": story.sftp.private_key}))
    page.reload()
    row.get_by_role("button", name="重发").click()
    page.locator(".hr-note[data-s=ok]").wait_for()
    rows = eventually(lambda: payroll_rows(story.sftp), "the file by SFTP")
    assert len(rows) == 1
    (told,) = rows
    assert (told["staff_no"], told["name"], told["dept_code"]) == (story.known["staff_no"], STAR, "ZZ")
    assert (told["monthly_salary"], told["employment_type"]) == ("8600.00", "编外合同制")
    assert told["id_number"] == (sample(STAR).person or {})["id_number"]


def payroll_rows(server: SftpServer) -> list[dict[str, str]]:
    """Rows of all files that lie in the folder, fetched as the payroll system would."""
    key = paramiko.Ed25519Key.from_private_key(io.StringIO(server.private_key))
    with paramiko.SSHClient() as client:
        client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
        client.connect(server.host, server.port, server.user, pkey=key, look_for_keys=False, allow_agent=False)
        with client.open_sftp() as sftp:
            names = [name for name in sftp.listdir(".") if name.endswith(".csv")]
            texts = [sftp.open(name).read().decode("utf-8-sig") for name in names]
    return [row for text in texts for row in csv.DictReader(io.StringIO(text, newline=""))]


def test_his_comes_back_and_gets_the_professional(story: Story) -> None:
    page = story.person("zhoumin")
    page.goto("/recruit/settings/deliveries?port=his&state=waiting")
    row = page.locator("tbody tr")
    eventually(lambda: page.reload() and row.get_by_text("等待重试").count(), "the failed attempt")
    story.his.start()
    row.get_by_role("button", name="现在发").click()
    page.locator(".hr-note[data-s=ok]").wait_for()
    his = story.his.client()
    domain = [["party.ref", "=", story.known["staff_no"]]]
    found = eventually(lambda: his.rows("gnuhealth.healthprofessional", domain, ["code", "party.rec_name"]), "the professional")
    licence = (sample(STAR).person or {})["licences"][0]["number"]
    assert [row["code"] for row in found] == [licence]
    page.goto("/recruit/settings/deliveries?port=his")
    assert page.locator("tbody tr").count() == 1
    page.get_by_text("已送达").first.wait_for()


# --- 8 the figures -----------------------------------------------------------------------------------------------


def figure(page: Any, label: str) -> int:
    """A figure of the reports' first row."""
    holder = page.locator(".hr-figs > div", has=page.locator("dt", has_text=re.compile(f"^{label}$")))
    return int(holder.locator(".hr-figure").inner_text().replace(",", ""))


def test_reports_tell_the_same_as_the_records(story: Story) -> None:
    page = story.board()
    still_here = sum(int(count) for count in page.locator(".hr-colm .hr-count").all_inner_texts())
    page.goto("/recruit/reports")
    page.locator("#hr-costs [name=source]").fill("护理学会官网")
    page.locator("#hr-costs [name=yuan]").fill("1800")
    page.get_by_role("button", name="保存成本").click()
    page.locator(".hr-note[data-s=ok]").wait_for()
    assert (figure(page, "投递"), figure(page, "录用")) == (still_here + 1, 1)
    assert figure(page, "每录用一人") == 1800
    start = min(event.decoded("DTSTART") for _, event, _ in invitations(story, "技术面"))
    assert 0 < figure(page, "录用用时") <= (story.hospital.now - start).days + 8
    text = page.request.get("/recruit/reports/funnel.csv").body().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    passed = {row[0]: row[1:] for row in rows}
    assert len(passed) >= 5
    assert "1" in passed["终面"]
