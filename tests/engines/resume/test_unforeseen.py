"""Ways of putting things that no list of words holds: unforeseen titles, sentences, labels run together, whole histories."""

from datetime import date
from typing import Any

import pytest

from hr_recruit_plugin.engines.resume import parse
from hr_recruit_plugin.engines.resume.labels import whole_label
from hr_recruit_plugin.engines.resume.sections import heading_kind

AS_OF = date(2026, 12, 1)
HEAD = "王晓梅\n女 | 1990年5月 | 13800001234 | wang@example.com\n"


def read(text: str) -> dict[str, Any]:
    return parse((HEAD + text).encode(), "resume.txt", as_of=AS_OF).plain()


def posts(text: str) -> list[tuple[str | None, ...]]:
    return [(w["organisation"], w["department"], w["position"], w["start"], w["end"]) for w in read(text)["work"]]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("从医经历", "work"),
        ("我的工作经历", "work"),
        ("▍护理生涯", "history"),
        ("Work and Internships", "work"),
        ("实习实践", "internship"),
        ("就读院校", "education"),
        ("擅长技术", "skills"),
        ("我服务过的医院", "work"),
        ("会独立操作的项目", "skills"),
        ("念书经历", "education"),
        ("临床轮转与见习", "internship"),
        ("资质与注册", "licences"),
        ("Licences held", "licences"),
        ("拿手技能", "skills"),
        ("会做的", "skills"),
        ("有何专长", "skills"),
        ("执业信息", "licences"),
        ("执业经历", "work"),
        ("我的情况", "basics"),
        ("盼复，此致", "other"),
        ("敬礼！", "other"),
        ("情况", None),
        ("实践", None),
    ],
)
def test_titles_are_known_by_the_story_they_announce(title: str, kind: str | None) -> None:
    assert heading_kind(title) == kind


@pytest.mark.parametrize(
    ("label", "meaning"),
    [
        ("卫生技术职称", "title"),
        ("证书编码", "number"),
        ("注册有效期至", "expires"),
        ("首次取得日期", "issued"),
        ("出生年月 日", "birth"),
        ("所属部门", "department"),
        ("2019年", None),
        ("联系电话：", "phone"),
    ],
)
def test_labels_are_known_by_their_parts(label: str, meaning: str | None) -> None:
    assert whole_label(label.replace("：", ":")) == meaning


def test_a_post_told_in_a_sentence_ends_with_it() -> None:
    assert posts(
        "工作履历\n2014.02-2021.07，在新港明德眼科医院血液净化中心任主管护师。参与品管圈项目，获院级二等奖。"
    ) == [("新港明德眼科医院", "血液净化中心", "主管护师", "2014-02", "2021-07")]


def test_posts_under_an_employer_that_stands_alone_inherit_it() -> None:
    text = "工作经历\n青川县中医医院\n2020.05-至今  体检中心  护士长\n2016.08-2020.04  急诊科  护士"
    assert posts(text) == [
        ("青川县中医医院", "体检中心", "护士长", "2020-05", None),
        ("青川县中医医院", "急诊科", "护士", "2016-08", "2020-04"),
    ]


def test_a_post_in_the_wrong_section_is_a_post() -> None:
    text = "教育经历\n2012.09-2016.06  青川医学院  护理学  本科\n2016.07-2020.03  青川市人民医院  骨科  护士"
    assert posts(text) == [("青川市人民医院", "骨科", "护士", "2016-07", "2020-03")]


def test_a_history_without_any_title_is_found() -> None:
    text = "自我评价\n踏实肯干。\n2016.07-2020.03  青川市人民医院  骨科  护士"
    assert posts(text) == [("青川市人民医院", "骨科", "护士", "2016-07", "2020-03")]


def test_what_a_job_board_says_of_the_employer_is_no_department() -> None:
    text = (
        "工作经历\n2019.03-至今  青川市人民医院\n骨科 | 护士\n医疗/护理/卫生 | 企业性质：事业单位 | 规模：500-999人"
    )
    assert posts(text) == [("青川市人民医院", "骨科", "护士", "2019-03", None)]


