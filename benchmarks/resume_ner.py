"""Strict entity F1 of the reader's CRF features on ResumeNER, beside a plain CRF of the same run.

    python -m benchmarks.resume_ner --data FOLDER [--model FILE]

FOLDER holds ``train.char.bmes``, ``dev.char.bmes`` and ``test.char.bmes``: the folder ``ResumeNER`` of the public GitHub repository
``jiesutd/LatticeLSTM`` (Zhang and Yang, Chinese NER Using Lattice LSTM, ACL 2018). Nothing of it is part of this project and no
model trained on it is shipped; ``--model`` keeps the trained one for a second look at the same figures without training again.

An entity counts when its first character, its last character and its type are right. Training sees the train split alone;
what the features are and how far they are held back was chosen on dev; test is read for the figures alone.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pycrfsuite

from hr_recruit_plugin.engines.resume.crf import runs
from hr_recruit_plugin.engines.resume.crf_features import Features

Sentence = tuple[str, list[str]]
Entities = set[tuple[str, int, int]]

PUBLISHED = {"Lattice LSTM (2018)": 94.46, "FLAT (2020)": 95.45, "BERT, as FLAT reports it": 95.53}
PARAMETERS = {"c1": 0.1, "c2": 0.1, "max_iterations": 100}


def read(path: Path) -> list[Sentence]:
    """Sentences of a file of ``character tag`` lines; a blank line ends one."""
    sentences = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split(" ") for line in block.splitlines() if line.strip()]
        if rows:
            sentences.append(("".join(row[0] for row in rows), [row[1] for row in rows]))
    return sentences


def unigrams(text: str) -> Features:
    """The baseline's features: the character and two neighbours to each side."""
    padded = f"^^{text}$$"
    return [[f"{offset}{padded[index + 2 + offset]}" for offset in range(-2, 3)] for index in range(len(text))]


def train(sentences: Iterable[Sentence], model: Path, see: Callable[[str], Features]) -> float:
    """CPU seconds that it took."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for text, tags in sentences:
        trainer.append(see(text), tags)
    trainer.set_params(PARAMETERS)
    begun = time.process_time()
    trainer.train(str(model))
    return time.process_time() - begun


def entities(sentences: Sequence[Sentence], model: Path, see: Callable[[str], Features]) -> list[Entities]:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    return [set(runs(tagger.tag(see(text)))) for text, _ in sentences]


def f1(right: int, found: int, wanted: int) -> float:
    return 200 * right / max(found + wanted, 1)


def counts(gold: Sequence[Entities], told: Sequence[Entities]) -> dict[str, tuple[int, int, int]]:
    """Right, found and wanted by type; all of them under ``all``."""
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    for a, b in zip(gold, told, strict=True):
        for counter, spans in ((right, a & b), (found, b), (wanted, a)):
            counter.update(["all"] * len(spans))
            counter.update(kind for kind, _, _ in spans)
    return {kind: (right[kind], found[kind], wanted[kind]) for kind in [*sorted(set(wanted) - {"all"}), "all"]}
