"""The cards that are held, by drag, lift or cut: what every column answers, and which one is aimed at."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QObject, Signal

from keywork_desktop.ui.models.board_answers import Answer
from keywork_desktop.ui.widgets.board_column import BoardColumn
from keywork_desktop.ui.widgets.board_columns import BoardColumns

Answering = Callable[[tuple[str, ...]], Callable[[str], Answer]]
"""Given the held prison numbers, a function from staff ID to what that column answers."""


class Held(Enum):
    """How cards are held."""

    DRAGGED = "dragged"
    LIFTED = "lifted"
    CUT = "cut"


class Hand(QObject):
    """Empty, or holding some cards. Nothing moves before they are dropped."""

    said = Signal(str)

    def __init__(self, columns: BoardColumns, parent: QObject) -> None:
        super().__init__(parent)
        self._columns = columns
        self._answer: Callable[[str], Answer] | None = None
        self.numbers: tuple[str, ...] = ()
        self.how: Held | None = None
        self.target: BoardColumn | None = None
        columns.area.horizontalScrollBar().valueChanged.connect(self._show_answers)

    @property
    def keeps_order(self) -> bool:
        """Nothing on the board may change its place now."""
        return self.how in (Held.DRAGGED, Held.LIFTED)

    def take(self, numbers: tuple[str, ...], how: Held, answer: Callable[[str], Answer]) -> None:
        """Hold these cards and let every column in sight say whether they fit."""
        self.numbers, self.how, self._answer = numbers, how, answer
        self._columns.mark_held(frozenset(numbers))
        for column in self._columns:
            column.show_answer(None)
        self._show_answers()

    def empty(self) -> None:
        """Hold nothing any more."""
        self.aim(None)
        self.numbers, self.how, self._answer = (), None, None
        for column in self._columns:
            column.show_answer(None)
        self._columns.mark_held(frozenset())

    def is_home_of_all(self, column: BoardColumn) -> bool:
        """All the cards are in this column already."""
        return self._answer is not None and self._answer(column.staff_id).here

    def aim(self, column: BoardColumn | None) -> None:
        """Frame the column into which the cards would go; a lifted card's new target is spoken."""
        if self.target is column:
            return
        if self.target is not None:
            self.target.set_target(False)
        self.target = column
        if column is None:
            return
        column.set_target(True)
        if self.how is Held.LIFTED and self._answer is not None:
            self._columns.bring_into_sight(column)
            self.said.emit(f"{column.column.spoken}. {self._answer(column.staff_id).text}")

    def aim_beside(self, steps: int) -> None:
        """Aim at the column to the right (negative: left) of the present target."""
        if self.target is not None:
            self.aim(self._columns.beside(self.target, steps))

    def aim_by_letter(self, letter: str) -> None:
        """Aim at the next column whose name begins with the letter, round to the start again."""
        columns = list(self._columns)
        here = columns.index(self.target) + 1 if self.target in columns else 0
        for column in columns[here:] + columns[:here]:
            if column.column.title.casefold().startswith(letter.casefold()):
                self.aim(column)
                return

    def _show_answers(self) -> None:
        if self._answer is None:
            return
        for column in self._columns.in_sight():
            if column.answer is None:
                column.show_answer(self._answer(column.staff_id))
