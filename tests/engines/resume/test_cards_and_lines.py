"""Cards in frames, timelines told by signs or by white alone, rules across columns, labels beside values; places are made up."""

from hr_recruit_plugin.engines.resume.columns import find_split, independent
from hr_recruit_plugin.engines.resume.framed_cards import find_framed_cards
from hr_recruit_plugin.engines.resume.glyphs import Run
from hr_recruit_plugin.engines.resume.layout import order_blocks
from hr_recruit_plugin.engines.resume.middle_line import find_middle_line
from hr_recruit_plugin.engines.resume.model import Page
from hr_recruit_plugin.engines.resume.page_lines import block_lines, table_lines
from hr_recruit_plugin.engines.resume.rows import group_rows
from hr_recruit_plugin.engines.resume.rules import Cell, Drawing, Grid
from tests.engines.resume.telling import posts, read, schools

A4 = Page(595.0, 842.0)


def run(text: str, x: float, y: float, size: float = 10.0, ink: int = 1) -> Run:
    boxes = [(x + i * size, y, x + (i + 1) * size, y + size) for i in range(len(text))]
    return Run(text, x, y, x + len(text) * size, y + size, boxes, ink)


def right_set(text: str, x1: float, y: float) -> Run:
    return run(text, x1 - 10 * len(text), y)


def texts(runs: list[Run], areas: tuple[tuple[float, float, float, float], ...] = ()) -> list[str]:
    return [row.text for block in order_blocks(runs, areas) for row in block.rows]


FRAMES = ((50.0, 90.0, 290.0, 150.0), (300.0, 90.0, 540.0, 150.0), (50.0, 160.0, 290.0, 220.0))


def framed() -> list[Run]:
    cards = (("青川市医院", "2019.03-至今"), ("云海县医院", "2015.08-2019.02"), ("沅溪医学院", "2012.09-2015.06"))
    places = ((60, 100), (310, 100), (60, 170))
    return [run(text, x, y + 16 * row) for card, (x, y) in zip(cards, places, strict=True) for row, text in enumerate(card)]


def test_cards_in_frames_are_read_one_after_the_other() -> None:
    runs = [run("林清源", 50, 50, 20), *framed(), run("技能", 50, 260)]
    assert texts(runs, FRAMES) == [
        "林清源", "青川市医院", "2019.03-至今", "云海县医院", "2015.08-2019.02", "沅溪医学院", "2012.09-2015.06", "技能",
    ]  # fmt: skip


def test_frames_that_touch_are_the_cells_of_a_table() -> None:
    touching = (FRAMES[0], (290.0, 90.0, 530.0, 150.0), FRAMES[2])
    assert find_framed_cards(framed(), touching) is None
    assert find_framed_cards([*framed(), run("外面", 292, 120, 4)], FRAMES) is None  # text between them


def signed(signs: bool = True) -> list[Run]:
    runs = [run("章凯", 287, 50, 20)]
    told = (("桐屿市医院", "2022.01-至今"), ("锦汐市医院", "2018.07-2021.10"), ("云岚医科大学", "2014.09-2018.06"))
    for number, (place, period) in enumerate(told):
        top = 100 + 60 * number
        card, when = ((run(place, 330, top), right_set(period, 270, top)), (right_set(place, 270, top), run(period, 330, top)))[number % 2]
        room = run("心内科", 330, top + 14) if number % 2 == 0 else right_set("药学部", 270, top + 14)
        runs += [card, when, room] + ([run("工", 292, top)] if signs else [])
    return runs


def test_a_line_of_signs_has_the_period_at_one_side_and_the_card_at_the_other() -> None:
    expected = [
        "章凯", "2022.01-至今", "桐屿市医院", "心内科", "2018.07-2021.10", "锦汐市医院", "药学部", "2014.09-2018.06", "云岚医科大学", "心内科",
    ]  # fmt: skip
    assert texts(signed()) == expected
    assert texts(signed(signs=False)) == expected


def test_periods_that_all_stand_at_one_side_are_no_such_line() -> None:
    runs = [run(text, x, 100 + 40 * n) for n in range(3) for x, text in ((60, "2018.07-2021.10"), (292, "工"), (330, "桐屿市医院"))]
    assert find_middle_line(runs) is None


