"""Common Chinese words and their parts of speech: they say where words end in a language that writes no spaces.

The list is made by ``scripts/make_common_words.py``. It is read when the CRF is first asked: most resumes never ask.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("common_words.txt")
LONGEST = 4


@lru_cache(maxsize=1)
def common_words() -> dict[str, str]:
    """Part of speech by word, of words of two to :data:`LONGEST` characters."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines if not line.startswith("#"))
