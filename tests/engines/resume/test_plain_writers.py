"""Texts as people type them: tables without frames, leaders, signs before titles, houses above several posts."""

import pytest

from hr_recruit_plugin.engines.resume.sections import heading_kind
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


def test_tags_behind_number_signs_go_on_over_the_end_of_a_line() -> None:
    plain = read(HEAD + "技能标签\n#压疮预防  #呼吸机管路护理  #CRRT\n操作  #Python\n")
    assert plain["skills"] == ["压疮预防", "呼吸机管路护理", "CRRT操作", "Python"]


def test_skills_that_a_letter_tells_of() -> None:
    told = read(HEAD + "平时掌握得比较好的技能有：静脉穿刺、压疮预防、气管切开护理。\n")
    about = read(HEAD + "专业技能方面，我掌握静脉穿刺、压疮预防、气管切开护理。\n")
    assert told["skills"] == about["skills"] == ["静脉穿刺", "压疮预防", "气管切开护理"]


def test_a_questionnaire_asks_for_sections() -> None:
    plain = read(
        HEAD + "8. 请写出每段就读经过（学校，专业，层次，何时到何时） [填空题]\n清榆医科大学，护理学，本科，2019年9月到2023年6月\n"
        "9. 请写出每段工作或实习（单位，科室，岗位，何时到何时） [填空题]\n雁屿市儿童医院，产科，责任护士，2025年4月到现在\n"
        "11. 您有哪些专业技能？ [填空题]\n压疮预防\nPICC维护\n健康宣教\n"
    )
    assert schools(plain) == [["清榆医科大学", "bachelor", "护理学", "2019-09", "2023-06"]]
    assert posts(plain) == [["雁屿市儿童医院", "产科", "责任护士", "2025-04", None]]
    assert plain["skills"] == ["压疮预防", "PICC维护", "健康宣教"]


def test_records_of_a_portal_by_number() -> None:
    plain = read(
        "candidate ....... Ingrid Sandoval\ncell ............ +86 13900002345\nsex ............. female\nJOB 1\nemployer: Calderholt Community Hospital\n"
        "unit: Inpatient Pharmacy\nrole: Ward Pharmacist\nbegin: Sep-2022\nfinish: ongoing\nSCHOOL 1\nname: Merrowdale Medical University\n"
        "award: Bachelor\nsubject: Pharmacy\nbegin: Sep-2009\nfinish: Jun-2013\nPAPER 1\nname: Licensed Pharmacist Certificate\n"
        "number: 0128518516744\nbegin: Sep-2013\nfinish: Sep-2028\n"
    )
    assert (plain["name"], plain["gender"]) == ("Ingrid Sandoval", "female")
    assert posts(plain) == [["Calderholt Community Hospital", "Inpatient Pharmacy", "Ward Pharmacist", "2022-09", None]]
    assert schools(plain) == [["Merrowdale Medical University", "bachelor", "Pharmacy", "2009-09", "2013-06"]]
    assert [list(paper.values()) for paper in plain["licences"]] == [["pharmacist", "0128518516744", "2013-09", "2028-09"]]


def test_a_record_in_a_frame_of_strokes() -> None:
    plain = read("+------+\n| NAME      Daniel Sandhu |\n| MOBILE    +86 139 0000 2345 |\n| EDUCATION |\n| School    Wynfield University |\n| Award     Bachelor's degree |\n| Subject   Pharmacy |\n| Dates     09/2008 .. 07/2012 |\n+------+\n")
    assert plain["name"] == "Daniel Sandhu"
    assert schools(plain) == [["Wynfield University", "bachelor", "Pharmacy", "2008-09", "2012-07"]]


def test_what_somebody_read_and_where_they_still_work() -> None:
    plain = read(
        "Priya Quill\n13900002345\nDear panel,\nI read Nursing at University of Harwick from September 2012 to June 2016 for a bachelor's degree.\n"
        "In June 2023 I joined Harwick Children's Hospital as Charge Nurse in the department “Paediatrics”, where I still work.\n"
    )
    assert schools(plain) == [["University of Harwick", "bachelor", "Nursing", "2012-09", "2016-06"]]
    assert posts(plain) == [["Harwick Children's Hospital", "Paediatrics", "Charge Nurse", "2023-06", None]]


