"""One person beside the table: his page as text, and what can be done with him."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from keywork_desktop.ui.widgets.buttons import button, icon_button
from keywork_desktop.ui.widgets.labels import ElidedLabel
from keywork_desktop.ui.widgets.panel import Panel


class PersonPanel(QWidget):
    """`closed` with Esc or the cross; the page fills the text and offers the buttons that fit the person."""

    closed = Signal()
    recoloured = Signal()
    """Light became dark, or the other way round: the text is to be written again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        panel = Panel(self)
        whole.addWidget(panel, 1)
        head = QHBoxLayout()
        self.name = ElidedLabel("", panel, bold=True)
        self.print_button = icon_button("ph.printer", "Print this person's page", panel, tip="Print this page (Ctrl+P)")
        self.close_button = icon_button("ph.x", "Close", panel, tip="Close (Esc)")
        head.addWidget(self.name)
        head.addStretch(1)
        head.addWidget(self.print_button)
        head.addWidget(self.close_button)
        panel.column.addLayout(head)
        self.text = QTextBrowser(panel)
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.document().setDocumentMargin(0)
        self.text.setTabChangesFocus(True)
        panel.column.addWidget(self.text, 1)
        self._above, self._row = QVBoxLayout(), QHBoxLayout()
        panel.column.addLayout(self._above)
        panel.column.addLayout(self._row)
        self._buttons: list[QPushButton] = []
        self._person: tuple[str, str] = ("", "")
        self.close_button.clicked.connect(self.closed)
        self.setFocusProxy(self.text)

    def add_button(self, text: str, tip: str, *, primary: bool = False, alone: bool = False) -> QPushButton:
        """A button under the text, hidden until `show_person` asks for it; `alone` in a row of its own."""
        made = button(text, self, kind="primary" if primary else None, tip=tip)
        (self._above if alone else self._row).addWidget(made)
        self._buttons.append(made)
        return made

    def show_person(self, key: str, name: str, html: str, buttons: tuple[QPushButton, ...]) -> None:
        """Show this person; the text stays where it was scrolled to as long as it is the same one."""
        bar = self.text.verticalScrollBar()
        where = bar.value() if self._person[0] == key else 0
        if self._person != (key, html):
            self._person = (key, html)
            self.name.setText(name)
            self.text.setAccessibleName(f"Page of {name}")
            self.text.setHtml(html)
            bar.setValue(where)
        for each in self._buttons:
            each.setVisible(each in buttons)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.recoloured.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
