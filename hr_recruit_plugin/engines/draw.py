"""Drawing lots so that anybody can draw them again.

The seed is promised by its SHA-256 before the words are known, and shown afterwards; the words are typed by the supervisor
after the promise. Neither side alone can choose what comes out. Items are sorted by the SHA-256 of
``seed:words:round:item`` (UTF-8, hexadecimal, ascending), which a spreadsheet or ``sha256sum`` computes as well.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

ROUNDS = 200
"""How often lots are drawn again before it is said that no order keeps the rules."""


def promise(seed: str) -> str:
    """What is shown before the draw."""
    return _sha256(seed)


def key(seed: str, words: str, item: str, round: int = 1) -> str:
    """What an item is sorted by."""
    return _sha256(f"{seed}:{words}:{round}:{item}")


def order(seed: str, words: str, items: Iterable[str], round: int = 1) -> list[str]:
    """The items in the order drawn. Raises ValueError when one is there twice: it could be told from itself by nobody."""
    found = list(items)
    if len(set(found)) != len(found):
        raise ValueError("an item is there twice")
    return sorted(found, key=lambda item: key(seed, words, item, round))


def lots(seed: str, words: str, groups: Mapping[str, Sequence[str]], round: int = 1) -> dict[str, list[str]]:
    """Each group's items in the order drawn."""
    return {group: order(seed, words, items, round) for group, items in groups.items()}


def first_allowed(
    seed: str, words: str, groups: Mapping[str, Sequence[str]], allowed: Callable[[dict[str, list[str]]], bool]
) -> tuple[int, dict[str, list[str]]] | None:
    """The first round whose lots keep the rules (回避 among them), with its number; None when there is none."""
    for round in range(1, ROUNDS + 1):
        found = lots(seed, words, groups, round)
        if allowed(found):
            return round, found
    return None


def digest(record: Mapping[str, Any]) -> str:
    """SHA-256 of a record as JSON with sorted keys and no spaces."""
    return _sha256(json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
