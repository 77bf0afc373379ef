"""Every hook stands in the documentation with its exact signature, and every hook has a test of its own."""

from __future__ import annotations

import ast
from pathlib import Path

from scripts.make_hooks_doc import PAGE, hooks, page

HERE = Path(__file__).parent


def test_the_page_of_hooks_is_what_the_specs_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_hook_has_a_test() -> None:
    names = {
        node.name
        for file in HERE.glob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert [h for h in hooks() if f"test_hook_{h}" not in names] == []
