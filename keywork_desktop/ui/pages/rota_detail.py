"""The Detail menu of the rota page: filling weeks from working patterns, keeping weeks as one, the details read."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.people import KeyWorker, KeyWorkerStatus
from keywork_desktop.domain.wording import counted
from keywork_desktop.domain.working_patterns import MOST_WEEKS, WEEK, monday_of
from keywork_desktop.ui.models.pattern_whom import Whom
from keywork_desktop.ui.models.rota_facts import RotaFacts
from keywork_desktop.ui.office import CALENDAR_DAYS, Office
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.rota_detail_menu import DetailButton
from keywork_desktop.ui.widgets.rota_table import RotaTable

EVERYBODY = "Everybody whose pattern is known"
FILL, SAVE = "Fill from a pattern…", "Save weeks as a pattern…"
NOT_NOW = "Go back to today, in the top band, to change the detail."
ONE_ROW = "Choose the days of one officer on the rota: they are read as the pattern."


class RotaDetailMenu(QObject):
    """Does what the button's menu says, for the officers and days that are chosen in the table."""

    def __init__(self, office: Office, table: RotaTable, button: DetailButton) -> None:
        super().__init__(table)
        self._office, self._table, self._button = office, table, button
        self.fill = self._action(FILL, self.ask_to_fill)
        self.save = self._action(SAVE, self.ask_to_save)
        self.fill_all = self._action("Fill everybody from his pattern…", self.ask_to_fill_all)
        button.choices.addSeparator()
        self.read = self._action("Details read…", self.show_details_read)
        self.actions = (self.fill, self.save, self.fill_all, self.read)
        """What the menu offers, for Find to list."""
        button.choices.aboutToShow.connect(self._fit)
        button.choices.aboutToHide.connect(self._unfit)

    def _action(self, words: str, does: object) -> QAction:
        action = QAction(words, self)
        action.triggered.connect(does)
        self._button.choices.addAction(action)
        return action

    def _fit(self) -> None:
        """Each entry says for whom it is; nothing is written from another day's point of view."""
        view, chosen = self._office.view, self._officers()
        now = view is not None and view.snapshot.on == view.today
        who = chosen[0].name if len(chosen) == 1 else counted(len(chosen), "officer") if chosen else ""
        self.fill.setText(f"Fill from a pattern: {who}…" if who else FILL)
        self.save.setText(f"Save weeks of {who} as a pattern…" if len(chosen) == 1 else SAVE)
        self.fill.setEnabled(now)
        self.fill_all.setEnabled(now)
        self.save.setEnabled(now and len(chosen) == 1)

    def _unfit(self) -> None:
        """In Find an entry is for whoever is chosen then: it names nobody, and says itself what stands against it."""
        self.fill.setText(FILL)
        self.save.setText(SAVE)
        for action in self.actions:
            action.setEnabled(True)

    # -- who is meant -------------------------------------------------------------------------------------------------

    def _officers(self) -> list[KeyWorker]:
        """The officers of the chosen rows, in their order."""
        view = self._office.view
        known = view.snapshot.key_workers if view else {}
        if not self._table.isVisible():
            return []
        ids = dict.fromkeys(cell.staff_id for row in self._table.chosen_cells for cell in row)
        return [known[staff_id] for staff_id in ids if staff_id in known]

    def _choices(self, view: View) -> list[Whom]:
        chosen, shown = self._officers(), RotaFacts(view).officers
        everybody = [
            worker for worker in view.snapshot.key_workers.values() if worker.status is not KeyWorkerStatus.INACTIVE
        ]
        choices = []
        if chosen:
            words = "; ".join(worker.name for worker in chosen[:2])
            more = f" and {len(chosen) - 2} more" if len(chosen) > 2 else ""
            choices.append(Whom(f"Chosen on the rota: {words}{more}", tuple(chosen)))
        if 0 < len(shown) < len(everybody):
            choices.append(Whom(f"All {counted(len(shown), 'officer')} shown", tuple(shown)))
        choices.append(Whom(EVERYBODY, tuple(everybody), everybody=True))
        return choices

    def _days(self, view: View) -> tuple[date, date]:
        """The chosen days; where only one is, the whole of the four weeks, from today on."""
        days = [cell.on for row in self._table.chosen_cells for cell in row] if self._table.isVisible() else []
        period = view.snapshot.period
        assert period is not None, "the rota always shows four weeks"
        if len(set(days)) > 1:
            return min(days), max(days)
        return (max(period.first, view.today) if view.today in period else period.first), period.last

    # -- what can be done ---------------------------------------------------------------------------------------------

    def ask_to_fill(self) -> None:
        """Fill the chosen officers' days from a pattern."""
        if (view := self._view_of_today()) is not None:
            self._open_fill(view, self._choices(view))

    def ask_to_fill_all(self) -> None:
        """Fill everybody's days from his own pattern."""
        if (view := self._view_of_today()) is not None:
            *others, everybody = self._choices(view)
            self._open_fill(view, [everybody, *others])

    def _view_of_today(self) -> View | None:
        """The facts of today; else says that nothing is written from another day."""
        view = self._office.view
        if view is not None and view.snapshot.on != view.today:
            self._office.failed.emit(RequestError(NOT_NOW, code="another_day"))
            return None
        return view

    def _open_fill(self, view: View, choices: list[Whom]) -> None:
        from keywork_desktop.ui.dialogs.pattern_fill import PatternFillDialog

        PatternFillDialog(self._office, choices, *self._days(view), self._table.window()).open()

    def ask_to_save(self) -> None:
        """Save the chosen officer's weeks as a pattern: those chosen, or the four that are shown."""
        from keywork_desktop.ui.dialogs.pattern_save import PatternForm, open_pattern_form

        view, chosen = self._view_of_today(), self._officers()
        if view is not None and len(chosen) != 1:
            self._office.failed.emit(RequestError(ONE_ROW, code="bad_selection"))
        if view is None or len(chosen) != 1:
            return
        first, last = self._days(view)
        days = {cell.on for row in self._table.chosen_cells for cell in row}
        monday = monday_of(first)
        weeks = (monday_of(last) - monday).days // WEEK + 1 if len(days) > 1 else CALENDAR_DAYS // WEEK
        if len(days) <= 1 and view.snapshot.period is not None:
            monday = view.snapshot.period.first
        form = PatternForm(
            self._office, self._table.window(), officer=chosen[0], first=monday, weeks=min(weeks, MOST_WEEKS)
        )
        open_pattern_form(self._office, form)

    def show_details_read(self) -> None:
        """Show the details that were read, newest first."""
        from keywork_desktop.ui.dialogs.details_read import DetailsReadDialog

        if self._office.view is not None:
            DetailsReadDialog(self._office, self._office.view, self._table.window()).open()
