"""What it costs to create an application through the API: CPU per application, and memory.

    python benchmarks/api_applications.py [--count 300] [--json]

A server of its own process (werkzeug, one thread, SQLite on disk with write-ahead log, one resume reader, all built-in
behaviours on) gets text resumes over real HTTP, one after the other, as people nobody has seen before. Each is read,
recognised, scored with reasons, filed, audited and put into the outbox; every one is committed. CPU is that of the
server with the database inside it and of its reader processes, user and system, taken from the operating system.

Two lines: an upload as a form, and JSON with an Idempotency-Key, whose answer is kept encrypted. Beside them stand a
bare ``parse`` of the same files in this process, and what was measured of Odoo 19 on such a machine: 63 ms of CPU of
application and database per applicant created. Odoo reads no resume and scores nothing for that.

Needs Linux: the CPU and memory of running reader processes are read from /proc.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import http.client
import json
import os
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "tests" / "data" / "resumes"
ODOO_MILLISECONDS = 63.0
WARM_UP = 20
PATH = "/recruit/api/v1/applications"
TICKS = os.sysconf("SC_CLK_TCK")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
STAGES = [{"kind": "screening", "name": "简历筛选"}, {"kind": "interview", "name": "技术面"}, {"kind": "offer", "name": "Offer"}]
JOB = {
    "code": "BENCH", "title": "医师", "department_id": "NK", "headcount": 10, "text": "",
    "requirements": [
        {"kind": "degree", "value": "bachelor", "must": True, "weight": 2},
        {"kind": "licence", "value": "physician_practice", "must": True, "weight": 3},
        {"kind": "years", "value": "临床", "must": False, "weight": 3, "min": 3},
        {"kind": "skill", "value": ["气管插管", "机械通气"], "must": False, "weight": 2},
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Usage:
    """CPU seconds since the start and resident bytes, of a process with all below it."""

    cpu: float
    resident: int


# --- the server --------------------------------------------------------------------------------------------------


def usage(pid: int) -> Usage:
    """Of ``pid``, of the children it has waited for, and of those that still run."""
    stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    cpu = sum(map(int, stat[11:15])) / TICKS
    resident = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            below = usage(int(child))
            cpu, resident = cpu + below.cpu, resident + below.resident
    return Usage(cpu, resident)


def serve(folder: Path) -> None:
    """Print port and token as one JSON line, and answer until the input ends."""
    from flask import Flask
    from werkzeug.serving import WSGIRequestHandler, make_server

    from hr_recruit_plugin import HRRecruit, migrate
    from hr_recruit_plugin.services import jobs, tokens
    from hr_recruit_plugin.services.unit import unit_of_work

    class Quiet(WSGIRequestHandler):
        protocol_version = "HTTP/1.1"

        def log(self, type: str, message: str, *args: Any) -> None:
            """A line for each request would be measured too."""

    app = Flask("benchmark", instance_path=str(folder))
    app.config.update(
        SECRET_KEY=secrets.token_hex(), HR_RECRUIT_DATABASE_URI=f"sqlite:///{folder / 'recruit.db'}",
        HR_RECRUIT_WORKER="none",
    )  # fmt: skip
    HRRecruit(app)
    state = app.extensions["hr_recruit"]
    migrate.upgrade(state.engine)
    with app.app_context(), unit_of_work() as unit:
        jobs.open_job(unit, dict(JOB), STAGES)
        token = tokens.issue(unit, "benchmark", ["applications.edit"])
    server = make_server("127.0.0.1", 0, app, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"port": server.server_port, "token": token}), flush=True)
    sys.stdin.read()
    server.shutdown()
    if readers := state.cache.get("readers"):
        readers.close()


@contextlib.contextmanager
def served() -> Iterator[tuple[int, dict[str, Any]]]:
    """→ (process id, {port, token})."""
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, __file__, "--serve", folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        try:
            assert process.stdout is not None
            yield process.pid, json.loads(process.stdout.readline())
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(30)


# --- people ------------------------------------------------------------------------------------------------------


def people(start: int, count: int) -> list[bytes]:
    """The text resumes of the set in turn, each as another person: phone, e-mail and ID number are new."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(DATA.glob("*.txt"))]
    return [_another(texts[n % len(texts)], n).encode() for n in range(start, start + count)]


