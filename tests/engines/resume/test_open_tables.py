"""Tables without rules, whose cells have several lines."""

from dataclasses import replace

import pytest

from hr_recruit_plugin.engines.resume.glyphs import Run
from hr_recruit_plugin.engines.resume.model import Page
from hr_recruit_plugin.engines.resume.open_tables import find_open_tables
from hr_recruit_plugin.engines.resume.read_pdf import arrange
from hr_recruit_plugin.engines.resume.rules import Drawing

SIZE, PITCH = 10.0, 14.0
LEFTS = (60.0, 160.0, 300.0, 420.0)
HEAD = [["起止时间"], ["工作单位"], ["科室"], ["职务"]]
FIRST = [
    ["2019年3月", "至今"],
    ["青川市第一人民医", "院附属医学中心"],
    ["重症医学", "科二病区"],
    ["主管护师", "（责任组", "长）"],
]
SECOND = [["2015年7月-", "2019年2月"], ["云海妇幼保健院"], ["新生儿科"], ["护士"]]


def run(text: str, x: float, y: float, size: float = SIZE, ink: int = 5) -> Run:
    boxes = [(x + i * size, y, x + (i + 1) * size, y + size) for i in range(len(text))]
    return Run(text, x, y, x + len(text) * size, y + size, boxes, ink)


def laid_out(rows: list[list[list[str]]], padding: float, middle: bool, y: float = 100.0) -> list[Run]:
    """The lines of the cells of each row, at the top of their cell or in the middle of it."""
    runs = []
    for row in rows:
        height = max(len(cell) for cell in row) * PITCH
        for x, cell in zip(LEFTS, row, strict=True):
            top = y + padding + ((height - len(cell) * PITCH) / 2 if middle else 0)
            runs += [run(line, x, top + n * PITCH) for n, line in enumerate(cell)]
        y += height + 2 * padding
    return runs


def lines(runs: list[Run]) -> list[list[str]]:
    return [
        [s.text.replace("\n", "") for s in line.spans]
        for part, _, _ in arrange(runs, Drawing([], [], []), 0, Page(595, 842))
        for line in part
    ]


@pytest.mark.parametrize("padding", [3.0, 6.0])
@pytest.mark.parametrize("middle", [False, True])
def test_a_cell_is_what_stands_between_the_white(padding: float, middle: bool) -> None:
    runs = [
        run("工作经历", 60, 70, 13, 9),
        *laid_out([HEAD, FIRST, SECOND], padding, middle),
        run("教育经历", 60, 400, 13, 9),
    ]
    read = lines(runs)
    whole = [["".join(cell) for cell in row] for row in (HEAD, FIRST, SECOND)]
    assert [row for row in read if len(row) == 4] == whole
    assert read[0] == ["工作经历"]
    assert read[-1] == ["教育经历"]


@pytest.mark.parametrize("middle", [False, True])
def test_a_table_without_a_header_has_a_period_in_each_row(middle: bool) -> None:
    runs = [run("工作经历", 60, 70, 13, 9), *laid_out([FIRST, SECOND], 4, middle), run("教育经历", 60, 400, 13, 9)]
    whole = [["".join(cell) for cell in row] for row in (FIRST, SECOND)]
    assert [row for row in lines(runs) if len(row) == 4] == whole


def test_a_page_without_known_fonts_is_read_the_same_way() -> None:
    runs = [replace(r, ink=0) for r in laid_out([HEAD, FIRST, SECOND], 4, True)]
    after = max(r.y1 for r in runs) + 10
    read = lines([*runs, run("教育经历", 60, after, 11, 0), run("青川医学院", 60, after + 16, 10, 0)])
    assert ["".join(cell) for cell in FIRST] in read
    assert ["教育经历"] in read


def test_columns_no_wider_apart_than_words() -> None:
    runs = laid_out([HEAD, FIRST, SECOND], 4, False)
    house, room = (next(r for r in runs if r.text == text) for text in ("青川市第一人民医", "重症医学"))
    step = (room.x0 - house.x0 - 1) / len(house.text)  # the last letter ends one point before the next column
    boxes = [(house.x0 + n * step, house.y0, house.x0 + (n + 1) * step, house.y1) for n in range(len(house.text))]
    blank = (boxes[-1][2], house.y0, room.x0, house.y1)
    both = Run(
        f"{house.text} {room.text}", house.x0, house.y0, room.x1, house.y1, [*boxes, blank, *room.boxes], house.ink
    )
    assert ["".join(cell) for cell in FIRST] in lines([both, *(r for r in runs if r not in (house, room))])


@pytest.mark.parametrize(
    "rows",
    [
        [
            HEAD,
            [["2015年7月-2016年1月"], ["云海妇幼"], ["儿科"], ["护士"]],
        ],  # every cell in one line: nothing to mend
        [
            HEAD,
            [["2019年3月", "至今", "2015年7月-", "2019年2月"], ["青川医院"], ["骨科"], ["护士"]],
        ],  # two periods in one row: not sure
        [HEAD, [["若干年"], ["青川市第一", "人民医院"], ["骨科"], ["护士"]]],  # no period at all
        [[["姓名"], ["性别"], ["民族"], ["学历"]], FIRST],  # another kind of header
    ],
)
def test_what_is_no_such_table_is_left_alone(rows: list[list[list[str]]]) -> None:
    assert find_open_tables(laid_out(rows, 4, False)) == []


def test_a_line_across_the_columns_ends_the_doubt() -> None:
    runs = laid_out([HEAD, FIRST], 4, False)
    duty = run("负责危重患者的病情观察、交接及抢救配合工作，带教新入职护士三名", 60, max(r.y1 for r in runs) + 12)
    assert find_open_tables([*runs, duty]) == []
