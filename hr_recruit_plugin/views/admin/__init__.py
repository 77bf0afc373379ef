"""Screens of admins and auditors: hooks, connections, deliveries, working hours, resources, tokens, audit."""

from __future__ import annotations

from ..guard import staff_blueprint

blueprint = staff_blueprint("admin", __name__)

from . import audit, connections, deliveries, hooks, hours, lexicon, resources, tokens  # noqa: E402, F401 (they register their views)
