"""Allocations: the board on which prisoners are given to key workers. Every move is the command line's action."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from keywork_desktop.actions.allocating import move
from keywork_desktop.actions.induction import confirm_permanent
from keywork_desktop.domain.candidates import judge_several
from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.dialogs.decision import MoveDecision
from keywork_desktop.ui.models.board_answers import Answer, Answers
from keywork_desktop.ui.models.board_facts import UNALLOCATED, Filters, board_of, landings_of
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.page import PatientPage
from keywork_desktop.ui.pages.board_proposals import BoardProposals
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.board import Board
from keywork_desktop.ui.widgets.board_filters import BoardFilters
from keywork_desktop.ui.widgets.board_menu import card_menu, head_menu
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, heading, quiet


class AllocationsPage(PatientPage):
    """The board, what narrows it, and the two buttons: Move to… and Recommend."""

    title = "Allocations"
    icon = "ph.users-three"

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, parent)
        self._arranged: tuple[object, ...] = ()
        self._open_dialog: QWidget | None = None
        self.filters = BoardFilters(self)
        self.board = Board(self._answering, self)
        self.move_button = button("Move to…", self, tip="Choose a key worker for the chosen cards (Enter)")
        self.recommend_button = button("Recommend", self, kind="primary")
        self.rebalance_button = button(
            "Rebalance…", self, tip="The fewest moves to the best allocation, with what each of them buys (Ctrl+B)"
        )
        self.proposals = BoardProposals(office, self)
        self._looking_back = ToneLabel("", self, tone="due", wrap=True)
        self._looking_back.hide()
        self._message_head = ToneLabel("", self, size=1.2, bold=True)
        self._message = quiet("", self, wrap=True)
        self._lay_out()
        self._connect()
        self._say("Reading the facts…", "")
        if office.view is not None:
            self.show_view(office.view)

    def _lay_out(self) -> None:
        self._top = QHBoxLayout()
        self._top.setSpacing(SPACE)
        self._heading = heading("Allocations", self)
        self._top.addWidget(self._heading)
        self._top.addStretch(1)
        self._top.addWidget(self.move_button)
        self._top.addWidget(self.rebalance_button)
        self._top.addWidget(self.recommend_button)
        self._second_row = QHBoxLayout()
        message = QWidget(self)
        lines = QVBoxLayout(message)
        lines.addStretch(1)
        for label in (self._message_head, self._message):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            lines.addWidget(label)
        lines.addStretch(2)
        self._stack = QStackedLayout()
        self._stack.addWidget(message)
        self._stack.addWidget(self.board)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * SPACE + 2, 2 * SPACE, 2 * SPACE + 2, 2 * SPACE)
        whole.setSpacing(SPACE)
        whole.addLayout(self._top)
        whole.addLayout(self._second_row)
        whole.addWidget(self._looking_back)
        whole.addWidget(self.proposals)
        whole.addLayout(self._stack, 1)
        self._place_filters()

    def _connect(self) -> None:
        self.filters.changed.connect(self._filter)
        self.filters.narrow.toggled.connect(self.board.make_narrow)
        self.filters.found.connect(self._go_to_first)
        self.move_button.clicked.connect(self.board.ask_where_to)
        self.recommend_button.clicked.connect(self._recommend)
        self.rebalance_button.clicked.connect(self._rebalance)
        self.proposals.answered.connect(self._proposed)
        self.board.move_wanted.connect(self._move)
        self.board.move_to_wanted.connect(self._move_to)
        self.board.free_wanted.connect(self._take_off)
        self.board.permanent_wanted.connect(self._make_permanent)
        self.board.chosen.connect(self._chosen)
        self.board.menu_wanted.connect(self._menu)
        self.board.head_menu_wanted.connect(self._head_menu)
        self.board.said.connect(self._announce)
        self._add_action("Rebalance…", "Ctrl+B", self.rebalance_button.click)
        self._add_action("Narrow columns", "Ctrl+Shift+N", self.filters.narrow.toggle)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._go_to_find)

    # What is shown -------------------------------------------------------------------------------------------------

    def take_in(self, view: View) -> None:
        self.proposals.show_view(view)
        past_or_future = view.snapshot.on != view.today
        self.board.read_only = past_or_future
        self._looking_back.setVisible(past_or_future)
        if past_or_future:
            word = "As it was on" if view.snapshot.on < view.today else "As planned for"
            said = f"{word} {long_date(view.snapshot.on)}. Go back to today, in the top band, to move anybody."
            self._looking_back.setText(said)
        if not view.items:
            self._say(
                "Nobody is on the roll yet", "Import the Alpha list and the staff list on the Data page (Ctrl+7)."
            )
        elif not view.snapshot.key_workers:
            self._say("There is no key worker yet", "Import the staff list: Data, Ctrl+7.")
        else:
            self.filters.show_landings(landings_of(view))
            self._show_columns(view)
            self._stack.setCurrentWidget(self.board)
        self._show_buttons(view)

    def _show_columns(self, view: View) -> None:
        filters, order = self.filters.filters(), self.filters.order
        arranged = (order, view.units, filters.hide_full, filters.hide_empty)
        shown = self.board.columns.order if arranged == self._arranged else None
        self._arranged = arranged
        keep = tuple(staff_id for staff_id in shown if staff_id != UNALLOCATED) if shown else None
        self.board.show_columns(board_of(view, filters, order, keep))

    def _show_buttons(self, view: View) -> None:
        waiting = sum(item.key_worker is None for item in view.shown)
        self.recommend_button.setText(
            f"Recommend for {waiting} unallocated" if waiting else "Everyone has a key worker"
        )
        self.recommend_button.setEnabled(waiting > 0 and not self.board.read_only)
        self.rebalance_button.setEnabled(bool(view.items) and not self.board.read_only)
        self._chosen(self.board.chosen_numbers())
        self._place_filters()

    def _say(self, title: str, what_to_do: str) -> None:
        self._message_head.setText(title)
        self._message.setText(what_to_do)
        self._stack.setCurrentIndex(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_filters()

    def _place_filters(self) -> None:
        """Beside the heading where there is room, else in a row of their own."""
        others = (self._heading, self.move_button, self.rebalance_button, self.recommend_button)
        room = self.width() - 8 * SPACE - sum(widget.sizeHint().width() + SPACE for widget in others)
        row: QBoxLayout = self._top if self.filters.sizeHint().width() <= room else self._second_row
        if row.indexOf(self.filters) < 0:
            row.insertWidget(1 if row is self._top else 0, self.filters)
            if row is self._second_row and row.count() == 1:
                row.addStretch(1)

    # Finding -------------------------------------------------------------------------------------------------------

    def find(self, prison_number: str) -> None:  # type: ignore[override]  # as in Page
        """Go to this prisoner's card; filters that hide it are cleared."""
        self.catch_up()
        if not self.board.choose((prison_number,)) and self.filters.filters() != Filters():
            self.filters.clear()
            self.board.choose((prison_number,))

    def _filter(self) -> None:
        if self.view is None or not self.view.items:
            return
        self._show_columns(self.view)
        if self.filters.filters().text.strip() and (first := self._first_found()):
            self.board.choose((first,), focus=False)

    def _first_found(self) -> str | None:
        cards = (card for column in self.board.columns for card in column.column.cards)
        first = next(cards, None)
        return first.prison_number if first else None

    def _go_to_first(self) -> None:
        if first := self._first_found():
            self.board.choose((first,))

    def _go_to_find(self) -> None:
        self.filters.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.field.selectAll()

    def _add_action(self, text: str, keys: str, run: Callable[[], None]) -> None:
        """A command of this page: by its keys, and by name in Find."""
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(run)
        self.addAction(action)

    def _chosen(self, numbers: tuple[str, ...]) -> None:
        self.move_button.setEnabled(bool(numbers) and not self.board.read_only)
        self.move_button.setText(f"Move {len(numbers)} to…" if len(numbers) > 1 else "Move to…")

    # Moving --------------------------------------------------------------------------------------------------------

    def _answering(self, prison_numbers: tuple[str, ...]) -> Callable[[str], Answer]:
        assert self.view is not None, "nothing can be held before there are facts"
        return Answers(self.view.snapshot, prison_numbers).of

    def _move(self, prison_numbers: tuple[str, ...], staff_id: str) -> None:
        """Move, asking first where a rule is in the way."""
        if self.view is None:
            return
        if staff_id == UNALLOCATED:
            self._take_off(prison_numbers)
            return
        verdict = judge_several(self.view.snapshot, prison_numbers, staff_id)
        if not verdict.refused:
            self._do(MoveDecision(prison_numbers, staff_id))
            return
        from keywork_desktop.ui.dialogs.override import OverrideDialog

        dialog = OverrideDialog(self.view.snapshot, verdict, self)
        dialog.decided.connect(self._do)
        dialog.open()

    def _do(self, decision: MoveDecision) -> None:
        self.office.act(
            partial(
                move,
                prison_numbers=decision.prison_numbers,
                staff_id=decision.staff_id,
                reason=decision.reason,
                second_staff_id=decision.second_staff_id,
                override=decision.override,
            )
        )

    def _move_to(self, prison_numbers: tuple[str, ...]) -> None:
        if self.view is None:
            return
        from keywork_desktop.ui.dialogs.move_to import MoveToDialog

        dialog = MoveToDialog(self.view.snapshot, prison_numbers, self)
        dialog.chosen.connect(self._move)
        dialog.open()

    def _take_off(self, prison_numbers: tuple[str, ...]) -> None:
        if self.view is None or not any(self.view.snapshot.key_worker_of(number) for number in prison_numbers):
            return
        from keywork_desktop.ui.dialogs.take_off import TakeOffDialog

        dialog = TakeOffDialog(self.view.snapshot, prison_numbers, self)
        dialog.decided.connect(self._do)
        dialog.open()

    def _make_permanent(self, prison_numbers: tuple[str, ...]) -> None:
        self.office.act(partial(confirm_permanent, prison_numbers=prison_numbers))

    def _announce(self, text: str) -> None:
        announce(self.board, text)

    # Recommending --------------------------------------------------------------------------------------------------

    def _recommend(self) -> None:
        self.recommend_button.setEnabled(False)
        self.proposals.recommend()

    def _rebalance(self) -> None:
        self.rebalance_button.setEnabled(False)
        self.proposals.rebalance()

    def _proposed(self) -> None:
        if self.view is not None:
            self._show_buttons(self.view)

    # Menus ---------------------------------------------------------------------------------------------------------

    def _menu(self, point: QPoint) -> None:
        if self.view is not None and (menu := card_menu(self.board, self.view.snapshot)):
            menu.popup(point)

    def _head_menu(self, staff_id: str, point: QPoint) -> None:
        if menu := head_menu(self.board, staff_id):
            menu.popup(point)
