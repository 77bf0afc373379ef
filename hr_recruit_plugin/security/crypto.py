"""Encryption at rest: AES-256-GCM envelopes with key ids, and blind indexes to search by.

Envelope: one byte version, one byte length of the key id, the key id, 12 bytes nonce, ciphertext with tag.
The associated data is the column's name, so a value can't be moved to another column unnoticed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ..errors import SetupError

VERSION = 1
NONCE_BYTES = 12
KEY_BYTES = 32
LONGEST_ID = 64


class KeyMissing(Exception):
    """A stored value names a key that is not configured."""


class Keyring:
    """The keys of one installation. The last key encrypts; every key decrypts."""

    def __init__(self, keys: Mapping[str, bytes], blind_key: bytes, file: Path | None = None) -> None:
        if not keys:
            raise SetupError("no encryption key is configured; set HR_RECRUIT_KEYS or HR_RECRUIT_KEY_FILE")
        if wrong := [key_id for key_id in keys if not 0 < len(key_id.encode()) <= LONGEST_ID]:
            raise SetupError(f"key id {wrong[0]!r} needs 1 to {LONGEST_ID} bytes")
        self._blind_key = blind_key
        self.file = file
        self._take(keys)

    def _take(self, keys: Mapping[str, bytes]) -> None:
        self._ciphers = {key_id: AESGCM(key) for key_id, key in keys.items()}
        self.primary = list(keys)[-1]

    @property
    def key_ids(self) -> tuple[str, ...]:
        return tuple(self._ciphers)

    def reload(self) -> None:
        """Read the key file again: another process may have added a key."""
        if self.file is not None and (keys := _read(self.file)[0]):
            self._take(keys)

    def encrypt(self, plain: bytes, context: str) -> bytes:
        # Taken once: another thread may reload the keys meanwhile, and a wrong label would lose the value.
        primary = self.primary
        nonce = os.urandom(NONCE_BYTES)
        return self.label(primary) + nonce + self._ciphers[primary].encrypt(nonce, plain, context.encode())

    @staticmethod
    def label(key_id: str) -> bytes:
        """The first bytes of everything that key encrypted."""
        name = key_id.encode()
        return bytes([VERSION, len(name)]) + name

    def decrypt(self, envelope: bytes, context: str) -> bytes:
        """Raises KeyMissing, or ValueError for a value that was altered or belongs to another column."""
        key_id, body = self.split(envelope)
        if key_id not in self._ciphers:
            self.reload()
        if key_id not in self._ciphers:
            raise KeyMissing(f"a stored value was encrypted with key {key_id!r}, which is not configured")
        try:
            return self._ciphers[key_id].decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], context.encode())
        except InvalidTag as problem:
            raise ValueError(f"a stored value of {context} was altered or belongs elsewhere") from problem

    @staticmethod
    def split(envelope: bytes) -> tuple[str, bytes]:
        """→ (key id, nonce and ciphertext)."""
        if len(envelope) < 2 or envelope[0] != VERSION:
            raise ValueError("not an encrypted value")
        end = 2 + envelope[1]
        return envelope[2:end].decode(), envelope[end:]

    def blind_index(self, value: str, context: str) -> str:
        """A keyed digest (64 hex digits) under which equal values of ``context`` can be found."""
        return hmac.new(self._blind_key, f"{context}\0{value}".encode(), hashlib.sha256).hexdigest()

    def sign(self, value: str, context: str) -> str:
        """A short keyed signature for links; compare with ``hmac.compare_digest``."""
        return self.blind_index(value, "link:" + context)[:32]


def load_keyring(keys: Mapping[str, str], blind_key: str | None, file: Path) -> Keyring:
    """Keys from the configuration, else from ``file``, which is made at first start with mode 0600."""
    if keys:
        if not blind_key:
            raise SetupError("HR_RECRUIT_KEYS is set without HR_RECRUIT_BLIND_KEY; set both")
        return Keyring({k: _decode(k, v) for k, v in keys.items()}, _decode("HR_RECRUIT_BLIND_KEY", blind_key))
    if not file.exists():
        _write(file, {"keys": {_new_id(): _new_key()}, "blind_key": _new_key()}, first=True)
    return Keyring(*_read(file), file)


def _read(file: Path) -> tuple[dict[str, bytes], bytes]:
    """→ (keys, key of the blind indexes)."""
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
        return {k: _decode(k, v) for k, v in stored["keys"].items()}, _decode("blind_key", stored["blind_key"])
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as problem:
        raise SetupError(f"the key file {file} can't be read; restore it from a backup") from problem


def add_key(file: Path) -> str:
    """Add a new primary key to the key file. → its id. Two processes doing so at once would lose one: lock first."""
    stored = json.loads(file.read_text(encoding="utf-8"))
    key_id = _new_id()
    stored["keys"][key_id] = _new_key()
    _write(file, stored)
    return key_id


def _decode(name: str, value: str) -> bytes:
    try:
        key = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as problem:
        raise SetupError(f"key {name!r} is not base64") from problem
    if len(key) != KEY_BYTES:
        raise SetupError(f"key {name!r} has {len(key)} bytes; it needs {KEY_BYTES}")
    return key


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _new_id() -> str:
    return f"{datetime.now(UTC):%Y%m%d}-{secrets.token_hex(3)}"


def _write(file: Path, content: object, *, first: bool = False) -> None:
    """Atomic; with ``first`` a file that is there already wins, so that two starting processes agree on one key."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as target:
        json.dump(content, target, indent=1)
        target.flush()
        # A key that a power cut takes away takes every value with it that it encrypted.
        os.fsync(target.fileno())
    if not first:
        part.replace(file)
        return
    try:
        os.link(part, file)
    except FileExistsError:
        pass
    finally:
        part.unlink(missing_ok=True)
