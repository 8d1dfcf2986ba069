"""What stays as it is where a pattern is laid over it: whose day, what stands there, what the pattern says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt

from keywork_desktop.domain.detail import SHIFT_CODES, Shift
from keywork_desktop.domain.wording import short_date, weekday
from keywork_desktop.domain.working_patterns import LaidDay
from keywork_desktop.ui.models.fixed_table import FixedTableModel


class StaysModel(FixedTableModel[LaidDay]):
    """`names` are those of the officers, by staff ID."""

    headings = ("Officer", "Day", "Stays", "The pattern says")

    def __init__(self, rows: Sequence[LaidDay], names: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(rows, parent)
        self._names = names

    def cell(self, row: LaidDay, column: int, role: int) -> Any:
        shift, there = row.shift, row.standing
        texts = (
            self._names.get(shift.staff_id, shift.staff_id),
            day_text(shift.on),
            said(there) if there else "",
            shift.text,
        )
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return texts[column]
        if role == Qt.ItemDataRole.AccessibleTextRole and not column:
            return f"{texts[0]}, {texts[1]}: {texts[2]} stays; the pattern says {texts[3]}"
        return None


def said(shift: Shift) -> str:
    """`AL  Annual leave`, `L KW 1400-1530`: a code with its meaning where it is about being away."""
    code = SHIFT_CODES.get(shift.code)
    return shift.text if code is None or code.start else f"{shift.text}  {code.meaning}"


def day_text(day: date) -> str:
    """`Fri 25 Dec`."""
    return f"{weekday(day)} {short_date(day)}"
