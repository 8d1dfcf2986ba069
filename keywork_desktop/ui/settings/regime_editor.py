"""Sets a regime level: where, from when to when, which level; and says what it will ask for before it is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from keywork_desktop.domain.regime_colours import RegimeColour
from keywork_desktop.domain.rulebook import LEVELS
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.models.settings_forecast import ForecastWords
from keywork_desktop.ui.models.settings_words import EVERYWHERE, near_date, place, span_words
from keywork_desktop.ui.settings.level_button import LevelButton
from keywork_desktop.ui.shapes import draw_shape
from keywork_desktop.ui.theme import SPACE, tokens
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.day_field import day_field, day_of, qdate
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet
from keywork_desktop.ui.widgets.panel import Panel

COLOUR_WORDS = {
    RegimeColour.GREEN: "green",
    RegimeColour.GREEN_AMBER: "green-amber",
    RegimeColour.AMBER_RED: "amber-red",
    RegimeColour.RED: "red",
}
NO_END = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class RegimeChoice:
    """What is to be set. `level` None clears these days; `last` None: until further notice."""

    level: int | None
    first: date
    last: date | None
    unit: str | None


class _Shape(QWidget):
    """The shape before the forecast."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shape, self._tone = "", "week"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().height()
        return QSize(side, side)

    def show_shape(self, shape: str, tone: str) -> None:
        self._shape, self._tone = shape, tone
        self.setVisible(bool(shape))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shape:
            painter = QPainter(self)
            draw_shape(
                painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), self._shape, getattr(tokens(self), self._tone)
            )
            painter.end()


