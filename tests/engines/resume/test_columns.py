"""Columns, bands and broken lines of a page, on runs with made-up places."""

from hr_recruit_plugin.engines.resume.characters import group_runs, raise_flat
from hr_recruit_plugin.engines.resume.glyphs import Run
from hr_recruit_plugin.engines.resume.layout import Block, order_blocks
from hr_recruit_plugin.engines.resume.model import Page
from hr_recruit_plugin.engines.resume.page_lines import block_lines, open_sides, split_at_borders, table_lines
from hr_recruit_plugin.engines.resume.paragraphs import join_wrapped
from hr_recruit_plugin.engines.resume.rows import join_downward, split_titles
from hr_recruit_plugin.engines.resume.rules import Cell, Drawing, Grid


def run(text: str, x: float, y: float, size: float = 10.0) -> Run:
    boxes = [(x + i * size, y, x + (i + 1) * size, y + size) for i in range(len(text))]
    return Run(text, x, y, x + len(text) * size, y + size, boxes)


def reading_order(runs: list[Run]) -> list[str]:
    return [row.text for block in order_blocks(runs, ()) for row in block.rows]


def test_dates_beside_the_entries_of_the_other_side_are_read_across() -> None:
    left = [
        run("工作经验", 50, 100),
        run("2019.12-至今", 50, 120),
        run("2013.07-2019.11", 50, 160),
        run("技能", 50, 200),
    ]
    right = [
        run("青川市肿瘤医院", 250, 120),
        run("药学部 药师", 250, 140),
        run("青川市第二医院", 250, 160),
        run("药库 药士", 250, 180),
    ]
    assert "2019.12-至今  青川市肿瘤医院" in reading_order(left + right)


def test_a_band_of_dated_entries_under_columns_is_not_a_column() -> None:
    top_left = [run(t, 50, 100 + 20 * n) for n, t in enumerate(["教育背景", "青川医学院", "护理学", "本科"])]
    top_right = [run(t, 300, 100 + 20 * n) for n, t in enumerate(["掌握技能", "心电监护", "静脉穿刺", "急救"])]
    below = [run("工作经历", 50, 200), run("2020.01-至今", 50, 220), run("2016.07-2019.12", 50, 240)]
    beside = [run("青川市人民医院", 300, 220), run("青川市第二医院", 300, 240)]
    order = reading_order(top_left + top_right + below + beside)
    assert order.index("本科") < order.index("掌握技能")
    assert "2020.01-至今  青川市人民医院" in order


def test_a_title_touching_its_text_is_cut_off_where_the_other_lines_begin() -> None:
    tight = run("获奖 AWARDS 优秀员工", 50, 100)
    others = [run("心电监护", tight.boxes[10][0], 120 + 20 * n) for n in range(3)]
    assert [r.text for r in split_titles([tight, *others])][:2] == ["获奖 AWARDS", "优秀员工"]


def test_a_date_broken_by_a_narrow_left_column_is_whole() -> None:
    rows = order_blocks(
        [
            run("Sept. 2010 to Dec.", 50, 100, 6), run("Clinical Pharmacist", 200, 100, 6),
            run("2018", 134, 110, 6), run("Mercy Medical Center", 200, 110, 6),
        ],
        (),
    )[0].rows  # fmt: skip
    joined = join_wrapped(rows, 500)
    assert joined[0].runs[0].text == "Sept. 2010 to Dec. 2018"


def test_rows_of_label_and_value_do_not_flow_into_each_other() -> None:
    rows = order_blocks(
        [run("学校", 50, 100), run("青川大学医学院", 230, 100), run("专业", 50, 115), run("麻醉学", 270, 115)], ()
    )[0].rows
    assert [row.text for row in join_wrapped(rows, 300)] == ["学校  青川大学医学院", "专业  麻醉学"]


def test_a_table_without_a_left_border_gets_its_first_column() -> None:
    cells = [Cell(r, 0, 200, 100 + 20 * r, 400, 120 + 20 * r) for r in range(3)]
    grid = Grid(cells, 200, 100, 400, 160)
    labels = [run("姓名", 150, 105), run("性别", 150, 125), run("学历", 150, 145)]
    assert open_sides(grid, [*labels, run("声明", 150, 300)], Drawing([], [], [])) == labels
    assert len(grid.cells) == 6


def test_a_table_whose_right_border_is_lost_gets_its_last_column_where_its_lines_go_on() -> None:
    cells = [Cell(r, 0, 100, 100 + 20 * r, 400, 120 + 20 * r) for r in range(3)]
    degrees = [run("学历", 420, 105), run("本科", 420, 125), run("大专", 420, 145)]
    lines = [(100.0 + 20 * r, 100.0, 500.0) for r in range(4)]
    assert open_sides(Grid(list(cells), 100, 100, 400, 160), degrees, Drawing([], [], [])) == []
    grid = Grid(list(cells), 100, 100, 400, 160)
    assert open_sides(grid, degrees, Drawing(lines, [], [])) == degrees
    assert [(cell.row, cell.column) for cell in grid.cells] == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]


