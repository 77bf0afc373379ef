"""The hook console: behaviours switched, set up and put in order."""

from __future__ import annotations

from typing import Any

from ...schemas import api_admin as schemas
from ...security.permissions import Permission
from ...services import console
from ...services.unit import unit_of_work
from ..guard import actor
from .operation import operation

EDIT = Permission.SETTINGS_EDIT


@operation("GET", "/hooks", EDIT, tag="hooks", summary="Behaviours in their order",
           answer=schemas.HookListSchema)  # fmt: skip
def list_hooks() -> Any:
    """With their settings, and what failed lately."""
    with unit_of_work(actor(), write=False) as unit:
        return {"items": console.implementations(unit), "failures": console.failures(unit)}


@operation("PUT", "/hooks/<name>/switch", EDIT, tag="hooks", summary="Switch a behaviour on or off",
           body=schemas.SwitchSchema, answer=schemas.ScopeSchema)  # fmt: skip
def switch_hook(name: str, body: dict[str, Any]) -> Any:
    """Switching on also takes it out of the parking lot."""
    with unit_of_work(actor()) as unit:
        return console.switch(unit, name, body["enabled"], body["scope"])


@operation("PUT", "/hooks/<name>/settings", EDIT, tag="hooks", summary="Set a behaviour up",
           body=schemas.SettingsSchema, answer=schemas.ScopeSchema)  # fmt: skip
def configure_hook(name: str, body: dict[str, Any]) -> Any:
    """Its own schema says what may be set."""
    with unit_of_work(actor()) as unit:
        return console.configure(unit, name, body["settings"], body["scope"])


@operation("PUT", "/hooks/order", EDIT, tag="hooks", summary="Put behaviours in order",
           body=schemas.OrderSchema, answer=schemas.HookListSchema)  # fmt: skip
def order_hooks(body: dict[str, Any]) -> Any:
    """Those that are not named keep their place behind."""
    with unit_of_work(actor()) as unit:
        console.order(unit, body["names"])
    return list_hooks()
