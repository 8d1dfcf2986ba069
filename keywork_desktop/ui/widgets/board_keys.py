"""The board without a mouse: Space lifts, arrows choose the column, Enter drops, Esc puts back; cut and paste."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeyEvent, QKeySequence

from keywork_desktop.ui.widgets.board_column import BoardColumn
from keywork_desktop.ui.widgets.board_hand import Hand, Held

_Key = Qt.Key
_ENTER = (_Key.Key_Return, _Key.Key_Enter)
_STEPS = {_Key.Key_Left: -1, _Key.Key_Right: 1, _Key.Key_PageUp: -6, _Key.Key_PageDown: 6}
_FAR = 10_000


class Keyed(Protocol):
    """What keys can do to the board."""

    hand: Hand
    read_only: bool

    @property
    def free_wanted(self) -> SignalInstance: ...
    def hold(self, how: Held) -> None: ...
    def put_back(self) -> None: ...
    def drop_on(self, column: BoardColumn) -> None: ...
    def ask_where_to(self) -> None: ...
    def go_beside(self, steps: int) -> None: ...
    def chosen_numbers(self) -> tuple[str, ...]: ...
    def current_column(self) -> BoardColumn | None: ...


class BoardKeys:
    """What each key does; the board's lists ask here first."""

    def __init__(self, board: Keyed) -> None:
        self._board = board

    def pressed(self, event: QKeyEvent) -> bool:
        """Do what the key is for; False leaves it to the list (up, down, choosing several)."""
        if self._board.hand.how is Held.LIFTED:
            return self._while_lifted(event)
        return self._clipboard(event) or self._plain(event)

    def _while_lifted(self, event: QKeyEvent) -> bool:
        board, key = self._board, event.key()
        if key == _Key.Key_Escape:
            board.put_back()
        elif key in (*_ENTER, _Key.Key_Space):
            if board.hand.target is not None:
                board.drop_on(board.hand.target)
        elif key in _STEPS:
            board.hand.aim_beside(_STEPS[_Key(key)])
        elif key in (_Key.Key_Home, _Key.Key_End):
            board.hand.aim_beside(-_FAR if key == _Key.Key_Home else _FAR)
        elif event.text().strip():
            board.hand.aim_by_letter(event.text())
        return key not in (_Key.Key_Tab, _Key.Key_Backtab)

    def _clipboard(self, event: QKeyEvent) -> bool:
        board = self._board
        if event.matches(QKeySequence.StandardKey.Cut):
            board.hold(Held.CUT)
        elif event.matches(QKeySequence.StandardKey.Paste):
            if board.hand.how is Held.CUT and (column := board.current_column()):
                board.drop_on(column)
        elif event.matches(QKeySequence.StandardKey.Delete):
            if (numbers := board.chosen_numbers()) and not board.read_only:
                board.free_wanted.emit(numbers)
        else:
            return False
        return True

    def _plain(self, event: QKeyEvent) -> bool:
        board, key = self._board, event.key()
        with_others = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if key == _Key.Key_Escape and board.hand.how is not None:
            board.put_back()
        elif key in _ENTER:
            board.ask_where_to()
        elif key == _Key.Key_Space and not with_others:
            board.hold(Held.LIFTED)
        elif key in (_Key.Key_Left, _Key.Key_Right) and not with_others:
            board.go_beside(_STEPS[_Key(key)])
        elif key in (_Key.Key_Left, _Key.Key_Right) and with_others == Qt.KeyboardModifier.ControlModifier:
            board.go_beside(-_FAR if key == _Key.Key_Left else _FAR)
        else:
            return False
        return True
