"""Every screen, Chinese and English, on a desk and on a phone: fits, complains of nothing, can be used by everybody.

``HR_RECRUIT_SHOTS=FOLDER`` keeps a photograph of each, for people to look at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from hr_recruit_plugin.demo import standins
from hr_recruit_plugin.demo.journey import Journey
from hr_recruit_plugin.models import (
    Application,
    Candidate,
    Document,
    ExamEntry,
    ImportBatch,
    Interview,
    Job,
    Schedule,
    Seat,
)
from hr_recruit_plugin.records import Port
from hr_recruit_plugin.services import (
    correction_requests,
    exam_seating,
    exams,
    intake,
    replanning,
    reviews,
    scheduling,
)
from hr_recruit_plugin.services.unit import CANDIDATE, SYSTEM, unit_of_work
from hr_recruit_plugin.views.hr.exams import RULES
from tests.e2e.hospital import AXE, AXE_RUN, DESK, PHONE, Hospital, Person

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

HR, ADMIN, AUDITOR, HEAD, INTERVIEWER, NOBODY = "zhoumin", "dengyi", "shijie", "tangwei", "jiangnan", ""

SCREENS: dict[str, tuple[str, str]] = {
    "today": (HR, "/recruit/"),
    "today-interviewer": (INTERVIEWER, "/recruit/"),
    "today-admin": (ADMIN, "/recruit/"),
    "jobs": (HR, "/recruit/jobs"),
    "jobs-nothing-found": (HR, "/recruit/jobs?q=zzzz"),
    "job-new": (HR, "/recruit/jobs/new"),
    "job-edit": (HR, "/recruit/jobs/{nurses}/edit"),
    "board": (HR, "/recruit/jobs/{nurses}"),
    "board-of-head": (HEAD, "/recruit/jobs/{nurses}"),
    "board-nothing-found": (HR, "/recruit/jobs/{nurses}?q=zzzz&overdue=1"),
    "candidates": (HR, "/recruit/candidates"),
    "candidates-nothing-found": (HR, "/recruit/candidates?q=zzzz"),
    "dossier": (HR, "/recruit/applications/{star}"),
    "dossier-text": (HR, "/recruit/applications/{star}?view=text"),
    "dossier-of-scan": (HR, "/recruit/applications/{scan}"),
    "dossier-for-interviewer": (INTERVIEWER, "/recruit/applications/{seated_application}"),
    "dossier-asked": (HR, "/recruit/applications/{asked_application}?edit=work&asked={asked}"),
    "review": (HR, "/recruit/reviews/{review}"),
    "compare": (HR, "/recruit/jobs/{nurses}/compare?ids={pair}"),
    "import": (HR, "/recruit/jobs/{nurses}/import"),
    "import-batch": (HR, "/recruit/imports/{batch}"),
    "schedules": (HR, "/recruit/schedules"),
    "schedule-new": (HR, "/recruit/schedules?stage_id={planned_stage}"),
    "schedule-solved": (HR, "/recruit/schedules/{solved}"),
    "schedule-by-interviewer": (HR, "/recruit/schedules/{solved}?view=interviewer"),
    "schedule-by-candidate": (HR, "/recruit/schedules/{published}?view=candidate"),
    "schedule-by-interviewer-day": (HR, "/recruit/schedules/{solved}?view=interviewer&span=day"),
    "schedule-changes": (HR, "/recruit/schedules/{published}/changes"),
    "schedule-compare": (HR, "/recruit/schedules/{solved}/compare/{sibling}"),
    "schedule-places": (HR, "/recruit/schedules/{solved}/places/{placed}"),
    "exams": (HR, "/recruit/exams"),
    "exam-new": (HR, "/recruit/exams/new"),
    "exam-draft": (HR, "/recruit/exams/{exam_draft}"),
    "exam-seated": (HR, "/recruit/exams/{exam_seated}"),
    "exam-short": (HR, "/recruit/exams/{exam_short}"),
    "exam-published": (HR, "/recruit/exams/{exam_published}"),
    "day": (HR, "/recruit/day"),
    "day-desk": (HR, "/recruit/day/desk"),
    "day-draws": (HR, "/recruit/day/draws"),
    "day-rules": (HR, "/recruit/day/rules/{nurses}"),
    "bookings": (HR, "/recruit/bookings"),
    "booking-new": (HR, "/recruit/bookings?stage_id={planned_stage}"),
    "my-interviews": (INTERVIEWER, "/recruit/my-interviews"),
    "my-time": (INTERVIEWER, "/recruit/my-time"),
    "my-time-next-week": (INTERVIEWER, "/recruit/my-time?week=1"),
    "scorecard": (INTERVIEWER, "/recruit/my-interviews/{seated}"),
    "scorecard-handed-in": (HEAD, "/recruit/my-interviews/{handed_in}"),
    "offers": (HR, "/recruit/offers"),
    "offer-new": (HR, "/recruit/applications/{no_offer}/offer"),
    "duplicates": (HR, "/recruit/candidates/duplicates"),
    "reports": (HR, "/recruit/reports"),
    "reports-of-head": (HEAD, "/recruit/reports"),
    "reading-report": (HR, "/recruit/reports/reading"),
    "reading-report-nothing": (HR, "/recruit/reports/reading?from=2020-01-01&to=2020-02-01"),
    "hooks": (ADMIN, "/recruit/settings/hooks"),
    "hook": (ADMIN, "/recruit/settings/hooks?open=builtin.invite"),
    "connections": (ADMIN, "/recruit/settings/connections"),
    "connection-mail": (ADMIN, "/recruit/settings/connections?port=messaging&adapter=smtp"),
    "connection-payroll": (ADMIN, "/recruit/settings/connections?port=payroll&adapter=sftp_csv"),
    "connection-calendar": (ADMIN, "/recruit/settings/connections?port=calendar"),
    "connection-his": (ADMIN, "/recruit/settings/connections?port=his&adapter=gnuhealth"),
    "deliveries": (HR, "/recruit/settings/deliveries"),
    "resources": (HR, "/recruit/settings/resources"),
    "resource-interviewer": (HR, "/recruit/settings/resources/interviewers/1302"),
    "assistant": (HR, "/recruit/applications/{star}/assistant"),
    "connection-model": (ADMIN, "/recruit/settings/connections?port=llm&adapter=openai_compatible"),
    "lexicon": (ADMIN, "/recruit/settings/lexicon?try=3年以上ICU工作经验，会CRRT者优先"),
    "hours": (HR, "/recruit/settings/hours"),
    "hours-template": (HR, "/recruit/settings/hours/templates/1"),
    "hours-template-new": (HR, "/recruit/settings/hours/templates/0"),
    "tokens": (ADMIN, "/recruit/settings/tokens"),
    "audit": (AUDITOR, "/recruit/audit"),
    "styleguide": (HR, "/recruit/styleguide"),
    "refused": (INTERVIEWER, "/recruit/jobs"),
    "not-there": (HR, "/recruit/applications/999999"),
    "portal-jobs": (NOBODY, "/recruit/portal/"),
    "portal-apply": (NOBODY, "/recruit/portal/jobs/NUR-ICU-01"),
    "portal-thanks": (NOBODY, "/recruit/portal/jobs/NUR-ICU-01/thanks"),
    "portal-closed": (NOBODY, "/recruit/portal/jobs/GONE-01"),
    "portal-status": (NOBODY, "/recruit/portal/status/{status}"),
    "portal-times": (NOBODY, "/recruit/portal/status/{status}/times"),
    "portal-status-with-exam": (NOBODY, "/recruit/portal/status/{examined}"),
    "portal-reasons": (NOBODY, "/recruit/portal/status/{status}/reasons"),
    "portal-own-resume": (NOBODY, "/recruit/portal/status/{status}/resume"),
    "portal-own-field": (NOBODY, "/recruit/portal/status/{status}/resume/work"),
    "portal-offer": (NOBODY, "/recruit/portal/offer/{offer}"),
    "portal-offer-signed": (NOBODY, "/recruit/portal/offer/{signed_offer}"),
    "portal-verify": (NOBODY, "/recruit/portal/verify"),
    "portal-wrong-link": (NOBODY, "/recruit/portal/offer/nobody-knows-this-one"),
}
"""Name → (who looks at it, its address); names in braces are found in the data."""

EMPTY: dict[str, tuple[str, str]] = {
    name: SCREENS[name] for name in (
        "today", "today-interviewer", "jobs", "job-new", "candidates", "duplicates", "schedules", "exams", "exam-new", "day",
        "my-interviews", "offers", "reports", "connections", "deliveries", "resources", "hours", "tokens", "audit", "portal-jobs",
    )
}  # fmt: skip
"""What a hospital sees that has just installed us."""

LANGUAGES = {"zh": ("zh-CN", "zh-CN"), "en": ("en-US", "en")}
SIZES = {1440: DESK, 390: PHONE}


class Viewer:
    """One hospital, and a browser for everyone who looks at it in some language on some device."""

    def __init__(self, hospital: Hospital, browser: Any, known: dict[str, Any]) -> None:
        self.hospital, self.browser, self.known = hospital, browser, known
        self.people: dict[tuple[str, str, int], Person] = {}

    def person(self, login: str, locale: str, width: int) -> Person:
        key = (login, locale, width)
        if key not in self.people:
            made = Person(self.browser, self.hospital, size=SIZES[width], locale=LANGUAGES[locale][0])
            self.people[key] = made.sign_in(login) if login else made
        self.people[key].complaints.clear()
        return self.people[key]

    def close(self) -> None:
        for person in self.people.values():
            person.close()
        self.hospital.stop()


@pytest.fixture(scope="module")
def busy(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Viewer]:
    """Three weeks of recruitment."""
    hospital = Hospital(tmp_path_factory.mktemp("busy"), worker="none")
    hospital.now = datetime.now(UTC)
    told: list[str] = []
    with hospital.app.app_context():
        Journey(hospital.world, told.append).run()
        come_again()
        asked = requests_of_candidates()
        second_plan(hospital)
    hospital.start()
    with hospital.app.app_context():
        examined = written_exams(hospital)
    viewer = Viewer(hospital, browser, {**look_up(hospital), **examined, **asked})
    yield viewer
    viewer.close()


@pytest.fixture(scope="module")
def new(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Viewer]:
    """The first day: nothing has happened yet."""
    hospital = Hospital(tmp_path_factory.mktemp("new"), worker="none")
    hospital.now = datetime.now(UTC)
    hospital.start()
    viewer = Viewer(hospital, browser, {})
    yield viewer
    viewer.close()


def come_again() -> None:
    """Somebody who has applied sends another resume from another phone."""
    with unit_of_work(SYSTEM, write=False) as unit:
        found = unit.session.execute(
            select(Application.job_id, Document.parsed)
            .join(Application.candidate)
            .join(Application.document)
            .where(Candidate.name == "林若溪")
        ).first()
        assert found is not None
        job_id, read = found
    school = read["education"]["value"][0]
    text = f"姓名：林若溪\n手机：13900000077\n性别：女\n教育背景\n{school['start']}-{school['end']} {school['school']} {school['major']} 本科\n"
    assert intake.receive(SYSTEM, job_id, text.encode(), "林若溪.txt", source="招聘会").outcome == intake.ACCEPTED


def requests_of_candidates() -> dict[str, int]:
    """Somebody says that their work was read wrongly, and asks for a review by a person."""
    with unit_of_work(SYSTEM, write=False) as unit:
        token = unit.session.scalars(select(Application.token).join(Candidate).where(Candidate.name == "顾安然")).one()
    with unit_of_work(CANDIDATE) as unit:
        work = [{"organisation": "青岚市人民医院", "position": "护士", "start": "2019-07", "end": None}]
        asked = correction_requests.ask(unit, token, "work", work, "上一家医院的名称不完整")
        review = reviews.ask(unit, token, "请看附件里的进修证明。")
        return {"asked": asked.id, "asked_application": asked.application_id, "review": review.id}


def second_plan(hospital: Hospital) -> None:
    """The plan that waits for publication gets a variant beside it, solved for another goal."""
    actor = hospital.world.actor("1001")
    with unit_of_work(actor) as unit:
        first = unit.session.scalars(select(Schedule.id).where(Schedule.state == "solved").order_by(Schedule.id.desc())).first()
        variant = replanning.variant(unit, first or 0, "fairness").id
    scheduling.solve(actor, variant, seconds=5)


def look_up(hospital: Hospital) -> dict[str, Any]:
    """What stands in the braces of the addresses."""
    with hospital.app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
        find = unit.session.scalars

        def application(name: str) -> int:
            return find(select(Application.id).join(Candidate).where(Candidate.name == name)).first() or 0

        seat = select(Interview).join(Seat).order_by(Interview.id.desc())
        upcoming = find(seat.where(Seat.user_id == "1402", Interview.end > unit.now)).first()
        handed_in = find(seat.where(Seat.user_id == "1302")).first()
        plans = {s.state: s for s in find(select(Schedule).order_by(Schedule.id))}
        best = list(find(select(Application.id).order_by(Application.score.desc()).join(Job).where(Job.code == "NUR-ICU-01").limit(2)))
        assert upcoming is not None
        assert handed_in is not None
        return {
            "nurses": find(select(Job.id).where(Job.code == "NUR-ICU-01")).one(),
            "star": application("林若溪"), "scan": application("高明远"), "no_offer": application("顾安然"),
            "pair": f"{best[0]},{best[1]}", "batch": find(select(ImportBatch.id).order_by(ImportBatch.id)).first(),
            "seated": upcoming.id, "seated_application": upcoming.application_id, "handed_in": handed_in.id,
            "solved": plans["solved"].id, "published": plans["published"].id, "planned_stage": plans["solved"].stage_id,
            "sibling": plans["solved"].based_on,
            "placed": (plans["solved"].plan or {})["placed"][0]["interview"].partition(":")[2],
            "status": link(hospital, r"/portal/status/([\w-]+)"), "offer": link(hospital, r"/portal/offer/([\w-]+)", "顾安然"),
            "signed_offer": link(hospital, r"/portal/offer/([\w-]+)", "林若溪"),
        }  # fmt: skip


def written_exams(hospital: Hospital) -> dict[str, Any]:
    """An exam in every state, for those who wait in a job's screening stage."""
    rooms = [
        {"name": f"教学楼 {n}01", "campus": "本部", "seats": 30, "accessible": 2, "invigilators": 1} for n in (1, 2, 3)
    ]
    found: dict[str, Any] = {}
    for state in ("draft", "seated", "short", "published"):
        with unit_of_work(SYSTEM) as unit:
            line = max(exams.stages(unit), key=lambda line: line.waiting)
            exam = exams.create(unit, {
                "name": "2026 年第二批招聘笔试", "start": datetime(2027, 1, 9, 9), "end": datetime(2027, 1, 9, 11),
                "stage_ids": [line.stage.id], "rooms": [{**rooms[0], "seats": 3}] if state == "short" else rooms,
                "pools": [] if state == "short" else sorted(exams.pools(unit)), "rules": "\n".join(RULES),
            })  # fmt: skip
            found[f"exam_{state}"] = exam.id
            if state != "draft":
                exam_seating.draw(unit, exam.id, version=None)
            if state == "published":
                exams.publish(unit, exam.id, version=None)
                entry = unit.session.scalars(select(ExamEntry).where(ExamEntry.exam_id == exam.id)).first()
                assert entry is not None
                found["examined"] = entry.application.token
    return found


