"""A list of words to tick, with a field for one that is not among them yet."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from keywork_desktop.ui.theme import SMALLEST_TARGET

_SHOWN = 6


class TickList(QWidget):
    """`known` maps what is kept to what is shown; Space ticks, Enter in the field adds and ticks."""

    def __init__(
        self, name: str, known: dict[str, str], ticked: Iterable[str], parent: QWidget, *, upper: bool = False
    ) -> None:
        super().__init__(parent)
        self._upper = upper
        self.list = QListWidget(self)
        self.list.setAccessibleName(name)
        self.list.setUniformItemSizes(True)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("Another, then Enter")
        self.field.setAccessibleName(f"Another for {name.lower()}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.list)
        column.addWidget(self.field)
        chosen = list(ticked)
        for kept, shown in {**known, **{word: word for word in chosen if word not in known}}.items():
            self._add(kept, shown, kept in chosen)
        line = max(SMALLEST_TARGET, self.fontMetrics().height() + 8)
        self.list.setFixedHeight(_SHOWN * line)
        self.field.returnPressed.connect(self.add_typed)
        self.list.setCurrentRow(0)

    def _add(self, kept: str, shown: str, ticked: bool) -> None:
        item = QListWidgetItem(shown)
        item.setData(Qt.ItemDataRole.UserRole, kept)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        item.setSizeHint(QSize(0, max(SMALLEST_TARGET, self.fontMetrics().height() + 8)))
        self.list.addItem(item)

    def add_typed(self) -> None:
        """Tick what was typed, adding it if it is new."""
        text = " ".join(self.field.text().split())
        text = text.upper() if self._upper else text
        if not text:
            return
        known = self.line_of(text)
        if known is None:
            self._add(text, text, ticked=True)
            known = self.list.item(self.list.count() - 1)
        known.setCheckState(Qt.CheckState.Checked)
        self.list.setCurrentItem(known)
        self.field.clear()

    def line_of(self, kept: str) -> QListWidgetItem | None:
        """The line of this word, whatever its capitals; None if there is none."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            if str(item.data(Qt.ItemDataRole.UserRole)).casefold() == kept.casefold():
                return item
        return None

    @property
    def ticked(self) -> tuple[str, ...]:
        """What is ticked, in the order of the list; what was typed and not yet added counts too."""
        self.add_typed()
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() is Qt.CheckState.Checked
        )
