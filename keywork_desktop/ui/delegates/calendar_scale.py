"""The scale of a day: where a time lies, with the hours left out in which nobody has key work time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

from keywork_desktop.domain.detail import minutes_of
from keywork_desktop.ui.models.calendar_day_model import Block

FOLD = 20
"""Pixels for a run of hours that is left out."""

USUAL_HOURS = (9, 10, 11, 14, 15, 16)


@dataclass(frozen=True)
class DayScale:
    """Hours shown, in order, each `hour_width` pixels wide; a fold where hours are left out between them."""

    hours: tuple[int, ...]
    hour_width: float

    @classmethod
    def of(cls, blocks: Iterable[Block], width: float, least_hour: float) -> DayScale:
        """The scale that fills `width` where each hour gets at least `least_hour` pixels."""
        wanted: set[int] = set()
        for block in blocks:
            spans = [(minutes_of(span.start), minutes_of(span.end)) for span in block.key_work]
            if block.end > block.start:
                spans.append((minutes_of(block.start), minutes_of(block.end)))
            for start, end in spans:
                wanted.update(range(start // 60, (end - 1) // 60 + 1))
        hours = tuple(sorted(wanted)) or USUAL_HOURS
        folds = sum(b - a > 1 for a, b in pairwise(hours))
        return cls(hours, max(least_hour, (width - folds * FOLD) / len(hours)))

    @property
    def width(self) -> float:
        """Pixels that all hours and folds take."""
        return self._left(len(self.hours) - 1) + self.hour_width

    def _left(self, place: int) -> float:
        folds = sum(self.hours[n + 1] - self.hours[n] > 1 for n in range(place))
        return place * self.hour_width + folds * FOLD

    def marks(self) -> list[tuple[float, str]]:
        """Where each hour begins and how it is called."""
        return [(self._left(n), f"{hour:02d}:00") for n, hour in enumerate(self.hours)]

    def folds(self) -> list[float]:
        """Where hours are left out: the left edge of each fold."""
        gaps = [n for n, (hour, following) in enumerate(pairwise(self.hours)) if following - hour > 1]
        return [self._left(n) + self.hour_width for n in gaps]

    def x_of(self, moment: time) -> float:
        """Pixels from the left edge to this time; a time that is left out lies where the hours go on after it."""
        minutes = minutes_of(moment)
        for place, hour in enumerate(self.hours):
            if minutes < hour * 60:
                return self._left(place)
            if minutes <= hour * 60 + 60:
                return self._left(place) + (minutes - hour * 60) / 60 * self.hour_width
        return self.width
