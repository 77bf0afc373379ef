"""Write the tables of docs/configuration.md, docs/adapters.md and docs/security.md from the code; a test holds them to it.

A table stands between ``<!-- name -->`` and ``<!-- /name -->``; everything else on the page is written by hand.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

from marshmallow.fields import Field as SchemaField

import hr_recruit_plugin.models  # noqa: F401 - fills Base.metadata
from hr_recruit_plugin.adapters.base import BUILTIN, Adapter
from hr_recruit_plugin.db import Base, Encrypted
from hr_recruit_plugin.i18n import catalogue
from hr_recruit_plugin.security.permissions import ROLES, Permission
from hr_recruit_plugin.settings import PREFIX, Settings

DOCS = Path(__file__).resolve().parents[1] / "docs"


def english(text: object) -> str:
    return str(catalogue("en").gettext(str(text)))


def cell(text: object) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


def table(head: list[str], rows: list[list[object]]) -> str:
    lines: list[Sequence[object]] = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell(part) for part in line) + " |" for line in lines)


# --- configuration ----------------------------------------------------------------------------------------------


def meanings() -> dict[str, str]:
    """The string that follows each attribute of ``Settings``."""
    body = ast.parse(inspect.getsource(Settings)).body[0]
    assert isinstance(body, ast.ClassDef)
    found = {}
    for one, after in zip(body.body, body.body[1:], strict=False):
        told = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            found[one.target.id] = str(after.value.value) if told else ""  # type: ignore[attr-defined]
    return found


def default(field: Field[Any]) -> str:
    value = None if field.default is MISSING else field.default
    return "" if value is None else f"`{value!r}`"


def configuration() -> str:
    told = meanings()
    rows: list[list[object]] = [
        [f"`{PREFIX}{f.name.upper()}`", default(f), told[f.name].replace("``", "`")] for f in fields(Settings)
    ]
    return table(["key", "default", "meaning"], rows)


# --- adapters ---------------------------------------------------------------------------------------------------


def adapters() -> str:
    return "\n\n".join(_adapter(kind) for kind in BUILTIN)


def _adapter(kind: type[Adapter]) -> str:
    told = english(kind.description).rstrip(".")
    head = f"### {kind.port}: `{kind.name}`\n\n{english(kind.title)}. {told}.\n\n"
    if not kind.settings_schema().fields:
        return head + "Nothing to set."
    rows: list[list[object]] = [[f"`{n}`", *_setting(f)] for n, f in kind.settings_schema().fields.items()]
    return head + table(["setting", "default", "meaning"], rows)


def _setting(field: SchemaField[Any]) -> list[object]:
    note = ". ".join(english(field.metadata[k]) for k in ("title", "help") if field.metadata.get(k))
    choices = ", ".join(f"`{value}`" for value, _ in field.metadata.get("choices", ()))
    secret = " (secret)" if field.metadata.get("secret") else ""
    plain = isinstance(field.load_default, str | int | float) and field.load_default != ""
    given = "required" if field.required else f"`{field.load_default}`" if plain else ""
    return [given, note + secret + (f": {choices}" if choices else "")]


# --- security ---------------------------------------------------------------------------------------------------


def permissions() -> str:
    rows: list[list[object]] = [
        [f"`{p}`", *("yes" if p in granted else "" for granted in ROLES.values())] for p in Permission
    ]
    return table(["permission", *(f"`{role}`" for role in ROLES)], rows)


def encrypted() -> str:
    rows: list[list[object]] = []
    for entity in sorted(Base.metadata.tables.values(), key=lambda t: t.name):
        names = [f"`{c.name}`" for c in entity.columns if isinstance(c.type, Encrypted)]
        if names:
            rows.append([f"`{entity.name}`", ", ".join(names)])
    return table(["table", "encrypted columns"], rows)


TABLES: dict[str, dict[str, Callable[[], str]]] = {
    "configuration.md": {"configuration": configuration},
    "adapters.md": {"adapters": adapters},
    "security.md": {"permissions": permissions, "encrypted": encrypted},
}


def filled(name: str) -> str:
    """The page with its tables as the code has them now."""
    page = (DOCS / name).read_text(encoding="utf-8")
    for mark, make in TABLES[name].items():
        begin, end = f"<!-- {mark} -->\n", f"<!-- /{mark} -->"
        if page.count(begin) != 1 or page.count(end) != 1:
            raise ValueError(f"docs/{name} has no place for the table {mark}")
        before, rest = page.split(begin)
        page = f"{before}{begin}\n{make()}\n\n{end}{rest.split(end)[1]}"
    return page


if __name__ == "__main__":
    for page_name in TABLES:
        (DOCS / page_name).write_text(filled(page_name), encoding="utf-8")
