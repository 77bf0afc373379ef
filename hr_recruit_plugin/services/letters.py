"""Letters as PDF: HTML from our templates, drawn by WeasyPrint with the fonts we ship."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import segno

from ..links import link
from ..models import Offer
from ..presentation import DIST, built, environment
from ..state import recruitment

if TYPE_CHECKING:
    from .offers import Terms
    from .unit import Unit

@dataclass(frozen=True)
class OfferLetter:
    """All that is printed on an offer. Once ``signed`` it has the page of how that was done.

    ``signature`` is a PNG, or None where the name was typed.
    """

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


def signed(unit: Unit, offer: Offer, image: bytes | None, trail: list[dict[str, Any]]) -> OfferLetter:
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
    trail = [{**step, "at": datetime.fromisoformat(step["at"])} for step in letter.trail]
    code = segno.make(letter.verify_url).png_data_uri(scale=4, border=1) if letter.verify_url else None
    return draw("letters/offer.html", letter=letter, trail=trail, qr=code)


def draw(template: str, **context: Any) -> bytes:
    """Any print template of ours (below ``hr_recruit/``) as PDF. Nothing is fetched from outside."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        """Style sheets and fonts of ours and data URLs; a letter never opens a connection."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith(("data:", DIST.as_uri() + "/")):
                raise ValueError("a letter may only use its own style sheets and fonts")
            return super().fetch(url, headers)

    state = recruitment()
    context = {"hospital": state.settings.hospital, **context}
    html = (
        environment(state)
        .get_template(f"hr_recruit/{template}")
        .render(local=lambda moment: moment.astimezone(state.settings.zone), stylesheet=built("print.css"), **context)
    )
    fetcher = OwnFiles(allowed_protocols=("file", "data"))
    letter = HTML(string=html, base_url=DIST.as_uri() + "/", url_fetcher=fetcher)
    pdf: bytes = letter.write_pdf(font_config=FontConfiguration())
    return pdf
