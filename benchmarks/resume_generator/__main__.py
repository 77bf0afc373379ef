"""Write a set of generated resumes and their gold."""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Any

from . import designs, documents, english, people, wilder
from .printing import printed, to_scan
from .wording import Wording


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--held-out", action="store_true", help="the templates and date styles kept back while developing"
    )
    parser.add_argument("--english", type=float, default=0.2, help="share of English resumes")
    parser.add_argument("--formats", default="pdf,pdf,pdf,docx,txt,doc")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    with (args.out / "gold.jsonl").open("w", encoding="utf-8") as gold:
        for number in range(args.count):
            rng = random.Random(f"{args.seed}-{number}")
            formats = args.formats.split(",")
            in_english = rng.random() < args.english
            name, content, facts = (write_english if in_english else write)(rng, number, args.held_out, formats)
            (args.out / name).write_bytes(content)
            gold.write(json.dumps({"file": name, **facts}, ensure_ascii=False) + "\n")


def write_english(rng: random.Random, number: int, held_out: bool, formats: list[str]) -> tuple[str, bytes, dict[str, Any]]:
    """As :func:`write`, in English."""
    kind = rng.choice(formats)
    gold, sections, top = english.write(rng, held_out)
    if kind in ("pdf", "scan", "doc"):
        markup = english.to_html(rng, sections, top)
        suffix, content = drawn(markup, kind, rng)
    else:
        kind, suffix, content = "txt", "txt", english.to_text(sections, top).encode()
    name = f"g{number:04d}_en_{kind}-english.{suffix}"
    return name, content, without_names(gold)


def drawn(markup: str, kind: str, rng: random.Random) -> tuple[str, bytes]:
    """(suffix, content): saved as it is (``doc``), printed (``pdf``) or printed and scanned (``scan``)."""
    if kind == "doc":
        return "doc", markup.encode()
    return to_scan(printed(markup), rng) if kind == "scan" else ("pdf", printed(markup))


def without_names(gold: dict[str, Any]) -> dict[str, Any]:
    """Gold without what only the writer needs."""
    return {**gold, "licences": [{a: b for a, b in x.items() if not a.startswith("_")} for x in gold["licences"]]}


def write(
    rng: random.Random, number: int, held_out: bool, formats: list[str]
) -> tuple[str, bytes, dict[str, object]]:
    """(file name, content, gold) of one resume."""
    person, wording = people.make(rng), Wording.draw(rng, held_out)
    kind = rng.choice(formats)
    every = designs.DESIGNS | wilder.WILDER
    design = rng.choice(list(every))
    if kind in ("pdf", "scan", "doc"):
        markup = every[design](person, wording)
        suffix, content = drawn(markup, kind, rng)
    else:
        design, suffix = "text", kind
        content = documents.to_docx(person, wording) if kind == "docx" else documents.to_txt(person, wording)
    return f"g{number:04d}_zh_{kind}-{design}.{suffix}", content, without_names(person.gold)


if __name__ == "__main__":
    main()
