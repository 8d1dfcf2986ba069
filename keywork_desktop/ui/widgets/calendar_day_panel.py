"""The panel beside the calendar for the day in focus: its regime, and cutting it or taking a cut back."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from keywork_desktop.domain.detail import hours_and_minutes
from keywork_desktop.domain.wording import counted, long_date
from keywork_desktop.ui.models.calendar_facts import CalendarFacts
from keywork_desktop.ui.widgets.buttons import ElidedButton, button
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet
from keywork_desktop.ui.widgets.panel import Panel

HINT = "Choose a session, or somebody who is due, to see why and to move it."


def day_lines(facts: CalendarFacts, day: date) -> tuple[str, ...]:
    """What the panel says about a day: holiday, regime, cuts, key work time, leave."""
    cell = facts.cells[day]
    rules = facts.view.snapshot.policies.rules_on(day, facts.units[0] if len(facts.units) == 1 else None)
    source = f"No regime level: {rules.source}." if rules else "No policy is in force."
    said = [f"{cell.holiday}."] if cell.holiday else []
    said.append(f"{cell.regime.level_words}." if cell.regime.level else source)
    said += [f"{cell.regime.cut_words(cut)}." for cut in cell.regime.cuts]
    if cell.available:
        said.append(f"{hours_and_minutes(cell.used)} of {hours_and_minutes(cell.available)} key work time used.")
    else:
        said.append("No key work time.")
    if cell.on_leave:
        said.append(f"{counted(cell.on_leave, 'officer')} on leave.")
    return tuple(said)


class DayPanel(Panel):
    """Shown while no session is chosen. `taken_back` carries the `Curtailment` to be lifted."""

    opened = Signal()
    cut_wanted = Signal()
    taken_back = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=10, spacing=4)
        self.setAccessibleName("Day")
        self.day_title = ToneLabel("", self, bold=True, wrap=True)
        self.lines = ToneLabel("", self, size=0.94, wrap=True)
        self.hint = quiet(HINT, self, wrap=True)
        self.cut_button = button("Cut the regime…", self, tip="No unlock for hours or days: say when and why (R)")
        self._back: list[QPushButton] = []
        for widget in (self.day_title, self.lines, self.hint, self.cut_button):
            self.column.addWidget(widget)
        self.cut_button.clicked.connect(self.cut_wanted)

    def show_day(self, facts: CalendarFacts | None, day: date | None, *, can_act: bool) -> None:
        """Show this day; None: there is none in focus."""
        for old in self._back:
            if self.window().focusWidget() is old:
                self.cut_button.setFocus()
            self.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._back = []
        cell = facts.cells.get(day) if facts is not None and day is not None else None
        for widget in (self.day_title, self.lines, self.cut_button):
            widget.setVisible(cell is not None)
        self.hint.setVisible(cell is None or not cell.regime.cuts)
        if facts is None or day is None or cell is None:
            return
        self.day_title.setText(long_date(day))
        self.lines.setText("\n".join(day_lines(facts, day)))
        self.cut_button.setEnabled(can_act and day >= facts.view.today)
        if not can_act:
            return
        for cut in cell.regime.cuts:
            made = ElidedButton(f"Take back: {cell.regime.cut_words(cut)}", self)
            made.setAutoDefault(False)
            made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            made.setToolTip("The regime is not cut after all; sessions that were lost to it stay lost")
            made.clicked.connect(partial(self.taken_back.emit, cut))
            self.column.addWidget(made)
            self._back.append(made)

    @property
    def text(self) -> str:
        """What the panel says."""
        return "\n".join((self.day_title.text(), self.lines.text(), *(made.text() for made in self._back)))
