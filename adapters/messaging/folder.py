"""Mails as .eml files in a folder: a mailbox for demonstrations and training, without a mail server."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from marshmallow import fields

from hr_recruit_plugin.adapters.base import N_, CheckResult, Delivery
from hr_recruit_plugin.adapters.folder import FolderSettings, check_folder, file_stem, write_once
from hr_recruit_plugin.adapters.messaging.mail import Sender, build_mail
from hr_recruit_plugin.adapters.messaging.port import MessagingAdapter
from hr_recruit_plugin.records import Message, Notice


class MailFolderSettings(FolderSettings):
    from_address = fields.Email(load_default="hr@hospital.example", metadata={"title": N_("发件邮箱")})
    from_name = fields.Str(load_default="人力资源部", metadata={"title": N_("发件人名称")})


class MailFolder(MessagingAdapter):
    """One file a notice, openable with any mail program."""

    name = "folder"
    title = N_("邮件存入文件夹（演示用）")
    description = N_("通知写成 .eml 文件，不真正发出。")
    settings_schema = MailFolderSettings

    def send(self, notice: Notice, *, key: str) -> Delivery:
        sender = Sender(self.settings["from_address"], self.settings["from_name"])
        mail = build_mail(notice, sender, key=key, now=datetime.now(UTC))
        write_once(self._path(key), mail.as_bytes())
        return Delivery.done(self._path(key).name)

    def find(self, message: Message, *, key: str) -> Delivery | None:
        return Delivery.done(self._path(key).name) if self._path(key).exists() else None

    def check(self) -> CheckResult:
        return check_folder(self.settings)

    def _path(self, key: str) -> Path:
        return Path(self.settings["folder"]) / f"{file_stem(key)}.eml"
