"""Long work says how far it is and can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from keywork_desktop.domain.errors import RequestError

Progress = Callable[[str, float], None]
"""Called with what is being done and how much of it is done, 0 to 1."""


class Cancelled(RequestError):
    """The user stopped the import. Nothing was written."""

    def __init__(self) -> None:
        super().__init__("The import was cancelled. Nothing was written.", code="cancelled")


@dataclass(frozen=True)
class Watch:
    """Who is told about progress, and who may stop it: `cancelled` is asked at every step."""

    progress: Progress | None = None
    cancelled: Callable[[], bool] | None = None

    def step(self, doing: str, done: float) -> None:
        """Say how far the work is. Raises `Cancelled` where it was stopped."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled
        if self.progress is not None:
            self.progress(doing, min(max(done, 0.0), 1.0))

    def part(self, first: float, last: float) -> Watch:
        """A watch over one part of the work: its 0 … 1 is `first` … `last` of the whole."""
        told = self.progress
        if told is None:
            return self
        return Watch(lambda doing, done: told(doing, first + (last - first) * done), self.cancelled)
