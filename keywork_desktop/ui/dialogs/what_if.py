"""What if: several things that would be different, tried at once beside the rota; nothing is ever changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.exploring_rota import Explored, explored, known_policies
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.what_if import If
from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.models.rota_comparison import as_html, as_text
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.paper import Paper, preview
from keywork_desktop.ui.tasks import Stopped, Task
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.units import Units, units_text
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet, small_heading
from keywork_desktop.ui.widgets.panel import Panel
from keywork_desktop.ui.widgets.what_if_editor import WhatIfEditor
from keywork_desktop.ui.widgets.what_if_lines import WhatIfLines
from keywork_desktop.ui.widgets.what_if_result import WhatIfResult

TITLE = "Explore what if"
WEEKS = 4
_LEFT, _RIGHT, _LINES = 44, 70, 36
"""Average letters wide, and lines high."""
MARGIN = 12


class WhatIfDialog(QDialog):
    """Explores beside the rota; `found` is the last answer."""

    def __init__(
        self, office: Office, view: View, first: date, units: Units = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("What if…")
        self._office, self._view, self._first, self._units = office, view, first, units
        self._task: Task | None = None
        self._closed = self._busy = False
        period = Period(first, first + timedelta(days=7 * WEEKS - 1))
        self.lines = WhatIfLines(view.snapshot, self)
        self.editor = WhatIfEditor(view.snapshot, period, units, self)
        self.answer = WhatIfResult(view.snapshot, self)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("How far it is")
        self.explore_button, self.close_button = button("Explore", self, kind="primary"), button("Close", self)
        self.cancel_button = button("Cancel", self)
        self.copy_button = button("Copy", self, icon_name="ph.copy", tip="Everything as a table, for Excel")
        self.print_button = button("Print…", self, icon_name="ph.printer")
        self._lay_out(period)
        self._connect()
        self._show_state()
        office.spawn(self._read_policies())

    @property
    def found(self) -> Explored | None:
        return self.answer.found

    @property
    def _where(self) -> str:
        """The units it is about; empty for all of them."""
        return "" if self._units is None else units_text(self._units, (*self._view.snapshot.units, None))

    def _lay_out(self, period: Period) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        where = self._where or "the whole establishment"
        column.addWidget(ToneLabel("Try it out beside the rota", self, size=1.15, bold=True))
        said = f"{long_date(period.first)} – {long_date(period.last)}, {where}. Nothing is changed."
        column.addWidget(quiet(said, self, wrap=True))
        sides = QHBoxLayout()
        sides.setSpacing(SPACE + 4)
        letter = self.fontMetrics().averageCharWidth()
        left, right = Panel(self), Panel(self)
        # In large text both sides share what the screen has; the words wrap.
        room = self.screen().availableSize()
        wide = min(letter * (_LEFT + _RIGHT + 8), room.width() - 2 * MARGIN)
        left.setFixedWidth(min(letter * _LEFT, int(wide * 0.42)))
        right.setMinimumWidth(int(wide * 0.5))
        left.column.addWidget(small_heading("What would be different", left))
        left.column.addWidget(self.lines, 2)
        left.column.addWidget(self.editor, 4)
        right.column.addWidget(self.answer, 1)
        sides.addWidget(left)
        sides.addWidget(right, 1)
        column.addLayout(sides, 1)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for widget in (self.copy_button, self.print_button):
            row.addWidget(widget)
        row.addWidget(self.bar, 1)
        row.addStretch(1)
        for widget in (self.cancel_button, self.close_button, self.explore_button):
            row.addWidget(widget)
        column.addLayout(row)
        self.resize(wide, min(self.fontMetrics().height() * _LINES, room.height() - 4 * MARGIN))

    def _connect(self) -> None:
        self.editor.added.connect(self.lines.add)
        self.lines.changed.connect(self._show_state)
        self.explore_button.clicked.connect(self.explore)
        self.cancel_button.clicked.connect(self.stop)
        self.close_button.clicked.connect(self.reject)
        self.copy_button.clicked.connect(self.copy)
        self.print_button.clicked.connect(self.print)
        self.explore_button.setDefault(True)
        self.finished.connect(self._close)

    async def _read_policies(self) -> None:
        found = await self._office.ask(partial(known_policies))
        if not self._closed:
            self.editor.show_policies(found)

    def _show_state(self) -> None:
        for widget in (self.bar, self.cancel_button):
            widget.setVisible(self._busy)
        self.explore_button.setEnabled(not self._busy)
        for made in (self.copy_button, self.print_button):
            made.setEnabled(self.found is not None and not self._busy)

    # -- exploring ----------------------------------------------------------------------------------------------------

    def explore(self) -> None:
        """Plan with everything that is said; what is filled in and was not added yet is added first."""
        if self._busy:
            return
        said = self.editor.pending and not isinstance(self.editor.wish, str)
        if (said or not self.lines.ifs) and not self.editor.add_what_is_said():
            return
        self._busy = True
        self.bar.setValue(0)
        self._show_state()
        self._office.spawn(self._work(self.lines.ifs))

    def stop(self) -> None:
        """Stop looking; the last answer stays."""
        if self._task is not None:
            self._task.cancel()

    async def _work(self, ifs: Sequence[If]) -> None:
        first, units, before = self._first, self._units, self.found

        def work(desk: Desk, task: Task) -> Explored:
            return explored(desk, first, WEEKS, units, ifs, before=before, progress=task.fraction)

        self._office.task_began.connect(self._follow)
        try:
            found = await self._office.ask_long(TITLE, work)
            if not self._closed:
                self.answer.show_found(found)
        except Stopped:
            if not self._closed:
                announce(self, "Stopped. Nothing was changed.")
        finally:
            self._task, self._busy = None, False
            self._office.task_began.disconnect(self._follow)
            if not self._closed:
                self._show_state()

    def _follow(self, task: Task) -> None:
        if task.title == TITLE:
            self._task = task
            task.progressed.connect(self._progressed)

    def _progressed(self, text: str, fraction: float) -> None:
        if not self._closed:
            self.bar.setValue(int(fraction * 1000))

    def _close(self) -> None:
        self._closed = True
        self.stop()

    # -- taking it elsewhere ------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Put everything on the clipboard, with tabs and lines."""
        if self.found is not None:
            QGuiApplication.clipboard().setText(as_text(self.found, self.answer.beside, self._view.snapshot))
            announce(self, "Copied.")

    def print(self) -> None:
        """Open the print preview."""
        if self.found is not None:
            html = as_html(self.found, self.answer.beside, self._view.snapshot)
            period, prison = self.found.period, self._view.snapshot.establishment.name
            where = f" · {self._where}" if self._where else ""
            place = f"{prison}{where} · {long_date(period.first)} – {long_date(period.last)}"
            preview(Paper("What if", place, html), self)
