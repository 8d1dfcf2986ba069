"""The agenda as a list: headings of days and their parts, and a line for each person."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import Qt

from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.models.calendar_agenda import AgendaDay, AgendaLine, AgendaPart, AgendaRow
from keywork_desktop.ui.models.keyed_list import AnyIndex, KeyedListModel


class CalendarAgendaModel(KeyedListModel[AgendaRow]):
    """Headings cannot be chosen: the arrows go from person to person."""

    def key_of(self, item: AgendaRow) -> Hashable:
        if isinstance(item, AgendaLine):
            return (item.on, item.entry.key)
        return (item.on, item.part.value if isinstance(item, AgendaPart) else "")

    def text_of(self, item: AgendaRow) -> str:
        if isinstance(item, AgendaDay):
            today = "Today" if item.today else ""
            return " · ".join(part for part in (long_date(item.on), today, item.count, item.note) if part)
        if isinstance(item, AgendaPart):
            return f"{item.part.value} · {item.count}"
        return "  ".join(text for text in item.texts[1:] if text)

    def spoken_of(self, item: AgendaRow) -> str:
        if isinstance(item, AgendaLine):
            return f"{item.entry.spoken}, {item.officer}, {long_date(item.on)}"
        return self.text_of(item)

    def tip_of(self, item: AgendaRow) -> str:
        return item.entry.spoken if isinstance(item, AgendaLine) else ""

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        item = self.item(index)
        if not isinstance(item, AgendaLine):
            return Qt.ItemFlag.ItemIsEnabled if item is not None else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
