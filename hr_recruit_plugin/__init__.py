"""Recruitment for hospitals, as a module of the OA they already run."""

from pathlib import Path

_checkout = Path(__file__).resolve().parent.parent
if (_checkout / "setup.cfg").is_file():
    # hooks/, adapters/ and migrations/ lie at the top of a checkout and inside the package in a wheel.
    __path__.append(str(_checkout))

__version__ = "0.1.0"
