"""Changes the core day of some weekdays of a place: what happens when, from which day; and says what it would hit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from keywork_desktop.domain.core_day import CoreDay, CoreDayPart, weekdays_words
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.delegates.core_day_strip import DayStrip
from keywork_desktop.ui.dialogs.settings_form import SettingsForm
from keywork_desktop.ui.models.settings_words import place
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.widgets.core_day_rows import CoreDayRows
from keywork_desktop.ui.widgets.day_field import day_field, day_of, qdate
from keywork_desktop.ui.widgets.weekday_ticks import WeekdayTicks

if TYPE_CHECKING:
    from keywork_desktop.actions.desk import Desk


ROWS_OF_SCREEN = 0.48
"""How much of the screen's height the rows may take."""


@dataclass(frozen=True)
class CoreDaySet:
    """These parts on these weekdays from `first` on, in a unit or (None) the whole establishment."""

    unit: str | None
    weekdays: tuple[int, ...]
    first: date
    parts: tuple[CoreDayPart, ...]


def outside(desk: Desk, wanted: CoreDaySet) -> tuple[PlannedSession, ...]:
    """Planned sessions ahead that would lie outside; `RequestError` if it cannot be entered like this."""
    from keywork_desktop.actions.core_day import core_days_of, sessions_outside

    return sessions_outside(desk, core_days_of(desk, wanted.parts, wanted.weekdays, wanted.first, wanted.unit))


def outside_words(sessions: Sequence[PlannedSession]) -> str:
    """`4 planned sessions ahead would lie outside it, 1 of a priority group.`"""
    if not sessions:
        return "No planned session ahead lies outside it."
    priority = sum(session.priority for session in sessions)
    of_groups = f", {priority} of priority groups" if priority else ""
    told = f"{counted(len(sessions), 'planned session')} ahead would lie outside it{of_groups}."
    return f"{told} They stay on the rota until it is planned again."


class CoreDayDialog(SettingsForm):
    """`decided` carries a `CoreDaySet`. It begins with the parts and weekdays that were chosen."""

    def __init__(
        self,
        office: Office,
        unit: str | None,
        weekdays: Sequence[int],
        parts: Sequence[CoreDayPart],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        where = place(unit)
        super().__init__("Core day", f"Core day: {where}", "Save", parent, width=68)
        self._office, self._unit = office, unit
        self._asking, self._ask_again, self._gone = False, False, False
        self.weekdays = WeekdayTicks(weekdays, self)
        self.first = day_field("From", self)
        self.first.setDate(qdate(today))
        self.first.setKeyboardTracking(False)
        self.rows = CoreDayRows(parts, self)
        self.strip = DayStrip(self)
        self.ask("weekdays", "Weekdays", self.weekdays)
        self.ask("from", "From", self.first)
        self._room = QScrollArea(self)
        self._room.setWidgetResizable(True)
        self._room.setFrameShape(QScrollArea.Shape.NoFrame)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room.setFocusProxy(self.rows)
        self._room.setAccessibleName("What happens when")
        self._room.setWidget(self.rows)
        self._room.viewport().setAutoFillBackground(False)
        self.rows.setAutoFillBackground(False)
        self.ask("parts", "The day", self._room)
        self.ask("strip", "", self.strip)
        self.weekdays.changed.connect(self._changed)
        self.first.dateChanged.connect(self._changed)
        self.rows.changed.connect(self._changed)
        self.rows.added.connect(self._follow)
        self.finished.connect(self._leave)
        self._changed()
        self.rows.setFocus()

    def decision(self) -> CoreDaySet:
        return CoreDaySet(self._unit, self.weekdays.weekdays, day_of(self.first), self.rows.parts)

    def mistakes(self) -> dict[str, str]:
        wrong = {}
        if not self.weekdays.weekdays:
            wrong["weekdays"] = "Choose at least one weekday."
        mistake = self.rows.mistake or _contradiction(self.rows.parts)
        if mistake:
            wrong["parts"] = mistake
        return wrong

    def check(self) -> None:
        days = weekdays_words(self.weekdays.weekdays)
        self.save.setText(f"Save for {days}" if days else "Save")
        self.strip.show_parts(self.rows.parts)
        # Many rows in large text scroll: the dialog stays on the screen.
        most = int(self.screen().availableSize().height() * ROWS_OF_SCREEN)
        self._room.setFixedHeight(min(self.rows.sizeHint().height() + 2, most))
        super().check()
        # What contradicts itself is said while one types: a strip cannot show it.
        mistake = self.mistakes().get("parts", "")
        if mistake:
            self._fields["parts"].show_mistake(mistake)

    def _changed(self) -> None:
        self.check()
        if self.mistakes():
            self.note.setText("")
        elif self._asking:
            self._ask_again = True
        else:
            self._asking = True
            self._office.spawn(self._look())

    async def _look(self) -> None:
        found: tuple[PlannedSession, ...] | None = None
        refused = ""
        try:
            while found is None and not refused:
                self._ask_again = False
                try:
                    found = await self._office.ask(partial(outside, wanted=self.decision()))
                except RequestError as error:
                    refused = error.message
                if self._gone:
                    return
                if self._ask_again and not self.mistakes():
                    found, refused = None, ""
        finally:
            self._asking = False
        self.note.setText("" if self.mistakes() else refused or outside_words(found or ()))
        self.note.set_tone("warns" if found or refused else "quiet_text")
        self.adjustSize()

    def _follow(self) -> None:
        """Bring the row that was just added into sight, once there is room for it."""
        QTimer.singleShot(0, self, self._show_last)

    def _show_last(self) -> None:
        self._room.ensureWidgetVisible(self.rows.rows[-1].kind)

    def _leave(self) -> None:
        self._gone = True


def _contradiction(parts: Sequence[CoreDayPart]) -> str:
    """What the domain refuses about these parts, as a sentence; empty if nothing."""
    try:
        CoreDay(None, 0, date.min, tuple(parts))
    except ValueError as mistake:
        said = str(mistake)
        return f"{said[:1].upper()}{said[1:]}."
    return ""
