"""Archives of resumes, read in the background."""

from __future__ import annotations

from typing import Any

from ...schemas import api_desk as schemas
from ...schemas.api_common import EmptySchema
from ...security.permissions import Permission
from ...services import import_batch, imports
from ...services.unit import unit_of_work
from ..guard import actor
from .applications import job_of
from .operation import Reply, operation

EDIT = Permission.APPLICATIONS_EDIT


@operation("POST", "/imports", EDIT, tag="imports", summary="Import a ZIP of resumes",
           body=schemas.ImportInSchema, answer=schemas.ImportSchema, status=202, files="archive")  # fmt: skip
def start_import(body: dict[str, Any]) -> Reply:
    """The answer comes before the resumes are read; ask for the import until nothing waits."""
    file = body["file"]
    batch_id = imports.start_archive(actor(), job_of(body), file.data, file.filename, source=body["source"])
    return Reply(_batch(batch_id), location=("read_import", {"batch_id": batch_id}))


@operation("GET", "/imports", EDIT, tag="imports", summary="A job's latest imports",
           query=schemas.ImportQuerySchema, answer=schemas.ImportListSchema)  # fmt: skip
def list_imports(query: dict[str, Any]) -> Any:
    """Newest first."""
    with unit_of_work(actor(), write=False) as unit:
        return {"items": imports.batches(unit, query["job_id"])}


@operation("GET", "/imports/<int:batch_id>", EDIT, tag="imports", summary="How far an import has come",
           answer=schemas.ImportSchema)  # fmt: skip
def read_import(batch_id: int) -> Any:
    """With everything that was refused or had come before, and why."""
    return _batch(batch_id)


@operation("POST", "/imports/<int:batch_id>/resume", EDIT, tag="imports", summary="Go on with a stopped or paused import",
           body=EmptySchema, answer=schemas.ImportSchema, status=202)  # fmt: skip
def resume_import(batch_id: int, body: dict[str, Any]) -> Any:
    """What was read stays; what waits is read."""
    imports.go_on(actor(), batch_id)
    return _batch(batch_id)


@operation("POST", "/imports/<int:batch_id>/pause", EDIT, tag="imports", summary="Pause an import",
           body=EmptySchema, answer=schemas.ImportSchema)  # fmt: skip
def pause_import(batch_id: int, body: dict[str, Any]) -> Any:
    """What is being read at this moment is still filed; the rest waits."""
    with unit_of_work(actor()) as unit:
        import_batch.pause(unit, batch_id)
    return _batch(batch_id)


def _batch(batch_id: int) -> imports.Batch:
    with unit_of_work(actor(), write=False) as unit:
        return imports.batch(unit, batch_id)
