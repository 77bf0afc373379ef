"""Installing into a host: the only place that wires app, hooks, adapters, views and CLI together."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any

import pluggy
from flask import Flask

from .db import close_session
from .errors import SetupError
from .hooks import specs
from .hooks.builtin import BUILTIN
from .hooks.hosts.flask import BareFlask
from .manifest import MANIFEST
from .outbox.runner import start_runner
from .security.crypto import load_keyring
from .security.permissions import check_role_map
from .settings import Settings
from .state import EXTENSION, Recruitment

ENTRY_POINTS = "hr_recruit.plugins"


class HRRecruit:
    """Recruitment as an extension of a Flask application: ``HRRecruit(app)`` or ``HRRecruit().init_app(app)``.

    Args:
        app: the host.
        plugins: further objects with hook implementations, the host's own glue among them.

    Raises:
        SetupError: says what is wrong with the configuration or the host, and how to mend it.
    """

    def __init__(self, app: Flask | None = None, plugins: Iterable[Any] = ()) -> None:
        self._plugins = tuple(plugins)
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask) -> None:
        if EXTENSION in app.extensions:
            raise SetupError("hr-recruit is already installed in this application")
        settings = Settings.from_config(app.config)
        check_role_map(settings.role_map)
        state = Recruitment(
            app=app,
            settings=settings,
            plugins=_plugin_manager(settings, self._plugins),
            keyring=load_keyring(settings.keys, settings.blind_key, settings.key_path(app.instance_path)),
        )
        app.extensions[EXTENSION] = state
        app.teardown_appcontext(close_session)
        _register_views(app, settings)
        _register_commands(app)
        state.plugins.hook.recruit_add_menu(app=app, entries=MANIFEST.menu)
        # Importing registers what the runner does now and then.
        import_module(".services.reminders", __package__)
        start_runner(state)


def _plugin_manager(settings: Settings, plugins: Iterable[Any]) -> pluggy.PluginManager:
    manager = pluggy.PluginManager(specs.PROJECT)
    manager.add_hookspecs(specs)
    manager.register(BareFlask(), "host.flask")
    for name, behaviour in BUILTIN.items():
        manager.register(behaviour(), name)
    if settings.host is not None:
        manager.register(_resolve(settings.host), "host")
    for plugin in plugins:
        # A name that is the same after a restart: what the console stores is kept under it.
        manager.register(plugin, f"{type(plugin).__module__}.{type(plugin).__qualname__}")
    manager.load_setuptools_entrypoints(ENTRY_POINTS)
    manager.check_pending()
    return manager


def _resolve(host: Any) -> Any:
    """The host glue itself, or an instance of what ``package.module:Name`` names."""
    if not isinstance(host, str):
        return host
    module, _, name = host.partition(":")
    try:
        return getattr(import_module(module), name)()
    except (ImportError, AttributeError, ValueError) as problem:
        raise SetupError(f"HR_RECRUIT_HOST is {host!r}, which can't be loaded: {problem}") from problem


def _register_views(app: Flask, settings: Settings) -> None:
    from .views import blueprints

    taken = {str(rule) for rule in app.url_map.iter_rules()}
    for blueprint in blueprints(settings):
        app.register_blueprint(blueprint, url_prefix=settings.url_prefix + (blueprint.url_prefix or ""))
    ours = [r for r in app.url_map.iter_rules() if r.endpoint.startswith("hr_recruit_")]
    # Flask accepts a second rule for the same URL in silence, and the first one wins.
    if clash := sorted({str(r) for r in ours} & taken):
        raise SetupError(f"the host already answers {', '.join(clash)}; set HR_RECRUIT_URL_PREFIX to another path")


def _register_commands(app: Flask) -> None:
    from .cli import recruit

    if "recruit" not in app.cli.commands:
        app.cli.add_command(recruit)
