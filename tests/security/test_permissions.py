"""Roles, the role map, and the host's own word."""

from __future__ import annotations

import pytest

from hr_recruit_plugin import HRRecruit, hookimpl
from hr_recruit_plugin.errors import Forbidden, SetupError
from hr_recruit_plugin.security.permissions import ROLES, Permission, check_role_map, granted, our_roles
from hr_recruit_plugin.services.unit import SYSTEM

P = Permission


def test_a_host_role_may_mean_several_of_ours():
    assert our_roles(["人事科长"], {"人事科长": ["hr", "auditor"]}) == {"hr", "auditor"}


def test_a_role_called_like_ours_needs_no_entry():
    assert our_roles(["hr", "后勤"], {}) == {"hr"}


def test_the_map_wins_over_the_name():
    assert our_roles(["admin"], {"admin": "interviewer"}) == {"interviewer"}


def test_a_map_to_nowhere_names_the_role():
    with pytest.raises(SetupError, match=r"boss.*our roles are"):
        check_role_map({"院长": "boss"})


def test_a_wrong_map_stops_the_installation(app):
    from flask import Flask

    other = Flask("other")
    other.config["HR_RECRUIT_ROLE_MAP"] = {"院长": ["hr", "boss"]}
    with pytest.raises(SetupError, match="boss"):
        HRRecruit(other)


def test_no_role_has_no_permission():
    assert granted([]) == frozenset()


def test_nobody_both_sets_up_and_sees_candidates():
    assert P.SETTINGS_EDIT not in ROLES["hr"]
    assert P.AUDIT_VIEW not in ROLES["hr"]
    assert not ROLES["admin"] & {P.APPLICATIONS_VIEW, P.OFFERS_EDIT}


@pytest.mark.parametrize(
    ("who", "may", "may_not"),
    [
        ("hr", P.OFFERS_EDIT, P.SETTINGS_EDIT),
        ("head", P.APPLICATIONS_VIEW, P.APPLICATIONS_EDIT),
        ("interviewer", P.INTERVIEWS_CONDUCT, P.APPLICATIONS_VIEW),
        ("admin", P.SETTINGS_EDIT, P.APPLICATIONS_VIEW),
        ("auditor", P.AUDIT_VIEW, P.JOBS_VIEW),
    ],
)
def test_what_each_may(context, host, who, may, may_not):
    actor = host.actor(who)
    actor.require(may)
    with pytest.raises(Forbidden):
        actor.require(may_not)


def test_the_hosts_own_access_control_wins(app, context, host):
    class Acl:
        @hookimpl
        def recruit_has_permission(self, user, permission):
            return {"jobs.edit": True, "work": False}.get(permission)

    app.extensions["hr_recruit"].plugins.register(Acl())
    actor = host.actor("interviewer")
    assert actor.can(P.JOBS_EDIT)
    assert not actor.can(P.WORK)
    assert actor.can(P.INTERVIEWS_CONDUCT)


def test_heads_see_their_department_and_hr_sees_all(context, host):
    assert host.actor("head").department == "HL"
    assert host.actor("hr").department is None
    assert SYSTEM.department is None
