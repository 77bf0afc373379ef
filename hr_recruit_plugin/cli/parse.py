"""``hr-recruit parse``: read resumes and print what was found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import click

from hr_recruit_plugin.engines.resume import ParsedResume, ResumeRefused
from hr_recruit_plugin.engines.resume.archive import Member, iterate
from hr_recruit_plugin.engines.resume.sandbox import ReaderPool

_SHOWN = ("name", "gender", "birth_date", "phone", "email", "highest_degree", "title", "years_of_experience")


@click.command("parse")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), default=None, help='The date that "now" means; today by default.'
)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Reading processes.")
@click.option("--no-ocr", is_flag=True, help="Refuse scans instead of reading them.")
@click.option("--evidence/--plain", default=True, help="With --json: confidence and evidence, or bare values.")
def parse(
    files: tuple[Path, ...], as_json: bool, as_of: datetime | None, workers: int, no_ocr: bool, evidence: bool
) -> None:
    """Read resumes (files, folders, ZIPs) and print what was found.

    A file that cannot be read is printed with the reason, and the batch goes on.
    """
    today = as_of.date() if as_of else datetime.now(UTC).astimezone().date()
    for name, result in _results(files, today, workers, not no_ocr):
        line = _json_line(name, result, evidence) if as_json else _text_lines(name, result)
        click.echo(line)


def _results(
    files: tuple[Path, ...], as_of: date, workers: int, ocr: bool
) -> Iterator[tuple[str, ParsedResume | ResumeRefused]]:
    with ReaderPool(workers) as pool:
        yield from pool.map(_members(files), as_of, ocr=ocr)


def _members(files: tuple[Path, ...]) -> Iterator[Member]:
    """Every file under its name as given on the command line; members of folders and ZIPs below it."""
    for path in files:
        if not path.exists():
            yield str(path), ResumeRefused("missing", "找不到文件。请检查路径。")
            continue
        for name, content in iterate(path):
            if path.is_dir():
                yield str(path / name), content
            else:
                yield str(path) + name[len(path.name) :], content


def _json_line(name: str, result: ParsedResume | ResumeRefused, evidence: bool) -> str:
    if isinstance(result, ResumeRefused):
        return json.dumps({"file": name, "refused": result.code, "reason": str(result)}, ensure_ascii=False)
    fields = result.to_dict(evidence=evidence)
    fields.pop("text", None)
    fields.pop("pages", None)
    return json.dumps({"file": name, **fields}, ensure_ascii=False)


def _text_lines(name: str, result: ParsedResume | ResumeRefused) -> str:
    if isinstance(result, ResumeRefused):
        return click.style(f"{name}\n  refused ({result.code}): {result}", fg="red")
    plain = result.plain()
    lines = [click.style(name, bold=True)]
    lines += [f"  {key:20} {plain[key]}" for key in _SHOWN if plain[key] is not None]
    lines += [f"  {'education':20} {_entry(e)}" for e in plain["education"]]
    lines += [f"  {'work':20} {_entry(e)}" for e in plain["work"]]
    lines += [f"  {'licence':20} {_entry(e)}" for e in plain["licences"]]
    if plain["skills"]:
        lines.append(f"  {'skills':20} {'、'.join(plain['skills'])}")
    return "\n".join(lines)


def _entry(entry: dict[str, str | None]) -> str:
    return "  ".join(value for value in entry.values() if value)
