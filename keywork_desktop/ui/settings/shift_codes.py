"""Shift codes: what each code of the detail means in this prison."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from keywork_desktop.domain.detail import SHIFT_CODES
from keywork_desktop.ui.models.settings_shift_codes import MEANING_COLUMN, CodeRow, ShiftCodesModel
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.settings.section import SettingsSection
from keywork_desktop.ui.settings.tables import CalmTable
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.panel import Panel

_LETTERS = (12, 30, 20, 40)


class ShiftCodesSection(SettingsSection):
    """A table of all codes, built in and remembered."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__("Shift codes", "What stands in the cells of the detail, and what it means.", office, parent)
        self.codes = ShiftCodesModel(self)
        self.table = CalmTable(self.codes, _LETTERS, MEANING_COLUMN, "Shift codes", self)
        held = Panel(self, margin=3)
        held.column.addWidget(self.table)
        self.column.addWidget(held)

    def show_view(self, view: View) -> None:
        """Show what each code means."""
        super().show_view(view)
        self.codes.show([CodeRow(code, "Built in") for code in SHIFT_CODES.values()])
