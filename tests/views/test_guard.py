"""What the guard does for every screen: junk in addresses, failures that tell nobody's data, what may be kept."""

from __future__ import annotations

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hr_recruit_plugin.models import Document
from hr_recruit_plugin.services import intake
from hr_recruit_plugin.services.reading import Reading
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.host import SmallHost
from tests.support.recruiting import open_job, resume
from tests.support.screens import send

HUGE = 10**30


@pytest.fixture
def document(app: Flask, host: SmallHost) -> Document:
    """A resume whose sender named it so that a header and a directory would break."""
    host.sign_in("hr")
    with app.app_context(), unit_of_work() as unit:
        reading = Reading("../林若溪\r\nX-Evil: 1\u202efdp.\x00简历.txt", b"abc", resume())
        intake.submit(unit, open_job(unit), reading, source="-")
        return unit.session.scalars(select(Document)).one()


@pytest.mark.parametrize(
    "url",
    [f"applications/{HUGE}", f"jobs/{HUGE}/board", f"candidates?job={HUGE}", f"candidates?page={HUGE}", f"my-interviews/{HUGE}"],
)
def test_a_number_that_no_column_holds_names_nothing(client: FlaskClient, host: SmallHost, url: str) -> None:
    host.sign_in("hr")
    assert client.get(f"/recruit/{url}").status_code in (200, 404)


def test_such_a_number_in_a_form_changes_nothing(client: FlaskClient, host: SmallHost, document: Document) -> None:
    assert send(client, "/recruit/applications/1/move", {"stage_id": str(HUGE)}).status_code in (404, 422)


def test_a_senders_file_name_can_neither_split_a_header_nor_hide_its_ending(
    client: FlaskClient, document: Document
) -> None:
    assert document.filename == "../林若溪X-Evil: 1fdp.简历.txt"
    answer = client.get("/recruit/applications/1/files/1")
    assert answer.status_code == 200
    assert "X-Evil" not in answer.headers
    assert "UTF-8''" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("url", ["applications/1", "applications/1/files/1", "api/v1/applications/1/documents/1", "candidates"])
def test_nothing_of_a_person_stays_in_a_browsers_cache(client: FlaskClient, document: Document, url: str) -> None:
    assert client.get(f"/recruit/{url}").headers["Cache-Control"] == "no-store"


def test_a_failure_is_logged_by_its_kind_without_its_words(
    app: Flask, client: FlaskClient, host: SmallHost, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    host.sign_in("hr")
    words = "林若溪 " + "13800000001"
    app.config["TESTING"], app.config["PROPAGATE_EXCEPTIONS"] = False, False

    def fail(*args: object, **options: object) -> None:
        raise ValueError(words)

    monkeypatch.setattr("hr_recruit_plugin.services.candidates.ranked", fail)
    with caplog.at_level(logging.ERROR):
        answer = client.get("/recruit/candidates")
    assert answer.status_code == 500
    assert "ValueError" in caplog.text and "in fail" in caplog.text
    assert words not in caplog.text + answer.text


@pytest.mark.peer
class TestOnPostgres:
    @pytest.fixture
    def database_uri(self, postgres_url: str) -> str:
        return postgres_url

    @pytest.mark.parametrize(
        ("url", "status"),
        [
            (f"applications/{HUGE}", 404), (f"candidates?page={HUGE}", 404), ("candidates?q=%00", 404),
            ("portal/status/%00", 404), ("portal/jobs/%00", 404),
        ],
    )  # fmt: skip
    def test_junk_in_addresses(self, client: FlaskClient, host: SmallHost, url: str, status: int) -> None:
        host.sign_in("hr")
        assert client.get(f"/recruit/{url}").status_code == status

    def test_what_no_text_holds_is_not_kept(self, client: FlaskClient, host: SmallHost, document: Document) -> None:
        host.sign_in("hr")
        answer = send(client, "/recruit/applications/1/reject", {"reason": "x\x00y"})
        assert answer.status_code == 422
        assert "没有保存" in answer.text
