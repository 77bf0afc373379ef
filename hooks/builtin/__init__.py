"""The product's own behaviours, one a file, each a hook implementation an admin can switch, order and set up."""

from .acknowledge_application import AcknowledgeApplication
from .ask_availability import AskAvailability
from .chase_feedback import ChaseFeedback
from .invite import Invite
from .invite_to_book import InviteToBook
from .keep_calendars import KeepCalendars
from .remind_interview import RemindInterview
from .remind_overdue import RemindOverdue
from .send_offer import SendOffer
from .sync_his import SyncHis
from .sync_payroll import SyncPayroll
from .tell_next_interviewers import TellNextInterviewers
from .tell_oa import TellOa
from .tell_of_changes import TellOfChanges
from .tell_of_requests import TellOfRequests
from .tell_panel import TellPanel
from .tell_recruiter import TellRecruiter

BUILTIN: dict[str, type] = {
    "builtin.acknowledge_application": AcknowledgeApplication,
    "builtin.tell_next_interviewers": TellNextInterviewers,
    "builtin.remind_overdue": RemindOverdue,
    "builtin.invite": Invite,
    "builtin.keep_calendars": KeepCalendars,
    "builtin.ask_availability": AskAvailability,
    "builtin.tell_panel": TellPanel,
    "builtin.invite_to_book": InviteToBook,
    "builtin.remind_interview": RemindInterview,
    "builtin.tell_of_changes": TellOfChanges,
    "builtin.tell_of_requests": TellOfRequests,
    "builtin.chase_feedback": ChaseFeedback,
    "builtin.tell_recruiter": TellRecruiter,
    "builtin.send_offer": SendOffer,
    "builtin.sync_payroll": SyncPayroll,
    "builtin.sync_his": SyncHis,
    "builtin.tell_oa": TellOa,
}