def test_letters_set_wide_are_one_word() -> None:
    places = [60, 76, 92, 108, 132, 148, 164, 180]
    glyphs = [(c, x, 0.0, x + 10.0, 20.0, 0) for c, x in zip("RUTHTSAI", map(float, places), strict=True)]
    assert [r.text for r in group_runs(glyphs)] == ["RUTH TSAI"]


def test_a_flat_box_of_one_stroke_makes_no_gap() -> None:
    glyphs = [("外", 100.0, 50.0, 112.0, 62.0, 0), ("一", 112.5, 56.0, 123.5, 57.0, 0), ("科", 124.0, 50.0, 136.0, 62.0, 0)]
    assert [found.text for found in group_runs(glyphs)] == ["外一科"]


def test_a_degree_against_the_right_margin_does_not_flow_into_the_next_row() -> None:
    rows = order_blocks(
        [
            run("2007/3 至 2010/1", 50, 100), run("学士（函授）", 440, 100),
            run("青川医学院 | 护理学", 50, 115),
            run("负责病区护理质量与新护士带教工作，参与编写专科护理操作规程若干，完成得很好", 50, 130),
        ],
        (),
    )[0].rows  # fmt: skip
    joined = [row.text for row in join_wrapped(rows, 500)]
    assert joined[:2] == ["2007/3 至 2010/1  学士（函授）", "青川医学院 | 护理学"]


def test_a_post_under_the_longest_name_of_a_hospital_stands_alone() -> None:
    rows = [
        row
        for block in order_blocks(
            [run("Greenwater Maternal and Child Health Hospital", 50, 100, 8), run("Charge Nurse", 50, 112, 8)], ()
        )
        for row in block.rows
    ]
    assert len(join_wrapped(rows, rows[0].x1)) == 2


def test_a_row_that_crosses_a_gap_with_one_of_its_runs_is_not_cut_in_two() -> None:
    facts = [run(t, 50, 100 + 20 * n) for n, t in enumerate(["姓名：苗春生", "学历：本科", "邮箱：m@example.com"])]
    beside = [run("照片", 331, 110), run("一寸", 330, 130), run("学习经历", 330, 170)]
    entry = [run("2023年9月 - 2026年6月", 50, 190), run("青川医学高等专科学校", 260, 191), run("护理学", 380, 190.5)]
    order = reading_order(facts + beside + entry)
    assert "2023年9月 - 2026年6月  青川医学高等专科学校  护理学" in order
    assert order.index("邮箱：m@example.com") < order.index("学习经历")


def test_the_second_half_of_a_wide_label_begins_no_column() -> None:
    left = [
        run(t, 50, 100 + 20 * n) for n, t in enumerate(["姓名：苗春生", "出生：1988年", "电话：略", "籍贯：青川"])
    ]
    labels = [run("性", 250, 100), run("学", 250, 120), run("民", 250, 140)]
    values = [run("别：男", 280, 100), run("历：本科", 280, 120), run("族：汉", 280, 140)]
    assert "姓名：苗春生  性  别：男" in reading_order(left + labels + values)


def test_a_title_beside_the_name_heads_its_own_column() -> None:
    left = [
        run("陆清源", 20, 92, 26),
        *(run(t, 20, 140 + 20 * n) for n, t in enumerate(["个人信息", "性别 女", "云海市"])),
    ]
    right = [
        run("从业经历", 220, 98, 16),
        run("青川市肿瘤医院", 220, 128),
        run("药学部 药师", 220, 146),
        run("配药", 220, 164),
    ]
    order = reading_order(left + right)
    assert order.index("云海市") < order.index("从业经历")


def test_an_entry_and_its_period_broken_side_by_side_are_both_whole() -> None:
    rows = order_blocks(
        [
            run("Attending Physician, Department of", 50, 100, 6), run("July 2013–", 400, 100, 6),
            run("General Surgery", 50, 108, 6), run("present", 400, 108, 6),
        ],
        (),
    )[0].rows  # fmt: skip
    (joined,) = join_wrapped(rows, 500)
    assert [r.text for r in joined.runs] == [
        "Attending Physician, Department of General Surgery",
        "July 2013– present",
    ]


def test_a_year_in_chinese_numerals_broken_by_a_narrow_column_is_whole() -> None:
    rows = order_blocks(
        [run("二〇〇六年九月—二〇", 50, 100), run("青川医学院", 200, 100), run("一一年六月", 50, 112)], ()
    )[0].rows
    assert join_wrapped(rows, 500)[0].runs[0].text == "二〇〇六年九月—二〇一一年六月"


def test_an_employer_under_a_period_at_the_margin_is_the_next_post() -> None:
    rows = order_blocks(
        [
            run("青川社区卫生服务中心 - 财务科干事 2004年5月 – 2010年10月", 50, 100),
            run("青川铁路医院 - 档案管理员 2002年7月 – 2004年1月", 50, 112),
        ],
        (),
    )[0].rows
    assert len(join_wrapped(rows, rows[0].x1)) == 2


