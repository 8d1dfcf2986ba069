"""A section of a part of Settings: a heading, what is known, and what can be done, one under the other."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keywork_desktop.ui.dialogs.deciding import Action, open_form
from keywork_desktop.ui.dialogs.settings_form import SettingsForm
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.labels import quiet, small_heading


class SettingsSection(QWidget):
    """Buttons go to `head`, beside the heading; what is known goes to `column`, under the note.

    A section asks the office itself: `show_view` may spawn a question, `open_form` does what a dialog decides.
    """

    def __init__(self, title: str, note: str, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office = office
        self.view: View | None = None
        self.heading = small_heading(title, self)
        self.note = quiet(note, self, wrap=True)
        self.note.setVisible(bool(note))
        self.head = QHBoxLayout()
        self.head.setSpacing(SPACE)
        self.head.addWidget(self.heading, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE)
        self.column.addLayout(self.head)
        self.column.addWidget(self.note)

    def show_view(self, view: View) -> None:
        """Show these facts; a section that needs more asks the office for it."""
        self.view = view

    def open_form(self, dialog: SettingsForm, action: Action) -> None:
        """Open a dialog; `action` does its decision. What stands against it is shown in the dialog, which stays."""
        open_form(self.office, dialog, action)
