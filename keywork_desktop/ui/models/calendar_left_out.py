"""Who a proposed rota leaves out or serves late, as a table: by when, who, why, and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import RULE_NAMES, short_date, weekday
from keywork_desktop.planning.rota import Plan
from keywork_desktop.ui.models.fixed_table import FixedTableModel

HEADINGS = ("Wanted by", "Who", "Cell", "Planned", "Why", "What would mend it")


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """One target that is not met on time."""

    by: date
    name: str
    cell: str
    rule: str
    late_on: date | None
    why: str
    needs: str
    priority: bool

    @property
    def texts(self) -> tuple[str, ...]:
        """The row's cells."""
        planned = f"late, {weekday(self.late_on)} {short_date(self.late_on)}" if self.late_on else "not planned"
        who = f"▲ {self.name}" if self.priority else self.name
        return (f"{weekday(self.by)} {short_date(self.by)}", who, self.cell, planned, self.why, self.needs)


def left_out_rows(plan: Plan, snapshot: Snapshot) -> list[LeftOutRow]:
    """Priority first, those without any session before those served late, then by date."""
    rows = []
    for left in plan.left_out:
        target = left.outcome.target
        person = snapshot.prisoners.get(target.prison_number)
        rows.append(
            LeftOutRow(
                by=target.by,
                name=person.name if person else target.prison_number,
                cell=str(person.location) if person else "",
                rule=RULE_NAMES.get(target.rule.id, target.rule.id),
                late_on=left.outcome.late_on,
                why=left.why,
                needs=left.needs,
                priority=target.priority,
            )
        )
    return sorted(rows, key=lambda row: (not row.priority, row.late_on is not None, row.by, row.name))


@dataclass(frozen=True, slots=True)
class Differences:
    """What accepting a plan would change on the rota: sessions that stay, come new, and go."""

    same: int
    new: int
    gone: int
    locked: int


def differences(plan: Plan, present: tuple[PlannedSession, ...]) -> Differences:
    """The plan beside what is planned now for the same people and days."""

    def place(session: PlannedSession) -> tuple[object, ...]:
        return (session.prison_number, session.staff_id, session.on, session.start)

    old = {place(s) for s in present if s.on in plan.period and s.prison_number in plan.people}
    new = {place(s) for s in plan.planned}
    return Differences(len(old & new), len(new - old), len(old - new), len(plan.kept))


class LeftOutModel(FixedTableModel[LeftOutRow]):
    """The table sorts nothing: the order is that of urgency."""

    headings = HEADINGS

    def cell(self, row: LeftOutRow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return row.texts[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.name}, {row.rule}\n{row.why}\n{row.needs}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(row.texts) if column == 0 else row.texts[column]
        return None
