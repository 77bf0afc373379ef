"""Every hook of the product: what a host tells us, and what recruitment tells its plugins.

Lifecycle hooks get ``event``, ``outbox`` and ``settings``; an implementation names only the arguments it wants.
``settings`` is the implementation's own, as its ``settings_schema`` loaded it for the job at hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from flask import Flask, Request
    from sqlalchemy import Engine

    from hr_recruit_plugin.adapters.base import Adapter
    from hr_recruit_plugin.engines.matching import ExtraPart
    from hr_recruit_plugin.records import (
        Absence,
        ApplicationReceived,
        AttendanceNoted,
        AvailabilityAsked,
        BookingOpened,
        CandidateHired,
        ChangeAsked,
        ChangeDecided,
        Department,
        FeedbackMissing,
        FeedbackSubmitted,
        HostUser,
        InterviewApproaching,
        InterviewPublished,
        MenuEntry,
        NewHire,
        OfferCodeRequested,
        OfferDeclined,
        OfferIssued,
        OfferSigned,
        Outbox,
        RequestAnswered,
        RequestMade,
        ScoreContext,
        StageChange,
        StageChanged,
        StageOverdue,
        Todo,
    )

PROJECT = "hr_recruit"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)

Settings = Mapping[str, Any]


# --- the host contract -------------------------------------------------------------------------------------------


@hookspec(firstresult=True)
def recruit_current_user() -> HostUser | None:
    """Asked once a request: who is signed in. Return None for a stranger."""


@hookspec(firstresult=True)
def recruit_engine(app: Flask) -> Engine | None:
    """Asked once, at first use: the SQLAlchemy engine our tables live on.

    The default is the host's Flask-SQLAlchemy engine, else one made from ``HR_RECRUIT_DATABASE_URI``.
    """


@hookspec(firstresult=True)
def recruit_render(template: str, context: Mapping[str, Any]) -> str | None:
    """Asked for every full page: put our screen inside the host's chrome and return the whole document.

    ``context`` holds ``content`` (our screen as safe HTML under one root element), ``title``, ``stylesheets`` and
    ``scripts`` (URLs), ``locale`` and ``menu``. ``template`` names the screen. Return None for our bare layout.
    """


@hookspec(firstresult=True)
def recruit_login_url(next_url: str) -> str | None:
    """Asked when a stranger opens a guarded screen: where to sign in. Without an answer the stranger gets 401."""


@hookspec(firstresult=True)
def recruit_has_permission(user: HostUser, permission: str) -> bool | None:
    """Asked for every guarded action: the host's own access control. None leaves it to ``HR_RECRUIT_ROLE_MAP``."""


@hookspec
def recruit_add_menu(app: Flask, entries: Sequence[MenuEntry]) -> None:
    """Called once, when the plugin is installed: show ``entries`` in the host's menu to those with the permission."""


@hookspec(firstresult=True)
def recruit_csrf_token() -> str | None:
    """Asked for every form: the host's CSRF token. Without an answer we issue and check our own."""


@hookspec(firstresult=True)
def recruit_check_csrf(request: Request) -> bool | None:
    """Asked for every unsafe request: whether the host's CSRF token in ``request`` is right. None: we check ours."""


@hookspec(firstresult=True)
def recruit_departments() -> Sequence[Department] | None:
    """Asked for forms and data scope: the host's departments."""


@hookspec(firstresult=True)
def recruit_find_users(query: str) -> Sequence[HostUser] | None:
    """Asked for panels and owners: staff whose name contains ``query`` or whose id equals it; "" finds all."""


@hookspec(firstresult=True)
def recruit_absences(user_ids: Sequence[str], start: datetime, end: datetime) -> Sequence[Absence] | None:
    """Asked whenever interviews are planned: who of ``user_ids`` is away (leave, business trips, nights) from ``start`` to ``end``.

    Answer from your own tables, all at once. An empty answer means that nobody is away. If it raises, everybody's time
    counts as unknown and nobody is planned; None means that the host keeps no leave.
    """


@hookspec(firstresult=True)
def recruit_locale() -> str | None:
    """Asked once a request: the user's language in the host, such as ``zh`` or ``en``."""


@hookspec
def recruit_push_todo(user_id: str, todo: Todo) -> None:
    """Called after a commit: put ``todo`` on the host's to-do list, replace the one of the same key, or close it."""


@hookspec(firstresult=True)
def recruit_add_colleague(hire: NewHire) -> str | None:
    """Called after a commit: make a staff record of a new colleague, once a ``staff_no``. Return the host's id."""


# --- registration ------------------------------------------------------------------------------------------------


@hookspec
def recruit_register_adapters() -> Sequence[type[Adapter]] | None:
    """Asked once, at start: adapters to outside systems that this plugin brings."""


@hookspec
def recruit_score_candidate(context: ScoreContext) -> ExtraPart | None:
    """Asked when an application is scored: a further part of the score, with its own evidence. None adds nothing."""


# --- recruitment: refusals ---------------------------------------------------------------------------------------


