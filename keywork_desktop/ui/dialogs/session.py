"""A session, or somebody who is due: what is known, and where it can go. The way to move without dragging."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListView,
    QVBoxLayout,
    QWidget,
)

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.wording import short_date, weekday
from keywork_desktop.ui.delegates.calendar_choices import DayChoicesDelegate
from keywork_desktop.ui.models.calendar_choices import (
    DayChoice,
    DayChoicesModel,
    day_choices,
    first_choice,
    officer_choices,
    start_choices,
    until,
)
from keywork_desktop.ui.models.calendar_details import details_of
from keywork_desktop.ui.models.calendar_entries import Entry
from keywork_desktop.ui.models.calendar_placing import Placing
from keywork_desktop.ui.shapes import STATUS_COLOURS
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.calendar_chosen import ActionButton
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet, small_heading

LINES_IN_SIGHT = 9


class SessionDialog(QDialog):
    """`placed` carries day, staff ID and start (None: the first free time); the page acts. `actions` are the page's."""

    placed = Signal(object, object, object)

    def __init__(
        self, entry: Entry, placing: Placing, actions: dict[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.entry, self._placing = entry, placing
        self.setWindowTitle("Planned session" if entry.session_id else "Plan a session")
        self.officers = QComboBox(self)
        self.days = QListView(self)
        self.choices = DayChoicesModel(self)
        self.times = QComboBox(self)
        self.place_button = button("", self, kind="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        self._add_head(column)
        if entry.movable:
            self._add_choices(column)
        self._add_buttons(column, actions)
        letter = self.fontMetrics().averageCharWidth()
        self.place_button.setMinimumWidth(letter * 24)
        self.setMinimumWidth(letter * 80)

    def _add_head(self, column: QVBoxLayout) -> None:
        details = details_of(self.entry, self._placing.facts)
        head = QHBoxLayout()
        head.addWidget(ToneLabel(details.name, self, size=1.2, bold=True))
        head.addWidget(quiet(" · ".join((details.where, *details.badges)), self))
        head.addStretch(1)
        column.addLayout(head)
        item = self._placing.facts.view.by_number.get(self.entry.prison_number)
        if item is not None:
            column.addWidget(ToneLabel(details.status, self, tone=STATUS_COLOURS[item.status], bold=True))
        column.addWidget(ToneLabel("\n".join(details.lines), self, wrap=True))

    def _add_choices(self, column: QVBoxLayout) -> None:
        column.addWidget(small_heading("Move to day" if self.entry.session_id else "Put on a day", self))
        row = QGridLayout()
        row.setColumnStretch(1, 1)
        for place, (text, box) in enumerate((("&Officer", self.officers), ("&Time", self.times))):
            label = QLabel(text, self)
            label.setBuddy(box)
            row.addWidget(label, 2 * place, 0)
            row.addWidget(box, 2 * place, 1)
        delegate = DayChoicesDelegate(self)
        self.days.setModel(self.choices)
        self.days.setItemDelegate(delegate)
        self.days.setUniformItemSizes(True)
        self.days.setFrameShape(QFrame.Shape.StyledPanel)
        self.days.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.days.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.days.setAccessibleName("Days")
        row.addWidget(self.days, 1, 0, 1, 2)
        column.addLayout(row, 1)
        for choice in officer_choices(self._placing):
            self.officers.addItem(choice.words, choice.staff_id)
        usual = self.officers.findData(self._placing.staff_id)
        self.officers.setCurrentIndex(max(0, usual))
        self.officers.currentIndexChanged.connect(self._show_days)
        self.days.selectionModel().currentChanged.connect(self._show_times)
        self.days.activated.connect(self._place)
        self._show_days()
        line = self.days.sizeHintForRow(0) if self.choices.rowCount() else 26
        self.days.setMinimumHeight(line * LINES_IN_SIGHT + 4)

    def _add_buttons(self, column: QVBoxLayout, actions: dict[str, QAction]) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        if self.entry.session_id:
            for name in ("delivered", "missed", "lock", "remove"):
                row.addWidget(ActionButton(actions[name], self))
                if name != "missed":
                    actions[name].triggered.connect(self.close)
        row.addStretch(1)
        close = button("Close", self)
        close.clicked.connect(self.close)
        row.addWidget(close)
        self.place_button.setVisible(self.entry.movable)
        self.place_button.setDefault(self.entry.movable)
        self.place_button.clicked.connect(self._place)
        row.addWidget(self.place_button)
        column.addLayout(row)

    # -- choosing -----------------------------------------------------------------------------------------------------

    @property
    def staff_id(self) -> str | None:
        """The officer chosen, None if there is nobody to choose."""
        chosen = self.officers.currentData()
        return chosen if isinstance(chosen, str) else None

    @property
    def choice(self) -> DayChoice | None:
        """The day chosen."""
        return self.choices.item(self.days.currentIndex())

    def _show_days(self) -> None:
        before = self.choice
        choices = day_choices(self._placing, self.staff_id)
        self.choices.show(choices)
        chosen = before if before and before.on in {choice.on for choice in choices} else first_choice(choices)
        if chosen:
            self.days.setCurrentIndex(self.choices.index_of(chosen.on))
        self.days.setFocus()
        self._show_times()

    def _show_times(self) -> None:
        choice, minutes = self.choice, self._placing.minutes
        self.times.clear()
        if choice and choice.place.start and self.staff_id:
            self.times.addItem(f"First free, {until(choice.place.start, minutes)}", None)
            for start in start_choices(self._placing, choice.on, self.staff_id):
                if start != choice.place.start:
                    self.times.addItem(until(start, minutes), start)
        self.times.setEnabled(self.times.count() > 1)
        possible = choice is not None and choice.place.fit is not Fit.NO and not choice.here
        verb = "Move to" if self.entry.session_id else "Plan for"
        self.place_button.setText(f"{verb} {weekday(choice.on)} {short_date(choice.on)}" if choice else verb)
        self.place_button.setEnabled(possible)

    def _place(self) -> None:
        choice = self.choice
        if choice is None or choice.place.fit is Fit.NO:
            return
        usual = self.staff_id == self._placing.staff_id
        self.placed.emit(choice.on, None if usual else self.staff_id, self.times.currentData())
        self.close()
