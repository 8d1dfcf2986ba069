"""The panel beside the rota: the officer and day in focus, their shift, each session, and what one can do to it."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QGridLayout, QListView, QSizePolicy, QWidget

from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.delegates.rota_lists import RotaLineDelegate
from keywork_desktop.ui.models.keyed_list import KeyedListModel
from keywork_desktop.ui.models.rota_cells import LEAVE, RotaCell, RotaLine
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.calendar_chosen import ActionButton
from keywork_desktop.ui.widgets.labels import ElidedLabel, ToneLabel, quiet
from keywork_desktop.ui.widgets.panel import Panel

NOTHING = "Choose an officer's day to see shift and sessions."
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RotaLinesModel(KeyedListModel[RotaLine]):
    """The sessions of one officer on one day."""

    def key_of(self, item: RotaLine) -> Hashable:
        return item.key

    def text_of(self, item: RotaLine) -> str:
        return " · ".join((f"{item.entry.lead} {item.entry.name}", item.where, *item.notes))

    def spoken_of(self, item: RotaLine) -> str:
        return item.spoken

    def tip_of(self, item: RotaLine) -> str:
        return item.spoken


class RotaLinesList(QListView):
    """Choosing a session here chooses it for every command; Enter opens it."""

    opened = Signal()

    def sizeHint(self) -> QSize:
        """Two sessions at least, if there are so many; it takes what is left, and pushes no other list away."""
        rows = min(2, self.model().rowCount())
        return QSize(super().sizeHint().width(), rows * self.sizeHintForRow(0) if rows else 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class RotaCellPanel(Panel):
    """`line_chosen` carries the key of a session, `opened` asks to open it, `shift_wanted` to edit the shift.

    `explain_wanted` carries a code that nobody has explained.
    """

    line_chosen = Signal(str)
    opened = Signal()
    shift_wanted = Signal()
    explain_wanted = Signal(str)

    def __init__(self, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=10, spacing=4)
        self.setAccessibleName("Chosen day")
        self._name, self._day = ElidedLabel("", self, bold=True), quiet("", self)
        self._shift = ToneLabel("", self, size=0.94, wrap=True)
        self._since = ToneLabel("", self, tone="due", size=0.94, wrap=True)
        self._cell: RotaCell | None = None
        self.lines = RotaLinesModel(self)
        self.list = RotaLinesList(self)
        self.list.setModel(self.lines)
        delegate = RotaLineDelegate(self)
        self.list.setItemDelegate(delegate)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("Sessions of this day")
        for widget in (self._name, self._day, self._shift):
            self.column.addWidget(widget)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self._since)
        grid = QGridLayout()
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setSpacing(6)
        self._buttons = {name: ActionButton(action, self) for name, action in actions.items()}
        grid.addWidget(self._buttons["open"], 0, 0)
        for place, name in enumerate(("delivered", "missed", "lock", "remove")):
            grid.addWidget(self._buttons[name], 1 + place // 2, place % 2)
        self.shift_button = button("Shift…", self, tip="Change shift and key work time of this day (F2 types it)")
        self.shift_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        grid.addWidget(self.shift_button, 0, 1)
        self.explain_button = button("Explain…", self, tip="Say once what the code means")
        grid.addWidget(self.explain_button, 4, 0, 1, 2)
        self.column.addLayout(grid)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.list.opened.connect(self.opened)
        self.list.doubleClicked.connect(self._open)
        self.shift_button.clicked.connect(self.shift_wanted)
        self.explain_button.clicked.connect(self._explain)
        self._code = ""
        self.show_cell(None, None)

    def minimumSizeHint(self) -> QSize:
        """With all the lines that its words take at this width."""
        least = super().minimumSizeHint()
        return QSize(least.width(), self.column.heightForWidth(max(least.width(), self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            # The words take other lines now.
            self.updateGeometry()

    def show_cell(self, cell: RotaCell | None, line: RotaLine | None, *, acts: bool = True) -> None:
        """Show an officer's day with `line` chosen; None: nothing is. Without `acts` it is only to be read."""
        self.lines.show(cell.lines if cell else ())
        self.list.updateGeometry()
        self._name.setText(cell.officer if cell else "")
        self._day.setText(" · ".join([long_date(cell.on), *[cell.holiday] * bool(cell.holiday)]) if cell else "")
        self._shift.setText(self._words(cell) if cell else NOTHING)
        self._shift.set_tone("due" if cell and (cell.away or cell.stranded) else "text" if cell else "quiet_text")
        self._cell = cell
        self._tell_since(line)
        for widget in (self._name, self._day, self.list):
            widget.setVisible(cell is not None)
        self.shift_button.setVisible(cell is not None and acts)
        self._code = cell.code if cell is not None and cell.unexplained and acts else ""
        self.explain_button.setText(f"Explain {self._code}…")
        self.explain_button.setVisible(bool(self._code))
        for made in self._buttons.values():
            made.setVisible(line is not None and acts)
        index = self.lines.index_of(line.key) if line else QModelIndex()
        if index.isValid() and index != self.list.currentIndex():
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(index, flag)

    @staticmethod
    def _words(cell: RotaCell) -> str:
        if cell.away:
            lost = " Move these sessions." if cell.stranded else ""
            says = f" The detail says {cell.shift}." if cell.code not in ("", LEAVE) else ""
            return f"Away: {cell.away}.{says}{lost}"
        if cell.unexplained and cell.withheld:
            said = f"{cell.shift}: key work {', '.join(map(str, cell.withheld))} does not count yet."
            return f"{said} Explain the code, or move these sessions." if cell.stranded else said
        shift = f"{cell.code} {cell.shift}" if cell.meaning else cell.shift
        said = f"{shift[:1].upper()}{shift[1:]}, {cell.key_work_words}."
        return f"{said} A session here has no key work time: move it." if cell.stranded else said

    def _explain(self) -> None:
        self.explain_wanted.emit(self._code)

    def _tell_since(self, line: RotaLine | None) -> None:
        """Say how the chosen session differs from the published version, and what has gone from the day."""
        here = [f"{line.differs.shape} {line.since}"] if line is not None and line.differs is not None else []
        # Since which version, the line above the rota says; the tool tip says it in full.
        gone = [f"– {words.partition(' since version')[0]}" for words in self._cell.left] if self._cell else []
        self._since.setText("\n".join((*here, *gone)))
        self._since.setVisible(bool(here or gone))

    def _chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        line = self.lines.item(now)
        if line is not None:
            self._tell_since(line)
            self.line_chosen.emit(line.key)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit()

    @property
    def text(self) -> str:
        """What the panel says, line by line."""
        head = [label.text() for label in (self._name, self._day, self._shift) if label.text()]
        lines = [self.lines.text_of(line) for line in self.lines.items]
        return "\n".join([*head, *lines, *[self._since.text()] * (not self._since.isHidden())])
