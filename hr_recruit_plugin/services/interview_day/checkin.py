"""Checking in by a code: the candidate's own QR code, read by the clerk, and the desk's changing code, read by candidates.

The candidate's code holds for one interview at its present time. The desk's changes every minute, so that nobody checks in
from home.
"""

from __future__ import annotations

import hmac
from datetime import timedelta

from sqlalchemy import select

from ...errors import Gone, Invalid, NotFound
from ...i18n import N_
from ...models import Application, Interview
from ...security.permissions import Permission
from ..recognition import normal_phone
from ..unit import Unit
from . import book, turns
from .book import Line

CHANGES = timedelta(minutes=1)
STILL_GOOD = 2
"""How many codes before the present one still count: somebody types slowly."""
DIGITS = 6
TRIES = 5
WRONG = N_("签到码不对或已换。看签到台屏幕上现在的 6 位数字，再输一次。")
NOBODY = N_("今天没有用这个姓名和手机号安排的面试。核对后再试，或到签到台找工作人员。")




# --- the candidate's code ----------------------------------------------------------------------------------------


def ticket(unit: Unit, interview: Interview) -> str:
    """What the candidate's QR code says besides the address. A moved interview has another one."""
    return f"{interview.id}-{_signature(unit, interview)}"


def _signature(unit: Unit, interview: Interview) -> str:
    told = f"{interview.id}:{interview.sequence}:{interview.start.isoformat()}"
    return unit.state.keyring.sign(told, "check-in")[:20]


def by_ticket(unit: Unit, code: str) -> Line:
    """Whose code it is, for the clerk. Raises Gone when the interview was moved since."""
    unit.actor.require(Permission.INTERVIEWS_RECEIVE)
    number, _, signature = code.partition("-")
    interview = unit.session.get(Interview, int(number)) if number.isdecimal() and len(number) < 12 else None
    if interview is None:
        raise NotFound(N_("这个签到码不是本院的。按姓名或号码找人。"))
    if not hmac.compare_digest(signature.encode(), _signature(unit, interview).encode()):
        raise Gone(N_("这个签到码已作废：面试改过时间。请候选人刷新自己的页面，或按姓名找人。"))
    return book.bare_line(unit, interview.id)


# --- the desk's code ---------------------------------------------------------------------------------------------


def desk_code(unit: Unit, campus: str) -> str:
    """Six digits that a desk of ``campus`` shows now."""
    unit.actor.require(Permission.INTERVIEWS_RECEIVE)
    return _codes(unit, campus)[0]


def seconds_left(unit: Unit) -> int:
    """How long the present code stays on the screen."""
    passed = unit.now.timestamp() % CHANGES.total_seconds()
    return int(CHANGES.total_seconds() - passed) or 1


def _codes(unit: Unit, campus: str) -> list[str]:
    """The present one, then those that still count."""
    window = int(unit.now.timestamp() // CHANGES.total_seconds())
    found = []
    for number in range(window, window - 1 - STILL_GOOD, -1):
        signed = unit.state.keyring.sign(f"{campus}:{number}", "desk")
        found.append(f"{int(signed, 16) % 10**DIGITS:0{DIGITS}d}")
    return found


def _is_desk_code(unit: Unit, campus: str, typed: str) -> bool:
    digits = "".join(c for c in typed if c.isdigit())
    return any(hmac.compare_digest(digits.encode(), code.encode()) for code in _codes(unit, campus))


# --- candidates on their own phone -------------------------------------------------------------------------------


def own_interview(unit: Unit, application: Application) -> Line | None:
    """The application's interview of today, if there is one."""
    zone = unit.state.settings.zone
    start = unit.now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    found = book.lines(
        unit, Interview.application_id == application.id, Interview.state.in_(("published", "arrived", "held", "absent")),
        Interview.start >= start, Interview.start < start + timedelta(days=1),
    )  # fmt: skip
    return found[0] if found else None


def check_in_own(unit: Unit, application: Application, typed: str) -> tuple[Line, Invalid | None]:
    """From the candidate's own page. → the interview, and why it did not work where it did not.

    A wrong code is returned instead of raised: that it was tried has to be kept.
    """
    one = own_interview(unit, application)
    if one is None:
        raise Invalid(N_("今天没有你的面试。"))
    return _check_in(unit, one, typed)


def check_in_here(unit: Unit, campus: str, typed: str, name: str, phone: str) -> tuple[Line, Invalid | None]:
    """From the poster on the desk, which says the code; who they are they type."""
    if not _is_desk_code(unit, campus, typed):
        raise Invalid(WRONG, {"code": [WRONG]})
    asked = (name.strip().casefold(), normal_phone(phone))
    for one in book.lines_of_day(unit, book.today(unit)):
        person = one.interview.application.candidate
        if asked == (person.name.strip().casefold(), normal_phone(person.phone)):
            return _check_in(unit, one, typed, campus)
    raise Invalid(NOBODY, {"name": [NOBODY]})


def _check_in(unit: Unit, one: Line, typed: str, campus: str = "") -> tuple[Line, Invalid | None]:
    if one.state in ("here", "inside", "done"):
        return one, None
    if one.state == "absent":
        raise Invalid(N_("这场面试已记为缺席。到签到台找工作人员。"))
    if one.turn and one.turn.wrong_codes >= TRIES:
        raise Invalid(N_("签到码输错太多次。到签到台找工作人员签到。"))
    if refusal := turns.refused(one, unit, campus):
        raise Invalid(refusal[0], None, **refusal[1])
    if not _is_desk_code(unit, campus or one.campus, typed):
        turn = book.ensured(unit, one)
        turn.wrong_codes += 1
        unit.audit("turn.wrong_code", "interview", one.interview.id, tries=turn.wrong_codes)
        return one, Invalid(WRONG, {"code": [WRONG]})
    return turns.arrive(unit, one, unit.now, by=unit.actor.name), None


def application_of(unit: Unit, token: str) -> Application:
    """Whose page it is. Raises NotFound for a link that nobody was sent."""
    found = unit.session.scalar(select(Application).where(Application.token == token))
    if found is None:
        raise NotFound(N_("链接不对或已作废。请用最近一封邮件里的链接。"))
    return found
