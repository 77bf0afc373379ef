"""Write the sample resumes of the demo: real files of invented people, good ones and bad ones.

    python scripts/make_samples.py                 # into hr_recruit_plugin/demo/samples
    python scripts/make_samples.py --into DIR --seed 7

The same seed gives the same people. Needs the built fonts (``make assets``) and, for the locked PDF, ``pypdf``.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sample_kit.facts import facts, gold
from sample_kit.pdf import locked, pdf_resume, scanned
from sample_kit.people import PEOPLE, Applicant
from sample_kit.word import docx_table, docx_text, plain_text

SAMPLES = Path(__file__).resolve().parents[1] / "hr_recruit_plugin" / "demo" / "samples"
LARGEST = 150_000
AGAIN = "wenzimo"
"""Whose resume comes a second time, in another form."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--into", type=Path, default=SAMPLES, help="folder (default: %(default)s)")
    options.add_argument("--seed", type=int, default=20261123)
    given = options.parse_args()
    resumes = given.into / "resumes"
    resumes.mkdir(parents=True, exist_ok=True)
    rows = []
    for name, body, row in [*good_files(given.seed), *bad_files(given.seed)]:
        if len(body) > LARGEST:
            raise SystemExit(f"{name} has {len(body)} bytes; samples stay under {LARGEST}")
        (resumes / name).write_bytes(body)
        rows.append({"file": name, **row})
        print(f"{len(body) / 1000:7.1f} kB  {name}")
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    (given.into / "samples.json").write_text(text + "\n", encoding="utf-8")


def good_files(seed: int) -> list[tuple[str, bytes, dict[str, Any]]]:
    made = [_file(person, seed) for person in PEOPLE]
    first = next(person for person in PEOPLE if person.key == AGAIN)
    name, body, row = _file(replace(first, design="docx-text"), seed)
    return [*made, (name.replace(".docx", "-新版.docx"), body, {**row, "note": "duplicate", "source": "内部推荐"})]


def bad_files(seed: int) -> list[tuple[str, bytes, dict[str, Any]]]:
    """What a mailbox also holds: a locked PDF, and a program that calls itself a document."""
    nurse = {"job": "NUR-ICU-01", "source": "护理学会官网"}
    pdf = pdf_resume(facts(PEOPLE[2], seed), "classic")
    # A DOS header and a line of text, nothing that could run.
    program = b"MZ" + bytes(58) + (64).to_bytes(4, "little") + b"PE\0\0" + b"This is no program. " * 20
    return [
        ("应聘护士-简历加密.pdf", locked(pdf), {**nurse, "note": "encrypted"}),
        ("应聘护士-最新简历.docx", program, {**nurse, "note": "executable"}),
    ]


def _file(person: Applicant, seed: int) -> tuple[str, bytes, dict[str, Any]]:
    page = facts(person, seed)
    suffix, body = _render(page, person.design, seed)
    row = {"job": person.job, "source": person.source, "note": "scan" if person.design == "scan" else ""}
    return (
        f"{person.job}-{person.name.replace(' ', '')}{suffix}",
        body,
        {**row, "person": gold(page, day_of_birth=person.design in {"timeline", "english"})},
    )


def _render(page: dict[str, Any], design: str, seed: int) -> tuple[str, bytes]:
    if design == "scan":
        return ".jpg", scanned(pdf_resume(page, "ruled"), seed)
    if design == "txt":
        return ".txt", plain_text(page)
    if design == "docx-text":
        return ".docx", docx_text(page)
    if design == "docx-table":
        return ".docx", docx_table(page)
    return ".pdf", pdf_resume(page, design)


if __name__ == "__main__":
    main()