@pytest.mark.parametrize(
    "period",
    ["自2016年7月至2020年3月", "2016年7月起至2020年3月", "2016年7月-20年3月", "二〇一六年七月—二〇二〇年三月"],
)
def test_periods_in_words(period: str) -> None:
    assert posts(f"工作经历\n{period}  青川市人民医院  骨科  护士") == [
        ("青川市人民医院", "骨科", "护士", "2016-07", "2020-03")
    ]


def test_a_licence_and_its_facts_stay_together() -> None:
    text = (
        "资格证书\n护士执业证书  证书编码：201766956626；获证日期：2024-01；注册有效期至：2029-01\n持有医师资格证书"
    )
    first, second = read(text)["licences"]
    assert first == {
        "kind": "nurse_practice", "number": "201766956626", "issued": "2024-01", "expires": "2029-01"
    }  # fmt: skip
    assert second["kind"] == "physician_qualification"


def test_a_licence_in_label_and_value_lines() -> None:
    text = "证书\n证书名称  护士执业证书\n发证日期  2021.06\n证书名称  健康管理师证书\n证书编号  2020123456"
    found = [(x["kind"], x["number"], x["issued"]) for x in read(text)["licences"]]
    assert found == [("nurse_practice", None, "2021-06"), ("other", "2020123456", None)]


def test_short_dates_of_licences() -> None:
    [licence] = read("证书\n25.12取得医师资格证书，证号20253311051019")["licences"]
    assert (licence["issued"], licence["number"]) == ("2025-12", "20253311051019")


def test_labels_and_values_run_together_are_read() -> None:
    text = "性别男 生日198811 党派群众 专业技术职务主管护师\n13800001234 li@example.com\n工作经历\n2019.03-至今 青川市人民医院 护士"
    plain = parse(text.encode(), "r.txt", as_of=AS_OF).plain()
    found = [plain[key] for key in ("gender", "birth_date", "political_status", "title")]
    assert found == ["male", "1988-11", "群众", "主管护师"]


def test_a_title_gained_by_promotion() -> None:
    assert read("个人优势\n做事认真。2020年12月晋升为护师。")["title"] == "护师"


def test_a_number_in_a_skill_is_no_list_number() -> None:
    assert read("专业技能\n1. 3.0T磁共振扫描\n2. 心电监护")["skills"] == ["3.0T磁共振扫描", "心电监护"]


def test_a_name_set_wide_beside_its_label() -> None:
    plain = parse("名字：杜  博\n手机：13800001234\n政治面貌：团员".encode(), "r.txt", as_of=AS_OF).plain()
    assert (plain["name"], plain["political_status"]) == ("杜博", "共青团员")


def test_a_form_may_call_things_by_their_european_names() -> None:
    words = {
        "title of qualification awarded": "degree",
        "principal subject": "major",
        "name of institution": "school",
        "name of employer": "organisation",
        "occupation or position held": "position",
        "main activities": "duties",
    }
    assert {word: whole_label(word) for word in words} == words


def test_a_slash_between_two_dates_is_a_range_and_within_one_it_is_not() -> None:
    rows = "工作经历\n2018-03 / 2021-06  云海市第一医院  骨科  护士\n2014/07-2018/02  云海市第二医院  外科  护士\n"
    assert [(start, end) for *_, start, end in posts(rows)] == [("2018-03", "2021-06"), ("2014-07", "2018-02")]


def papers(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(x["kind"], x["number"], x["issued"], x["expires"]) for x in read(text)["licences"]]


def test_a_licence_told_in_a_sentence_needs_no_section() -> None:
    text = (
        "我于2019年6月领到护士执业证书，证号201933001122，有效期至2029年6月。2020年取得主管护师资格。平时喜欢跑步。"
    )
    assert papers(text) == [("nurse_practice", "201933001122", "2019-06", "2029-06")]


def test_a_licence_under_a_title_nobody_foresaw() -> None:
    text = "◈ 随身本本\n医师执业证（证号：110333000111222；发证时间：2017.09）\n急救员证书 2021.03\n"
    found = papers(text)
    assert ("physician_practice", "110333000111222", "2017-09", None) in found
    assert ("other", None, "2021-03", None) in found


