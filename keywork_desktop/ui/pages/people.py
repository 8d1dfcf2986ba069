"""People: prisoners and key workers as tables to search, and beside them the page of whoever is chosen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.responsibility import responsible, responsible_for
from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.responsibility import Responsibility
from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.models.due_filters import folded
from keywork_desktop.ui.models.people_lines import (
    KEY_WORKER_FILTERS,
    KEY_WORKER_HEADINGS,
    PRISONER_FILTERS,
    PRISONER_HEADINGS,
    STATUS_COLUMN,
    Caseload,
    PeopleFilter,
    caseloads,
    key_worker_lines,
    prisoner_lines,
)
from keywork_desktop.ui.models.people_table import PeopleModel, PeopleShown
from keywork_desktop.ui.models.people_words import key_worker_words, prisoner_words
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.page import PatientPage
from keywork_desktop.ui.pages.people_acts import PeopleActs
from keywork_desktop.ui.theme import Tokens, light, tokens
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import Chip
from keywork_desktop.ui.widgets.empty_state import EmptyState
from keywork_desktop.ui.widgets.filter_field import FilterField
from keywork_desktop.ui.widgets.labels import ToneLabel, heading
from keywork_desktop.ui.widgets.people_table import KEY_WORKER_LETTERS, PRISONER_LETTERS, PeopleTable
from keywork_desktop.ui.widgets.person_panel import PersonPanel
from keywork_desktop.ui.widgets.wrapping_row import WrappingRow

_KEY_WORKERS, _PRISONERS = 0, 1
_PANEL_LETTERS = 46
_TABLE_LETTERS = 74
_READING_MS = 120
"""How long one stays on a row before the past of that person is read."""


class PeoplePage(PatientPage):
    """Two tables under one search, the person's page beside them, and the dialogs that change a key worker."""

    title = "People"
    icon = "ph.identification-card"

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, parent)
        self._wanted: bool | None = None
        self._loads: dict[str, Caseload] = {}
        self._past: tuple[str, tuple[Responsibility, ...]] | None = None
        self.key_workers = PeopleModel(KEY_WORKER_HEADINGS, self)
        self.prisoners = PeopleModel(PRISONER_HEADINGS, self)
        self.tables = (
            PeopleTable(PeopleShown(self.key_workers, self), KEY_WORKER_LETTERS, "Key workers", self),
            PeopleTable(PeopleShown(self.prisoners, self), PRISONER_LETTERS, "Prisoners", self),
        )
        self.panel = PersonPanel(self)
        self.acts = PeopleActs(self, self.panel, self)
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.setInterval(_READING_MS)
        self._build()
        self._connect()
        self._add_actions()
        self.tables[_KEY_WORKERS].sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.tables[_PRISONERS].sortByColumn(STATUS_COLUMN, Qt.SortOrder.AscendingOrder)
        self._turn_to(_KEY_WORKERS)
        if office.view is not None:
            self.show_view(office.view)

    # ------------------------------------------------------------------------------------------------------- making
    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(18, 14, 18, 14)
        outer.setSpacing(10)
        outer.addWidget(self._head())
        self.looking_back = ToneLabel("", self, tone="due", wrap=True)
        self.looking_back.hide()
        outer.addWidget(self.looking_back)
        self._middle = QStackedWidget(self)
        for table in self.tables:
            self._middle.addWidget(table)
        self.empty = EmptyState(self)
        self._middle.addWidget(self.empty)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addWidget(self._middle, 1)
        body.addWidget(self.panel)
        outer.addLayout(body, 1)

    def _head(self) -> WrappingRow:
        head = WrappingRow(self)
        head.first.addWidget(heading("People", self))
        head.first.addSpacing(4)
        self.kinds = (Chip("Key workers", self), Chip("Prisoners", self))
        self._kinds = QButtonGroup(self)
        for place, chip in enumerate(self.kinds):
            self._kinds.addButton(chip, place)
            head.first.addWidget(chip)
        self.filters = (QComboBox(self), QComboBox(self))
        for choice, offered in zip(self.filters, (KEY_WORKER_FILTERS, PRISONER_FILTERS), strict=True):
            choice.setAccessibleName("Who is shown")
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            for only in offered:
                choice.addItem(f"Show: {only.word.lower()}", only)
            head.first.addWidget(choice)
        head.first.addStretch(1)
        self.text = FilterField("Name, number, cell, specialism", "Filter by any word of a row", self)
        self.text.setToolTip("Narrow the table by typing (Ctrl+F)")
        self.text.setMinimumWidth(self.fontMetrics().averageCharWidth() * 30)
        head.last.addWidget(self.text)
        return head

    def _connect(self) -> None:
        self._kinds.idClicked.connect(self._turn_to)
        self.text.textChanged.connect(self._narrow)
        self.text.list_wanted.connect(self._to_the_table)
        for table, choice in zip(self.tables, self.filters, strict=True):
            table.chosen.connect(self._chosen)
            table.wanted.connect(self.open_person)
            table.menu_wanted.connect(self._menu)
            choice.currentIndexChanged.connect(self.take_in_again)
        self._reading.timeout.connect(self._read_past)
        self.panel.closed.connect(self._close_panel)
        self.panel.recoloured.connect(self._write)
        self.panel.print_button.clicked.connect(self.print_person)
        self.empty.wanted.connect(self._mend_emptiness)
        QShortcut(QKeySequence.StandardKey.Find, self, self.text.setFocus)

    def _add_actions(self) -> None:
        for text, keys, run in (
            ("Show key workers", "Alt+1", partial(self._turn_to, _KEY_WORKERS)),
            ("Show prisoners", "Alt+2", partial(self._turn_to, _PRISONERS)),
            ("Print this person's page", "Ctrl+P", self.print_person),
            ("Change the key worker…", "F2", self.acts.edit),
            ("Key worker goes away or leaves…", "Ctrl+G", self.acts.hand_over),
            ("Keep apart…", "Ctrl+E", self.acts.keep_apart),
            ("The prisoner is elsewhere…", "Ctrl+Shift+E", self.acts.elsewhere),
            ("Move the prisoner to…", "Ctrl+M", self.acts.move),
            ("Make his key worker permanent", "Ctrl+Shift+M", self.acts.make_permanent),
            ("Record for the prisoner…", "Ctrl+D", self.acts.record),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(run)
            self.addAction(action)

    # ------------------------------------------------------------------------------------------------------ showing
    @property
    def kind(self) -> int:
        """Which table is in front: 0 key workers, 1 prisoners."""
        return self._kinds.checkedId()

    @property
    def table(self) -> PeopleTable:
        return self.tables[self.kind]

    @property
    def load(self) -> Caseload | None:
        """The chosen key worker, if key workers are in front."""
        key = self.tables[_KEY_WORKERS].current_key()
        return self._loads.get(key) if self.kind == _KEY_WORKERS and key else None

    @property
    def item(self) -> DueItem | None:
        """The chosen prisoner, if prisoners are in front."""
        key = self.tables[_PRISONERS].current_key()
        return self.view.by_number.get(key) if self.kind == _PRISONERS and key and self.view else None

    def show_view(self, view: View) -> None:
        self._past = None
        super().show_view(view)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_panel()

    def take_in(self, view: View) -> None:
        loads = caseloads(view)
        self._loads = {load.key_worker.staff_id: load for load in loads}
        rows = [table.currentIndex().row() for table in self.tables]
        in_post: PeopleFilter = self.filters[_KEY_WORKERS].currentData()
        whom: PeopleFilter = self.filters[_PRISONERS].currentData()
        self.key_workers.show(key_worker_lines(loads, in_post))
        self.prisoners.show(prisoner_lines(view.shown, whom.matches))
        self.kinds[_KEY_WORKERS].set_count(sum(not load.inactive for load in loads))
        self.kinds[_PRISONERS].set_count(len(view.shown))
        past_or_future = view.snapshot.on != view.today
        self.looking_back.setVisible(past_or_future)
        if past_or_future:
            word = "As it was on" if view.snapshot.on < view.today else "As planned for"
            self.looking_back.setText(f"{word} {long_date(view.snapshot.on)}. Go back to today to change anything.")
        for table, row in zip(self.tables, rows, strict=True):
            if not table.currentIndex().isValid():
                table.choose_row(max(0, row))
        self._show_emptiness()
        self._chosen()

    def _narrow(self) -> None:
        words = folded(self.text.text()).split()
        for table in self.tables:
            table.shown.narrow(words)
            if not table.currentIndex().isValid():
                table.choose_row(0)
        self._show_emptiness()
        self._chosen()

    def _show_emptiness(self) -> None:
        view = self.view
        if view is None or self.table.shown.rowCount():
            self._middle.setCurrentWidget(self.table)
            return
        if not (view.snapshot.prisoners or view.snapshot.key_workers):
            text = "Import the prison's reports: the alpha list for prisoners, the staff list for key workers."
            self.empty.show_state("Nobody is here yet", text, "Import reports")
        else:
            self.empty.show_state("Nobody matches", "Nobody of the shown units fits these filters.", "Show everybody")
        self._middle.setCurrentWidget(self.empty)

    def _mend_emptiness(self) -> None:
        if self.view is not None and not (self.view.snapshot.prisoners or self.view.snapshot.key_workers):
            self.place_wanted.emit("data")
            return
        self.text.clear()
        self.filters[self.kind].setCurrentIndex(0)
        if self.view is not None and not self.table.shown.rowCount():
            self.office.show_units(None)

    def _turn_to(self, kind: int) -> None:
        self.kinds[kind].setChecked(True)
        for place, choice in enumerate(self.filters):
            choice.setVisible(place == kind)
        self.setFocusProxy(self.table)
        self._show_emptiness()
        self._chosen()
        announce(self, f"{self.kinds[kind].word}: {self.table.shown.rowCount()}")

    def find(self, prison_number: str) -> None:  # type: ignore[override]  # QWidget.find, by window id, is not used
        """Go to this prisoner, or key worker by his staff ID."""
        self.catch_up()
        kind = _KEY_WORKERS if self.view and prison_number in self.view.snapshot.key_workers else _PRISONERS
        self._turn_to(kind)
        if not self.table.choose(prison_number):
            self.text.clear()
            self.filters[kind].setCurrentIndex(0)
            if not self.table.choose(prison_number) and self.view is not None:
                self.office.show_units(None)
                self.table.choose(prison_number)
        self.table.setFocus()

    def _to_the_table(self) -> None:
        self.table.setFocus()

    # ---------------------------------------------------------------------------------------------- the person's page
    def _chosen(self) -> None:
        self._write()
        self._reading.start()

    def _key(self) -> str | None:
        return self.table.current_key()

    def _read_past(self) -> None:
        if self._key() is not None and self.view is not None and not (self._past and self._past[0] == self._key()):
            self.office.spawn(self._ask_past())

    async def _ask_past(self) -> None:
        key, view = self._key(), self.view
        assert key is not None, "asked only with somebody chosen"
        assert view is not None, "asked only with facts"
        ask = responsible_for if self.kind == _KEY_WORKERS else responsible
        past = await self.office.ask(partial(_asked, ask, key))
        if key == self._key() and view is self.view:
            self._past = (key, past)
            self._write()

    def _write(self) -> None:
        key = self._key()
        html = self.words(tokens(self))
        if key is None or html is None:
            self.panel.show_person("", "Nobody chosen", "<p>Choose somebody in the table.</p>", ())
            return
        load, item = self.load, self.item
        name = load.key_worker.name if load else item.prisoner.name if item else ""
        self.panel.show_person(key, name, html, self.acts.buttons_for())

    def words(self, look: Tokens) -> str | None:
        """The page of whoever is chosen, as rich text; None if nobody is."""
        past = self._past[1] if self._past and self._past[0] == self._key() else ()
        if (load := self.load) is not None and self.view is not None:
            names = {number: person.name for number, person in self.view.snapshot.prisoners.items()}
            return key_worker_words(load, names, self.view.snapshot.key_workers, past, look)
        if (item := self.item) is not None and self.view is not None:
            return prisoner_words(item, self.view.snapshot.key_workers, past, look)
        return None

    def print_person(self) -> None:
        """Open a preview of the person's page as an evidence pack."""
        from keywork_desktop.ui.paper import Paper, preview

        words = self.words(light())
        if words is not None and self.view is not None:
            facts = self.view.snapshot
            preview(Paper(self.panel.name.text(), f"{facts.establishment.name} · {long_date(facts.on)}", words), self)

    def open_person(self) -> None:
        """Show the panel, if it is hidden, and go to it."""
        self._wanted = True
        self._fit_panel()
        self.panel.setFocus()

    def _close_panel(self) -> None:
        self._wanted = None if self._room() else False
        self._fit_panel()
        self.table.setFocus()

    def _room(self) -> bool:
        letter = self.fontMetrics().averageCharWidth()
        return self.width() >= (_PANEL_LETTERS + _TABLE_LETTERS) * letter

    def _fit_panel(self) -> None:
        self.panel.setFixedWidth(_PANEL_LETTERS * self.fontMetrics().averageCharWidth())
        self.panel.setVisible(self._room() if self._wanted is None else self._wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_panel()

    def _menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for each in self.acts.buttons_for():
            action = menu.addAction(each.text())
            action.setEnabled(each.isEnabled())
            action.triggered.connect(each.click)
        menu.addAction("Print this page").triggered.connect(self.print_person)
        menu.popup(where)


def _asked(ask: Callable[[Desk, str], tuple[Responsibility, ...]], key: str, desk: Desk) -> tuple[Responsibility, ...]:
    return ask(desk, key)
