"""Worker processes that read files for everybody else, so that a hostile file harms nobody else."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import select
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import astuple
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

from .archive import Member
from .errors import N_, NoPageImage, ResumeRefused
from .limits import DEFAULT_LIMITS, Limits
from .model import ParsedResume
from .worker import HEAD

_KEPT = (
    "PATH",
    "LANG",
    "LC_ALL",
    "HOME",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "VIRTUAL_ENV",
    "HR_RECRUIT_DOC_CONVERTER",
    "HR_RECRUIT_OCR",
    "TESSDATA_PREFIX",
    "SYSTEMROOT",
)
_FILES_PER_WORKER = 2000


class ReaderPool:
    """``workers`` processes under ``limits``; safe to call from many threads.

    A worker that takes too long is killed and replaced; one that dies is replaced. Workers get none of the host's
    environment but what Python needs, so no secret reaches a process that opens strangers' files.
    """

    def __init__(self, workers: int = 2, limits: Limits = DEFAULT_LIMITS) -> None:
        self.limits = limits
        self.workers = max(1, workers)
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._closed = threading.Event()
        for _ in range(self.workers):
            self._idle.put(_Worker(limits))

    def read(self, data: bytes, filename: str, as_of: date, *, ocr: bool = True) -> ParsedResume:
        """Read one file, waiting for a free worker. Raises :class:`ResumeRefused`."""
        answer, _ = self._ask({"filename": filename, "as_of": as_of.isoformat(), "ocr": ocr}, data)
        return ParsedResume.from_dict(answer["resume"])

    def page(self, data: bytes, filename: str, page: int, width: int) -> bytes:
        """One page (from 0) as PNG, ``width`` px wide. Raises :class:`NoPageImage` and :class:`ResumeRefused`."""
        answer, picture = self._ask({"filename": filename, "page": page, "width": width}, data)
        if "no_page" in answer:
            raise NoPageImage(filename)
        return picture

    def _ask(self, head: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        if len(data) > self.limits.file_bytes:
            raise ResumeRefused(
                "too_large",
                N_("文件有 %(size)d MB，超过 %(limit)d MB 的上限。请压缩后重新上传。"),
                {"size": len(data) // 1048576, "limit": self.limits.file_bytes // 1048576},
            )
        worker = self._idle.get()
        try:
            answer, picture = worker.ask(head, data)
        finally:
            self._idle.put(worker)
        if "refused" in answer:
            raise ResumeRefused(answer["refused"], answer["message"], answer["params"])
        return answer, picture

    def map(
        self, files: Iterable[Member], as_of: date, *, ocr: bool = True
    ) -> Iterator[tuple[str, ParsedResume | ResumeRefused]]:
        """Read ``(name, content)`` pairs in order, never holding more than two files a worker."""
        window: deque[tuple[str, Future[ParsedResume] | ResumeRefused]] = deque()
        with ThreadPoolExecutor(self.workers, "resume-reader") as threads:
            for name, content in files:
                if isinstance(content, ResumeRefused):
                    window.append((name, content))
                else:
                    window.append((name, threads.submit(self.read, content, name, as_of, ocr=ocr)))
                if len(window) >= 2 * self.workers:
                    yield _outcome(*window.popleft())
            while window:
                yield _outcome(*window.popleft())

    def close(self) -> None:
        """Stop the workers. Reads under way end first."""
        if self._closed.is_set():
            return
        self._closed.set()
        for _ in range(self.workers):
            self._idle.get().stop()

    def __enter__(self) -> ReaderPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _outcome(name: str, result: Future[ParsedResume] | ResumeRefused) -> tuple[str, ParsedResume | ResumeRefused]:
    if isinstance(result, ResumeRefused):
        return name, result
    try:
        return name, result.result()
    except ResumeRefused as refusal:
        return name, refusal


class _Worker:
    """One process, started when it is first needed and again after it died."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0

    def ask(self, head: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        encoded = json.dumps(head).encode()
        process = self._started()
        deadline = time.monotonic() + self.limits.wall_seconds
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            _write(process.stdin.fileno(), HEAD.pack(len(encoded), len(data)) + encoded + data, deadline)
            size, picture_size = HEAD.unpack(_read(process.stdout.fileno(), HEAD.size, deadline))
            answer: dict[str, Any] = json.loads(_read(process.stdout.fileno(), size, deadline))
            picture = _read(process.stdout.fileno(), picture_size, deadline)
        except TimeoutError:
            self.stop()
            return _refusal("timeout", N_("读取超时，文件可能过于复杂。请简化或重新导出后上传。")), b""
        except (OSError, EOFError, ValueError):
            return self._post_mortem(), b""
        self._served += 1
        return answer, picture

    def _post_mortem(self) -> dict[str, Any]:
        process, self._process = self._process, None
        code = _end(process) if process is not None else 0
        if code in (-24, -9):  # SIGXCPU; SIGKILL comes from the hard limit or the system's memory guard
            return _refusal("timeout", N_("读取超时，文件可能过于复杂。请简化或重新导出后上传。"))
        return _refusal(
            "crashed", N_("文件使读取程序异常退出，可能已损坏或是恶意文件。请重新导出为 PDF 或 .docx 后上传。")
        )

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and (self._process.poll() is not None or self._served >= _FILES_PER_WORKER):
            self.stop()
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 — our own interpreter and module
                [_python(), "-m", "hr_recruit_plugin.engines.resume.worker", json.dumps(astuple(self.limits))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                bufsize=0,
            )
            self._served = 0
        return self._process

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> int:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    try:
        return process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {
        "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        "PYTHONIOENCODING": "utf-8",
        "OMP_NUM_THREADS": "1",
    }


def _python() -> str:
    """The interpreter, also where the host embeds it (uWSGI, mod_wsgi)."""
    if "python" in Path(sys.executable or "").name.lower():
        return sys.executable
    return str(Path(sys.prefix) / "bin" / "python3")


def _write(descriptor: int, data: bytes, deadline: float) -> None:
    os.set_blocking(descriptor, False)
    view = memoryview(data)
    while view:
        _, ready, _ = select.select([], [descriptor], [], max(deadline - time.monotonic(), 0))
        if not ready:
            raise TimeoutError
        with contextlib.suppress(BlockingIOError):
            view = view[os.write(descriptor, view[:65536]) :]


def _read(descriptor: int, size: int, deadline: float) -> bytes:
    parts: list[bytes] = []
    while size:
        ready, _, _ = select.select([descriptor], [], [], max(deadline - time.monotonic(), 0))
        if not ready:
            raise TimeoutError
        part = os.read(descriptor, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _refusal(code: str, message: str) -> dict[str, Any]:
    return {"refused": code, "message": message, "params": {}}
