"""The parts of the rota page: numbers above the table; beside it the day in focus, and who is left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QWidget

from keywork_desktop.planning.rota import LeftOut, Plan
from keywork_desktop.planning.rota_capacity import capacity_for, capacity_of
from keywork_desktop.planning.rota_plan import Units
from keywork_desktop.planning.rota_repair import Repair
from keywork_desktop.ui.models.rota_facts import RotaFacts
from keywork_desktop.ui.models.rota_left_out import left_out_lines
from keywork_desktop.ui.models.rota_numbers import capacity_figures, plan_figures, repair_figures, standing_figures
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.calendar_carrier import Carrier
from keywork_desktop.ui.widgets.painted_legend import PaintedLegend
from keywork_desktop.ui.widgets.rota_cell_panel import RotaCellPanel
from keywork_desktop.ui.widgets.rota_changes_list import RotaChangesList
from keywork_desktop.ui.widgets.rota_forecast import RotaForecast
from keywork_desktop.ui.widgets.rota_left_out import RotaLeftOut
from keywork_desktop.ui.widgets.rota_legend import signs
from keywork_desktop.ui.widgets.rota_numbers import RotaNumbers
from keywork_desktop.ui.widgets.rota_side import RotaSide
from keywork_desktop.ui.widgets.rota_table import RotaTable

_LETTERS = 29
"""Width of the side, in average letters."""


class RotaBody(QWidget):
    """`table`, `numbers`, `panel`, `left_out` with a proposal, `changes` and `forecast` without one."""

    def __init__(self, carrier: Carrier, commands: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers = RotaNumbers(self)
        self.table = RotaTable(carrier, self)
        self.legend = PaintedLegend(parent=self)
        self.left_out = RotaLeftOut(self)
        self.changes = RotaChangesList(self)
        self.forecast = RotaForecast(self)
        self.panel = RotaCellPanel(commands, self)
        self._side = RotaSide(self)
        side = self._side.column
        side.addWidget(self.left_out, 3)
        side.addWidget(self.changes, 3)
        side.addWidget(self.forecast, 3)
        side.addWidget(self.panel, 2)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE)
        grid.addWidget(self.numbers, 0, 0, 1, 2)
        grid.addWidget(self.table, 1, 0)
        grid.addWidget(self.legend, 2, 0)
        grid.addWidget(self._side, 1, 1, 2, 1)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(1, 1)
        self._side.fitted.connect(self.changes.fit)
        self.left_out.hide()
        self.changes.hide()
        self.forecast.filled.connect(self.panel.setHidden)
        self._set_width()

    def _set_width(self) -> None:
        self._side.setFixedWidth(self.fontMetrics().averageCharWidth() * _LETTERS)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_width()

    def show_standing(self, facts: RotaFacts) -> None:
        """Show the rota as it stands, without a proposal."""
        self.numbers.show_figures(*standing_figures(facts))
        self.left_out.hide()
        marks = facts.marks
        self._explain(facts, proposed=False)
        self.changes.setVisible(bool(facts.changes))
        if marks is not None:
            self.changes.show_lines(facts.changes, marks.number, of=len(marks.lines))

    def _explain(self, facts: RotaFacts, *, proposed: bool) -> None:
        marks = facts.marks
        self.legend.show_signs(signs(proposed=proposed, version=marks.number if marks and marks.lines else None))

    def show_plan(self, plan: Plan, facts: RotaFacts, unit: Units, *, still_looking: bool) -> None:
        """Show what a proposed plan for `unit`, several, or all, reaches, the hours behind it, and who is left out."""
        by_unit = capacity_of(facts.view.snapshot, plan)
        hours = capacity_for(by_unit, unit)
        figures = plan_figures(plan, still_looking=still_looking)
        self.numbers.show_figures(figures, capacity_figures(hours) if hours else (), by_unit)
        self._show_left_out(plan.left_out, facts)

    def show_repair(self, repair: Repair, facts: RotaFacts) -> None:
        """Show what a repair saves, and who is not saved."""
        self.numbers.show_figures(repair_figures(repair), ())
        self._show_left_out([one.left_out for one in repair.not_saved], facts)

    def _show_left_out(self, left_out: Sequence[LeftOut], facts: RotaFacts) -> None:
        self.left_out.show_lines(left_out_lines(left_out, facts.view.snapshot))
        self.left_out.show()
        self.changes.hide()
        self._explain(facts, proposed=True)
