"""The panel beside the calendar that says what is chosen and why, with a button for everything one can do to it."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from keywork_desktop.domain.obligations import Status
from keywork_desktop.ui.models.calendar_details import Details, details_of
from keywork_desktop.ui.models.calendar_entries import Entry
from keywork_desktop.ui.models.calendar_facts import CalendarFacts
from keywork_desktop.ui.shapes import STATUS_COLOURS
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet
from keywork_desktop.ui.widgets.panel import Panel

NOTHING = "Choose a session, or somebody who is due, to see why and to move it."


class ActionButton(QPushButton):
    """A button that does what an action does, and is enabled and named as the action is."""

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setText(self._action.text())
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())


class ChosenPanel(Panel):
    """Shows one entry, or says that nothing is chosen."""

    def __init__(self, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=10, spacing=3)
        self.setAccessibleName("Chosen")
        self._name = ToneLabel(bold=True, wrap=True)
        self._where = quiet()
        self._status = ToneLabel(bold=True, size=0.94)
        self._lines = ToneLabel(size=0.94, wrap=True)
        for label in (self._name, self._where, self._status, self._lines):
            self.column.addWidget(label)
        grid = QGridLayout()
        grid.setContentsMargins(0, 6, 0, 0)
        grid.setSpacing(6)
        self._buttons = {name: ActionButton(action, self) for name, action in actions.items()}
        self._buttons["open"].setProperty("kind", "primary")
        grid.addWidget(self._buttons["open"], 0, 0, 1, 2)
        for place, name in enumerate(("delivered", "missed", "lock", "remove")):
            grid.addWidget(self._buttons[name], 1 + place // 2, place % 2)
        self.column.addLayout(grid)
        self._shown: Details | None = None
        self.show_entry(None, None)

    def show_entry(self, entry: Entry | None, facts: CalendarFacts | None) -> None:
        """Show what is chosen; None: nothing is."""
        details = details_of(entry, facts) if entry and facts else None
        if details is None:
            self._lines.setText(NOTHING)
            self._lines.set_tone("quiet_text")
        else:
            self._lines.setText(" ".join(details.lines))
            self._lines.set_tone("text")
            self._name.setText(details.name)
            self._where.setText(" · ".join((details.where, *details.badges)))
            self._status.setText(details.status)
            item = facts.view.by_number.get(entry.prison_number) if facts and entry else None
            self._status.set_tone(STATUS_COLOURS[item.status if item else Status.NO_OBLIGATION])
        for widget in (self._name, self._where, self._status, *self._buttons.values()):
            widget.setVisible(details is not None)
        self._shown = details

    @property
    def text(self) -> str:
        """What the panel says, line by line."""
        labels = (self._name, self._where, self._status, self._lines)
        return "\n".join(label.text() for label in labels if not label.isHidden() and label.text())
