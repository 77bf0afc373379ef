"""BM25 of an advertisement over profiles: a weak extra that orders candidates whom the score leaves equal.

It counts words, so it never earns a point and never opens or shuts a gate. Okapi BM25 with the usual k1 = 1.2 and
b = 0.75 (Robertson and Zaragoza 2009); Chinese is cut into pairs of characters, which needs no dictionary.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from typing import TypeVar

from .advertisement import passages
from .profile import Profile
from .words import fold

Key = TypeVar("Key")
K1, B = 1.2, 0.75
_RUNS = re.compile(r"[a-z][a-z0-9+#]*|[\u3400-\u9fff]+")


def affinity(advertisement: str, profiles: Mapping[Key, Profile]) -> dict[Key, float]:
    """How near the skills, posts and majors of each profile are to what ``advertisement`` asks for, 0 or more."""
    asked = {term for passage in passages(advertisement) for term in _terms(passage.text)}
    documents = {key: Counter(_terms(_words(profile))) for key, profile in profiles.items()}
    if not asked or not documents:
        return dict.fromkeys(profiles, 0.0)
    holders = Counter(term for document in documents.values() for term in asked & document.keys())
    weights = {term: math.log(1 + (len(documents) - n + 0.5) / (n + 0.5)) for term, n in holders.items()}
    mean = sum(document.total() for document in documents.values()) / len(documents) or 1.0
    return {key: _bm25(document, weights, mean) for key, document in documents.items()}


def _bm25(document: Counter[str], weights: Mapping[str, float], mean: float) -> float:
    damping = K1 * (1 - B + B * document.total() / mean)
    shared = sorted(weights.keys() & document.keys())
    return round(sum(weights[term] * document[term] * (K1 + 1) / (document[term] + damping) for term in shared), 6)


def _words(profile: Profile) -> str:
    texts = [skill.value for skill in profile.skills]
    texts += [text for post in profile.posts for text in (post.department, post.position) if text]
    texts += [study.major for study in profile.education if study.major]
    return "\n".join(texts)


def _terms(text: str) -> list[str]:
    terms: list[str] = []
    for run in _RUNS.findall(fold(text)):
        pairs = [run[n : n + 2] for n in range(len(run) - 1)]
        terms += [run] if run.isascii() else pairs
    return terms
