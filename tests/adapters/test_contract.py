"""Every adapter of the product keeps the adapters' contract."""

from __future__ import annotations

from hr_recruit_plugin.adapters.base import BUILTIN
from hr_recruit_plugin.records import Notice, Person, Port, Todo
from tests.adapters.scripted_caldav import ENTRY, ScriptedCalDav
from tests.adapters.scripted_local import CsvFolderRemote, HostRemote, JsonFolderRemote, MailFolderRemote
from tests.adapters.scripted_sftp import ScriptedSftp
from tests.adapters.scripted_smtp import ScriptedSmtp
from tests.adapters.scripted_tryton import ScriptedTryton
from tests.contracts.adapter_contract import AdapterContract, NetworkAdapterContract
from tests.peers.people import NURSE

NOTICE = Notice(Person("张晓明", "zhang@example.org"), "面试邀请", "张晓明，您好：请确认时间。")


class TestSmtp(NetworkAdapterContract):
    remote_class = ScriptedSmtp
    message = NOTICE


class TestMailFolder(AdapterContract):
    remote_class = MailFolderRemote
    message = NOTICE


class TestSftpCsv(NetworkAdapterContract):
    remote_class = ScriptedSftp
    message = NURSE


class TestCsvFolder(AdapterContract):
    remote_class = CsvFolderRemote
    message = NURSE


class TestGnuHealth(NetworkAdapterContract):
    remote_class = ScriptedTryton
    message = NURSE


class TestJsonFolder(AdapterContract):
    remote_class = JsonFolderRemote
    message = NURSE


class TestHostTodo(AdapterContract):
    remote_class = HostRemote
    message = Todo("u1", "review:1", "请评审张晓明的简历", "/hr/1")


class TestHostColleague(AdapterContract):
    remote_class = HostRemote
    message = NURSE


class TestCalDav(NetworkAdapterContract):
    remote_class = ScriptedCalDav
    message = ENTRY


def test_every_adapter_is_under_contract() -> None:
    suites = [suite for suite in globals().values() if isinstance(suite, type) and issubclass(suite, AdapterContract)]
    tested = {suite.remote_class.adapter_class for suite in suites if hasattr(suite, "remote_class")}
    # Nothing is delivered to a language model: it is asked, and has tests of its own.
    assert tested == {adapter for adapter in BUILTIN if adapter.port is not Port.LLM}
