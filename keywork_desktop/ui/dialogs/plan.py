"""Planning weeks of sessions: from when and for whom; then the proposal, to be accepted or discarded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QSpinBox,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.wording import counted, long_date, short_date
from keywork_desktop.planning.rota import Plan
from keywork_desktop.planning.rota_plan import Units
from keywork_desktop.ui.models.calendar_left_out import Differences, LeftOutModel, differences, left_out_rows
from keywork_desktop.ui.tasks import Task
from keywork_desktop.ui.theme import SMALLEST_TARGET, SPACE
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet, small_heading
from keywork_desktop.ui.widgets.panel import Panel

MOST_WEEKS = 8
_LETTERS = (13, 22, 10, 18, 46, 46)


@dataclass(frozen=True, slots=True)
class PlanWish:
    """What is to be planned: weeks from a day, for one unit, several, or (None) everyone."""

    first: date
    weeks: int
    unit: Units


def usual_first(view: View) -> date:
    """Where a plan begins unless told otherwise: the Monday shown, or the next one if that has passed."""
    period = view.snapshot.period
    first = period.first if period else view.today
    if first > view.today:
        return first
    return view.today + timedelta(days=7 - view.today.weekday())


class PlanDialog(QDialog):
    """Asks with `wanted` (a `PlanWish`), shows what comes back, and says `accepted_plan` (a `Plan`) if it is taken."""

    wanted = Signal(object)
    accepted_plan = Signal(object)

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Plan sessions")
        self.view = view
        self.plan: Plan | None = None
        self._task: Task | None = None
        self.first = QDateEdit(self)
        self.weeks = QSpinBox(self)
        self.unit = QComboBox(self)
        self.bar = QProgressBar(self)
        self.plan_button = button("Plan", self, kind="primary")
        self.cancel_button = button("Cancel", self)
        self.accept_button = button("Accept plan", self, kind="primary")
        self.again_button = button("Plan differently…", self)
        self.discard_button = button("Discard", self)
        self._pages = QStackedLayout()
        self._result = QVBoxLayout()
        for page in (self._wish_page(), self._work_page(), self._result_page()):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.addLayout(self._pages, 1)
        column.addLayout(self._buttons())
        self._show_page(0)

    # -- pages --------------------------------------------------------------------------------------------------------

    def _wish_page(self) -> QWidget:
        page = QWidget(self)
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 0, SPACE)
        form.setSpacing(SPACE)
        form.addRow(ToneLabel("Put everyone who is due into key work time", page, size=1.15, bold=True))
        form.addRow(quiet("Nothing changes until you accept. Locked sessions stay where they are.", page, wrap=True))
        today, first = self.view.today, usual_first(self.view)
        self.first.setCalendarPopup(True)
        self.first.setDisplayFormat("ddd d MMM yyyy")
        self.first.setMinimumDate(QDate(today.year, today.month, today.day))
        self.first.setDate(QDate(first.year, first.month, first.day))
        self.weeks.setRange(1, MOST_WEEKS)
        self.weeks.setValue(4)
        self.unit.addItem("The whole establishment", None)
        for unit in self.view.snapshot.units:
            self.unit.addItem(unit_name(unit), unit)
        units = self.view.units
        if units is not None and len(units) == 1:
            self.unit.setCurrentIndex(max(0, self.unit.findData(next(iter(units)))))
        elif units:
            self.unit.insertItem(1, f"The {len(units)} units selected", units)
            self.unit.setCurrentIndex(1)
        form.addRow("&From", self.first)
        form.addRow("&Weeks", self.weeks)
        form.addRow("F&or", self.unit)
        return page

    def _work_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.addStretch(1)
        column.addWidget(ToneLabel("Planning…", page, size=1.15, bold=True))
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        column.addWidget(self.bar)
        column.addWidget(quiet("Cancel answers at once and leaves everything as it is.", page, wrap=True))
        column.addStretch(1)
        return page

    def _result_page(self) -> QWidget:
        page = QWidget(self)
        page.setLayout(self._result)
        self._result.setContentsMargins(0, 0, 0, 0)
        self._result.setSpacing(SPACE)
        return page

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addStretch(1)
        for made in (self.cancel_button, self.again_button, self.discard_button, self.plan_button, self.accept_button):
            row.addWidget(made)
        self.plan_button.clicked.connect(self._ask)
        self.cancel_button.clicked.connect(self.reject)
        self.discard_button.clicked.connect(self.reject)
        self.again_button.clicked.connect(self._again)
        self.accept_button.clicked.connect(self._accept)
        return row

    def _show_page(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        shown = {0: (self.cancel_button, self.plan_button), 1: (self.cancel_button,)}
        for made in (self.cancel_button, self.again_button, self.discard_button, self.plan_button, self.accept_button):
            made.setVisible(made in shown.get(place, (self.again_button, self.discard_button, self.accept_button)))
        (self.plan_button, self.cancel_button, self.accept_button)[place].setDefault(True)
        (self.plan_button, self.cancel_button, self.accept_button)[place].setFocus()

    # -- the way of a plan --------------------------------------------------------------------------------------------

    @property
    def wish(self) -> PlanWish:
        """What the fields say."""
        day = self.first.date()
        unit: Units = self.unit.currentData()
        return PlanWish(date(day.year(), day.month(), day.day()), self.weeks.value(), unit)

    def _ask(self) -> None:
        self.bar.setValue(0)
        self._show_page(1)
        self.wanted.emit(self.wish)

    def follow(self, task: Task) -> None:
        """Show how far this task is; cancelling the dialog cancels it."""
        self._task = task
        task.progressed.connect(self._progressed)

    def _progressed(self, text: str, fraction: float) -> None:
        self.bar.setValue(int(fraction * 1000))

    def could_not(self) -> None:
        """Planning did not come to an end: back to the fields."""
        self._task = None
        self._show_page(0)

    def _again(self) -> None:
        self._show_page(0)

    def show_plan(self, plan: Plan, present: tuple[PlannedSession, ...]) -> None:
        """Show the proposal beside `present`, what is planned in its weeks now."""
        self._task = None
        self.plan = plan
        while (item := self._result.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        said = f"Proposed: {counted(len(plan.planned), 'session')}, {short_date(plan.period.first)} to "
        title = ToneLabel(f"{said}{long_date(plan.period.last)}", self, size=1.15, bold=True)
        self._result.addWidget(title)
        self._result.addWidget(self._numbers(plan, differences(plan, present)))
        rows = left_out_rows(plan, self.view.snapshot)
        late = sum(row.late_on is not None for row in rows)
        heading = f"Left out · {len(rows) - late}, served late · {late}" if rows else "Everyone is seen on time."
        self._result.addWidget(small_heading(heading, self))
        if rows:
            self._result.addWidget(self._table(LeftOutModel(rows, self)), 1)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        room = self.screen().availableSize()
        height = line * (34 if rows else 12)
        self.resize(min(letter * 170, room.width() - 60), min(height, room.height() - 60))
        self._show_page(2)

    def _numbers(self, plan: Plan, change: Differences) -> QWidget:
        panel = Panel(self)
        lines = (
            (plan.met_on_time, plan.targets, "met on time", "text"),
            (plan.priority_met_on_time, plan.priority_targets, "priority met on time", "overdue"),
            (plan.people_seen, plan.people_due, "people who are due get a session", "text"),
            (plan.slots_used, plan.slots_total, "places in key work time used", "text"),
        )
        row = QHBoxLayout()
        row.setSpacing(3 * SPACE)
        for done, of, words, tone in lines:
            number = ToneLabel(str(done), panel, tone=tone if done < of else "text", size=1.3, bold=True)
            box = QVBoxLayout()
            box.setSpacing(0)
            first = QHBoxLayout()
            first.setSpacing(SPACE // 2)
            first.addWidget(number)
            first.addWidget(quiet(f"of {of}", panel), 0, Qt.AlignmentFlag.AlignBottom)
            first.addStretch(1)
            box.addLayout(first)
            box.addWidget(quiet(words, panel, wrap=True))
            row.addLayout(box, 1)
        panel.column.addLayout(row)
        said = [f"{change.new} new", f"{change.same} as planned now", f"{change.gone} taken off"]
        if change.locked:
            said.append(f"{change.locked} locked")
        panel.column.addWidget(quiet(f"On the rota: {', '.join(said)}. Made in {plan.seconds:.1f} s.", panel))
        panel.setAccessibleName("The proposal in numbers")
        return panel

    def _table(self, model: LeftOutModel) -> QTableView:
        table = QTableView(self)
        table.setModel(model)
        table.setAccessibleName("Left out or served late")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(max(SMALLEST_TARGET, self.fontMetrics().height() + 8))
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for column, letters in enumerate(_LETTERS):
            table.setColumnWidth(column, letters * self.fontMetrics().averageCharWidth())
        return table

    def _accept(self) -> None:
        if self.plan is not None:
            self.accepted_plan.emit(self.plan)
        self.accept()

    def reject(self) -> None:
        """Close; a plan that is still being made is cancelled."""
        if self._task is not None:
            self._task.cancel()
        super().reject()
