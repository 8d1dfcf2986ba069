"""The published versions: choose one, and with what to compare it; the changes by day and officer, also on paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from keywork_desktop.actions.comparing_rota import Compared, compare, compared_on_paper, days_words, export_comparison
from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.publishing_rota import rota_versions
from keywork_desktop.domain.errors import KeyworkError
from keywork_desktop.domain.rota_changes import ChangeLine, summary_words
from keywork_desktop.domain.rota_versions import RotaVersion
from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.asking_where import PDF, ask_where
from keywork_desktop.ui.models.rota_version_table import VersionsTableModel
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.units import units_text
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.import_tables import WideTable, dress
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet
from keywork_desktop.ui.widgets.rota_changes_table import ChangesTable

NOW = "the rota as it stands"
NONE_YET = "Nothing is published yet. Publish… keeps the rota as version 1; what changes after it is shown here."
_LETTERS = (12, 19, 16, 25, 10)
_SHOWN = 5
"""So many versions are seen without scrolling."""


class RotaVersionsDialog(QDialog):
    """Choosing a version compares it with the rota as it stands; the field below compares it with another one.

    `jumped` carries the `ChangeLine` whose cell somebody wants to see; the dialog closes then.
    """

    jumped = Signal(object)

    def __init__(self, office: Office, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Versions of the rota")
        self._office, self._view, self._closed = office, view, False
        self._versions: tuple[RotaVersion, ...] = ()
        self._asked = 0
        self.found: Compared | None = None
        self.title = ToneLabel("Versions of the rota", self, size=1.15, bold=True)
        self.told = quiet("Reading the versions…", self, wrap=True)
        self.versions = WideTable(_LETTERS, 3, self)
        self.versions.setAccessibleName("Published versions")
        self.beside = QComboBox(self)
        self.beside.setAccessibleName("Compare with")
        self.beside.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.beside.setMinimumContentsLength(len(NOW) + 2)
        self.compare_label = QLabel("&Compare with", self)
        self.compare_label.setBuddy(self.beside)
        self.summary = ToneLabel("", self, bold=True, wrap=True)
        self.changes = ChangesTable(self)
        self.go = button("Go to the cell", self, tip="Show the chosen change on the rota (Enter)")
        self.print_button = button("Print…", self, icon_name="ph.printer", tip="Print the changes to hand them out")
        self.save = button("Save as PDF…", self)
        self.leave = button("Close", self)
        self._lay_out()
        self._connect()
        self._show_parts(versions=False, changes=False)
        office.spawn(self._read())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE + 4, 2 * SPACE, 2 * SPACE + 4, 2 * SPACE)
        column.setSpacing(SPACE)
        for widget in (self.title, self.told, self.versions):
            column.addWidget(widget)
        with_what = QHBoxLayout()
        with_what.addWidget(self.compare_label)
        with_what.addWidget(self.beside)
        with_what.addStretch(1)
        column.addLayout(with_what)
        column.addWidget(self.summary)
        column.addWidget(self.changes, 1)
        column.addStretch(0)
        row = QHBoxLayout()
        for made in (self.print_button, self.save):
            row.addWidget(made)
        row.addStretch(1)
        for made in (self.leave, self.go):
            row.addWidget(made)
        column.addLayout(row)
        letter, line, room = (
            self.fontMetrics().averageCharWidth(),
            self.fontMetrics().height(),
            self.screen().availableSize(),
        )
        self.resize(min(letter * 126, room.width() - 60), min(line * 40, room.height() - 60))

    def _connect(self) -> None:
        self.beside.activated.connect(self._choose_other)
        self.changes.opened.connect(self._jump)
        self.go.clicked.connect(self._go)
        self.print_button.clicked.connect(self.print_changes)
        self.save.clicked.connect(self.ask_where_to_save)
        self.leave.clicked.connect(self.reject)
        self.finished.connect(self._close)

    def _show_parts(self, *, versions: bool, changes: bool) -> None:
        for widget in (self.versions, self.beside, self.compare_label, self.summary):
            widget.setVisible(versions)
        self.changes.setVisible(changes)
        self.go.setVisible(changes)
        for made in (self.print_button, self.save):
            made.setVisible(versions)
            made.setEnabled(self.found is not None)

    # -- the versions -------------------------------------------------------------------------------------------------

    async def _read(self) -> None:
        versions = await self._office.ask(rota_versions)
        if self._closed:
            return
        self._versions = versions
        if not versions:
            self.told.setText(NONE_YET)
            announce(self, NONE_YET)
            return
        self.told.setText("Choose a version to see what has changed since.")
        self._show_parts(versions=True, changes=False)
        table = self.versions
        table.setModel(VersionsTableModel(versions, self._view.today, table))
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        dress(table)
        rows = min(max(3, len(versions)), _SHOWN)
        height = rows * table.verticalHeader().defaultSectionSize() + table.horizontalHeader().height() + 4
        table.setFixedHeight(height)
        table.selectionModel().currentRowChanged.connect(self._choose_version)
        table.selectRow(0)
        table.setFocus()

    @property
    def version(self) -> RotaVersion:
        """The version that is chosen."""
        return self._versions[max(0, self.versions.currentIndex().row())]

    def _choose_version(self, now: QModelIndex, before: QModelIndex) -> None:
        kept = self.beside.currentData()
        self.beside.clear()
        self.beside.addItem(NOW, 0)
        for version in self._versions:
            if version.number != self.version.number:
                self.beside.addItem(f"version {version.number}", version.number)
        self.beside.setCurrentIndex(max(0, self.beside.findData(kept)))
        self._compare()

    def _choose_other(self, index: int) -> None:
        self._compare()

    # -- the changes --------------------------------------------------------------------------------------------------

    def _compare(self) -> None:
        number = self.beside.currentData()
        other = next((version for version in self._versions if version.number == number), None)
        self._asked += 1
        self._office.spawn(self._work(self._asked, self.version, other))

    async def _work(self, asked: int, version: RotaVersion, other: RotaVersion | None) -> None:
        units = self._view.units

        def question(desk: Desk) -> Compared | KeyworkError:
            try:
                return compare(desk, version, other, units)
            except KeyworkError as error:
                return error

        found = await self._office.ask(question)
        if self._closed or asked != self._asked:
            return
        if isinstance(found, Compared):
            self.show_found(found)
        else:
            self.found = None
            self.summary.set_tone("no")
            self.summary.setText(f"▲ {found.message}")
            self._show_parts(versions=True, changes=False)

    def show_found(self, found: Compared) -> None:
        """Show what is different."""
        self.found = found
        self.summary.set_tone("text")
        self.summary.setText(f"{found.title}, {days_words(found.days)}\n{self._told(found)}")
        self.changes.show_lines(found.lines)
        self._show_parts(versions=True, changes=bool(found.lines))
        announce(self, self.summary.text())

    def _told(self, found: Compared) -> str:
        if found.units is None or len(found.lines) == found.changes.count:
            return summary_words(found.changes)
        where = units_text(self._view.units, self._view.snapshot.units)
        return f"{counted(len(found.lines), 'change')} in {where}, {found.changes.count} in all"

    def _go(self) -> None:
        if self.changes.chosen is not None:
            self._jump(self.changes.chosen)

    def _jump(self, line: ChangeLine) -> None:
        self.jumped.emit(line)
        self.accept()

    # -- on paper -----------------------------------------------------------------------------------------------------

    def print_changes(self) -> None:
        """Open the preview, from which the changes are printed."""
        if self.found is not None:
            self._office.spawn(self._preview(self.found))

    async def _preview(self, found: Compared) -> None:
        from keywork_desktop.ui.paper import Paper, preview
        from keywork_desktop.ui.pdf import html_of

        pages = await self._office.ask(partial(compared_on_paper, found=found))
        if not self._closed:
            preview(Paper(pages.title, pages.place, html_of(pages), pages.marking), self)

    def ask_where_to_save(self) -> QFileDialog | None:
        """Ask for the file, then write the PDF."""
        if self.found is None:
            return None
        return ask_where(self, "Save the changes", Path.home() / f"{self.found.title}.pdf", PDF, self.save_to)

    def save_to(self, file: str) -> None:
        """Write the changes to this file as PDF."""
        if self.found is not None:
            self._office.spawn(self._save(self.found, Path(file)))

    async def _save(self, found: Compared, path: Path) -> None:
        from keywork_desktop.ui.pdf import pdf_of

        written = await self._office.ask(partial(export_comparison, found=found, output=path, paper=pdf_of))
        if not self._closed:
            words = f"Saved as {written.name} in {written.parent}."
            self.told.setText(words)
            announce(self, words)

    def _close(self) -> None:
        self._closed = True
