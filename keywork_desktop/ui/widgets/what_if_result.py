"""What comes of it: the numbers of both rotas, who is newly left out or met, and the hours by houseblock."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListView,
    QStackedLayout,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from keywork_desktop.actions.exploring_rota import Beside, Explored
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.delegates.rota_lists import LeftOutDelegate
from keywork_desktop.ui.models.rota_comparison import (
    ComparisonModel,
    HoursModel,
    comparison,
    hours_by_unit,
    newly_left_out,
    newly_saved,
)
from keywork_desktop.ui.models.rota_left_out import LeftOutListModel
from keywork_desktop.ui.theme import SMALLEST_TARGET, SPACE
from keywork_desktop.ui.widgets.labels import quiet

BEGIN = "Say at the left what would be different, then Explore. The rota stays as it is, whatever you try."


class WhatIfResult(QWidget):
    """`show_found` shows an answer; `beside` is what it is compared with."""

    def __init__(self, snapshot: Snapshot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._snapshot = snapshot
        self.found: Explored | None = None
        self.proof = quiet("", self, wrap=True)
        self.against = QComboBox(self)
        self.against.setAccessibleName("Compare with")
        self.numbers, self.hours = self._table("Both rotas in numbers"), self._table("Hours by houseblock")
        self.left_out, self.saved = self._list("Newly left out or late"), self._list("Newly met on time")
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        for page, name in (
            (self.numbers, "Numbers"),
            (self.left_out, "Newly left out"),
            (self.saved, "Newly met"),
            (self.hours, "Hours"),
        ):
            self.tabs.addTab(page, name)
        nothing = quiet(BEGIN, self, wrap=True)
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing.setMargin(4 * SPACE)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(nothing)
        shown = QWidget(self)
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        row = QHBoxLayout()
        label = QLabel("Compare &with", shown)
        label.setBuddy(self.against)
        row.addWidget(label)
        row.addWidget(self.against, 1)
        column.addLayout(row)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.proof)
        self._stack.addWidget(shown)
        self.against.currentIndexChanged.connect(self._show)

    def _table(self, name: str) -> QTableView:
        table, line = QTableView(self), max(SMALLEST_TARGET, self.fontMetrics().height() + 6)
        table.setAccessibleName(name)
        table.setShowGrid(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(line)
        table.horizontalHeader().setHighlightSections(False)
        return table

    def _list(self, name: str) -> QListView:
        made = QListView(self)
        made.setAccessibleName(name)
        made.setModel(LeftOutListModel(made))
        made.setItemDelegate(LeftOutDelegate(made))
        made.setUniformItemSizes(True)
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return made

    @property
    def beside(self) -> Beside | None:
        """What it is compared with; None before there is an answer."""
        chosen = self.against.currentData()
        return Beside(chosen) if chosen else None

    def show_found(self, found: Explored) -> None:
        """Show an answer; it stays compared with what was chosen before, where there is that."""
        chosen = self.beside or found.usual
        self.found = found
        self.against.blockSignals(True)
        self.against.clear()
        for kind, side in found.now.items():
            self.against.addItem(side.words, kind.value)
        self.against.setCurrentIndex(max(0, self.against.findData(chosen.value)))
        self.against.blockSignals(False)
        self._show()
        self._stack.setCurrentIndex(1)
        rows = comparison(found, self.beside)
        changed = "; ".join(f"{row.name} {row.difference}" for row in rows if row.now != row.then)
        announce(self, changed or "Nothing would be different.")

    def _show(self, _place: int = 0) -> None:
        found = self.found
        if found is None:
            return
        side = found.beside(self.beside)
        self._give(self.numbers, ComparisonModel(comparison(found, self.beside), side.short, self.numbers))
        self._give(self.hours, HoursModel(hours_by_unit(side, found.then), self.hours))
        lists = ((1, self.left_out, newly_left_out), (2, self.saved, newly_saved))
        for place, view, who in lists:
            lines = who(found, self.beside, self._snapshot)
            model = view.model()
            assert isinstance(model, LeftOutListModel)
            model.show(lines)
            name = "Newly left out" if place == 1 else "Newly met"
            self.tabs.setTabText(place, f"{name} · {len(lines)}")
        self.proof.setText(_proof(found, self.beside))

    def _give(self, table: QTableView, model: Any) -> None:
        before = table.model()
        table.setModel(model)
        if before is not None:
            before.deleteLater()
        header = table.horizontalHeader()
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 8)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)


def _proof(found: Explored, beside: Beside | None) -> str:
    """What is known of the two rotas: which is proven best, and what of the difference is only planning anew."""
    then = found.then.plan
    words = (
        "What if: proven best." if then.proven_best else f"What if: not proven, at most {then.gap or 0:.1%} missing."
    )
    if beside in (Beside.PUBLISHED, Beside.STANDING):
        words += " A part of the difference may come of planning anew: compare with the best as things are."
    return words
