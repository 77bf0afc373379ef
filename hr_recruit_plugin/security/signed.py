"""Links that open one thing for one purpose until some moment: signed, so that nobody can make, widen or prolong one.

A token reads ``id.stamp.until.signature``. The stamp is the version of what it opens: a change of that revokes the link.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from ..errors import Gone, NotFound
from ..i18n import N_
from .crypto import Keyring

FORM = re.compile(r"(\d{1,10})\.(\d{1,10})\.(\d{1,12})\.([0-9a-f]{32})")
WRONG = N_("链接不对或已作废。请用最近一封邮件里的链接。")
CHANGED = N_("这个链接已作废：安排后来有变动。请用最近一封邮件里的链接。")
OVER = N_("这个链接已过期。请用最近一封邮件里的链接，或联系人力资源部。")


@dataclass(frozen=True)
class Opened:
    """What a right token opens."""

    ident: int
    stamp: int

    def expect(self, stamp: int) -> None:
        """Raises Gone when what the link was made for has changed since."""
        if stamp != self.stamp:
            raise Gone(CHANGED)


def make(ring: Keyring, purpose: str, ident: int, until: datetime, stamp: int = 0) -> str:
    body = f"{ident}.{stamp}.{int(until.timestamp())}"
    return f"{body}.{ring.sign(body, purpose)}"


def read(ring: Keyring, purpose: str, token: str, now: datetime) -> Opened:
    """Raises NotFound for a token that we did not make for ``purpose``, Gone for one whose time is over."""
    found = FORM.fullmatch(token)
    if found is None:
        raise NotFound(WRONG)
    body, signature = token.rsplit(".", 1)
    if not hmac.compare_digest(ring.sign(body, purpose), signature):
        raise NotFound(WRONG)
    if datetime.fromtimestamp(int(found[3]), UTC) <= now:
        raise Gone(OVER)
    return Opened(int(found[1]), int(found[2]))
