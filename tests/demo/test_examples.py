"""The examples do what their README says."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pluggy
import pytest

from hr_recruit_plugin.hooks import specs
from hr_recruit_plugin.records import ApplicationRef, CandidateHired, JobRef, Licence, NewHire, Person, Port

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
HIRE = NewHire(
    staff_no="2026001",
    name="林若溪",
    department="重症医学科",
    department_id="ZZ",
    position="护士",
    start_date=date(2027, 1, 4),
    offer_number="OF-1",
    licences=(Licence("nurse_practice", "201600000001", "2022-02", "2027-02"),),
)
EVENT = CandidateHired(
    id=7,
    application=ApplicationRef(3, Person("林若溪"), JobRef(1, "NUR-ICU-01", "护士"), "/recruit/applications/3"),
    hire=HIRE,
    at=datetime(2026, 12, 1, tzinfo=UTC),
)


def load(path: Path):
    spec = importlib.util.spec_from_file_location(path.parent.name + path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Trap:
    def __init__(self) -> None:
        self.sent = []

    def send(self, port, message, *, key) -> None:
        self.sent.append((port, message, key))


@pytest.fixture(scope="module")
def watch():
    return load(EXAMPLES / "third_party_hooks" / "hospital_licence_watch" / "__init__.py")


@pytest.fixture
def fire(watch):
    """Through pluggy, as in the product: a wrong hook or argument name would fail here."""
    manager = pluggy.PluginManager(specs.PROJECT)
    manager.add_hookspecs(specs)
    manager.register(watch.plugin, "licence_watch")
    manager.check_pending()

    def call(event, **settings):
        trap = Trap()
        loaded = watch.LicenceWatchSettings().load(settings)
        manager.hook.recruit_candidate_hired(event=event, outbox=trap, settings=loaded)
        return trap.sent

    return call


def with_expiry(expires: str | None) -> CandidateHired:
    return replace(EVENT, hire=replace(HIRE, licences=(Licence("nurse_practice", None, None, expires),)))


def test_licence_that_runs_out_soon_becomes_a_todo_for_each_person(fire):
    sent = fire(EVENT, staff=["1001", "1201"])
    assert [message.user_id for _, message, _ in sent] == ["1001", "1201"]
    assert {port for port, _, _ in sent} == {Port.OA}
    assert "林若溪" in sent[0][1].title
    assert "2027-02-28" in sent[0][1].title
    assert len({key for _, _, key in sent}) == 2


@pytest.mark.parametrize(("expires", "told"), [("2027-04-04", 1), ("2027-04-05", 0), ("2030-01", 0), (None, 0), ("长期", 0)])
def test_limit_counts_from_the_first_day(fire, expires, told):
    assert len(fire(with_expiry(expires), staff=["1001"])) == told


def test_days_are_a_setting(fire):
    assert len(fire(with_expiry("2028-01"), staff=["1001"], days=400)) == 1


def test_nobody_named_nobody_told(fire):
    assert fire(EVENT) == []


def test_package_registers_itself_by_entry_point():
    text = (EXAMPLES / "third_party_hooks" / "setup.cfg").read_text(encoding="utf-8")
    assert "hr_recruit.plugins =\n    licence_watch = hospital_licence_watch:plugin" in text


def test_strangers_application_is_ten_lines():
    source = (EXAMPLES / "ten_line_host.py").read_text(encoding="utf-8").split('"""')[2]
    assert len([line for line in source.splitlines() if line.strip()]) <= 10
