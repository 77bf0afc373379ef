"""JPEG, PNG and other pictures, read by OCR."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from .document import Document
from .errors import N_, ResumeRefused
from .limits import Limits
from .model import Page
from .read_pdf import _stitched, arrange


def open_image(data: bytes, limits: Limits) -> Image.Image:
    """The picture upright and in RGB. Raises :class:`ResumeRefused` where it is broken or far too large."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data))
            if image.width * image.height > limits.image_pixels:
                raise ResumeRefused(
                    "too_large",
                    N_("图片有 %(pixels)d 万像素，过大。请压缩后重新上传。"),
                    {"pixels": image.width * image.height // 10000},
                )
            image.draft("RGB", (2600, 2600))
            return ImageOps.exif_transpose(image).convert("RGB")
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        EOFError,
    ) as error:
        raise ResumeRefused("broken", N_("图片已损坏，无法打开。请重新拍摄或扫描后上传。")) from error


def read(data: bytes, limits: Limits, ocr: bool) -> Document:
    """The words of one picture. Raises :class:`ResumeRefused` without OCR."""
    from . import ocr as reader

    image = open_image(data, limits)
    if not ocr:
        raise ResumeRefused(
            "no_text", N_("这是图片，需要文字识别（OCR）才能读取，但未启用。请启用 OCR 或上传文字版简历。")
        )
    page = Page(595.3, 595.3 * image.height / max(image.width, 1), "ocr")
    runs, drawing = reader.recognise(image, page)
    return Document.assemble(_stitched([arrange(runs, drawing, 0, page)]), (page,))
