"""Policies: what is in force where and since when, the sets there are, and what the chosen one asks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.models.settings_policies import (
    LOCAL_READING,
    READING_COLUMN,
    SOURCE_COLUMN,
    PoliciesModel,
    PolicyLine,
    RulesModel,
    rules_of,
)
from keywork_desktop.ui.models.settings_words import rule_name
from keywork_desktop.ui.settings.lines import Lines, LinesDelegate, LinesList
from keywork_desktop.ui.settings.tables import CalmCells, CalmTable
from keywork_desktop.ui.settings.time_line_view import TimeLineView
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ElidedLabel, ToneLabel, quiet, small_heading
from keywork_desktop.ui.widgets.panel import Panel

_RULE_LETTERS = (25, 9, 8, 9, 13, 15, 40)


class _PolicyDelegate(LinesDelegate):
    def lines_of(self, item: object) -> Lines:
        if not isinstance(item, PolicyLine):
            return super().lines_of(item)
        if item.in_force:
            return Lines(item.policy.name, item.where, "In force", "●", "accent")
        if item.where:
            return Lines(item.policy.name, item.where, "Planned", "◇", "week")
        return Lines(item.policy.name, item.note)


class _RuleCells(CalmCells):
    def toned(self, index: QModelIndex | QPersistentModelIndex) -> str:
        if index.column() < READING_COLUMN:
            return "text"
        return "due" if index.column() == READING_COLUMN else "quiet_text"


class PoliciesPart(QWidget):
    """Each wish carries the `PolicyLine` it is about."""

    copy_wanted = Signal(object)
    edit_wanted = Signal(object)
    use_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.time_line = TimeLineView(self)
        self.policies = PoliciesModel(self)
        self.list = LinesList(self.policies, _PolicyDelegate(), "Policy sets", self)
        self.rules = RulesModel(self)
        self.table = CalmTable(self.rules, _RULE_LETTERS, SOURCE_COLUMN, "Rules of this set", self, _RuleCells())
        self.copy = button("Copy…", self, tip="Make a copy of this set that can be changed")
        self.edit = button("Change numbers…", self, tip="Change the rules of this copy from a day on")
        self.use = button("Put in force…", self, kind="primary", tip="Let this set apply from a day on (Enter)")
        self.name = ElidedLabel("", self, bold=True)
        self.source = quiet("", self, wrap=True)
        self.where = ToneLabel("", self, wrap=True)
        self.arrivals = quiet("", self, wrap=True)
        self.cited = quiet("", self, wrap=True)
        self._others = quiet("", self, wrap=True)
        self._lay_out()
        self.list.chosen.connect(self._show)
        self.list.wanted.connect(self.use_wanted)
        self.table.chosen.connect(self._cite)
        self.copy.clicked.connect(self._copy)
        self.edit.clicked.connect(self._edit)
        self.use.clicked.connect(self._use)
        self._show(None)
        self.setFocusProxy(self.list)

    def _lay_out(self) -> None:
        line = Panel(self, margin=4, spacing=0)
        line.column.addWidget(self.time_line)
        sets = Panel(self, margin=3)
        sets.column.addWidget(self.list)
        rules = Panel(self)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self.name)
        head.addStretch(1)
        for made in (self.copy, self.edit, self.use):
            head.addWidget(made)
        rules.column.addLayout(head)
        for label in (self.where, self.source, self.arrivals):
            rules.column.addWidget(label)
        rules.column.addWidget(self.table, 1)
        rules.column.addWidget(self.cited)
        below = QHBoxLayout()
        below.setSpacing(2 * SPACE)
        below.addWidget(sets, 2)
        below.addWidget(rules, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE - 2)
        column.addWidget(small_heading("In force", self))
        column.addWidget(line)
        column.addWidget(self._others)
        column.addWidget(small_heading("Policy sets", self))
        column.addLayout(below, 1)

    def show_view(self, view: View) -> None:
        """Show what is in force."""
        snapshot = view.snapshot
        self.time_line.show_book(snapshot.policies, snapshot.units, view.today)
        own = sum(row.unit is not None for row in self.time_line.model.items)
        rest = len(snapshot.units) - own
        words = (
            f"{counted(rest, 'unit')} without an entry of {'its' if rest == 1 else 'their'} own: as the establishment."
        )
        self._others.setText(words)
        self._others.setVisible(bool(own and rest))

    def show_policies(self, lines: Sequence[PolicyLine]) -> None:
        """Show the sets there are; the chosen one stays chosen."""
        self.policies.show(lines)
        in_force = next((line for line in lines if line.in_force), None)
        if not self.list.currentIndex().isValid() and in_force is not None:
            self.list.setCurrentIndex(self.policies.index_of(in_force.policy.id))
        self.list.choose_first()
        self._show(self.list.current)

    @property
    def line(self) -> PolicyLine | None:
        """The chosen set."""
        current = self.list.current
        return current if isinstance(current, PolicyLine) else None

    def choose(self, policy_id: str) -> None:
        """Choose a set by its id."""
        self.list.setCurrentIndex(self.policies.index_of(policy_id))

    def _show(self, item: object) -> None:
        line = item if isinstance(item, PolicyLine) else None
        for made in (self.copy, self.use):
            made.setEnabled(line is not None)
        self.edit.setVisible(line is not None and not line.shipped)
        if line is None:
            return
        policy = line.policy
        self.name.setText(policy.name)
        self.name.updateGeometry()
        self.where.setText(f"{'In force' if line.in_force else 'Will apply'}: {line.where}" if line.where else "")
        self.where.setVisible(bool(line.where))
        self.source.setText(f"{line.note}. {policy.source}")
        self.rules.show(rules_of(policy))
        self._cite()
        self.table.setAccessibleName(f"Rules of {policy.name}")
        weekend = f" Each weekend once in {' and '.join(policy.weekend_units)}." if policy.weekend_units else ""
        nobody = "" if policy.baseline else " Nobody outside the groups is due."
        self.arrivals.setText(
            f"A new arrival's first session is due {counted(policy.arrival_days, 'day')} after reception."
            f"{nobody}{weekend}"
        )

    def _cite(self) -> None:
        """The whole source of the chosen rule: its column is seldom wide enough."""
        rule = self.rules.row(self.table.currentIndex())
        reading = f"{LOCAL_READING}. " if rule is not None and rule.local_reading else ""
        self.cited.setText(f"{rule_name(rule.id)}: {reading}{rule.source}" if rule is not None else "")
        self.cited.setVisible(rule is not None)

    def _copy(self) -> None:
        self.copy_wanted.emit(self.line)

    def _edit(self) -> None:
        self.edit_wanted.emit(self.line)

    def _use(self) -> None:
        self.use_wanted.emit(self.line)
