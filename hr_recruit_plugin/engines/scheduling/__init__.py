"""People, rooms and time in; a plan out, with how good it is and why whoever is left out is left out.

Pure functions: no Flask, no database, no network, no clock of the wall but for time limits.
"""

from .checker import Violation, check
from .climb import Progress
from .demand import Capacity, demand
from .exam import CampusLoad, ExamCandidate, ExamRoom, Invigilator, Seat, SeatPlan, seats, troubles
from .figures import Figures, Spread, figures
from .planning import plan
from .plans import Ask, Level, Placement, Plan, Reason, Unplaced, WayOut
from .problem import (
    Candidate,
    Grid,
    Interview,
    Interviewer,
    PanelNeed,
    Policy,
    Problem,
    ProblemError,
    Room,
    Sequence,
    Session,
)

__all__ = [
    "Ask",
    "CampusLoad",
    "Candidate",
    "Capacity",
    "ExamCandidate",
    "ExamRoom",
    "Figures",
    "Grid",
    "Interview",
    "Interviewer",
    "Invigilator",
    "Level",
    "PanelNeed",
    "Placement",
    "Plan",
    "Policy",
    "Problem",
    "ProblemError",
    "Progress",
    "Reason",
    "Room",
    "Seat",
    "SeatPlan",
    "Sequence",
    "Session",
    "Spread",
    "Unplaced",
    "Violation",
    "WayOut",
    "check",
    "demand",
    "figures",
    "plan",
    "seats",
    "troubles",
]
