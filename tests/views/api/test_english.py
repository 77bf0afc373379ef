"""Everything that the API itself says is said in English too."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from hr_recruit_plugin.i18n import catalogue

PACKAGE = Path(__file__).resolve().parents[3] / "hr_recruit_plugin"
SOURCES = sorted(
    [*(PACKAGE / "views/api").glob("*.py"), *(PACKAGE / "schemas").glob("api_*.py")]
    + [PACKAGE / "services" / f"{name}.py" for name in ("tokens", "idempotency", "dossier_export", "interview_list")]
)


def msgids(source: Path) -> list[str]:
    """What is marked with ``N_`` in a module."""
    return [
        str(ast.literal_eval(node.args[0]))
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_"
    ]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_no_sentence_is_left_in_chinese(source: Path) -> None:
    english = catalogue("en")
    assert [m for m in msgids(source) if english.gettext(m) == m] == []
