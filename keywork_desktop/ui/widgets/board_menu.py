"""Context menus of the board: everything that keys and drags do, by single clicks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.candidates import candidates
from keywork_desktop.domain.induction import off_induction
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.widgets.board import Board
from keywork_desktop.ui.widgets.board_hand import Held
from keywork_desktop.ui.widgets.board_reasons import fit_icon

_OFFERED = 4


def _menu_for(board: Board) -> QMenu:
    menu = QMenu(board)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    menu.triggered.connect(_do)
    return menu


def _do(action: QAction) -> None:
    """What an entry is for is kept in it: nothing that captures a widget is connected."""
    action.data()()


def card_menu(board: Board, snapshot: Snapshot) -> QMenu | None:
    """For the chosen cards: the best key workers at once, Move to…, lift, cut, take off. None if nothing is chosen."""
    numbers = board.chosen_numbers()
    if not numbers or board.read_only:
        return None
    menu = _menu_for(board)
    for verdict in candidates(snapshot, numbers)[:_OFFERED]:
        if verdict.fit is Fit.NO:
            break
        action = _add(
            menu, f"Move to {verdict.key_worker.name}", "", partial(_ask, board, numbers, verdict.key_worker.staff_id)
        )
        action.setIcon(fit_icon(verdict.fit, board))
        action.setToolTip(verdict.text)
    menu.addSeparator()
    _add(menu, "Move to…", "Enter", board.ask_where_to)
    _add(menu, "Lift", "Space", partial(board.hold, Held.LIFTED))
    _add(menu, "Cut", "Ctrl+X", partial(board.hold, Held.CUT))
    if board.hand.how is Held.CUT and (column := board.current_column()):
        _add(menu, f"Paste {counted(len(board.hand.numbers), 'card')} here", "Ctrl+V", partial(board.drop_on, column))
    menu.addSeparator()
    if all(off_induction(snapshot, snapshot.prisoners[number]) for number in numbers):
        _add(menu, "Make his key worker permanent", "", partial(board.permanent_wanted.emit, numbers))
    take_off = _add(menu, "Take off his key worker…", "Del", partial(board.free_wanted.emit, numbers))
    take_off.setEnabled(any(snapshot.key_worker_of(number) for number in numbers))
    return menu


def head_menu(board: Board, staff_id: str) -> QMenu | None:
    """For a column: move what is held, or chosen elsewhere, here. None if there is nothing to move."""
    column = board.columns.get(staff_id)
    held = board.hand.numbers or board.chosen_numbers()
    if column is None or not held or board.read_only:
        return None
    menu = _menu_for(board)
    _add(menu, f"Move {counted(len(held), 'card')} to {column.column.title}", "", partial(_ask, board, held, staff_id))
    if board.hand.how is not None:
        _add(menu, "Put back", "Esc", board.put_back)
    return menu


def _add(menu: QMenu, text: str, keys: str, do: Callable[[], None]) -> QAction:
    """An entry that names its keys; the keys themselves are handled by the board's lists."""
    action = menu.addAction(f"{text}\t{keys}" if keys else text)
    action.setData(do)
    return action


def _ask(board: Board, numbers: tuple[str, ...], staff_id: str) -> None:
    if board.hand.how is not None and (column := board.columns.get(staff_id)):
        board.drop_on(column)
    else:
        board.move_wanted.emit(numbers, staff_id)
