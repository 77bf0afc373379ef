"""Deliveries as files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hr_recruit_plugin.adapters.base import Refused, RetryLater
from hr_recruit_plugin.adapters.his.folder import JsonFolder
from hr_recruit_plugin.adapters.payroll.folder import CsvFolder
from tests.peers.people import NURSE, hire


def test_terms_of_employment_stay_out_of_the_his(tmp_path: Path) -> None:
    delivery = JsonFolder({"folder": str(tmp_path)}).deliver(NURSE, key="k")
    record = json.loads((tmp_path / delivery.remote_id).read_text())
    assert record["licences"][0]["number"] == NURSE.licences[0].number
    assert not {"monthly_salary", "probation_months", "offer_number"} & record.keys()


def test_no_unfinished_file_stays_behind(tmp_path: Path) -> None:
    CsvFolder({"folder": str(tmp_path)}).deliver(NURSE, key="k")
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".csv", ".ok"]


def test_other_content_under_the_same_key_is_refused(tmp_path: Path) -> None:
    adapter = CsvFolder({"folder": str(tmp_path)})
    adapter.deliver(NURSE, key="k")
    with pytest.raises(Refused, match="内容不同"):
        adapter.deliver(hire(name="王芳"), key="k")


def test_a_folder_that_cannot_be_is_tried_later(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    adapter = JsonFolder({"folder": str(tmp_path / "file" / "out")})
    with pytest.raises(RetryLater):
        adapter.deliver(NURSE, key="k")
    assert not adapter.check().ok
