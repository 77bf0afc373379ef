"""A requirement that cannot be used is refused by name."""

import pytest

from hr_recruit_plugin.engines.matching import Requirement, RequirementError, requirements_from


def test_round_trip():
    row = {"kind": "skill", "value": ["CRRT", "血滤"], "must": False, "weight": 2.0}
    assert Requirement.from_dict(row).to_dict() == row


def test_notes_of_other_programs_stay_unread():
    assert Requirement.from_dict({"kind": "skill", "value": "CRRT", "comment": "x"}) == Requirement("skill", "CRRT")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"value": "x"}, "缺少「kind」"),
        ({"kind": "degree"}, "缺少「value」"),
        ({"kind": "age", "value": "35"}, "不认识的要求类型「age」"),
        ({"kind": "degree", "value": "本科"}, "可用：secondary"),
        ({"kind": "licence", "value": "driver"}, "可用：physician_practice"),
        ({"kind": "degree", "value": ["master", "doctor"]}, "可用|只能有一个值"),
        ({"kind": "skill", "value": []}, "非空"),
        ({"kind": "skill", "value": ["", "x"]}, "非空"),
        ({"kind": "skill", "value": 3}, "非空"),
        ({"kind": "years", "value": "护理"}, "min"),
        ({"kind": "years", "value": "护理", "min": 0}, "最少年数"),
        ({"kind": "skill", "value": "x", "weight": -1}, "权重"),
        ({"kind": "skill", "value": "x", "weight": "2"}, "权重"),
        ({"kind": "skill", "value": "x", "weight": True}, "权重"),
        ({"kind": "skill", "value": "x", "weight": float("nan")}, "权重"),
        ({"kind": "skill", "value": "x", "must": "yes"}, "true 或 false"),
        ({"kind": "skill", "value": "x", "wieght": 2}, "是否指「weight」"),
        ("skill", "对象"),
    ],
)
def test_what_is_wrong_is_named_with_its_row(row, said):
    with pytest.raises(RequirementError, match=said) as refused:
        requirements_from([{"kind": "skill", "value": "CRRT"}, row])
    assert refused.value.where == "requirements[2]"


@pytest.mark.parametrize("rows", [None, {}, "skill", 3])
def test_anything_but_a_list_is_refused(rows):
    with pytest.raises(RequirementError, match="列表"):
        requirements_from(rows)
