"""Priority groups: which are on, who approved the local ones, and the prisoners flagged by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keywork_desktop.domain.rulebook import GroupSwitch
from keywork_desktop.domain.rules import badge
from keywork_desktop.domain.wording import counted, long_date
from keywork_desktop.ui.models.settings_flags import REVIEW_COLUMN, FlagRow, FlagsModel, flag_rows
from keywork_desktop.ui.models.settings_groups import GroupLine, GroupsModel, group_lines, groups_on
from keywork_desktop.ui.models.settings_table import ROW_ROLE
from keywork_desktop.ui.models.settings_words import place, rule_words, span_words
from keywork_desktop.ui.settings.lines import Lines, LinesDelegate, LinesList
from keywork_desktop.ui.settings.tables import CalmCells, CalmTable
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ElidedLabel, ToneLabel, quiet, small_heading
from keywork_desktop.ui.widgets.panel import Panel

_FLAG_LETTERS = (25, 12, 12, 15, 13, 12)


class _GroupDelegate(LinesDelegate):
    def lines_of(self, item: object) -> Lines:
        if not isinstance(item, GroupLine):
            return super().lines_of(item)
        note = "On by default" if item.default else item.state[:1].upper() + item.state[1:]
        if item.on:
            note = f"{counted(item.members, 'prisoner')} · {note}"
        short = badge(item.group)
        shown = "" if short.casefold() == item.name.casefold() else short
        if item.to_review:
            return Lines(item.name, note, counted(item.to_review, "flag") + " to review", "▲", "overdue", shown)
        if item.on:
            return Lines(item.name, note, "On", "●", "accent", shown)
        if item.switches:
            return Lines(item.name, note, "Planned", "◇", "week", shown, faint=True)
        return Lines(item.name, item.meaning, "Off", "–", "quiet_text", shown, faint=True)


class _FlagCells(CalmCells):
    def toned(self, index: QModelIndex | QPersistentModelIndex) -> str:
        row = index.data(ROW_ROLE)
        if not isinstance(row, FlagRow):
            return "text"
        if row.ended:
            return "quiet_text"
        return "overdue" if row.overdue and index.column() == REVIEW_COLUMN else "text"


def switch_words(switch: GroupSwitch, view: View) -> str:
    """Where a local group applies, since when, who approved it and when, and what narrows it."""
    approved = f"approved by {switch.approved_by}"
    if switch.approved_on is not None:
        approved += f" on {long_date(switch.approved_on)}"
    parts = [f"{place(switch.unit)} {span_words(switch.from_date, switch.to_date, view.today)}", approved]
    if switch.under_age is not None:
        parts.append(f"under {switch.under_age}")
    if switch.landings:
        parts.append(f"{'landing' if len(switch.landings) == 1 else 'landings'} {', '.join(switch.landings)}")
    return " · ".join(parts)


class GroupsPart(QWidget):
    """Each wish carries the `GroupLine`, `flag_end_wanted` the `FlagRow`; `group_wanted` asks for one of their own."""

    on_wanted = Signal(object)
    off_wanted = Signal(object)
    flag_wanted = Signal(object)
    flag_end_wanted = Signal(object)
    group_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: View | None = None
        self.groups = GroupsModel(self)
        self.list = LinesList(self.groups, _GroupDelegate(), "Priority groups", self)
        self.flags = FlagsModel(self)
        self.table = CalmTable(self.flags, _FLAG_LETTERS, 5, "Prisoners flagged by hand", self, _FlagCells())
        self.count = small_heading("Groups", self)
        self.other = button("Another group…", self, tip="Name a group of this prison's own")
        self.name = ElidedLabel("", self, bold=True)
        self.meaning = ToneLabel("", self, wrap=True)
        self.asks = quiet("", self, wrap=True)
        self.approved = ToneLabel("", self, wrap=True)
        self.on = button("Switch on…", self, kind="primary")
        self.off = button("Switch off…", self)
        self.flag = button("Flag a prisoner…", self, tip="Put somebody into this group by hand")
        self.end_flag = button("End flag…", self, tip="End the chosen flag (Delete)")
        self.whole = quiet("", self, wrap=True)
        self.no_flags = quiet("", self, wrap=True)
        self.no_flags.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._entered: Mapping[tuple[str, str, date], str] = {}
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.list)

    def _lay_out(self) -> None:
        held = Panel(self, margin=3)
        held.column.addWidget(self.list)
        left = QVBoxLayout()
        left.setSpacing(SPACE - 2)
        head = QHBoxLayout()
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.other)
        left.addLayout(head)
        left.addWidget(held, 1)
        group = Panel(self)
        title = QHBoxLayout()
        title.setSpacing(SPACE)
        title.addWidget(self.name)
        title.addStretch(1)
        title.addWidget(self.off)
        title.addWidget(self.on)
        group.column.addLayout(title)
        for label in (self.meaning, self.asks, self.approved):
            group.column.addWidget(label)
        flags = Panel(self)
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(small_heading("Flagged by hand", self), 1)
        top.addWidget(self.end_flag)
        top.addWidget(self.flag)
        flags.column.addLayout(top)
        flags.column.addWidget(self.no_flags)
        flags.column.addWidget(self.table, 1)
        flags.column.addWidget(self.whole)
        right = QVBoxLayout()
        right.setSpacing(SPACE + 2)
        right.addWidget(group)
        right.addWidget(flags, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addLayout(left, 4)
        row.addLayout(right, 7)

    def _connect(self) -> None:
        self.list.chosen.connect(self._show)
        self.list.wanted.connect(self._switch)
        self.table.chosen.connect(self._fit)
        self.table.deleting.connect(self._end_flag)
        self.on.clicked.connect(self._switch_on)
        self.off.clicked.connect(self._switch_off)
        self.flag.clicked.connect(self._flag)
        self.end_flag.clicked.connect(self._end_flag)
        self.other.clicked.connect(self.group_wanted)

    # --------------------------------------------------------------------------------------------------- what is shown
    def show_view(self, view: View) -> None:
        """Show the groups; the chosen one stays chosen."""
        self._view = view
        lines = group_lines(view.snapshot, view.items, view.today)
        self.groups.show(lines)
        self.count.setText(f"Groups · {groups_on(lines)} on")
        self.list.choose_first()
        self._show(self.list.current)

    @property
    def line(self) -> GroupLine | None:
        """The chosen group."""
        current = self.list.current
        return current if isinstance(current, GroupLine) else None

    def choose(self, group: str) -> None:
        """Choose a group by its id."""
        self.list.setCurrentIndex(self.groups.index_of(group))

    def _show(self, item: object) -> None:
        view, line = self._view, self.line
        if view is None or line is None:
            return
        self.name.setText(line.name)
        self.name.updateGeometry()
        self.meaning.setText(line.meaning)
        rule = line.rule or (line.switches[0].rule if line.switches else None)
        reading = " (local reading)" if rule is not None and rule.local_reading else ""
        self.asks.setText(f"{rule_words(rule)}. {rule.source}{reading}" if rule else "Off: it asks for nothing.")
        said = [switch_words(switch, view) for switch in line.switches]
        self.approved.setText("\n".join(said))
        self.approved.setVisible(bool(said))
        self.flags.show(flag_rows(view.snapshot, line.group, view.today))
        self.no_flags.setText("" if self.flags.rows else "Nobody is flagged for this group.")
        self.no_flags.setVisible(not self.flags.rows)
        self.table.setVisible(bool(self.flags.rows))
        self._fit()

    def _fit(self) -> None:
        """Offer what can be done with the chosen group and flag."""
        line, row = self.line, self.flag_row
        self.on.setVisible(line is not None and not line.default)
        self.on.setText("Switch on elsewhere…" if line is not None and line.switches else "Switch on…")
        self.off.setVisible(line is not None and bool(line.switches))
        self.flag.setEnabled(line is not None)
        self.end_flag.setEnabled(row is not None and not row.ended)
        # The columns are seldom wide enough for a name and a reason.
        self.whole.setText(self._whole(row) if row else "")
        self.whole.setVisible(row is not None)

    def _whole(self, row: FlagRow) -> str:
        entered = self._entered.get((row.prisoner.prison_number, row.flag.group, row.flag.from_date), "")
        said = f"{row.prisoner.name}: {row.what or 'no reason given'}. Decided by {row.flag.by}"
        return f"{said}, {entered}." if entered else f"{said}."

    def show_facts(self, entered: Mapping[tuple[str, str, date], str]) -> None:
        """Who wrote a flag down, and when, by prison number, group and first day."""
        self._entered = dict(entered)
        self._fit()

    @property
    def flag_row(self) -> FlagRow | None:
        """The chosen flag."""
        return self.flags.row(self.table.currentIndex())

    # -------------------------------------------------------------------------------------------------- what is wanted
    def _switch(self, item: object) -> None:
        line = self.line
        if line is None or line.default:
            return
        (self.off_wanted if line.switches else self.on_wanted).emit(line)

    def _switch_on(self) -> None:
        self.on_wanted.emit(self.line)

    def _switch_off(self) -> None:
        self.off_wanted.emit(self.line)

    def _flag(self) -> None:
        self.flag_wanted.emit(self.line)

    def _end_flag(self) -> None:
        row = self.flag_row
        if row is not None and not row.ended:
            self.flag_end_wanted.emit(row)
