"""The entries of the regime calendar as a list: those that apply now or later first, past ones after them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from keywork_desktop.domain.rulebook import RegimeEntry
from keywork_desktop.ui.models.keyed_list import KeyedListModel
from keywork_desktop.ui.models.settings_words import level_words, place, span_words, spoken_span


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry. `when` is "now", "planned" or "past"; past ones are read only."""

    entry: RegimeEntry
    span: str
    when: str
    entered: str = ""

    @property
    def title(self) -> str:
        return level_words(self.entry.level)

    @property
    def note(self) -> str:
        return f"{place(self.entry.unit)} · {self.span}"

    @property
    def spoken(self) -> str:
        days = spoken_span(self.entry.from_date, self.entry.to_date)
        return f"Level {self.title}, {place(self.entry.unit)}, {days}, {self.when}" + (
            f", {self.entered}" if self.entered else ""
        )


def entry_lines(
    entries: Sequence[RegimeEntry], today: date, entered: Mapping[tuple[str | None, date], str] | None = None
) -> list[EntryLine]:
    """Now and planned in the order of their days, then past ones, the newest first.

    `entered` says who wrote an entry and when, by unit and first day.
    """
    said = entered or {}

    def line(entry: RegimeEntry) -> EntryLine:
        ended = entry.to_date is not None and entry.to_date < today
        when = "past" if ended else "now" if entry.from_date <= today else "planned"
        who = said.get((entry.unit, entry.from_date), "")
        return EntryLine(entry, span_words(entry.from_date, entry.to_date, today), when, who)

    lines = [line(entry) for entry in sorted(entries, key=lambda entry: (entry.from_date, entry.unit or ""))]
    return [one for one in lines if one.when != "past"] + [one for one in reversed(lines) if one.when == "past"]


class EntriesModel(KeyedListModel[EntryLine]):
    """Lines by unit and first day: there is one entry for each."""

    def key_of(self, item: EntryLine) -> Hashable:
        return (item.entry.unit, item.entry.from_date)

    def text_of(self, item: EntryLine) -> str:
        return f"{item.title} · {item.note}"

    def spoken_of(self, item: EntryLine) -> str:
        return item.spoken

    def tip_of(self, item: EntryLine) -> str:
        return item.spoken
