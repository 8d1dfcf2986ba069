"""Beside the ranked list: who is in today, the key work time of the day, and what to watch."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from keywork_desktop.domain.locations import unit_name
from keywork_desktop.ui.models.due_filters import DueFilter
from keywork_desktop.ui.models.officers_model import (
    KeyWorkTime,
    OfficersModel,
    key_work_time,
    officers_today,
)
from keywork_desktop.ui.models.watch_lists import WATCH, watch_lines
from keywork_desktop.ui.style import draw_focus, draw_panel
from keywork_desktop.ui.theme import SMALLEST_TARGET, scaled, tokens
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet, small_heading
from keywork_desktop.ui.widgets.officers_today import OfficersToday
from keywork_desktop.ui.widgets.panel import Panel

LEAST_ENTRIES = 4
"""So many lines of the watch list are seen at least."""

_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class _TimeBar(QWidget):
    """The key work time of the day: how much of it priority prisoners need; what is missing is hatched."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(8)
        self._time = KeyWorkTime(0, 0, 0)

    def show_time(self, time: KeyWorkTime) -> None:
        self._time = time
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens(self)
        painter = QPainter(self)
        whole = max(self._time.profiled, self._time.needed, 1)
        draw_panel(painter, self.rect(), look.track, None, 4)
        met = self.width() * min(self._time.profiled, self._time.needed) // whole
        if met:
            draw_panel(painter, QRect(0, 0, max(8, met), self.height()), look.accent, None, 4)
        if self._time.needed > self._time.profiled:
            draw_panel(painter, QRect(met, 0, self.width() - met, self.height()), look.overdue, None, 4)
        painter.end()


