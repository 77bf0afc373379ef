"""``HR_RECRUIT_*`` configuration keys, typed and checked once, at start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .errors import SetupError

PREFIX = "HR_RECRUIT_"


@dataclass(frozen=True)
class Settings:
    """One attribute for each key; the key is the upper-case name behind ``HR_RECRUIT_``."""

    hospital: str = "本院"
    """Name on letters, invitations and the public portal."""
    url_prefix: str = "/recruit"
    """Where our screens are mounted."""
    public_url: str | None = None
    """Address that candidates reach, such as ``https://oa.example.org``; links in mails start with it."""
    database_uri: str | None = None
    """Only for hosts without a SQLAlchemy engine of their own."""
    host: Any = None
    """Host glue: an object with hook implementations, or ``package.module:Name``."""
    role_map: Mapping[str, Any] = field(default_factory=dict)
    """Host role name → our role or list of roles (hr, department_head, interviewer, clerk, admin, auditor)."""
    timezone: str = "Asia/Shanghai"
    """IANA name of the zone that interviews are held in."""
    locale: str = "zh"
    """Language where the host names none, and of letters: ``zh`` or ``en``; ``auto`` goes by the browser."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Encryption keys: key id → 32 bytes in base64. The last one encrypts, all decrypt."""
    blind_key: str | None = None
    """Key of the blind indexes, 32 bytes in base64. It can't be rotated without reindexing."""
    key_file: str | None = None
    """Where generated keys are kept when ``keys`` is empty; by default beside the host's instance files."""
    worker: str = "thread"
    """``thread``: deliver inside the web process; ``none``: only ``flask recruit work`` delivers."""
    upload_megabytes: int = 20
    """Largest resume; folders and zips may be twenty times as large."""
    resume_workers: int = 1
    """Processes that read resumes."""
    portal: bool = True
    """Whether candidates may apply by themselves."""
    organizer_email: str = "hr@hospital.example"
    """Sender of invitations."""
    self_changes: int = 1
    """How often a candidate may move an interview that HR planned; 0: only by asking. Self-booking has its own number."""
    change_hours: int = 24
    """Until how many hours before an interview that is allowed."""
    retention_days: int = 0
    """So many days after everything has ended a person who was not hired is taken out; 0: only by hand or by command."""
    modules: Mapping[str, bool] = field(default_factory=dict)
    """Switchable modules of the manifest, by name."""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def has_portal(self) -> bool:
        return self.portal and self.modules.get("portal", True)

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Settings:
        """Read and check the configuration of an application.

        Raises:
            SetupError: names the key, what is wrong with it and what it should look like.
        """
        known = {PREFIX + f.name.upper(): f.name for f in fields(cls)}
        unknown = sorted(k for k in config if k.startswith(PREFIX) and k not in known)
        if unknown:
            raise SetupError(f"unknown configuration {', '.join(unknown)}; known are {', '.join(sorted(known))}")
        settings = cls(**{known[k]: v for k, v in config.items() if k in known})
        settings._check()
        return settings

    def _check(self) -> None:
        if not self.url_prefix.startswith("/") or self.url_prefix.rstrip("/") == "":
            raise SetupError(f"{PREFIX}URL_PREFIX is {self.url_prefix!r}; it must look like '/recruit'")
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError) as problem:
            raise SetupError(f"{PREFIX}TIMEZONE is {self.timezone!r}; use a name like Asia/Shanghai") from problem
        if self.worker not in {"thread", "none"}:
            raise SetupError(f"{PREFIX}WORKER is {self.worker!r}; use 'thread' or 'none'")
        for key in ("upload_megabytes", "resume_workers"):
            if not isinstance(getattr(self, key), int) or getattr(self, key) < 1:
                raise SetupError(f"{PREFIX}{key.upper()} must be a whole number of at least 1")
        for key in ("self_changes", "change_hours", "retention_days"):
            if not isinstance(getattr(self, key), int) or getattr(self, key) < 0:
                raise SetupError(f"{PREFIX}{key.upper()} must be a whole number of at least 0")
        if self.public_url and not self.public_url.startswith(("http://", "https://")):
            raise SetupError(f"{PREFIX}PUBLIC_URL is {self.public_url!r}; it must start with https:// or http://")

    def key_path(self, instance_path: str) -> Path:
        return Path(self.key_file) if self.key_file else Path(instance_path) / "hr_recruit_keys.json"
