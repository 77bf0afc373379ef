"""What leaves is masked: nothing in it says who the person is, and every place stays where it was."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from hr_recruit_plugin.engines.resume import ParsedResume, parse
from hr_recruit_plugin.engines.resume.masking import MASK, NothingToMask, masked

RESUMES = Path(__file__).parents[2] / "data" / "resumes"
GOLD = [json.loads(line) for line in (RESUMES / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
READABLE = [gold for gold in GOLD if "scan" not in gold["file"]]


def bare(text: str) -> str:
    return re.sub(r"[\s\-.()·]", "", text).lower()


@pytest.mark.parametrize("gold", READABLE, ids=lambda gold: gold["file"])
def test_nothing_of_a_real_page_says_who_it_is(gold: dict[str, str | None]) -> None:
    name = str(gold["file"])
    parsed = parse((RESUMES / name).read_bytes(), name, as_of=date(2026, 12, 1), ocr=False)
    text = masked(parsed)
    assert len(text) == len(parsed.text)
    for key in ("name", "phone", "email", "id_number"):
        if gold[key]:
            assert bare(str(gold[key])) not in bare(text)
    assert text.count(MASK) < len(text) / 2


def told(text: str, **values: str) -> ParsedResume:
    return ParsedResume.from_dict({"text": text, **{key: {"value": value} for key, value in values.items()}})


@pytest.mark.parametrize(
    "line",
    ["电话 139 0000 0002", "座机 010-62770001", "微信号：wx_lin0002", "邮箱 lin @ example.com", "住址：江畔市滨河路 8 号", "紧急联系人：林大山", "证 明 人：王主任",
     "身份证 110199199405020012", "1994年5月2日出生", "Address: 8 River Road", "林 若 溪，你好"],
)  # fmt: skip
def test_each_kind_of_personal_word_is_covered(line: str) -> None:
    text = masked(told(f"{line}\n主管护师", name="林若溪"))
    secret = re.sub(r"^(电话|座机|微信号：|邮箱|住址：|紧急联系人：|证 明 人：|身份证|Address:)\s*", "", line)
    secret = secret.replace("，你好", "").replace("出生", "")
    assert bare(secret) not in bare(text)
    assert text.endswith("\n主管护师")


def test_without_a_name_nothing_leaves() -> None:
    with pytest.raises(NothingToMask):
        masked(told("某人的简历"))


def test_the_name_as_corrected_is_covered_too() -> None:
    assert "林若汐" not in masked(told("林若汐 护士", name="林若溪"), "林若汐")
