"""What tests of tellings share: a text read to plain values, and a small PDF."""

from datetime import date
from typing import Any

from hr_recruit_plugin.engines.resume import parse

AS_OF = date(2026, 12, 1)


def read(text: str, name: str = "resume.txt") -> dict[str, Any]:
    return parse(text.encode(), name, as_of=AS_OF).plain()


def posts(plain: dict[str, Any]) -> list[list[Any]]:
    return [list(post.values()) for post in plain["work"]]


def schools(plain: dict[str, Any]) -> list[list[Any]]:
    return [list(school.values()) for school in plain["education"]]


def drawn_pdf(drawn: str) -> bytes:
    """One page with the operators ``drawn``; its font F1 is Helvetica."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}endstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = "%PDF-1.4\n" + "".join(f"{n} 0 obj\n{text}\nendobj\n" for n, text in enumerate(objects, 1))
    return (body + "trailer << /Root 1 0 R >>\n%%EOF").encode()
