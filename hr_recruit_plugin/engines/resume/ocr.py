"""Words on a picture, by RapidOCR (the ``[ocr]`` extra) or Tesseract, straightened first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from PIL import Image

from . import ocr_tesseract
from .errors import N_, ResumeRefused
from .glyphs import Run
from .model import Page
from .ocr_lines import line_runs
from .rules import Drawing

THREADS = 1


@lru_cache(maxsize=1)
def _engine() -> Any:
    try:
        from rapidocr import RapidOCR
    except ImportError as error:
        raise ResumeRefused(
            "ocr_missing",
            N_('这是扫描件或图片，需要文字识别组件。请管理员安装：pip install "hr-recruit-plugin[ocr]"。'),
        ) from error
    import logging

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    settings = {
        "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        "Global.use_cls": False,
        "Global.log_level": "error",
        "Global.max_side_len": 2400,
        "Det.limit_side_len": 1280,
        "Det.limit_type": "max",
    }
    return RapidOCR(params=settings)


def recognise(image: Image.Image, page: Page) -> tuple[list[Run], Drawing]:
    """Runs in the page's points, and the ruled lines of the picture. Raises :class:`ResumeRefused` without the extra."""
    import numpy

    lines_of = _reader()
    upright = dark_inverted(straightened(image)[0])
    pixels = numpy.asarray(upright)
    lines = lines_of(upright)
    if not lines:
        return [], Drawing([], [], [])
    scale = (page.width / upright.width, page.height / upright.height)
    ink = _ink(pixels)
    runs: list[Run] = []
    for text, box, words in lines:
        runs += line_runs(text, box, words, ink, scale)
    return runs, _drawing(upright, *scale)


def _reader() -> Callable[[Image.Image], Sequence[tuple[str, Any, Any]]]:
    """RapidOCR, or Tesseract where it is preferred or alone there."""
    if ocr_tesseract.installed() and (ocr_tesseract.wanted() or find_spec("rapidocr") is None):
        return ocr_tesseract.lines
    engine = _engine()
    return lambda image: _rapid_lines(engine, image)


def _rapid_lines(engine: Any, image: Image.Image) -> list[tuple[str, Any, Any]]:
    import numpy

    result = engine(numpy.asarray(image)[:, :, ::-1], return_word_box=True)
    if result is None or result.boxes is None:
        return []
    words = result.word_results or [()] * len(result.txts)
    return list(zip(result.txts, result.boxes, words, strict=True))


def _ink(pixels: Any) -> Any:
    """True where there is print."""
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    return cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 18) > 0


def dark_inverted(image: Image.Image) -> Image.Image:
    """The picture with its dark areas (sidebars, title bars) turned light, since light print on dark is missed."""
    import cv2
    import numpy

    pixels = numpy.array(image)
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    ground = cv2.medianBlur(cv2.resize(grey, (0, 0), fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA), 21)
    dark = cv2.resize(
        (ground < 128).astype(numpy.uint8), (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST
    )
    if dark.mean() < 0.01:
        return image
    pixels[dark > 0] = 255 - pixels[dark > 0]
    return Image.fromarray(pixels)


def straightened(image: Image.Image) -> tuple[Image.Image, float]:
    """The picture turned so that its text lines lie flat, and by how many degrees. Looks within ±6 degrees."""
    import cv2
    import numpy

    small = image.convert("L")
    small.thumbnail((900, 900))
    pixels = numpy.asarray(small, dtype=numpy.uint8)
    ink = cv2.adaptiveThreshold(pixels, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15)
    best = _best_angle(ink, numpy.arange(-6, 6.1, 1.0))
    best = _best_angle(ink, numpy.arange(best - 0.8, best + 0.81, 0.2))
    if abs(best) < 0.15:
        return image, 0.0
    return image.rotate(best, resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255)), best


def _best_angle(ink: Any, angles: Any) -> float:
    import cv2
    import numpy

    height, width = ink.shape
    scores = []
    for angle in angles:
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), float(angle), 1.0)
        profile = cv2.warpAffine(ink, matrix, (width, height)).sum(axis=1, dtype=numpy.float64)
        scores.append(float(((profile[1:] - profile[:-1]) ** 2).sum()))
    return float(angles[int(numpy.argmax(scores))])


def _drawing(image: Image.Image, scale_x: float, scale_y: float) -> Drawing:
    """Long straight lines of the picture, which are the rules of a form."""
    import cv2
    import numpy

    pixels = numpy.asarray(image.convert("L"))
    ink = cv2.adaptiveThreshold(pixels, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    drawing = Drawing([], [], [])
    for horizontal in (True, False):
        length = image.width // 25 if horizontal else image.height // 60
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1) if horizontal else (1, length))
        lines = cv2.dilate(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel), numpy.ones((3, 3), numpy.uint8))
        _, _, stats, _ = cv2.connectedComponentsWithStats(lines)
        for x, y, w, h, _area in stats[1:3000]:
            box = (x * scale_x, y * scale_y, (x + w) * scale_x, (y + h) * scale_y)
            if horizontal and h < 16 and w > 3 * h:
                drawing.horizontal.append(((box[1] + box[3]) / 2, box[0], box[2]))
            elif not horizontal and w < 16 and h > 3 * w:
                drawing.vertical.append(((box[0] + box[2]) / 2, box[1], box[3]))
    return drawing
