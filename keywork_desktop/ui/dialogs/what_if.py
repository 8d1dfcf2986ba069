"""What if: an officer away, more key work time, another level; the difference in numbers, and nothing changed."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListView,
    QProgressBar,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.exploring_rota import Explored, WhatIf, explored
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.people import KeyWorker
from keywork_desktop.domain.rulebook import LEVEL_NAMES, LEVELS
from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.delegates.rota_lists import LeftOutDelegate
from keywork_desktop.ui.models.rota_comparison import ComparisonModel, comparison, newly_left_out
from keywork_desktop.ui.models.rota_left_out import LeftOutListModel, left_out_lines
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.tasks import Task
from keywork_desktop.ui.theme import SMALLEST_TARGET, SPACE
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet, small_heading

TITLE = "Explore what if"
WEEKS = 4
MOST_MINUTES = 180


class WhatIfDialog(QDialog):
    """Explores beside the rota; `found` is the last answer."""

    def __init__(
        self, office: Office, view: View, first: date, unit: str | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("What if…")
        self._office, self._view, self._first, self._unit = office, view, first, unit
        self._task: Task | None = None
        self._closed = False
        self.found: Explored | None = None
        last = first + timedelta(days=7 * WEEKS - 1)
        self.officer, self.since, self.until = QComboBox(self), self._day(first), self._day(last)
        self.minutes, self.more_for, self.level = QSpinBox(self), QComboBox(self), QComboBox(self)
        self.bar, self.table, self.list = QProgressBar(self), QTableView(self), QListView(self)
        self.explore_button, self.close_button = button("Explore", self, kind="primary"), button("Close", self)
        self._who = small_heading("", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        where = unit_name(unit) if unit else "the whole establishment"
        column.addWidget(ToneLabel("Try it out beside the rota", self, size=1.15, bold=True))
        column.addWidget(quiet(f"{long_date(first)} – {long_date(last)}, {where}. Nothing is changed.", self))
        column.addLayout(self._fields())
        column.addWidget(self.bar)
        self._dress_results()
        column.addWidget(self.table)
        column.addWidget(self._who)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.explore_button)
        column.addLayout(row)
        self.explore_button.clicked.connect(self.explore)
        self.close_button.clicked.connect(self.reject)
        self.explore_button.setDefault(True)
        self.finished.connect(self._close)
        for widget in (self.bar, self.table, self._who, self.list):
            widget.hide()
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 86)

    def _day(self, day: date) -> QDateEdit:
        field = QDateEdit(QDate(day.year, day.month, day.day), self)
        field.setCalendarPopup(True)
        field.setDisplayFormat("ddd d MMM yyyy")
        return field

    def _officers(self) -> list[KeyWorker]:
        staff = self._view.snapshot.key_workers.values()
        return sorted((k for k in staff if self._unit is None or k.unit == self._unit), key=lambda k: k.name)

    def _fields(self) -> QFormLayout:
        self.officer.addItem("Nobody more than the detail says", "")
        self.more_for.addItem("for everyone who has some that day", "")
        for officer in self._officers():
            self.officer.addItem(officer.name, officer.staff_id)
            self.more_for.addItem(f"for {officer.name}", officer.staff_id)
        self.level.addItem("As in the regime calendar", 0)
        for level in LEVELS:
            self.level.addItem(f"Level {level} · {LEVEL_NAMES[level]}, all four weeks", level)
        self.minutes.setRange(0, MOST_MINUTES)
        self.minutes.setSingleStep(15)
        self.minutes.setSuffix(" min a day")
        self.minutes.setAccessibleName("More key work time, minutes a day")
        self.more_for.setAccessibleName("Who has more key work time")
        self.since.setAccessibleName("Away from")
        self.until.setAccessibleName("Away to")
        form = QFormLayout()
        form.setSpacing(SPACE)
        form.addRow("&Away", self.officer)
        form.addRow("", self._beside(self.since, quiet("to", self), self.until))
        more = QLabel("&More key work time", self)
        more.setBuddy(self.minutes)
        form.addRow(more, self._beside(self.minutes, self.more_for))
        form.addRow("&Regime level", self.level)
        return form

    @staticmethod
    def _beside(*widgets: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for widget in widgets:
            row.addWidget(widget, 0 if isinstance(widget, ToneLabel) else 1)
        return row

    def _dress_results(self) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        table, line = self.table, max(SMALLEST_TARGET, self.fontMetrics().height() + 6)
        table.setAccessibleName("As it is and what if")
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(line)
        table.horizontalHeader().setHighlightSections(False)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(LeftOutDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.StyledPanel)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName("Would be left out")

    # -- exploring ----------------------------------------------------------------------------------------------------

    @property
    def wish(self) -> WhatIf:
        """What the fields say."""
        staff_id = str(self.officer.currentData())
        since, until = (date(*field.date().getDate()) for field in (self.since, self.until))
        days = range((until - since).days + 1) if staff_id else range(0)
        return WhatIf(
            away=frozenset((staff_id, since + timedelta(days=n)) for n in days),
            more_minutes=self.minutes.value(),
            more_for=str(self.more_for.currentData()) or None,
            level=int(self.level.currentData()) or None,
        )

    def explore(self) -> None:
        """Plan both; the window stays as it is."""
        self.explore_button.setEnabled(False)
        self.bar.setValue(0)
        self.bar.show()
        self._office.spawn(self._work(self.wish))

    async def _work(self, wish: WhatIf) -> None:
        first, unit = self._first, self._unit
        now = self.found.now if self.found else None

        def work(desk: Desk, task: Task) -> Explored:
            return explored(desk, first, WEEKS, unit, wish, now=now, progress=task.fraction)

        self._office.task_began.connect(self._follow)
        try:
            found = await self._office.ask_long(TITLE, work)
            if not self._closed:
                self.show_found(found)
        finally:
            self._task = None
            self._office.task_began.disconnect(self._follow)
            if not self._closed:
                self.bar.hide()
                self.explore_button.setEnabled(True)

    def _follow(self, task: Task) -> None:
        if task.title == TITLE:
            self._task = task
            task.progressed.connect(self._progressed)

    def _progressed(self, text: str, fraction: float) -> None:
        if not self._closed:
            self.bar.setValue(int(fraction * 1000))

    def show_found(self, found: Explored) -> None:
        """Show the difference in numbers, and who would be left out by it."""
        self.found = found
        rows = comparison(found)
        self.table.setModel(ComparisonModel(rows, self.table))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in enumerate((31, 14, 14)):
            self.table.setColumnWidth(column, letter * letters)
        header.setStretchLastSection(True)
        line = self.table.verticalHeader().defaultSectionSize()
        self.table.setMinimumHeight(line * 4 + header.sizeHint().height() + 4)
        self.table.setMaximumHeight(line * len(rows) + header.sizeHint().height() + 4)
        snapshot = self._view.snapshot
        left = newly_left_out(
            left_out_lines(found.now.left_out, snapshot), left_out_lines(found.then.left_out, snapshot)
        )
        model = LeftOutListModel(self.list)
        model.show(left)
        self.list.setModel(model)
        self._who.setText(f"Would be left out or late, and is not now · {len(left)}" if left else "")
        self.table.show()
        self._who.setVisible(bool(left))
        self.list.setVisible(bool(left))
        self.list.setMinimumHeight(self.fontMetrics().height() * 6 if left else 0)
        wanted = self.minimumSizeHint().height() + self.table.maximumHeight() - self.table.minimumHeight()
        wanted += self.fontMetrics().height() * 6 * bool(left)
        self.resize(self.width(), min(wanted, self.screen().availableSize().height() - 48))
        announce(self, "; ".join(f"{row.name} {row.difference}" for row in rows if row.now != row.then) or "Same.")

    def _close(self) -> None:
        self._closed = True
        if self._task is not None:
            self._task.cancel()
