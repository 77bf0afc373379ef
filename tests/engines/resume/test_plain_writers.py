"""Texts as people type them: tables without frames, leaders, signs before titles, houses above several posts."""

import pytest

from tests.engines.resume.telling import posts, read, schools

HEAD = "林清源\n13900002345\n"


@pytest.mark.parametrize("mark", [" | ", "\t", ",", "；"])
def test_rows_under_labels_that_one_mark_parts_are_a_table(mark: str) -> None:
    rows = [
        ["起止年月", "学校", "专业", "学历"],
        ["2014.09-2017.07", "青桥卫生学校", "药剂", "中专"],
        ["2017.09-2020.07", "青桥医药职业学院", "药学", "大专"],
    ]
    plain = read(HEAD + "学习简历\n" + "\n".join(mark.join(row) for row in rows) + "\n")
    assert schools(plain) == [
        ["青桥医药职业学院", "associate", "药学", "2017-09", "2020-07"],
        ["青桥卫生学校", "secondary", "药剂", "2014-09", "2017-07"],
    ]


def test_leaders_part_a_post_from_its_house() -> None:
    plain = read(
        "Cora Linden\n13900002345\nPOSTS HELD\n"
        "Attending Physician ......... Linhe University Hospital, Cardiology ... 10/2017 - 11/2021\n"
    )
    assert posts(plain) == [["Linhe University Hospital", "Cardiology", "Attending Physician", "2017-10", "2021-11"]]


def test_titles_in_brackets_in_words_of_the_writers_own() -> None:
    plain = read(
        "【我是】 林清源，女\n【找我】 13900002345\n【学过】\n2012年9月至2016年6月 沅溪医科大学 护理学 本科\n"
        "【干过】\n2016年8月至今 沅溪市第二人民医院 消化内科 护士\n【手里的证】\n护士执业证书（编号 201643019927）\n【拿手的】 静脉穿刺、内镜洗消\n"
    )
    assert plain["name"] == "林清源"
    assert schools(plain) == [["沅溪医科大学", "bachelor", "护理学", "2012-09", "2016-06"]]
    assert posts(plain) == [["沅溪市第二人民医院", "消化内科", "护士", "2016-08", None]]
    assert plain["skills"] == ["静脉穿刺", "内镜洗消"]


def test_headings_of_markdown_are_titles_whatever_they_say() -> None:
    plain = read(
        "# 漆雕云帆 · 信息工程师\n\n> 13300008821\n\n## 现在\n**苍南智慧医疗科技股份有限公司** / 平台研发部 / 高级后端工程师\n`2021.06 – 至今`\n"
        "- 日均消息 300 万条\n\n## 上学\n越州理工大学 / 软件工程 / 硕士 / `2013.09 – 2016.06`\n\n## 会用\nJava · Spring Cloud · PostgreSQL\n"
    )
    assert plain["name"] == "漆雕云帆"
    assert posts(plain) == [["苍南智慧医疗科技股份有限公司", "平台研发部", "高级后端工程师", "2021-06", None]]
    assert plain["skills"] == ["Java", "Spring Cloud", "PostgreSQL"]


def test_a_room_beside_the_house_is_that_of_all_posts_below() -> None:
    text = HEAD + "工作经历\n云岭大学附属第一医院  放射科\n主治医师  2020.11-至今\n住院医师  2018.07-2020.10\n"
    assert posts(read(text)) == [
        ["云岭大学附属第一医院", "放射科", "主治医师", "2020-11", None],
        ["云岭大学附属第一医院", "放射科", "住院医师", "2018-07", "2020-10"],
    ]


def test_a_room_in_the_line_of_one_post_is_that_of_this_post() -> None:
    text = HEAD + "工作经历\n云岭大学附属第一医院  放射科  主治医师  2020.11-至今\n住院医师  2018.07-2020.10\n"
    assert [post[1] for post in posts(read(text))] == ["放射科", None]


def test_two_periods_that_go_on_in_the_line_below() -> None:
    plain = read(
        "Cora Linden\n13900002345\nEMPLOYMENT RECORD\nApr 2019-   Nurse Manager, Oncology Ward, Jinhe International Hospital\n"
        "Aug 2015-   Registered Nurse, Surgical Ward, Harbour General Hospital\nMar 2019\n"
    )
    assert posts(plain) == [
        ["Jinhe International Hospital", "Oncology Ward", "Nurse Manager", "2019-04", None],
        ["Harbour General Hospital", "Surgical Ward", "Registered Nurse", "2015-08", "2019-03"],
    ]


def test_numbers_of_papers_in_groups_and_what_a_bracket_says_of_them() -> None:
    plain = read(
        HEAD + "证书\n住院医师规范化培训合格证书  2015-5301-0087  2015年8月\n临床医学检验技术（士） 2021.9\n"
        "Nurse Practising Certificate   No. 201144001762   (first issued 09/2011; valid to 09/2031)\n"
    )
    assert [list(paper.values()) for paper in plain["licences"]] == [
        ["residency_training", "2015-5301-0087", "2015-08", None],
        ["technician", None, "2021-09", None],
        ["nurse_practice", "201144001762", "2011-09", "2031-09"],
    ]


def test_a_name_of_two_letters_set_wide_beside_the_sex() -> None:
    plain = read("我的简历\n·姓名/性别：厍  野 / 男\n·联系：13900002345\n·学历：硕士，应用心理学\n·部门：咨询部\n")
    assert (plain["name"], plain["gender"]) == ("厍野", "male")


def test_definitions_under_one_house() -> None:
    page = (
        "<html><body><b>林清源</b><p>13900002345</p><h3>工作经历</h3><dl><dt>云岭大学附属第一医院 · 放射科</dt>"
        "<dd>主治医师 · 2020.11-至今</dd><dd>住院医师 · 2018.7-2020.10</dd></dl></body></html>"
    )
    assert [post[:3] for post in posts(read(page, "resume.html"))] == [
        ["云岭大学附属第一医院", "放射科", "主治医师"],
        ["云岭大学附属第一医院", "放射科", "住院医师"],
    ]