@hookspec
def recruit_validate_application(event: ApplicationReceived, settings: Settings) -> None:
    """Fires before an application is kept. Raise ``RecruitmentRefused`` to refuse it; the applicant reads why."""


@hookspec
def recruit_validate_stage_change(event: StageChange, settings: Settings) -> None:
    """Fires before an application moves. Raise ``RecruitmentRefused`` to stop the move; the user reads why."""


@hookspec
def recruit_validate_offer(event: OfferIssued, settings: Settings) -> None:
    """Fires before an offer goes out. Raise ``RecruitmentRefused`` to hold it back; the user reads why."""


# --- recruitment: what happened ----------------------------------------------------------------------------------


@hookspec
def recruit_application_received(event: ApplicationReceived, outbox: Outbox, settings: Settings) -> None:
    """Fires when an application was read, scored and filed, whatever way it came in.

    Send through ``outbox``; it leaves after the commit, once. An exception undoes this implementation's own sends,
    is shown on the hook console, and stops nothing else. This holds for every hook below.
    """


@hookspec
def recruit_stage_changed(event: StageChanged, outbox: Outbox, settings: Settings) -> None:
    """Fires when an application has moved to another stage; to stop a move see ``recruit_validate_stage_change``."""


@hookspec
def recruit_stage_overdue(event: StageOverdue, outbox: Outbox, settings: Settings) -> None:
    """Fires once a day for each application that stays longer in its stage than agreed."""


@hookspec
def recruit_interview_published(event: InterviewPublished, outbox: Outbox, settings: Settings) -> None:
    """Fires for each interview that is announced, moved (``sequence`` > 0) or cancelled by a published plan."""


@hookspec
def recruit_availability_asked(event: AvailabilityAsked, outbox: Outbox, settings: Settings) -> None:
    """Fires when HR asks an interviewer or a candidate when they can be had: send them ``event.url``.

    Fires again with ``event.answered`` when an interviewer who was asked has marked their time.
    """


@hookspec
def recruit_attendance_noted(event: AttendanceNoted, outbox: Outbox, settings: Settings) -> None:
    """Fires on the interview day when somebody arrives, is called in, does not come, is put back, or a press is undone."""


@hookspec
def recruit_booking_opened(event: BookingOpened, outbox: Outbox, settings: Settings) -> None:
    """Fires for each candidate who may choose a time, and again each time HR reminds those who have not.

    ``event.url`` is the candidate's own signed link; ``event.reminder`` counts from 0, the invitation.
    """


@hookspec
def recruit_interview_approaching(event: InterviewApproaching, outbox: Outbox, settings: Settings) -> None:
    """Fires every few minutes for each published interview that begins within three days.

    What was told already must be in the outbox key: the same key is never sent twice. Put ``event.start`` into it, so that
    an interview that was moved is told of anew.
    """


@hookspec
def recruit_change_asked(event: ChangeAsked, outbox: Outbox, settings: Settings) -> None:
    """Fires when a candidate or an interviewer says that they can't come at the time they have: HR is to decide."""


@hookspec
def recruit_change_decided(event: ChangeDecided, outbox: Outbox, settings: Settings) -> None:
    """Fires when HR has decided such a wish. A new time or panel fires ``recruit_interview_published`` besides."""


@hookspec
def recruit_request_made(event: RequestMade, outbox: Outbox, settings: Settings) -> None:
    """Fires when a candidate says that their resume was read wrongly, or asks for a review by a person: HR is to answer."""


@hookspec
def recruit_request_answered(event: RequestAnswered, outbox: Outbox, settings: Settings) -> None:
    """Fires when a person of HR has answered such a request. The candidate must learn the answer."""


@hookspec
def recruit_feedback_submitted(event: FeedbackSubmitted, outbox: Outbox, settings: Settings) -> None:
    """Fires when an interviewer hands in a scorecard; ``complete`` when it was the panel's last."""


@hookspec
def recruit_feedback_missing(event: FeedbackMissing, outbox: Outbox, settings: Settings) -> None:
    """Fires at most once a day for each scorecard that is owed after its interview, until it is there."""


@hookspec
def recruit_offer_issued(event: OfferIssued, outbox: Outbox, settings: Settings) -> None:
    """Fires when HR sends an offer: the candidate needs the link."""


@hookspec
def recruit_offer_code_requested(event: OfferCodeRequested, outbox: Outbox, settings: Settings) -> None:
    """Fires when a candidate asks for the one-time code that confirms a signature."""


@hookspec
def recruit_offer_signed(event: OfferSigned, outbox: Outbox, settings: Settings) -> None:
    """Fires when a candidate has signed an offer."""


@hookspec
def recruit_offer_declined(event: OfferDeclined, outbox: Outbox, settings: Settings) -> None:
    """Fires when a candidate declines an offer."""


@hookspec
def recruit_candidate_hired(event: CandidateHired, outbox: Outbox, settings: Settings) -> None:
    """Fires with the signature: payroll, HIS and OA are to get a new colleague."""
