"""Details read: every detail that was imported, kept whole; one click from comparing and using it again."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from keywork_desktop.actions.detail_versions import detail_versions
from keywork_desktop.ui.dialogs.details_read import NONE_YET, DetailsReadDialog
from keywork_desktop.ui.models.details_read import DetailLinesModel
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.settings.section import SettingsSection
from keywork_desktop.ui.settings.tables import CalmTable
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import quiet
from keywork_desktop.ui.widgets.panel import Panel

_LETTERS = (12, 20, 16, 36, 20, 22)
_SHOWN = 5


class DetailsReadSection(SettingsSection):
    """A table of the details, newest first; Enter opens the chosen one."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        note = "Each import keeps the detail whole. What is typed here by hand stays unless a newer one says otherwise."
        super().__init__("Details read", note, office, parent)
        self.lines = DetailLinesModel(self)
        self.table = CalmTable(self.lines, _LETTERS, 3, "Details read", self)
        self.none = quiet(NONE_YET, self, wrap=True)
        self.none.setContentsMargins(8, 6, 8, 6)
        self.open = button("Compare, use again…", self, tip="What is different since, and using its days again (Enter)")
        self.head.addWidget(self.open)
        held = Panel(self, margin=3)
        held.column.addWidget(self.none)
        held.column.addWidget(self.table)
        self.column.addWidget(held)
        self.open.clicked.connect(self.open_chosen)
        self.table.wanted.connect(self.open_chosen)
        self.table.doubleClicked.connect(self.open_chosen)
        self.none.hide()
        self.open.setEnabled(False)

    def show_view(self, view: View) -> None:
        """Show every detail that was read."""
        super().show_view(view)
        self.lines.today = view.today
        self.office.spawn(self._read())

    async def _read(self) -> None:
        found = await self.office.ask(detail_versions)
        self.lines.show(found)
        self.none.setVisible(not found)
        self.table.fit_rows(_SHOWN)
        self.open.setEnabled(bool(found))

    def open_chosen(self) -> None:
        """Compare the chosen detail with how things stand."""
        line = self.lines.row(self.table.currentIndex())
        if self.view is not None and line is not None:
            DetailsReadDialog(self.office, self.view, self.window(), line.number).open()
