"""When one prisoner is elsewhere: court, visits and appointments of the coming weeks, added and taken off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from functools import partial

from PySide6.QtCore import QDate, QLocale, Qt, QTime
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QTimeEdit,
    QWidget,
)

from keywork_desktop.actions.appointments import (
    USUAL_KINDS,
    add_appointment,
    appointments_of,
    kinds_of_appointment,
    take_off_appointment,
)
from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.detail import Appointment
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import quiet
from keywork_desktop.ui.widgets.line_list import LineList, list_and_form

AHEAD = timedelta(days=27)
_MORNING, _NOON = QTime(9, 0), QTime(12, 0)

Found = tuple[tuple[Appointment, ...], dict[str, bool]]


class ElsewhereDialog(QDialog):
    """Each appointment is written at once, and each is one step to undo; Delete takes the chosen one off."""

    def __init__(self, office: Office, prisoner: Prisoner, day: date, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._prisoner = office, prisoner
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Elsewhere")
        self.listed = LineList(f"When {prisoner.name} is elsewhere", 3, self)
        self.day = QDateEdit(self)
        self.day.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.day.setDisplayFormat("ddd d MMM yyyy")
        self.day.setCalendarPopup(True)
        today = office.desk.today
        self.day.setMinimumDate(QDate(today.year, today.month, today.day))
        begin = max(day, today)
        self.day.setDate(QDate(begin.year, begin.month, begin.day))
        self.start, self.end = self._clock("From", _MORNING), self._clock("Until", _NOON)
        self.kind = QComboBox(self)
        self.kind.setEditable(True)
        self.kind.setAccessibleName("What")
        typed = QLineEdit(self.kind)
        typed.setFrame(False)
        typed.setMaxLength(40)
        self.kind.setLineEdit(typed)
        self.place = QLineEdit(self)
        self.place.setMaxLength(80)
        self.place.setAccessibleName("Where")
        self.place.setPlaceholderText("if it matters")
        self.add = button("Add", self, kind="primary")
        self.take_off = button("Take off", self, tip="He is not elsewhere after all (Delete)")
        self.close_button = button("Close", self)
        self._lay_out()
        self.day.setAccessibleName("Day")
        self.add.clicked.connect(self._add)
        self.take_off.clicked.connect(self._take_off)
        self.close_button.clicked.connect(self.accept)
        self.listed.currentRowChanged.connect(self._fit)
        self.start.timeChanged.connect(self._fit)
        self.end.timeChanged.connect(self._fit)
        self.kind.currentTextChanged.connect(self._fit)
        office.viewed.connect(self._read)
        self.listed.say_alone("Reading the facts…")
        self._fit()
        self._read()
        self.day.setFocus()

    def _clock(self, name: str, at: QTime) -> QTimeEdit:
        made = QTimeEdit(at, self)
        made.setDisplayFormat("HH:mm")
        made.setAccessibleName(name)
        made.setMinimumWidth(self.fontMetrics().averageCharWidth() * 14)
        return made

    def _lay_out(self) -> None:
        times = QHBoxLayout()
        times.setSpacing(SPACE)
        for part in (self.start, quiet("until", self), self.end):
            times.addWidget(part)
        times.addStretch(1)
        form = QFormLayout()
        form.addRow("Day", self.day)
        form.addRow("From", times)
        form.addRow("What", self.kind)
        form.addRow("Where", self.place)
        said = "From the unlock lists and entered here, for the next four weeks. No session is planned over them."
        title = f"{self._prisoner.name} is elsewhere"
        list_and_form(self, title, said, self.listed, self.take_off, form, self.close_button, self.add)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)

    # ------------------------------------------------------------------------------------------------- what is shown
    def _read(self, view: View | None = None) -> None:
        self._office.spawn(self._look())

    async def _look(self) -> None:
        number = self._prisoner.prison_number

        def read(desk: Desk) -> Found:
            period = Period(desk.today, desk.today + AHEAD)
            return appointments_of(desk, number, period), kinds_of_appointment(desk)

        self._show(await self._office.ask(read))

    def _show(self, found: Found) -> None:
        shown, hinders = found
        if not self.kind.count():
            known = [kind[:1].upper() + kind[1:] for kind in hinders]
            self.kind.addItems(list(dict.fromkeys((*USUAL_KINDS, *known))))
        self.listed.show_lines(((_words(each, hinders), each) for each in shown), "Nothing in the next four weeks")
        self._fit()

    @property
    def lines(self) -> Sequence[str]:
        """What the list says, line by line."""
        return self.listed.lines

    @property
    def chosen(self) -> Appointment | None:
        """The appointment in focus."""
        return found if isinstance(found := self.listed.chosen, Appointment) else None

    def _fit(self) -> None:
        self.take_off.setEnabled(self.chosen is not None)
        fits = self.start.time() < self.end.time() and bool(self.kind.currentText().strip())
        self.add.setEnabled(fits)
        self.add.setDefault(fits)
        self.add.setToolTip("" if fits else "The earlier time comes first, and say what it is")

    # --------------------------------------------------------------------------------------------------------- acting
    def _add(self) -> None:
        chosen = self.day.date()
        self._office.act(
            partial(
                add_appointment,
                prison_number=self._prisoner.prison_number,
                on=date(chosen.year(), chosen.month(), chosen.day()),
                start=_time(self.start),
                end=_time(self.end),
                kind=self.kind.currentText(),
                place=self.place.text(),
            )
        )
        self.place.clear()

    def _take_off(self) -> None:
        if (appointment := self.chosen) is not None:
            self._office.act(partial(take_off_appointment, appointment=appointment))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.listed.hasFocus():
            self._take_off()
        else:
            super().keyPressEvent(event)


def _words(each: Appointment, hinders: Mapping[str, bool]) -> str:
    """`Tue 24 Nov 2026 · 09:00–12:00 · Court`; `hinders` knows which kinds keep nobody from a session."""
    note = "" if hinders.get(each.kind.casefold(), True) else "hinders no session"
    return " · ".join(part for part in (long_date(each.on), str(each.span), each.kind, each.place, note) if part)


def _time(field: QTimeEdit) -> time:
    at = field.time()
    return time(at.hour(), at.minute())
