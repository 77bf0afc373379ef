"""Who may do what: permissions, our roles, and the data each role sees."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from typing import Any

from ..errors import SetupError


class Permission(enum.StrEnum):
    """What a guarded view or service asks for."""

    WORK = "work"
    """See the recruitment menu and one's own to-dos."""
    JOBS_VIEW = "jobs.view"
    JOBS_EDIT = "jobs.edit"
    APPLICATIONS_VIEW = "applications.view"
    APPLICATIONS_EDIT = "applications.edit"
    """Import, correct, move, reject."""
    SCHEDULES_EDIT = "schedules.edit"
    INTERVIEWS_RECEIVE = "interviews.receive"
    """Run the door of an interview day: names, times and rooms of everybody who comes, no dossiers."""
    INTERVIEWS_CONDUCT = "interviews.conduct"
    OFFERS_EDIT = "offers.edit"
    REPORTS_VIEW = "reports.view"
    SETTINGS_EDIT = "settings.edit"
    """Hooks, connections, tokens. Rooms and interviewers belong to whoever schedules."""
    AUDIT_VIEW = "audit.view"


P = Permission

ROLES: Mapping[str, frozenset[Permission]] = {
    "hr": frozenset(P) - {P.SETTINGS_EDIT, P.AUDIT_VIEW},
    "department_head": frozenset({P.WORK, P.JOBS_VIEW, P.APPLICATIONS_VIEW, P.INTERVIEWS_CONDUCT, P.REPORTS_VIEW}),
    "interviewer": frozenset({P.WORK, P.INTERVIEWS_CONDUCT}),
    "clerk": frozenset({P.WORK, P.INTERVIEWS_RECEIVE}),
    "admin": frozenset({P.WORK, P.SETTINGS_EDIT}),
    "auditor": frozenset({P.WORK, P.AUDIT_VIEW}),
}

SEES_ALL_DEPARTMENTS = frozenset({"hr"})


def our_roles(host_roles: Iterable[str], role_map: Mapping[str, Any]) -> frozenset[str]:
    """Translate the host's role names; one that is called like ours needs no entry in the map."""
    found: set[str] = set()
    for role in host_roles:
        mapped = role_map.get(role, role if role in ROLES else ())
        found.update([mapped] if isinstance(mapped, str) else mapped)
    return frozenset(found)


def granted(roles: Iterable[str]) -> frozenset[Permission]:
    return frozenset().union(*(ROLES[role] for role in roles))


def check_role_map(role_map: Mapping[str, Any]) -> None:
    """Raises SetupError when the map names a role that we do not have."""
    named = {r for v in role_map.values() for r in ([v] if isinstance(v, str) else v)}
    if unknown := sorted(named - set(ROLES)):
        raise SetupError(f"HR_RECRUIT_ROLE_MAP names {', '.join(unknown)}; our roles are {', '.join(ROLES)}")
