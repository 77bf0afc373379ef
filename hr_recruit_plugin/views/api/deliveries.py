"""What left for other systems, and sending it again."""

from __future__ import annotations

from typing import Any

from ...schemas import api_admin as schemas
from ...schemas.api_common import CountSchema, EmptySchema
from ...security.permissions import Permission
from ...services import deliveries
from ...services.unit import unit_of_work
from ..guard import actor
from .operation import operation

WHO = (Permission.OFFERS_EDIT, Permission.SETTINGS_EDIT)


@operation("GET", "/deliveries", *WHO, tag="deliveries", summary="Deliveries, newest first",
           query=schemas.DeliveryQuerySchema, answer=schemas.DeliveryPageSchema)  # fmt: skip
def list_deliveries(query: dict[str, Any]) -> Any:
    """Each with its state and what the other system said."""
    about = query.pop("application_id")
    with unit_of_work(actor(), write=False) as unit:
        return deliveries.list_deliveries(unit, subject=("application", about) if about else None, **query)


@operation("POST", "/deliveries/<int:delivery_id>/resend", *WHO, tag="deliveries", summary="Send one again",
           body=EmptySchema, status=202)  # fmt: skip
def resend_delivery(delivery_id: int, body: dict[str, Any]) -> None:
    """The other system is asked first where it may have arrived, so nothing arrives twice."""
    with unit_of_work(actor()) as unit:
        deliveries.resend(unit, delivery_id)


@operation("POST", "/deliveries/resend", *WHO, tag="deliveries", summary="Send all of a port that was refused",
           body=schemas.PortSchema, answer=CountSchema, status=202)  # fmt: skip
def resend_deliveries(body: dict[str, Any]) -> Any:
    """After the connection was mended."""
    with unit_of_work(actor()) as unit:
        return {"count": deliveries.resend_all(unit, body["port"])}
