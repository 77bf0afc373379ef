"""Working weeks and spans of time: pure arithmetic, without a clock, a database or a network."""

from .hours import Exceptions, Week, WeekError, opening, read_day, read_special_days, works, written_day
from .spans import Span, clipped, merged, overlap, without

__all__ = [
    "Exceptions", "Span", "Week", "WeekError", "clipped", "merged", "opening", "overlap", "read_day", "read_special_days",
    "without", "works", "written_day",
]  # fmt: skip
