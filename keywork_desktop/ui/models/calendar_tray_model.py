"""Who waits beside the calendar: overdue and not planned, and on the page of a day those who are due that day."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt

from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.wording import short_date, why
from keywork_desktop.ui.models.calendar_entries import Entry, obligation_entry, overdue_entry
from keywork_desktop.ui.models.calendar_facts import CalendarFacts
from keywork_desktop.ui.models.keyed_list import AnyIndex, KeyedListModel


@dataclass(frozen=True, slots=True)
class TrayRow:
    """A heading, or somebody to be put on a day."""

    heading: str = ""
    count: int = 0
    entry: Entry | None = None
    where: str = ""
    key_worker: str = ""
    why: str = ""


def _person(item: DueItem, entry: Entry) -> TrayRow:
    who = item.key_worker.name if item.key_worker else "no key worker"
    return TrayRow(entry=entry, where=str(item.prisoner.location), key_worker=who, why=why(item))


def tray_rows(facts: CalendarFacts, day: date | None = None) -> list[TrayRow]:
    """The rows for four weeks, or for `day`: those due that day first."""
    rows: list[TrayRow] = []
    if day is not None:
        due = sorted(facts.open.get(day, ()), key=lambda obligation: obligation.planned_late_on is not None)
        rows.append(TrayRow(heading=f"Due {short_date(day)}, still open", count=len(due)))
        rows += [_person(obligation.item, obligation_entry(obligation)) for obligation in due]
    rows.append(TrayRow(heading="Overdue and not planned", count=len(facts.overdue)))
    rows += [_person(item, overdue_entry(item)) for item in facts.overdue]
    return rows


class CalendarTrayModel(KeyedListModel[TrayRow]):
    """Headings can neither be chosen nor carried."""

    def key_of(self, item: TrayRow) -> Hashable:
        return item.entry.key if item.entry else item.heading.partition(" ")[0]

    def text_of(self, item: TrayRow) -> str:
        if item.entry is None:
            return f"{item.heading} · {item.count}"
        entry = item.entry
        return " ".join((entry.tone.shape, entry.lead, entry.name, *entry.badges, item.where))

    def spoken_of(self, item: TrayRow) -> str:
        return item.entry.spoken if item.entry else self.text_of(item)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        row = self.item(index)
        if row is None or row.entry is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def tip_of(self, item: TrayRow) -> str:
        return f"{item.entry.spoken}.\n{item.why}" if item.entry else ""
