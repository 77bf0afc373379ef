"""The sample hospital, ready to recruit: OA with the plugin, embedded stand-ins, jobs, panels and rooms."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from .. import migrate
from ..models import Connection, Job
from ..records import HostUser
from ..services import jobs, reports, resources, working_hours
from ..services.connections import save_connection
from ..services.unit import SYSTEM, Actor, staff, unit_of_work
from ..state import Recruitment
from . import data
from .oa import create_app
from .oa.config import RECRUIT
from .standins import stand_ins

RECRUITER = "1001"


@dataclass
class World:
    """The running sample hospital. Its clock is the journey's, until it is let go."""

    app: Flask
    state: Recruitment
    directory: Path

    @contextmanager
    def at(self, moment: datetime) -> Iterator[datetime]:
        """Live at ``moment``: what happens inside happened then."""
        before = self.state.clock
        self.state.clock = lambda: moment
        try:
            with self.app.app_context():
                yield moment
        finally:
            self.state.clock = before

    def actor(self, staff_no: str) -> Actor:
        """A member of the sample staff."""
        found: list[HostUser] = self.state.plugins.hook.recruit_find_users(query=staff_no)
        return staff(next(u for u in found if u.id == staff_no), self.state)


def build(directory: Path, *, worker: str = "thread", public_url: str | None = None) -> World:
    """Create or reopen the sample hospital in ``directory``."""
    app = create_app(
        {
            "OA_INSTANCE_PATH": str(directory),
            "OA_EXTENSIONS": [RECRUIT],
            "HR_RECRUIT_WORKER": worker,
            "HR_RECRUIT_PUBLIC_URL": public_url,
        }
    )
    state: Recruitment = app.extensions["hr_recruit"]
    with app.app_context():
        migrate.upgrade(state.engine)
    return World(app, state, directory)


def is_new(world: World) -> bool:
    """Whether nothing has happened there yet."""
    with world.app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
        return unit.session.scalar(select(Job.id).limit(1)) is None


def furnish(world: World) -> None:
    """Connections to stand-ins, interviewers, rooms, stage templates, jobs and what sources cost."""
    with unit_of_work(SYSTEM) as unit:
        for port, stand_in in stand_ins(world.directory / "delivered").items():
            if unit.session.scalar(select(Connection.id).where(Connection.port == str(port))) is None:
                save_connection(unit, str(port), stand_in.adapter, stand_in.settings)
        for staff_no, pools in data.INTERVIEWERS.items():
            values = {"pools": list(pools), "campuses": [data.CAMPUS], "max_per_day": data.MAX_INTERVIEWS_PER_DAY}
            resources.save_interviewer(unit, staff_no, values)
        office = working_hours.save_template(unit, None, data.OFFICE_HOURS, working_hours.OFFICE)
        working_hours.use(unit, working_hours.STAFF, office.id)
        for name in data.ROOMS:
            resources.save_room(unit, None, name, data.CAMPUS)
        for name, stages in data.STAGE_TEMPLATES.items():
            jobs.save_template(unit, name, stages)
        for source, fen in data.SOURCE_COSTS.items():
            reports.save_cost(unit, source, f"{unit.now:%Y-%m}", fen / 100)
    with unit_of_work(world.actor(RECRUITER)) as unit:
        for job in data.JOBS:
            jobs.open_job(unit, job.values, data.STAGE_TEMPLATES[job.template])


def weekdays(after: datetime, count: int) -> list[date]:
    """The next ``count`` working days after the day of ``after``."""
    found: list[date] = []
    day = after.date()
    while len(found) < count:
        day += timedelta(days=1)
        if day.weekday() < 5:
            found.append(day)
    return found


def where_it_starts() -> datetime:
    """Long enough ago for three rounds to be over by today, weekends included; nine in the morning, Shanghai time."""
    return _nine(datetime.now(UTC)) - timedelta(days=18)


def yesterday() -> datetime:
    return _nine(datetime.now(UTC)) - timedelta(days=1)


def _nine(moment: datetime) -> datetime:
    return moment.replace(hour=1, minute=0, second=0, microsecond=0)