def test_a_date_and_a_verb_before_each_licence_begin_it() -> None:
    text = "证书\n2018.6取得 护士执业证书（证号：201833001122）\n2022.10获得 放射工作人员证\n"
    assert papers(text) == [
        ("nurse_practice", "201833001122", "2018-06", None),
        ("other", None, "2022-10", None),
    ]
    named = parse((HEAD + text).encode(), "r.txt", as_of=AS_OF).licences.value
    assert [licence.name for licence in named] == ["护士执业证书", "放射工作人员证"]


def test_a_table_of_licences_under_another_title() -> None:
    rows = "其它\n证书名称  证书编号  发证日期\n执业药师资格证书  ZY330011224  2012-08\n"
    assert papers(rows) == [("pharmacist", "ZY330011224", "2012-08", None)]


def test_other_papers_are_no_licences() -> None:
    text = "2012年7月获毕业证书，2013年获荣誉证书。身份证有效期至2030年5月。\n工作经历\n2015.03-2019.08 云海市第一医院 骨科 护士\n2016年办理死亡证明登记。"
    assert papers(text) == []


def test_two_licences_run_together_on_one_line() -> None:
    text = (
        "Licences\nMedical Qualification Certificate, issued May 2014 Medical Practising Licence, issued June 2014\n"
    )
    assert [(kind, issued) for kind, _, issued, _ in papers(text)] == [
        ("physician_qualification", "2014-05"),
        ("physician_practice", "2014-06"),
    ]


def test_a_date_and_an_english_verb_before_a_licence() -> None:
    text = "Licences\n2016/05 obtained Physician Qualification Certificate\nMedical Practising Licence No 110530000 (2016/09)\n"
    assert papers(text) == [
        ("physician_qualification", None, "2016-05", None),
        ("physician_practice", "110530000", "2016-09", None),
    ]


def test_two_licences_run_together_after_a_date_in_figures() -> None:
    text = "Licences\nPhysician Qualification Certificate, No. 201951110, obtained 2019/12 Licence to practise medicine, No. 110510000, obtained 2020/05\n"
    assert [(kind, number, issued) for kind, number, issued, _ in papers(text)] == [
        ("physician_qualification", "201951110", "2019-12"),
        ("physician_practice", "110510000", "2020-05"),
    ]


def test_a_label_alone_over_an_employer_and_its_dates_is_a_title() -> None:
    text = "学历\n大专\n实习医院\n云海市儿童保健院\n2025.06-2025.12\n儿科，实习护士\n教育经历\n2022.09-2026.06 云海大学 护理学 本科\n"
    assert posts(text) == [("云海市儿童保健院", "儿科", "实习护士", "2025-06", "2025-12")]


def test_ticks_as_print_is_recognised_are_bullets() -> None:
    assert read("专业技能\n√静脉穿刺 √ 备皮\n☑伤口换药\n")["skills"] == ["静脉穿刺", "备皮", "伤口换药"]


def test_the_size_of_a_company_behind_its_name_leaves_the_name() -> None:
    text = "工作经历\n2015/7-至今\n青川慧医软件有限公司（500-1000人）\n信息部  运维工程师\n工作描述：负责机房巡检。"
    assert posts(text) == [("青川慧医软件有限公司", "信息部", "运维工程师", "2015-07", None)]


def test_a_long_heading_made_of_roles_is_a_heading() -> None:
    text = (
        "EXPERIENCE\nQingchuan Data Ltd\nSenior Software Engineer, Department of Digital Health  09/2015 to 11/2020\n"
        "- Ran the servers.\nQingchuan People's Hospital\nSystems Administrator, IT Department  12/2020 to 05/2026"
    )
    assert [p[3:] for p in posts(text)] == [("2020-12", "2026-05"), ("2015-09", "2020-11")]


