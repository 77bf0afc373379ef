"""Page pictures for the dossier."""

from __future__ import annotations

import io

from PIL import Image

from .errors import NoPageImage
from .limits import DEFAULT_LIMITS, Limits
from .read_image import open_image
from .read_pdf import open_pdf
from .sniff import kind_of


def render_page(data: bytes, filename: str, page: int, width_px: int, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Page ``page`` (from 0) as PNG, ``width_px`` wide (50 to 3000).

    :raises NoPageImage: the format has no pages (DOCX, TXT, HTML), or no such page.
    :raises ResumeRefused: the file cannot be opened.
    """
    width = min(max(width_px, 50), 3000)
    kind = kind_of(data)
    if kind == "pdf":
        picture = _pdf_page(data, page, width, limits)
    elif kind == "image" and page == 0:
        picture = _scaled(open_image(data, limits), width)
    else:
        raise NoPageImage(filename)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=False, compress_level=6)
    return buffer.getvalue()


def _pdf_page(data: bytes, page: int, width: int, limits: Limits) -> Image.Image:
    pdf = open_pdf(data, limits)
    try:
        if not 0 <= page < len(pdf):
            raise NoPageImage(str(page))
        sheet = pdf[page]
        sheet_width, sheet_height = sheet.get_size()
        scale = min(width / max(sheet_width, 1), 6000 / max(sheet_height, 1))
        picture: Image.Image = sheet.render(scale=scale).to_pil().convert("RGB")
        return picture
    finally:
        pdf.close()


def _scaled(image: Image.Image, width: int) -> Image.Image:
    height = max(1, round(image.height * width / max(image.width, 1)))
    return image.resize((width, min(height, 8000)))
