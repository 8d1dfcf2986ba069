"""When to stop looking for a better rota: time that is over, or somebody who cancels."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from keywork_desktop.planning.rota_plan import Progress, SoFar


class OutOfTime(Exception):
    """The time is over; nothing that was found later counts."""


@dataclass(slots=True)
class Limits:
    """When to stop. `told` hears how far the work is (0 to 1) and may raise to cancel; that comes out of `solve`.

    `so_far` hears of the best so far, and of how good any could be.
    """

    seconds: float | None = None
    told: Progress | None = None
    so_far: SoFar | None = None
    began: float = field(default_factory=perf_counter)
    stopped: BaseException | None = None
    done: float = 0.0
    best: int = 0
    bound: int | None = None
    _from: float = 0.0
    _to: float = 1.0

    @property
    def left(self) -> float | None:
        return None if self.seconds is None else self.seconds - (perf_counter() - self.began)

    @property
    def may_stop(self) -> bool:
        """True if somebody may cancel, or time may run out."""
        return self.seconds is not None or self.told is not None

    def between(self, begin: float, end: float) -> None:
        """What follows is this share of the work."""
        self._from, self._to, self.done = begin, end, max(self.done, begin)

    def at(self, share: float) -> None:
        """So much of the present share is done."""
        self.done = max(self.done, self._from + share * (self._to - self._from))

    def tell(self, best: int | None, bound: int) -> None:
        """Say how many targets the best so far meets on time, and how many could be met at most, if that is news."""
        known = (self.best, self.bound)
        self.best = max(self.best, best or 0)
        self.bound = bound if self.bound is None else min(self.bound, bound)
        if self.so_far is not None and known != (self.best, self.bound):
            self.so_far(self.best, self.bound)

    def check(self) -> None:
        """Raise what `told` raises, or `OutOfTime`."""
        if self.told is not None:
            self.told(self.done)
        if self.left is not None and self.left <= 0:
            raise OutOfTime

    def interrupts(self, event: Any) -> None:
        """For the solver's callbacks: keep what is raised, and ask it to stop."""
        if self.stopped is None:
            try:
                self.check()
            except BaseException as raised:  # noqa: BLE001  # raised again once the solver has returned
                self.stopped = raised
        if self.stopped is not None:
            event.interrupt()
