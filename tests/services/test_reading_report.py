"""How well resumes were read, counted from what people put right."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from hr_recruit_plugin.errors import Forbidden, NotFound
from hr_recruit_plugin.models import Application, Document
from hr_recruit_plugin.services import dossier
from hr_recruit_plugin.services.reading_report import ReadingReport, Tally, reading_report
from hr_recruit_plugin.services.report_figures import Period
from hr_recruit_plugin.services.unit import Unit, unit_of_work
from tests.support.host import SmallHost
from tests.support.recruiting import open_job, resume, submit
from tests.support.screens import counted


def period(unit: Unit) -> Period:
    day = unit.now.date()
    return Period(day - timedelta(days=30), day + timedelta(days=1))


def people(unit: Unit, number: int, code: str = "NUR-ICU-01") -> list[int]:
    job = open_job(unit, code)
    found = [submit(unit, job, resume(f"候选人{n}", f"1390000{code[-2:]}{n:02d}")) for n in range(number)]
    return [one.application_id or 0 for one in found]


def of(report: ReadingReport, field: str) -> Tally:
    return next(t for t in report.fields if t.name == field)


@pytest.fixture
def ids(app: Flask, host: SmallHost) -> list[int]:
    """Four resumes: one years changed, one title added, the second of them confirmed, one PDF."""
    with app.app_context(), unit_of_work(host.actor("hr")) as unit:
        found = people(unit, 4)
        dossier.correct(unit, found[0], "years_of_experience", 9.0, version=None)
        dossier.correct(unit, found[1], "title", "护师", version=None)
        dossier.correct(unit, found[1], "skills", ["CRRT"], version=None)
        dossier.confirm_all(unit, found[1])
        dossier.confirm_all(unit, found[2])
        document = unit.get(Application, found[0], "").document
        assert document is not None
        document.format = "pdf"
        return found


def test_by_field(app: Flask, host: SmallHost, ids: list[int]) -> None:
    with app.app_context(), unit_of_work(host.actor("hr"), write=False) as unit:
        found = reading_report(unit, period(unit))
    years, title, skills = of(found, "years_of_experience"), of(found, "title"), of(found, "skills")
    assert (years.read, years.wrong, years.missed, years.untouched) == (4, 1, 0, 0.75)
    assert (title.read, title.missed, title.untouched) == (0, 1, None)
    assert (skills.checked, skills.checked_wrong, skills.right) == (2, 1, 0.5)
    assert (years.checked, years.right) == (2, 1.0)
    assert (found.resumes, found.confirmed) == (4, 2)


def test_by_format_and_the_whole(app: Flask, host: SmallHost, ids: list[int]) -> None:
    with app.app_context(), unit_of_work(host.actor("hr"), write=False) as unit:
        found = reading_report(unit, period(unit))
    pdf = next(t for t in found.formats if t.name == "pdf")
    assert (pdf.resumes, pdf.wrong) == (1, 1)
    assert found.whole.read == sum(t.read for t in found.fields) == sum(t.read for t in found.formats)
    assert found.whole.wrong == 2


def test_another_time_another_job_another_department(app: Flask, host: SmallHost, ids: list[int]) -> None:
    with app.app_context():
        with unit_of_work(host.actor("hr")) as unit:
            other = open_job(unit, "DOC-01", department_id="XN").id
        with unit_of_work(host.actor("hr"), write=False) as unit:
            assert reading_report(unit, Period(date(2020, 1, 1), date(2020, 12, 31))).resumes == 0
            assert reading_report(unit, period(unit), other).resumes == 0
        with unit_of_work(host.actor("other_head"), write=False) as unit:
            assert reading_report(unit, period(unit)).resumes == 0
            with pytest.raises(NotFound):
                reading_report(unit, period(unit), 1)
        with pytest.raises(Forbidden), unit_of_work(host.actor("admin"), write=False) as unit:
            reading_report(unit, period(unit))


def test_the_number_of_statements_is_fixed(app: Flask, host: SmallHost, ids: list[int]) -> None:
    with app.app_context():
        with counted(app) as few, unit_of_work(host.actor("hr"), write=False) as unit:
            reading_report(unit, period(unit))
        with unit_of_work(host.actor("hr")) as unit:
            for application_id in people(unit, 12, "NUR-ICU-22"):
                dossier.correct(unit, application_id, "title", "护师", version=None)
        with counted(app) as many, unit_of_work(host.actor("hr"), write=False) as unit:
            assert reading_report(unit, period(unit)).whole.missed == 13
    assert len(many) == len(few) == 2


def test_what_a_real_file_was_is_known(app: Flask, host: SmallHost) -> None:
    from hr_recruit_plugin.demo import data
    from hr_recruit_plugin.services import intake

    sample = next(s for s in data.samples() if s.path.suffix == ".pdf" and s.person)
    with app.app_context():
        actor = host.actor("hr")
        with unit_of_work(actor) as unit:
            job = open_job(unit).id
        found = intake.receive(actor, job, sample.path.read_bytes(), sample.file, source="x")
        with unit_of_work(write=False) as unit:
            document = unit.get(Document, found.document_id, "")
            assert document.format == "pdf"
            assert {"name", "phone"} <= set((document.found or "").split(","))
