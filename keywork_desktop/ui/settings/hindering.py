"""What hinders a session: every kind of appointment that unlock lists have brought, ticked or not."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from keywork_desktop.ui.office import Office
from keywork_desktop.ui.settings.section import SettingsSection
from keywork_desktop.ui.settings.tables import CalmCells
from keywork_desktop.ui.theme import SMALLEST_TARGET
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.labels import quiet
from keywork_desktop.ui.widgets.panel import Panel

_KIND = Qt.ItemDataRole.UserRole


class HinderingSection(SettingsSection):
    """A tick is one step that Undo takes back by name."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__("What hinders a session", "No session is planned over what is ticked.", office, parent)
        self.kinds: dict[str, bool] = {}
        self.list = QListWidget(self)
        self.list.setAccessibleName("Kinds of appointment that hinder a session")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(CalmCells(self.list))
        self.list.setMinimumHeight(self.fontMetrics().height() * 7)
        self.none = quiet("Unlock lists bring the kinds of appointment: import one on the Data page.", self, wrap=True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.none.setContentsMargins(8, 6, 8, 6)
        held = Panel(self, margin=3)
        held.column.addWidget(self.none)
        held.column.addWidget(self.list, 1)
        self.column.addWidget(held, 1)
        self.list.itemChanged.connect(self._ticked)

    def show_view(self, view: View) -> None:
        """Show every kind there is."""
        super().show_view(view)
        self.office.spawn(self._read())

    async def _read(self) -> None:
        from keywork_desktop.actions.appointments import kinds_of_appointment

        self._show(await self.office.ask(kinds_of_appointment))

    def _show(self, kinds: dict[str, bool]) -> None:
        self.list.blockSignals(True)
        if list(kinds) != list(self.kinds):
            row = self.list.currentRow()
            before = str(self.list.item(row).data(_KIND)) if row >= 0 else ""
            self.list.clear()
            for kind in kinds:
                self._add(kind)
            self.list.setCurrentRow(list(kinds).index(before) if before in kinds else 0)
        for row, blocks in enumerate(kinds.values()):
            self.list.item(row).setCheckState(Qt.CheckState.Checked if blocks else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        # The list hears nothing of what changed while it was told to be silent.
        self.list.viewport().update()
        self.kinds = dict(kinds)
        self.none.setVisible(not kinds)
        self.list.setVisible(bool(kinds))

    def _add(self, kind: str) -> None:
        item = QListWidgetItem(kind[:1].upper() + kind[1:], self.list)
        item.setData(_KIND, kind)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setSizeHint(QSize(0, max(SMALLEST_TARGET, self.fontMetrics().height() + 8)))

    def _ticked(self, item: QListWidgetItem) -> None:
        from keywork_desktop.actions.appointments import set_kinds_not_blocking

        kind, blocks = str(item.data(_KIND)), item.checkState() is Qt.CheckState.Checked
        if self.kinds.get(kind) == blocks:
            return
        self.kinds[kind] = blocks
        free = tuple(each for each, hinders in self.kinds.items() if not hinders)
        self.office.act(partial(set_kinds_not_blocking, kinds=free))
