"""Who claims rows: a name that tells whether its process still lives.

A lease alone would leave what a killed process held waiting until the lease runs out. On Linux a process on the same
machine can be seen to be gone, so its rows are taken over at once.
"""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path

PROC = Path("/proc")


def worker_name() -> str:
    """``place:pid:start:thread``, at most 64 characters."""
    pid = os.getpid()
    return f"{_place()}:{pid}:{_started(pid) or '-'}:{threading.get_native_id()}"


def is_gone(name: str | None) -> bool:
    """True only when the process of that name certainly ended; one of another machine is left to its lease."""
    try:
        place, pid, start, _ = str(name).split(":")
        if start == "-" or place != _place():
            return False
        return _started(int(pid)) != start
    except ValueError:
        return False


def _place() -> str:
    """Machine, boot and process-id namespace: only there does a process id mean the same process."""
    parts = [os.uname().nodename if hasattr(os, "uname") else ""]
    for source in (PROC / "sys/kernel/random/boot_id",):
        parts.append(source.read_text() if source.exists() else "")
    namespace = PROC / "self/ns/pid"
    parts.append(str(namespace.stat().st_ino) if namespace.exists() else "")
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def _started(pid: int) -> str | None:
    """Start time in clock ticks since boot: tells a process from a later one with the same id."""
    try:
        stat = (PROC / str(pid) / "stat").read_text()
    except OSError:
        return None
    # The command's name stands in parentheses and may hold spaces; field 22 is the start time, field 3 the state.
    rest = stat.rpartition(")")[2].split()
    return None if rest[0] in {"Z", "X"} else rest[19]
