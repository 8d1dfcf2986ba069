"""The details that were read: what is different from one of them, and using its days again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelection, QModelIndex
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.detail_versions import DetailCompared, compare_details, detail_versions, use_days
from keywork_desktop.domain.detail_versions import DetailDifference, DetailLine
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.models.details_read import DetailLinesModel, DifferencesModel
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import Chip, button
from keywork_desktop.ui.widgets.import_tables import WideTable, dress
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet

NOW = "the detail as it stands now"
NONE_YET = (
    "No detail has been read yet. Import one on the Data page: each is kept here whole, to be compared and used again."
)
_LINES = (10, 18, 12, 30, 18, 22)
_DIFFERENCES = (26, 12, 20, 20, 20)
_SHOWN = 4


class DetailsReadDialog(QDialog):
    """Choosing a detail compares it with how things stand; the field below compares it with another one."""

    def __init__(self, office: Office, view: View, parent: QWidget | None = None, number: int | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Details read")
        self._office, self._view, self._asked, self._wanted = office, view, 0, number
        self.found: DetailCompared | None = None
        self.told = quiet("Reading the details…", self, wrap=True)
        self.lines = DetailLinesModel(self, view.today)
        self.details = WideTable(_LINES, 3, self)
        self.details.setModel(self.lines)
        self.beside = QComboBox(self)
        self.beside.setAccessibleName("Compare with")
        self.beside.setMinimumContentsLength(22)
        self.label = QLabel("&Compare with", self)
        self.label.setBuddy(self.beside)
        self.only_by_hand = Chip("Typed by hand", self)
        self.officer = QLineEdit(self)
        self.officer.setPlaceholderText("Officer")
        self.officer.setAccessibleName("Only officers whose name holds this")
        self.officer.setClearButtonEnabled(True)
        self.summary = ToneLabel("", self, bold=True, wrap=True)
        self.changes = WideTable(_DIFFERENCES, 0, self)
        self.use_all = button("Use all of these again", self, tip="Everything that is listed, as this detail says it")
        self.use = button("Use the chosen days again", self, kind="primary", tip="Write them as this detail says them")
        self.leave = button("Close", self)
        self._lay_out()
        self._dress()
        self._connect()
        self._show_parts(None)
        office.spawn(self._read())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE + 4, 2 * SPACE, 2 * SPACE + 4, 2 * SPACE)
        column.setSpacing(SPACE)
        for widget in (ToneLabel("Details read", self, size=1.15, bold=True), self.told, self.details):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.label)
        row.addWidget(self.beside)
        row.addStretch(1)
        row.addWidget(self.only_by_hand)
        row.addWidget(self.officer)
        column.addLayout(row)
        column.addWidget(self.summary)
        column.addWidget(self.changes, 1)
        column.addStretch(0)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for made in (self.leave, self.use_all, self.use):
            buttons.addWidget(made)
        column.addLayout(buttons)
        letter, line, room = (
            self.fontMetrics().averageCharWidth(),
            self.fontMetrics().height(),
            self.screen().availableSize(),
        )
        self.officer.setMinimumWidth(letter * 14)
        self.officer.setMaximumWidth(letter * 26)
        self.resize(min(letter * 132, room.width() - 60), min(line * 40, room.height() - 60))

    def _dress(self) -> None:
        modes = QAbstractItemView.SelectionMode
        for table, name, mode in (
            (self.details, "Details read", modes.SingleSelection),
            (self.changes, "What is different", modes.ExtendedSelection),
        ):
            table.setAccessibleName(name)
            table.setSelectionMode(mode)
            table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.changes.setModel(DifferencesModel((), {}, "", "", self.changes))
        for table in (self.details, self.changes):
            dress(table)

    def _connect(self) -> None:
        self.details.selectionModel().currentRowChanged.connect(self._choose)
        self.beside.activated.connect(self._compare)
        self.only_by_hand.toggled.connect(self._filter)
        self.officer.textChanged.connect(self._filter)
        self.use.clicked.connect(self.use_chosen)
        self.use_all.clicked.connect(self.use_listed)
        self.leave.clicked.connect(self.reject)
        self.finished.connect(self._close)
        self._office.viewed.connect(self._seen)

    def _close(self) -> None:
        """What is answered after the dialog has closed is dropped."""
        self._asked += 1
        self._office.viewed.disconnect(self._seen)
        self.deleteLater()

    def _seen(self, view: View) -> None:
        """Something has changed: read and compare anew, with the same detail chosen."""
        self._view = view
        self._office.spawn(self._read())

    # -- the details --------------------------------------------------------------------------------------------------

    async def _read(self) -> None:
        self._asked += 1
        asked = self._asked
        found = await self._office.ask(detail_versions)
        if asked != self._asked:
            return
        self.lines.show(found)
        if not found:
            self.told.setText(NONE_YET)
            announce(self, NONE_YET)
            self._show_parts(None)
            return
        self.told.setText("Every detail that is imported is kept whole. Choose one to see what is different since.")
        self._fit_height(len(found))
        if self.details.currentIndex().isValid():
            self._compare()
            return
        places = [place for place, line in enumerate(found) if line.number == self._wanted]
        self.details.selectRow(places[0] if places else 0)
        self.details.setFocus()

    def _fit_height(self, details: int) -> None:
        """As high as the details, up to a few; with room for the bar below where the columns need it."""
        rows, table = min(max(2, details), _SHOWN), self.details
        height = rows * table.verticalHeader().defaultSectionSize() + table.horizontalHeader().height() + 4
        table.setFixedHeight(height + table.horizontalScrollBar().sizeHint().height())

    @property
    def line(self) -> DetailLine | None:
        """The detail that is chosen."""
        return self.lines.row(self.details.currentIndex())

    def _choose(self, now: QModelIndex, before: QModelIndex) -> None:
        line, kept = self.line, self.beside.currentData()
        if line is None:
            return
        self.beside.clear()
        self.beside.addItem(NOW, 0)
        for other in self.lines.rows:
            if other.number != line.number:
                self.beside.addItem(f"detail {other.number}", other.number)
        self.beside.setCurrentIndex(max(0, self.beside.findData(kept)))
        self._compare()

    # -- what is different --------------------------------------------------------------------------------------------

    def _compare(self, *_: object) -> None:
        if self.line is not None:
            self._asked += 1
            self._office.spawn(self._work(self._asked, self.line.number, self.beside.currentData() or None))

    async def _work(self, asked: int, older: int, newer: int | None) -> None:
        def question(desk: Desk) -> DetailCompared | RequestError:
            try:
                return compare_details(desk, older, newer)
            except RequestError as error:
                return error

        found = await self._office.ask(question)
        if asked != self._asked:
            return
        if isinstance(found, RequestError):
            self.summary.set_tone("no")
            self.summary.setText(f"▲ {found.message}")
            self._show_parts(None)
        else:
            self.found = found
            self._filter()
            announce(self, self.summary.text())

    @property
    def listed(self) -> tuple[DetailDifference, ...]:
        """The differences that the filters leave."""
        found = self.found
        if found is None:
            return ()
        wanted = self.officer.text().strip().casefold()
        listed = (
            each
            for each in found.differences
            if wanted in f"{found.names.get(each.staff_id, '')} {each.staff_id}".casefold()
            and (each.by_hand or not self.only_by_hand.isChecked() or found.newer is not None)
        )
        return tuple(sorted(listed, key=lambda each: (found.names.get(each.staff_id, ""), each.staff_id, each.on)))

    def _filter(self, *_: object) -> None:
        found = self.found
        if found is None:
            return
        now = f"Detail {found.newer.number}" if found.newer else "Now"
        before, listed = self.changes.model(), self.listed
        self.changes.setModel(DifferencesModel(listed, found.names, f"Detail {found.older.number}", now, self.changes))
        before.deleteLater()
        self.changes.share_width()
        self.changes.selectionModel().selectionChanged.connect(self._selected)
        self.summary.set_tone("text")
        self.summary.setText(summary_words(found, len(listed)))
        self.only_by_hand.set_count(found.by_hand)
        self._show_parts(found)

    def _show_parts(self, found: DetailCompared | None) -> None:
        self.found = found
        some = bool(self.lines.rows)
        for widget in (self.details, self.label, self.beside, self.summary):
            widget.setVisible(some)
        beside_now = found is not None and found.newer is None
        differs = found is not None and bool(found.differences)
        self.only_by_hand.setVisible(beside_now and differs)
        self.officer.setVisible(differs)
        self.changes.setVisible(differs)
        for made in (self.use, self.use_all):
            made.setVisible(beside_now and differs)
        self._selected(QItemSelection(), QItemSelection())

    def _selected(self, now: QItemSelection, before: QItemSelection) -> None:
        may = self._view.snapshot.on == self._view.today
        chosen, listed = _speaks(self.chosen), _speaks(self.listed)
        self.use.setEnabled(may and bool(chosen))
        self.use.setText(f"Use {counted(len(chosen), 'chosen day')} again" if chosen else "Use the chosen days again")
        self.use_all.setEnabled(may and bool(listed))
        self.use_all.setText(f"Use all {len(listed)} again" if listed else "Use all of these again")

    # -- using days again ---------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> tuple[DetailDifference, ...]:
        """The differences whose rows are selected."""
        model, selection = self.changes.model(), self.changes.selectionModel()
        if not isinstance(model, DifferencesModel) or self.changes.isHidden():
            return ()
        return tuple(model.rows[index.row()] for index in selection.selectedRows())

    def use_chosen(self) -> None:
        """Write the chosen days as this detail says them; Undo takes it back."""
        self._use(self.chosen)

    def use_listed(self) -> None:
        """The same for everything that is listed."""
        self._use(self.listed)

    def _use(self, wanted: tuple[DetailDifference, ...]) -> None:
        cells = [(each.staff_id, each.on) for each in _speaks(wanted)]
        if self.found is not None and cells:
            self._office.act(partial(use_days, number=self.found.older.number, cells=cells))


def _speaks(differences: tuple[DetailDifference, ...]) -> tuple[DetailDifference, ...]:
    """Those of which the detail says something: where its cell was blank, nothing can be used again."""
    return tuple(each for each in differences if each.was is not None)


def summary_words(found: DetailCompared, listed: int) -> str:
    """`14 days of officers are different, 3 of them typed here by hand. 5 are listed.`"""
    number = len(found.differences)
    if not number:
        beside = f"detail {found.newer.number}" if found.newer else "how it stands now"
        return f"Nothing is different between detail {found.older.number} and {beside}."
    said = f"{counted(number, 'officer’s day', 'officers’ days')} {'is' if number == 1 else 'are'} different"
    if found.by_hand == number:
        said += f", {'' if number == 1 else 'all of them '}typed here by hand."
    else:
        said += f", {found.by_hand} of them typed here by hand." if found.by_hand else "."
    return said if listed == number else f"{said} {listed} of them {'is' if listed == 1 else 'are'} listed."
