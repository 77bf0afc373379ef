"""HTML printed and scanned with the fonts that the product ships, so that a set looks the same on every machine."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pypdfium2
from PIL import Image, ImageFilter
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

BUILT_FONTS = Path(__file__).resolve().parents[2] / "hr_recruit_plugin" / "static" / "dist" / "fonts"
FAMILIES = (("Resume Sans", "noto-sans-sc"), ("Resume Serif", "noto-serif-sc"))


def printed(markup: str) -> bytes:
    """``markup`` as PDF; "Resume Sans" and "Resume Serif" are there for its styles."""
    # Fonts are known to one configuration alone; without passing it on the faces would be ignored.
    fonts = FontConfiguration()
    faces = CSS(string=font_faces(), font_config=fonts)
    pdf: bytes = HTML(string=markup).write_pdf(stylesheets=[faces], font_config=fonts)
    return pdf


def font_faces() -> str:
    """The product's fonts as ``@font-face`` rules.

    Raises:
        SystemExit: the front end has not been built, so there is no font to embed.
    """
    rules = []
    for family, stem in FAMILIES:
        for weight in (400, 600):
            found = sorted(BUILT_FONTS.glob(f"{stem}-{weight}*.ttf"))
            if not found:
                raise SystemExit(f"no {stem}-{weight}*.ttf in {BUILT_FONTS}; run `make assets` first")
            rules.append(
                f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url("{found[0].as_uri()}"); }}'
            )
    return "\n".join(rules)


def to_scan(pdf: bytes, rng: random.Random) -> tuple[str, bytes]:
    """The pages printed and laid askew on the glass: (``jpg``, a picture), or (``pdf``, pictures) where they are several."""
    sheets = [_scanned(page, rng) for page in pypdfium2.PdfDocument(pdf)]
    buffer, quality = io.BytesIO(), rng.randint(55, 85)
    if len(sheets) == 1:
        sheets[0].save(buffer, "JPEG", quality=quality)
        return "jpg", buffer.getvalue()
    sheets[0].save(buffer, "PDF", quality=quality, resolution=144, save_all=True, append_images=sheets[1:])
    return "pdf", buffer.getvalue()


def _scanned(page: pypdfium2.PdfPage, rng: random.Random) -> Image.Image:
    sheet = page.render(scale=2.0).to_pil().convert("L")
    sheet = sheet.rotate(rng.uniform(-1.8, 1.8), fillcolor=245, resample=Image.Resampling.BICUBIC)
    noise = Image.effect_noise(sheet.size, 18)
    return Image.blend(sheet, noise, 0.08).filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 0.7)))
