"""The CSV file that payroll imports."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from hr_recruit_plugin.adapters.base import Refused
from hr_recruit_plugin.adapters.payroll.csv_file import COLUMNS, file_name, harmless, new_hire_csv
from tests.peers.people import NURSE, hire


def read(content: bytes, encoding: str = "utf-8") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(encoding), newline="")))


def test_header_rows_and_line_ends() -> None:
    content = new_hire_csv([NURSE, hire(name="王芳")], "utf-8")
    header, first, second = read(content)
    assert tuple(header) == COLUMNS
    assert (first[1], second[1]) == ("欧阳晓彤", "王芳")
    assert content.count(b"\r\n") == content.count(b"\n") == 3


def test_money_has_two_decimals_and_what_is_unknown_is_empty() -> None:
    row = dict(zip(COLUMNS, read(new_hire_csv([hire(monthly_salary=Decimal("12000"))], "utf-8"))[1], strict=True))
    assert (row["monthly_salary"], row["currency"]) == ("12000.00", "CNY")
    bare = hire(monthly_salary=None, probation_months=None, birth_date=None, id_number=None)
    row = dict(zip(COLUMNS, read(new_hire_csv([bare], "utf-8"))[1], strict=True))
    assert {row[name] for name in ("monthly_salary", "currency", "probation_months", "birth_date", "id_number")} == {
        ""
    }


def test_quotes_commas_and_line_breaks_survive() -> None:
    department = '心内科,"一病区"\n北院'
    assert department in read(new_hire_csv([hire(department=department)], "utf-8"))[1]


def test_the_mark_at_the_beginning_is_optional() -> None:
    assert new_hire_csv([NURSE], "utf-8-sig").startswith(b"\xef\xbb\xbf")
    assert not new_hire_csv([NURSE], "utf-8").startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("cell", ["=1+1", "+86", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\n=1"])
def test_what_a_spreadsheet_would_run_becomes_text(cell: str) -> None:
    assert harmless(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "张三", "a=b", "2026-12-01", "11010119980314002X"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_a_character_outside_the_encoding_is_named() -> None:
    with pytest.raises(Refused) as refused:
        new_hire_csv([hire(name="张\ud800")], "gb18030")
    assert "编码" in refused.value.reason


def test_file_names_are_stable_and_stay_in_their_folder() -> None:
    assert file_name("H1", "../../etc") == file_name("H1", "../../etc") != file_name("H1", "b")
    assert "/" not in file_name("H1", "../../etc")
