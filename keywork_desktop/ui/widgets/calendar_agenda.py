"""The agenda: the list an officer takes along, narrowed by officer, prisoner and priority; to copy and to print."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QVBoxLayout, QWidget

from keywork_desktop.domain.wording import counted, long_date
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.models.calendar_agenda import AgendaFilter, agenda_rows, as_text, officers_of
from keywork_desktop.ui.models.calendar_entries import Entry
from keywork_desktop.ui.models.calendar_facts import CalendarFacts
from keywork_desktop.ui.paper import Paper, preview
from keywork_desktop.ui.units import units_text
from keywork_desktop.ui.widgets.buttons import Chip, button
from keywork_desktop.ui.widgets.calendar_agenda_list import CalendarAgendaList
from keywork_desktop.ui.widgets.calendar_agenda_paper import agenda_paper
from keywork_desktop.ui.widgets.filter_field import FilterField
from keywork_desktop.ui.widgets.wrapping_row import WrappingRow

SPANS = (("One day", 1), ("One week", 7), ("Four weeks", 28))


class CalendarAgenda(QWidget):
    """`days` from `day` on, as far as the facts reach."""

    entry_chosen = Signal(object)
    entry_opened = Signal(object)
    menu_wanted = Signal(QPoint)
    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: CalendarFacts | None = None
        self.first = date.min
        self.list = CalendarAgendaList(self)
        self.officer = QComboBox(self)
        self.officer.setAccessibleName("Officer")
        self.officer.addItem("All officers", None)
        self.field = FilterField("Prisoner, number or cell", "Narrow by prisoner, number, cell or officer", self)
        self.priority = Chip("Priority", self)
        self.priority.setToolTip("Prisoners in a priority group alone")
        self.span = QComboBox(self)
        self.span.setAccessibleName("How many days")
        for words, days in SPANS:
            self.span.addItem(words, days)
        self.span.setCurrentIndex(1)
        self.copy_button = button("Copy", self, tip="Copy the lines selected, or all, for Excel or e-mail (Ctrl+C)")
        self.print_button = button("Print…", self, icon_name="ph.printer", tip="Print this list (Ctrl+P)")
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.list)

    def _lay_out(self) -> None:
        bar = WrappingRow(self)
        for first in (self.officer, self.field, self.priority):
            bar.first.addWidget(first)
        bar.first.addStretch(1)
        for last in (self.span, self.copy_button, self.print_button):
            bar.last.addWidget(last)
        self.officer.setMinimumContentsLength(12)
        self.field.setMinimumWidth(self.fontMetrics().averageCharWidth() * 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(bar)
        column.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.officer.currentIndexChanged.connect(self.narrow)
        self.span.currentIndexChanged.connect(self.narrow)
        self.priority.toggled.connect(self.narrow)
        self.field.textChanged.connect(self.narrow)
        self.field.list_wanted.connect(self.list.setFocus)
        self.copy_button.clicked.connect(self.copy)
        self.print_button.clicked.connect(self.print)
        self.list.line_chosen.connect(self._tell)
        self.list.line_opened.connect(self._open)
        self.list.menu_wanted.connect(self.menu_wanted)
        self.list.turned.connect(self.turned)
        for keys, does in ((QKeySequence.StandardKey.Copy, self.copy), (QKeySequence.StandardKey.Print, self.print)):
            shortcut = QShortcut(QKeySequence(keys), self.list if does == self.copy else self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(does)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_from(self, facts: CalendarFacts, day: date) -> None:
        """Show the days from `day` on; the focus stays on its line where that still is."""
        if self._facts is None or self._facts.officers != facts.officers or self.officer.count() == 1:
            self._offer(facts)
        self._facts, self.first = facts, day
        self.narrow()

    def _offer(self, facts: CalendarFacts) -> None:
        chosen = self.officer.currentData()
        self.officer.blockSignals(True)
        self.officer.clear()
        self.officer.addItem("All officers", None)
        for staff_id, name in officers_of(facts):
            self.officer.addItem(name, staff_id)
        self.officer.setCurrentIndex(max(0, self.officer.findData(chosen)) if chosen else 0)
        self.officer.blockSignals(False)

    def narrow(self) -> None:
        """Show who is left in by what is chosen."""
        if self._facts is None:
            return
        wanted = AgendaFilter(self.officer.currentData(), self.field.text(), self.priority.isChecked())
        self.list.lines.show(agenda_rows(self._facts, self.first, self.days, wanted))
        if wanted != AgendaFilter():
            self.list.empty_words = "Nobody is left by this filter."
        else:
            self.list.empty_words = "Nothing is planned or due in these days."
        self.list.setAccessibleName(f"Agenda, {counted(len(self.list.shown), 'line')}")
        self.list.choose_first()
        self._tell()

    @property
    def days(self) -> int:
        """How many days are listed."""
        return int(self.span.currentData())

    @property
    def day(self) -> date | None:
        """The day of the line in focus, else the first one listed."""
        line = self.list.line
        return line.on if line else self.first if self._facts else None

    @property
    def entry(self) -> Entry | None:
        """Who is in focus."""
        return self.list.line.entry if self.list.line else None

    def choose_prisoner(self, prison_number: str) -> bool:
        """Put the focus on this prisoner; False if he is not in the list."""
        return self.list.choose_prisoner(prison_number)

    def _tell(self) -> None:
        self.entry_chosen.emit(self.entry)

    def _open(self) -> None:
        if self.entry:
            self.entry_opened.emit(self.entry)

    # -- taking it along ----------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Put the lines selected, if there are several, else all, on the clipboard."""
        lines = self.list.selected if len(self.list.selected) > 1 else self.list.shown
        QApplication.clipboard().setText(as_text(lines))
        announce(self, f"{counted(len(lines), 'line')} copied")

    @property
    def title(self) -> str:
        """What the printed list is called: whose it is, and which days."""
        whose = f"{self.officer.currentText()} · " if self.officer.currentData() else ""
        last = self.first + timedelta(days=self.days - 1)
        days = long_date(self.first) if self.days == 1 else f"{long_date(self.first)} to {long_date(last)}"
        return f"Agenda · {whose}{days}"

    def paper(self) -> Paper:
        """The list as pages."""
        assert self._facts is not None, "there is nothing to print before there are facts"
        view = self._facts.view
        place = f"{view.snapshot.establishment.name} · {units_text(view.units, view.snapshot.units)}"
        return agenda_paper(self.title, place, self.list.lines.items)

    def print(self) -> None:
        """Open the preview, from which it is printed."""
        if self._facts is not None:
            preview(self.paper(), self)
