"""Work that every application of a test process would do again: compiling templates and addresses.

A hospital starts one application a process, the tests start a thousand.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from werkzeug.routing import Rule


class Remembered(BytecodeCache):
    """Compiled templates by their name and text."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if (code := self.held.get(f"{bucket.key}-{bucket.checksum}")) is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.held[f"{bucket.key}-{bucket.checksum}"] = bucket.bytecode_to_string()


def templates() -> None:
    """Every environment that names no cache of its own shares one."""
    cache, made = Remembered(), Environment.__init__

    def init(self: Environment, *args: Any, **options: Any) -> None:
        made(self, *args, **{"bytecode_cache": cache, **options})

    Environment.__init__ = init  # type: ignore[method-assign]


def addresses() -> None:
    """What builds an address depends on the rule's words alone; the rule is bound afterwards."""
    compiled, held = Rule._compile_builder, {}  # type: ignore[var-annotated]

    def builder(self: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        defaults = tuple(sorted((name, repr(value)) for name, value in (self.defaults or {}).items()))
        key = append_unknown, tuple(self._trace), defaults, frozenset(self.arguments)
        if key not in held:
            held[key] = compiled(self, append_unknown)
        return held[key]

    Rule._compile_builder = builder  # type: ignore[method-assign]
