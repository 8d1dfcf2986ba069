"""Editing the detail on the rota as in Excel: copy, paste, fill right and down, clear, and marks for lost days."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from keywork_desktop.actions.detail_editing import set_shift_texts, unknown_codes
from keywork_desktop.domain.detail import ShiftCode
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.models.rota_cells import RotaCell
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.widgets.rota_table import RotaTable

Typed = Mapping[tuple[str, date], str]

MARKS = (("CD", "Cross-deployed"), ("SL", "Sick"), ("AL", "Annual leave"), ("RD", "Rest day"))
"""Marks that can be put on selected days at once."""

_Keys = QKeySequence.StandardKey


class RotaDetailEdits(QObject):
    """Every edit is one change set; `written` says what was asked to be written.

    `unexplained` asks first what a code means that nobody knows: it carries the code, what was typed, and the codes
    explained so far; whoever answers writes again with one more.
    """

    written = Signal(object)
    unexplained = Signal(str, object, object)

    def __init__(self, office: Office, table: RotaTable) -> None:
        super().__init__(table)
        self._office, self._table = office, table
        self.marks = tuple(self._mark(code, words) for code, words in MARKS)
        self.keyed = tuple(
            self._action(text, key, does)
            for text, key, does in (
                ("Copy", QKeySequence(_Keys.Copy), self.copy),
                ("Paste", QKeySequence(_Keys.Paste), self.paste),
                ("Fill right", QKeySequence("Ctrl+R"), self.fill_right),
                ("Fill down", QKeySequence("Ctrl+D"), self.fill_down),
                ("Clear", QKeySequence(Qt.Key.Key_Delete), self.clear),
            )
        )
        table.rota.written.connect(self.write)
        self.enable(edits=False)

    def _action(self, text: str, key: QKeySequence, does: Callable[[], None]) -> QAction:
        action = QAction(text, self._table)
        action.setShortcut(key)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(does)
        self._table.addAction(action)
        return action

    def _mark(self, code: str, words: str) -> QAction:
        action = QAction(f"{code}  {words}", self._table)
        action.triggered.connect(partial(self.mark, code))
        return action

    def enable(self, *, edits: bool) -> None:
        """Excel's keys work in edit mode only; copying always does."""
        for action in self.keyed[1:]:
            action.setEnabled(edits)

    def add_to(self, menu: QMenu) -> None:
        """Put marks, and in edit mode Excel's commands, into a menu."""
        marks = menu.addMenu("Mark day as")
        marks.addActions(self.marks)
        if self._table.edits:
            menu.addSeparator()
            menu.addActions(self.keyed)

    # -- what can be done ---------------------------------------------------------------------------------------------

    def write(self, typed: Typed, learned: Sequence[ShiftCode] = ()) -> None:
        """Write shifts as they are typed, `{(staff ID, day): text}`; `learned` codes are remembered in that step."""
        view = self._office.view
        known = dict(view.snapshot.shift_codes) if view is not None else {}
        asked = unknown_codes(typed.values(), known | {code.code: code for code in learned}) if known else ()
        if asked:
            self.unexplained.emit(asked[0], typed, tuple(learned))
            return
        self._office.act(partial(set_shift_texts, cells=dict(typed), learned=tuple(learned)))
        self.written.emit(typed)

    def mark(self, code: str, checked: bool = False) -> None:
        """Mark the selected days: cross-deployed, sick, on leave."""
        self.write({(cell.staff_id, cell.on): code for row in self._table.chosen_cells for cell in row})

    def clear(self) -> None:
        """Take the shifts of the selected days away."""
        self.write({(cell.staff_id, cell.on): "" for row in self._table.chosen_cells for cell in row if cell.typed})

    def fill_right(self) -> None:
        """Repeat the first selected day of each officer over the others."""
        rows = self._table.chosen_cells
        self._fill({(cell.staff_id, cell.on): row[0].typed for row in rows for cell in row[1:]})

    def fill_down(self) -> None:
        """Repeat the first selected officer's days for the others."""
        first, *others = self._table.chosen_cells
        typed = {cell.on: cell.typed for cell in first}
        self._fill({(cell.staff_id, cell.on): typed[cell.on] for row in others for cell in row if cell.on in typed})

    def _fill(self, typed: Typed) -> None:
        if not typed:
            self._refuse("Select the cells to fill too: the first is repeated over the others.")
            return
        self.write(typed)

    def copy(self) -> None:
        """Put the selected shifts on the clipboard, with tabs and lines, as Excel does."""
        rows = ["\t".join(cell.typed for cell in row) for row in self._table.chosen_cells]
        QGuiApplication.clipboard().setText("\n".join(rows))

    def paste(self) -> None:
        """Write what was copied from Excel from this cell on; one value fills everything selected."""
        text = QGuiApplication.clipboard().text().rstrip("\n")
        lines = [line.rstrip("\r").split("\t") for line in text.split("\n")] if text else []
        cell = self._table.cell
        if cell is None or not lines:
            self._refuse("There is nothing to paste. Copy cells in Excel, one officer a row, one day a column.")
            return
        if lines == [[lines[0][0]]]:
            self.write({(c.staff_id, c.on): lines[0][0] for row in self._table.chosen_cells for c in row})
            return
        self._paste_block(cell, lines)

    def _paste_block(self, cell: RotaCell, lines: list[list[str]]) -> None:
        corner = self._table.chosen_cells[0][0]
        start = corner if corner.on <= cell.on else cell
        officers = self._table.rows_below(start)
        days = [day for day in self._table.rota.days if day >= start.on]
        if len(lines) > len(officers) or max(map(len, lines)) > len(days):
            size = f"{counted(len(lines), 'row')} and {counted(max(map(len, lines)), 'column')}"
            room = f"{counted(len(officers), 'officer')} and {counted(len(days), 'day')}"
            self._refuse(f"{size} were copied; from here there are {room}. Choose the cell where the first belongs.")
            return
        self.write(
            {
                (staff_id, day): text
                for staff_id, line in zip(officers, lines, strict=False)
                for day, text in zip(days, line, strict=False)
            }
        )

    def _refuse(self, said: str) -> None:
        self._office.failed.emit(RequestError(said, code="bad_selection"))
