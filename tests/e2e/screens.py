"""Every screen there is, and what is asked of each: it fits, complains of nothing, and can be used by everybody.

``HR_RECRUIT_SHOTS=FOLDER`` keeps a photograph of each, for people to look at.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.hospital import AXE, AXE_RUN, DESK, PHONE, Hospital, Person

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


def every(screens: dict[str, tuple[str, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("name", "width"), [(name, width) for width in SIZES for name in screens], ids=str)


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
