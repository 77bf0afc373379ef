"""Is a page's text layer worth reading, or should the page go to OCR?"""

from __future__ import annotations

from collections.abc import Sequence


def usable_text(characters: Sequence[str]) -> bool:
    """False for no text, almost none, or mojibake: mostly symbols, unmapped glyphs, or a script nobody writes resumes in."""
    visible = [c[0] for c in characters if c.strip()]
    if len(visible) < 12:
        return False
    good = sum(_expected(c) for c in visible)
    return good >= 0.6 * len(visible)


def _expected(character: str) -> bool:
    return (
        " " < character < "\x7f"
        or "一" <= character <= "鿿"
        or "　" <= character <= "〿"
        or "＀" <= character <= "￮"
        or "‐" <= character <= "⁯"
        or "■" <= character <= "☆"
        or "À" <= character <= "ɏ"
        or character in "•·→✓✔℃①②③④⑤⑥⑦⑧⑨⑩"
    )
