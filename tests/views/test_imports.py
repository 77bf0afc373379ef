"""Importing over HTTP: one file a request, archives in the background, refused files to take back."""

from __future__ import annotations

import io
import time
import zipfile
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hr_recruit_plugin.services import import_batch, imports
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.host import SmallHost
from tests.support.recruiting import open_job
from tests.support.screens import send, text_of

RESUME = "姓名：苏晚晴\n手机：13900000002\n学历：本科\n专业：护理学\n护士执业证书\n2019.07-2024.06 江畔医院 重症医学科 护士\n"


@pytest.fixture
def job_id(app: Flask, host: SmallHost) -> int:
    host.sign_in("hr")
    with app.app_context(), unit_of_work() as unit:
        return open_job(unit).id


def drop(client: FlaskClient, job_id: int, content: bytes, name: str, *, hx: bool = True) -> TestResponse:
    fields: dict[str, Any] = {"file": (io.BytesIO(content), name), "source": "招聘会"}
    return send(client, f"/recruit/jobs/{job_id}/import", fields, hx=hx, content_type="multipart/form-data")


def packed(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for n, name in enumerate(names):
            archive.writestr(name, RESUME.replace("13900000002", f"1390000001{n}"))
    return stream.getvalue()


def test_the_screen_says_what_it_takes(client: FlaskClient, job_id: int) -> None:
    text = text_of(client.get(f"/recruit/jobs/{job_id}/import"))
    assert "每份不超过 20 MB" in text and "整个文件夹" in text


@pytest.mark.parametrize(("who", "status"), [("head", 403), ("interviewer", 403), (None, 401)])
def test_who_imports(client: FlaskClient, host: SmallHost, job_id: int, who: str | None, status: int) -> None:
    host.sign_in(who)
    assert client.get(f"/recruit/jobs/{job_id}/import").status_code == status


def test_a_good_file_becomes_a_dossier_and_comes_again(client: FlaskClient, job_id: int) -> None:
    first = drop(client, job_id, RESUME.encode(), "苏晚晴.txt")
    assert first.status_code == 200 and "已建档" in text_of(first)
    assert "没有重复建档" in text_of(drop(client, job_id, RESUME.encode(), "苏晚晴.txt"))
    assert "并入原来的档案" in text_of(drop(client, job_id, (RESUME + "技能：CRRT").encode(), "新.txt"))


def test_a_bad_file_is_refused_with_its_reason_and_can_be_taken_back(client: FlaskClient, job_id: int) -> None:
    answer = drop(client, job_id, b"MZ\x90\x00hello", "简历.exe")
    assert answer.status_code == 422 and "可执行程序" in text_of(answer)
    address = answer.text.split('<a href="')[1].split('"')[0]
    kept = client.get(address)
    assert kept.data == b"MZ\x90\x00hello"
    assert kept.headers["Content-Disposition"].startswith("attachment") and kept.mimetype == "application/octet-stream"


def test_without_the_script_the_page_tells(client: FlaskClient, job_id: int) -> None:
    assert "已建档" in text_of(drop(client, job_id, RESUME.encode(), "苏晚晴.txt", hx=False))
    answer = send(client, f"/recruit/jobs/{job_id}/import", {"source": "x"})
    assert answer.status_code == 422 and "先选一个文件" in text_of(answer)


def test_too_large_a_file(client: FlaskClient, job_id: int, monkeypatch: pytest.MonkeyPatch, app: Flask) -> None:
    monkeypatch.setattr(imports, "ARCHIVE_TIMES", 0)
    answer = drop(client, job_id, packed("a.txt"), "简历.zip")
    assert answer.status_code == 422 and "MB" in text_of(answer)


def test_a_closed_job_says_so(app: Flask, client: FlaskClient, job_id: int) -> None:
    with app.app_context(), unit_of_work() as unit:
        closed = open_job(unit, "NUR-EME-02", status="closed").id
    assert "现在不收简历" in text_of(client.get(f"/recruit/jobs/{closed}/import"))
    assert drop(client, closed, RESUME.encode(), "a.txt").status_code == 422


def test_an_archive_is_read_in_the_background(client: FlaskClient, job_id: int) -> None:
    answer = drop(client, job_id, packed("一.txt", "二.txt", "/etc/三.txt"), "简历.zip")
    assert answer.status_code == 200
    for _ in range(100):
        text = text_of(client.get("/recruit/imports/1"))
        if "读完了 3 份" in text:
            break
        time.sleep(0.1)
    assert "新建档案 2" in text and "没收下 1" in text
    assert "指向包外" in text


def test_a_stopped_batch_goes_on_at_one_click(app: Flask, client: FlaskClient, job_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context(), unit_of_work() as unit:
        job = open_job(unit, "NUR-EME-02")
        batch_id = import_batch.start(unit, job, "文件夹", [("a.txt", RESUME.encode(), None)])
    assert "停在第 0 份，共 1 份" in text_of(client.get(f"/recruit/imports/{batch_id}"))
    monkeypatch.setattr(imports, "later", lambda actor, i: not list(import_batch.run(actor, i)))
    answer = send(client, f"/recruit/imports/{batch_id}/continue", hx=True)
    assert "读完了 1 份" in text_of(answer)


def test_a_batch_is_paused_and_its_outcome_saved(app: Flask, client: FlaskClient, job_id: int) -> None:
    with app.app_context(), unit_of_work() as unit:
        job = open_job(unit, "NUR-EME-02")
        files = [("好.txt", RESUME.encode(), None), ("=坏.exe", None, "可执行程序")]
        batch_id = import_batch.start(unit, job, "文件夹", files)
    answer = send(client, f"/recruit/imports/{batch_id}/pause", hx=True)
    assert "已暂停在第 1 份，共 2 份" in text_of(answer)
    assert "暂停在 1 / 2" in text_of(client.get(f"/recruit/jobs/{job.id}/import"))
    table = client.get(f"/recruit/imports/{batch_id}/outcome.csv").text
    assert table.splitlines()[1] == "'=坏.exe,没收下,可执行程序"


def test_a_batch_of_another_house(client: FlaskClient, job_id: int) -> None:
    assert client.get("/recruit/imports/77").status_code == 404
    assert client.get("/recruit/imports/files/77").status_code == 404
