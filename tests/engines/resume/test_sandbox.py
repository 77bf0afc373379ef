"""Reader processes: limits hold, a dead worker is replaced, and order is kept."""

import os
import signal
import threading
from datetime import date
from pathlib import Path

import pytest

from hr_recruit_plugin.engines.resume import Limits, NoPageImage, ResumeRefused
from hr_recruit_plugin.engines.resume.sandbox import ReaderPool

RESUMES = Path(__file__).parents[2] / "data" / "resumes"
AS_OF = date(2026, 12, 1)
GOOD = (RESUMES / "dev001_zh_pdf-single.pdf").read_bytes()


def test_reads_as_the_plain_call_does() -> None:
    with ReaderPool(1) as pool:
        assert pool.read(GOOD, "a.pdf", AS_OF).name.value == "胡文博"


def test_pages_are_drawn_by_a_worker_too() -> None:
    with ReaderPool(1) as pool:
        assert pool.page(GOOD, "a.pdf", 0, 300).startswith(b"\x89PNG")
        with pytest.raises(NoPageImage):
            pool.page(GOOD, "a.pdf", 99, 300)
        with pytest.raises(NoPageImage):
            pool.page("姓名：甲".encode(), "a.txt", 0, 300)
        with pytest.raises(ResumeRefused):
            pool.page(b"%PDF-1.7 broken", "a.pdf", 0, 300)
        assert pool.read(GOOD, "a.pdf", AS_OF).name.value == "胡文博"


def test_many_threads_share_two_workers() -> None:
    names: list[str | None] = []
    with ReaderPool(2) as pool:
        threads = [
            threading.Thread(target=lambda: names.append(pool.read(GOOD, "a.pdf", AS_OF).name.value))
            for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert names == ["胡文博"] * 6


def test_a_batch_keeps_its_order_and_goes_on_after_a_refusal() -> None:
    files = [("a.pdf", GOOD), ("b.pdf", b"MZ nonsense"), ("c", ResumeRefused("unsafe_path", "坏")), ("d.pdf", GOOD)]
    with ReaderPool(2) as pool:
        results = list(pool.map(files, AS_OF))
    assert [name for name, _ in results] == ["a.pdf", "b.pdf", "c", "d.pdf"]
    assert [isinstance(result, ResumeRefused) for _, result in results] == [False, True, True, False]


def test_map_is_lazy() -> None:
    taken = []

    def files():
        for number in range(100):
            taken.append(number)
            yield f"{number}.pdf", GOOD

    with ReaderPool(1) as pool:
        next(pool.map(files(), AS_OF))
        assert len(taken) <= 4


def test_a_worker_that_died_is_replaced() -> None:
    with ReaderPool(1) as pool:
        pool.read(GOOD, "a.pdf", AS_OF)
        worker = pool._idle.get()
        worker._process.kill()
        worker._process.wait()
        pool._idle.put(worker)
        assert pool.read(GOOD, "a.pdf", AS_OF).name.value == "胡文博"


@pytest.mark.slow
def test_a_worker_that_hangs_is_killed_and_the_next_file_is_read() -> None:
    with ReaderPool(1, Limits(wall_seconds=8)) as pool:
        pool.read(GOOD, "a.pdf", AS_OF)
        worker = pool._idle.get()
        os.kill(worker._process.pid, signal.SIGSTOP)
        pool._idle.put(worker)
        with pytest.raises(ResumeRefused) as refused:
            pool.read(GOOD, "a.pdf", AS_OF)
        assert refused.value.code == "timeout"
        assert pool.read(GOOD, "a.pdf", AS_OF).name.value == "胡文博"


def test_too_little_memory_is_a_refusal() -> None:
    with (
        ReaderPool(1, Limits(memory_bytes=300 * 1024 * 1024, image_pixels=10**9)) as pool,
        pytest.raises(ResumeRefused),
    ):
        pool.read((RESUMES / "dev063_zh_scan-png.png").read_bytes(), "scan.png", AS_OF)


def test_no_secret_reaches_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HR_RECRUIT_KEYS", "secret")
    with ReaderPool(1) as pool:
        pool.read(GOOD, "a.pdf", AS_OF)
        worker = pool._idle.get()
        environment = Path(f"/proc/{worker._process.pid}/environ").read_bytes()
        pool._idle.put(worker)
    assert b"secret" not in environment
