"""Two plans side by side in numbers: as things are, as they would be, and the difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from keywork_desktop.actions.exploring_rota import Explored
from keywork_desktop.domain.detail import hours_and_minutes
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.ui.models.fixed_table import FixedTableModel
from keywork_desktop.ui.models.rota_left_out import LeftOutLine

HEADINGS = ("", "As it is", "What if", "Difference")
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One number twice. `good` is 1 where more of it is better, -1 where less is, 0 where neither."""

    name: str
    now: int
    then: int
    good: int = 1
    hours: bool = False

    def words(self, value: int) -> str:
        return hours_and_minutes(value) if self.hours else str(value)

    @property
    def difference(self) -> str:
        change = self.then - self.now
        if not change:
            return "same"
        sign = "+" if change > 0 else "−"
        verdict = {1: "better", -1: "worse"}.get((1 if change > 0 else -1) * self.good, "")
        return " · ".join(part for part in (f"{sign}{self.words(abs(change))}", verdict) if part)

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.name, self.words(self.now), self.words(self.then), self.difference)


def comparison(explored: Explored) -> list[ComparisonRow]:
    """What a manager asks first: priority, who is seen, what is on time; then hours, and what would be moved.

    What is wanted, and what is put elsewhere, is told only where it differs.
    """
    now, then = explored.now, explored.then
    hours_now, hours_then = explored.hours_now, explored.hours_then
    rows = [
        ComparisonRow("Priority sessions wanted", now.priority_targets, then.priority_targets, 0),
        ComparisonRow("Priority met on time", now.priority_met_on_time, then.priority_met_on_time),
        ComparisonRow(
            "Due and not seen at all", now.people_due - now.people_seen, then.people_due - then.people_seen, -1
        ),
        ComparisonRow("Sessions wanted", now.targets, then.targets, 0),
        ComparisonRow("Met on time", now.met_on_time, then.met_on_time),
        ComparisonRow("Left out or late", len(now.left_out), len(then.left_out), -1),
        ComparisonRow("Days late together", now.lateness_days, then.lateness_days, -1),
        ComparisonRow("Key work time needed", hours_now.needed, hours_then.needed, 0, hours=True),
        ComparisonRow(
            "Key work time there",
            hours_now.profiled - hours_now.lost,
            hours_then.profiled - hours_then.lost,
            hours=True,
        ),
        ComparisonRow("Short", hours_now.shortfall, hours_then.shortfall, -1, hours=True),
        ComparisonRow("Sessions put elsewhere", 0, _different(now.planned, then.planned), 0),
    ]
    return [row for row in rows if row.now != row.then or (row.good and (row.now or not row.hours))]


def _different(now: tuple[PlannedSession, ...], then: tuple[PlannedSession, ...]) -> int:
    places = {(s.prison_number, s.staff_id, s.on, s.start) for s in now}
    return sum((s.prison_number, s.staff_id, s.on, s.start) not in places for s in then)


def newly_left_out(now: list[LeftOutLine], then: list[LeftOutLine]) -> list[LeftOutLine]:
    """Who would be left out or served late, and is not as things are."""
    known = {line.prison_number for line in now}
    return [line for line in then if line.prison_number not in known]


class ComparisonModel(FixedTableModel[ComparisonRow]):
    """The numbers stand right, under their headings."""

    headings = HEADINGS

    def cell(self, row: ComparisonRow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return row.texts[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name, now, then, difference = row.texts
            return f"{name}: {now} as it is, {then} then, {difference}" if not column else None
        if role == Qt.ItemDataRole.TextAlignmentRole and column:
            return _RIGHT
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole and section:
            return _RIGHT
        return super().headerData(section, orientation, role)
