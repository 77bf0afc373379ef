"""Requirements proposed from an advertisement."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_recruit_plugin.engines.matching import requirements_from_text

NURSE = """岗位：重症医学科护士（8名）
一、岗位职责
1. 负责本科危重患者的治疗护理，熟悉科室流程；
二、任职条件
1. 护理学相关专业，大专及以上学历，本科优先；
2. 必须持有有效的护士执业证书；
3. 2年及以上临床护理工作经验，具有护师及以上职称者优先；
4. 熟悉呼吸机管理、CRRT护理、心肺复苏等技术；
三、待遇
硕士安家费三万元。"""

ENGLISH = """Position: Staff Nurse
Requirements:
- Bachelor's degree or above in Nursing or related fields; master preferred
- Registered nurse with a valid licence
- At least 3 years of ICU experience
- Proficient in mechanical ventilation, CRRT and CPR; familiar with PICC
Benefits:
- Doctoral allowance"""


def read(text):
    return [
        (one.kind, one.value, one.must, one.min)
        for one in (proposed.requirement for proposed in requirements_from_text(text))
    ]


def test_chinese_advertisement():
    assert read(NURSE) == [
        ("degree", "associate", True, None),
        ("degree", "bachelor", False, None),
        ("licence", "nurse_practice", True, None),
        ("major", ("护理",), True, None),
        ("years", "临床护理", False, 2),
        ("title", "护师", False, None),
        ("skill", ("呼吸机管理",), False, None),
        ("skill", ("CRRT护理",), False, None),
        ("skill", ("心肺复苏",), False, None),
    ]


def test_english_advertisement():
    assert read(ENGLISH) == [
        ("degree", "bachelor", True, None),
        ("degree", "master", False, None),
        ("licence", "nurse_practice", True, None),
        ("major", ("Nursing",), True, None),
        ("department", "ICU", True, 3),
        ("skill", ("mechanical ventilation",), False, None),
        ("skill", ("CRRT",), False, None),
        ("skill", ("CPR",), False, None),
        ("skill", ("PICC",), False, None),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 年以上深度学习经验", ("years", "深度学习", True, 3)),
        ("从事ICU工作满三年者优先", ("department", "ICU", False, 3)),
        ("持有护士执业证", ("licence", "nurse_practice", True, None)),
        ("硕士及以上", ("degree", "master", True, None)),
        ("主管药师及以上职称", ("title", "主管药师", True, None)),
        ("药学、临床药学等专业", ("major", ("药学", "临床药学"), True, None)),
        ("硕士，本科须为临床医学专业", ("degree", "master", True, None)),
        ("临床医学或医学影像学本科以上", ("major", ("临床医学", "医学影像学"), True, None)),
        ("• 计算机相关专业，统招本科以上", ("major", ("计算机",), True, None)),
        ("具有检验技师（初级师）及以上职称", ("title", "技师", True, None)),
        ("取得执业医师资格证书及执业证书", ("licence", "physician_practice", True, None)),
        ("持手术室专科护士证书者优先", ("licence", "other", False, None)),
        ("持康复治疗士或康复治疗师资格证", ("licence", "technician", True, None)),
        ("10年以上护理工作经验，其中手术室工作5年以上", ("department", "手术室", True, 5)),
        ("熟悉PT、OT、ST中至少一项", ("skill", ("ST",), False, None)),
        ("具备SQL或Python数据分析能力", ("skill", ("SQL", "Python数据分析"), False, None)),
        ("英语四级以上", ("skill", ("CET-4", "CET-6"), False, None)),
        ("fluent English", ("skill", ("English",), False, None)),
        ("有医学影像或自然语言处理项目经验", ("skill", ("医学影像", "自然语言处理"), False, None)),
    ],
)
def test_single_wish(text, expected):
    assert expected in read(text)


def test_title_under_a_condition_is_no_gate():
    assert ("title", "主治医师", False, None) in read("硕士优先，本科学历须有主治医师职称")


def test_second_certificate_named_by_its_tail():
    kinds = [value for kind, value, *_ in read("取得医师资格证及执业证") if kind == "licence"]
    assert sorted(kinds) == ["physician_practice", "physician_qualification"]


@pytest.mark.parametrize("text", ["", "35岁以下，女，未婚，形象好", "本科室氛围好", "有专科护士培训基地"])
def test_nothing_is_proposed_from_nothing(text):
    assert read(text) == []


@pytest.mark.parametrize("text", [NURSE, ENGLISH])
def test_each_proposal_shows_its_words(text):
    proposed = requirements_from_text(text)
    assert all(one.source == text[one.start : one.end] and one.source for one in proposed)


WORDS = [
    "本科",
    "及以上",
    "3年",
    "经验",
    "优先",
    "熟悉",
    "专业",
    "、",
    "，",
    "；",
    "\n",
    "护师",
    "职称",
    "或",
    "PICC",
    "1.",
    "：",
    "要求",
    " ",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25).map("".join))
def test_no_text_breaks_the_reader(text):
    for one in requirements_from_text(text):
        assert one.source == text[one.start : one.end]


@given(st.text(max_size=80))
def test_no_characters_break_the_reader(text):
    requirements_from_text(text)


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("博士后研究人员：能独立开展课题", "degree", "a post is no degree"),
        ("硕士，本科须为临床医学专业", "bachelor", "whoever has the higher one has it"),
        ("检验技师：本科及以上学历", "licence", "the post's name is no certificate"),
        ("执业范围为医学影像和放射治疗专业", "major", "what a licence covers is not what somebody studied"),
        ("具有良好的沟通能力和管理能力", "skill", "no resume proves it"),
    ],
)
def test_what_is_no_such_wish(text, kind, why):
    assert kind not in [word for one in read(text) for word in one[:2]], why
