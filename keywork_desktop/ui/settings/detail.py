"""Detail: what the codes of the detail mean, and what else belongs to reading it, a section under the other."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from keywork_desktop.ui.office import Office
from keywork_desktop.ui.settings.details_read import DetailsReadSection
from keywork_desktop.ui.settings.section import SettingsSection
from keywork_desktop.ui.settings.shift_codes import ShiftCodesSection
from keywork_desktop.ui.settings.working_patterns import WorkingPatternsSection
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.view import View


class DetailPart(QWidget):
    """A column of sections, in the order of `sections`; each is told the view and acts by itself."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.codes = ShiftCodesSection(office, self)
        self.patterns = WorkingPatternsSection(office, self)
        self.details = DetailsReadSection(office, self)
        self.sections: tuple[SettingsSection, ...] = (self.codes, self.patterns, self.details)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * SPACE)
        for section in self.sections:
            column.addWidget(section)
        column.addStretch(1)

    def show_view(self, view: View) -> None:
        """Show these facts in every section."""
        for section in self.sections:
            section.show_view(view)
