"""What the runner does by itself now and then. Importing this module registers it."""

from __future__ import annotations

from flask import Flask

from ..outbox.periodic import periodic
from . import approaching, calendars, erasure, feedback, offers, pipeline
from .unit import unit_of_work

MINUTE = 60.0
HOUR = 60 * MINUTE


@periodic(10 * MINUTE)
def chase_feedback(app: Flask) -> None:
    """Scorecards that are owed: at most one reminder a day each, which the seat keeps count of."""
    with unit_of_work() as unit:
        feedback.remind_missing(unit)


@periodic(5 * MINUTE)
def remind_of_interviews(app: Flask) -> None:
    """Interviews that begin soon: the start is part of the outbox key, so each reminder goes out once."""
    with unit_of_work() as unit:
        approaching.remind(unit)


@periodic(HOUR)
def tell_of_overdue(app: Flask) -> None:
    """Applications that stay too long: the day is part of the outbox key, so each is told once a day."""
    with unit_of_work() as unit:
        pipeline.remind_overdue(unit)


@periodic(10 * MINUTE)
def expire_offers(app: Flask) -> None:
    """Offers whose time is over."""
    with unit_of_work() as unit:
        offers.expire(unit)


@periodic(10 * MINUTE, apart=True)
def read_calendars(app: Flask) -> None:
    """When interviewers and rooms are busy, from the connected calendar server; reading twice does no harm."""
    calendars.sync()


@periodic(HOUR)
def take_out_old_data(app: Flask) -> None:
    """People whose time is over, where the hospital has said how long that is."""
    with unit_of_work() as unit:
        if days := unit.state.settings.retention_days:
            erasure.retain(unit, days)
