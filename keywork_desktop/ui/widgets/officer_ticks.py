"""Officers to tick, any number of them, with a field that finds one by typing part of a name."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QVBoxLayout, QWidget

from keywork_desktop.domain.people import KeyWorker
from keywork_desktop.ui.theme import SMALLEST_TARGET
from keywork_desktop.ui.widgets.filter_field import FilterField

_STAFF_ID = Qt.ItemDataRole.UserRole


class OfficerTicks(QWidget):
    """`ticked` are staff IDs in the order of the list; Space ticks."""

    def __init__(self, officers: Iterable[KeyWorker], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.list = FilterField("Find an officer", "Find an officer", self), QListWidget(self)
        self.list.setAccessibleName("Officers")
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        line = max(SMALLEST_TARGET, self.fontMetrics().height() + 6)
        for officer in officers:
            item = QListWidgetItem(officer.name)
            item.setData(_STAFF_ID, officer.staff_id)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, line))
            self.list.addItem(item)
        self.list.setMinimumHeight(3 * line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        self.field.textChanged.connect(self._find)
        self.field.list_wanted.connect(self._to_the_list)

    def _items(self) -> Iterable[QListWidgetItem]:
        return (self.list.item(row) for row in range(self.list.count()))

    def _find(self, text: str) -> None:
        words = text.casefold().split()
        for item in self._items():
            item.setHidden(not all(word in item.text().casefold() for word in words))

    def _to_the_list(self) -> None:
        first = next((item for item in self._items() if not item.isHidden()), None)
        if first is not None:
            self.list.setCurrentItem(first)
            self.list.setFocus()

    @property
    def ticked(self) -> tuple[str, ...]:
        """The staff IDs that are ticked, found just now or not."""
        return tuple(str(i.data(_STAFF_ID)) for i in self._items() if i.checkState() is Qt.CheckState.Checked)

    def tick(self, staff_id: str) -> None:
        """Tick this officer."""
        for item in self._items():
            if item.data(_STAFF_ID) == staff_id:
                item.setCheckState(Qt.CheckState.Checked)

    def untick(self) -> None:
        """Tick nobody."""
        for item in self._items():
            item.setCheckState(Qt.CheckState.Unchecked)
        self.field.clear()
