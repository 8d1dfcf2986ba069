"""The files of an import: what each was recognised as, which day it speaks of, and what it would change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QDate, QModelIndex, QObject, Qt, Signal

from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.models.import_rows import file_name
from keywork_desktop.ui.models.keyed_list import AnyIndex

if TYPE_CHECKING:
    from collections.abc import Collection

    from keywork_desktop.actions.importing_reports import ImportPreview

HEADINGS = ("File", "Report", "Of", "Rows", "New", "Changed", "Same", "Repeated", "Not taken", "Gone", "To look at")
DATE_COLUMN = 2
_NUMBERS = 3
_MEANINGS = {
    6: "Rows that say what is known already",
    7: "Rows that say again what another row of this import says",
    8: "Rows that cannot be used; each is listed below with its reason",
    9: "No longer on this report",
    10: "Problems, suggestions and notes below",
}


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file. `error` says why it could not be read; it then has no numbers."""

    path: str
    kind: str
    report_date: date | None
    numbers: tuple[int, ...] = ()
    error: str = ""
    error_code: str = ""

    @property
    def name(self) -> str:
        return file_name(self.path)

    @property
    def spoken(self) -> str:
        if self.error:
            return f"{self.name}, could not be read: {self.error}"
        said = [f"{n} {HEADINGS[_NUMBERS + place].lower()}" for place, n in enumerate(self.numbers) if n]
        day = f"of {long_date(self.report_date)}" if self.report_date else ""
        return ", ".join((self.name, f"{self.kind} {day}".strip(), *said))


def file_rows(preview: ImportPreview, accepted: Collection[str] = ()) -> list[FileRow]:
    """A row for each file, with the numbers it has once these suggestions are accepted."""
    rows = []
    for outcome in preview.proposal.files_with(accepted):
        numbers = (
            outcome.rows,
            outcome.new,
            outcome.changed,
            outcome.unchanged,
            outcome.repeated,
            outcome.refused,
            outcome.gone,
            len(outcome.problems),
        )
        kind = outcome.kind.words
        rows.append(FileRow(outcome.path, kind[0].upper() + kind[1:], outcome.report_date, numbers))
    rows += [
        FileRow(unread.path, "not read", None, error=unread.error.message, error_code=unread.error.code)
        for unread in preview.unread
    ]
    return rows


class ImportFilesModel(QAbstractTableModel):
    """The day a report speaks of can be edited; `date_given` carries path and day."""

    date_given = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[FileRow, ...] = ()
        self.today: date | None = None
        """Offered for a report whose day nobody knows."""

    def show(self, rows: list[FileRow]) -> None:
        """Show these files; the rows stay where the files are the same."""
        if [row.path for row in rows] != [row.path for row in self.rows]:
            self.beginResetModel()
            self.rows = tuple(rows)
            self.endResetModel()
            return
        changed = [place for place, (old, new) in enumerate(zip(self.rows, rows, strict=True)) if old != new]
        self.rows = tuple(rows)
        for place in changed:
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(HEADINGS) - 1))

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(HEADINGS)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == DATE_COLUMN:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.EditRole and column == DATE_COLUMN:
            day = row.report_date or self.today
            return QDate(day.year, day.month, day.day) if day else None
        if role == Qt.ItemDataRole.TextAlignmentRole and column >= _NUMBERS and not row.error:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole and column == 0:
            return row.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            if row.error:
                return row.error
            return "Change the day this report speaks of (F2)" if column == DATE_COLUMN else row.path
        return None

    @staticmethod
    def _text(row: FileRow, column: int) -> str:
        if column == 0:
            return row.name
        if column == 1:
            return row.error or row.kind
        if column == DATE_COLUMN:
            return long_date(row.report_date) if row.report_date else ""
        if row.error:
            return ""
        number = row.numbers[column - _NUMBERS]
        return f"{number:,}" if number or column == _NUMBERS else "–"

    def setData(self, index: AnyIndex, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() != DATE_COLUMN or not isinstance(value, QDate):
            return False
        row, day = self.rows[index.row()], date(value.year(), value.month(), value.day())
        if day == row.report_date:
            return False
        self.date_given.emit(row.path, day)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section >= _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return _MEANINGS.get(section) if role == Qt.ItemDataRole.ToolTipRole else None
