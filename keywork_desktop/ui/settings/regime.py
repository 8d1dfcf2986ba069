"""The regime calendar: the coming weeks by place, the level to be set, and the entries there are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from keywork_desktop.domain.regime_colours import RegimeColour
from keywork_desktop.domain.wording import long_date, short_date, weekday
from keywork_desktop.ui.models.settings_entries import EntriesModel, EntryLine, entry_lines
from keywork_desktop.ui.models.settings_forecast import ForecastWords
from keywork_desktop.ui.models.settings_regime import DAYS, RegimeModel
from keywork_desktop.ui.settings.levels import LEVEL_SHAPES
from keywork_desktop.ui.settings.levels_asked import LevelsAsked
from keywork_desktop.ui.settings.lines import Lines, LinesDelegate, LinesList
from keywork_desktop.ui.settings.regime_editor import RegimeChoice, RegimeEditor
from keywork_desktop.ui.settings.regime_grid import RegimeGrid
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button, icon_button
from keywork_desktop.ui.widgets.labels import ElidedLabel, ToneLabel, quiet, small_heading
from keywork_desktop.ui.widgets.panel import Panel

_TONES = {4: "overdue", 3: "due", 2: "week", 1: "ok"}


class _EntryDelegate(LinesDelegate):
    def lines_of(self, item: object) -> Lines:
        if not isinstance(item, EntryLine):
            return super().lines_of(item)
        level = item.entry.level
        words = {"now": "Now", "planned": "Planned", "past": "Past, read only"}[item.when]
        tone = "quiet_text" if item.when == "past" else _TONES[level]
        return Lines(item.title, item.note, words, LEVEL_SHAPES[level], tone, faint=item.when == "past")


class RegimePart(QWidget):
    """`weighed` asks what a choice (or None) will ask for; `saved` carries the `RegimeChoice` to set now."""

    weighed = Signal(object)
    saved = Signal(object)
    colours_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: View | None = None
        self._first: date | None = None
        self._entered: dict[tuple[str | None, date], str] = {}
        self.model = RegimeModel(self)
        self.grid = RegimeGrid(self.model, self)
        self.editor = RegimeEditor(self)
        self.asked = LevelsAsked(self)
        self.entries = EntriesModel(self)
        self.list = LinesList(self.entries, _EntryDelegate(), "Entries of the regime calendar", self)
        self.none = quiet("No level is set: the policy set in force gives the rules.", self, wrap=True)
        self.title = ToneLabel("", self, bold=True)
        self.back = icon_button("ph.caret-left", "Four weeks earlier", self, tip="Earlier (Page Up in the calendar)")
        self.now = button("This week", self, tip="Back to this week (T in the calendar)")
        self.forth = icon_button("ph.caret-right", "Four weeks later", self, tip="Later (Page Down in the calendar)")
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.grid)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.title)
        head.addSpacing(SPACE)
        for made in (self.back, self.now, self.forth):
            head.addWidget(made)
        head.addStretch(1)
        legend = "Filled: an entry of its own. Dotted: as the establishment."
        head.addWidget(ElidedLabel(legend, self, tone="quiet_text"))
        calendar = Panel(self, margin=3, spacing=0)
        calendar.column.addWidget(self.grid)
        held = Panel(self, margin=3)
        self.none.setContentsMargins(8, 6, 8, 6)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        held.column.addWidget(self.none)
        held.column.addWidget(self.list, 1)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, words in ((left, "Set a level"), (right, "Entries")):
            column.setSpacing(SPACE - 2)
            column.addWidget(small_heading(words, self))
        left.addWidget(self.editor)
        left.addSpacing(SPACE)
        left.addWidget(small_heading("What each level asks", self))
        left.addWidget(self.asked)
        left.addStretch(1)
        right.addWidget(held, 1)
        self.list.setMinimumHeight(self.fontMetrics().height() * 7)
        self._below = below = QHBoxLayout()
        below.setSpacing(2 * SPACE)
        below.addLayout(left, 5)
        below.addLayout(right, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(calendar)
        column.addLayout(below, 1)

    def _connect(self) -> None:
        self.grid.chosen.connect(self._take_stretch)
        self.grid.level_keyed.connect(self.editor.choose_level)
        self.grid.clear_keyed.connect(self._clear)
        self.grid.save_keyed.connect(self.save)
        self.grid.turned.connect(self.turn)
        self.editor.altered.connect(self.weighed)
        self.editor.moved.connect(self._mark_stretch)
        self.editor.saved.connect(self._saved)
        self.editor.colours_wanted.connect(self.colours_wanted)
        self.list.chosen.connect(self._show_entry)
        self.list.deleting.connect(self._clear_entry)
        self.back.clicked.connect(self._turn_back)
        self.now.clicked.connect(self._turn_now)
        self.forth.clicked.connect(self._turn_forth)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.editor.minimumSizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The entries stand beside the editor, or under it where there is no room."""
        super().resizeEvent(event)
        wanted = self.editor.minimumSizeHint().width() + self.fontMetrics().averageCharWidth() * 34
        directions = QBoxLayout.Direction
        self._below.setDirection(directions.LeftToRight if self.width() >= wanted else directions.TopToBottom)

    # --------------------------------------------------------------------------------------------------- what is shown
    def show_view(self, view: View) -> None:
        """Show the calendar; it begins with this week, and tomorrow is chosen."""
        fresh = self._view is None or self._view.today != view.today
        self._view = view
        if self._first is None or fresh:
            self._first = view.today - timedelta(days=view.today.weekday())
        self.asked.show_levels(view.snapshot.policies.levels)
        self.editor.show_places(view.snapshot.units, view.today)
        self._show_weeks()
        lines = entry_lines(view.snapshot.policies.regime, view.today, self._entered)
        self.entries.show(lines)
        self.none.setVisible(not lines)
        self.list.setVisible(bool(lines))
        if fresh:
            tomorrow = view.today + timedelta(days=1)
            self.grid.choose(None, tomorrow, tomorrow)

    def _show_weeks(self) -> None:
        view, first = self._view, self._first
        if view is None or first is None:
            return
        self.model.show(view.snapshot.policies, view.snapshot.units, first, view.today)
        self.grid.fit_height()
        last = first + timedelta(days=DAYS - 1)
        self.title.setText(f"{weekday(first)} {short_date(first, last)} – {long_date(last)}")

    def show_facts(self, levels: Mapping[RegimeColour, int], entered: Mapping[tuple[str | None, date], str]) -> None:
        """Name the RMP's colours beside the levels, and say who wrote each entry."""
        self._entered = dict(entered)
        self.editor.show_colours(levels)
        if self._view is not None:
            self.entries.show(entry_lines(self._view.snapshot.policies.regime, self._view.today, self._entered))

    def show_forecast(self, words: ForecastWords | None) -> None:
        """What the choice will ask for."""
        self.editor.show_forecast(words)

    def turn(self, step: int) -> None:
        """Four weeks back (-1) or on (1); 0 to this week."""
        view = self._view
        if view is None or self._first is None:
            return
        monday = view.today - timedelta(days=view.today.weekday())
        self._first = monday if step == 0 else self._first + step * timedelta(days=DAYS)
        self._show_weeks()
        self._mark_stretch()

    def _turn_back(self) -> None:
        self.turn(-1)

    def _turn_now(self) -> None:
        self.turn(0)

    def _turn_forth(self) -> None:
        self.turn(1)

    # --------------------------------------------------------------------------------------------------- what is chosen
    def _take_stretch(self) -> None:
        if self.grid.stretch is not None:
            self.editor.show_stretch(*self.grid.stretch)

    def _mark_stretch(self) -> None:
        unit, first, last = self.editor.stretch
        self.grid.blockSignals(True)
        self.grid.choose(unit, first, last or date.max)
        self.grid.blockSignals(False)

    def _clear(self) -> None:
        self.editor.choose_level(None)

    def save(self) -> None:
        """Set what is chosen, if a level is."""
        choice = self.editor.choice
        if choice is not None:
            self.saved.emit(choice)

    def _saved(self, choice: RegimeChoice) -> None:
        # The button goes out with what it saved: the calendar, which shows it, takes the focus.
        self.grid.setFocus()
        self.saved.emit(choice)

    def _show_entry(self, item: object) -> None:
        """Bring an entry into sight when it is chosen."""
        view = self._view
        if not isinstance(item, EntryLine) or view is None or not self.list.hasFocus():
            return
        entry = item.entry
        shown = max(entry.from_date, view.today) if item.when != "past" else entry.from_date
        self._first = shown - timedelta(days=shown.weekday())
        self._show_weeks()
        last = entry.to_date or self._first + timedelta(days=DAYS - 1)
        self.grid.choose(entry.unit, shown, last)

    def _clear_entry(self, item: object) -> None:
        view = self._view
        if isinstance(item, EntryLine) and item.when != "past" and view is not None:
            first = max(item.entry.from_date, view.today)
            self.saved.emit(RegimeChoice(None, first, item.entry.to_date, item.entry.unit))
