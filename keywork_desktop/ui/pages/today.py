"""Today: who must be seen, ranked, and what to do about it with one key."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.models.due_filters import ALL, CHIPS, DueFilter, counts, folded
from keywork_desktop.ui.models.due_model import DueModel, PersonRow, narrowed, rows_of
from keywork_desktop.ui.models.today_words import told_of_day, told_of_filter
from keywork_desktop.ui.models.watch_lists import CHECKS, RECORDED_AFTER, WATCH
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.page import Page
from keywork_desktop.ui.pages.today_acts import TodayActs
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.due_details import DueDetails
from keywork_desktop.ui.widgets.due_list import DueList
from keywork_desktop.ui.widgets.empty_state import EmptyState
from keywork_desktop.ui.widgets.today_head import HEADING_CHARACTERS, TodayHead
from keywork_desktop.ui.widgets.today_side import TodaySide
from keywork_desktop.ui.widgets.today_strip import TodayStrip

SIDE_CHARACTERS = 38
LIST_CHARACTERS = 96
"""The list's width, in characters, under which the side makes room for it."""


class TodayPage(Page):
    """The ranked list with its filters, the side panel, and the details of one prisoner."""

    title = "Today"
    icon = "ph.checks"

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, parent)
        self._view: View | None = None
        self._only: DueFilter = ALL
        self._side_wanted: bool | None = None
        self.model = DueModel(self)
        self._build()
        self.acts = TodayActs(office, self.list.rows, self)
        self._connect()
        self._add_actions()

    # ------------------------------------------------------------------------------------------------------- making
    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(18, 14, 18, 14)
        outer.setSpacing(10)
        self.head = TodayHead(self)
        self.chips, self.text = self.head.chips, self.head.text
        outer.addWidget(self.head)
        self.day_strip = TodayStrip(self)
        self.filter_strip = TodayStrip(self, leave="Show everybody")
        outer.addWidget(self.day_strip)
        outer.addWidget(self.filter_strip)
        body = QHBoxLayout()
        body.setSpacing(14)
        self.list = DueList(self.model, self)
        self.empty = EmptyState(self)
        self._middle = QStackedWidget(self)
        self._middle.addWidget(self.list)
        self._middle.addWidget(self.empty)
        self.side = TodaySide(self)
        self.details = DueDetails(self)
        self._beside = QStackedWidget(self)
        self._beside.addWidget(self.side)
        self._beside.addWidget(self.details)
        body.addWidget(self._middle, 1)
        body.addWidget(self._beside)
        outer.addLayout(body, 1)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        rows = self.list.rows
        rows.delivered_wanted.connect(self.acts.record_delivered)
        rows.delivered_with_details_wanted.connect(self.acts.record_with_details)
        rows.missed_wanted.connect(self.acts.ask_why_missed)
        rows.check_wanted.connect(self.acts.record_check)
        rows.acknowledge_wanted.connect(self.acts.acknowledge)
        rows.elsewhere_wanted.connect(self.acts.say_elsewhere)
        rows.details_wanted.connect(self.open_details)
        rows.left.connect(self.step_back)
        rows.selectionModel().currentChanged.connect(self._chosen)
        self.head.filter_chosen.connect(self._use)
        self.side.filter_chosen.connect(self._watch_chosen)
        self.side.officer_pulled.connect(self.acts.repair_without)
        self.side.regime_cut.connect(self.acts.repair_cut)
        self.side.other_cut_wanted.connect(self.acts.cut_otherwise)
        self.text.textChanged.connect(self._narrow)
        self.text.list_wanted.connect(self.list.setFocus)
        self.head.delivered_button.clicked.connect(self.acts.record_delivered)
        self.head.missed_button.clicked.connect(self.acts.ask_why_missed)
        self.head.print_button.clicked.connect(self.print_day_sheet)
        self.head.side_button.clicked.connect(self._side_toggled)
        self.details.closed.connect(self.close_details)
        self.details.delivered_wanted.connect(self.acts.record_delivered)
        self.details.missed_wanted.connect(self.acts.ask_why_missed)
        self.details.more_wanted.connect(self.acts.record_with_details)
        self.details.check_wanted.connect(self.acts.record_check)
        self.details.court_wanted.connect(self.acts.free_from_court)
        self.details.acknowledge_wanted.connect(self.acts.acknowledge)
        self.details.elsewhere_wanted.connect(self.acts.say_elsewhere)
        self.details.correction_wanted.connect(self.acts.ask_to_correct)
        self.filter_strip.acted.connect(self.acts.record_check)
        self.filter_strip.left.connect(self._show_everybody)
        self.day_strip.acted.connect(self._show_recorded_after)
        self.empty.wanted.connect(self._mend_emptiness)
        QShortcut(QKeySequence.StandardKey.Find, self, self.text.setFocus)

    def _add_actions(self) -> None:
        """What Find lists of this page; the single keys belong to the list, so that one can type in the field."""
        for text, keys, run in (
            ("Print the day sheet", "Ctrl+P", self.print_day_sheet),
            ("Save the day sheet as PDF", "", self.save_day_sheet),
            ("Record a session held (D)", "", self.acts.record_delivered),
            ("Record a session missed (M)", "", self.acts.ask_why_missed),
            ("Record a wellbeing check (W)", "", self.acts.record_check),
            ("Record with another day, officer or kind (Shift+D)", "", self.acts.record_with_details),
            ("Say what happens next: acknowledge, escalate (A)", "", self.acts.acknowledge),
            ("Say when he is elsewhere: court, a visit, an appointment (E)", "", self.acts.say_elsewhere),
            ("Show why he is due (Enter)", "", self.open_details),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(run)
            self.addAction(action)

    # ------------------------------------------------------------------------------------------------------ showing
    def show_view(self, view: View) -> None:
        self._view = self.acts.view = view
        person = self.list.rows.person()
        self.head.show_counts(counts(view, CHIPS))
        self.side.show_view(view)
        self._tell(view)
        self._narrow()
        if self.acts.acted_on is not None and view.changed is not None:
            # Go on with the next man: who was just dealt with has moved to another place in the list.
            self.list.rows.choose_row(self.acts.acted_on)
            self.acts.acted_on = None
        elif person is None or not self.model.index_of(person.number).isValid():
            self.list.rows.choose_row(max(0, self.list.rows.currentIndex().row()))
        self._refresh_details()

    def _narrow(self) -> None:
        view = self._view
        if view is None:
            return
        items = narrowed(view, self._only, folded(self.text.text()).split())
        told = self._only.people(view)
        self.list.rows.put_sentences_under(any(told.values()))
        self.model.show(rows_of(view, items, told))
        self._show_emptiness(view, anybody=bool(items))
        if self.list.rows.person() is None:
            self.list.rows.choose_row(0)
        self._fit_buttons()

    def _show_emptiness(self, view: View, *, anybody: bool) -> None:
        if anybody:
            self._middle.setCurrentWidget(self.list)
            return
        if not view.snapshot.prisoners:
            text = "Import the prison's reports: the alpha list first, then alerts, case notes, staff list and detail."
            self.empty.show_state("Nobody is here yet", text, "Import reports")
        elif not view.shown:
            self.empty.show_state(
                "Nobody in these units", "Choose other units at the top of the window.", "Show all units"
            )
        else:
            self.empty.show_state(
                "Nobody matches", "No prisoner of the shown units fits these filters.", "Show everybody"
            )
        self._middle.setCurrentWidget(self.empty)

    def _mend_emptiness(self) -> None:
        view = self._view
        if view is None:
            return
        if not view.snapshot.prisoners:
            self.place_wanted.emit("data")
        elif not view.shown:
            self.office.show_units(None)
        else:
            self.text.clear()
            self._use(ALL)

    def _tell(self, view: View) -> None:
        """Say over the list what it shows, where that is not simply everybody of today."""
        day_text, later = told_of_day(view)
        self.day_strip.tell(day_text, "Show them" if later and self._only is not RECORDED_AFTER else "")
        act = "Check done  W" if self._only is CHECKS else ""
        self.filter_strip.tell(told_of_filter(view, self._only) if self._only in WATCH else "", act)

    def _show_everybody(self) -> None:
        self.text.clear()
        self._use(ALL)
        self.list.setFocus()

    def _show_recorded_after(self) -> None:
        self._use(RECORDED_AFTER)
        self.list.setFocus()

    def find(self, prison_number: str) -> None:  # type: ignore[override]  # QWidget.find, by window id, is not used
        if not self.model.index_of(prison_number).isValid():
            self.text.clear()
            self._use(ALL)
        if not self.list.rows.choose(prison_number) and self._view is not None:
            self.office.show_units(None)
            self.list.rows.choose(prison_number)
        self.list.setFocus()

    # ----------------------------------------------------------------------------------------------------- filtering
    def _watch_chosen(self, only: DueFilter | None) -> None:
        self._use(only or ALL)

    def _use(self, only: DueFilter) -> None:
        self._only = only
        self.head.show_filter(only)
        self.side.show_filter(only)
        if self._view is not None:
            self._tell(self._view)
        self._narrow()
        people = sum(isinstance(row, PersonRow) for row in self.model.items)
        announce(self.list, f"{only.word}: {people}")

    # -------------------------------------------------------------------------------------------------------- details
    def open_details(self) -> None:
        """Show what each rule asks of the chosen man, and why."""
        person = self.list.rows.person()
        if person is not None and self._view is not None:
            self.details.show_person(person, self._view)
            self._beside.setCurrentWidget(self.details)
            self._fit_side()

    def close_details(self) -> None:
        """Back to officers and watch list, and to the list with the focus."""
        self._beside.setCurrentWidget(self.side)
        self._fit_side()
        self.list.setFocus()

    def step_back(self) -> None:
        """Esc on the list: close the details, else take the filters away."""
        if self._beside.currentWidget() is self.details:
            self.close_details()
        elif self.text.text() or self._only is not ALL:
            self.text.clear()
            self._use(ALL)

    def _chosen(self) -> None:
        self._fit_buttons()
        self._refresh_details()

    def _refresh_details(self) -> None:
        person = self.list.rows.person()
        shown = self._beside.currentWidget() is self.details
        if person is not None and self._view is not None and shown:
            self.details.show_person(person, self._view)

    def _fit_buttons(self) -> None:
        there = self.list.rows.person() is not None
        for part in (self.head.delivered_button, self.head.missed_button):
            part.setEnabled(there)

    # ------------------------------------------------------------------------------------------------ room for the side
    def _side_toggled(self) -> None:
        self._side_wanted = self.head.side_button.isChecked()
        if not self._side_wanted:
            self._beside.setCurrentWidget(self.side)
        self._fit_side()

    def minimumSizeHint(self) -> QSize:
        """As if the heading were hidden, which it is where there is little room."""
        hint = super().minimumSizeHint()
        return QSize(
            min(hint.width(), HEADING_CHARACTERS * self.fontMetrics().averageCharWidth() * 7 // 8), hint.height()
        )

    def _fit_side(self) -> None:
        character = self.fontMetrics().averageCharWidth()
        side = SIDE_CHARACTERS * character
        room = self.width() - side >= LIST_CHARACTERS * character
        shown = room if self._side_wanted is None else self._side_wanted
        shown = shown or self._beside.currentWidget() is self.details
        self._beside.setFixedWidth(side)
        self._beside.setVisible(shown)
        self.head.side_button.setChecked(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.fit(self.width())
        self._fit_side()

    # ----------------------------------------------------------------------------------------------------------- paper
    def print_day_sheet(self) -> None:
        """Open a preview of the day sheet, with what the list shows."""
        from keywork_desktop.ui.day_sheet import preview

        if self._view is not None:
            preview(self._view, self._people(), self)

    def save_day_sheet(self) -> None:
        """Ask where, and write the day sheet as PDF."""
        from keywork_desktop.ui.day_sheet import ask_where_to_save

        if self._view is not None:
            ask_where_to_save(self._view, self._people(), self)

    def _people(self) -> list[PersonRow]:
        return [row for row in self.model.items if isinstance(row, PersonRow)]
