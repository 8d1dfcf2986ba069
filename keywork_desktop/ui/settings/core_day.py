"""Core day: when the prisoners of a place are unlocked, fed and counted, weekday by weekday, with its history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.delegates.core_day_strip import CoreDayDelegate, HourScale, KindLegend
from keywork_desktop.ui.dialogs.core_day import CoreDayDialog, CoreDaySet
from keywork_desktop.ui.dialogs.core_day_copy import CoreDayCopy, CoreDayCopyDialog, CoreDayEnd, CoreDayEndDialog
from keywork_desktop.ui.models.settings_core_day import (
    CoreDayEntriesModel,
    CoreDayEntryLine,
    CoreWeekModel,
    WeekdayLine,
    entry_lines,
    weekday_lines,
)
from keywork_desktop.ui.models.settings_words import EVERYWHERE, place
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.settings.lines import Lines, LinesDelegate, LinesList
from keywork_desktop.ui.settings.section import SettingsSection
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import quiet, small_heading
from keywork_desktop.ui.widgets.panel import Panel

if TYPE_CHECKING:
    from keywork_desktop.actions.core_day import CoreDayListed
    from keywork_desktop.actions.desk import Desk
    from keywork_desktop.domain.changes import ChangeSet

_WORDS = {"now": ("Now", "●", "ok"), "coming": ("Coming", "◇", "week"), "past": ("Past", "", "quiet_text")}
_LETTERS_SIDE_BY_SIDE = 120
NOTE = (
    "Sessions lie inside an unlock, and outside meals, roll checks and lock-ups. "
    "A day not described restricts nothing (local reading)."
)


class WeekList(QListView):
    """Monday to Sunday as strips; several can be chosen. Enter changes them, Delete ends them."""

    def __init__(self, model: CoreWeekModel, section: CoreDaySection) -> None:
        super().__init__(section)
        self._section = section
        self.setModel(model)
        self.setItemDelegate(CoreDayDelegate(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Weekdays")

    def fit_height(self) -> None:
        """As high as its seven rows."""
        self.setFixedHeight(max(1, self.model().rowCount()) * self.sizeHintForRow(0) + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._section.change()
        elif event.key() == Qt.Key.Key_Delete:
            self._section.end()
        else:
            super().keyPressEvent(event)


class _EntryDelegate(LinesDelegate):
    def lines_of(self, item: object) -> Lines:
        if not isinstance(item, CoreDayEntryLine):
            return super().lines_of(item)
        word, shape, tone = _WORDS[item.when]
        return Lines(item.title, item.note, word, shape, tone, faint=item.when == "past")


class CoreDaySection(SettingsSection):
    """The week of one place as it stands now, what it comes from, and the dialogs that change it."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__("Core day", NOTE, office, parent)
        self._listed: Sequence[CoreDayListed] = ()
        self.unit = QComboBox(self)
        self.unit.setAccessibleName("Whose core day")
        self.week = CoreWeekModel(self)
        self.days = WeekList(self.week, self)
        self.entries = CoreDayEntriesModel(self)
        self.history = LinesList(self.entries, _EntryDelegate(), "Entries of the core day", self)
        self.none = quiet("", self, wrap=True)
        self.copy_button = button("Copy to…", self, tip="Give other places this core day")
        self.end_button = button("End…", self, tip="End the core day of the chosen weekdays from a day on (Delete)")
        self.change_button = button("Change…", self, kind="primary", tip="Change the chosen weekdays (Enter)")
        self._lay_out()
        self.unit.currentIndexChanged.connect(self._show)
        self.change_button.clicked.connect(self.change)
        self.end_button.clicked.connect(self.end)
        self.copy_button.clicked.connect(self.copy)
        self.days.doubleClicked.connect(self.change)
        self.setFocusProxy(self.days)

    def _lay_out(self) -> None:
        self.unit.setMinimumWidth(self.fontMetrics().horizontalAdvance(EVERYWHERE) + 44)
        self.head.setStretch(0, 0)
        self.head.addWidget(self.unit)
        self.head.addStretch(1)
        for widget in (self.copy_button, self.end_button, self.change_button):
            self.head.addWidget(widget)
        strips = Panel(self, margin=3, spacing=0)
        strips.column.addWidget(HourScale(strips))
        strips.column.addWidget(self.days)
        legend = QHBoxLayout()
        legend.setContentsMargins(8, 4, 8, 4)
        legend.addWidget(KindLegend(strips))
        legend.addStretch(1)
        strips.column.addLayout(legend)
        held = Panel(self, margin=3)
        self.none.setContentsMargins(8, 6, 8, 6)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        held.column.addWidget(self.none)
        held.column.addWidget(self.history, 1)
        self.history.setMinimumHeight(self.fontMetrics().height() * 6)
        right = QVBoxLayout()
        right.setSpacing(SPACE - 2)
        right.addWidget(small_heading("Entries", self))
        right.addWidget(held, 1)
        self._halves = QHBoxLayout()
        self._halves.setSpacing(2 * SPACE)
        self._halves.addWidget(strips, 5)
        self._halves.addLayout(right, 3)
        self.column.addLayout(self._halves)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The entries stand beside the week, or under it where there is no room."""
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * _LETTERS_SIDE_BY_SIDE
        directions = QBoxLayout.Direction
        self._halves.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    # --------------------------------------------------------------------------------------------------- what is shown
    def show_view(self, view: View) -> None:
        """Show the week of the chosen place, and ask who entered what."""
        super().show_view(view)
        known = [self.unit.itemData(row) for row in range(self.unit.count())]
        if known != [None, *view.snapshot.units]:
            chosen = self.unit.currentData()
            self.unit.blockSignals(True)
            self.unit.clear()
            for unit in (None, *view.snapshot.units):
                self.unit.addItem(place(unit), unit)
            self.unit.setCurrentIndex(max(0, self.unit.findData(chosen) if chosen else 0))
            self.unit.blockSignals(False)
        self._show()
        self.office.spawn(self._read())

    async def _read(self) -> None:
        from keywork_desktop.actions.core_day import list_core_days

        self._listed = await self.office.ask(list_core_days)
        self._show()

    def _show(self) -> None:
        if self.view is None:
            return
        snapshot, today = self.view.snapshot, self.view.today
        self.week.show(weekday_lines(snapshot.core_hours, self.chosen_unit, today))
        if not self.days.selectionModel().hasSelection():
            self.days.setCurrentIndex(self.week.index(0))
        self.days.fit_height()
        lines = entry_lines(self._listed, self.chosen_unit, today)
        self.entries.show(lines)
        described = "It follows the whole establishment." if self.chosen_unit else "Any hour counts as unlocked."
        self.none.setText(f"{place(self.chosen_unit)} has no core day of its own yet. {described}")
        self.none.setVisible(not lines)
        self.history.setVisible(bool(lines))
        self.end_button.setEnabled(any(line.when != "past" for line in lines))
        self.copy_button.setEnabled(any(line.parts for line in self.week.items))

    @property
    def chosen_unit(self) -> str | None:
        """The place that is shown; None: the whole establishment."""
        unit = self.unit.currentData()
        return unit if isinstance(unit, str) else None

    @property
    def chosen(self) -> list[WeekdayLine]:
        """The weekdays that are chosen, Monday first; the current one if none is."""
        rows = sorted(index.row() for index in self.days.selectionModel().selectedIndexes())
        items = self.week.items
        return [items[row] for row in rows] or list(items[:1])

    # ------------------------------------------------------------------------------------------------- what can be done
    def change(self) -> None:
        """Change the chosen weekdays; the first of them gives what the dialog begins with."""
        if self.view is None or not self.chosen:
            return
        chosen = self.chosen
        days = [line.weekday for line in chosen]
        dialog = CoreDayDialog(self.office, self.chosen_unit, days, chosen[0].parts, self.view.today, self)
        self.open_form(dialog, _set)

    def end(self) -> None:
        """End the core day of the chosen weekdays."""
        if self.view is None or not self.end_button.isEnabled():
            announce(self, self.none.text())
            return
        days = [line.weekday for line in self.chosen]
        self.open_form(CoreDayEndDialog(self.chosen_unit, days, self.view.today, self), _end)

    def copy(self) -> None:
        """Give other places the core day of this one."""
        if self.view is not None:
            units = self.view.snapshot.units
            self.open_form(CoreDayCopyDialog(self.chosen_unit, units, self.view.today, self), _copy)


def _set(desk: Desk, decision: object) -> ChangeSet:
    from keywork_desktop.actions.core_day import set_core_day

    assert isinstance(decision, CoreDaySet)
    return set_core_day(desk, decision.parts, decision.weekdays, decision.first, decision.unit)


def _end(desk: Desk, decision: object) -> ChangeSet:
    from keywork_desktop.actions.core_day import clear_core_day

    assert isinstance(decision, CoreDayEnd)
    return clear_core_day(desk, decision.weekdays, decision.first, decision.unit)


def _copy(desk: Desk, decision: object) -> ChangeSet:
    from keywork_desktop.actions.core_day import copy_core_day

    assert isinstance(decision, CoreDayCopy)
    return copy_core_day(desk, decision.source, decision.targets, decision.first)
