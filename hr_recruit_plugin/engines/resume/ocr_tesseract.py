"""Lines of a picture by Tesseract (``[tesseract]``, Debian's tesseract-ocr-chi-sim): less sure than RapidOCR, but smaller."""

from __future__ import annotations

import os
from itertools import groupby
from typing import Any

from PIL import Image

LANGUAGES = "chi_sim+eng"
CHOICE = "HR_RECRUIT_OCR"
"""Environment variable: ``tesseract`` prefers it to RapidOCR."""

Line = tuple[str, list[tuple[float, float]], list[tuple[str, float, list[tuple[float, float]]]]]
"""Text, the four corners of its box, and its words as (text, confidence, corners); pixels, clockwise from top left."""


def wanted() -> bool:
    return os.environ.get(CHOICE) == "tesseract"


def installed() -> bool:
    """Whether the program, its Chinese data and the Python package are there."""
    try:
        import pytesseract

        return set(LANGUAGES.split("+")) <= set(pytesseract.get_languages())
    except (ImportError, OSError, RuntimeError):
        return False


def lines(image: Image.Image) -> list[Line]:
    """The lines that Tesseract finds, top to bottom within each of its blocks."""
    import pytesseract

    table = pytesseract.image_to_data(
        without_rules(image), lang=LANGUAGES, config="--psm 11", output_type=pytesseract.Output.DICT, timeout=60
    )
    rows = [dict(zip(table, values, strict=True)) for values in zip(*table.values(), strict=True)]
    words = [row for row in rows if row["level"] == 5 and str(row["text"]).strip()]
    return [_line(list(group)) for _, group in groupby(words, key=_place)]


def without_rules(image: Image.Image) -> Image.Image:
    """The picture without long straight lines: a word that touches the frame of its cell is missed."""
    import cv2
    import numpy

    grey = cv2.cvtColor(numpy.asarray(image), cv2.COLOR_RGB2GRAY)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    for shape in ((image.width // 25, 1), (1, image.height // 40)):
        rules = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        grey[cv2.dilate(rules, numpy.ones((3, 3), numpy.uint8)) > 0] = 255
    return Image.fromarray(grey)


def _place(word: dict[str, Any]) -> tuple[int, int, int]:
    return word["block_num"], word["par_num"], word["line_num"]


def _line(words: list[dict[str, Any]]) -> Line:
    text = ""
    for word in words:
        blank = " " if text and text[-1] < "⺀" and word["text"][0] < "⺀" else ""
        text += blank + word["text"]
    return text, _corners(words), [(w["text"], float(w["conf"]) / 100, _corners([w])) for w in words]


def _corners(words: list[dict[str, Any]]) -> list[tuple[float, float]]:
    x0, y0 = min(w["left"] for w in words), min(w["top"] for w in words)
    x1, y1 = max(w["left"] + w["width"] for w in words), max(w["top"] + w["height"] for w in words)
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
