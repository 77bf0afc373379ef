"""The adapters of one batch: each is made once, and what is costly to open stays open for the deliveries that follow."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any

from ..adapters.base import Adapter
from ..state import Recruitment

log = logging.getLogger(__name__)


class Line:
    """An adapter with its settings, made when first used. ``kind`` is None where there is no adapter of that ``name``."""

    def __init__(self, kind: type[Adapter] | None, name: str, settings: Mapping[str, Any]) -> None:
        self.kind, self.name, self.settings = kind, name, settings
        self._adapter: Adapter | None = None
        self._series: AbstractContextManager[None] | None = None

    def adapter(self) -> Adapter:
        """Raises SettingsInvalid, and whatever a third party's class raises when it is made."""
        if self._adapter is None:
            assert self.kind is not None
            made = self.kind(self.settings)
            series = made.series()
            series.__enter__()
            self._adapter, self._series = made, series
        return self._adapter

    def renew(self) -> Adapter:
        """A fresh one, because the far end no longer knows the session."""
        self.close()
        return self.adapter()

    def close(self) -> None:
        series, self._adapter, self._series = self._series, None, None
        try:
            if series is not None:
                series.__exit__(None, None, None)
        except Exception as problem:
            # What was delivered is delivered, however the far end takes the farewell.
            log.warning("adapter %s could not be closed: %s", self.name, type(problem).__name__)


class Lines:
    """One line a port. Other settings than before get another."""

    def __init__(self, state: Recruitment) -> None:
        self.state = state
        self._open: dict[str, Line] = {}

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, at: TracebackType | None) -> None:
        for line in self._open.values():
            line.close()

    def to(self, port: str, name: str, settings: Mapping[str, Any]) -> Line:
        held = self._open.get(port)
        if held is None or (held.name, held.settings) != (name, settings):
            if held is not None:
                held.close()
            held = self._open[port] = Line(self.state.adapters.get((port, name)), name, settings)
        return held
