"""What is in force where and since when, as bars on a time line: one row for the establishment, one for each unit."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from keywork_desktop.domain.rulebook import RuleBook
from keywork_desktop.ui.models.keyed_list import KeyedListModel
from keywork_desktop.ui.models.settings_words import place, spoken_span

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """Days on which one set or level gives the baseline. `since` is its first day ever, also before the time line.

    `first` and `last` are inside the time line; `ends` is false where it has no end yet.
    """

    words: str
    level: int | None
    since: date
    first: date
    last: date
    ends: bool


@dataclass(frozen=True, slots=True)
class TimeLineRow:
    """One place and its bars. `own`: it has an entry of its own; others live by the establishment's."""

    unit: str | None
    own: bool
    bars: tuple[Bar, ...]

    @property
    def spoken(self) -> str:
        own = "" if self.own or self.unit is None else ", as the establishment"
        said = "; ".join(f"{bar.words} {spoken_span(bar.since, bar.last if bar.ends else None)}" for bar in self.bars)
        return f"{place(self.unit)}{own}: {said or 'nothing in force'}"


def time_line(book: RuleBook, unit: str | None, first: date, last: date) -> tuple[Bar, ...]:
    """The bars of one unit between two days, oldest first; bars with the same name that follow each other are one."""
    stretches = book.stretches(unit)
    bars: list[Bar] = []
    for at, stretch in enumerate(stretches):
        following = stretches[at + 1].first if at + 1 < len(stretches) else None
        if stretch.rules is None:
            continue
        end = date.max if following is None else following - DAY
        words, level = stretch.rules.source, stretch.rules.level
        before = bars[-1] if bars else None
        if before and before.words == words and before.level == level and before.last + DAY == stretch.first:
            bars[-1] = Bar(words, level, before.since, before.since, end, following is not None)
        else:
            bars.append(Bar(words, level, stretch.first, stretch.first, end, following is not None))
    return tuple(
        Bar(bar.words, bar.level, bar.since, max(bar.first, first), min(bar.last, last), bar.ends)
        for bar in bars
        if bar.first <= last and bar.last >= first
    )


def time_lines(book: RuleBook, units: Sequence[str], first: date, last: date) -> list[TimeLineRow]:
    """A row for the establishment and one for each unit."""
    own = {entry.unit for entry in book.in_force} | {entry.unit for entry in book.regime}
    return [TimeLineRow(unit, unit in own, time_line(book, unit, first, last)) for unit in (None, *units)]


class TimeLineModel(KeyedListModel[TimeLineRow]):
    """Rows by unit."""

    def key_of(self, item: TimeLineRow) -> Hashable:
        return item.unit

    def text_of(self, item: TimeLineRow) -> str:
        return item.spoken

    def tip_of(self, item: TimeLineRow) -> str:
        return item.spoken.replace("; ", "\n")
