"""What recognised print does to rows, columns and words, on runs as a recogniser gives them: heights vary, fonts are unknown."""

from datetime import date

import pytest

from hr_recruit_plugin.engines.resume import parse
from hr_recruit_plugin.engines.resume.dates import find_ranges
from hr_recruit_plugin.engines.resume.document import Document, Line, Span
from hr_recruit_plugin.engines.resume.extract import extract
from hr_recruit_plugin.engines.resume.glyphs import Run
from hr_recruit_plugin.engines.resume.layout import order_blocks
from hr_recruit_plugin.engines.resume.model import Page
from hr_recruit_plugin.engines.resume.ocr_lines import mended
from hr_recruit_plugin.engines.resume.paragraphs import join_wrapped
from hr_recruit_plugin.engines.resume.sections import heading_kind

AS_OF = date(2026, 12, 1)


def run(text: str, x: float, y: float, size: float = 11.0, ink: int = 0) -> Run:
    width = 5.5
    boxes = [(x + i * width, y, x + (i + 1) * width, y + size) for i in range(len(text))]
    return Run(text, x, y, x + len(text) * width, y + size, boxes, ink)


def joined(runs: list[Run], right: float) -> list[list[str]]:
    rows = [row for block in order_blocks(runs, ()) for row in block.rows]
    return [[part.text for part in row.runs] for row in join_wrapped(rows, right)]


def test_a_column_begins_where_its_foremost_row_does() -> None:
    left = [
        run(text, 28, 40 + 20 * n) for n, text in enumerate(["Emily", "Osei", "Phone", "Email", "Skills", "Python"])
    ]
    texts = [
        "Education",
        "Sep 2007-Jun 2010",
        "Linden Nursing School",
        "Employment",
        "Amber Ltd 2010-2018",
        "Engineer",
    ]
    right = [run(text, 197.0 if n == 2 else 201.0 + n % 2, 41 + 20 * n) for n, text in enumerate(texts)]
    order = [row.text for block in order_blocks(left + right, ()) for row in block.rows]
    assert order == [r.text for r in left] + [r.text for r in right]


@pytest.mark.parametrize("ink", [0, 7])
def test_the_last_word_of_a_column_stays_in_it(ink: int) -> None:
    names = ["Skills", "Wound care", "Triage", "• Central line", "placement"]
    left = [run(text, 28, 40 + 14 * n, 12 if n == 3 and not ink else 11, ink) for n, text in enumerate(names)]
    right = [
        run(text, 250, 40 + 14 * n, ink=ink)
        for n, text in enumerate(["Experience", "Amber Hospital", "Nurse", "Duties"])
    ]
    order = [row.text for block in order_blocks(left + right, ()) for row in block.rows]
    assert order.index("placement") == order.index("• Central line") + 1


def test_rows_of_unlike_height_are_one_paragraph_where_no_font_is_known() -> None:
    rows = [run("Lumbar puncture, Endoscopy, Central", 28, 40, 11), run("line placement", 28, 54, 13)]
    assert joined(rows, 225) == [["Lumbar puncture, Endoscopy, Central line placement"]]
    printed = [run("Lumbar puncture, Endoscopy, Central", 28, 40, 11, 7), run("line placement", 28, 54, 13, 9)]
    assert len(joined(printed, 225)) == 2


def test_a_period_that_touches_the_words_before_it_goes_on_below() -> None:
    first = "Resident Physician Amber Hospital Division of"
    rows = [
        run(f"{first} Jul. 2004 - Nov.", 100, 40), run("Cardiology", 100, 54),
        run("2010", 100 + 5.5 * (len(first) + 1), 54),
    ]  # fmt: skip
    assert joined(rows, 460) == [[f"{first} Cardiology", "Jul. 2004 - Nov. 2010"]]


def test_a_phone_number_whose_end_stands_below() -> None:
    assert joined([run("Phone: 139 0012", 28, 40), run("3456", 28, 54)], 125) == [["Phone: 139 00123456"]]
    assert len(joined([run("Phone: 139 0012", 28, 40), run("345678", 28, 54)], 400)) == 2


def test_a_title_of_its_own_is_not_the_end_of_the_name_above() -> None:
    rows = [
        run("Bachelor in Surgery, Linden University of", 100, 40), run("2018-09 to 2022-06", 420, 40),
        run("Technology", 100, 54), run("Work Experience", 100, 80),
    ]  # fmt: skip
    assert ["Work Experience"] in joined(rows, 520)


@pytest.mark.parametrize(("ink", "name"), [(0, "Daniel Huang"), (7, None)])
def test_a_name_in_two_rows_of_unlike_height(ink: int, name: str | None) -> None:
    texts = [
        ("Daniel", 19.0),
        ("Huang", 22.0),
        ("Phone: 139 0012 3456", 11.0),
        ("Born 1988", 11.0),
        ("Shanghai", 11.0),
    ]
    lines = [Line([Span(text, size=size, ink=ink)]) for text, size in texts]
    assert extract(Document.assemble(lines, [Page(595, 842)]), AS_OF).name.value == name


@pytest.mark.parametrize(
    ("read", "meant"), [("Al Laboratory", "AI Laboratory"), ("Al Jazeera", "Al Jazeera"), ("IS015189", "ISO15189")]
)
def test_letters_that_look_alike(read: str, meant: str) -> None:
    assert mended(read) == meant


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CORECOMPETENCIES", "skills"),
        ("PROFESSIONALLICENSES", "licences"),
        ("WORKEXPERIENCE", "work"),
        ("ECHOCARDIOGRAPHY", None),
    ],
)
def test_titles_without_their_blanks(text: str, kind: str | None) -> None:
    assert heading_kind(text) == kind


@pytest.mark.parametrize(
    ("text", "begin", "finish"),
    [
        ("september 2012-march2013", "2012-09", "2013-03"),
        ("二〇二〇年九月一二〇二三年七月", "2020-09", "2023-07"),
        ("二oo二年十月-二oo五年三月", "2002-10", "2005-03"),
    ],
)
def test_periods(text: str, begin: str, finish: str) -> None:
    found = find_ranges(text, 0, len(text), AS_OF)
    assert [(found[0].begin, found[0].finish)] == [(begin, finish)]


def test_facts_without_blanks_between_them() -> None:
    plain = parse(
        "罗清源\n女1980/08/21生共青团员 大学本科主任医师\n13900002345\n".encode(), "a.txt", as_of=AS_OF
    ).plain()
    assert (plain["gender"], plain["political_status"], plain["title"]) == ("female", "共青团员", "主任医师")


def test_a_degree_that_touches_the_school() -> None:
    text = "罗清源\n13900002345\n教育情况\n全日制本科青川财经大学  会计学  2019.09~2024.06\n"
    school = parse(text.encode(), "a.txt", as_of=AS_OF).plain()["education"][0]
    assert (school["school"], school["degree"], school["major"]) == ("青川财经大学", "bachelor", "会计学")


def test_items_that_begin_small_are_a_list() -> None:
    items = ["IV therapy", "wound care", "triage"]
    assert joined([run(text, 28, 40 + 14 * n) for n, text in enumerate(items)], 150) == [[text] for text in items]
