"""kill -9 in the middle of an import: whoever goes on files the rest, nobody twice, and nothing is lost."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from hr_recruit_plugin import migrate
from hr_recruit_plugin.models import Application, Document, ImportItem
from hr_recruit_plugin.services import import_batch, imports
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support import children, import_child
from tests.support.outbox_child import small_app
from tests.support.recruiting import open_job

RESUME = "姓名：苏晚{c}\n手机：1390000{n:04}\n学历：本科\n专业：护理学\n2019.07-2024.06 江畔医院 重症医学科 护士\n"
GOOD = [(f"{n}.txt", RESUME.format(c=chr(0x4E00 + n), n=n).encode(), None) for n in range(30)]
BAD = [("坏.docx", b"MZ\x90 no document", None), ("半.pdf", b"%PDF-1.7\n1 0 obj", None), ("空.txt", b"", None)]

pytestmark = pytest.mark.slow


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.peer)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Flask]]:
    sqlite = request.param == "sqlite"
    uri = f"sqlite:///{tmp_path / 'recruit.db'}" if sqlite else request.getfixturevalue("postgres_url")
    app = small_app(uri, tmp_path)
    migrate.upgrade(app.extensions["hr_recruit"].engine)
    yield uri, app
    app.extensions["hr_recruit"].engine.dispose()


def test_killed_twice_it_ends_with_everything_once(place: tuple[str, Flask], tmp_path: Path) -> None:
    uri, app = place
    files = [f for pair in zip(GOOD, BAD * 10, strict=True) for f in pair]
    with app.app_context(), unit_of_work() as unit:
        batch_id = import_batch.start(unit, open_job(unit), "文件夹", files)
    for after in (7, 20, 10_000):
        ended = children.run(import_child.work, uri, tmp_path, batch_id, after)
        assert ended == (0 if after > 60 else -signal.SIGKILL)
    with app.app_context(), unit_of_work(write=False) as unit:
        assert imports.batch(unit, batch_id).counts == {"accepted": 30, "refused": 30}
        assert unit.session.scalar(select(func.count()).select_from(Application)) == 30
        kinds = Counter(unit.session.scalars(select(Document.kind)))
        assert kinds == {"resume": 30, "refused": 30}
        assert unit.session.scalars(select(ImportItem.content)).all() == [None] * 60