def test_the_longest_row_of_a_card_does_not_run_into_the_next() -> None:
    """In a card alone the widest row looks full; the widest of all cards is the measure."""
    runs = signed()
    runs.append(right_set("临床药学室的主管药师", 270, 188))
    lines = [line.spans[0].text for block in order_blocks(runs, ()) for line in block_lines(block, [], 0, A4, Drawing([], [], []))]
    assert {"锦汐市医院", "药学部", "临床药学室的主管药师"} <= set(lines)


def test_a_rule_across_the_page_bars_columns() -> None:
    left = [run("工作经历", 50, 125), run("2023.08-至今", 50, 147), run("负责质控", 60, 163), run("完成检查", 60, 178)]
    right = [run("夏立新", 260, 60, 20), run("男", 260, 83), run("13900002345", 260, 98), run("核医学科 检验员", 250, 147)]
    assert not independent(group_rows(left), group_rows(right), False)  # a head above, and one row beside
    sidebar = ("联系方式", "13900002345", "lin@example.org", "技能", "吸痰", "导尿", "采血", "输液")
    main = ("工作经历", "青川市人民医院", "2019.03-至今", "骨科 护士", "教育经历", "云海医学院", "2015.09-2018.06", "护理学 本科")
    columns = [run(text, x, y + 20 * n) for x, y, side in ((50, 100, sidebar), (300, 107, main)) for n, text in enumerate(side)]
    assert find_split(columns, ()) is not None
    assert find_split(columns, (), [(100.0 + 40 * n, 40.0, 500.0) for n in range(5)]) is None
    assert find_split(columns, (), [(100.0 + 40 * n, 40.0, 200.0) for n in range(5)]) is not None  # under the titles of one side


def test_labels_beside_their_values_are_no_column() -> None:
    labels = [run(text, 50, 100 + 16 * n) for n, text in enumerate(("就读院校", "专业名称", "实习经历", "起止时间", "所在单位", "所在部门"))]
    values = ("云海大学", "护理学", "", "2024.01-2024.06", "青川市医院", "骨科")
    beside = [run(text, 200, 100 + 16 * n) for n, text in enumerate(values) if text]
    assert texts([*labels, *beside])[:2] == ["就读院校  云海大学", "专业名称  护理学"]


def grid(rows: list[list[str]]) -> tuple[Grid, list[Run]]:
    cells = [Cell(r, c, 40 + 90 * c, 100 + 20 * r, 130 + 90 * c, 120 + 20 * r) for r, row in enumerate(rows) for c in range(len(row))]
    runs = [run(text, 45 + 90 * c, 105 + 20 * r, 6) for r, row in enumerate(rows) for c, text in enumerate(row) if text]
    return Grid(cells, 40, 100, 40 + 90 * len(rows[0]), 100 + 20 * len(rows)), runs


def test_the_numbers_of_rows_go_and_the_header_stays() -> None:
    table, runs = grid([["序", "单位", "起"], *([str(n), "青川市医院", f"20{n + 10}07"] for n in range(1, 6))])
    lines = table_lines(table, runs, 0, 0, A4, [])
    assert [[span.text for span in line.spans] for line in lines[:2]] == [["单位", "起"], ["青川市医院", "201107"]]


MIXED = [
    ["类别", "学校 / 单位", "专业 / 科室", "学历 / 岗位", "起", "止"],
    ["就学", "云海医学院", "护理学", "大专", "201409", "201706"],
    ["任职", "青川市人民医院", "骨科", "护士", "201708", "201903"],
    ["任职", "青川市人民医院", "—", "责任护士", "201904", "至今"],
]


def test_one_table_of_schools_and_posts() -> None:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in MIXED)
    plain = read(f"<html><body><p>林清源</p><p>13900002345</p><table border=1>{cells}</table></body></html>", "table.html")
    assert schools(plain) == [["云海医学院", "associate", "护理学", "2014-09", "2017-06"]]
    assert posts(plain) == [
        ["青川市人民医院", None, "责任护士", "2019-04", None],
        ["青川市人民医院", "骨科", "护士", "2017-08", "2019-03"],
    ]
