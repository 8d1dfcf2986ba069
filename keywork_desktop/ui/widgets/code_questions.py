"""Codes of the detail that nobody has explained: one question each, however many cells they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QSizePolicy, QWidget

from keywork_desktop.domain.detail import ShiftCode
from keywork_desktop.domain.shift_codes import CodeUse, code_words
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet
from keywork_desktop.ui.widgets.panel import Panel

SHOWN = 3
"""Questions in sight at once; more are scrolled to."""

_WHY = "Answered once, it is remembered with this import. Until then the code gives no key work time."


class _Rows(QScrollArea):
    """As high as its rows want, as far as there is room; scrolled where there is not."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._wanted = self._least = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.viewport().setAutoFillBackground(False)

    def fit(self) -> None:
        """As high as the rows are at this width, up to so many of two lines each; at least one of them."""
        rows: QWidget | None = self.widget()
        layout = rows.layout() if rows is not None else None
        if layout is None:
            return
        row = 2 * self.fontMetrics().lineSpacing() + SPACE
        wanted = min(layout.totalHeightForWidth(self.viewport().width()), SHOWN * row) + 2
        if (wanted, row) != (self._wanted, self._least):
            self._wanted, self._least = wanted, row
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), min(self._wanted, self._least))


class CodeQuestions(Panel):
    """`answers` are the meanings given so far, by code; nothing is written here. Hidden while nothing is asked.

    `wanted` carries the `CodeUse` that is to be explained; whoever asks calls `answer`.
    """

    wanted = Signal(object)
    answered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=10, spacing=4)
        self.questions: tuple[CodeUse, ...] = ()
        self.answers: dict[str, ShiftCode] = {}
        self.buttons: dict[str, QPushButton] = {}
        self.words: dict[str, ToneLabel] = {}
        self.title = ToneLabel("", self, bold=True)
        self._area = _Rows(self)
        self.column.addWidget(self.title)
        self.column.addWidget(quiet(_WHY, self, wrap=True))
        self.column.addWidget(self._area)
        self.setAccessibleName("Codes that nobody has explained")
        self.hide()

    def show_questions(self, questions: Sequence[CodeUse]) -> None:
        """Ask these; answers given before stay where they are still asked for."""
        self.questions = tuple(questions)
        asked = {use.code for use in questions}
        self.answers = {code: answer for code, answer in self.answers.items() if code in asked}
        self._rows()
        self.setVisible(bool(questions))

    def _rows(self) -> None:
        rows = QWidget(self._area)
        rows.setAutoFillBackground(False)
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, SPACE, 0)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(SPACE // 2)
        grid.setColumnStretch(0, 1)
        self.buttons, self.words = {}, {}
        for at, use in enumerate(self.questions):
            answer = self.answers.get(use.code)
            words = ToneLabel(self._words(use), rows, tone="text" if answer else "due", wrap=True)
            made = button(f"Change {use.code}…" if answer else f"Explain {use.code}…", rows)
            made.setAutoDefault(True)  # Enter asks, as the focus that waits there promises
            made.clicked.connect(partial(self._ask, use))
            self.buttons[use.code], self.words[use.code] = made, words
            grid.addWidget(words, at, 0)
            grid.addWidget(made, at, 1, Qt.AlignmentFlag.AlignTop)
        self._area.setWidget(rows)
        self._area.fit()
        left = len(self.questions) - len(self.answers)
        codes = "One code" if left == 1 else f"{left} codes"
        self.title.setText(f"◆ {codes} of the detail nobody has explained" if left else "● Every code is explained")

    def _words(self, use: CodeUse) -> str:
        answer = self.answers.get(use.code)
        if answer is None:
            return f"What does {use.code} mean? {use.words}"
        lost = use.withheld(answer)
        return f"{code_words(answer)}. {use.words}" + (f" In {lost} of them it would not count." if lost else "")

    def _ask(self, use: CodeUse, checked: bool = False) -> None:
        self.wanted.emit(use)

    def answer(self, answer: ShiftCode) -> None:
        """Somebody has said what a code means; the next one waits for Enter, else this one keeps the focus."""
        self.answers[answer.code] = answer
        self._rows()
        announce(self, f"{code_words(answer)}. Remembered when the import is accepted.")
        self.answered.emit()
        waiting = next((use.code for use in self.questions if use.code not in self.answers), answer.code)
        if waiting in self.buttons:
            self.buttons[waiting].setFocus()
