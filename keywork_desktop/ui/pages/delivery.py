"""Delivery: what was delivered in a period, what was lost and why, and who went without (DOMAIN 6).

Nothing is reckoned here: the page asks `actions/measuring.py` and shows what comes back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.exporting_delivery import COMPARED, marking_of
from keywork_desktop.actions.measuring import delivery_report, measured_over
from keywork_desktop.domain.delivery_periods import period_words, periods_until
from keywork_desktop.domain.delivery_report import Completeness, DeliveryReport, TrendPoint, Units
from keywork_desktop.domain.errors import KeyworkError
from keywork_desktop.domain.measure_rows import By, MeasureRow
from keywork_desktop.domain.measure_words import COVERAGE
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.page import PatientPage
from keywork_desktop.ui.pages.delivery_saving import DeliverySaving
from keywork_desktop.ui.remembered import Remembered
from keywork_desktop.ui.tasks import Stopped, Task
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.calendar_notice import Notice
from keywork_desktop.ui.widgets.delivery_body import DeliveryBody
from keywork_desktop.ui.widgets.delivery_period import PeriodChooser
from keywork_desktop.ui.widgets.empty_state import EmptyState
from keywork_desktop.ui.widgets.labels import heading
from keywork_desktop.ui.widgets.wrapping_row import WrappingRow

Asked = tuple[Period, Units | None, Fraction | None]


class DeliveryPage(PatientPage):
    """The period at the head; below it numbers in words, the table by part, and charts."""

    title = "Delivery"
    icon = "ph.chart-bar"

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, parent)
        self._facts: Snapshot | None = None
        self._reports: dict[Asked, tuple[DeliveryReport, str]] = {}
        self._trends: dict[Asked, tuple[TrendPoint, ...]] = {}
        self._asked: Asked | None = None
        self.chooser = PeriodChooser(self)
        self.export = button("Export…", self, icon_name="ph.export", tip="Export as a workbook or PDF (Ctrl+E)")
        self.print = button("Print…", self, icon_name="ph.printer", tip="Print the page with its charts (Ctrl+P)")
        self.notice, self.state = Notice(self), Notice(self)
        self.body, self.empty = DeliveryBody(self), EmptyState(self)
        self.saving = DeliverySaving(office, self.notice, self)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.chooser.named)
        self._say("Measuring…", "", "")
        if office.view is not None:
            self.show_view(office.view)

    def _lay_out(self) -> None:
        head = WrappingRow(self)
        title = heading("Delivery", self)
        title.setContentsMargins(0, 3, 4, 0)
        head.first.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        head.first.addWidget(self.chooser, 1)
        head.last.addWidget(self.export)
        head.last.addWidget(self.print)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(18, 14, 10, 8)
        outer.setSpacing(10)
        for widget in (head, self.notice, self.state):
            outer.addWidget(widget)
        outer.addLayout(self._stack, 1)

    def _connect(self) -> None:
        self.chooser.chosen.connect(self.ask)
        self.export.clicked.connect(self.saving.ask)
        self.print.clicked.connect(self.print_page)
        self.body.table.wanted.connect(self.open_row)
        self.body.trend_wanted.connect(self._ask_trend)
        self.empty.wanted.connect(self._mend_emptiness)
        for panel in self.body.charts:
            panel.picture_wanted.connect(partial(self.saving.save_picture, panel))
        for text, keys, does in (
            ("Export delivery…", "Ctrl+E", self.saving.ask),
            ("Print delivery…", "Ctrl+P", self.print_page),
            ("Delivery: the period before", "Alt+Left", self.chooser.go_before),
            ("Delivery: the period after", "Alt+Right", self.chooser.go_after),
            ("Delivery by houseblock", "Alt+1", partial(self.body.turn_to, By.UNIT)),
            ("Delivery by key worker", "Alt+2", partial(self.body.turn_to, By.KEY_WORKER)),
            ("Delivery by cohort", "Alt+3", partial(self.body.turn_to, By.COHORT)),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(does)
            self.addAction(action)

    def remember_in(self, remembered: Remembered) -> None:
        self.chooser.choose(remembered.delivery)
        self.chooser.chosen.connect(partial(self._remember, remembered))

    def _remember(self, remembered: Remembered) -> None:
        remembered.delivery = self.chooser.choice

    # ------------------------------------------------------------------------------------------------------ showing
    def take_in(self, view: View) -> None:
        if view.snapshot is not self._facts:
            # The store has changed, or another day is looked at: what was measured before may not hold any more.
            self._facts = view.snapshot
            self._reports.clear()
            self._trends.clear()
        self.chooser.show_today(min(view.snapshot.on, view.today))
        self.ask()

    def ask(self) -> None:
        """Measure what is chosen, or show it at once where that was done already."""
        period = self.chooser.period
        if self.view is None:
            return
        if period is None:
            self.state.say("The last day is before the first. Choose another day.", warns=True, lasting=True)
            return
        asked = (period, self.view.units, self.chooser.every_weeks)
        self._asked = asked
        if asked in self._reports:
            self._show(*self._reports[asked])
            self._ask_trend()
        else:
            self.office.spawn(self._measure(asked))

    async def _measure(self, asked: Asked) -> None:
        (period, units, weeks), facts = asked, self._facts
        if self.body.report is None:
            self._say("Measuring…", f"{period_words(period)}", "")

        def work(desk: Desk, task: Task) -> tuple[DeliveryReport, str] | None:
            if asked != self._asked:
                return None  # somebody has chosen another period while this one waited
            made = delivery_report(desk, period.first, period.last, units=units, every_weeks=weeks, progress=task.step)
            return made, marking_of(desk)

        try:
            found = await self.office.ask_long("Measure delivery", work)
        except Stopped:
            if asked == self._asked:
                self._say("Measuring was cancelled", "Nothing is shown, because nothing was measured.", "Measure again")
            return
        except KeyworkError:
            if asked == self._asked:
                self._say("This period could not be measured", "The message above says why.", "Measure again")
            raise
        if found is None or facts is not self._facts:
            return  # the store has changed meanwhile, and is being measured again
        self._reports[asked] = found
        if asked == self._asked:
            self._show(*found)
            self._ask_trend()

    def _show(self, report: DeliveryReport, marking: str) -> None:
        nothing = report.completeness is Completeness.NONE
        self.saving.shown = None if nothing else (report, self.body.trend)
        for each in (self.export, self.print):
            each.setEnabled(not nothing)
        if report.known.notes is None:
            words = (
                "Import the ORS Key Worker Case Notes report: from then on sessions are counted. Or record a session."
            )
            self._say("Nothing is known yet of what was held", words, "Go to Data")
            return
        if nothing:
            since = long_date(report.known.notes)
            words = f"Case notes are known from {since} on. That is not zero sessions: it is not known."
            self._say("Nothing is known of this period", words, "Go to Data")
            return
        self._say_warnings(report)
        self.body.show_report(report, marking)
        self._stack.setCurrentWidget(self.body)
        announce(self, f"{period_words(report.period)}. Coverage {COVERAGE.text(report.total)}")

    def _say_warnings(self, report: DeliveryReport) -> None:
        warnings = report.warnings
        if not warnings:
            self.state.hide()
            return
        mend: dict[str, Callable[[], None]] = {}
        notes = report.known.notes
        if report.completeness is Completeness.PART and notes is not None:
            mend = {f"Measure from {long_date(notes)}": partial(self._begin_on, notes)}
        self.state.say(" ".join(warnings), mend, warns=bool(mend), lasting=True)

    def _begin_on(self, first: date) -> None:
        self.chooser.begin_on(first)

    def _say(self, title: str, words: str, step: str) -> None:
        self.state.hide()
        self.empty.show_state(title, words, step)
        self.empty.button.setVisible(bool(step))
        self._stack.setCurrentWidget(self.empty)

    def _mend_emptiness(self) -> None:
        if self.empty.button.text() == "Go to Data":
            self.place_wanted.emit("data")
        else:
            self.ask()

    # ------------------------------------------------------------------------------------------ how it went before
    def _ask_trend(self) -> None:
        if self._asked is None or self._stack.currentWidget() is not self.body:
            return
        if self._asked in self._trends:
            self._show_trend(self._trends[self._asked])
        else:
            self.office.spawn(self._measure_before(self._asked))

    async def _measure_before(self, asked: Asked) -> None:
        (period, units, weeks), facts = asked, self._facts
        self.body.say_of_trend("Measuring the periods before …")

        def work(desk: Desk, task: Task) -> tuple[TrendPoint, ...] | None:
            if asked != self._asked:
                return None
            periods = periods_until(period, COMPARED)
            return measured_over(desk, periods, units=units, every_weeks=weeks, progress=task.step)

        try:
            trend = await self.office.ask_long("Measure the periods before", work)
        except KeyworkError as error:
            if asked == self._asked:
                self.body.say_of_trend("The periods before were not measured.", again=True)
            if isinstance(error, Stopped):
                return
            raise
        if trend is None or facts is not self._facts:
            return
        self._trends[asked] = trend
        if asked == self._asked:
            self._show_trend(trend)

    def _show_trend(self, trend: tuple[TrendPoint, ...]) -> None:
        self.body.show_trend(trend)
        if self.saving.shown is not None:
            self.saving.shown = self.saving.shown[0], trend

    # ------------------------------------------------------------------------------------------------------- acting
    def open_row(self, row: MeasureRow) -> None:
        """Go to the people behind a row: the houseblock alone, or the key worker under People."""
        if self.body.by is By.UNIT:
            self.office.show_units(frozenset({row.key}))
        elif self.body.by is By.KEY_WORKER and row.key is not None:
            self.person_wanted.emit(row.key)

    def print_page(self) -> None:
        """Open a preview of the page on paper, with its charts."""
        self.saving.print_page(tuple(panel.chart for panel in self.body.charts if panel.chart is not None))
