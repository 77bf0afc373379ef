"""The sample resumes: real files, invented people, and the bad ones are really bad."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from PIL import Image

from hr_recruit_plugin.demo import data

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = data.samples()
READABLE = [s for s in SAMPLES if s.person]


def text_of(path: Path) -> str:
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    if path.suffix == ".docx":
        document = Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([p.text for p in document.paragraphs] + cells)
    return path.read_bytes().decode("gb18030")


def test_manifest_and_folder_agree():
    assert {s.file for s in SAMPLES} == {p.name for p in data.RESUMES.iterdir()}
    assert {s.job for s in SAMPLES} == {job.code for job in data.JOBS}
    assert {s.source for s in SAMPLES} == set(data.SOURCE_COSTS)


def test_files_are_small():
    assert max(s.path.stat().st_size for s in SAMPLES) < 150_000


def test_kinds_of_files():
    kinds = [s.path.suffix for s in READABLE]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {".pdf": 16, ".docx": 8, ".txt": 1, ".jpg": 1}
    assert sorted(s.note for s in SAMPLES if s.note) == ["duplicate", "encrypted", "executable", "scan"]


@pytest.mark.parametrize("sample", [s for s in READABLE if s.note != "scan"], ids=lambda s: s.file)
def test_page_says_what_the_manifest_says(sample):
    text = re.sub(r"\s", "", text_of(sample.path))
    person = sample.person
    for value in (person["name"], person["phone"], person["email"], person["id_number"]):
        assert value is None or value.replace(" ", "") in text
    for entry in person["work"] + person["education"]:
        assert re.sub(r"\s", "", entry.get("organisation") or entry["school"]) in text
    assert all(licence["number"] in text for licence in person["licences"])


@pytest.mark.parametrize("sample", READABLE, ids=lambda s: s.file)
def test_numbers_and_addresses_belong_to_nobody(sample):
    person = sample.person
    assert re.fullmatch(r"1\d\d00\d{6}", person["phone"])
    assert re.search(r"@(mail\.example\.cn|example\.(org|com))$", person["email"])
    if number := person["id_number"]:
        weights = [2 ** (17 - i) % 11 for i in range(17)]
        rest = sum(int(d) * w for d, w in zip(number, weights, strict=False)) % 11
        assert number[4:6] == "99"
        assert number[17] == "10X98765432"[rest]
        assert number[6:14] == person["birth_date"].replace("-", "")
        assert int(number[16]) % 2 == (person["gender"] == "male")


def test_phones_differ_but_for_the_person_who_applies_twice():
    again = next(s for s in SAMPLES if s.note == "duplicate")
    same = [s.file for s in READABLE if s.person["phone"] == again.person["phone"]]
    assert len(same) == 2
    assert len({s.person["phone"] for s in READABLE}) == len(READABLE) - 1


def test_scan_is_a_picture():
    with Image.open(next(s.path for s in SAMPLES if s.note == "scan")) as scan:
        assert (scan.format, scan.mode) == ("JPEG", "L")


def test_encrypted_pdf_asks_for_a_password():
    with pytest.raises(pypdfium2.PdfiumError, match=r"(?i)password"):
        pypdfium2.PdfDocument(next(s.path for s in SAMPLES if s.note == "encrypted"))


def test_program_only_pretends_to_be_a_document():
    path = next(s.path for s in SAMPLES if s.note == "executable")
    assert path.read_bytes().startswith(b"MZ")
    assert path.suffix == ".docx"
    assert not zipfile.is_zipfile(path)


def test_quality_is_spread():
    by_job = {job.code: [s.person for s in READABLE if s.job == job.code] for job in data.JOBS}
    assert all(len(people) >= 6 for people in by_job.values())
    assert any(not person["licences"] for person in by_job["NUR-ICU-01"])
    assert any(person["years_of_experience"] < 5 for person in by_job["DOC-CAR-02"])
    assert any("市场营销" in person["education"][0]["major"] for person in by_job["ENG-AI-03"])


@pytest.mark.slow
def test_script_makes_the_same_people_again(tmp_path):
    if not (ROOT / "hr_recruit_plugin/static/dist/fonts").is_dir():
        pytest.skip("fonts are not built; run `make assets`")
    pytest.importorskip("pypdf")
    script = ROOT / "scripts" / "make_samples.py"
    subprocess.run([sys.executable, script, "--into", tmp_path], check=True, capture_output=True)
    assert json.loads((tmp_path / "samples.json").read_text()) == json.loads((data.SAMPLES / "samples.json").read_text())
