"""Train the CRF that ships with the resume reader, on lines that we invent; the same command gives the same file.

    python scripts/train_resume_crf.py [--lines 7000] [--check 600]

Writes ``hr_recruit_plugin/engines/resume/names_and_posts.crfsuite`` and prints how well it does on lines with another seed.
That figure is of our own wordings and says little about strangers'; ``python -m benchmarks.resume_crf`` compares the reader
with and without the model on whole resumes.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import pycrfsuite

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.resume_generator.tagged import lines
from hr_recruit_plugin.engines.resume.crf import MODEL, mentions, runs
from hr_recruit_plugin.engines.resume.crf_features import features

SEED = 20261127
# c1 throws out the features that pay least: the file stays small.
PARAMETERS = {"c1": 0.4, "c2": 0.05, "max_iterations": 60, "feature.minfreq": 4}


def train(count: int) -> None:
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for text, tags in lines(SEED, count):
        trainer.append(features(text), tags)
    trainer.set_params(PARAMETERS)
    trainer.train(str(MODEL))
    print(f"{MODEL.name}: {MODEL.stat().st_size / 1e6:.2f} MB from {count} lines")


def check(count: int) -> None:
    """Exact precision and recall of each role on lines that were not trained on."""
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    for text, tags in lines(SEED + 1, count):
        gold = set(runs(tags))
        told = {(mention.role, mention.start, mention.end) for mention in mentions(text)}
        for counter, spans in ((right, gold & told), (found, told), (wanted, gold)):
            counter.update(role for role, _, _ in spans)
    for role in sorted(wanted):
        precision, recall = right[role] / max(found[role], 1), right[role] / wanted[role]
        print(f"{role:13} P {100 * precision:5.1f}  R {100 * recall:5.1f}  of {wanted[role]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=7000)
    parser.add_argument("--check", type=int, default=600)
    args = parser.parse_args()
    train(args.lines)
    check(args.check)


if __name__ == "__main__":
    main()
