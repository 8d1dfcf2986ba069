"""What would be different, one line each; every line can be taken away again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.what_if import If, if_words
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.buttons import icon_button
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet


class WhatIfLines(QScrollArea):
    """`ifs` is what would be different; `changed` says that a line came or went."""

    changed = Signal()

    def __init__(self, snapshot: Snapshot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._snapshot = snapshot
        self.ifs: tuple[If, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("What would be different")
        self._rows = QWidget(self)
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self._nothing = quiet("Nothing yet. Choose something below, then Add: one thing or several at once.", self)
        self._nothing.setWordWrap(True)
        self._column.insertWidget(0, self._nothing)
        self.setWidget(self._rows)
        self._lines: list[QWidget] = []
        self._buttons: list[QPushButton] = []

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        """As high as the wrapped lines need at this width: what does not fit is scrolled to."""
        self._rows.setMinimumHeight(max(0, self._column.heightForWidth(self.viewport().width())))

    def add(self, one: If) -> None:
        """A line more, unless it is there already."""
        if one in self.ifs:
            return
        self.ifs = (*self.ifs, one)
        words = if_words(one, self._snapshot)
        line = QWidget(self._rows)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        away = icon_button("ph.x", f"Take away: {words}", line)
        away.clicked.connect(partial(self._take_away, one))
        row.addWidget(ToneLabel(words, line, wrap=True), 1)
        row.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        self._lines.append(line)
        self._buttons.append(away)
        self._column.insertWidget(len(self._lines), line)
        self._nothing.hide()
        # A layout takes no account of what is not shown yet.
        line.show()
        self._share_height()
        self._rows.resize(self.viewport().width(), self._rows.minimumHeight())
        self.ensureWidgetVisible(line)
        announce(self, f"Added: {words}")
        self.changed.emit()

    def _take_away(self, one: If, _checked: bool = False) -> None:
        self.remove(one)

    def remove(self, one: If) -> None:
        """Take a line away."""
        place = self.ifs.index(one)
        self.ifs = (*self.ifs[:place], *self.ifs[place + 1 :])
        line, button = self._lines.pop(place), self._buttons.pop(place)
        # Who works without a mouse goes on at the next line, or where one is added.
        if button.hasFocus():
            after = self._buttons[min(place, len(self._buttons) - 1)] if self._buttons else None
            after.setFocus() if after else self.focusNextChild()
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._nothing.setVisible(not self.ifs)
        self._share_height()
        announce(self, f"Taken away: {if_words(one, self._snapshot)}")
        self.changed.emit()

    @property
    def text(self) -> str:
        """The lines as they read."""
        return "\n".join(if_words(one, self._snapshot) for one in self.ifs)
