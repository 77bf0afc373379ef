"""Processes of their own for tests that kill them, forked from one that has imported everything: a start takes no seconds."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess as Child
from typing import Any

__all__ = ["Child", "ended", "run", "start"]

_context = multiprocessing.get_context("forkserver")
# Each child makes its application, its engine and its connections itself.
_context.set_forkserver_preload(["tests.support.warm"])


def start(task: Callable[..., None], *arguments: Any) -> Child:
    """``task``, a function of a module, in a child that runs already."""
    child = _context.Process(target=task, args=arguments)
    child.start()
    return child


def ended(child: Child, seconds: float = 180) -> int:
    """How ``child`` ended: 0, or minus the signal that killed it."""
    child.join(seconds)
    if child.exitcode is None:
        child.kill()
        raise TimeoutError(f"the child was still at it after {seconds:g} s")
    return child.exitcode


def run(task: Callable[..., None], *arguments: Any) -> int:
    return ended(start(task, *arguments))
