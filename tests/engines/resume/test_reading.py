"""Real files of every format give the published values."""

import json
from datetime import date
from pathlib import Path

import pytest

from hr_recruit_plugin.engines.resume import ParsedResume, ResumeRefused, parse

RESUMES = Path(__file__).parents[2] / "data" / "resumes"
AS_OF = date(2026, 12, 1)
GOLD = {
    row["file"]: row for row in map(json.loads, (RESUMES / "gold.jsonl").read_text(encoding="utf-8").splitlines())
}
ONE_OF_EACH = [
    "dev002_zh_pdf-single.pdf",
    "dev012_zh_pdf-twocol-seq.pdf",
    "dev015_zh_pdf-twocol-inter.pdf",
    "dev019_zh_pdf-table.pdf",
    "dev026_zh_pdf-form.pdf",
    "dev033_zh_docx-para.docx",
    "dev035_zh_docx-table.docx",
    "dev039_zh_docx-textbox.docx",
    "dev044_zh_txt.txt",
    "dev047_zh_htmldoc.doc",
]


def read(name: str) -> ParsedResume:
    return parse((RESUMES / name).read_bytes(), name, as_of=AS_OF)


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_contact_and_history_are_those_of_the_page(name: str) -> None:
    plain, gold = read(name).plain(), GOLD[name]
    for key in ("name", "phone", "email", "id_number", "highest_degree", "title", "work", "education"):
        assert plain[key] == gold[key], key


def test_every_value_shows_its_words() -> None:
    resume = read("dev002_zh_pdf-single.pdf")
    [evidence] = resume.phone.evidence
    assert resume.text[evidence.start : evidence.end] == evidence.text == "13300028148"
    assert evidence.box is not None
    assert 0 <= evidence.box[0] < evidence.box[2] <= 1


def test_a_stored_resume_comes_back_unchanged() -> None:
    resume = read("dev026_zh_pdf-form.pdf")
    assert ParsedResume.from_dict(json.loads(json.dumps(resume.to_dict(evidence=True)))) == resume
    assert resume.to_dict(evidence=False) == resume.plain()


def test_an_empty_file_is_refused_in_chinese() -> None:
    with pytest.raises(ResumeRefused, match="文件是空的") as refusal:
        parse(b"", "empty.pdf", as_of=AS_OF)
    assert refusal.value.code == "empty"
