"""One prisoner's details beside the list: what each rule asks and why, what counted and what did not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from keywork_desktop.actions.appointments import is_court
from keywork_desktop.ui.models.due_model import PersonRow
from keywork_desktop.ui.theme import tokens
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button, icon_button
from keywork_desktop.ui.widgets.due_details_html import CORRECT, Details, details_of
from keywork_desktop.ui.widgets.labels import ElidedLabel, small_heading
from keywork_desktop.ui.widgets.panel import Panel


class DueDetails(QWidget):
    """The panel with the details; the buttons do what D, M, W, A and E do on the list.

    `correction_wanted` carries the prisoner's row and the line of his ledger that was wrong.
    """

    closed = Signal()
    delivered_wanted = Signal()
    missed_wanted = Signal()
    more_wanted = Signal()
    check_wanted = Signal()
    court_wanted = Signal()
    elsewhere_wanted = Signal()
    acknowledge_wanted = Signal()
    correction_wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: PersonRow | None = None
        self._view: View | None = None
        self._details: Details | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(small_heading("Details", self))
        panel = Panel(self)
        column.addWidget(panel, 1)
        head = QHBoxLayout()
        self.name = ElidedLabel("", panel, bold=True)
        self.close_button = icon_button("ph.x", "Close the details", panel, tip="Close the details (Esc)")
        head.addWidget(self.name)
        head.addStretch(1)
        head.addWidget(self.close_button)
        panel.column.addLayout(head)
        self.text = QTextBrowser(panel)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setAccessibleName("Details")
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(0)
        panel.column.addWidget(self.text, 1)
        acts = QGridLayout()
        self.delivered_button = button("Delivered", panel, kind="primary", tip="Record a session held (D)")
        self.missed_button = button("Missed…", panel, tip="Record a session missed, with its reason (M)")
        self.more_button = button("More…", panel, tip="Another day, officer, length or kind (Shift+D)")
        self.check_button = button(
            "Wellbeing check done  W", panel, tip="Record a wellbeing check (W); it never counts as a session"
        )
        self.court_button = button("Back from court", panel, tip="The rest of his day is free for a session")
        self.elsewhere_button = button(
            "Elsewhere…", panel, tip="Court, visits and appointments: no session is planned over them (E)"
        )
        self.acknowledge_button = button(
            "What happens next…  A", panel, tip="Acknowledge that he is overdue, and escalate if need be (A)"
        )
        panel.column.addWidget(self.acknowledge_button)
        panel.column.addWidget(self.check_button)
        panel.column.addWidget(self.court_button)
        acts.setSpacing(8)
        for place, part in enumerate(
            (self.delivered_button, self.missed_button, self.more_button, self.elsewhere_button)
        ):
            acts.addWidget(part, *divmod(place, 2))
        panel.column.addLayout(acts)
        self.close_button.clicked.connect(self.closed)
        self.delivered_button.clicked.connect(self.delivered_wanted)
        self.missed_button.clicked.connect(self.missed_wanted)
        self.more_button.clicked.connect(self.more_wanted)
        self.check_button.clicked.connect(self.check_wanted)
        self.court_button.clicked.connect(self.court_wanted)
        self.acknowledge_button.clicked.connect(self.acknowledge_wanted)
        self.elsewhere_button.clicked.connect(self.elsewhere_wanted)
        self.text.anchorClicked.connect(self._follow)
        self.setFocusProxy(self.text)

    def show_person(self, row: PersonRow, view: View) -> None:
        """Show this prisoner as he stands in this view."""
        same = self._row is not None and self._row.number == row.number
        if row == self._row and view is self._view:
            return
        self._row, self._view = row, view
        self.name.setText(row.item.prisoner.name)
        self.check_button.setVisible(row.check_done is False)
        self.acknowledge_button.setVisible(row.item.overdue_priority and view.snapshot.on == view.today)
        day = view.snapshot.on
        of_day = [each for each in view.detail.appointments.get(row.number, ()) if each.on == day]
        self.court_button.setVisible(day >= view.today and any(map(is_court, of_day)))
        self._write(keep_place=same)

    def _write(self, *, keep_place: bool = True) -> None:
        if self._row is None or self._view is None:
            return
        scroll = self.text.verticalScrollBar()
        place = scroll.value() if keep_place else 0
        self._details = details_of(self._row, self._view, tokens(self))
        self.text.setHtml(self._details.html)
        scroll.setValue(place)

    def _follow(self, link: QUrl) -> None:
        """A link in the text: correct the record it stands beside."""
        said = link.toString()
        if self._row is not None and self._details is not None and said.startswith(CORRECT):
            self.correction_wanted.emit(self._row, self._details.ledger[int(said.removeprefix(CORRECT))])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._write()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
