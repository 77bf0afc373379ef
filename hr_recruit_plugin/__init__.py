"""Recruitment for hospitals, as a module of the OA they already run."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .extension import HRRecruit
    from .hooks.specs import hookimpl
    from .records import HostUser

_checkout = Path(__file__).resolve().parent.parent
if (_checkout / "setup.cfg").is_file():
    # hooks/, adapters/ and migrations/ lie at the top of a checkout and inside the package in a wheel.
    __path__.append(str(_checkout))

__version__ = "0.1.0"
__all__ = ["HRRecruit", "HostUser", "__version__", "hookimpl"]

_HOMES = {"HRRecruit": ".extension", "hookimpl": ".hooks.specs", "HostUser": ".records"}


def __getattr__(name: str) -> Any:
    # Loaded on demand: a process that only reads a resume needs neither Flask nor a database.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name], __name__), name)
