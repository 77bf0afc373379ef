"""The product's own behaviours: pure data in, messages out; no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from hr_recruit_plugin.hooks.builtin import (
    BUILTIN,
    AcknowledgeApplication,
    AskAvailability,
    ChaseFeedback,
    Invite,
    InviteToBook,
    KeepCalendars,
    RemindInterview,
    RemindOverdue,
    SendOffer,
    SyncHis,
    SyncPayroll,
    TellNextInterviewers,
    TellOa,
    TellOfChanges,
    TellOfRequests,
    TellPanel,
    TellRecruiter,
)
from hr_recruit_plugin.records import (
    ApplicationReceived,
    ApplicationRef,
    AttendanceNoted,
    AvailabilityAsked,
    BookingOpened,
    CalendarMethod,
    CalendarOwner,
    CandidateHired,
    ChangeAsked,
    ChangeDecided,
    FeedbackMissing,
    FeedbackSubmitted,
    InterviewApproaching,
    InterviewPublished,
    JobRef,
    Message,
    NewHire,
    Notice,
    OfferCodeRequested,
    OfferDeclined,
    OfferIssued,
    OfferSigned,
    Person,
    Port,
    RequestAnswered,
    RequestMade,
    StageChanged,
    StageOverdue,
    StageRef,
    Todo,
)

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
OWNER = Person("何敏", "hr@hospital.example", "1001")
LEAD = Person("罗建国", "lead@hospital.example", "1101")
CANDIDATE = Person("林若溪", "lin@mail.example.cn")
APPLICATION = ApplicationRef(7, CANDIDATE, JobRef(1, "NUR-ICU-01", "重症医学科护士", "重症医学科", OWNER), "https://oa/a/7")
SCREENING, INTERVIEW = StageRef(1, "简历筛选", "screening"), StageRef(2, "技术面", "interview")
HIRE = NewHire("20260001", "林若溪", "重症医学科", "ZZ", "护士", date(2026, 12, 14), "OFFER-2026-0001")


class Sent:
    """An outbox that only remembers."""

    def __init__(self) -> None:
        self.rows: list[tuple[Port, Message, str]] = []

    def send(self, port: Port, message: Message, *, key: str) -> None:
        assert key not in {k for p, _, k in self.rows if p == port}, "the same fact twice"
        self.rows.append((port, message, key))

    def of(self, port: Port) -> list[Any]:
        return [message for p, message, _ in self.rows if p == port]


@pytest.fixture
def sent() -> Sent:
    return Sent()


def settings(behaviour: Any, **values: Any) -> dict[str, Any]:
    loaded: dict[str, Any] = behaviour.settings_schema().load(values)
    return loaded


def interview(**changes: Any) -> InterviewPublished:
    event = InterviewPublished(
        3, APPLICATION, INTERVIEW, NOW, NOW + timedelta(minutes=30), "3 号会议室", (LEAD,),
        candidate_url="https://oa/portal/s", organizer=Person("示范医院", "hr@hospital.example"),
    )  # fmt: skip
    return replace(event, **changes)


def test_every_behaviour_says_what_it_does() -> None:
    assert all(str(b.title) and str(b.description) for b in BUILTIN.values())


def test_hook_recruit_application_received(sent: Sent) -> None:
    event = ApplicationReceived(7, APPLICATION, "公众号", NOW, 3, by_candidate=True, candidate_url="https://oa/portal/s")
    AcknowledgeApplication().recruit_application_received(event, sent, settings(AcknowledgeApplication))
    [notice] = sent.of(Port.MESSAGING)
    assert notice.to == CANDIDATE
    assert "https://oa/portal/s" in notice.text


def test_an_imported_resume_is_not_acknowledged_unless_asked(sent: Sent) -> None:
    event = ApplicationReceived(7, APPLICATION, "folder", NOW)
    AcknowledgeApplication().recruit_application_received(event, sent, settings(AcknowledgeApplication))
    assert sent.rows == []


def test_hook_recruit_stage_changed(sent: Sent) -> None:
    event = StageChanged(5, APPLICATION, SCREENING, INTERVIEW, None, NOW, (LEAD,))
    TellNextInterviewers().recruit_stage_changed(event, sent, settings(TellNextInterviewers))
    [todo], [notice] = sent.of(Port.OA), sent.of(Port.MESSAGING)
    assert (todo.user_id, notice.to) == ("1101", LEAD)
    assert "技术面" in todo.title


def test_the_message_beside_the_todo_can_be_switched_off(sent: Sent) -> None:
    event = StageChanged(5, APPLICATION, SCREENING, INTERVIEW, None, NOW, (LEAD,))
    TellNextInterviewers().recruit_stage_changed(event, sent, settings(TellNextInterviewers, message=False))
    assert sent.of(Port.MESSAGING) == []


def test_hook_recruit_stage_overdue(sent: Sent) -> None:
    event = StageOverdue(APPLICATION, SCREENING, (OWNER,), 7, 5, date(2026, 11, 23))
    RemindOverdue().recruit_stage_overdue(event, sent)
    [(_, todo, key)] = sent.rows
    assert isinstance(todo, Todo)
    assert "7 天" in todo.title
    assert key.endswith("2026-11-23"), "one reminder a day"


def test_hook_recruit_interview_published(sent: Sent) -> None:
    Invite().recruit_interview_published(interview(), sent, settings(Invite, note="带身份证"))
    to_candidate, to_lead = sent.of(Port.MESSAGING)
    assert "3 号会议室" in to_candidate.text
    assert "罗建国" in to_candidate.text
    assert "带身份证" in to_candidate.text
    assert to_lead.invite.method == CalendarMethod.REQUEST
    assert to_candidate.invite.uid != to_lead.invite.uid
    assert sent.of(Port.OA)[0].due == NOW


def test_the_candidates_calendar_names_no_other_candidate(sent: Sent) -> None:
    Invite().recruit_interview_published(interview(), sent, settings(Invite))
    assert "林若溪" not in sent.of(Port.MESSAGING)[0].invite.summary


def test_who_no_longer_sits_in_an_interview_is_told(sent: Sent) -> None:
    gone = Person("秦岚", "qin@hospital.example", "1202")
    Invite().recruit_interview_published(interview(sequence=1, withdrawn=(gone,)), sent, settings(Invite))
    cancelled = [n for n in sent.of(Port.MESSAGING) if n.invite.method == CalendarMethod.CANCEL]
    assert [n.to for n in cancelled] == [gone]


def test_a_cancelled_interview_is_cancelled_for_both_sides(sent: Sent) -> None:
    Invite().recruit_interview_published(interview(sequence=1, cancelled=True), sent, settings(Invite))
    assert {n.invite.method for n in sent.of(Port.MESSAGING)} == {CalendarMethod.CANCEL}
    assert sent.of(Port.OA)[0].done


def attendance(act: str, state: str, **changes: Any) -> AttendanceNoted:
    return replace(
        AttendanceNoted(3, APPLICATION, INTERVIEW, act, state, NOW, "3 号会议室", 12, (LEAD,), NOW), **changes
    )


def test_hook_recruit_attendance_noted(sent: Sent) -> None:
    TellPanel().recruit_attendance_noted(attendance("absent", "absent"), sent)
    [todo], [notice] = sent.of(Port.OA), sent.of(Port.MESSAGING)
    assert (todo.user_id, notice.to) == ("1101", LEAD)
    assert "12 号没有来" in todo.title
    assert "3 号会议室" in notice.text


def test_the_panel_is_told_that_an_absence_was_a_slip_and_nothing_of_arrivals(sent: Sent) -> None:
    TellPanel().recruit_attendance_noted(attendance("arrive", "here"), sent)
    assert sent.rows == []
    TellPanel().recruit_attendance_noted(attendance("undo_absent", "late", number=None), sent)
    assert "林若溪还会面试" in sent.of(Port.OA)[0].title


def test_letters_are_in_the_language_of_whom_they_go_to(sent: Sent) -> None:
    reader = replace(APPLICATION, candidate=replace(CANDIDATE, locale="en"))
    Invite().recruit_interview_published(interview(application=reader, change_urls={"": "https://oa/c"}), sent, settings(Invite))
    to_candidate, to_lead = sent.of(Port.MESSAGING)
    assert "Mon 23 Nov 2026 10:00" in to_candidate.text
    assert "https://oa/c" in to_candidate.text
    assert "2026年11月23日 周一" in to_lead.text


def booking(**changes: Any) -> BookingOpened:
    return replace(BookingOpened(5, APPLICATION, INTERVIEW, "https://oa/portal/slot/t", NOW, 30, 2), **changes)


def test_hook_recruit_booking_opened(sent: Sent) -> None:
    InviteToBook().recruit_booking_opened(booking(), sent, settings(InviteToBook, note="带身份证"))
    InviteToBook().recruit_booking_opened(booking(reminder=1), sent, settings(InviteToBook))
    first, second = sent.of(Port.MESSAGING)
    assert all(part in first.text for part in ("https://oa/portal/slot/t", "带身份证", "改 2 次"))
    assert second.subject.startswith("还没选面试时间")


def approaching(**changes: Any) -> InterviewApproaching:
    start = NOW + timedelta(hours=24)
    event = InterviewApproaching(
        3, APPLICATION, INTERVIEW, start, start + timedelta(minutes=30), "3 号会议室", (LEAD,), NOW, NOW - timedelta(days=3),
        change_urls={"1101": "https://oa/r"},
    )  # fmt: skip
    return replace(event, **changes)


def reminded(sent: Sent, **changes: Any) -> list[str]:
    before = len(sent.rows)
    RemindInterview().recruit_interview_approaching(approaching(**changes), sent, settings(RemindInterview))
    return [key for _, _, key in sent.rows[before:]]


def test_hook_recruit_interview_approaching(sent: Sent) -> None:
    assert reminded(sent) == [f"reminder:3:202611240200:24:{who}" for who in ("candidate", "1101", "1101:todo")]
    to_candidate, to_lead = sent.of(Port.MESSAGING)
    assert "11月24日 周二 10:00—10:30" in to_candidate.text
    assert "https://oa/r" in to_lead.text


def test_an_hour_before_it_is_another_reminder_and_of_two_that_are_late_the_nearer(sent: Sent) -> None:
    start = approaching().start
    assert reminded(sent, now=start - timedelta(hours=25)) == []
    assert ":1:" in reminded(sent, now=start - timedelta(minutes=50))[0]
    assert reminded(sent, now=start) == []


def test_who_was_just_told_is_not_reminded(sent: Sent) -> None:
    start = approaching().start
    assert reminded(sent, now=start - timedelta(hours=2), told_at=start - timedelta(hours=3)) == []


def test_a_moved_interview_is_reminded_of_anew(sent: Sent) -> None:
    first = reminded(sent)
    later = approaching().start + timedelta(days=1)
    assert not set(first) & set(reminded(sent, start=later, now=later - timedelta(hours=24)))


def test_reminders_can_be_set(sent: Sent) -> None:
    held = settings(RemindInterview, hours=[48], candidates=False, interviewers=False)
    RemindInterview().recruit_interview_approaching(approaching(), sent, held)
    assert sent.rows == []


def wish(side: str = "candidate", who: Person = CANDIDATE) -> ChangeAsked:
    return ChangeAsked(8, APPLICATION, INTERVIEW, side, who, "https://oa/changes/8", (OWNER,), NOW)


def test_hook_recruit_change_asked(sent: Sent) -> None:
    TellOfChanges().recruit_change_asked(wish(), sent)
    [todo] = sent.of(Port.OA)
    assert (todo.user_id, todo.url, todo.title) == ("1001", "https://oa/changes/8", "林若溪 来不了面试，想换时间")


def test_hook_recruit_change_decided(sent: Sent) -> None:
    event = ChangeDecided(8, APPLICATION, INTERVIEW, "candidate", CANDIDATE, True, (OWNER,), NOW)
    TellOfChanges().recruit_change_decided(event, sent)
    assert [t.done for t in sent.of(Port.OA)] == [True]
    assert sent.of(Port.MESSAGING) == []


def test_a_wish_that_is_not_granted_is_answered(sent: Sent) -> None:
    for number, start in enumerate((NOW, None)):
        event = ChangeDecided(8 + number, APPLICATION, INTERVIEW, "candidate", CANDIDATE, False, (OWNER,), start)
        TellOfChanges().recruit_change_decided(event, sent)
    first, second = sent.of(Port.MESSAGING)
    assert "面试仍在 2026年11月23日" in first.text
    assert "没能安排" in second.text


def test_hook_recruit_request_made(sent: Sent) -> None:
    for kind, title in (("correction", "林若溪 说简历读错了"), ("review", "林若溪 请求人工复核")):
        event = RequestMade(4, APPLICATION, kind, f"https://oa/{kind}/4", (OWNER,))
        TellOfRequests().recruit_request_made(event, sent)
        todo = sent.of(Port.OA)[-1]
        assert (todo.user_id, todo.title, todo.url) == ("1001", title, f"https://oa/{kind}/4")


def test_hook_recruit_request_answered(sent: Sent) -> None:
    url = "https://oa/portal/s"
    event = RequestAnswered(4, APPLICATION, "review", "upheld", "执业证看过。", (OWNER,), url)
    TellOfRequests().recruit_request_answered(event, sent)
    [letter], [todo] = sent.of(Port.MESSAGING), sent.of(Port.OA)
    assert todo.done
    assert letter.to == CANDIDATE
    assert all(words in letter.text for words in ("维持原来的结果", "执业证看过。", url))


def test_every_answer_has_words_and_without_a_mail_nobody_is_written_to(sent: Sent) -> None:
    for number, (kind, outcome) in enumerate([("correction", "done"), ("correction", "declined"), ("review", "overridden"), ("review", "onward")]):
        TellOfRequests().recruit_request_answered(RequestAnswered(number, APPLICATION, kind, outcome, "", (OWNER,)), sent)
    assert len({letter.text for letter in sent.of(Port.MESSAGING)}) == 4
    silent = replace(APPLICATION, candidate=Person("林若溪", None))
    TellOfRequests().recruit_request_answered(RequestAnswered(9, silent, "review", "upheld", "", ()), sent)
    assert len(sent.of(Port.MESSAGING)) == 4


def test_hook_recruit_feedback_missing(sent: Sent) -> None:
    event = FeedbackMissing(3, APPLICATION, INTERVIEW, LEAD, NOW, 1)
    ChaseFeedback().recruit_feedback_missing(event, sent, settings(ChaseFeedback))
    assert sent.of(Port.OA)[0].user_id == "1101"
    assert sent.of(Port.MESSAGING)[0].to == LEAD


def test_mail_can_wait_for_the_second_reminder(sent: Sent) -> None:
    event = FeedbackMissing(3, APPLICATION, INTERVIEW, LEAD, NOW, 1)
    ChaseFeedback().recruit_feedback_missing(event, sent, settings(ChaseFeedback, mail_after=2))
    assert sent.of(Port.MESSAGING) == []


def test_hook_recruit_feedback_submitted(sent: Sent) -> None:
    event = FeedbackSubmitted(9, 3, APPLICATION, INTERVIEW, LEAD, True, NOW)
    ChaseFeedback().recruit_feedback_submitted(event, sent)
    assert all(todo.done for todo in sent.of(Port.OA))
    TellRecruiter().recruit_feedback_submitted(event, sent)
    assert sent.of(Port.OA)[-1].user_id == "1001"


def test_the_recruiter_waits_for_the_whole_panel(sent: Sent) -> None:
    TellRecruiter().recruit_feedback_submitted(
        FeedbackSubmitted(9, 3, APPLICATION, INTERVIEW, LEAD, False, NOW), sent
    )
    assert sent.rows == []


def test_hook_recruit_offer_issued(sent: Sent) -> None:
    event = OfferIssued(4, "OFFER-2026-0001", APPLICATION, "https://oa/portal/offer/t", NOW, 1)
    SendOffer().recruit_offer_issued(event, sent)
    assert "https://oa/portal/offer/t" in sent.of(Port.MESSAGING)[0].text


def test_hook_recruit_offer_code_requested(sent: Sent) -> None:
    SendOffer().recruit_offer_code_requested(OfferCodeRequested(4, APPLICATION, "012345", 1), sent)
    assert "012345" in sent.of(Port.MESSAGING)[0].text


def test_hook_recruit_offer_signed(sent: Sent) -> None:
    TellRecruiter().recruit_offer_signed(OfferSigned(4, "OFFER-2026-0001", APPLICATION, NOW, "00"), sent)
    assert "OFFER-2026-0001" in sent.of(Port.OA)[0].title


def test_hook_recruit_offer_declined(sent: Sent) -> None:
    TellRecruiter().recruit_offer_declined(OfferDeclined(4, "OFFER-2026-0001", APPLICATION, NOW, "远"), sent)
    assert "谢绝" in sent.of(Port.OA)[0].title


def test_hook_recruit_candidate_hired(sent: Sent) -> None:
    event = CandidateHired(2, APPLICATION, HIRE, NOW)
    for behaviour in (SyncPayroll(), SyncHis(), TellOa()):
        behaviour.recruit_candidate_hired(event, sent)
    assert [port for port, message, _ in sent.rows if message == HIRE] == [Port.PAYROLL, Port.HIS, Port.OA]


def test_nobody_without_an_address_stops_the_rest(sent: Sent) -> None:
    silent = replace(APPLICATION, candidate=Person("林若溪"))
    Invite().recruit_interview_published(interview(application=silent), sent, settings(Invite))
    assert [n.to for n in sent.of(Port.MESSAGING) if isinstance(n, Notice)] == [LEAD]


def asked(**changes: Any) -> AvailabilityAsked:
    event = AvailabilityAsked(LEAD, "https://oa/my-time", date(2026, 11, 30), date(2026, 12, 4), NOW)
    return replace(event, **changes)


def test_hook_recruit_availability_asked(sent: Sent) -> None:
    AskAvailability().recruit_availability_asked(asked(), sent)
    [todo], [notice] = sent.of(Port.OA), sent.of(Port.MESSAGING)
    assert todo.user_id == "1101"
    assert "https://oa/my-time" in notice.text
    assert "2026-11-30 到 2026-12-04" in notice.text


def test_a_candidate_is_asked_by_mail_alone(sent: Sent) -> None:
    AskAvailability().recruit_availability_asked(asked(person=CANDIDATE, application=APPLICATION), sent)
    assert [port for port, _, _ in sent.rows] == [Port.MESSAGING]
    assert "重症医学科护士" in sent.of(Port.MESSAGING)[0].text


def test_an_interview_goes_into_calendars_and_out_of_those_it_left(sent: Sent) -> None:
    room, lead = CalendarOwner("room", "3", "3 号会议室"), CalendarOwner("interviewer", "1101", "罗建国")
    event = interview(sequence=2, calendars=(lead,), calendars_left=(room,))
    KeepCalendars().recruit_interview_published(event, sent, settings(KeepCalendars))
    kept, gone = sent.of(Port.CALENDAR)
    assert (kept.owner, kept.cancelled, kept.sequence, kept.summary) == (lead, False, 2, "面试 林若溪 · 技术面")
    assert (gone.owner, gone.cancelled) == (room, True)
    assert kept.uid != gone.uid


def test_a_calendar_that_colleagues_see_names_the_job_alone(sent: Sent) -> None:
    event = interview(calendars=(CalendarOwner("interviewer", "1101", "罗建国"),))
    KeepCalendars().recruit_interview_published(event, sent, settings(KeepCalendars, names=False))
    assert "林若溪" not in repr(sent.rows[0][1])
