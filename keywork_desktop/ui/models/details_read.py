"""The details that were read as a table, and what is different from one of them, an officer's day a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt

from keywork_desktop.domain.detail import Shift
from keywork_desktop.domain.detail_versions import DetailDifference, DetailLine
from keywork_desktop.domain.wording import counted, short_date
from keywork_desktop.ui.models.fixed_table import FixedTableModel
from keywork_desktop.ui.models.log_model import moment_words
from keywork_desktop.ui.models.pattern_stays import day_text
from keywork_desktop.ui.models.settings_table import KeyedTableModel

BY_HAND = "typed here by hand"


class DetailLinesModel(KeyedTableModel[DetailLine]):
    """Number, when it was read, by whom, of which file, for which days."""

    headings = ("Detail", "Read", "By", "File", "Days", "Shifts")

    def __init__(self, parent: QObject | None = None, today: date = date.max) -> None:
        super().__init__(parent)
        self.today = today

    def key_of(self, row: DetailLine) -> int:
        return row.number

    def cells_of(self, row: DetailLine) -> tuple[str, ...]:
        return (
            f"Detail {row.number}",
            moment_words(row.read_at, self.today),
            row.by,
            row.file_name,
            f"{short_date(row.period.first)} – {short_date(row.period.last, self.today)}",
            f"{row.shifts:,} of {counted(row.officers, 'officer')}",
        )

    def spoken_of(self, row: DetailLine) -> str:
        _, read_at, by, file, days, shifts = self.cells_of(row)
        return f"Detail {row.number}, read {read_at} by {by}, {file}, {days}, {shifts}"


class DifferencesModel(FixedTableModel[DetailDifference]):
    """`names` are those of the officers by staff ID; `headings` say what is compared with what."""

    def __init__(
        self,
        rows: Sequence[DetailDifference],
        names: Mapping[str, str],
        was: str,
        now: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(rows, parent)
        self._names = names
        self.headings = ("Officer", "Day", was, now, "")

    @property
    def rows(self) -> tuple[DetailDifference, ...]:
        return self._rows

    def cell(self, row: DetailDifference, column: int, role: int) -> Any:
        texts = (
            self._names.get(row.staff_id, row.staff_id),
            day_text(row.on),
            _said(row.was),
            _said(row.now),
            BY_HAND if row.by_hand else "",
        )
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return texts[column]
        if role == Qt.ItemDataRole.AccessibleTextRole and not column:
            by_hand = f", {BY_HAND}" if row.by_hand else ""
            return f"{texts[0]}, {texts[1]}: {self.headings[2]} {texts[2]}, {self.headings[3]} {texts[3]}{by_hand}"
        return None


def _said(shift: Shift | None) -> str:
    return shift.text if shift else "no shift"
