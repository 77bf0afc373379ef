"""Letters as PDF: HTML from our templates, drawn by WeasyPrint with the fonts we ship."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..links import link
from ..models import Offer
from ..state import recruitment

if TYPE_CHECKING:
    from .offers import Terms
    from .unit import Unit

STATIC = Path(__file__).parent.parent / "static" / "dist"


@dataclass(frozen=True)
class OfferLetter:
    """All that is printed on an offer. ``signature`` is a PNG; with it the letter has its signature page."""

    number: str
    name: str
    terms: Terms
    issued: datetime
    expires: datetime
    hospital: str
    signature: bytes | None = None
    signed: datetime | None = None
    letter_sha256: str | None = None
    verify_url: str | None = None
    trail: list[dict[str, Any]] = field(default_factory=list)

    @property
    def signature_url(self) -> str | None:
        return None if self.signature is None else f"data:image/png;base64,{base64.b64encode(self.signature).decode()}"


def signed(unit: Unit, offer: Offer, image: bytes, trail: list[dict[str, Any]]) -> OfferLetter:
    """The letter of ``offer`` with its signature page."""
    from .offers import Terms

    plain = OfferLetter(
        offer.number, offer.application.candidate.name, Terms.from_dict(offer.terms), offer.issued_at,
        offer.expires_at, unit.state.settings.hospital,
    )  # fmt: skip
    return replace(
        plain, signature=image, signed=unit.now, letter_sha256=offer.letter_sha256,
        verify_url=link("portal.verify"), trail=trail,
    )  # fmt: skip


def render(letter: OfferLetter) -> bytes:
    """Draw the PDF (A4)."""
    return draw("hr_recruit/letters/offer.html", letter=letter)


def draw(template: str, **context: Any) -> bytes:
    """Any of our print templates as PDF. Nothing is fetched from outside."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    from ..views.rendering import environment

    html = environment(recruitment()).get_template(template).render(zone=recruitment().settings.zone, **context)
    fonts = FontConfiguration()
    pdf: bytes = HTML(string=html, base_url=STATIC.as_uri() + "/", url_fetcher=_local_only).write_pdf(font_config=fonts)
    return pdf


def _local_only(url: str, *args: Any, **kwargs: Any) -> Any:
    """Fonts and style sheets of ours and data URLs; a letter never opens a connection."""
    from weasyprint import default_url_fetcher

    if url.startswith("data:") or url.startswith(STATIC.as_uri()):
        return default_url_fetcher(url, *args, **kwargs)
    raise ValueError("a letter may only use its own style sheets and fonts")
