"""A working pattern, typed or read from an officer's weeks: its name, and what each day is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QCheckBox, QLineEdit, QSpinBox, QWidget

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.working_patterns import PatternRead, read_weeks, save_texts
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import KeyworkError, RequestError
from keywork_desktop.domain.people import KeyWorker
from keywork_desktop.domain.wording import counted, short_date
from keywork_desktop.domain.working_patterns import LONGEST_NAME, MOST_WEEKS, WEEK, plain
from keywork_desktop.ui.dialogs.deciding import open_form
from keywork_desktop.ui.dialogs.settings_form import SettingsForm
from keywork_desktop.ui.models.pattern_grid import PatternGridModel
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.widgets.day_field import day_field, day_of, qdate
from keywork_desktop.ui.widgets.pattern_grid import PatternGrid

_LETTERS = 104
"""How wide the form is where the screen has room for it."""
_TYPE = "Type shifts like E, RD or L KW 1400-1530; an empty day says nothing. Delete empties the chosen days."


@dataclass(frozen=True)
class PatternDecided:
    """A pattern to keep; `over` that of the same name, or instead of the one called `instead_of`."""

    name: str
    texts: tuple[str, ...]
    over: bool = False
    instead_of: str | None = None


def save_decided(desk: Desk, decided: object) -> ChangeSet:
    """Keep the pattern that a dialog has decided on."""
    assert isinstance(decided, PatternDecided), "only this dialog's decisions come here"
    return save_texts(desk, decided.name, decided.texts, over=decided.over, instead_of=decided.instead_of)


class PatternForm(SettingsForm):
    """`decided` carries a `PatternDecided`. With an officer his weeks are read into the grid, to be changed there."""

    def __init__(
        self,
        office: Office,
        parent: QWidget | None = None,
        *,
        officer: KeyWorker | None = None,
        first: date | None = None,
        weeks: int = 1,
        name: str = "",
        texts: Sequence[str] = (),
    ) -> None:
        changes = bool(name)
        title = "Change the working pattern" if changes else "Save as a working pattern" if officer else "New pattern"
        question = f"Which weeks of {officer.name} repeat?" if officer else "Which shifts repeat?"
        super().__init__(title, question, "Save the pattern", parent, width=72)
        self._office, self._officer = office, officer
        self._instead_of = name or None
        self._asked = 0
        self.name = QLineEdit(name, self)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText("As the staff list calls it, like “5-week rolling A”")
        self.first = day_field("First week", self)
        self.first.setVisible(officer is not None)
        self.weeks = QSpinBox(self)
        self.weeks.setRange(1, MOST_WEEKS)
        self.weeks.valueChanged.connect(self._say_weeks)
        self._say_weeks(1)
        self.grid = PatternGridModel(self, editable=True)
        self.table = PatternGrid(self.grid, "The pattern: weeks and days", self)
        self.over = QCheckBox("Replace the pattern that has this name", self)
        self.over.hide()
        self.ask("name", "&Name", self.name)
        if officer is not None:
            self.ask("first", "&From the week of", self.first)
        self.ask("weeks", "Repeats after", self.weeks)
        self.ask("days", "Days", self.table, _TYPE)
        self.form.addRow("", self.over)
        self._fill(officer, first, weeks, texts)
        for edited in (self.name.textChanged, self.grid.changed):
            edited.connect(self.check)
        self.finished.connect(self._forget)
        self.name.setFocus()

    def _fill(self, officer: KeyWorker | None, first: date | None, weeks: int, texts: Sequence[str]) -> None:
        self.weeks.setValue(len(texts) // WEEK or weeks)
        self.grid.show_texts(list(texts) or [""] * WEEK * weeks)
        if officer is None:
            self.weeks.valueChanged.connect(self._set_weeks)
            return
        if first is not None:
            self.first.setDate(qdate(first))
        self.first.dateChanged.connect(self._read)
        self.weeks.valueChanged.connect(self._read)
        self._read()

    def _say_weeks(self, weeks: int) -> None:
        self.weeks.setSuffix(" week" if weeks == 1 else " weeks")

    def _set_weeks(self, weeks: int) -> None:
        self.grid.set_weeks(weeks)
        self.check()

    def check(self) -> None:
        """As in every form; and give the grid the room that its weeks need, as far as the screen has it."""
        super().check()
        room = self.screen().availableSize()
        width = min(self.fontMetrics().averageCharWidth() * _LETTERS, room.width() - 60)
        for widget in (self.table.parentWidget(), self):
            if widget is not None and (layout := widget.layout()) is not None:
                layout.activate()
        width = max(width, self.width())
        self.resize(width, max(self.height(), min(self.column.totalHeightForWidth(width), room.height() - 40)))

    # -- the officer's weeks ------------------------------------------------------------------------------------------

    def _read(self, *_: object) -> None:
        self._asked += 1
        self._office.spawn(self._show_weeks(self._asked))

    async def _show_weeks(self, asked: int) -> None:
        assert self._officer is not None, "without an officer there are no weeks to read"
        staff_id, first, weeks = self._officer.staff_id, day_of(self.first), self.weeks.value()

        def question(desk: Desk) -> PatternRead | RequestError:
            try:
                return read_weeks(desk, staff_id, first, weeks)
            except RequestError as error:
                return error

        found = await self._office.ask(question)
        if asked != self._asked:
            return
        if isinstance(found, RequestError):
            self.grid.show_texts([""] * WEEK * weeks)
            self.note.setText(f"▲ {found.message}")
        else:
            self.grid.show_texts(found.texts)
            self.note.setText(_told(found))
        self.check()

    def _forget(self) -> None:
        """What is read after the dialog has closed is dropped."""
        self._asked += 1

    # -- deciding -----------------------------------------------------------------------------------------------------

    def mistakes(self) -> dict[str, str]:
        wrong = {}
        if not plain(self.name.text()):
            wrong["name"] = "Give the pattern a name."
        if not any(self.grid.texts):
            wrong["days"] = "Say what at least one day is."
        return wrong

    def decision(self) -> PatternDecided:
        over = self.over.isChecked() and not self.over.isHidden()
        return PatternDecided(plain(self.name.text()), self.grid.texts, over, self._instead_of)

    def refuse(self, error: KeyworkError) -> None:
        if error.code == "pattern_exists" and self._instead_of is None:
            self.over.show()
        if mistakes := error.details.get("mistakes"):
            # The form takes what follows the first colon; each mistake names its day before another one.
            error = RequestError(f"days: {' '.join(mistakes)}", code=error.code, details=error.details)
        super().refuse(error)


def open_pattern_form(office: Office, form: PatternForm) -> None:
    """Open the form and keep what it decides; what stands against it is shown in it, and it stays open."""

    open_form(office, form, save_decided)


def _told(found: PatternRead) -> str:
    """What was left empty, and why."""
    if not found.away:
        return ""
    days = ", ".join(short_date(day) for day in found.away[:4])
    more = f" and {len(found.away) - 4} more" if len(found.away) > 4 else ""
    verb = "is" if len(found.away) == 1 else "are"
    away = f"{counted(len(found.away), 'day')} of leave, sickness, training or cross-deployment ({days}{more})"
    return f"{away} {verb} left empty: type the usual shift there."
