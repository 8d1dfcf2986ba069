"""Locations: the units and landings that the rolls show, and the rules that belong to a place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.models.settings_landings import (
    RULES_COLUMN,
    LandingRow,
    LandingsModel,
    elsewhere,
    landing_rows,
)
from keywork_desktop.ui.settings.tables import CalmTable
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.empty_state import EmptyState
from keywork_desktop.ui.widgets.labels import quiet, small_heading
from keywork_desktop.ui.widgets.panel import Panel

_INDUCTION, _NO_INDUCTION = "Induction landing", "Not for induction"
_LETTERS = (24, 14, 14, 16, 60)


class LocationsPart(QWidget):
    """`landing_wanted` carries the `LandingRow` that is to be named the neurodiverse landing.

    `induction_wanted` carries all landings that are to be those of induction.
    """

    landing_wanted = Signal(object)
    unnamed = Signal(object)
    induction_wanted = Signal(tuple)
    data_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[LandingRow] = []
        self.landings = LandingsModel(self)
        self.table = CalmTable(self.landings, _LETTERS, RULES_COLUMN, "Units and landings", self)
        self.name = button(
            "Name as neurodiverse landing…", self, kind="primary", tip="Once a week for everybody located there (Enter)"
        )
        self.unname = button("No longer…", self, tip="End the rule of the neurodiverse landing")
        self.induction = button(_INDUCTION, self, tip="Key workers given to somebody there are interim")
        self.count = small_heading("Units and landings", self)
        self.places = quiet("", self, wrap=True)
        self.empty = EmptyState(self)
        self.empty.show_state(
            "No roll has been read yet",
            "Units and landings are taken from the Alpha list. Bring it in on the Data page.",
            "Go to Data",
        )
        self._lay_out()
        self.table.chosen.connect(self._fit)
        self.table.wanted.connect(self._name)
        self.name.clicked.connect(self._name)
        self.unname.clicked.connect(self._unname)
        self.induction.clicked.connect(self._turn_induction)
        self.empty.wanted.connect(self.data_wanted)
        self._fit()

    def _lay_out(self) -> None:
        known = QWidget(self)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self.count, 1)
        head.addWidget(self.induction)
        head.addWidget(self.unname)
        head.addWidget(self.name)
        held = Panel(self, margin=3)
        held.column.addWidget(self.table)
        column = QVBoxLayout(known)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(held, 1)
        column.addWidget(self.places)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(known)
        self._stack.addWidget(self.empty)

    def show_view(self, view: View) -> None:
        """Show the landings that are in use."""
        rows = landing_rows(view.snapshot, view.today)
        self._rows = rows
        self.landings.show(rows)
        units = len({row.unit for row in rows})
        self.count.setText(f"{counted(units, 'unit')}, {counted(len(rows), 'landing')}, as the rolls show them")
        away = elsewhere(view.snapshot)
        self.places.setText(f"Not in a cell just now: {away}. They are present all the same." if away else "")
        self.places.setVisible(bool(away))
        self._stack.setCurrentIndex(0 if rows else 1)
        self._fit()

    @property
    def row(self) -> LandingRow | None:
        """The chosen landing."""
        return self.landings.row(self.table.currentIndex())

    def _fit(self) -> None:
        row = self.row
        self.name.setEnabled(row is not None and not row.named)
        self.unname.setVisible(row is not None and row.named)
        self.induction.setEnabled(row is not None)
        self.induction.setText(_NO_INDUCTION if row is not None and row.induction else _INDUCTION)

    def _turn_induction(self) -> None:
        """The chosen landing is for induction, or no longer."""
        if (row := self.row) is not None:
            landings = {each.landing for each in self._rows if each.induction} ^ {row.landing}
            self.induction_wanted.emit(tuple(sorted(landings)))

    def _name(self) -> None:
        if self.row is not None and not self.row.named:
            self.landing_wanted.emit(self.row)

    def _unname(self) -> None:
        if self.row is not None:
            self.unnamed.emit(self.row)
