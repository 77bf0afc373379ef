"""Who writes and what rank they hold, where no label says so."""

from datetime import date
from typing import Any

import pytest

from hr_recruit_plugin.engines.resume import parse

AS_OF = date(2026, 12, 1)


def read(text: str, name: str = "resume.txt") -> dict[str, Any]:
    return parse(text.encode(), name, as_of=AS_OF).plain()


@pytest.mark.parametrize(
    ("opening", "name"),
    [
        ("您好！我是祝明霞，应聘贵院护理岗位。", "祝明霞"),
        ("本人名叫欧阳若兰，毕业于云海医学院。", "欧阳若兰"),
        ("我叫阿依古丽·买买提，应聘护士。", "阿依古丽·买买提"),
        ("My name is Ruolan Tao, and I am applying for the post.", "Ruolan Tao"),
    ],
)
def test_a_letter_says_who_writes_it(opening: str, name: str) -> None:
    text = f"尊敬的人事科老师：\n{opening}\n手机：13800001234\n工作经历\n2019.03-至今  青川市人民医院  骨科  护士\n"
    assert read(text)["name"] == name


def test_what_somebody_is_like_is_no_name() -> None:
    text = "求职信\n黎若兰\n13800001234\n自我评价\n本人乐观，我是应届生，我是安徽人。\n"
    assert read(text)["name"] == "黎若兰"


def test_a_letter_is_signed() -> None:
    text = "尊敬的老师：\n我是党员，应聘贵院护理岗位。\n手机：13800001234\n专业技能\n静脉采血、导尿\n此致\n敬礼\n祝明霞\n2026年11月20日\n"
    plain = read(text)
    assert (plain["name"], plain["skills"]) == ("祝明霞", ["静脉采血", "导尿"])


def test_a_rank_between_telephone_and_address() -> None:
    text = "Ruolan Tao\n+86 13800001234 · ruolan@example.com · Senior Economist\nEMPLOYMENT\n2017/07 - 2021/10  Clerk\nClearwater Hospital\n"
    assert read(text)["title"] == "Senior Economist"


def test_the_name_of_a_degree_tells_the_subject() -> None:
    text = (
        "Ruolan Tao\nruolan@example.com\nEDUCATION\n2003/09 - 2008/07  Bachelor of Medicine, Clearwater University\n"
        "1999/09 - 2003/07  Bachelor of Science, Clearwater University, Biology\n"
    )
    assert [e["major"] for e in read(text)["education"]] == ["Medicine", "Biology"]


def test_a_double_degree_is_one_degree() -> None:
    text = "Ruolan Tao\nruolan@example.com\nEDUCATION\nBachelor of Medicine and Bachelor of Surgery, Clearwater University, 2010/09 - 2015/06\n"
    [entry] = read(text)["education"]
    assert (entry["school"], entry["degree"], entry["major"]) == ("Clearwater University", "bachelor", None)


def test_the_rows_of_a_form_give_the_degrees_of_a_history_without_them() -> None:
    rows = [("全日制教育", "本科", "云海医学院 护理学"), ("在职教育", "硕士研究生", "云海医学院 公共卫生")]
    table = "".join(
        f"<tr><td>{kind}</td><td>{degree}</td><td>毕业院校系及专业</td><td>{told}</td></tr>"
        for kind, degree, told in rows
    )
    page = (
        f"<html><body><p>陆清源 13800001234</p><table>{table}</table><p>简历</p>"
        "<p>2008.9－2012.6&emsp;&emsp;云海医学院护理学专业学习</p><p>2014.9－2017.6&emsp;&emsp;云海医学院公共卫生专业学习</p>"
        "<p>2012.7－至今&emsp;&emsp;青川市人民医院&emsp;&emsp;护士</p></body></html>"
    )
    plain = read(page, "r.html")
    assert [(e["major"], e["degree"]) for e in plain["education"]] == [("公共卫生", "master"), ("护理学", "bachelor")]
    assert [w["organisation"] for w in plain["work"]] == ["青川市人民医院"]


def test_labels_in_frames_of_their_own_are_single_skills() -> None:
    page = (
        "<html><body><p>陆清源 13800001234</p><div><h2>专业技能</h2><span class=chip>静脉采血</span> <span class=chip>血液透析 护理</span>\n"
        "<span class=chip>导尿</span></div><footer>云海人才网 版权所有</footer></body></html>"
    )
    assert read(page, "r.html")["skills"] == ["静脉采血", "血液透析 护理", "导尿"]


def test_a_date_of_birth_run_together_with_its_word() -> None:
    text = "Ruolan Tao\nruolan@example.com|+86 13800001234|Born1984-11-05\nEMPLOYMENT\n2017/07 - 2021/10  Clerk\nClearwater Hospital\n"
    assert read(text)["birth_date"] == "1984-11-05"


def test_one_character_below_a_cell_is_the_end_of_its_skill() -> None:
    page = "<table><tr><td>专业技能</td><td>静脉采血、导尿、伤口造口护<br>理、心电监<br>护</td></tr></table>"
    assert read(f"<html><body><p>陆清源 13800001234</p>{page}</body></html>", "r.html")["skills"] == [
        "静脉采血",
        "导尿",
        "伤口造口护理",
        "心电监护",
    ]
