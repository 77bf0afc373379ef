"""The application factory: configuration, database, views, then plugins."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from . import chrome, locale, security, views
from .config import Defaults
from .models import Staff, db
from .seed import seed


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Make the OA.

    Args:
        config: overrides of ``Defaults``, such as ``{"OA_EXTENSIONS": ["hr_recruit_plugin:HRRecruit"]}``.

    Raises:
        RuntimeError: an entry of ``OA_EXTENSIONS`` can't be imported; the message names the entry.
    """
    settings = dict(config or {})
    app = Flask(
        "hr_recruit_plugin.demo.oa",
        instance_path=str(_instance_path(settings)),
        static_url_path="/oa-static",
    )
    app.config.from_object(Defaults)
    app.config.from_envvar("OA_SETTINGS", silent=True)
    app.config.update(settings)
    _fill_in_secrets(app)
    _connect(app)
    locale.init_app(app)
    security.init_app(app)
    chrome.init_app(app)
    app.register_blueprint(views.bp)
    for name in app.config["OA_EXTENSIONS"]:
        _load(name)(app)
    return app


def _instance_path(settings: Mapping[str, Any]) -> Path:
    path = Path(settings.get("OA_INSTANCE_PATH") or Path.cwd() / "instance").resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def _fill_in_secrets(app: Flask) -> None:
    if app.config.get("SECRET_KEY"):
        return
    file = Path(app.instance_path) / "oa_secret_key"
    if not file.exists():
        # Written once, readable by the owner alone: a restart must not sign everybody out.
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as out:
            out.write(secrets.token_hex(32))
    app.config["SECRET_KEY"] = file.read_text()


def _connect(app: Flask) -> None:
    if not app.config["SQLALCHEMY_DATABASE_URI"]:
        app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{Path(app.instance_path) / 'oa.db'}"
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _share_sqlite(db.engine)
        db.create_all()
        if app.config["OA_SEED"] and db.session.scalar(select(Staff.staff_no).limit(1)) is None:
            seed(app.config["OA_PASSWORD_METHOD"])
        db.session.remove()


def _share_sqlite(engine: Engine) -> None:
    """A plugin's worker writes beside our requests: readers must not wait for it, and writers must queue."""

    @event.listens_for(engine, "connect")
    def _set_pragmas(connection: Any, _record: Any) -> None:
        for pragma in ("journal_mode=WAL", "busy_timeout=10000", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")


def _load(name: str) -> Any:
    module, _, attribute = name.partition(":")
    try:
        return getattr(import_module(module), attribute)
    except (ImportError, AttributeError, ValueError) as problem:
        raise RuntimeError(
            f"OA_EXTENSIONS names {name!r}, which can't be loaded ({problem}); write 'package.module:Name'"
        ) from problem
