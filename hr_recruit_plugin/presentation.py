"""Templates, filters and built assets: what screens and letters are drawn with. Needs no request."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from flask import url_for
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from .i18n import current_locale, gettext, ngettext
from .state import Recruitment, recruitment

PACKAGE = Path(__file__).parent
DIST = PACKAGE / "static" / "dist"


def environment(state: Recruitment) -> Environment:
    """Our Jinja environment, made once an application."""
    if "jinja" not in state.cache:
        made = Environment(
            loader=FileSystemLoader(PACKAGE / "templates"),
            autoescape=True,
            extensions=["jinja2.ext.do"],
        )
        made.globals.update(_=gettext, ngettext=ngettext, url_for=ours, icon=icon, asset=asset)
        made.filters.update(
            day=day, clock=clock, when=when, money=money, date=_date, iso=_iso, number=number, percent=percent,
            local_key=local_key,
        )
        state.cache["jinja"] = made
    held: Environment = state.cache["jinja"]
    return held


def ours(endpoint: str, **values: Any) -> str:
    """``url_for`` of our own endpoints, without their ``hr_recruit_`` prefix."""
    return url_for(f"hr_recruit_{endpoint}", **values)


# --- assets ------------------------------------------------------------------------------------------------------


def manifest() -> dict[str, str]:
    """Logical file name → built file name; empty when the assets were not built."""
    cache = recruitment().cache
    if "assets" not in cache:
        file = DIST / "manifest.json"
        cache["assets"] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    found: dict[str, str] = cache["assets"]
    return found


def built(name: str) -> str:
    """The built file of a logical name, below ``static/dist``."""
    return manifest().get(name, name)


def asset(name: str) -> str:
    """The address of a built file."""
    return url_for("hr_recruit_assets.static", filename=built(name))


def sprite() -> Markup:
    cache = recruitment().cache
    if "sprite" not in cache:
        file = DIST / built("icons.svg")
        cache["sprite"] = Markup(file.read_text(encoding="utf-8")) if file.is_file() else Markup("")  # noqa: S704
    held: Markup = cache["sprite"]
    return held


def icon(name: str) -> Markup:
    return Markup('<svg class="hr-icon" aria-hidden="true"><use href="#hr-i-{}"/></svg>').format(name)


# --- filters -----------------------------------------------------------------------------------------------------


def _local(moment: datetime) -> datetime:
    return moment.astimezone(recruitment().settings.zone)


def _english() -> bool:
    return current_locale() == "en"


def day(moment: Any, weekday: bool = True) -> str:
    """11月24日 周二 / Tue 24 Nov."""
    if moment is None:
        return "–"
    local = _local(moment) if isinstance(moment, datetime) else moment
    if _english():
        return local.strftime("%a %-d %b") if weekday else local.strftime("%-d %b")
    text = f"{local.month}月{local.day}日"
    return f"{text} 周{'一二三四五六日'[local.weekday()]}" if weekday else text


def clock(moment: datetime | None) -> str:
    return "–" if moment is None else f"{_local(moment):%H:%M}"


def local_key(moment: datetime) -> str:
    """2026-12-01T09:30, as datetime-local inputs have it."""
    return f"{_local(moment):%Y-%m-%dT%H:%M}"


def when(moment: datetime | None) -> str:
    """Within a week 今天/明天/周四 and the time; else the date and the time."""
    if moment is None:
        return "–"
    local = _local(moment)
    apart = (local.date() - _local(datetime.now(local.tzinfo)).date()).days
    named = {-1: gettext("昨天"), 0: gettext("今天"), 1: gettext("明天")}
    if apart in named:
        return f"{named[apart]} {local:%H:%M}"
    if 1 < apart < 7:
        word = local.strftime("%a") if _english() else f"周{'一二三四五六日'[local.weekday()]}"
        return f"{word} {local:%H:%M}"
    return f"{day(moment, weekday=False)} {local:%H:%M}"


def _date(moment: Any) -> str:
    """2026-11-24."""
    if moment is None:
        return "–"
    return f"{_local(moment):%Y-%m-%d}" if isinstance(moment, datetime) else moment.isoformat()


def _iso(moment: datetime) -> str:
    """For ``datetime`` attributes and inputs: local, to the minute."""
    return f"{_local(moment):%Y-%m-%dT%H:%M}"


def money(yuan: Any) -> str:
    """12,345.00 (yuan)."""
    return "–" if yuan is None else f"{Decimal(str(yuan)):,.2f}"


def number(value: float | None, digits: int = 0) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"


def percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.0f}%"


