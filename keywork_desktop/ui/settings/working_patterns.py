"""Working patterns: those that are kept, who works them, and changing, renaming and forgetting them."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from keywork_desktop.actions.working_patterns import ListedPattern, forget_pattern, listed_patterns, texts_of
from keywork_desktop.domain.detail import hours_and_minutes
from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.dialogs.pattern_save import PatternForm, open_pattern_form
from keywork_desktop.ui.models.settings_table import KeyedTableModel
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.settings.section import SettingsSection
from keywork_desktop.ui.settings.tables import CalmTable
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import quiet
from keywork_desktop.ui.widgets.panel import Panel

_LETTERS = (30, 12, 26, 40)
_SHOWN = 5


class PatternsModel(KeyedTableModel[ListedPattern]):
    """Name, weeks, key work time and officers of each pattern."""

    headings = ("Pattern", "Repeats after", "Key work time", "On the staff list")

    def key_of(self, row: ListedPattern) -> str:
        return row.pattern.name

    def cells_of(self, row: ListedPattern) -> tuple[str, ...]:
        weeks = counted(row.pattern.weeks, "week")
        time = hours_and_minutes(row.pattern.key_work_minutes)
        officers = counted(len(row.officers), "officer") if row.officers else "nobody's pattern has this name"
        return row.pattern.name, weeks, f"{time} in {weeks}", officers


class WorkingPatternsSection(SettingsSection):
    """A table of the patterns; Enter changes the chosen one, Delete forgets it."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        note = "Weeks that repeat. The Rota page fills officers' days from them (Detail, Fill from a pattern)."
        super().__init__("Working patterns", note, office, parent)
        self.patterns = PatternsModel(self)
        self.table = CalmTable(self.patterns, _LETTERS, 3, "Working patterns", self)
        self.none = quiet("No pattern yet. Save an officer's weeks as one on the Rota page, or type a new one.", self)
        self.none.setWordWrap(True)
        self.none.setContentsMargins(8, 6, 8, 6)
        self.forget = button("Forget", self, tip="Take the chosen pattern away (Delete); what it has filled stays")
        self.change = button("Change…", self, tip="Change its days or its name (Enter)")
        self.new = button("New pattern…", self, tip="Type the weeks of a new pattern")
        for made in (self.forget, self.change, self.new):
            self.head.addWidget(made)
        held = Panel(self, margin=3)
        held.column.addWidget(self.none)
        held.column.addWidget(self.table)
        self.column.addWidget(held)
        self.new.clicked.connect(self.add)
        self.change.clicked.connect(self.change_chosen)
        self.forget.clicked.connect(self.forget_chosen)
        self.table.wanted.connect(self.change_chosen)
        self.table.deleting.connect(self.forget_chosen)
        self.table.doubleClicked.connect(self.change_chosen)
        self.table.chosen.connect(self._fit)
        self._fit()

    def show_view(self, view: View) -> None:
        """Show every pattern that is kept."""
        super().show_view(view)
        self.office.spawn(self._read())

    async def _read(self) -> None:
        found = await self.office.ask(listed_patterns)
        self.patterns.show(found)
        self.none.setVisible(not found)
        self.table.fit_rows(_SHOWN)
        self._fit()

    @property
    def chosen(self) -> ListedPattern | None:
        """The pattern in focus."""
        return self.patterns.row(self.table.currentIndex())

    def _fit(self) -> None:
        for made in (self.change, self.forget):
            made.setEnabled(self.chosen is not None)

    def add(self) -> None:
        """Type a new pattern."""
        open_pattern_form(self.office, PatternForm(self.office, self.window()))

    def change_chosen(self) -> None:
        """Change the days or the name of the chosen pattern."""
        if self.chosen is not None:
            pattern = self.chosen.pattern
            form = PatternForm(self.office, self.window(), name=pattern.name, texts=texts_of(pattern))
            open_pattern_form(self.office, form)

    def forget_chosen(self) -> None:
        """Take the chosen pattern away; Undo brings it back."""
        if self.chosen is not None:
            self.office.act(partial(forget_pattern, name=self.chosen.pattern.name))
