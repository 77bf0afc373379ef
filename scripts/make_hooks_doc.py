"""Write docs/hooks.md from the hookspecs; a test holds the page to them."""

from __future__ import annotations

import inspect
from pathlib import Path

from hr_recruit_plugin.hooks import specs
from hr_recruit_plugin.services.console import HOST_HOOKS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "hooks.md"
HEAD = """# Hooks

Written by `python scripts/make_hooks_doc.py` from [hooks/specs.py](../hooks/specs.py).

An implementation is a method with `@hookimpl` (from `hr_recruit_plugin`) of an object that the host registers,
`HRRecruit(app, plugins=[...])`, or that a package brings through the entry point group `hr_recruit.plugins`. It names only the
arguments it wants. Class attributes `title`, `description` and `settings_schema` (marshmallow) are what the hook console shows;
`settings` are what an admin set there for the job at hand.

`event` is a frozen record of [records](../hr_recruit_plugin/records). `outbox.send(port, message, key=...)` is the only
way out: the row commits with the use case and leaves after it, once; the same key is never sent twice within a port.

A `recruit_validate_*` hook raises `hr_recruit_plugin.errors.RecruitmentRefused(reason)` to stop what is about to happen. Any other
exception, in any hook, undoes only what that implementation sent; it is shown on the console, and after five in a row the
implementation is parked until an admin switches it on again.
"""


def signature(name: str) -> str:
    return f"{name}{inspect.signature(getattr(specs, name))}".replace("'", "")


def hooks() -> list[str]:
    return [name for name in vars(specs) if name.startswith("recruit_")]


def page() -> str:
    parts = [HEAD]
    for title, names in (
        ("The host contract", [n for n in hooks() if n in HOST_HOOKS]),
        ("Recruitment", [n for n in hooks() if n not in HOST_HOOKS]),
    ):
        parts.append(f"\n## {title}\n")
        for name in names:
            text = inspect.cleandoc(getattr(specs, name).__doc__ or "")
            kind = getattr(specs, name).hr_recruit_spec
            answer = " The first implementation that answers counts." if kind["firstresult"] else ""
            parts.append(f"\n### {name}\n\n```python\n{signature(name)}\n```\n\n{text}{answer}\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