def test_a_school_of_which_the_end_is_told_first() -> None:
    plain = read(HEAD + "林清源，女。2026年6月毕业于梓州卫生职业学院医学影像技术专业，获大专学历（2023年9月入学）。\n")
    assert schools(plain) == [["梓州卫生职业学院", "associate", "医学影像技术", "2023-09", "2026-06"]]


def test_a_post_that_a_letter_names_by_its_label() -> None:
    plain = read(HEAD + "2023年7月，我进入澜川区妇幼保健院的急诊科，岗位是护士，一直做到2024年7月。\n")
    assert posts(plain) == [["澜川区妇幼保健院", "急诊科", "护士", "2023-07", "2024-07"]]


def test_a_period_that_a_long_heading_pushed_down() -> None:
    plain = read(
        "Julian Hartwell\n13900002345\nEmployment\nMachine Learning Engineer, Calderholt Health Systems Ltd (Health Informatics Office)\n"
        "Built and shipped internal services.    since Apr 2022\nSoftware Developer, Calderholt Health Systems Ltd (Platform Group)    Aug 2013 - Feb 2022\n"
        "Built and shipped internal services.\n"
    )
    assert [(post["position"], post["start"], post["end"]) for post in plain["work"]] == [
        ("Machine Learning Engineer", "2022-04", None),
        ("Software Developer", "2013-08", "2022-02"),
    ]


def table(rows: list[list[str]], title: str) -> str:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<html><body><p>林清源</p><p>13900002345</p><h3>{title}</h3><table border=1>{cells}</table></body></html>"


def test_papers_in_a_table_turned_sideways() -> None:
    rows = [["名称", "医师资格证书", "医师执业证书"], ["编号", "201972018529484", "636358527630175"], ["发证日期", "2019年1月", "2019年7月"]]
    papers = read(table(rows, "证书"), "papers.html")["licences"]
    assert [list(paper.values())[:3] for paper in papers] == [
        ["physician_qualification", "201972018529484", "2019-01"],
        ["physician_practice", "636358527630175", "2019-07"],
    ]


def test_labels_and_values_in_one_line_of_a_cell() -> None:
    rows = [["上班", "云岫市中心医院<br>科室 骨科一病区，职务 护士<br>2022年8月到现在"]]
    assert posts(read(table(rows, "工作经历"), "cells.html")) == [["云岫市中心医院", "骨科一病区", "护士", "2022-08", None]]


def test_a_word_before_a_comma_is_no_label() -> None:
    text = HEAD + "工作经历\n在校期间，2025年8月到2025年12月在岱宁市中医院急诊科做实习护士。\n"
    assert posts(read(text))[0][:2] == ["岱宁市中医院", "急诊科"]


@pytest.mark.parametrize(
    ("rows", "name"),
    [([["Surname", "Dunmore"], ["Given name", "Lucien"]], "Lucien Dunmore"), ([["姓", "林"], ["名", "清源"]], "林清源")],
)
def test_a_name_in_two_rows(rows: list[list[str]], name: str) -> None:
    cells = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in [*rows, ["Mobile", "13900002345"]])
    page = f"<html><body><p>PERSONNEL RECORD</p><table border=1>{cells}</table></body></html>"
    assert read(page, "record.html")["name"] == name


def test_headings_of_markdown_and_names_that_end_with_a_sign_are_no_tags() -> None:
    plain = read(HEAD + "# 专业技能\n### 护理\n- 静脉穿刺\n- 吸痰\n### 软件\n- C#\n- F#\n")
    assert {"静脉穿刺", "吸痰", "C#", "F#"} <= set(plain["skills"])


@pytest.mark.parametrize(
    ("title", "kind"),
    [("请写出每段就读经过（学校，专业）", "education"), ("请列出所有工作或实习", "work"), ("列明主要证书", "licences"), ("填写日期", None), ("填写说明", None)],
)
def test_what_a_form_asks_for(title: str, kind: str | None) -> None:
    assert heading_kind(title) == kind