def _another(text: str, n: int) -> str:
    text = re.sub(r"\b\d{17}[\dXx]\b", lambda m: _id_number(m[0], n), text)
    text = re.sub(r"\b1[3-9]\d{9}\b", f"180{n:08d}", text)
    text = re.sub(r"\b1[3-9]\d[ -]\d{4}[ -]\d{4}\b", f"180 {n // 10_000:04d} {n % 10_000:04d}", text)
    return re.sub(r"[\w.]+@", f"person{n}@", text)


def _id_number(old: str, n: int) -> str:
    """Another serial number with its check digit (GB 11643)."""
    body = f"{old[:14]}{n % 1000:03d}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


# --- measuring ---------------------------------------------------------------------------------------------------


class Caller:
    """One connection that stays open."""

    def __init__(self, port: int, token: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.head = {"Authorization": f"Bearer {token}"}

    def form(self, resume: bytes, n: int) -> None:
        edge = "benchmark-edge"
        head = (
            f'--{edge}\r\nContent-Disposition: form-data; name="job"\r\n\r\nBENCH\r\n'
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{n}.txt"\r\n\r\n'
        )
        body = head.encode() + resume + f"\r\n--{edge}--\r\n".encode()
        self._post(body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    def keyed(self, resume: bytes, n: int) -> None:
        content = base64.b64encode(resume).decode()
        body = json.dumps({"job": "BENCH", "filename": f"{n}.txt", "content_base64": content}).encode()
        self._post(body, {"Content-Type": "application/json", "Idempotency-Key": f"benchmark-{n}"})

    def _post(self, body: bytes, headers: dict[str, str]) -> None:
        self.connection.request("POST", PATH, body, self.head | headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status != 201:
            raise SystemExit(f"{answer.status}: {text.decode()}")


@dataclass(frozen=True)
class Line:
    """Per application: CPU of the server, wall time (median and 95th percentile), all in ms; memory in MB."""

    name: str
    cpu: float
    per_cpu_second: float
    wall: float
    wall_95: float
    resident: float


def measure(name: str, pid: int, send: Any, resumes: list[bytes], first: int) -> Line:
    before, walls = usage(pid), []
    for n, resume in enumerate(resumes, first):
        start = time.perf_counter()
        send(resume, n)
        walls.append((time.perf_counter() - start) * 1000)
    after = usage(pid)
    cpu = (after.cpu - before.cpu) * 1000 / len(resumes)
    high = statistics.quantiles(walls, n=20)[-1]
    return Line(name, cpu, 1000 / cpu, statistics.median(walls), high, after.resident / 2**20)


def bare(resumes: list[bytes]) -> float:
    """Milliseconds of CPU that reading alone takes, in this process."""
    from hr_recruit_plugin.engines.resume import parse

    parse(resumes[0], "warm.txt", as_of=date(2026, 12, 1))
    start = time.process_time()
    for resume in resumes:
        parse(resume, "a.txt", as_of=date(2026, 12, 1))
    return (time.process_time() - start) * 1000 / len(resumes)


def run(count: int) -> dict[str, Any]:
    with served() as (pid, told):
        caller = Caller(**told)
        for n, resume in enumerate(people(0, WARM_UP)):
            caller.form(resume, n)
        first, second = WARM_UP, WARM_UP + count
        lines = [
            measure("form", pid, caller.form, people(first, count), first),
            measure("json + key", pid, caller.keyed, people(second, count), second),
        ]
    return {"count": count, "lines": [asdict(line) for line in lines], "parse": bare(people(0, count)),
            "odoo": ODOO_MILLISECONDS}  # fmt: skip


def show(found: dict[str, Any]) -> None:
    print(f"{found['count']} applications a line, one after the other, each with a text resume that is read and scored\n")
    print(f"{'':12}{'CPU ms':>9}{'per CPU-s':>11}{'p50 ms':>9}{'p95 ms':>9}{'MB':>8}{'× parse':>9}{'Odoo ÷':>8}")
    for line in found["lines"]:
        print(
            f"{line['name']:12}{line['cpu']:9.1f}{line['per_cpu_second']:11.1f}{line['wall']:9.1f}"
            f"{line['wall_95']:9.1f}{line['resident']:8.0f}{line['cpu'] / found['parse']:9.1f}"
            f"{found['odoo'] / line['cpu']:8.1f}"
        )
    print(f"{'bare parse':12}{found['parse']:9.1f}{1000 / found['parse']:11.1f}")
    print(f"{'Odoo 19':12}{found['odoo']:9.1f}{1000 / found['odoo']:11.1f}   recorded; creates only, reads no resume")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve(given.serve)
        return
    found = run(given.count)
    print(json.dumps(found)) if given.json else show(found)


if __name__ == "__main__":
    main()
