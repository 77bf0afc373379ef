"""What can be set. ``OA_SETTINGS`` in the environment may name a Python file with the same keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

RECRUIT = "hr_recruit_plugin:HRRecruit"
"""The one line that installs recruitment: ``OA_EXTENSIONS = [RECRUIT]``."""


class Defaults:
    """Configuration of the OA. The ``HR_RECRUIT_*`` keys rest unread until the plugin is installed."""

    OA_NAME = "示范医院 OA"
    OA_INSTANCE_PATH: str | None = None
    """Folder of the database and the session key; ``instance`` in the working directory by default."""
    OA_EXTENSIONS: Sequence[str] = ()
    """Plugins, each ``package.module:Name``; called with the app."""
    OA_SEED = True
    """Fill an empty database with the invented hospital."""
    OA_PASSWORD_METHOD = "scrypt"  # noqa: S105  the name of a hash function
    OA_TIMEZONE = "Asia/Shanghai"

    SQLALCHEMY_DATABASE_URI: str | None = None
    SESSION_COOKIE_NAME = "oa_session"
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    PERMANENT_SESSION_LIFETIME = timedelta(hours=10)

    HR_RECRUIT_HOSPITAL = "示范医院"
    HR_RECRUIT_HOST = "hr_recruit_plugin.demo.oa.recruit_host:DemoHost"
    HR_RECRUIT_ROLE_MAP: Mapping[str, str] = {
        "personnel": "hr",
        "dept_director": "department_head",
        "head_nurse": "department_head",
        "examiner": "interviewer",
        "sysadmin": "admin",
        "audit": "auditor",
    }
