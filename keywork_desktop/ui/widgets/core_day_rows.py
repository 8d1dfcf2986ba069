"""The parts of a core day as rows: what, from when, until when; added and taken off by key or click."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QTimeEdit, QVBoxLayout, QWidget

from keywork_desktop.domain.core_day import CoreDayPart, PartKind
from keywork_desktop.domain.detail import TimeSpan, minutes_of, time_of
from keywork_desktop.ui.models.settings_core_day import KIND_WORDS
from keywork_desktop.ui.widgets.buttons import button, icon_button
from keywork_desktop.ui.widgets.labels import quiet
from keywork_desktop.ui.widgets.time_field import qtime, time_field, time_in

MOST_ROWS = 12
_LAST = 23 * 60 + 59
_FIRST_PARTS = (
    CoreDayPart(PartKind.UNLOCK, TimeSpan(time(8, 0), time(12, 0))),
    CoreDayPart(PartKind.UNLOCK, TimeSpan(time(13, 45), time(17, 0))),
)
"""What a day begins with that was never described: an example to be changed."""


class _Row:
    """The controls of one part."""

    def __init__(self, part: CoreDayPart, parent: QWidget) -> None:
        self.kind = QComboBox(parent)
        for kind, words in KIND_WORDS.items():
            self.kind.addItem(words, kind.value)
        self.kind.setCurrentIndex(self.kind.findData(part.kind.value))
        self.kind.setMinimumWidth(self.kind.sizeHint().width() + 12)
        self.start: QTimeEdit = time_field("From", parent)
        self.end: QTimeEdit = time_field("To", parent)
        self.start.setTime(qtime(part.span.start))
        self.end.setTime(qtime(part.span.end))
        self.to = quiet("to", parent)
        self.remove = icon_button("ph.x", "Take this row off", parent)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        return (self.kind, self.start, self.to, self.end, self.remove)

    def name(self, number: int) -> None:
        """Say which row it is to those who listen."""
        self.kind.setAccessibleName(f"Row {number}: what")
        self.start.setAccessibleName(f"Row {number}: from")
        self.end.setAccessibleName(f"Row {number}: to")
        self.remove.setAccessibleName(f"Take row {number} off")


class CoreDayRows(QWidget):
    """`changed` says that the parts may be others now, `added` that a row came at the end."""

    changed = Signal()
    added = Signal()

    def __init__(self, parts: Sequence[CoreDayPart], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[_Row] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(5, 1)
        self.add = button("Add a row", self, tip="Another unlock, meal, roll check or lock-up")
        below = QHBoxLayout()
        below.addWidget(self.add)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._grid)
        column.addLayout(below)
        for part in parts or _FIRST_PARTS:
            self._add(part)
        self.add.clicked.connect(self.add_row)
        self.setFocusProxy(self.rows[0].kind)
        self._fit()

    def _add(self, part: CoreDayPart) -> _Row:
        row = _Row(part, self)
        self.rows.append(row)
        self._place()
        row.kind.currentIndexChanged.connect(self.changed)
        row.start.timeChanged.connect(self.changed)
        row.end.timeChanged.connect(self.changed)
        row.remove.clicked.connect(self._remove)
        return row

    def _place(self) -> None:
        """Rows one under the other, and Tab through them in that order."""
        before: QWidget | None = None
        for number, row in enumerate(self.rows):
            row.name(number + 1)
            for column, widget in enumerate(row.widgets):
                self._grid.addWidget(widget, number, column)
                if column != 2:
                    if before is not None:
                        self.setTabOrder(before, widget)
                    before = widget
        if before is not None:
            self.setTabOrder(before, self.add)

    def add_row(self) -> None:
        """Another row after the last one, half an hour long: a roll check until somebody says otherwise."""
        if len(self.rows) >= MOST_ROWS:
            return
        ends = minutes_of(time_in(self.rows[-1].end)) if self.rows else 8 * 60
        start = ends if ends + 30 <= _LAST else 12 * 60
        kind = PartKind.ROLL_CHECK if self.rows else PartKind.UNLOCK
        row = self._add(CoreDayPart(kind, TimeSpan(time_of(start), time_of(start + 30))))
        for widget in row.widgets:
            widget.show()
        row.kind.setFocus()
        self._fit()
        self.changed.emit()
        self.added.emit()

    def _remove(self) -> None:
        gone = next((row for row in self.rows if row.remove is self.sender()), None)
        if gone is None or len(self.rows) == 1:
            return
        at = self.rows.index(gone)
        self.rows.remove(gone)
        for widget in gone.widgets:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._place()
        self.rows[min(at, len(self.rows) - 1)].kind.setFocus()
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        self.add.setEnabled(len(self.rows) < MOST_ROWS)
        for row in self.rows:
            row.remove.setEnabled(len(self.rows) > 1)

    @property
    def mistake(self) -> str:
        """What is wrong with a single row; empty if nothing is."""
        for number, row in enumerate(self.rows, start=1):
            if time_in(row.end) <= time_in(row.start):
                return f"Row {number} ends before it begins."
        return ""

    @property
    def parts(self) -> tuple[CoreDayPart, ...]:
        """The parts as they are typed; those that end before they begin are left out."""
        return tuple(
            CoreDayPart(PartKind(row.kind.currentData()), TimeSpan(time_in(row.start), time_in(row.end)))
            for row in self.rows
            if time_in(row.end) > time_in(row.start)
        )
