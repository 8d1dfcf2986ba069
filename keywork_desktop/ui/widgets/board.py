"""The board: cards are dragged, lifted or cut, and dropped on a key worker. It asks for moves and never makes one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.delegates.card_delegate import CardDelegate
from keywork_desktop.ui.models.board_cards import CardRole, carried_in, carrying
from keywork_desktop.ui.models.board_facts import Column
from keywork_desktop.ui.widgets.board_column import BoardColumn
from keywork_desktop.ui.widgets.board_columns import BoardColumns
from keywork_desktop.ui.widgets.board_drag_picture import drag_picture
from keywork_desktop.ui.widgets.board_edge_scroll import EdgeScroll
from keywork_desktop.ui.widgets.board_hand import Answering, Hand, Held
from keywork_desktop.ui.widgets.board_keys import BoardKeys


class Board(QWidget):
    """Columns side by side. Whoever uses it connects the signals and gives `answering`."""

    move_wanted = Signal(tuple, str)
    """Prison numbers, and the staff ID of the column they were dropped on."""
    move_to_wanted = Signal(tuple)
    """Enter: choose the key worker in a dialog."""
    free_wanted = Signal(tuple)
    """Delete: take the key worker away."""
    permanent_wanted = Signal(tuple)
    """Off induction: the interim key worker stays."""
    chosen = Signal(tuple)
    """The selection changed; prison numbers."""
    menu_wanted = Signal(QPoint)
    """The context menu of the chosen cards, at a point of the screen."""
    head_menu_wanted = Signal(str, QPoint)
    said = Signal(str)
    """To be spoken to assistive technology."""

    _dropped = Signal(tuple, str)

    def __init__(self, answering: Answering, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answering = answering
        self._waiting: Sequence[Column] | None = None
        self._home: BoardColumn | None = None
        self._quiet = False
        self._visited = False
        self.read_only = False
        self.delegate = CardDelegate(self.font())
        self._keys = BoardKeys(self)
        self.columns = BoardColumns(self.delegate, self._keys.pressed, self._connect, self)
        self.hand = Hand(self.columns, self)
        self.hand.said.connect(self.said)
        self._edge = EdgeScroll(self.columns.area)
        self._dropped.connect(self._finish_drop, Qt.ConnectionType.QueuedConnection)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.columns)
        self.setAcceptDrops(True)

    # What is shown -------------------------------------------------------------------------------------------------

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns; chosen cards stay chosen and the focus stays on its card, wherever it has gone.

        While cards are held nothing moves: the new facts wait until they are put down.
        """
        if self.hand.keeps_order:
            self._waiting = columns
            return
        chosen, current = self.chosen_numbers(), self.current_number()
        had_focus = self.has_focus_inside()
        row = self._home.list.currentIndex().row() if self._home else 0
        home = self._home.staff_id if self._home else None
        self._quiet = True
        self.columns.show_columns(columns)
        if home is None or self.columns.get(home) is None:
            self._home = None
        self._quiet = False
        if self.hand.how is Held.CUT:
            self.hand.empty()
        if self.columns.holding(current):
            self.choose(chosen, current, focus=had_focus)
        elif self._home and had_focus:
            self._home.list.choose_row(row)
        if self._home is None and (first := next(iter(self.columns), None)):
            self._make_home(first)
        self.chosen.emit(self.chosen_numbers())

    def choose(self, prison_numbers: tuple[str, ...], current: str | None = None, *, focus: bool = True) -> bool:
        """Select these cards, bring the current one into sight and give it the focus; False if it is not here."""
        current = current or (prison_numbers[0] if prison_numbers else None)
        home = self.columns.holding(current)
        if home is None:
            return False
        self._quiet = True
        for column in self.columns:
            if not any(column.list.cards.row_of(number) is not None for number in prison_numbers):
                column.list.clearSelection()
            column.list.choose(prison_numbers, current)
        self._quiet = False
        self._make_home(home)
        self.columns.bring_into_sight(home)
        if focus:
            home.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.chosen.emit(self.chosen_numbers())
        return True

    def chosen_numbers(self) -> tuple[str, ...]:
        """Prison numbers of the selected cards, column by column."""
        return tuple(number for column in self.columns for number in column.list.chosen_numbers())

    def current_number(self) -> str | None:
        """The prison number of the card that has, or would get, the focus."""
        return self._home.list.current_number() if self._home else None

    def current_column(self) -> BoardColumn | None:
        return self._home

    def has_focus_inside(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    # Holding cards -------------------------------------------------------------------------------------------------

    def hold(self, how: Held) -> None:
        """Take up the chosen cards: every column then says whether they fit."""
        numbers = self.chosen_numbers()
        if not numbers or self.read_only:
            return
        self.hand.take(numbers, how, self._answering(numbers))
        home = self._home
        what = counted(len(numbers), "card")
        if len(numbers) == 1 and (column := self.columns.holding(numbers[0])):
            what = column.list.cards.name_of(numbers[0])
        if how is Held.LIFTED and home:
            self.said.emit(f"Lifted {what}. Left and right choose the key worker, Enter drops, Escape puts back.")
            self.hand.aim(home)
        elif how is Held.CUT:
            self.said.emit(f"Cut {what}. Control V in a key worker's column pastes, Escape puts back.")

    def put_back(self) -> None:
        """Let go of held cards where they were."""
        if self.hand.how is not None:
            self._put_down()
            self.said.emit("Put back.")

    def drop_on(self, column: BoardColumn) -> None:
        """Ask for the held cards to be moved to this column."""
        numbers, here = self.hand.numbers, self.hand.is_home_of_all(column)
        self._put_down()
        if numbers and not here:
            self.move_wanted.emit(numbers, column.staff_id)

    def _put_down(self) -> None:
        self._edge.stop()
        self.hand.empty()
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self.show_columns(waiting)

    # The mouse -----------------------------------------------------------------------------------------------------

    def _drag(self) -> None:
        """Drag the chosen cards until they are dropped or put back (Esc)."""
        column = self._home
        self.hold(Held.DRAGGED)
        if self.hand.how is not Held.DRAGGED or column is None:
            return
        drag = QDrag(self)
        drag.setMimeData(carrying(self.hand.numbers))
        card = column.list.currentIndex().data(CardRole)
        drag.setPixmap(drag_picture(card, len(self.hand.numbers), self.delegate, self))
        drag.setHotSpot(QPoint(self.delegate.metrics.column_width // 3, self.delegate.metrics.card_height // 3))
        drag.exec(Qt.DropAction.MoveAction)
        if self.hand.how is Held.DRAGGED:
            self._put_down()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        numbers = carried_in(event.mimeData())
        if numbers and not self.read_only:
            if self.hand.how is None:  # dragged here from another window of the program
                self.hand.take(numbers, Held.DRAGGED, self._answering(numbers))
                self._visited = True
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        point = self.columns.mapFrom(self, event.position().toPoint())
        self.hand.aim(self.columns.at(point))
        self._edge.at(self.columns.area.viewport().mapFrom(self.columns, point).x())
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._edge.stop()
        self.hand.aim(None)
        self._end_visit()

    def _end_visit(self) -> None:
        if self._visited:
            self._visited = False
            self._put_down()

    def dropEvent(self, event: QDropEvent) -> None:
        column = self.columns.at(self.columns.mapFrom(self, event.position().toPoint()))
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        if column is not None:
            self._dropped.emit(carried_in(event.mimeData()), column.staff_id)
        self._end_visit()

    def _finish_drop(self, prison_numbers: tuple[str, ...], staff_id: str) -> None:
        """After the drag's own loop has ended, so that a dialog may follow."""
        if not self._answering(prison_numbers)(staff_id).here:
            self.move_wanted.emit(prison_numbers, staff_id)

    def _head_clicked(self, staff_id: str) -> None:
        column = self.columns.get(staff_id)
        if column is None:
            return
        if self.hand.how in (Held.LIFTED, Held.CUT):
            self.drop_on(column)
        else:
            column.list.setFocus(Qt.FocusReason.MouseFocusReason)

    # The lists -----------------------------------------------------------------------------------------------------

    def _connect(self, column: BoardColumn) -> None:
        column.list.drag_wanted.connect(self._drag)
        column.list.entered.connect(self._entered)
        column.list.opened.connect(self.ask_where_to)
        column.list.chosen.connect(self._chosen)
        column.list.pressed_alone.connect(self._pressed_alone)
        column.list.customContextMenuRequested.connect(self._menu)
        column.head_clicked.connect(self._head_clicked)
        column.head_menu_wanted.connect(self.head_menu_wanted)

    def ask_where_to(self) -> None:
        """Ask for the dialog in which the key worker of the chosen cards is chosen."""
        if (numbers := self.chosen_numbers()) and not self.read_only:
            self.move_to_wanted.emit(numbers)

    def _column_of_sender(self) -> BoardColumn | None:
        sender = self.sender()
        return next((column for column in self.columns if column.list is sender), None)

    def _entered(self) -> None:
        if column := self._column_of_sender():
            self._make_home(column)

    def _make_home(self, column: BoardColumn) -> None:
        """This column's list is the one that Tab reaches; arrows lead to the others."""
        if self._home is not None and self._home is not column and self.columns.get(self._home.staff_id) is self._home:
            self._home.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._home = column
        column.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _pressed_alone(self) -> None:
        sender = self.sender()
        if self.hand.how is Held.LIFTED:
            self.put_back()
        for column in self.columns:
            if column.list is not sender:
                column.list.clearSelection()

    def _chosen(self) -> None:
        if not self._quiet:
            self.chosen.emit(self.chosen_numbers())

    def _menu(self, point: QPoint) -> None:
        if column := self._column_of_sender():
            self._make_home(column)
            self.menu_wanted.emit(column.list.viewport().mapToGlobal(point))

    def go_beside(self, steps: int) -> None:
        """Go to the column to the right or left, to the card at the same height."""
        if self._home is None:
            return
        self.go_to(self.columns.beside(self._home, steps))

    def go_to(self, column: BoardColumn) -> None:
        """Give this column the focus, on the card in the row where the focus was."""
        row = max(0, self._home.list.currentIndex().row()) if self._home else 0
        if column is self._home:
            return
        for other in self.columns:
            if other is not column:
                other.list.clearSelection()
        self.columns.bring_into_sight(column)
        column.list.choose_row(row)
        column.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.delegate.set_font(self.font(), narrow=self.delegate.metrics.narrow)
            self.columns.measure()

    def make_narrow(self, narrow: bool) -> None:
        """Columns as wide as a surname with short cards, or the usual ones."""
        if narrow != self.delegate.metrics.narrow:
            self.delegate.set_font(self.font(), narrow=narrow)
            self.columns.measure()