def test_a_number_under_a_bent_border_is_not_cut() -> None:
    cells = [Cell(0, 0, 0, 95, 105, 115), Cell(0, 1, 105, 95, 300, 115)]
    assert [r.text for r in split_at_borders(run("电话13900002345", 50, 100), cells)] == ["电话13900002345"]
    assert [r.text for r in split_at_borders(run("电话号码是苗春生的", 45, 100), cells)] == ["电话号码是苗", "春生的"]


def test_the_letters_of_a_title_on_a_bar_are_no_cells() -> None:
    letters = [run(letter, 20 + 30 * n, 100) for n, letter in enumerate("专业技能")]
    cells = [Cell(0, n, 10 + 30 * n, 95, 40 + 30 * n, 115) for n in range(4)]
    (line,) = table_lines(Grid(cells, 10, 95, 130, 115), letters, 0, 1, Page(600, 800), ())
    assert [span.text for span in line.spans] == ["专业技能"]
    assert line.table is None


def test_a_dash_of_ink_alone_stays_between_its_dates() -> None:
    """Browsers print fonts without ascent: every box is the ink, and a dash is half a point high."""

    def month(text: str, x: float) -> list[tuple[str, float, float, float, float, int]]:
        return [(c, x + 9 * k, 100.0, x + 9 * k + 8, 109.0, 0) for k, c in enumerate(text)]

    glyphs = [*month("9月", 20), ("—", 40.0, 104.2, 49.0, 104.6, 0), *month("6月", 51)]
    raised = raise_flat(glyphs)
    assert raised[2][2:5] == (100.0, 49.0, 109.0)
    assert [run.text.replace(" ", "") for run in group_runs(raised)] == ["9月—6月"]
    assert len(group_runs(glyphs)) == 3


def test_the_place_of_the_photo_is_no_text_of_a_column() -> None:
    facts = [run("电话：略", 50, 145), run("身份证：略", 50, 160), run("邮箱：略", 50, 175)]
    beside = [run("照片", 479, 149), run("学习经历", 280, 212), run("临床实习", 280, 258)]
    entry = [run("2022/09~2026", 50, 233), run("青川医学院", 180, 233), run("护理", 250, 234), run("本科", 289, 233)]
    entry += [run("2026/03~2026", 50, 280), run("青川市人民医院", 230, 280), run("实习护士", 320, 280)]
    assert "2022/09~2026  青川医学院  护理  本科" in reading_order(facts + beside + entry)


def test_two_licences_of_long_lines_are_two() -> None:
    first, second = "系统集成师，证号114350353424，发证日期2021.6", "心理咨询师（三级），证号200822347539"
    rows = order_blocks([run(first, 50, 100), run(second, 50, 114)], ())[0].rows
    assert [row.text for row in join_wrapped(rows, 52 + 10 * len(first))] == [first, second]


def test_a_bar_behind_the_titles_is_as_wide_as_the_column() -> None:
    texts = [("Licences", 100), ("Medical Practitioner", 120), ("License (No. 4711)", 134), ("Skills", 160), ("Triage", 180)]
    narrow = [run(text, 50, y, 5) for text, y in texts]
    block = Block(order_blocks(narrow, ())[0].rows, 200, 0)
    bars = Drawing([], [], [(48.0, y - 4.0, 155.0, y + 12.0) for y in (100, 160)])
    read = [line.spans[0].text for line in block_lines(block, [block], 0, Page(595, 842), bars)]
    assert "Medical Practitioner License (No. 4711)" in read


def test_titles_written_downwards() -> None:
    runs = []
    for top, title in ((100, "教育经历"), (200, "专业技能")):
        runs += [run(letter, 50, top + 14 * n) for n, letter in enumerate(title)]
        runs += [run(f"{title}之下第{n}行", 90, top + 16 * n) for n in range(4)]
    titles = [r.text for r in join_downward(runs) if r.x0 == 50]
    assert titles == ["教育经历", "专业技能"]
    assert reading_order(join_downward(runs))[0] == "教育经历  教育经历之下第0行"
    letters = [run(letter, 50, 100 + 14 * n) for n, letter in enumerate("甲乙丙")]
    assert join_downward(letters) == letters


CARDS = [["青川市第三人民医院", "血透中心 护士", "2021年9月-至今"], ["云海仁济医院", "肾内科 护师", "2016.8-2021.8"]]


def cards() -> list[Run]:
    return [run(text, 50 + 200 * side, 100 + 14 * n, 8) for side, card in enumerate(CARDS) for n, text in enumerate(card)]


def test_cards_side_by_side_are_read_one_after_the_other() -> None:
    assert reading_order(cards()) == [*CARDS[0], *CARDS[1]]


def test_cards_with_borders_are_no_row_of_a_table() -> None:
    cells = [Cell(0, 0, 45, 90, 240, 150), Cell(0, 1, 240, 90, 440, 150)]
    lines = table_lines(Grid(cells, 45, 90, 440, 150), cards(), 0, 1, Page(595, 842), ())
    assert [line.spans[0].text for line in lines] == [*CARDS[0], *CARDS[1]]
