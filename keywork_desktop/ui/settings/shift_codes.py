"""Shift codes: what each code of the detail means in this prison, to be explained, changed and forgotten."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from keywork_desktop.domain.detail import ShiftCode
from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.dialogs.shift_code import ShiftCodeDialog
from keywork_desktop.ui.models.settings_shift_codes import (
    DAYS_COLUMN,
    MEANING_COLUMN,
    CodeRow,
    ShiftCodesModel,
    code_rows,
)
from keywork_desktop.ui.models.settings_table import ROW_ROLE
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.settings.section import SettingsSection
from keywork_desktop.ui.settings.tables import CalmCells, CalmTable
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel
from keywork_desktop.ui.widgets.panel import Panel

if TYPE_CHECKING:
    from keywork_desktop.actions.desk import Desk
    from keywork_desktop.actions.shift_codes import ListedCode
    from keywork_desktop.domain.changes import ChangeSet

_LETTERS = (9, 20, 18, 34, 28)
_ABOUT = (
    "What stands in the cells of the detail. A code that nobody has explained gives no key work time; once it is "
    "explained it counts, in details that were read before too."
)


class _CodeCells(CalmCells):
    """A code without a meaning, or with key work time that does not count, is in the colour of what is due."""

    def toned(self, index: QModelIndex | QPersistentModelIndex) -> str:
        row = index.data(ROW_ROLE)
        if not isinstance(row, CodeRow):
            return "text"
        return "due" if row.meaning is None or (row.withheld and index.column() == DAYS_COLUMN) else "text"


class ShiftCodesSection(SettingsSection):
    """A table of all codes: those that nobody has explained, those built in, and this prison's own."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__("Shift codes", _ABOUT, office, parent)
        self.codes = ShiftCodesModel(self)
        self.table = CalmTable(self.codes, _LETTERS, MEANING_COLUMN, "Shift codes", self, _CodeCells())
        self.told = ToneLabel("", self, tone="quiet_text", wrap=True)
        self.explain = button("Change…", self, kind="primary", tip="Say what the chosen code means (Enter)")
        self.add = button("Add a code…", self, tip="Say what a code means before it comes")
        self.forget = button("Forget", self, tip="Forget what this prison remembers of the chosen code (Delete)")
        for made in (self.add, self.forget, self.explain):
            self.head.addWidget(made)
        held = Panel(self, margin=3)
        held.column.addWidget(self.table)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column.addWidget(held)
        self.column.addWidget(self.told)
        self.table.chosen.connect(self._fit)
        self.table.wanted.connect(self._explain)
        self.table.doubleClicked.connect(self._explain)
        self.table.deleting.connect(self._forget)
        self.explain.clicked.connect(self._explain)
        self.add.clicked.connect(self._add)
        self.forget.clicked.connect(self._forget)
        self._fit()

    # --------------------------------------------------------------------------------------------------- what is shown
    def show_view(self, view: View) -> None:
        """Read the codes anew."""
        super().show_view(view)
        self.office.spawn(self._read())

    async def _read(self) -> None:
        self.show_codes(code_rows(await self.office.ask(_listed)))

    def show_codes(self, rows: list[CodeRow]) -> None:
        """Show these codes; the chosen one stays chosen."""
        self.codes.show(rows)
        unknown = sum(row.meaning is None for row in rows)
        said = f" · {counted(unknown, 'code')} not explained" if unknown else ""
        self.heading.setText(f"Shift codes{said}")
        # The whole table is in sight: the part scrolls, not a table inside it.
        whole = self.table.horizontalHeader().height() + 2 * self.table.frameWidth()
        whole += sum(self.table.rowHeight(at) for at in range(len(rows)))
        bar = self.table.horizontalScrollBar().sizeHint().height()
        self.table.setFixedHeight(whole + bar)
        if rows and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._fit()

    @property
    def row(self) -> CodeRow | None:
        """The chosen code."""
        return self.codes.row(self.table.currentIndex())

    def _fit(self) -> None:
        row = self.row
        self.explain.setEnabled(row is not None)
        self.explain.setText("Explain…" if row is not None and row.meaning is None else "Change…")
        self.forget.setEnabled(row is not None and row.remembered)
        self.forget.setText("As built in" if row is not None and row.changed_from is not None else "Forget")
        source = f"{row.source}. " if row is not None and row.remembered else ""
        self.told.setText(f"{source}{row.note}" if row else "")
        self.told.set_tone("due" if row and row.withheld else "quiet_text")

    # -------------------------------------------------------------------------------------------------- what is wanted
    def _explain(self) -> None:
        row = self.row
        if row is not None:
            self.open_form(ShiftCodeDialog(row.code, self, meaning=row.meaning, use=row.use), _explained)

    def _add(self) -> None:
        known = [row.code for row in self.codes.rows if row.meaning is not None]
        self.open_form(ShiftCodeDialog("", self, taken=known), _explained)

    def _forget(self) -> None:
        from keywork_desktop.actions.shift_codes import forget_code

        row = self.row
        if row is not None and row.remembered:
            self.office.act(partial(forget_code, code=row.code))


def _listed(desk: Desk) -> tuple[ListedCode, ...]:
    from keywork_desktop.actions.shift_codes import list_codes

    return list_codes(desk)


def _explained(desk: Desk, decision: object) -> ChangeSet:
    from keywork_desktop.actions.shift_codes import explain_codes

    assert isinstance(decision, ShiftCode)
    return explain_codes(desk, [decision])
