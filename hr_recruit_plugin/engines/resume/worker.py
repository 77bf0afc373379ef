"""The process that opens one file after another for :class:`~.sandbox.ReaderPool`. Run with ``-m``; speaks length-prefixed frames.

Request: a JSON head ({filename, as_of, ocr} to read, {filename, page, width} to draw) and the file's bytes. Answer: JSON and
the bytes of a picture, never a pickle: what comes out of a process that has parsed a hostile file is data, not objects.
"""

from __future__ import annotations

import json
import os
import resource
import struct
import sys
from dataclasses import fields
from datetime import date
from typing import Any, BinaryIO

from .errors import N_, NoPageImage, ResumeRefused
from .limits import Limits
from .reading import parse
from .render import render_page

HEAD = struct.Struct("!II")


def read_exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _limit(limits: Limits) -> None:
    """Memory for good; CPU anew for each file, since the limit counts from the start of the process."""
    if limits.memory_bytes:
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow_seconds(seconds: float) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _answer(head: dict[str, Any], data: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
    """What was read, or why not; and a picture where one was asked for."""
    try:
        return _done(head, data, limits)
    except NoPageImage:
        return {"no_page": True}, b""
    except ResumeRefused as refusal:
        return {"refused": refusal.code, "message": refusal.message, "params": refusal.params}, b""
    except (MemoryError, RecursionError):
        message = N_("文件过于复杂，读取所需内存超过上限。请简化后重新上传。")
        return {"refused": "memory", "message": message, "params": {}}, b""
    except Exception as error:
        message = N_("文件结构异常，读取失败（%(error)s）。请重新导出为 PDF 或 .docx 后上传。")
        return {"refused": "crashed", "message": message, "params": {"error": type(error).__name__}}, b""


def _done(head: dict[str, Any], data: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
    if "page" in head:
        return {}, render_page(data, head["filename"], head["page"], head["width"], limits)
    as_of = date.fromisoformat(head["as_of"])
    return {"resume": parse(data, head["filename"], as_of=as_of, ocr=head["ocr"], limits=limits).to_dict()}, b""


def main() -> None:
    """Serve requests on standard input until it closes."""
    limits = Limits(**{f.name: value for f, value in zip(fields(Limits), json.loads(sys.argv[1]), strict=True)})
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not break the frames
    _limit(limits)
    while True:
        try:
            head_size, data_size = HEAD.unpack(read_exactly(requests, HEAD.size))
            head = json.loads(read_exactly(requests, head_size))
            data = read_exactly(requests, data_size)
        except EOFError:
            return
        _allow_seconds(limits.seconds)
        told, picture = _answer(head, data, limits)
        answer = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
        answers.write(HEAD.pack(len(answer), len(picture)) + answer + picture)
        answers.flush()


if __name__ == "__main__":
    main()
