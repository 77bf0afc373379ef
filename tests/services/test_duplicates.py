"""Who may be one person is proposed, a person decides, and a merge can be taken apart again."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Any

import pytest
from flask.ctx import AppContext
from sqlalchemy import event, select

from hr_recruit_plugin.engines.resume import Field, ParsedResume
from hr_recruit_plugin.errors import Forbidden, Invalid, NotFound
from hr_recruit_plugin.models import (
    Application,
    Candidate,
    Document,
    DuplicatePair,
    ExamEntry,
    Interviewer,
    PersonMerge,
    WrittenExam,
)
from hr_recruit_plugin.services import duplicates, exam_papers, intake, merging, pipeline
from hr_recruit_plugin.services.unit import SYSTEM, Unit, unit_of_work
from tests.support.host import SmallHost
from tests.support.recruiting import open_job, resume, submit


def told(name: str = "林若溪", phone: str = "13800000001", **values: Any) -> ParsedResume:
    return dataclasses.replace(resume(name, phone), **{key: Field(value, 0.9, ()) for key, value in values.items()})


def pairs(unit: Unit) -> list[tuple[int, int, str, str]]:
    return [(p.low_id, p.high_id, p.state, p.reason) for p in unit.session.scalars(select(DuplicatePair))]


def test_another_name_with_the_same_phone_is_filed_apart_and_proposed(unit: Unit) -> None:
    job = open_job(unit)
    submit(unit, job)
    assert submit(unit, job, told("周明")).outcome == intake.ACCEPTED
    assert pairs(unit) == [(1, 2, "proposed", "phone")]


def test_the_same_name_and_school_with_another_phone_is_proposed(unit: Unit) -> None:
    job = open_job(unit)
    submit(unit, job)
    submit(unit, job, told(phone="13800000002"))
    submit(unit, job, told("周明", "13800000003"))
    assert pairs(unit) == [(1, 2, "proposed", "near")]


def test_a_misspelt_name_with_the_same_birth_and_school_is_proposed(unit: Unit) -> None:
    job = open_job(unit)
    submit(unit, job, told(birth_date="1994-05-02"))
    submit(unit, job, told("林若汐", "13800000002", birth_date="1994-05-02"))
    submit(unit, job, told("周大明", "13800000003", birth_date="1994-05-02"))
    assert pairs(unit) == [(1, 2, "proposed", "near")]


def test_the_same_id_number_is_the_same_person_whatever_the_name(unit: Unit) -> None:
    job = open_job(unit)
    submit(unit, job, told(id_number="110199199405020012"))
    assert submit(unit, job, told("林若汐", "13800000002", id_number="110199199405020012")).outcome == intake.AGAIN


def test_what_a_person_decided_is_not_proposed_again(unit: Unit) -> None:
    job = open_job(unit)
    submit(unit, job)
    submit(unit, job, told("周明"))
    merging.distinct(unit, [1, 2])
    submit(unit, open_job(unit, "NUR-EME-02"), told("周明"))
    assert pairs(unit) == [(1, 2, "distinct", "phone")]
    assert duplicates.count(unit) == 0


def test_groups_follow_links(unit: Unit) -> None:
    job = open_job(unit)
    submit(unit, job)
    submit(unit, job, told(phone="13800000002"))
    submit(unit, job, told("周明", "13800000002"))
    unit.session.flush()
    (group,) = duplicates.groups(unit)
    assert (group.ids, group.reasons) == ([1, 2, 3], {"near", "phone"})
    assert group.people[0].parsed.name.value == "林若溪"
    assert [d.details["part"] for d in unit.deeds if d.action == "dossier.read"] == ["duplicates"] * 3


def test_groups_cost_the_same_however_many(unit: Unit) -> None:
    job = open_job(unit)
    counted: list[str] = []
    listener = lambda *args: counted.append(args[2])  # noqa: E731
    event.listen(unit.state.engine, "before_cursor_execute", listener)
    costs = []
    for first in (0, 10):
        for n in range(first, first + 10, 2):
            submit(unit, job, told(f"甲{n}", f"1380000{n:04}"))
            submit(unit, job, told(f"甲{n}", f"1390000{n:04}"))
        unit.session.flush()
        unit.session.expunge_all()
        counted.clear()
        assert len(duplicates.groups(unit)) == first // 2 + 5
        costs.append(len(counted))
        job = unit.session.merge(job)
    event.remove(unit.state.engine, "before_cursor_execute", listener)
    assert costs[0] == costs[1] <= 5


# --- merging -----------------------------------------------------------------------------------------------------


@pytest.fixture
def two(unit: Unit) -> tuple[int, int]:
    """The same person twice: applied for two jobs and, with the second file, for the first job too."""
    job, other = open_job(unit), open_job(unit, "NUR-EME-02")
    submit(unit, job)
    submit(unit, job, told(phone="13800000002", email="lin@mail.example"))
    submit(unit, other, told(phone="13800000002"))
    unit.session.add(Interviewer(user_id="9", name="何敏", pools=[], campuses=[], avoid=[2]))
    unit.session.flush()
    return 1, 2


def test_a_merge_keeps_everything_under_one_person(unit: Unit, two: tuple[int, int]) -> None:
    kept = merging.merge(unit, two)
    unit.session.flush()
    assert (kept.id, kept.email) == (1, "lin@mail.example")
    files = unit.session.scalars(select(Document).where(Document.candidate_id == 1)).all()
    assert len(files) == 3
    mine = unit.session.scalars(select(Application).where(Application.candidate_id == 1).order_by(Application.id)).all()
    assert [(a.id, a.status) for a in mine] == [(1, "active"), (3, "active")]
    twin = unit.session.get_one(Application, 2)
    assert (twin.status, twin.end_reason) == ("withdrawn", "与同一人的另一份申请合并")
    assert unit.session.scalars(select(Interviewer.avoid)).one() == [2, 1]
    assert pairs(unit) == [(1, 2, "merged", "near")]


def test_who_comes_again_after_a_merge_is_the_one_who_stayed(unit: Unit, two: tuple[int, int]) -> None:
    merging.merge(unit, two)
    unit.session.flush()
    assert submit(unit, open_job(unit, "NUR-OR-03"), told(phone="13800000002")).outcome == intake.ACCEPTED
    assert unit.session.scalars(select(Application.candidate_id).where(Application.id == 4)).one() == 1


def test_the_one_who_came_further_stays(unit: Unit, two: tuple[int, int]) -> None:
    twin = unit.session.get_one(Application, 2)
    pipeline.advance(unit, 2, twin.job.stages[1].id, version=None)
    assert merging.merge(unit, two).id == 2
    assert unit.session.get_one(Application, 1).status == "withdrawn"


def test_split_gives_everything_back(unit: Unit, two: tuple[int, int]) -> None:
    merging.merge(unit, two)
    unit.session.flush()
    merge_id = unit.session.scalars(select(PersonMerge.id)).one()
    merging.split(unit, merge_id)
    unit.session.flush()
    assert unit.session.get_one(Candidate, 1).email is None
    assert unit.session.get_one(Candidate, 2).merged_into_id is None
    owners = dict(unit.session.execute(select(Application.id, Application.candidate_id)).all())
    assert owners == {1: 1, 2: 2, 3: 2}
    assert set(unit.session.scalars(select(Application.status))) == {"active"}
    assert set(unit.session.execute(select(Document.id, Document.candidate_id)).all()) == {(1, 1), (2, 2), (3, 2)}
    assert pairs(unit)[0][2] == "distinct"
    with pytest.raises(Invalid):
        merging.split(unit, merge_id)


def exam(unit: Unit, *applications: int, over: bool = False) -> list[int]:
    """A published exam with seats for these applications. → the entries' ids."""
    start = unit.now + timedelta(days=-3 if over else 3)
    held = WrittenExam(
        name="笔试", start=start, end=start + timedelta(hours=2), state="published", created_by="何敏", created_at=unit.now
    )
    unit.session.add(held)
    unit.session.flush()
    entries = [
        ExamEntry(exam_id=held.id, application_id=i, paper="护理", room="1", number=n, ticket=f"{held.id}-{n}")
        for n, i in enumerate(applications, 1)
    ]
    unit.session.add_all(entries)
    unit.session.flush()
    return [entry.id for entry in entries]