def link(hospital: Hospital, pattern: str, name: str = "") -> str:
    """The secret part of a link in the newest mail that has one."""
    for arrival in standins.arrivals(hospital.world.directory / "delivered"):
        text = standins.mail_text(arrival.path) if arrival.port is Port.MESSAGING else ""
        if (found := re.search(pattern, text)) and name in text:
            return found[1]
    raise LookupError(f"no mail to {name} has {pattern}")


def every(screens: dict[str, tuple[str, str]]) -> pytest.MarkDecorator:
    cases = [(name, locale, width) for locale in LANGUAGES for width in SIZES for name in screens]
    return pytest.mark.parametrize(("name", "locale", "width"), cases, ids=str)


@every(SCREENS)
def test_screen(busy: Viewer, name: str, locale: str, width: int) -> None:
    look_at(busy, "busy", SCREENS, name, locale, width)


@every(EMPTY)
def test_empty_screen(new: Viewer, name: str, locale: str, width: int) -> None:
    look_at(new, "new", EMPTY, name, locale, width)


def look_at(
    viewer: Viewer, kind: str, screens: dict[str, tuple[str, str]], name: str, locale: str, width: int
) -> None:
    login, address = screens[name]
    person = viewer.person(login, locale, width)
    page = person.page
    page.goto(address.format(**viewer.known))
    if page.locator("[hx-trigger*=load], [data-hr-chart]").count():
        page.wait_for_load_state("networkidle")
    photograph(page, f"{kind}-{name}-{locale}-{width}")
    assert page.evaluate("document.documentElement.lang") == LANGUAGES[locale][1]
    assert page.evaluate("document.documentElement.scrollWidth") <= width, too_wide(page, width)
    if locale == "zh":
        # The other language has the same elements. By evaluation, past the page's policy, which lets in no foreign script.
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate(AXE_RUN) == []
    assert person.complaints == []


def too_wide(page: Any, width: int) -> str:
    found = page.evaluate(
        "width => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 1)"
        ".slice(0, 5).map(e => e.tagName + '.' + e.className)",
        width,
    )
    return f"too wide: {found}"


def photograph(page: Any, name: str) -> None:
    if folder := os.environ.get("HR_RECRUIT_SHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
