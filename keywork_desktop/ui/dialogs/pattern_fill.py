"""Fill weeks from a working pattern: whose, which days, from where in it; and what that would write and leave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.pattern_filling import Filling, FillPreview, fill_in, preview_filling
from keywork_desktop.actions.working_patterns import patterns, texts_of
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.wording import counted, short_date
from keywork_desktop.domain.working_patterns import WEEK, Outcome, Over, WorkingPattern, monday_of
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.models.pattern_grid import PatternGridModel
from keywork_desktop.ui.models.pattern_stays import StaysModel, day_text
from keywork_desktop.ui.models.pattern_whom import Whom
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.day_field import day_field, day_of, qdate
from keywork_desktop.ui.widgets.import_tables import WideTable, dress
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet, small_heading
from keywork_desktop.ui.widgets.pattern_grid import PatternGrid

NO_PATTERNS = "No working pattern is kept yet. Choose an officer on the rota and save his weeks as a pattern first."
_OWN = "Each his own, as the staff list names it"
_READ = "Where each officer's weeks before say"
_LETTERS = (26, 12, 24, 20)
_SHOWN = 4
_NAMED = 3


class PatternFillDialog(QDialog):
    """Asks what filling would do at every change, and fills through the office in one step."""

    def __init__(
        self, office: Office, choices: Sequence[Whom], first: date, last: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Fill from a pattern")
        self._office, self._choices = office, tuple(choices)
        self._patterns: tuple[WorkingPattern, ...] = ()
        self._asked = 0
        self.found: FillPreview | None = None
        self.whom, self.pattern, self.start = QComboBox(self), QComboBox(self), QComboBox(self)
        self.first, self.last = day_field("First day", self), day_field("Last day", self)
        self.over = QCheckBox("Also write over other shifts", self)
        self.over_away = QCheckBox("Also write over leave, sickness, training and cross-deployment", self)
        self.grid = PatternGridModel(self)
        self.table = PatternGrid(self.grid, "The pattern: weeks and days", self)
        self.told = ToneLabel("Reading the patterns…", self, bold=True, wrap=True)
        self.more = quiet("", self, wrap=True)
        self.warning = ToneLabel("", self, tone="warns", wrap=True)
        self.stays_title = small_heading("What stays as it is", self)
        self.stays = WideTable(_LETTERS, 2, self)
        self.leave, self.do = button("Cancel", self), button("Fill", self, kind="primary")
        for choice in self._choices:
            self.whom.addItem(choice.words)
        self.first.setDate(qdate(first))
        self.last.setDate(qdate(last))
        self._lay_out()
        self._connect()
        self._show_parts(None)
        office.spawn(self._read())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE + 4, 2 * SPACE, 2 * SPACE + 4, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(ToneLabel("Fill weeks from a working pattern", self, size=1.15, bold=True, wrap=True))
        form = QFormLayout()
        form.setHorizontalSpacing(2 * SPACE)
        form.setVerticalSpacing(SPACE)
        days = QHBoxLayout()
        days.setSpacing(SPACE)
        for made in (self.first, QLabel("to", self), self.last):
            days.addWidget(made)
        days.addStretch(1)
        form.addRow("&Officers", self.whom)
        form.addRow("&Pattern", self.pattern)
        days_label = QLabel("&Days", self)
        days_label.setBuddy(self.first)
        form.addRow(days_label, days)
        form.addRow("First &week is", self.start)
        form.addRow("", self.over)
        form.addRow("", self.over_away)
        for combo, name in ((self.whom, "Officers"), (self.pattern, "Pattern"), (self.start, "First week is")):
            combo.setAccessibleName(name)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(16)
        inside = QWidget(self)
        body = QVBoxLayout(inside)
        body.setContentsMargins(0, 0, SPACE // 2, 0)
        body.setSpacing(SPACE)
        body.addLayout(form)
        for widget in (self.table, self.more, self.stays_title):
            body.addWidget(widget)
        body.addWidget(self.stays, 1)
        body.addStretch(0)
        column.addWidget(self._scroll(inside), 1)
        column.addWidget(self.told)
        column.addWidget(self.warning)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.do)
        column.addLayout(row)
        self.stays.setAccessibleName("What stays as it is")
        self.stays.setModel(StaysModel((), {}, self.stays))
        self.stays.setEditTriggers(WideTable.EditTrigger.NoEditTriggers)
        dress(self.stays)
        self.do.setDefault(True)
        letter, line, room = (
            self.fontMetrics().averageCharWidth(),
            self.fontMetrics().height(),
            self.screen().availableSize(),
        )
        self.resize(min(letter * 108, room.width() - 60), min(line * 44, room.height() - 60))

    def _scroll(self, inside: QWidget) -> QScrollArea:
        """What does not fit in large text is scrolled to; what filling would do stays in sight below."""
        area = QScrollArea(self)
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumWidth(inside.minimumSizeHint().width())
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        return area

    def _connect(self) -> None:
        self.pattern.currentIndexChanged.connect(self._show_pattern)
        for changed in (self.whom.currentIndexChanged, self.start.currentIndexChanged):
            changed.connect(self._ask)
        for field in (self.first, self.last):
            field.dateChanged.connect(self._ask)
        for box in (self.over, self.over_away):
            box.toggled.connect(self._ask)
        self.leave.clicked.connect(self.reject)
        self.do.clicked.connect(self._fill)
        self.finished.connect(self._forget)

    # -- the patterns -------------------------------------------------------------------------------------------------

    async def _read(self) -> None:
        asked = self._asked
        found = await self._office.ask(patterns)
        if asked != self._asked:
            return
        self._patterns = found
        if not found:
            self._say(NO_PATTERNS)
            return
        self.pattern.blockSignals(True)
        self.pattern.addItem(_OWN, None)
        for pattern in found:
            self.pattern.addItem(f"{pattern.name}  ({counted(pattern.weeks, 'week')})", pattern.name)
        own = self._choices[self.whom.currentIndex()].everybody
        self.pattern.setCurrentIndex(0 if own else 1)
        self.pattern.blockSignals(False)
        self._show_pattern()

    @property
    def chosen(self) -> WorkingPattern | None:
        """The pattern that is chosen; None where each officer has his own."""
        name = self.pattern.currentData()
        return next((pattern for pattern in self._patterns if pattern.name == name), None)

    def _show_pattern(self, *_: object) -> None:
        pattern = self.chosen
        self.table.setVisible(pattern is not None)
        if pattern is not None:
            self.grid.show_texts(texts_of(pattern))
        self.start.blockSignals(True)
        self.start.clear()
        self.start.addItem(_READ, None)
        for week in range(pattern.weeks if pattern else 0):
            self.start.addItem(f"Week {week + 1}", week)
        self.start.blockSignals(False)
        self._ask()

    # -- what it would do ---------------------------------------------------------------------------------------------

    @property
    def filling(self) -> Filling:
        """What the fields ask for."""
        choice, pattern, week = self._choices[self.whom.currentIndex()], self.chosen, self.start.currentData()
        first = day_of(self.first)
        return Filling(
            first,
            day_of(self.last),
            pattern.name if pattern else None,
            None if choice.everybody and pattern is None else tuple(one.staff_id for one in choice.officers),
            None if week is None else monday_of(first) - timedelta(days=WEEK * int(week)),
            Over(self.over.isChecked(), self.over_away.isChecked()),
        )

    def _ask(self, *_: object) -> None:
        if self._patterns:
            self._asked += 1
            self._office.spawn(self._preview(self._asked, self.filling))

    def _forget(self) -> None:
        """What is answered after the dialog has closed is dropped."""
        self._asked += 1

    async def _preview(self, asked: int, filling: Filling) -> None:
        def question(desk: Desk) -> FillPreview | RequestError:
            try:
                return preview_filling(desk, filling)
            except RequestError as error:
                return error

        found = await self._office.ask(question)
        if asked != self._asked:
            return
        if isinstance(found, RequestError):
            self._say(f"▲ {found.message}", tone="no")
        else:
            self._show_found(found)

    def _say(self, words: str, tone: str = "text") -> None:
        self.told.set_tone(tone)
        self.told.setText(words)
        self._show_parts(None)
        announce(self, words)

    def _show_found(self, found: FillPreview) -> None:
        self.told.set_tone("text")
        self.told.setText(result_words(found))
        self.more.setText(more_words(found))
        self.warning.setText(f"▲ Once filled: {' '.join(found.warnings)}" if found.warnings else "")
        names = {officer.key_worker.staff_id: officer.key_worker.name for officer in found.officers}
        before = self.stays.model()
        self.stays.setModel(StaysModel(found.stays, names, self.stays))
        before.deleteLater()
        self.stays.share_width()
        self._show_parts(found)
        announce(self, self.told.text())

    def _show_parts(self, found: FillPreview | None) -> None:
        self.found = found
        number = len(found.written) if found else 0
        self.do.setEnabled(bool(number))
        self.do.setText(f"Fill {counted(number, 'day')}" if number else "Nothing to fill" if found else "Fill")
        self.table.setVisible(self.chosen is not None)
        self.more.setVisible(bool(found and self.more.text()))
        self.warning.setVisible(bool(found and found.warnings))
        for widget in (self.stays_title, self.stays):
            widget.setVisible(bool(found and found.stays))
        if found and found.stays:
            rows = min(len(found.stays), _SHOWN)
            height = rows * self.stays.verticalHeader().defaultSectionSize() + self.stays.horizontalHeader().height()
            self.stays.setMinimumHeight(height + 4)

    def _fill(self) -> None:
        if self.found is not None:
            self._office.act(partial(fill_in, filling=self.found.filling))
            self.accept()


def result_words(found: FillPreview) -> str:
    """`84 days of 3 officers are filled, 12 of them written over. 20 say so already. 3 other shifts stay.`"""
    new, over = found.count(Outcome.NEW), found.count(Outcome.OVER)
    officers = counted(len({day.shift.staff_id for day in found.days if day.outcome.writes}), "officer")
    said = []
    if new + over:
        said.append(f"{counted(new + over, 'day')} of {officers} {_are(new + over)} filled")
        said[-1] += f", {over} of them over what is there." if over else "."
    else:
        said.append("There is nothing to fill.")
    for outcome, one, several in (
        (Outcome.SAME, "1 day says so already.", "{} days say so already."),
        (Outcome.IN_THE_WAY, "1 other shift stays.", "{} other shifts stay."),
        (Outcome.AWAY, "1 day of leave or absence stays.", "{} days of leave or absence stay."),
    ):
        if number := found.count(outcome):
            said.append(one if number == 1 else several.format(number))
    return " ".join(said)


def more_words(found: FillPreview) -> str:
    """Bank holidays among the days, and officers whose place in the pattern is not known."""
    said = []
    if found.holidays:
        days = ", ".join(f"{day_text(day)} ({name})" for day, name in found.holidays.items())
        said.append(f"Bank holidays are filled like other days: {days}.")
    guessed = [officer.key_worker.name for officer in found.placed_by_guess if officer.pattern.weeks > 1]
    if guessed:
        more = f" and {len(guessed) - _NAMED} more" if len(guessed) > _NAMED else ""
        names = f"{'; '.join(guessed[:_NAMED])}{more}"
        monday = short_date(monday_of(found.filling.first))
        said.append(f"Week 1 stands in the week of {monday} for {names}: the weeks before do not tell.")
    return "\n".join(said)


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
