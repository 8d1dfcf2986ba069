"""The core day of one place: a line for each weekday as it stands now, and the entries it comes from."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from keywork_desktop.domain.core_day import (
    WEEKDAYS,
    CoreDay,
    CoreDayPart,
    CoreDays,
    PartKind,
    parts_words,
    weekdays_words,
)
from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.models.keyed_list import KeyedListModel
from keywork_desktop.ui.models.settings_words import span_words, spoken_span

if TYPE_CHECKING:
    from keywork_desktop.actions.core_day import CoreDayListed

DAY = timedelta(days=1)
KIND_WORDS = {
    PartKind.UNLOCK: "Unlock",
    PartKind.MEAL: "Meal",
    PartKind.ROLL_CHECK: "Roll check",
    PartKind.LOCK_UP: "Other lock-up",
}
KIND_SHAPES = {PartKind.MEAL: "●", PartKind.ROLL_CHECK: "◆", PartKind.LOCK_UP: "✕"}
"""What stands for an interruption where there is no room for its word; an unlock is the open stretch itself."""

NOTHING = "Not described: nothing is restricted"


def day_words(parts: Sequence[CoreDayPart]) -> str:
    """`Unlocked 08:00–12:00 · meal 11:30–12:00`, or that nothing is described."""
    return parts_words(parts) if parts else NOTHING


@dataclass(frozen=True, slots=True)
class WeekdayLine:
    """One weekday of a place; `of_all` says that it follows the whole establishment there."""

    weekday: int
    parts: tuple[CoreDayPart, ...] = ()
    of_all: bool = False

    @property
    def words(self) -> str:
        return f"{day_words(self.parts)}{', as the whole establishment' if self.of_all else ''}"


def weekday_lines(hours: CoreDays, unit: str | None, today: date) -> list[WeekdayLine]:
    """Monday to Sunday, each as it stands on the next such day from today."""
    lines = []
    for weekday in range(len(WEEKDAYS)):
        day = today + (weekday - today.weekday()) % len(WEEKDAYS) * DAY
        found = hours.on(unit, day)
        of_all = found is not None and unit is not None and found.unit is None
        lines.append(WeekdayLine(weekday, found.parts if found else (), of_all))
    return lines


class CoreWeekModel(KeyedListModel[WeekdayLine]):
    """Seven lines."""

    def key_of(self, item: WeekdayLine) -> Hashable:
        return item.weekday

    def text_of(self, item: WeekdayLine) -> str:
        return f"{WEEKDAYS[item.weekday]}: {item.words}"

    def tip_of(self, item: WeekdayLine) -> str:
        return item.words


@dataclass(frozen=True, slots=True)
class CoreDayEntryLine:
    """Entries of one place that were written the same for several weekdays; `when` is `now`, `coming` or `past`."""

    entries: tuple[CoreDay, ...]
    title: str
    note: str
    when: str


def entry_lines(listed: Iterable[CoreDayListed], unit: str | None, today: date) -> list[CoreDayEntryLine]:
    """The entries of a unit (None: of the whole establishment): coming ones, those that count, then past ones."""
    groups: dict[Hashable, list[CoreDayListed]] = {}
    for each in listed:
        core_day = each.core_day
        if core_day.unit == unit:
            key = (core_day.from_date, each.until, core_day.parts, each.entered)
            groups.setdefault(key, []).append(each)
    lines = []
    for found in groups.values():
        first = found[0]
        past = first.until is not None and first.until < today
        when = "coming" if first.core_day.from_date > today else "past" if past else "now"
        days = weekdays_words(each.core_day.weekday for each in found)
        title = f"{days[:1].upper()}{days[1:]}, {span_words(first.core_day.from_date, first.until, today)}"
        said = parts_words(first.core_day.parts) if first.core_day.parts else "Ended"
        note = f"{said} · entered by {first.entered.by} on {long_date(first.entered.at.date())}"
        lines.append(CoreDayEntryLine(tuple(each.core_day for each in found), title, note, when))
    order = ("coming", "now", "past")
    newest = sorted(lines, key=lambda line: line.entries[0].from_date, reverse=True)
    return sorted(newest, key=lambda line: order.index(line.when))


class CoreDayEntriesModel(KeyedListModel[CoreDayEntryLine]):
    """Lines by first day and weekdays."""

    def key_of(self, item: CoreDayEntryLine) -> Hashable:
        return tuple(entry.key for entry in item.entries)

    def text_of(self, item: CoreDayEntryLine) -> str:
        return item.title

    def spoken_of(self, item: CoreDayEntryLine) -> str:
        days = weekdays_words(entry.weekday for entry in item.entries)
        return f"{days}, {spoken_span(item.entries[0].from_date, None)}, {item.note.replace(' · ', ', ')}"

    def tip_of(self, item: CoreDayEntryLine) -> str:
        return item.note