def test_a_cell_of_employer_post_and_duties_is_read_by_its_lines() -> None:
    page = (
        "<p>王晓梅</p><p>13800001234</p><h2>工作经验</h2><table><tr><td>2019.02--2023.05</td><td>青川县医院<br>部门：产科"
        "<br>职位：责任护士<br>参与科室品管圈活动，缩短等待；负责物品、药品和仪器的管理。</td></tr>"
        "<tr><td>2015.08--2019.01</td><td>新港市医院<br>职位：护士<br>负责病房、门诊、治疗及健康宣教。</td></tr></table>"
    )
    told = parse(page.encode(), "resume.html", as_of=AS_OF).plain()["work"]
    assert [(w["organisation"], w["department"], w["position"]) for w in told] == [
        ("青川县医院", "产科", "责任护士"),
        ("新港市医院", None, "护士"),
    ]


@pytest.mark.parametrize(
    ("line", "name"),
    [("姓名：苗  春  生    性别：男", "苗春生"), ("姓名：苗 春    性别：男", "苗春"), ("姓  名：苗春  男", "苗春")],
)
def test_a_name_set_wide_is_whole(line: str, name: str) -> None:
    told = parse(f"个人简历\n{line}\n电话：13800001234\n".encode(), "resume.txt", as_of=AS_OF).plain()
    assert told["name"] == name


def test_further_training_at_the_hospital_of_a_university_is_no_schooling() -> None:
    told = read(
        "学习及工作简历\n2012.9至2016.6 青川医学院 护理学专业 本科学习\n2016.7至今 青川县中医医院 骨科 护士\n"
        "2019.9至2019.11 新港大学江东医院 ICU进修\n"
    )
    assert [e["school"] for e in told["education"]] == ["青川医学院"]
    assert [w["organisation"] for w in told["work"]] == ["青川县中医医院"]


def test_a_birth_among_facts_is_told_whatever_the_other_facts_are() -> None:
    told = parse(
        "苗胜男\n女  1996.5  学士  工作8年  青川\n13800001234\n职称：经济师".encode(), "cv.txt", as_of=AS_OF
    ).plain()
    assert (told["name"], told["birth_date"]) == ("苗胜男", "1996-05")
    since = parse("苗胜男\n女 | 2016.5参加工作 | 学士\n13800001234\n".encode(), "cv.txt", as_of=AS_OF).plain()
    assert since["birth_date"] is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("ICU专科护士证书（2018-05取得）", "other"),
        ("护士证（2018-05取得）", "nurse_practice"),
        ("Neonatal Life Support Provider", "other"),
    ],
)
def test_papers_of_a_speciality_are_not_the_registration(line: str, kind: str) -> None:
    assert [licence["kind"] for licence in read(f"证书\n{line}\n自我评价\n认真")["licences"]] == [kind]


def test_elements_told_apart_by_style_alone_are_two_things() -> None:
    page = (
        "<p>王晓梅</p><p>13800001234</p><h2>工作经历</h2><h3>青川县医院</h3><p>2015.08~2019.01</p>"
        "<p><b>住院医师规范化培训学员</b><em>肾内科</em></p><p>负责<b>病区</b>的<i>日常</i>诊疗工作</p>"
    )
    told = parse(page.encode(), "resume.html", as_of=AS_OF)
    (post,) = told.plain()["work"]
    assert (post["organisation"], post["department"], post["position"]) == (
        "青川县医院",
        "肾内科",
        "住院医师规范化培训学员",
    )
    assert "负责病区的日常诊疗工作" in told.text


def test_bare_words_are_titles_where_they_are_marked_like_others() -> None:
    text = (
        "# 学历\n时间：2012.09 ~ 2016.06\n院校：山东大学\n专业：护理学\n层次：本科\n\n# 工作\n时间：2016.08 ~ 至今\n"
        "单位：青河县医院\n部门：急诊科\n职务：护士\n\n# 技能\n- 心电监护\n- 导尿\n"
    )
    assert posts(text) == [("青河县医院", "急诊科", "护士", "2016-08", None)]
    assert read(text)["education"][0]["school"] == "山东大学"


def test_how_a_letter_ends_is_no_skill() -> None:
    text = "== 会做的 ==\n心电监护，导尿\n盼复，此致\n敬礼！\n王晓梅\n2026年11月22日\n发自我的手机\n"
    assert read(text)["skills"] == ["心电监护", "导尿"]
