"""Imported by the process that children are forked from: all that an application loads as it is made is loaded."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg  # noqa: F401
from sqlalchemy.orm import configure_mappers

from tests.support import desk_child, import_child, outbox_child  # noqa: F401

with TemporaryDirectory() as folder:
    outbox_child.small_app("sqlite://", Path(folder))
    configure_mappers()
