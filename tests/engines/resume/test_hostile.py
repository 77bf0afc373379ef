"""What strangers upload: refused with a reason, never a crash, and the batch goes on."""

import io
import random
import zipfile
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hr_recruit_plugin.engines.resume import Limits, ParsedResume, ResumeRefused, parse

RESUMES = Path(__file__).parents[2] / "data" / "resumes"
AS_OF = date(2026, 12, 1)
SMALL = Limits(pages=50, characters=200_000, inflated_bytes=20_000_000)


def refusal(data: bytes, name: str = "resume.docx") -> ResumeRefused:
    with pytest.raises(ResumeRefused) as caught:
        parse(data, name, as_of=AS_OF, limits=SMALL)
    assert "请" in str(caught.value)
    return caught.value


def docx(document: str, **parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", document)
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_an_executable_named_docx() -> None:
    assert refusal(b"MZ\x90\x00" + bytes(2000)).code == "executable"


def test_an_external_entity() -> None:
    document = f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {W}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
    assert refusal(docx(document)).code == "external_entity"


def test_a_macro() -> None:
    assert (
        refusal(docx(f"<w:document {W}/>", word__vbaProject_bin=b"", **{"word/vbaProject.bin": b"x"})).code == "macro"
    )


def test_a_zip_bomb() -> None:
    assert refusal(docx(f"<w:document {W}/>", word__media__a=bytes(30_000_000))).code == "bomb"


def test_five_million_characters() -> None:
    assert refusal("工作经历".encode() * 1_250_000, "long.txt").code in ("too_long", "too_large")


def test_three_thousand_empty_pages() -> None:
    pdf = pypdfium2.PdfDocument.new()
    for _ in range(300):
        pdf.new_page(100, 100)
    buffer = io.BytesIO()
    pdf.save(buffer)
    assert refusal(buffer.getvalue(), "empty.pdf").code == "too_many_pages"


def test_a_pdf_without_text() -> None:
    pdf = pypdfium2.PdfDocument.new()
    pdf.new_page(100, 100)
    buffer = io.BytesIO()
    pdf.save(buffer)
    assert refusal(buffer.getvalue(), "blank.pdf").code == "no_text"


def test_an_encrypted_pdf() -> None:
    assert refusal(ENCRYPTED_PDF, "secret.pdf").code == "encrypted"


def test_a_zip_is_not_one_resume() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("a.txt", "x")
    assert refusal(buffer.getvalue(), "many.zip").code == "unsupported"


def test_deeply_nested_markup_is_survived() -> None:
    data = (
        "<html><body>" + "<div>" * 5000 + "姓名：张三 电话：13800001111 邮箱：a@example.com" + "</div>" * 5000
    ).encode()
    outcome(data, "deep.html")


def outcome(data: bytes, name: str) -> ParsedResume | None:
    """Parsed, or refused in words; anything else fails the test."""
    try:
        return parse(data, name, as_of=AS_OF, ocr=False, limits=SMALL)
    except ResumeRefused as refused:
        return None if str(refused) else pytest.fail("a refusal without words")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=3000))
def test_any_bytes(data: bytes) -> None:
    outcome(data, "fuzz.bin")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=600))
def test_any_text(text: str) -> None:
    outcome(text.encode("utf-8", "replace"), "fuzz.txt")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "姓名",
                "：",
                "张三",
                "工作经历",
                "2019.07-至今",
                "\n",
                "\t",
                "医院",
                "(",
                "）",
                "证书编号",
                "教育",
                "本科",
                "|",
                "  ",
                "1",
                "2019",
                "-",
                "技能",
            ]
        ),
        max_size=80,
    )
)
def test_any_order_of_resume_words(words: list[str]) -> None:
    resume = outcome("".join(words).encode(), "fuzz.txt")
    if resume is not None:
        for value in (resume.name, resume.phone, resume.title):
            assert all(resume.text[e.start : e.end] == e.text for e in value.evidence)


@pytest.mark.parametrize(
    "name",
    [
        "dev001_zh_pdf-single.pdf",
        "dev025_zh_pdf-form.pdf",
        "dev035_zh_docx-table.docx",
        "dev046_zh_htmldoc.doc",
        "dev042_zh_txt.txt",
    ],
)
def test_mutated_real_files(name: str) -> None:
    original = (RESUMES / name).read_bytes()
    rng = random.Random(name)
    for _ in range(25):
        data = bytearray(original)
        for _ in range(rng.choice([1, 5, 50, 400])):
            data[rng.randrange(len(data))] = rng.randrange(256)
        cut = rng.randrange(len(data)) if rng.random() < 0.3 else len(data)
        outcome(bytes(data[:cut]), name)


# one page, RC4 40 bit, user password "secret"; written by hand after PDF 32000-1, 7.6
ENCRYPTED_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/Length 40/P -4/O<"
    + b"2055c756c72e1ad702608e8196acad447ad32d17cff583235f6dd15fed7dab67"
    + b">/U<"
    + b"00" * 32
    + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]/Size 5>>\n%%EOF\n"
)
