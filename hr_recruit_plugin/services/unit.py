"""One use case is one transaction: models change, hooks fire, outbox rows are written, audit is kept, then commit.

Nothing leaves before the commit, and nothing that was committed stays unsent.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from ..db import begin
from ..db import session as current_session
from ..errors import Conflict, Forbidden, Invalid, NotFound
from ..i18n import N_
from ..models import HookSetting
from ..records import HostUser
from ..security import audit
from ..security.permissions import SEES_ALL_DEPARTMENTS, Permission, granted, our_roles
from ..state import Recruitment, recruitment

NOT_KEPT = N_("内容太长，或有存不下的字符，没有保存。改短后再试。")


@dataclass(frozen=True)
class Actor:
    """Who acts: a member of staff, a machine with a token, a candidate with a link, or the system itself."""

    name: str
    user: HostUser | None = None
    roles: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()

    @property
    def id(self) -> str | None:
        return self.user.id if self.user else None

    @property
    def department(self) -> str | None:
        """The one department whose data this actor sees, or None for all."""
        if self.user is None or self.roles & SEES_ALL_DEPARTMENTS:
            return None
        return self.user.department or "-"

    def can(self, permission: str) -> bool:
        return str(permission) in self.permissions

    def require(self, permission: str) -> None:
        if not self.can(permission):
            raise Forbidden(N_("你没有做这件事的权限。需要的话请找系统管理员开通。"))


T = TypeVar("T")

SYSTEM = Actor("系统", permissions=frozenset(Permission))
CANDIDATE = Actor("候选人")


def staff(user: HostUser, state: Recruitment | None = None) -> Actor:
    """An actor with the permissions that the host, or else our role map, gives ``user``."""
    state = state or recruitment()
    roles = our_roles(user.roles, state.settings.role_map)
    by_role = granted(roles)

    def allowed(permission: Permission) -> bool:
        answer = state.plugins.hook.recruit_has_permission(user=user, permission=str(permission))
        return permission in by_role if answer is None else bool(answer)

    return Actor(user.name, user, roles, frozenset(str(p) for p in Permission if allowed(p)))


@dataclass
class Unit:
    """A running use case."""

    session: Session
    actor: Actor
    state: Recruitment
    now: datetime
    deeds: list[audit.Deed] = field(default_factory=list)
    queued: int = 0
    hook_settings: dict[tuple[str, str], HookSetting] | None = None
    memo: dict[str, Any] = field(default_factory=dict)
    """What is looked up once a use case."""

    def audit(self, action: str, object_type: str, object_id: Any, **details: Any) -> None:
        """Enter a deed in the audit chain with this commit. ``details`` must not hold personal data."""
        self.deeds.append(audit.Deed(action, object_type, str(object_id), details))

    def get(self, model: type[T], ident: Any, what: str) -> T:
        """Raises NotFound, saying that ``what`` (a msgid) is not there."""
        found = self.session.get(model, ident)
        if found is None:
            raise NotFound(what)
        return found


def expect_version(found: Any, version: int | None, *, by: str | None) -> None:
    """Raises Conflict when ``found`` was changed since the user saw ``version`` of it."""
    if version is not None and found.version != version:
        raise Conflict(N_("没能保存：%(who)s 改过同一处。刷新后看到的是最新内容。"), who=by or "同事")


@contextmanager
def unit_of_work(actor: Actor = SYSTEM, *, write: bool = True, now: datetime | None = None) -> Iterator[Unit]:
    """Run a use case; commit when it ends well, undo everything when it does not.

    With ``write=False`` nobody is kept waiting: only what is audited is written, after the reading is over.
    """
    state = recruitment()
    session = current_session()
    if session.info.get("writing"):
        # Starting anew would undo in silence what the outer one has done so far.
        raise RuntimeError("a use case is running here already; pass its unit on instead of starting another")
    # What an earlier use case loaded may have changed since.
    session.expunge_all()
    if write:
        begin(session)
        session.info["writing"] = True
    unit = Unit(session, actor, state, now or state.clock())
    try:
        yield unit
        session.flush()
        if unit.deeds:
            if not write:
                session.commit()
                begin(session)
            audit.append(session, unit.deeds, actor.id, actor.name, unit.now)
        session.commit()
    except StaleDataError as problem:
        session.rollback()
        raise Conflict(N_("没能保存：有人刚改过同一处。刷新后再改一次。")) from problem
    except IntegrityError as problem:
        session.rollback()
        raise Conflict(N_("没能保存：有人刚占用了同一个编号或时段。刷新后再试。")) from problem
    except (DataError, OverflowError) as problem:
        # A number or a text that no column holds: it names nothing, and it is not kept.
        session.rollback()
        raise (Invalid(NOT_KEPT) if write else NotFound(N_("没有找到"))) from problem
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("writing", None)
    if unit.queued:
        state.wake()
