"""What can go wrong in a use case, in words for the person who caused it.

``message`` is a msgid (Chinese) and ``params`` fill it; views translate it, machines get ``code``.
"""

from __future__ import annotations

from typing import Any


class RecruitmentError(Exception):
    """A use case that did not happen; nothing was changed."""

    code = "error"
    status = 400

    def __init__(self, message: str, **params: Any) -> None:
        super().__init__(message % params if params else message)
        self.message = message
        self.params = params


class Invalid(RecruitmentError):
    """Input that breaks a rule. ``fields`` says which field and why."""

    code = "invalid"
    status = 422

    def __init__(self, message: str, fields: dict[str, list[str]] | None = None, **params: Any) -> None:
        super().__init__(message, **params)
        self.fields = fields or {}


class NotFound(RecruitmentError):
    code = "not-found"
    status = 404


class Forbidden(RecruitmentError):
    code = "forbidden"
    status = 403


class Conflict(RecruitmentError):
    """Somebody else changed the same thing first; their version stands."""

    code = "conflict"
    status = 409


class Gone(RecruitmentError):
    """A link that was right once: expired, withdrawn or used."""

    code = "gone"
    status = 410


class TooMany(RecruitmentError):
    """The same thing too often: what was sent so far has to be answered first."""

    code = "too-many"
    status = 429


class RecruitmentRefused(RecruitmentError):
    """Raised by a ``recruit_validate_*`` hook: the use case is undone and the user reads the reason."""

    code = "refused"
    status = 422


class SetupError(RuntimeError):
    """The plugin can't be installed like this. The text says what is wrong and how to mend it."""
