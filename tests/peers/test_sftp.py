"""The CSV adapter against OpenSSH."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import paramiko
import pytest

from hr_recruit_plugin.adapters.base import Refused, RetryLater, Unknown
from hr_recruit_plugin.adapters.payroll.sftp_csv import SftpCsv
from tests.peers.people import NURSE, hire
from tests.peers.process import free_port
from tests.peers.sftp_server import SftpServer, key_pair

pytestmark = pytest.mark.peer


def adapter(server: SftpServer, **changes: Any) -> SftpCsv:
    settings = {
        "host": server.host,
        "port": server.port,
        "username": server.user,
        "private_key": server.private_key,
        "host_key": server.host_key,
        "hospital": "H001",
        "timeout": 5,
    }
    return SftpCsv({**settings, **changes})


def names(server: SftpServer) -> list[str]:
    return sorted(path.name for path in server.directory.iterdir())


def rows(file: Path, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_bytes().decode(encoding), newline="")))


def test_a_new_hire_arrives_with_its_manifest(sftp_server: SftpServer) -> None:
    delivery = adapter(sftp_server).deliver(NURSE, key="hire:1")
    file = sftp_server.directory / delivery.remote_id
    manifest = json.loads(file.with_name(f"{file.name}.ok").read_text())
    assert names(sftp_server) == [file.name, f"{file.name}.ok"]
    assert manifest["rows"] == len(rows(file)) == 1
    assert manifest["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    (row,) = rows(file)
    assert row["name"] == "欧阳晓彤"
    assert row["id_number"] == "11010119980314002X"
    assert row["monthly_salary"] == "8600.50"
    assert row["hire_date"] == "2026-12-01"


def test_twice_is_once(sftp_server: SftpServer) -> None:
    first = adapter(sftp_server).deliver(NURSE, key="hire:1")
    before = (sftp_server.directory / first.remote_id).stat().st_mtime_ns
    assert adapter(sftp_server).deliver(NURSE, key="hire:1") == first
    assert (sftp_server.directory / first.remote_id).stat().st_mtime_ns == before
    assert len(names(sftp_server)) == 2


def test_a_file_with_other_content_is_never_overwritten(sftp_server: SftpServer) -> None:
    first = adapter(sftp_server).deliver(NURSE, key="hire:1")
    with pytest.raises(Refused, match="内容不同"):
        adapter(sftp_server).deliver(hire(name="王芳"), key="hire:1")
    assert rows(sftp_server.directory / first.remote_id)[0]["name"] == "欧阳晓彤"


def test_find_knows_whole_deliveries_only(sftp_server: SftpServer) -> None:
    assert adapter(sftp_server).find(NURSE, key="hire:1") is None
    delivery = adapter(sftp_server).deliver(NURSE, key="hire:1")
    assert adapter(sftp_server).find(NURSE, key="hire:1") == delivery
    assert adapter(sftp_server).find(hire(name="王芳"), key="hire:1") is None
    (sftp_server.directory / f"{delivery.remote_id}.ok").unlink()
    assert adapter(sftp_server).find(NURSE, key="hire:1") is None
    assert adapter(sftp_server).deliver(NURSE, key="hire:1") == delivery


def test_find_believes_the_receivers_acknowledgement(sftp_server: SftpServer) -> None:
    delivery = adapter(sftp_server).deliver(NURSE, key="hire:1")
    for path in sftp_server.directory.iterdir():
        path.unlink()
    (sftp_server.directory / f"{delivery.remote_id}.ack.csv").write_text("row_key,status,error\n")
    assert adapter(sftp_server).find(NURSE, key="hire:1") == delivery


def test_gb18030(sftp_server: SftpServer) -> None:
    delivery = adapter(sftp_server, encoding="gb18030").deliver(hire(name="㐂𠮷"), key="k")
    assert rows(sftp_server.directory / delivery.remote_id, "gb18030")[0]["name"] == "㐂𠮷"


def test_a_formula_arrives_as_text(sftp_server: SftpServer) -> None:
    delivery = adapter(sftp_server).deliver(hire(name='=HYPERLINK("http://x")', phone="+86 138"), key="k")
    (row,) = rows(sftp_server.directory / delivery.remote_id)
    assert (row["name"], row["mobile"]) == ('\'=HYPERLINK("http://x")', "'+86 138")


def test_another_host_key_is_refused_and_shown(sftp_server: SftpServer) -> None:
    with pytest.raises(Refused, match="SHA256:"):
        adapter(sftp_server, host_key=key_pair()[1]).deliver(NURSE, key="k")
    assert names(sftp_server) == []


def test_a_host_key_of_another_kind_is_refused(sftp_server: SftpServer) -> None:
    key = paramiko.ECDSAKey.generate()
    with pytest.raises(Refused, match="主机公钥"):
        adapter(sftp_server, host_key=f"{key.get_name()} {key.get_base64()}").deliver(NURSE, key="k")


def test_a_login_key_that_is_not_let_in_is_refused(sftp_server: SftpServer, caplog: pytest.LogCaptureFixture) -> None:
    private = key_pair()[0]
    with pytest.raises(Refused, match="私钥") as refused:
        adapter(sftp_server, private_key=private).deliver(NURSE, key="k")
    assert private.splitlines()[1] not in caplog.text + str(refused.value)


def test_a_folder_that_is_not_there_is_named(sftp_server: SftpServer) -> None:
    with pytest.raises(Refused, match="payroll/in"):
        adapter(sftp_server, directory="payroll/in").deliver(NURSE, key="k")


def test_a_server_that_is_down_is_tried_later(sftp_server: SftpServer) -> None:
    with pytest.raises(RetryLater):
        adapter(sftp_server, port=free_port()).deliver(NURSE, key="k")


def test_a_connection_lost_in_the_middle_is_unknown_and_then_mended(
    sftp_server: SftpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(client: paramiko.SFTPClient, source: str, target: str) -> None:
        channel = client.get_channel()
        assert channel is not None
        channel.get_transport().close()
        client.stat(source)

    monkeypatch.setattr(paramiko.SFTPClient, "posix_rename", cut)
    with pytest.raises(Unknown):
        adapter(sftp_server).deliver(NURSE, key="k")
    monkeypatch.undo()
    assert [name.rpartition(".")[2] for name in names(sftp_server)] == ["part"]
    assert adapter(sftp_server).find(NURSE, key="k") is None
    adapter(sftp_server).deliver(NURSE, key="k")
    assert [name.rpartition(".")[2] for name in names(sftp_server)] == ["csv", "ok"]


def test_a_restarted_server_is_the_same_server(sftp_server: SftpServer) -> None:
    sftp_server.stop()
    with pytest.raises(RetryLater):
        adapter(sftp_server).deliver(NURSE, key="k")
    sftp_server.start()
    assert adapter(sftp_server).deliver(NURSE, key="k").complete


def test_check(sftp_server: SftpServer) -> None:
    assert adapter(sftp_server).check().ok
    assert not adapter(sftp_server, directory="nowhere").check().ok
    assert not adapter(sftp_server, host_key=key_pair()[1]).check().ok
    assert names(sftp_server) == []
