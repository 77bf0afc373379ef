"""PDF resumes through WeasyPrint, scans made from them, and one that nobody can open."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Any

import pypdfium2
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image, ImageFilter

from benchmarks.resume_generator.printing import printed

from .words import page_context

_designs = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "designs"), autoescape=True, undefined=StrictUndefined
)


def pdf_resume(page: dict[str, Any], design: str) -> bytes:
    """A PDF of ``page`` in ``design`` (a file of ``designs/``), with the fonts cut down to its characters."""
    english = design == "english"
    body = _designs.get_template(f"{design}.html").render(page_context(page, english=english))
    language = "en" if english else "zh-CN"
    return printed(f'<html lang="{language}"><body>{body}</body></html>')


def scanned(pdf: bytes, seed: int) -> bytes:
    """The first page of ``pdf`` as a ward's scanner sees it: grey, tilted, noisy, as JPEG."""
    chance = random.Random(seed)
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=150 / 72).to_pil().convert("L")
    paper = page.point(lambda v: 28 + v * 0.82)
    tilted = paper.rotate(chance.uniform(0.6, 1.2), Image.Resampling.BICUBIC, fillcolor=225)
    dust = Image.frombytes("L", tilted.size, chance.randbytes(tilted.width * tilted.height))
    noisy = Image.blend(tilted, dust.filter(ImageFilter.GaussianBlur(0.8)), 0.06)
    out = io.BytesIO()
    noisy.save(out, "JPEG", quality=42, dpi=(150, 150))
    return out.getvalue()


def locked(pdf: bytes) -> bytes:
    """``pdf`` behind a password that nobody was told."""
    import pypdf
    from pypdf.generic import ArrayObject, ByteStringObject

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    # RC4 with a fixed file id is as weak as it sounds, and gives the same bytes on every run.
    identifier = ArrayObject([ByteStringObject(b"hr-recruit-demo0")] * 2)
    writer._ID = identifier
    writer.encrypt("nobody-knows", algorithm="RC4-128")
    writer._ID = identifier
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
