"""TLS towards servers inside a hospital, whose certificates the hospital often issues itself."""

from __future__ import annotations

import ssl

from marshmallow import fields

from hr_recruit_plugin.adapters.base import N_, Refused


def ca_certificate_field() -> fields.Str:
    return fields.Str(
        load_default="",
        metadata={
            "title": N_("服务器的 CA 证书（PEM）"),
            "help": N_("院内自建证书时粘贴在此；留空则用系统信任的证书"),
            "multiline": True,
        },
    )


def tls_context(ca_certificate: str) -> ssl.SSLContext:
    """Always verifies: against ``ca_certificate`` (PEM) if given, else what the system trusts."""
    try:
        return ssl.create_default_context(cadata=ca_certificate or None)
    except (ssl.SSLError, ValueError) as error:
        raise Refused(N_("设置里的 CA 证书读不出来，请粘贴 PEM 格式的证书"), str(error)) from error
