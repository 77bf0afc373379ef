"""The fixtures everybody stands on, and what installing checks."""

from __future__ import annotations

import pytest
from flask import Flask

from hr_recruit_plugin import HRRecruit
from hr_recruit_plugin.errors import SetupError
from hr_recruit_plugin.models import Room


def test_a_use_case_commits(app, context):
    from hr_recruit_plugin.db import session
    from hr_recruit_plugin.services.unit import unit_of_work

    with unit_of_work() as unit:
        unit.session.add(Room(name="三诊室", campus="本部"))
    assert session().query(Room).one().active


def test_installing_twice_is_an_error(app: Flask):
    with pytest.raises(SetupError, match="already installed"):
        HRRecruit(app)


def test_each_user_has_the_permissions_of_their_role(context, host):
    assert host.actor("hr").can("offers.edit")
    assert not host.actor("interviewer").can("offers.edit")
    assert host.actor("head").department == "HL"
    assert not host.actor("nobody").permissions
