"""The board and the lists: numbers, order, filters, and a fixed number of statements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from hr_recruit_plugin.errors import Forbidden, Invalid, NotFound
from hr_recruit_plugin.models import Application, Job
from hr_recruit_plugin.services import board, candidates, pipeline
from hr_recruit_plugin.services.unit import Unit
from tests.support.host import SmallHost
from tests.support.recruiting import crowd, open_job, resume, submit


@contextmanager
def counted(unit: Unit) -> Iterator[list[str]]:
    """The statements that run inside the block."""
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        seen.append(statement)

    event.listen(unit.state.engine, "before_cursor_execute", note)
    yield seen
    event.remove(unit.state.engine, "before_cursor_execute", note)


@pytest.fixture
def job(unit: Unit) -> Job:
    return open_job(unit)


def test_a_thousand_candidates_in_ten_statements(unit: Unit, job: Job) -> None:
    crowd(unit, job, 1000)
    unit.session.commit()
    unit.session.expunge_all()
    with counted(unit) as statements:
        found = board.board(unit, job.id)
        assert [len(c.cards) for c in found.columns] == [20, 20, 20]
        assert all(str(card.next_step) for c in found.columns for card in c.cards)
    assert found.active == 1000
    assert len(statements) <= 10


def test_columns_count_overdue_and_median(unit: Unit, job: Job) -> None:
    crowd(unit, job, 9)  # 3 a stage, in it for 0, 3, 6 or 1, 4, 7 or 2, 5, 8 days
    columns = board.board(unit, job.id).columns
    assert [(c.total, c.median_days) for c in columns] == [(3, 3), (3, 4), (3, 5)]
    assert sum(c.overdue for c in columns) == 5


def test_the_best_come_first_and_failed_musts_last(unit: Unit, job: Job) -> None:
    crowd(unit, job, 30)
    cards = board.board(unit, job.id).columns[0].cards
    assert [c.knocked_out for c in cards] == sorted(c.knocked_out for c in cards)
    assert [c.score for c in cards if not c.knocked_out] == sorted((c.score for c in cards if not c.knocked_out), reverse=True)


def test_the_rest_follows_what_is_shown(unit: Unit, job: Job) -> None:
    crowd(unit, job, 90)
    first = board.board(unit, job.id).columns[0]
    column, left = board.rest(unit, job.id, first.stage.id, shown=20)
    assert (first.hidden, len(column.cards), left) == (10, 10, 0)
    assert {c.id for c in first.cards}.isdisjoint(c.id for c in column.cards)


def test_filters_narrow_and_the_strictest_is_named(unit: Unit, job: Job) -> None:
    crowd(unit, job, 30)
    assert board.board(unit, job.id, board.Filters(query="0007")).active == 1
    nobody = board.Filters(query="无此人", overdue=True)
    assert board.board(unit, job.id, nobody).active == 0
    name, number = board.loosest(unit, job.id, nobody) or ("", 0)
    assert name == "query" and number == board.board(unit, job.id, board.Filters(overdue=True)).active


def test_percent_in_a_search_is_only_a_percent(unit: Unit, job: Job) -> None:
    crowd(unit, job, 3)
    assert board.board(unit, job.id, board.Filters(query="%")).active == 0


def test_a_missing_must_is_what_the_card_says(unit: Unit, job: Job) -> None:
    submit(unit, job, resume(nurse=False))
    [card] = board.board(unit, job.id).columns[0].cards
    assert "护士执业证" in str(card.next_step)
    assert card.mark is not None and card.mark[0] == "blocked"


def test_late_is_marked(unit: Unit, job: Job) -> None:
    application = unit.session.get_one(Application, submit(unit, job).application_id)
    application.stage_due_at = unit.now - timedelta(days=1)
    unit.session.flush()
    [card] = board.board(unit, job.id).columns[0].cards
    assert card.mark is not None and card.mark[0] == "overdue"


def test_another_department_sees_no_board(unit: Unit, job: Job, host: SmallHost) -> None:
    unit.session.flush()
    unit.actor = host.actor("other_head")
    with pytest.raises(NotFound):
        board.board(unit, job.id)


def test_an_interviewer_sees_no_list(unit: Unit, host: SmallHost) -> None:
    unit.actor = host.actor("interviewer")
    with pytest.raises(Forbidden):
        candidates.ranked(unit, candidates.Wanted())


def test_the_list_ranks_pages_and_keeps_its_statements(unit: Unit, job: Job) -> None:
    crowd(unit, job, 120)
    unit.session.flush()
    with counted(unit) as statements:
        lines, total = candidates.ranked(unit, candidates.Wanted(job_id=job.id), page=2)
    assert (len(lines), total, lines[0].place) == (50, 120, 51)
    assert len(statements) <= 9


def test_who_left_is_in_the_list_only_when_asked_for(unit: Unit, job: Job) -> None:
    result = submit(unit, job)
    pipeline.reject(unit, result.application_id or 0, version=None, reason="证照不符")
    assert candidates.ranked(unit, candidates.Wanted())[1] == 0
    [line], _ = candidates.ranked(unit, candidates.Wanted(ended=True))
    assert str(line.card.next_step) == "已婉拒"


def test_two_side_by_side(unit: Unit, job: Job) -> None:
    a, b = submit(unit, job), submit(unit, job, resume("高明远", "13800000009", nurse=False))
    unit.session.flush()
    found = candidates.pair(unit, job.id, (a.application_id or 0, b.application_id or 0))
    assert found.comparison.first == "a"
    assert len(found.comparison.rows) == 3


def test_only_the_same_job_compares(unit: Unit, job: Job) -> None:
    a, b = submit(unit, job), submit(unit, open_job(unit, "NUR-EME-02"))
    with pytest.raises(Invalid, match="同一职位"):
        candidates.pair(unit, job.id, (a.application_id or 0, b.application_id or 0))
