"""What one installation holds: kept in ``app.extensions["hr_recruit"]``, never on the extension object."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pluggy
from flask import Flask, current_app
from sqlalchemy import Engine, create_engine, event

from .errors import SetupError
from .security.crypto import Keyring
from .settings import Settings

if TYPE_CHECKING:
    from .adapters.base import Adapter
    from .records import NewHire, Todo

EXTENSION = "hr_recruit"


@dataclass
class Recruitment:
    app: Flask
    settings: Settings
    plugins: pluggy.PluginManager
    keyring: Keyring
    wake: Callable[[], None] = lambda: None
    """Tells the runner that the outbox has something new."""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    """What use cases take for now; the demonstration lives through weeks in a minute."""
    cache: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def engine(self) -> Engine:
        found: Engine | None = self.plugins.hook.recruit_engine(app=self.app)
        if found is None and self.settings.database_uri:
            found = own_engine(self.settings.database_uri)
        if found is None:
            raise SetupError(
                "no database: the host has no Flask-SQLAlchemy engine and HR_RECRUIT_DATABASE_URI is not set"
            )
        return found

    @cached_property
    def adapters(self) -> Mapping[tuple[str, str], type[Adapter]]:
        """(port, adapter name) → adapter class: our own and those that plugins register."""
        from .adapters.base import BUILTIN

        found: list[type[Adapter]] = [*BUILTIN, self._host_oa()]
        for brought in self.plugins.hook.recruit_register_adapters():
            found.extend(brought)
        return {(str(a.port), a.name): a for a in found}

    @property
    def host_takes_todos(self) -> bool:
        """Whether the OA we are installed in takes to-dos or colleagues from us by itself."""
        hook = self.plugins.hook
        return bool(hook.recruit_push_todo.get_hookimpls() or hook.recruit_add_colleague.get_hookimpls())

    def _host_oa(self) -> type[Adapter]:
        """The host's own OA, reached by hooks in this process."""
        from .adapters.oa.host import HostOa

        def push(user_id: str, todo: Todo) -> None:
            self.plugins.hook.recruit_push_todo(user_id=user_id, todo=todo)

        def add(hire: NewHire) -> None:
            self.plugins.hook.recruit_add_colleague(hire=hire)

        hook = self.plugins.hook
        return HostOa.connected(
            push_todo=push if hook.recruit_push_todo.get_hookimpls() else None,
            add_colleague=add if hook.recruit_add_colleague.get_hookimpls() else None,
        )


def own_engine(uri: str) -> Engine:
    """An engine of our own, for hosts that have none."""
    if not uri.startswith("sqlite"):
        return create_engine(uri, pool_pre_ping=True)
    made = create_engine(uri, connect_args={"timeout": 30})

    @event.listens_for(made, "connect")
    def _configure(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=ON")

    return made


def recruitment() -> Recruitment:
    """The installation of the current application."""
    try:
        held: Recruitment = current_app.extensions[EXTENSION]
    except KeyError as problem:
        raise SetupError("hr-recruit is not installed in this application; call HRRecruit(app)") from problem
    return held
