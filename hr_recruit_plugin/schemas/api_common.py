"""What all of the API's JSON shares: strict input, versions, pages, uploads, problems."""

from __future__ import annotations

from typing import Any

from marshmallow import RAISE, Schema, fields, validate

LARGEST_ID = 2**31 - 1
UPLOAD_FIELDS = ("filename", "content_base64")


def _about(about: str) -> dict[str, str]:
    return {"description": about} if about else {}


def ident(about: str = "", **options: Any) -> fields.Integer:
    """A row's number."""
    return fields.Integer(validate=validate.Range(1, LARGEST_ID), metadata=_about(about), **options)


def text(most: int = 200, *, least: int = 0, about: str = "", **options: Any) -> fields.String:
    """Text of ``least`` to ``most`` characters."""
    return fields.String(validate=validate.Length(least, most), metadata=_about(about), **options)


def choice(names: Any, about: str = "", **options: Any) -> fields.String:
    return fields.String(validate=validate.OneOf(list(names)), metadata=_about(about), **options)


def told(about: str, **options: Any) -> fields.String:
    """A sentence in the caller's language."""
    return fields.String(metadata=_about(about), **options)


class Strict(Schema):
    """Input: what is not known is refused, so that a slip of the pen is no silent loss."""

    class Meta:
        unknown = RAISE


class VersionedSchema(Strict):
    version = fields.Integer(
        load_default=None, allow_none=True, validate=validate.Range(1),
        metadata={"description": "What you saw; 409 when somebody has changed it since. If-Match says the same."},
    )  # fmt: skip


class PageQuerySchema(Strict):
    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    size = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class PageSchema(Schema):
    """One page of a list; ``total`` counts all pages."""

    total = fields.Integer()
    page = fields.Integer()
    size = fields.Integer()


class UploadSchema(Strict):
    """A file as JSON; as a form it is the part ``file``."""

    filename = text(255, least=1, required=True)
    content_base64 = fields.String(required=True, metadata={"contentEncoding": "base64"})


class CreatedSchema(Schema):
    id = fields.Integer()


class CountSchema(Schema):
    count = fields.Integer()


class EmptySchema(Strict):
    """No values."""


class ProblemSchema(Schema):
    """RFC 9457, with a code for machines."""

    type = fields.String(metadata={"description": "The code's entry under x-problems of this document"})
    title = told("What kind of problem")
    status = fields.Integer()
    detail = told("What to do about it")
    instance = fields.String()
    code = fields.String(metadata={"description": "For machines; one of x-problems"})
    errors = fields.Dict(
        keys=fields.String(), values=fields.List(fields.String()),
        metadata={"description": "Field, dotted where fields lie in fields → sentences"},
    )  # fmt: skip
    who = fields.String(metadata={"description": "conflict: who changed it first"})
    document_id = fields.Integer(metadata={"description": "resume-refused: the file is kept under this number"})
    number = fields.String(metadata={"description": "internal: what to tell the administrators"})
