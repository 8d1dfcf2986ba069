"""The published versions as a table, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt

from keywork_desktop.actions.comparing_rota import days_words
from keywork_desktop.domain.rota_versions import RotaVersion
from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.models.fixed_table import FixedTableModel
from keywork_desktop.ui.models.log_model import moment_words


class VersionsTableModel(FixedTableModel[RotaVersion]):
    """Number, when, by whom, which days, how many sessions."""

    headings = ("Version", "Published", "By", "Days", "Sessions")

    def __init__(self, rows: Sequence[RotaVersion], today: date, parent: QObject | None = None) -> None:
        super().__init__(rows, parent)
        self._today = today

    def cell(self, row: RotaVersion, column: int, role: int) -> Any:
        texts = (
            f"Version {row.number}",
            moment_words(row.published_at, self._today),
            row.by,
            days_words(row.period),
            str(len(row.sessions)),
        )
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return texts[column]
        if role == Qt.ItemDataRole.AccessibleTextRole and not column:
            sessions = counted(len(row.sessions), "session")
            return f"Version {row.number}, published {texts[1]} by {row.by}, {texts[3]}, {sessions}"
        if role == Qt.ItemDataRole.TextAlignmentRole and column == 4:  # the numbers stand right
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None
