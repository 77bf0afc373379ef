"""The content decides the format, and the encoding is found."""

import io
import zipfile
from datetime import date
from email.message import EmailMessage

import pytest

from hr_recruit_plugin.engines.resume import NoPageImage, ParsedResume, parse, render_page

AS_OF = date(2026, 12, 1)
TEXT = "姓名：陈晓\n电话：13800001234\n邮箱：chen@example.com\n学历：本科\n工作经历\n2019.07-至今  青州市人民医院  骨科  护士\n"
TRADITIONAL = "姓名：陳曉\n電話：13800001234\n學歷：碩士\n職稱：主任護師\n"


def read(data: bytes, name: str = "resume.doc") -> ParsedResume:
    return parse(data, name, as_of=AS_OF)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_simplified_encodings(encoding: str) -> None:
    resume = read(TEXT.encode(encoding))
    assert (resume.name.value, resume.work.value[0].organisation) == ("陈晓", "青州市人民医院")


def test_big5_is_kept_traditional() -> None:
    resume = read(TRADITIONAL.encode("big5"))
    assert (resume.name.value, resume.highest_degree.value) == ("陳曉", "master")


def test_dashes_of_western_windows_are_dashes() -> None:
    text = "Ruolan Tao\nruolan@example.com\nEMPLOYMENT\n2017/07 – 2021/10  Staff Nurse\nClearwater’s Hospital\n"
    [post] = read(text.encode("cp1252")).work.value
    assert (post.start, post.end, post.organisation) == ("2017-07", "2021-10", "Clearwater’s Hospital")


def test_a_mail_gives_its_attachment() -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "应聘", "hr@example.com"
    mail.set_content("您好，附件是我的简历。")
    mail.add_attachment(TEXT.encode(), maintype="application", subtype="octet-stream", filename="简历.txt")
    assert read(mail.as_bytes(), "mail.eml").phone.value == "13800001234"


def test_a_mail_without_attachment_is_read_itself() -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "应聘", "hr@example.com"
    mail.set_content(TEXT)
    assert read(mail.as_bytes(), "mail.eml").name.value == "陈晓"


def test_a_docx_with_a_text_box_and_a_header() -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    box = "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>电话：13800001234</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr(
            "word/document.xml",
            f"<w:document {w}><w:body>{box}<w:p><w:r><w:t>学历：硕士</w:t></w:r></w:p></w:body></w:document>",
        )
        package.writestr("word/header1.xml", f"<w:hdr {w}><w:p><w:r><w:t>姓名：陈晓</w:t></w:r></w:p></w:hdr>")
    resume = read(buffer.getvalue(), "x.docx")
    assert (resume.name.value, resume.phone.value, resume.highest_degree.value) == ("陈晓", "13800001234", "master")


def test_a_form_with_tables_in_its_cells_and_labels_broken_over_lines() -> None:
    def table(*rows: tuple[str, ...]) -> str:
        filled = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
        return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in filled) + "</w:tbl>"

    def lines(*texts: str) -> str:
        return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)

    posts = table(
        tuple(map(lines, ("起止时间", "单位", "科室", "从事岗位"))),
        tuple(map(lines, ("2021.08-至今", "青州市人民医院", "设备科", "工程师"))),
    )
    form = table(
        (lines("姓名"), lines("陈晓"), lines("性别"), lines("女")),
        (lines("工作及", "实习经历"), posts),
        (lines("执业（职业）", "资格证书"), lines("护士执业证书 2019.06")),
        (lines("有何专长"), lines("网络布线、等保测评")),
    )
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", f"<w:document {w}><w:body>{form}</w:body></w:document>")
    resume = read(buffer.getvalue(), "x.docx")
    [post] = resume.work.value
    assert (post.organisation, post.department, post.position, post.start) == (
        "青州市人民医院",
        "设备科",
        "工程师",
        "2021-08",
    )
    assert [licence.kind for licence in resume.licences.value] == ["nurse_practice"]
    assert resume.skills.value == ("网络布线", "等保测评")


def test_an_emergency_contact_is_not_the_candidate() -> None:
    resume = read("姓名：陈晓\n紧急联系人：陈某  电话：13900005678\n本人手机：13800001234\n".encode())
    assert resume.phone.value == "13800001234"


def test_an_id_number_tells_gender_and_birth() -> None:
    resume = read("姓名：陈晓\n身份证号：320199198908070868\n".encode())
    assert (resume.gender.value, resume.birth_date.value) == ("female", "1989-08-07")


def test_text_has_no_page_image() -> None:
    with pytest.raises(NoPageImage):
        render_page(TEXT.encode(), "a.txt", 0, 600)