def sits(unit: Unit, entry_id: int) -> int:
    return unit.session.scalars(select(ExamEntry.application_id).where(ExamEntry.id == entry_id)).one()


def test_a_seat_in_an_exam_to_come_goes_with_the_person_and_comes_back(unit: Unit, two: tuple[int, int]) -> None:
    (seat,), token = exam(unit, 2), unit.session.get_one(Application, 1).token
    merging.merge(unit, two)
    unit.session.flush()
    assert sits(unit, seat) == 1
    assert exam_papers.coming(unit, token).id == seat, "the ticket is on the page of the application that goes on"
    merging.split(unit, unit.session.scalars(select(PersonMerge.id)).one())
    unit.session.flush()
    assert sits(unit, seat) == 2


def test_nobody_gets_two_seats_and_an_exam_that_is_over_stays_where_it_was_sat(
    unit: Unit, two: tuple[int, int]
) -> None:
    own, twin = exam(unit, 1, 2)
    (past,) = exam(unit, 2, over=True)
    merging.merge(unit, two)
    unit.session.flush()
    assert (sits(unit, own), sits(unit, twin), sits(unit, past)) == (1, 2, 2)


def test_proposals_follow_whoever_stays(unit: Unit, two: tuple[int, int]) -> None:
    submit(unit, open_job(unit, "NUR-OR-03"), told("周明", "13800000002"))
    merging.merge(unit, two)
    unit.session.flush()
    assert (1, 3, "proposed", "phone") in pairs(unit)


def test_two_id_numbers_are_two_people(unit: Unit) -> None:
    job = open_job(unit)
    submit(unit, job, told(id_number="110199199405020012"))
    submit(unit, job, told(phone="13800000002", id_number="110199199405020039"))
    with pytest.raises(Invalid, match="身份证号"):
        merging.merge(unit, [1, 2])


def test_one_alone_or_unknown_is_refused(unit: Unit, two: tuple[int, int]) -> None:
    with pytest.raises(Invalid):
        merging.merge(unit, [1, 1])
    with pytest.raises(NotFound):
        merging.merge(unit, [1, 99])


def test_only_who_sees_every_department_compares_people(context: AppContext, host: SmallHost) -> None:
    with unit_of_work(dataclasses.replace(host.actor("hr"), roles=frozenset())) as unit, pytest.raises(Forbidden):
        duplicates.groups(unit)
    with unit_of_work(SYSTEM) as unit:
        assert duplicates.groups(unit) == []
