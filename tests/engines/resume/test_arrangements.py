"""Posts and schools in every arrangement of their parts: the order, what parts them, how dates are written, where they stand."""

import random
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from hr_recruit_plugin.engines.resume import parse

AS_OF = date(2026, 12, 1)
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
LONG_MONTHS = "January February March April May June July August September October November December".split()
CHINESE = {
    "organisation": ["云溪市第一人民医院", "临江县中医医院", "东海大学附属第二医院", "北岭智慧医疗科技有限公司", "白鹭洲康复医院"],
    "department": ["急诊科", "重症医学科", "护理部", "神经外科二病区", "信息中心", "财务处", "手术室", "ICU"],
    "position": ["护士", "责任护士", "住院医师", "检验技师", "药师", "人事专员", "护士长", "算法工程师", "规培医师"],
    "school": ["东海医科大学", "云溪护理职业学院", "江北卫生学校", "南屏大学医学院", "北渡医学高等专科学校"],
    "major": ["护理学", "临床医学", "医学检验技术", "计算机科学与技术", "内科学（心血管病）"],
    "degree": ["本科", "大专", "硕士", "在职硕士", "医学学士", "硕士研究生", "中专"],
    "style": ["%Y.%m|-", "%Y.%m|～", "%Y年%n月|至", "%Y年%m月|-", "%Y/%m| - ", "%Y/%n|—", "%Y-%m| 至 ", "%y.%m|-", "%y/%m| — ", "%Y%m|-"],
    "parted": ["  ", " | ", "｜", " · ", "，", " / ", " - ", "——", " ", "；", "、", "\t", " • ", "》"],
    "duty": ["负责病区日常护理工作，参与危重患者抢救。", "年均完成手术三百余台"],
    "head": ["王晓明\n电话：13900123456", "工作经历", "教育背景", "至今"],
}  # fmt: skip
ENGLISH = {
    "organisation": ["Riverside General Hospital", "Qinghe University Third Affiliated Hospital", "Bluebay Health Technology Co., Ltd.", "Linjiang Eye Clinic"],
    "department": ["Intensive Care Unit", "Emergency Department", "Department of Cardiology", "Operating Room", "Ward 7B"],
    "position": ["Staff Nurse", "Charge Nurse", "Resident Physician", "Pharmacist", "Software Engineer", "Head Nurse"],
    "school": ["Eastbay Medical University", "Linhai College of Nursing", "University of Northport", "Hill Valley Vocational College"],
    "major": ["Nursing", "Clinical Medicine", "Pharmacy", "Computer Science", "Medical Imaging"],
    "degree": ["Bachelor", "Master", "BSc", "MSc", "PhD", "Associate Degree", "Bachelor's degree"],
    "style": ["%b %Y| – ", "%B %Y| to ", "%m/%Y| - ", "%Y.%m| - ", "%Y-%m| to ", "%b. %Y| - ", "%b'%y| – ", "%m.%Y| – ", "%Y %b| – "],
    "parted": ["  ", " | ", " · ", ", ", " / ", " - ", " — ", "; ", "\t"],
    "duty": ["Cared for 12 ventilated patients per shift", "Trained new staff and audited charts"],
    "head": ["Wang Xiaoming\nMobile: 13900123456", "WORK EXPERIENCE", "EDUCATION", "Present"],
}  # fmt: skip
DEGREES = {"本科": "bachelor", "大专": "associate", "硕士": "master", "在职硕士": "master", "医学学士": "bachelor", "硕士研究生": "master", "中专": "secondary",
           "Bachelor": "bachelor", "Master": "master", "BSc": "bachelor", "MSc": "master", "PhD": "doctor", "Associate Degree": "associate", "Bachelor's degree": "bachelor"}  # fmt: skip


def shown(style: str, year: int, month: int) -> str:
    values = {"%Y": str(year), "%y": f"{year % 100:02d}", "%m": f"{month:02d}", "%n": str(month), "%b": MONTHS[month - 1], "%B": LONG_MONTHS[month - 1]}  # fmt: skip
    for sign, value in values.items():
        style = style.replace(sign, value)
    return style


def entry_lines(parts: Sequence[str], period: str, between: str, place: str, chinese: bool) -> list[str]:
    joined = between.join(parts)
    return {
        "first": [period + between + joined],
        "last": [joined + between + period],
        "above": [period, joined],
        "below": [joined, period],
        "bracketed": [joined + (f"（{period}）" if chinese else f" ({period})")],
    }[place]


def section(random_: random.Random, words: dict[str, list[str]], keys: tuple[str, str, str], title: str) -> tuple[str, list[tuple[Any, ...]]]:
    """A resume with one section of two to four entries in one arrangement, and what should be read."""
    chinese = words is CHINESE
    style, to = random_.choice(words["style"]).split("|")
    between, order = random_.choice(words["parted"]), random_.sample(keys, 3)
    place, bullet = random_.choice(["first", "last", "above", "below", "bracketed"]), random_.choice(["", "", "• ", "- "])
    duties = random_.choice([0, 1]) if keys[0] == "organisation" else 0
    lines, expected, later = [], [], 2026 * 12 + random_.randint(0, 5)
    for number in range(random_.randint(2, 4)):
        earlier = later - random_.randint(9, 40)
        values = {key: random_.choice(words[key]) for key in keys}
        going = number == 0 and keys[0] == "organisation"
        start, end = (earlier // 12, earlier % 12 + 1), (later // 12, later % 12 + 1)
        period = shown(style, *start) + to + (words["head"][3] if going else shown(style, *end))
        found = entry_lines([values[key] for key in order], period, between, place, chinese)
        lines += [bullet + found[0], *(("  " if bullet else "") + line for line in found[1:])]
        lines += [f"· {random_.choice(words['duty'])}"] * duties
        values["degree"] = DEGREES.get(values.get("degree", ""), "")
        dates = (f"{start[0]}-{start[1]:02d}", None if going else f"{end[0]}-{end[1]:02d}")
        expected.append((*(values[key] for key in keys), *dates))
        later = earlier - 1
    return f"{words['head'][0]}\n\n{title}\n" + "\n".join(lines) + "\n", expected


def shares(keys: tuple[str, str, str], field: str, words: dict[str, list[str]], title: int) -> float:
    """The share of entries that are read whole, over 150 arrangements."""
    random_, right, all_ = random.Random(2026), 0, 0
    for _ in range(150):
        text, expected = section(random_, words, keys, words["head"][title])
        read = parse(text.encode(), "resume.txt", as_of=AS_OF).plain()[field]
        got = Counter(tuple(entry[key] for key in (*keys, "start", "end")) for entry in read)
        right += sum((got & Counter(expected)).values())
        all_ += len(expected)
    return right / all_


@pytest.mark.parametrize("words", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_posts_are_whole_in_nearly_every_arrangement(words: dict[str, list[str]]) -> None:
    assert shares(("organisation", "department", "position"), "work", words, 1) >= 0.98


@pytest.mark.parametrize("words", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_schools_are_whole_in_nearly_every_arrangement(words: dict[str, list[str]]) -> None:
    assert shares(("school", "major", "degree"), "education", words, 2) >= 0.98
