"""Which texts of the product have no English yet, and which English has no text any more.

    python scripts/messages.py              report; exit code 1 when something is missing, stale or differs
    python scripts/messages.py --missing    what is missing as ``.po`` entries, to be filled and put into a room's file

Msgids are Chinese. ``babel.cfg`` says where they stand; every ``.po`` file below ``translations/en`` counts, because they are
merged at start.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
ENGLISH = ROOT / "hr_recruit_plugin" / "translations" / "en" / "LC_MESSAGES"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "_l": None, "N_": None, "letter_text": None, "Lazy": None}
PLACEHOLDER = re.compile(r"%(?:\((\w+)\)[-#0 +]*\d*(?:\.\d+)?)?([a-zA-Z%])|\{(\w+)\}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Found:
    """One text and the first place it stands at."""

    msgid: str
    place: str
    plural: bool = False


@dataclass(frozen=True)
class Entry:
    """One English entry: msgid → text, in the file of a room."""

    msgid: str
    text: str
    file: str
    plural: bool = False


def texts() -> dict[str, Found]:
    """Every marked text of the product, by msgid. A plural counts by its first form."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found: dict[str, Found] = {}
    for name, line, message, *_ in extract_from_dir(
        ROOT, methods, options, keywords=KEYWORDS, directory_filter=_is_ours
    ):
        plural = isinstance(message, tuple)
        msgid = message[0] if isinstance(message, tuple) else message
        if msgid and (msgid not in found or plural):
            found[msgid] = Found(msgid, f"{name}:{line}", plural)
    return found


def _is_ours(directory: str) -> bool:
    parts = Path(directory).relative_to(ROOT).parts
    return not parts or parts[0] in {"hr_recruit_plugin", "hooks", "adapters"}


def english() -> list[Entry]:
    """Every entry of the English catalogue, in the order of files."""
    return [entry for file in sorted(ENGLISH.glob("*.po")) for entry in _entries(file)]


def _entries(file: Path) -> Iterator[Entry]:
    with file.open("rb") as po:
        for message in read_po(po, locale="en"):
            if message.id:
                plural = not isinstance(message.id, str)
                forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
                # A plural is whole when every form is; the shortest tells.
                shortest = min((str(form or "") for form in forms), key=len)
                yield Entry(message.id[0] if plural else str(message.id), shortest, file.name, plural)


def placeholders(text: str) -> set[str]:
    """``%(name)s``, ``%s`` and the ``{name}`` of the script's words; a doubled percent sign is none."""
    return {name or braced or f"%{kind}" for name, kind, braced in PLACEHOLDER.findall(text) if kind != "%"}


def missing(found: dict[str, Found], entries: list[Entry]) -> list[Found]:
    """Chinese texts without English. A text without Chinese (``Offer``, ``ICU``) says the same in both."""
    known = {entry.msgid for entry in entries if entry.text}
    plurals = {entry.msgid for entry in entries if entry.text and entry.plural}
    return [
        text
        for text in found.values()
        if text.msgid not in (plurals if text.plural else known) and CHINESE.search(text.msgid)
    ]


def stale(found: dict[str, Found], entries: list[Entry]) -> list[Entry]:
    """English entries whose text stands nowhere any more."""
    return [entry for entry in entries if entry.msgid not in found]


def differing(entries: list[Entry]) -> list[Entry]:
    """Entries that would not be filled with the same parameters. English may repeat one."""
    return [e for e in entries if e.text and placeholders(e.text) != placeholders(e.msgid)]


def contradicting(entries: list[Entry]) -> list[tuple[Entry, Entry]]:
    """Texts that two rooms translate differently: which one wins would depend on the file's name."""
    first: dict[str, Entry] = {}
    found = []
    for entry in entries:
        other = first.setdefault(entry.msgid, entry)
        if other.text != entry.text:
            found.append((other, entry))
    return found


def report() -> list[str]:
    """One line for each thing to mend."""
    found, entries = texts(), english()
    return [
        *(f"missing     {text.place}: {text.msgid}" for text in missing(found, entries)),
        *(f"stale       {entry.file}: {entry.msgid}" for entry in stale(found, entries)),
        *(f"placeholder {entry.file}: {entry.msgid} → {entry.text}" for entry in differing(entries)),
        *(f"two ways    {one.file}, {two.file}: {one.msgid}" for one, two in contradicting(entries)),
    ]


def _po(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def main() -> int:
    if "--missing" in sys.argv[1:]:
        for text in missing(texts(), english()):
            print(f'#: {text.place}\nmsgid {_po(text.msgid)}\nmsgstr ""\n')
        return 0
    lines = report()
    print("\n".join(lines) or f"{len(texts())} texts, all of them in English.")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
