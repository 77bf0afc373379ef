"""Folders and ZIPs give every file or a reason."""

import io
import zipfile
from pathlib import Path

import pytest

from hr_recruit_plugin.engines.resume import ResumeRefused
from hr_recruit_plugin.engines.resume.archive import iterate, iterate_zip
from hr_recruit_plugin.engines.resume.limits import Limits


def packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()


def codes(data: bytes, limits: Limits | None = None) -> dict[str, str]:
    found = iterate_zip("a.zip", data, limits or Limits())
    return {name: content.code if isinstance(content, ResumeRefused) else "ok" for name, content in found}


def test_members_and_nested_archives() -> None:
    inner = packed({"c.txt": b"resume"})
    assert codes(packed({"x/b.txt": b"resume", "more.zip": inner})) == {
        "a.zip/x/b.txt": "ok",
        "a.zip/more.zip/c.txt": "ok",
    }


def test_a_path_that_climbs_out() -> None:
    assert codes(packed({"../../etc/cron.d/x": b"1", "C:\\x.txt": b"2", "ok.txt": b"3"})) == {
        "a.zip/../../etc/cron.d/x": "unsafe_path",
        "a.zip/C:/x.txt": "unsafe_path",
        "a.zip/ok.txt": "ok",
    }


def test_a_bomb_and_its_neighbour() -> None:
    assert codes(packed({"bomb.txt": bytes(20_000_000), "ok.txt": b"3"})) == {
        "a.zip/bomb.txt": "bomb",
        "a.zip/ok.txt": "ok",
    }


def test_archives_all_the_way_down() -> None:
    data = packed({"x.txt": b"1"})
    for _ in range(5):
        data = packed({"x.zip": data})
    assert set(codes(data).values()) == {"bomb"}


def test_names_written_by_chinese_windows() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("AAAA.txt", b"1")
    data = buffer.getvalue().replace(b"AAAA.txt", "张三".encode("gbk") + b".txt")
    assert list(codes(data)) == ["a.zip/张三.txt"]


def test_a_folder_leaves_system_files_and_links(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_bytes(b"1")
    (tmp_path / ".DS_Store").write_bytes(b"1")
    (tmp_path / "link.txt").symlink_to("/etc/passwd")
    found = dict(iterate(tmp_path))
    assert found["sub/a.txt"] == b"1"
    assert isinstance(found["link.txt"], ResumeRefused)
    assert len(found) == 2


def test_a_damaged_archive() -> None:
    data = packed({"a.txt": b"x" * 5000})
    assert set(codes(data[:40] + b"\x00" * 30).values()) == {"broken"}


def test_a_missing_path(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(iterate(tmp_path / "nowhere"))
