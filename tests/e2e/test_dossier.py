"""The dossier in a real browser: a resume's page beside what was read from it, and people who put it right.

The tests are the steps of one story, in order; when one fails, those after it are skipped.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import select

from hr_recruit_plugin.demo import data, standins
from hr_recruit_plugin.demo.world import furnish
from hr_recruit_plugin.models import Application, AuditEntry, Job
from hr_recruit_plugin.outbox.runner import drain
from hr_recruit_plugin.records import Port
from hr_recruit_plugin.services import intake
from hr_recruit_plugin.services.unit import SYSTEM, unit_of_work
from tests.e2e.hospital import PHONE, Hospital, Person

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
STAR = next(s for s in data.samples() if s.file == "NUR-ICU-01-林若溪.pdf")
YEARS = ("14.5", "12.5")
"""What HR puts in place of what was read, and then what the candidate says is right."""
CLOSE = 2.0
"""Screen pixels by which a box may be off: the page image is scaled, and boxes are rounded to tenths of a point."""


class Story:
    """HR at a desk and a candidate with a phone, and what the steps learn from each other."""

    def __init__(self, hospital: Hospital, browser: Any, application_id: int, token: str) -> None:
        self.hospital, self.token = hospital, token
        self.url = f"/recruit/applications/{application_id}"
        self.hr = Person(browser, hospital).sign_in("zhoumin")
        self.candidate = Person(browser, hospital, size=PHONE)
        self.failed = ""

    def field(self, name: str) -> Any:
        """The row of a field of the dossier, by its label."""
        return self.hr.page.locator("#hr-fields .hr-fields > div").filter(has=self.hr.page.locator("dt", has_text=name)).first

    def box(self, number: str) -> dict[str, float]:
        """Where the first box of a mark is on the screen."""
        found: dict[str, float] = self.hr.page.locator(f"#hr-ev-{number}").bounding_box()
        return found

    def photograph(self, name: str) -> None:
        if folder := os.environ.get("HR_RECRUIT_SHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            for who, person in (("hr", self.hr), ("candidate", self.candidate)):
                person.page.screenshot(path=f"{folder}/dossier-{name}-{who}.png", full_page=True)


@pytest.fixture(scope="module")
def story(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    hospital = Hospital(tmp_path_factory.mktemp("dossier"), worker="none")
    hospital.now = datetime.now(UTC)
    with hospital.app.app_context():
        furnish(hospital.world)
        with unit_of_work(SYSTEM, write=False) as unit:
            job_id = unit.session.scalars(select(Job.id).where(Job.code == STAR.job)).one()
        found = intake.receive(SYSTEM, job_id, STAR.path.read_bytes(), STAR.file, source="公众号")
    hospital.start()
    held = Story(hospital, browser, found.application_id or 0, found.token or "")
    yield held
    held.hr.close()
    held.candidate.close()
    hospital.stop()


@pytest.fixture(autouse=True)
def one_after_another(story: Story, request: pytest.FixtureRequest) -> Iterator[None]:
    if story.failed:
        pytest.skip(f"{story.failed} failed before")
    yield
    story.photograph(request.node.name)
    if not getattr(request.node, "passed", False):
        story.failed = request.node.name


def words_on_page(words: str) -> tuple[float, float, float, float]:
    """(left, top, right, bottom) of words in the file as fractions of its first page, by pdfium and not by our reader."""
    document = pypdfium2.PdfDocument(STAR.path)
    try:
        page = document[0]
        text = page.get_textpage()
        start, number = text.search(words).get_next()
        boxes = [text.get_charbox(i) for i in range(start, start + number)]
        width, height = page.get_size()
        return (
            min(b[0] for b in boxes) / width, 1 - max(b[3] for b in boxes) / height,
            max(b[2] for b in boxes) / width, 1 - min(b[1] for b in boxes) / height,
        )  # fmt: skip
    finally:
        document.close()


def test_the_page_stands_beside_the_fields(story: Story) -> None:
    page = story.hr.page
    page.goto(story.url)
    image = page.locator(".hr-pageimg img")
    image.scroll_into_view_if_needed()
    page.wait_for_function("() => { const i = document.querySelector('.hr-pageimg img'); return i.complete && i.naturalWidth > 500; }")
    sheet, fields = image.bounding_box(), page.locator("#hr-fields").bounding_box()
    assert sheet["x"] + sheet["width"] <= fields["x"], "side by side, not one below the other"
    assert sheet["y"] < fields["y"] + fields["height"] and fields["y"] < sheet["y"] + sheet["height"]
    assert STAR.person["phone"] in story.field("手机").inner_text()
    assert story.hr.complaints == []


@pytest.mark.parametrize(("label", "key"), [("手机", "phone"), ("邮箱", "email"), ("身份证号", "id_number")])
def test_a_field_lights_its_words_on_the_page(story: Story, label: str, key: str) -> None:
    page = story.hr.page
    page.mouse.move(0, 0)
    row = story.field(label)
    number = row.get_attribute("data-hr-ev")
    marks = page.locator(f"rect[data-hr-ev='{number}']")
    before = marks.first.evaluate("e => getComputedStyle(e).stroke")
    row.hover()
    assert row.get_attribute("data-on") is not None
    assert marks.count() >= 1 and all(mark.get_attribute("data-on") is not None for mark in marks.all())
    assert marks.first.evaluate("e => getComputedStyle(e).stroke") != before, "lit, to the eye too"
    others = page.locator(f"rect[data-on]:not([data-hr-ev='{number}'])")
    assert others.count() == 0
    # The box lies on the very words, as another reader of PDF finds them in the file.
    left, top, right, bottom = words_on_page(STAR.person[key])
    sheet, box = page.locator(".hr-pageimg img").bounding_box(), story.box(number or "")
    at_left, at_top = sheet["x"] + left * sheet["width"], sheet["y"] + top * sheet["height"]
    at_right, at_bottom = sheet["x"] + right * sheet["width"], sheet["y"] + bottom * sheet["height"]
    assert abs(box["x"] - at_left) <= CLOSE and abs(box["x"] + box["width"] - at_right) <= CLOSE
    # Up and down a box has the height of its line, of which the letters are the larger part.
    middle = (at_top + at_bottom) / 2
    assert box["y"] - CLOSE <= at_top and at_bottom <= box["y"] + box["height"] + CLOSE
    assert abs(box["y"] + box["height"] / 2 - middle) <= (at_bottom - at_top)
    page.mouse.move(0, 0)
    page.wait_for_function("() => !document.querySelector('rect[data-on]')")


def test_words_light_their_field(story: Story) -> None:
    row = story.field("邮箱")
    story.hr.page.locator(f"#hr-ev-{row.get_attribute('data-hr-ev')}").hover()
    assert row.get_attribute("data-on") is not None


def test_the_boxes_stay_on_the_words_when_the_window_is_narrower(story: Story) -> None:
    page = story.hr.page
    number = story.field("手机").get_attribute("data-hr-ev") or ""
    left, top, _, _ = words_on_page(STAR.person["phone"])
    for width in (1100, 760, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        sheet, box = page.locator(".hr-pageimg img").bounding_box(), story.box(number)
        assert abs(box["x"] - sheet["x"] - left * sheet["width"]) <= CLOSE
        assert abs(box["y"] - sheet["y"] - top * sheet["height"]) <= 8


def test_hr_corrects_a_field_in_place(story: Story) -> None:
    page = story.hr.page
    row = story.field("工作年限")
    assert "10" in row.inner_text()
    score = page.locator("#hr-head-score").inner_text()
    row.locator("a", has_text="改").click()
    entry = page.locator("#hr-fields [name=value]")
    entry.fill("very long")
    page.locator("#hr-fields button[type=submit]", has_text="保存").click()
    page.locator("#hr-fields .hr-err", has_text="年数写成数字").wait_for()
    assert entry.input_value() == "very long", "nothing typed is lost"
    entry.fill(YEARS[0])
    page.locator("#hr-fields button[type=submit]", has_text="保存").click()
    story.field("工作年限").locator("text=改过").wait_for()
    assert page.url.endswith(story.url), "in place"
    page.reload()
    assert f"{YEARS[0]} 年" in story.field("工作年限").inner_text()
    assert "周敏 改过" in story.field("工作年限").inner_text()
    assert page.locator("#hr-head-score").inner_text() and score
    with story.hospital.app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
        entered = unit.session.scalars(select(AuditEntry).where(AuditEntry.action == "dossier.corrected")).all()
        assert [(e.actor_name, "years_of_experience" in str(e.details)) for e in entered] == [("周敏", True)]
        assert YEARS[0] not in str([e.details for e in entered]), "no value in the audit"


def test_the_correction_is_counted_in_the_report(story: Story) -> None:
    page = story.hr.page
    page.goto("/recruit/reports")
    page.get_by_role("link", name="简历读得准不准").click()
    row = page.locator("#hr-t-fields tbody tr").filter(has_text="工作年限")
    assert row.locator("td").all_inner_texts()[:4] == ["1", "1", "1", "0"]
    assert "没人改过不等于读对" in page.locator("body").inner_text()
    formats = page.locator("#hr-t-formats tbody tr").first
    assert formats.locator("th").inner_text() == "PDF"
    assert story.hr.complaints == []


def test_the_candidate_says_that_it_was_read_wrongly(story: Story) -> None:
    page = story.candidate.page
    page.goto(f"/recruit/portal/status/{story.token}")
    page.get_by_role("link", name="我们从简历里读到的").click()
    row = page.locator("li").filter(has_text="工作年限")
    assert f"{YEARS[0]} 年" in row.inner_text() and "由人改正过" in row.inner_text()
    row.get_by_role("link").click()
    page.locator("[name=value]").fill("long")
    page.locator("[name=note]").fill("2014 年起在社区医院")
    page.get_by_role("button", name="请医院核对").click()
    page.get_by_role("alert").filter(has_text="年数写成数字").wait_for()
    assert page.locator("[name=note]").input_value() == "2014 年起在社区医院"
    page.locator("[name=value]").fill(YEARS[1])
    page.get_by_role("button", name="请医院核对").click()
    page.locator("#hr-requests").filter(has_text="等医院核对").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert story.candidate.complaints == []


def test_it_arrives_prefilled_and_the_answer_goes_back(story: Story) -> None:
    page = story.hr.page
    page.goto("/recruit/")
    task = page.locator(".hr-rows li").filter(has_text="林若溪 说简历读错了")
    task.get_by_role("link", name="去核对").click()
    assert page.locator("#hr-fields [name=value]").input_value() == YEARS[1]
    told = page.locator("#hr-fields").inner_text()
    assert "2014 年起在社区医院" in told and f"读到的：{YEARS[0]} 年" in told
    story.photograph("prefilled")
    answer = page.get_by_role("button", name="改正并告知候选人")
    answer.click()
    answer.wait_for(state="detached")
    page.locator("#hr-fields").filter(has_text=f"{YEARS[1]} 年").wait_for()
    page.goto("/recruit/")
    assert "说简历读错了" not in page.locator("body").inner_text()
    drain(story.hospital.world.state, until_empty=True)
    letters = [
        standins.mail_text(a.path) for a in standins.arrivals(story.hospital.world.directory / "delivered")
        if a.port is Port.MESSAGING
    ]  # fmt: skip
    assert any("已改正" in letter and re.search(story.token, letter) for letter in letters)
    own = story.candidate.page
    own.goto(f"/recruit/portal/status/{story.token}")
    assert "已改正" in own.locator("#hr-requests").inner_text()
    with story.hospital.app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
        actions = set(unit.session.scalars(select(AuditEntry.action)))
        assert {"resume.shown", "correction.asked", "correction.granted"} <= actions


def test_a_review_is_asked_on_the_phone_and_answered_at_the_desk(story: Story) -> None:
    own, page = story.candidate.page, story.hr.page
    own.goto(f"/recruit/portal/status/{story.token}/reasons")
    own.locator("[name=words]").fill("请再看我的 CRRT 经历")
    own.get_by_role("button", name="申请人工复核").click()
    own.locator("#hr-requests").filter(has_text="等医院答复").wait_for()
    page.goto(story.url)
    page.get_by_role("link", name="去答复").click()
    assert "请再看我的 CRRT 经历" in page.locator("body").inner_text()
    page.get_by_label("改分，由我评定").check()
    page.get_by_label("改分时：新的得分").fill("91")
    page.get_by_label("给候选人的话").fill("CRRT 经历属实，按 91 分计。")
    page.get_by_role("button", name="答复并告知候选人").click()
    page.get_by_text("周敏 答复").wait_for()
    own.reload()
    told = own.locator("#hr-requests").inner_text()
    assert "CRRT 经历属实" in told and "周敏 答复" in told
    with story.hospital.app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
        assert unit.session.scalars(select(Application.score)).one() == 91.0
    assert story.hr.complaints == [] and story.candidate.complaints == []
