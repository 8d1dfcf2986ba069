"""Which units the window shows: one, several or all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from keywork_desktop.domain.locations import unit_name
from keywork_desktop.ui.units import Units, units_text
from keywork_desktop.ui.widgets.choosing_menu import ChoosingMenu


class UnitSelector(QPushButton):
    """A button that says what is chosen and opens the list of units with check boxes."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        self._known: tuple[str | None, ...] = ()
        self._units: Units = None
        self._entries: dict[str | None, QAction] = {}
        self._menu = ChoosingMenu(self)
        self._all = self._menu.addAction("All units")
        self._all.setCheckable(True)
        self._all.triggered.connect(self._choose_all)
        self._menu.addSeparator()
        self.setMenu(self._menu)
        self._say()

    def show_units(self, known: Sequence[str | None], units: Units) -> None:
        """Offer these units and show which are chosen."""
        if tuple(known) != self._known:
            for entry in self._entries.values():
                self._menu.removeAction(entry)
                entry.deleteLater()
            self._known = tuple(known)
            self._entries = {unit: self._entry(unit) for unit in self._known}
        self._units = units
        self._say()

    def _entry(self, unit: str | None) -> QAction:
        entry = self._menu.addAction(unit_name(unit))
        entry.setCheckable(True)
        entry.setData(unit or "")
        entry.triggered.connect(self._choose_some)
        return entry

    def _choose_all(self) -> None:
        self._take(None)

    def _choose_some(self) -> None:
        units = frozenset(unit for unit, entry in self._entries.items() if entry.isChecked())
        self._take(None if not units or len(units) == len(self._known) else units)

    def _take(self, units: Units) -> None:
        if units != self._units:
            self._units = units
            self.chosen.emit(units)
        self._say()

    def _say(self) -> None:
        self._all.setChecked(self._units is None)
        for unit, entry in self._entries.items():
            entry.setChecked(self._units is not None and unit in self._units)
        text = units_text(self._units, self._known)
        self.setText(text)
        self.setAccessibleName(f"Units shown: {text}")
        self.setToolTip("Which houseblocks and units every page shows")
