"""The Detail menu of the rota: working patterns for officers who repeat, and the details that were read."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from keywork_desktop.ui.office import Office
from keywork_desktop.ui.widgets.rota_table import RotaTable


class DetailButton(QPushButton):
    """A button with a menu about the detail as a whole; it is seen as soon as there is something in the menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Detail", parent)
        self.setAutoDefault(False)
        self.setToolTip("Fill officers' weeks from a pattern; see the details that were read")
        self.choices = QMenu(self)
        self.setMenu(self.choices)

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible and not self.choices.isEmpty())


class RotaDetailMenu(QObject):
    """What the button's menu does, for the officers and days that are chosen in the table."""

    def __init__(self, office: Office, table: RotaTable, button: DetailButton) -> None:
        super().__init__(table)
        self._office, self._table, self._button = office, table, button