class WatchButton(QAbstractButton):
    """One line of the watch list with its count; checked while it narrows the list."""

    def __init__(self, only: DueFilter, parent: QWidget) -> None:
        super().__init__(parent)
        self.only = only
        self.count = 0
        self.note = ""
        self._anybody = True
        self.setCheckable(True)
        self.setText(only.word)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_count(self, count: int, note: str = "", *, anybody: bool = True) -> None:
        """Show how many there are, and a note under it; hidden where there is nobody and nothing chosen."""
        self.count, self.note = count, note
        self.setAccessibleName(f"{self.only.word}, {count}" + (f", {note}" if note else ""))
        self._anybody = anybody
        self.setVisible(anybody or self.isChecked())
        self.updateGeometry()
        self.update()

    def mark(self, chosen: bool) -> None:
        """Show whether it narrows the list now."""
        self.setChecked(chosen)
        self.setVisible(self._anybody or chosen)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        lines = 2 if self.note else 1
        return QSize(metrics.averageCharWidth() * 28, max(SMALLEST_TARGET, lines * metrics.height() + 10))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens(self)
        painter = QPainter(self)
        metrics = self.fontMetrics()
        if self.isChecked():
            draw_panel(painter, self.rect(), look.accent_pale, look.accent, 4)
        elif self.underMouse() and self.isEnabled():
            draw_panel(painter, self.rect(), look.button_hover, None, 4)
        if self.hasFocus():
            draw_focus(painter, self.rect(), look, 4)
        rect = self.rect().adjusted(8, 0, -8, 0)
        line = metrics.height()
        top = (rect.height() - line * (2 if self.note else 1)) // 2
        bold = scaled(self.font(), 1.0, bold=True)
        number = str(self.count)
        room = rect.width() - QFontMetrics(bold).horizontalAdvance(number) - 8
        painter.setPen(look.text if self.count else look.quiet_text)
        words = metrics.elidedText(self.only.word, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(rect.left(), top, room, line), _MIDDLE, words)
        if self.note:
            painter.setPen(look.quiet_text)
            note = metrics.elidedText(self.note, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(QRect(rect.left(), top + line, rect.width(), line), _MIDDLE, note)
        painter.setFont(bold)
        painter.setPen((look.accent if self.isChecked() else look.text) if self.count else look.quiet_text)
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(QRect(rect.left(), top, rect.width(), line), right, number)
        painter.end()


class _WatchArea(QScrollArea):
    """As high as the watch list where there is room; where there is little it scrolls."""

    def __init__(self, inside: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._inside = inside
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        whole = self._inside.sizeHint()
        return QSize(whole.width(), min(whole.height(), LEAST_ENTRIES * (self.fontMetrics().height() + 10)))


class TodaySide(QWidget):
    """Officers in today, key work time, watch list. `filter_chosen` carries a filter, or None when it is let go.

    `officer_pulled` carries the staff ID of an officer who is gone on the day looked at, and the shift code of why;
    `regime_cut` the unit in which nobody is unlocked that day, or None for the whole establishment; `other_cut_wanted`
    asks for hours or other days.
    """

    filter_chosen = Signal(object)
    officer_pulled = Signal(str, str)
    regime_cut = Signal(object)
    other_cut_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.officers_title = small_heading("Officers in today", self)
        self.officers = OfficersModel(self)
        self.officer_rows = OfficersToday(self.officers, self)
        self.officer_rows.pulled.connect(self.officer_pulled)
        self.nobody_in = quiet(
            "Nobody is on the detail for this day. Import the detail on the Data page.", self, wrap=True
        )
        officers_panel = Panel(self, margin=3, spacing=0)
        self.nobody_in.setContentsMargins(9, 6, 9, 6)
        officers_panel.column.addWidget(self.officer_rows)
        officers_panel.column.addWidget(self.nobody_in)
        time_panel = Panel(self)
        self.time = ToneLabel("", time_panel, wrap=True)
        self.bar = _TimeBar(time_panel)
        self.short = ToneLabel("", time_panel, tone="overdue", bold=True)
        for part in (self.time, self.bar, self.short):
            time_panel.column.addWidget(part)
        self.cut_button = button("Regime cut today…", time_panel, kind="quiet", tip="No unlock: repair the rota")
        self.cut_button.clicked.connect(self.offer_units)
        time_panel.column.addWidget(self.cut_button)
        self._units: tuple[str, ...] = ()
        watch_panel = Panel(margin=6, spacing=1)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.watch: dict[str, WatchButton] = {}
        for only in WATCH:
            entry = WatchButton(only, watch_panel)
            self.watch[only.id] = entry
            self._group.addButton(entry)
            watch_panel.column.addWidget(entry)
        self.nothing = quiet("Nothing to watch.", watch_panel)
        self.problem = ToneLabel("", watch_panel, tone="warns", wrap=True)
        for said in (self.nothing, self.problem):
            said.setContentsMargins(8, 4, 8, 4)
            watch_panel.column.addWidget(said)
        self._watch_area = _WatchArea(watch_panel, self)
        self._group.buttonClicked.connect(self._choose)
        self._time_title = small_heading("Key work time today", self)
        column.addWidget(self.officers_title)
        column.addWidget(officers_panel)
        self._officers_at = column.indexOf(officers_panel)
        self._column = column
        column.addSpacing(4)
        column.addWidget(self._time_title)
        column.addWidget(time_panel)
        column.addSpacing(4)
        column.addWidget(small_heading("Watch", self))
        column.addWidget(self._watch_area)
        column.addStretch(1)

    def show_view(self, view: View) -> None:
        """Show the officers and what there is to watch in this view."""
        day = "today" if view.snapshot.on == view.today else "on this day"
        officers = officers_today(view)
        self.officers_title.setText(f"Officers in {day} · {len(officers)}")
        self._time_title.setText(f"Key work time {day}")
        self.officers.show(officers)
        self.officer_rows.may_pull = view.snapshot.on >= view.today
        self.cut_button.setVisible(bool(officers) and view.snapshot.on >= view.today)
        self.cut_button.setText(f"Regime cut {day}…")
        self._units = tuple(unit for unit in view.snapshot.units if view.units is None or unit in view.units)
        self.officer_rows.setVisible(bool(officers))
        self.nobody_in.setVisible(not officers)
        self._column.setStretch(self._officers_at, 8 if officers else 0)
        time = key_work_time(view, officers)
        self.time.setText(time.text)
        self.bar.show_time(time)
        self.bar.setAccessibleName(f"Key work time: {time.text}" + (f", {time.short}" if time.short else ""))
        self.short.setText(f"▲ {time.short}")
        # Without a detail nothing is known to be short.
        self.short.setVisible(bool(time.short and officers))
        self.bar.setVisible(bool(officers))
        lines = watch_lines(view)
        for line in lines:
            self.watch[line.entry.id].show_count(line.count, line.note, anybody=line.any)
        self.problem.setText(f"▲ {view.watched.problem}")
        self.problem.setVisible(bool(view.watched.problem))
        self.nothing.setVisible(not view.watched.problem and not any(line.any for line in lines))
        self._watch_area.updateGeometry()

    def offer_units(self) -> QMenu:
        """Offer where the regime is cut; gives back the menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName("Where is the regime cut?")
        for unit in (*self._units, None):
            entry = menu.addAction(unit_name(unit) if unit else "The whole establishment")
            entry.triggered.connect(partial(self.regime_cut.emit, unit))
        other = menu.addAction("Some hours, other days…")
        other.triggered.connect(self.other_cut_wanted)
        menu.popup(self.cut_button.mapToGlobal(self.cut_button.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])
        return menu

    def show_filter(self, only: DueFilter) -> None:
        """Mark the entry that narrows the list."""
        for id_, entry in self.watch.items():
            entry.mark(id_ == only.id)
            if id_ == only.id:
                self._watch_area.ensureWidgetVisible(entry)

    def _choose(self, chosen: QAbstractButton) -> None:
        assert isinstance(chosen, WatchButton)
        self.filter_chosen.emit(chosen.only if chosen.isChecked() else None)
