"""The rules of a policy set as fields: a row for everyone and each group, mistakes under the row they are in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSpinBox, QWidget

from keywork_desktop.domain.rules import BASELINE, PRIORITY_GROUPS, WEEKEND, PolicySet, Rule
from keywork_desktop.ui.models.settings_words import rule_name
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.labels import ToneLabel, small_heading

HEADINGS = ("Sessions", "In days", "Minutes", "First within days")
USUAL = Rule(BASELINE, 1, 7, 45)
_MOST = (31, 365, 240, 90)


@dataclass
class _Row:
    """The fields of one rule. `before` is the rule as it was, None if the set had none."""

    id: str
    before: Rule | None
    there: QCheckBox
    numbers: tuple[QSpinBox, ...]
    mistake: ToneLabel


class RulesGrid(QWidget):
    """Fields for the baseline, the groups of the table, and the weekend where the set has one."""

    altered = Signal()

    def __init__(self, policy: PolicySet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * SPACE)
        self._grid.setVerticalSpacing(SPACE // 2)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(small_heading("For whom", self), 0, 0)
        for column, words in enumerate(HEADINGS, start=1):
            self._grid.addWidget(small_heading(words, self), 0, column)
        groups = {rule.id: rule for rule in policy.groups}
        self._rows = [self._row(BASELINE, policy.baseline)]
        self._rows += [self._row(group, groups.get(group)) for group in PRIORITY_GROUPS]
        if policy.weekend is not None:
            self._rows.append(self._row(WEEKEND, policy.weekend))

    def _row(self, rule_id: str, rule: Rule | None) -> _Row:
        shown = rule or replace(USUAL, id=rule_id, first_within=None if rule_id == BASELINE else 7)
        there = QCheckBox(rule_name(rule_id), self)
        there.setChecked(rule is not None)
        there.setAccessibleName(f"{rule_name(rule_id)}: has a rule")
        values = (shown.sessions, shown.window_days, shown.minutes, shown.first_within)
        numbers = []
        at = self._grid.rowCount()
        self._grid.addWidget(there, at, 0)
        for column, (value, heading) in enumerate(zip(values, HEADINGS, strict=True)):
            if value is None or (rule_id == WEEKEND and column != 2):
                continue
            box = QSpinBox(self)
            # Nothing typed is thrown away: what cannot be right is said, not silently mended.
            box.setRange(0, _MOST[column])
            box.setValue(value)
            box.setAccessibleName(f"{rule_name(rule_id)}: {heading.lower()}")
            box.setProperty("column", column)
            box.valueChanged.connect(self._changed)
            self._grid.addWidget(box, at, 1 + column)
            numbers.append(box)
        mistake = ToneLabel("", self, tone="no", wrap=True)
        mistake.hide()
        self._grid.addWidget(mistake, at + 1, 0, 1, 5)
        row = _Row(rule_id, rule, there, tuple(numbers), mistake)
        there.toggled.connect(self._changed)
        self._enable(row)
        return row

    @staticmethod
    def _enable(row: _Row) -> None:
        for box in row.numbers:
            box.setEnabled(row.there.isChecked())

    def _changed(self) -> None:
        for row in self._rows:
            self._enable(row)
        self.altered.emit()

    def field(self, rule_id: str, column: int) -> QSpinBox:
        """The field of a rule: 0 sessions, 1 days, 2 minutes, 3 first within."""
        row = next(row for row in self._rows if row.id == rule_id)
        return next(box for box in row.numbers if box.property("column") == column)

    def box(self, rule_id: str) -> QCheckBox:
        """Whether there is such a rule."""
        return next(row for row in self._rows if row.id == rule_id).there

    def mistakes(self) -> dict[str, str]:
        """What is wrong, by rule."""
        found = {}
        for row in self._rows:
            if row.there.isChecked() and (wrong := self._mistake(row)):
                found[row.id] = wrong
        return found

    def _mistake(self, row: _Row) -> str:
        values = {box.property("column"): box.value() for box in row.numbers}
        for column, words in ((0, "sessions"), (1, "days"), (2, "minutes")):
            if values.get(column, 1) < 1:
                return f"The number of {words} must be at least 1."
        if values.get(0, 1) > values.get(1, 365):
            return f"{values[0]} sessions in {values[1]} days: at most one a day can count."
        return ""

    def show_mistakes(self, mistakes: dict[str, str]) -> None:
        """Under each row what is wrong with it."""
        for row in self._rows:
            words = mistakes.get(row.id, "")
            row.mistake.setText(f"▲ {words}" if words else "")
            row.mistake.setVisible(bool(words))
            for box in row.numbers:
                box.setAccessibleDescription(words)

    def focus(self, rule_id: str) -> None:
        """Go to the first field of a rule."""
        row = next(row for row in self._rows if row.id == rule_id)
        (row.numbers[0] if row.numbers and row.there.isChecked() else row.there).setFocus()

    def rule(self, rule_id: str) -> Rule | None:
        """The rule as the fields say; None if there is to be none."""
        row = next((row for row in self._rows if row.id == rule_id), None)
        if row is None or not row.there.isChecked():
            return None
        values = {box.property("column"): box.value() for box in row.numbers}
        base = row.before or replace(USUAL, id=rule_id)
        return replace(
            base,
            sessions=values.get(0, base.sessions),
            window_days=values.get(1, base.window_days),
            minutes=values.get(2, base.minutes),
            first_within=values.get(3, base.first_within),
        )
