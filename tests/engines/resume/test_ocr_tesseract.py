"""Scans read by Tesseract instead of RapidOCR."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from hr_recruit_plugin.engines.resume import ocr_tesseract, parse
from tests.peers.process import require_peer

SCAN = Path(__file__).parents[2] / "data" / "resumes" / "dev061_zh_scan-jpg.jpg"

pytestmark = pytest.mark.peer


@pytest.fixture(autouse=True)
def tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    if not ocr_tesseract.installed():
        require_peer("tesseract", "there is no tesseract with chi_sim; run scripts/peers/install.sh")
    monkeypatch.setenv(ocr_tesseract.CHOICE, "tesseract")


def test_a_scan_is_read_with_places() -> None:
    read = parse(SCAN.read_bytes(), SCAN.name, as_of=date(2026, 12, 1))
    assert (read.name.value, read.phone.value) == ("高雨桐", "13800071266")
    assert read.id_number.value == "310199200508130946"
    assert read.phone.evidence[0].box is not None


def test_an_empty_picture_has_no_lines() -> None:
    assert ocr_tesseract.lines(Image.new("RGB", (600, 400), "white")) == []


def test_rules_go_and_print_stays() -> None:
    picture = Image.new("RGB", (1200, 1600), "white")
    draw = ImageDraw.Draw(picture)
    draw.line((20, 50, 580, 50), "black", 3)
    draw.rectangle((100, 200, 110, 215), "black")
    clean = ocr_tesseract.without_rules(picture)
    assert clean.getpixel((300, 50)) == 255
    assert clean.getpixel((105, 207)) == 0
