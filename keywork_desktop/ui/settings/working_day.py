"""Working day: where prisoners cannot be. The core day, what hinders a session, and when the regime is cut short."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from keywork_desktop.ui.office import Office
from keywork_desktop.ui.settings.core_day import CoreDaySection
from keywork_desktop.ui.settings.curtailments import CurtailmentsSection
from keywork_desktop.ui.settings.hindering import HinderingSection
from keywork_desktop.ui.settings.section import SettingsSection
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.view import View

_LETTERS_SIDE_BY_SIDE = 110


class WorkingDayPart(QWidget):
    """Its sections are told the view and act by themselves. The lower two stand side by side where there is room."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cuts, self.hindering = CurtailmentsSection(office, self), HinderingSection(office, self)
        self.core_day = CoreDaySection(office, self)
        self.sections: tuple[SettingsSection, ...] = (self.core_day, self.cuts, self.hindering)
        self._below = QHBoxLayout()
        self._below.setSpacing(2 * SPACE)
        self._below.addWidget(self.cuts, 5)
        self._below.addWidget(self.hindering, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.core_day)
        column.addLayout(self._below, 1)

    def show_view(self, view: View) -> None:
        """Show these facts in every section."""
        for section in self.sections:
            section.show_view(view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * _LETTERS_SIDE_BY_SIDE
        directions = QBoxLayout.Direction
        self._below.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
