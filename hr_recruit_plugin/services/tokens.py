"""Machine tokens for the JSON API."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from ..errors import Invalid
from ..i18n import N_
from ..models import ApiToken
from ..records import HostUser
from ..security.permissions import Permission
from .unit import Actor, Unit

PREFIX = "hrr_"


def issue(unit: Unit, name: str, permissions: Sequence[str], expires_at: datetime | None = None) -> str:
    """A new token. It is shown once; only its blind index is kept."""
    unit.actor.require(Permission.SETTINGS_EDIT)
    unknown = set(permissions) - {str(p) for p in Permission}
    if unknown or not name.strip():
        raise Invalid(N_("写上名称，并从列表里选权限。"), {"permissions": sorted(unknown)})
    token = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(
        name=name.strip(), token_index=unit.state.keyring.blind_index(token, "api.token"),
        permissions=sorted(permissions), created_by=unit.actor.name, created_at=unit.now, expires_at=expires_at,
    )  # fmt: skip
    unit.session.add(row)
    unit.session.flush()
    unit.audit("token.issued", "token", row.id, permissions=row.permissions)
    return token


def revoke(unit: Unit, token_id: int) -> None:
    unit.actor.require(Permission.SETTINGS_EDIT)
    unit.get(ApiToken, token_id, N_("没有这个令牌。")).revoked_at = unit.now
    unit.audit("token.revoked", "token", token_id)


def listing(unit: Unit) -> Sequence[ApiToken]:
    unit.actor.require(Permission.SETTINGS_EDIT)
    return unit.session.scalars(select(ApiToken).order_by(ApiToken.id)).all()


def machine(unit: Unit, token: str) -> Actor | None:
    """Whom a token stands for; None when it is unknown, revoked or too old."""
    row = unit.session.scalar(
        select(ApiToken).where(ApiToken.token_index == unit.state.keyring.blind_index(token, "api.token"))
    )
    if row is None or row.revoked_at or (row.expires_at and row.expires_at <= unit.now):
        return None
    # A machine sees all departments: HR's scope, with only the permissions it was given.
    user = HostUser(f"token:{row.id}", row.name, ())
    return Actor(row.name, user, frozenset({"hr"}), frozenset(row.permissions))
