"""Who may be the same person: keys, names and what two resumes agree on."""

from __future__ import annotations

import pytest

from hr_recruit_plugin.engines.resume import ParsedResume
from hr_recruit_plugin.engines.resume.identity import compared, folded_name, may_be_one, near_keys


def resume(name: str = "林若溪", **said: object) -> ParsedResume:
    plain = {"name": name, "birth_date": "1994-05-02", **said}
    education = [{"school": "南屏护理学院", "degree": "bachelor"}]
    work = [{"organisation": "江畔医院", "start": "2018-07"}]
    fields = {key: {"value": value, "confidence": 1.0} for key, value in plain.items()}
    return ParsedResume.from_dict({**fields, "education": {"value": education}, "work": {"value": work}})


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("林 若溪", "林若溪"),
        ("林若溪（新）", "林若溪"),
        ("买买提·艾力", "买买提艾力"),
        ("Lin, Ruoxi", "Ruoxi LIN"),
        ("ＬＩＮ", "lin"),
    ],
)
def test_names_that_are_the_same(a: str, b: str) -> None:
    assert folded_name(a) == folded_name(b)


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [("林若溪", "林若汐", True), ("林若溪", "周明", False), ("李芳", "张芳", True), ("Lin Ruoxi", "Lin Ruoxy", True)],
)
def test_names_that_may_be_one_misspelt(a: str, b: str, one: bool) -> None:
    assert may_be_one(a, b) is one


def test_keys_need_more_than_a_name() -> None:
    assert near_keys(ParsedResume.from_dict({"name": {"value": "林若溪"}})) == ()
    assert near_keys(resume()) == (
        "name-born:林若溪:1994-05", "name-school:林若溪:南屏护理学院", "name-employer:林若溪:江畔医院",
        "born-school:1994-05-02:南屏护理学院",
    )  # fmt: skip


def test_a_month_of_birth_makes_no_key_without_the_name() -> None:
    assert not any(key.startswith("born-school") for key in near_keys(resume(birth_date="1994-05")))


def test_what_two_resumes_say_side_by_side() -> None:
    facts = {f.name: f.same for f in compared(resume(phone="13800000001"), resume("林若汐", birth_date="1994-05"))}
    assert facts == {
        "name": False, "birth_date": True, "gender": None, "phone": None, "email": None, "school": True, "organisation": True,
    }  # fmt: skip
