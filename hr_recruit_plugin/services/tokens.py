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
CONTEXT = "api.token"
NAME_LENGTH = 200
FORM = N_("令牌没有建立，看标出的项。")


def issue(unit: Unit, name: str, permissions: Sequence[str], expires_at: datetime | None = None) -> str:
    """A new token. It is shown once; only its blind index is kept.

    Args:
        permissions: what the machine may do; it sees all departments.
        expires_at: with a zone; None for a token that holds until it is revoked.

    Raises:
        Invalid: names every field that is wrong.
    """
    unit.actor.require(Permission.SETTINGS_EDIT)
    wanted = sorted(set(map(str, permissions)))
    if wrong := _wrong(unit, name.strip(), wanted, expires_at):
        raise Invalid(FORM, wrong)
    token = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(
        name=name.strip(), token_index=unit.state.keyring.blind_index(token, CONTEXT),
        permissions=wanted, created_by=unit.actor.name, created_at=unit.now, expires_at=expires_at,
    )  # fmt: skip
    unit.session.add(row)
    unit.session.flush()
    unit.audit("token.issued", "token", row.id, permissions=wanted)
    return token


def _wrong(unit: Unit, name: str, permissions: Sequence[str], expires_at: datetime | None) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if not 0 < len(name) <= NAME_LENGTH:
        found["name"] = [N_("写上名称，最多 200 个字，例如「人才网对接」。")]
    elif unit.session.scalar(select(ApiToken.id).where(ApiToken.name == name)):
        found["name"] = [N_("已有同名的令牌，换一个名称。")]
    if not permissions or set(permissions) - {str(p) for p in Permission}:
        found["permissions"] = [N_("从列表里至少选一项权限。")]
    if expires_at is not None and (expires_at.tzinfo is None or expires_at <= unit.now):
        found["expires_at"] = [N_("到期时间要在现在以后。")]
    return found


def revoke(unit: Unit, token_id: int) -> None:
    """End a token at once. One that was revoked before keeps its first time."""
    unit.actor.require(Permission.SETTINGS_EDIT)
    row = unit.get(ApiToken, token_id, N_("没有这个令牌。"))
    if row.revoked_at is None:
        row.revoked_at = unit.now
        unit.audit("token.revoked", "token", token_id)


def listing(unit: Unit) -> Sequence[ApiToken]:
    unit.actor.require(Permission.SETTINGS_EDIT)
    return unit.session.scalars(select(ApiToken).order_by(ApiToken.id.desc())).all()


def machine(unit: Unit, token: str) -> Actor | None:
    """Whom a token stands for; None when it is unknown, revoked or too old."""
    if not token.startswith(PREFIX):
        return None
    row = unit.session.scalar(
        select(ApiToken).where(ApiToken.token_index == unit.state.keyring.blind_index(token, CONTEXT))
    )
    if row is None or row.revoked_at or (row.expires_at and row.expires_at <= unit.now):
        return None
    # A machine sees all departments: HR's scope, with only the permissions it was given.
    user = HostUser(f"token:{row.id}", row.name, ())
    return Actor(row.name, user, frozenset({"hr"}), frozenset(row.permissions))
