"""CSV files over SFTP (OpenSSH): what payroll and HR core systems without an API all import."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import paramiko
from marshmallow import fields, validate

from hr_recruit_plugin.adapters.base import (
    N_,
    AdapterError,
    CheckResult,
    Delivery,
    Refused,
    RetryLater,
    SettingsSchema,
    Unknown,
)
from hr_recruit_plugin.adapters.payroll.csv_file import (
    encoding_field,
    file_name,
    hospital_field,
    manifest,
    new_hire_csv,
)
from hr_recruit_plugin.adapters.payroll.port import PayrollAdapter
from hr_recruit_plugin.adapters.payroll.ssh_session import open_session
from hr_recruit_plugin.records import Message, NewHire

BROKEN = (OSError, EOFError, paramiko.SSHException, paramiko.SFTPError)


class SftpCsvSettings(SettingsSchema):
    host = fields.Str(required=True, validate=validate.Length(1, 255), metadata={"title": N_("服务器地址")})
    port = fields.Int(load_default=22, validate=validate.Range(1, 65535), metadata={"title": N_("端口")})
    username = fields.Str(required=True, validate=validate.Length(1, 100), metadata={"title": N_("用户名")})
    private_key = fields.Str(
        required=True,
        validate=validate.Length(1),
        metadata={"title": N_("私钥（OpenSSH 或 PEM）"), "secret": True, "multiline": True},
    )
    passphrase = fields.Str(load_default="", metadata={"title": N_("私钥口令"), "secret": True})
    host_key = fields.Str(
        required=True,
        validate=validate.Regexp(r"^\s*\S+ [A-Za-z0-9+/=]+", error=N_("请粘贴“ssh-ed25519 AAAA…”这样的一行")),
        metadata={
            "title": N_("服务器主机公钥"),
            "help": N_("向对方管理员索取，例如“ssh-ed25519 AAAA…”；与此不符的服务器一律不连"),
            "multiline": True,
        },
    )
    directory = fields.Str(load_default=".", metadata={"title": N_("目标文件夹")})
    hospital = hospital_field()
    encoding = encoding_field()
    timeout = fields.Int(load_default=20, validate=validate.Range(1, 300), metadata={"title": N_("超时（秒）")})


class SftpCsv(PayrollAdapter):
    """One file a colleague, never overwritten; the manifest ``….csv.ok`` comes last and tells the reader to start.

    The reader may take both files away, and may leave ``….csv.ack.csv`` to say that it has imported them.
    """

    name = "sftp_csv"
    title = N_("CSV 文件（SFTP）")
    description = N_("新员工写成 CSV 文件，经 SFTP 送到薪酬系统的收件文件夹，附行数和 SHA-256 校验文件。")
    settings_schema = SftpCsvSettings

    def hand_over(self, hire: NewHire, *, key: str) -> Delivery:
        content = new_hire_csv([hire], self.settings["encoding"])
        name = file_name(self.settings["hospital"], key)
        with self._folder() as folder, _outcome_unknown():
            _put_once(folder, name, content)
            _put_once(folder, f"{name}.ok", manifest(name, content, rows=1))
        return Delivery.done(name)

    def find(self, message: Message, *, key: str) -> Delivery | None:
        if not isinstance(message, NewHire):
            return None
        content = new_hire_csv([message], self.settings["encoding"])
        name = file_name(self.settings["hospital"], key)
        with self._folder() as folder:
            whole = _same(folder, name, content) and _exists(folder, f"{name}.ok")
            return Delivery.done(name) if whole or _exists(folder, f"{name}.ack.csv") else None

    def check(self) -> CheckResult:
        try:
            with self._folder() as folder:
                folder.listdir()
        except AdapterError as error:
            return CheckResult(False, error.reason, error.remote_words, error.params)
        return CheckResult(True, N_("已登录 SFTP 服务器，目标文件夹可以打开"))

    @contextmanager
    def _folder(self) -> Iterator[paramiko.SFTPClient]:
        """The target folder as working directory. A break in here, unless said otherwise, has changed nothing."""
        with open_session(self.settings) as session:
            try:
                client = session.open_sftp()
                client.get_channel().settimeout(self.settings["timeout"])  # type: ignore[union-attr]
                client.chdir(self.settings["directory"])
                yield client
            except FileNotFoundError as error:
                raise Refused(N_("目标文件夹不存在：%(folder)s"), folder=self.settings["directory"]) from error
            except PermissionError as error:
                raise Refused(N_("SFTP 服务器不允许写入目标文件夹"), _words(error)) from error
            except BROKEN as error:
                raise RetryLater(None, N_("SFTP 连接中断，稍后自动重试"), _words(error)) from error


def _put_once(folder: paramiko.SFTPClient, name: str, content: bytes) -> None:
    """Upload under another name, then rename: a reader sees the whole file or none."""
    if _exists(folder, name):
        if not _same(folder, name, content):
            raise Refused(N_("同名文件已存在且内容不同：%(file)s"), file=name)
        return
    unfinished = f"{name}.part"
    with folder.open(unfinished, "wb") as file:
        file.write(content)
    _rename(folder, unfinished, name)


def _rename(folder: paramiko.SFTPClient, source: str, target: str) -> None:
    try:
        folder.posix_rename(source, target)
    except OSError as error:
        if error.errno is not None:
            raise
        # Servers other than OpenSSH may lack the extension; plain rename never overwrites.
        folder.rename(source, target)


def _exists(folder: paramiko.SFTPClient, name: str) -> bool:
    try:
        folder.stat(posixpath.basename(name))
    except FileNotFoundError:
        return False
    return True


def _same(folder: paramiko.SFTPClient, name: str, content: bytes) -> bool:
    """Whether the remote file holds exactly ``content``; a file that is not there does not."""
    digest = hashlib.sha256()
    with suppress(FileNotFoundError), folder.open(name, "rb") as file:
        while chunk := file.read(65536):
            digest.update(chunk)
        return digest.digest() == hashlib.sha256(content).digest()
    return False


@contextmanager
def _outcome_unknown() -> Iterator[None]:
    """A connection lost while files are being put leaves open which of them arrived."""
    try:
        yield
    except (FileNotFoundError, PermissionError):
        raise
    except BROKEN as error:
        raise Unknown(N_("传送途中连接中断，不确定文件是否送达"), _words(error)) from error


def _words(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
