"""How much of a file is read before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a file may go: bytes, pages, characters, and time.

    ``seconds`` is CPU time, ``wall_seconds`` the clock: a busy machine is no fault of the file. A resume is a few pages; these
    are far above.
    """

    file_bytes: int = 30 * 1024 * 1024
    inflated_bytes: int = 120 * 1024 * 1024
    inflation_ratio: int = 300
    pages: int = 60
    ocr_pages: int = 12
    characters: int = 400_000
    image_pixels: int = 60_000_000
    archive_members: int = 20_000
    seconds: float = 60.0
    wall_seconds: float = 180.0
    memory_bytes: int = 2 * 1024 * 1024 * 1024


DEFAULT_LIMITS = Limits()