class RegimeEditor(Panel):
    """`altered` carries the `RegimeChoice` whenever it changes, or None; `saved` the one to be set now."""

    altered = Signal(object)
    moved = Signal()
    saved = Signal(object)
    colours_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, spacing=SPACE)
        self._today = date.min
        self._filling = False
        self.unit = QComboBox(self)
        self.unit.setAccessibleName("Where the level applies")
        self.unit.setMinimumWidth(self.fontMetrics().horizontalAdvance(EVERYWHERE) + 44)
        self.first = day_field("From", self)
        self.last = day_field("To", self)
        self.open_end = QCheckBox("until further notice", self)
        self.levels = [LevelButton(level, self) for level in (*LEVELS, None)]
        self._group = QButtonGroup(self)
        self.save = button("Choose a level", self, kind="primary", tip="Save (Enter in the calendar)")
        self.colours = button("RMP colours…", self, tip="Which colour of the regime management plan is which level")
        self._shape = _Shape(self)
        self.sentence = ToneLabel("", self, bold=True, wrap=True)
        self.because = quiet("", self, wrap=True)
        self._lay_out()
        self._connect()
        self._tell()

    def _lay_out(self) -> None:
        days = QHBoxLayout()
        days.setSpacing(SPACE)
        days.addWidget(self.unit)
        for words, field in (("from", self.first), ("to", self.last)):
            days.addWidget(quiet(words, self))
            days.addWidget(field)
        days.addWidget(self.open_end)
        days.addStretch(1)
        days.addWidget(self.colours)
        levels = QHBoxLayout()
        levels.setSpacing(SPACE)
        for made in self.levels:
            self._group.addButton(made)
            levels.addWidget(made)
        levels.addStretch(1)
        levels.addWidget(self.save)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.sentence)
        said.addWidget(self.because)
        forecast = QHBoxLayout()
        forecast.setSpacing(SPACE)
        forecast.addWidget(self._shape)
        forecast.addLayout(said, 1)
        for row in (days, levels, forecast):
            self.column.addLayout(row)
        # Room for what will be said, so that nothing jumps or is cut when it is.
        self.because.setMinimumHeight(2 * self.because.fontMetrics().lineSpacing() + 2)
        self.because.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.sentence.setMinimumHeight(self.sentence.fontMetrics().lineSpacing() + 2)

    def _connect(self) -> None:
        self._group.buttonClicked.connect(self._changed)
        self.unit.activated.connect(self._moved)
        self.first.dateChanged.connect(self._first_changed)
        self.last.dateChanged.connect(self._moved)
        self.open_end.clicked.connect(self._moved)
        self.save.clicked.connect(self._save)
        self.colours.clicked.connect(self.colours_wanted)

    # --------------------------------------------------------------------------------------------------- what is shown
    def show_places(self, units: Sequence[str], today: date) -> None:
        """Offer these units, and no day before today."""
        known = [self.unit.itemData(row) for row in range(self.unit.count())]
        if known != [None, *units]:
            chosen = self.unit.currentData()
            self.unit.clear()
            for unit in (None, *units):
                self.unit.addItem(place(unit), unit)
            self.unit.setCurrentIndex(max(0, self.unit.findData(chosen) if chosen else 0))
        if today != self._today:
            self._filling = True
            self._today = today
            tomorrow = qdate(today + timedelta(days=1))
            for field in (self.first, self.last):
                field.setMinimumDate(qdate(today))
                field.setDate(tomorrow)
            self._filling = False
        self._tell()

    def show_colours(self, levels: Mapping[RegimeColour, int]) -> None:
        """Say under each level which colours stand for it."""
        for made in self.levels:
            if made.level is not None:
                mine = [COLOUR_WORDS[colour] for colour, level in levels.items() if level == made.level]
                made.show_colours("RMP " + ", ".join(mine) if mine else "")

    def show_stretch(self, unit: str | None, first: date, last: date) -> None:
        """Take over what was chosen in the calendar. Days that have passed cannot be set."""
        past = last < self._today
        self._filling = True
        self.unit.setCurrentIndex(max(0, self.unit.findData(unit) if unit is not None else 0))
        if not past:
            self.first.setDate(qdate(max(first, self._today)))
            self.last.setDate(qdate(last))
            self.open_end.setChecked(False)
        self._filling = False
        self.setEnabled(not past)
        if past:
            self._say("", f"{span_words(first, last, self._today)} has passed: past days can only be read here.")
            self._tell_button()
        else:
            self._changed()

    def show_forecast(self, words: ForecastWords | None) -> None:
        """What the chosen level will ask for; None: it cannot be said."""
        if words is None:
            self._say("", "")
            return
        self._shape.show_shape(words.shape, words.tone)
        self.sentence.set_tone(words.tone)
        self._say(words.sentence, words.because)
        announce(self, words.sentence)

    def refuse(self, words: str) -> None:
        """It cannot be set like this: say why, and do not offer to save it."""
        self._shape.show_shape("✕", "no")
        self.sentence.set_tone("no")
        self._say(words, "")
        self.save.setEnabled(False)
        announce(self, words)

    def _say(self, sentence: str, because: str) -> None:
        """A sentence with what explains it, or only a hint: in the same place, so that nothing jumps."""
        if not sentence:
            self._shape.show_shape("", "week")
            self.sentence.set_tone("quiet_text")
        self.sentence.setText(sentence or because)
        self.because.setText(because if sentence else "")

    # --------------------------------------------------------------------------------------------------- what is chosen
    @property
    def stretch(self) -> tuple[str | None, date, date | None]:
        """Where and when."""
        last = None if self.open_end.isChecked() else day_of(self.last)
        return self.unit.currentData(), day_of(self.first), last

    @property
    def choice(self) -> RegimeChoice | None:
        """What would be saved; None until a level is chosen."""
        made = self._group.checkedButton()
        if not isinstance(made, LevelButton) or not self.isEnabled():
            return None
        unit, first, last = self.stretch
        return RegimeChoice(made.level, first, last, unit)

    def choose_level(self, level: int | None) -> None:
        """Choose a level, as a click on its button does."""
        if self.isEnabled():
            next(made for made in self.levels if made.level == level).setChecked(True)
            self._changed()

    def forget_level(self) -> None:
        """No level is chosen any more: what was to be set has been set."""
        self._group.setExclusive(False)
        for made in self.levels:
            made.setChecked(False)
        self._group.setExclusive(True)
        self._tell()

    def _first_changed(self) -> None:
        if day_of(self.last) < day_of(self.first):
            self.last.setDate(self.first.date())
        self._moved()

    def _moved(self) -> None:
        if self._filling:
            return
        if day_of(self.last) < day_of(self.first):
            self.first.setDate(self.last.date())
            return
        self.moved.emit()
        self._changed()

    def _changed(self) -> None:
        self._tell()
        self.altered.emit(self.choice)

    def _tell(self) -> None:
        self.last.setEnabled(not self.open_end.isChecked())
        if self.choice is None:
            self._say("", "Choose days in the calendar or here, then a level. Tomorrow is chosen already.")
        elif self.choice.level is None:
            self._say("", "The policy set in force gives the rules again on these days.")
        self._tell_button()

    def _tell_button(self) -> None:
        choice = self.choice
        self.save.setEnabled(choice is not None)
        if choice is None:
            self.save.setText("Choose a level")
            return
        what = "Clear" if choice.level is None else f"Set level {choice.level},"
        if choice.last == choice.first:
            when = near_date(choice.first, self._today)
        elif choice.last is None:
            when = f"from {near_date(choice.first, self._today)}"
        else:
            when = span_words(choice.first, choice.last, self._today)
        self.save.setText(f"{what} {when}")

    def _save(self) -> None:
        choice = self.choice
        if choice is not None:
            self.saved.emit(choice)
