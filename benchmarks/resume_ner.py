"""Strict entity F1 of the reader's CRF features on ResumeNER, beside a plain CRF of the same run.

    python -m benchmarks.resume_ner --data FOLDER [--split dev] [--models FOLDER]

FOLDER holds ``train.char.bmes``, ``dev.char.bmes`` and ``test.char.bmes``: the folder ``ResumeNER`` of the public GitHub repository
``jiesutd/LatticeLSTM`` (Zhang and Yang, Chinese NER Using Lattice LSTM, ACL 2018). Nothing of it is part of this project and no
model trained on it is shipped.

An entity counts when its first character, its last character and its type are right. Training sees the train split alone;
features were chosen by one half of train after learning from the other, penalties on dev.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pycrfsuite

from hr_recruit_plugin.engines.resume.crf import runs
from hr_recruit_plugin.engines.resume.crf_features import Features, features

Sentence = tuple[str, list[str]]
Entities = set[tuple[str, int, int]]
Counts = dict[str, tuple[int, int, int]]

PUBLISHED = {"Lattice LSTM (2018)": 94.46, "FLAT (2020)": 95.45, "BERT, as FLAT reports it": 95.53}
PARAMETERS = {"c1": 0.1, "c2": 0.1, "max_iterations": 100}


def plain(text: str) -> Features:
    """The baseline: the character and two neighbours to each side."""
    padded = f"^^{text}$$"
    return [[f"{offset}{padded[at + 2 + offset]}" for offset in range(-2, 3)] for at in range(len(text))]


def read(path: Path) -> list[Sentence]:
    """Sentences of a file of ``character tag`` lines; a blank line ends one."""
    sentences = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line.split(" ") for line in block.splitlines() if line.strip()]
        if lines:
            sentences.append(("".join(line[0] for line in lines), [line[1] for line in lines]))
    return sentences


def train(sentences: Sequence[Sentence], model: Path, see: Callable[[str], Features]) -> None:
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for text, tags in sentences:
        trainer.append(see(text), tags)
    trainer.set_params(PARAMETERS)
    begun = time.process_time()
    trainer.train(str(model))
    print(f"{model.stem}: {len(sentences)} sentences, {time.process_time() - begun:.0f} s of CPU", flush=True)


def entities(sentences: Sequence[Sentence], model: Path, see: Callable[[str], Features]) -> list[Entities]:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    return [set(runs(tagger.tag(see(text)))) for text, _ in sentences]


def f1(right: int, found: int, wanted: int) -> float:
    return 200 * right / max(found + wanted, 1)


def counts(gold: Sequence[Entities], told: Sequence[Entities]) -> Counts:
    """Right, found and wanted by type; all of them under ``all``."""
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    for a, b in zip(gold, told, strict=True):
        for counter, spans in ((right, a & b), (found, b), (wanted, a)):
            counter.update(["all"] * len(spans))
            counter.update(kind for kind, _, _ in spans)
    return {kind: (right[kind], found[kind], wanted[kind]) for kind in [*sorted(set(wanted) - {"all"}), "all"]}


def show(told: Counts, baseline: Counts) -> None:
    print(f"{'type':8}{'entities':>9}{'precision':>11}{'recall':>9}{'F1':>8}{'plain F1':>10}")
    for kind, (right, found, wanted) in told.items():
        precision, recall = 100 * right / max(found, 1), 100 * right / max(wanted, 1)
        print(
            f"{kind:8}{wanted:9}{precision:11.2f}{recall:9.2f}{f1(right, found, wanted):8.2f}{f1(*baseline[kind]):10.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--split", default="test", choices=("dev", "test"))
    parser.add_argument(
        "--models", type=Path, metavar="FOLDER", help="keep the models there, and use those that are there"
    )
    args = parser.parse_args()
    learnt, asked = (read(args.data / f"{split}.char.bmes") for split in ("train", args.split))
    gold = [set(runs(tags)) for _, tags in asked]
    told = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name, see in (("plain", plain), ("ours", features)):
            model = (args.models or Path(scratch)) / f"{name}.crfsuite"
            if not model.exists():
                train(learnt, model, see)
            told[name] = counts(gold, entities(asked, model, see))
    print(f"\nResumeNER, {args.split}: {len(asked)} sentences, strict F1 of spans and types\n")
    show(told["ours"], told["plain"])
    print("\npublished on test: " + ", ".join(f"{name} {mark}" for name, mark in PUBLISHED.items()))


if __name__ == "__main__":
    main()
