"""What the Delivery page shows of a report: numbers in words, the table with its chart, and how it went before."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from keywork_desktop.domain.delivery_report import DeliveryReport, TrendPoint
from keywork_desktop.domain.measure_rows import By
from keywork_desktop.domain.measure_words import CHARTED
from keywork_desktop.ui.models.delivery_charts import BY_WORDS, lost_chart, parts_chart, trend_chart
from keywork_desktop.ui.widgets.buttons import Chip, button
from keywork_desktop.ui.widgets.chart_panel import ChartPanel
from keywork_desktop.ui.widgets.delivery_headlines import Headlines
from keywork_desktop.ui.widgets.delivery_table import DeliveryTable
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet
from keywork_desktop.ui.widgets.panel import Panel

_WIDE_LETTERS = 120
"""Letters across from which on two charts stand side by side."""

_HINTS = {
    By.UNIT: "Enter on a row looks at that houseblock alone.",
    By.KEY_WORKER: "Enter on a row opens that key worker under People.",
    By.COHORT: "Cohorts of fewer than five people are withheld. A prisoner can be in several.",
}


class DeliveryBody(QScrollArea):
    """`trend_wanted` when somebody asks again for a trend that was cancelled."""

    trend_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report: DeliveryReport | None = None
        self.trend: tuple[TrendPoint, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget(self)
        self._inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.headlines = Headlines(self._inside)
        self.explain = Chip("Explain the measures", self._inside)
        self.parts_chart = ChartPanel(CHARTED, self._inside)
        self.trend_chart = ChartPanel(CHARTED, self._inside)
        self.lost_chart = ChartPanel((), self._inside)
        self.table = DeliveryTable(self._inside)
        self.chips = {by: Chip(f"By {BY_WORDS[by]}", self._inside) for by in By}
        self.trend_state = quiet("", self._inside, wrap=True)
        self.trend_again = button("Measure the periods before", self._inside)
        self._lay_out()
        self._connect()
        self.setWidget(self._inside)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(12)
        column.addWidget(self.headlines)
        column.addWidget(self.explain, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._table_panel())
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(12)
        self._beside.addWidget(self.parts_chart, 1)
        before = QVBoxLayout()
        before.addWidget(self.trend_chart, 1)
        again = QHBoxLayout()
        again.addWidget(self.trend_state, 1)
        again.addWidget(self.trend_again)
        before.addLayout(again)
        self._beside.addLayout(before, 1)
        column.addLayout(self._beside)
        column.addWidget(self.lost_chart)
        column.addStretch(1)
        self.trend_again.hide()
        self.trend_state.hide()

    def _table_panel(self) -> Panel:
        panel = Panel(self._inside)
        self.table_title = ToneLabel("", panel, bold=True)
        self.hint = quiet("", panel, wrap=True)
        self._ways = QButtonGroup(self)
        chips = QHBoxLayout()
        chips.setSpacing(8)
        for place, chip in enumerate(self.chips.values()):
            self._ways.addButton(chip, place)
            chips.addWidget(chip)
        chips.addStretch(1)
        self.chips[By.UNIT].setChecked(True)
        panel.column.addWidget(self.table_title)
        panel.column.addLayout(chips)
        panel.column.addWidget(self.table, 1)
        panel.column.addWidget(self.hint)
        return panel

    def _connect(self) -> None:
        self._ways.idClicked.connect(self._show_parts)
        self.parts_chart.measure_chosen.connect(self._show_parts)
        self.trend_chart.measure_chosen.connect(self._show_trend)
        self.explain.toggled.connect(self.headlines.explain)
        self.trend_again.clicked.connect(self.trend_wanted)
        self.headlines.explain(False)

    @property
    def by(self) -> By:
        """How the table is broken down."""
        return tuple(self.chips)[max(self._ways.checkedId(), 0)]

    @property
    def charts(self) -> tuple[ChartPanel, ...]:
        """All charts, in the order of the page."""
        return (self.parts_chart, self.trend_chart, self.lost_chart)

    def turn_to(self, by: By) -> None:
        """Break the table down that way."""
        self.chips[by].setChecked(True)
        self._show_parts()

    def show_report(self, report: DeliveryReport, marking: str) -> None:
        """Show this report."""
        self.report = report
        for panel in self.charts:
            panel.place, panel.marking = report.place, marking
        self.headlines.show_measures(report.total)
        self._show_parts()
        self.lost_chart.show_chart(lost_chart(report))

    def show_trend(self, trend: tuple[TrendPoint, ...]) -> None:
        """Show how it went before."""
        self.trend = trend
        self.say_of_trend("")
        self._show_trend()

    def say_of_trend(self, text: str, *, again: bool = False) -> None:
        """Say how it stands with the trend; nothing once it is there."""
        self.trend_state.setText(text)
        self.trend_state.setVisible(bool(text))
        self.trend_again.setVisible(again)

    def _show_parts(self, _: object = None) -> None:
        if self.report is None:
            return
        by = self.by
        self.table_title.setText(f"What each {BY_WORDS[by]} was given")
        self.hint.setText(_HINTS[by])
        self.table.source.show(by, self.report.rows[by])
        self.table.share_width()
        self.table.fit_height()
        self.parts_chart.show_chart(parts_chart(self.report, by, self.parts_chart.measured))

    def _show_trend(self, _: object = None) -> None:
        if self.report is not None:
            self.trend_chart.show_chart(trend_chart(self.trend, self.trend_chart.measured, self.report.known))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.viewport().width() >= _WIDE_LETTERS * self.fontMetrics().averageCharWidth()
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(direction)
