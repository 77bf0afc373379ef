"""A third party's behaviour, to be set up, ordered, and to fail."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from hr_recruit_plugin import hookimpl
from hr_recruit_plugin.records import ApplicationReceived, Outbox


class NoisySettings(Schema):
    limit = fields.Integer(load_default=3, validate=validate.Range(1, 10), metadata={"title": "上限", "help": "每天"})
    word = fields.String(required=True, metadata={"title": "口令词"})
    key = fields.String(load_default="", metadata={"title": "接口密钥", "secret": True})
    mode = fields.String(load_default="a", metadata={"title": "方式", "choices": [("a", "甲"), ("b", "乙")]})
    loud = fields.Boolean(load_default=True, metadata={"title": "出声"})
    sources = fields.List(fields.String(), load_default=["portal"], metadata={"title": "来源"})
    extra = fields.Dict(load_default=dict, metadata={"title": "其他"})


class Noisy:
    """Fails whenever an application arrives."""

    title = "院内广播"
    description = "有人投递时广播。"
    settings_schema = NoisySettings

    @hookimpl
    def recruit_application_received(self, event: ApplicationReceived, outbox: Outbox, settings: dict[str, Any]) -> None:
        raise RuntimeError("loudspeaker is off")


class Quiet:
    """Has nothing to set up."""

    title = "安静的行为"

    @hookimpl
    def recruit_application_received(self, event: ApplicationReceived) -> None:
        """Nothing."""
