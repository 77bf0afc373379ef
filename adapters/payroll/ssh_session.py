"""An SSH session to a server whose key is known beforehand, signed in with a key."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import paramiko
from paramiko.pkey import UnknownKeyType

from hr_recruit_plugin.adapters.base import N_, Refused, RetryLater

KEY_KINDS: tuple[type[paramiko.PKey], ...] = (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey)


@contextmanager
def open_session(settings: Mapping[str, Any]) -> Iterator[paramiko.SSHClient]:
    """Connect with ``host``, ``port``, ``username``, ``private_key``, ``passphrase``, ``host_key``, ``timeout`` (s).

    Refused for keys that do not fit, RetryLater for a server that does not answer; nothing was changed then.
    """
    private = _private_key(settings["private_key"], settings["passphrase"])
    client = paramiko.SSHClient()
    _pin(client, settings)
    try:
        _connect(client, settings, private)
        yield client
    finally:
        client.close()


def _connect(client: paramiko.SSHClient, settings: Mapping[str, Any], private: paramiko.PKey) -> None:
    seconds = settings["timeout"]
    try:
        client.connect(
            settings["host"],
            settings["port"],
            settings["username"],
            pkey=private,
            allow_agent=False,
            look_for_keys=False,
            timeout=seconds,
            banner_timeout=seconds,
            auth_timeout=seconds,
        )
    except paramiko.BadHostKeyException as error:
        raise _other_host(error.key) from error
    except paramiko.AuthenticationException as error:
        raise Refused(N_("SFTP 服务器不接受用户名或私钥"), _words(error)) from error
    except paramiko.ssh_exception.IncompatiblePeer as error:
        raise Refused(N_("SFTP 服务器与设置的主机公钥类型不符，或算法过旧"), _words(error)) from error
    except (OSError, EOFError, paramiko.SSHException) as error:
        raise RetryLater(None, N_("SFTP 服务器连接不上，稍后自动重试"), _words(error)) from error


def _pin(client: paramiko.SSHClient, settings: Mapping[str, Any]) -> None:
    """Trust the one key in the settings and no other; nothing is ever accepted on first sight."""
    host, port = settings["host"], settings["port"]
    kind, _, rest = settings["host_key"].strip().partition(" ")
    try:
        key = paramiko.PKey.from_type_string(kind, base64.b64decode(rest.split()[0], validate=True))
    except (paramiko.SSHException, UnknownKeyType, binascii.Error, ValueError, IndexError) as error:
        raise Refused(N_("设置里的主机公钥读不出来，请重新粘贴"), _words(error)) from error
    client.get_host_keys().add(host if port == 22 else f"[{host}]:{port}", kind, key)
    client.set_missing_host_key_policy(paramiko.RejectPolicy())


def _private_key(text: str, passphrase: str) -> paramiko.PKey:
    problem: Exception | None = None
    for kind in KEY_KINDS:
        try:
            return kind.from_private_key(io.StringIO(text.strip() + "\n"), password=passphrase or None)
        except paramiko.PasswordRequiredException as error:
            raise Refused(N_("私钥有口令保护，请在设置里填写私钥口令")) from error
        except (paramiko.SSHException, ValueError, IndexError) as error:
            problem = error
    # The library's own words may quote the key, so they are not passed on.
    raise Refused(N_("设置里的私钥读不出来，或口令不对")) from problem


def _other_host(key: paramiko.PKey) -> Refused:
    digest = base64.b64encode(hashlib.sha256(key.asbytes()).digest()).decode().rstrip("=")
    return Refused(
        N_("服务器出示的主机公钥与设置不符，可能连错了服务器或遭到冒充；对方出示的指纹是 SHA256:%(fingerprint)s"),
        fingerprint=digest,
    )


def _words(error: BaseException) -> str:
    return str(error) or type(error).__name__
