"""Beside the rota: who becomes overdue in the next days as it stands, and who leaves first; with what would mend it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from keywork_desktop.actions.forecasting import coming_up
from keywork_desktop.actions.planning_rota import move_session, place_session
from keywork_desktop.planning.rota_forecast import NEXT_DAYS
from keywork_desktop.ui.delegates.rota_lists import LeftOutDelegate
from keywork_desktop.ui.models.rota_forecast import ForecastLine, forecast_lines, forecast_words
from keywork_desktop.ui.models.rota_left_out import LeftOutListModel
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button, icon_button
from keywork_desktop.ui.widgets.labels import ToneLabel
from keywork_desktop.ui.widgets.panel import Panel
from keywork_desktop.ui.widgets.side_list import SideList

_LEAST_LINES = 30
"""Of text, beside the rota: with fewer the list is folded until somebody asks for it."""


class RotaForecast(Panel):
    """`jumped` carries the `ForecastLine` that was chosen, `wanted` one whose room is to be taken."""

    jumped = Signal(object)
    wanted = Signal(object)
    filled = Signal(bool)
    """Its list is open where there is room for little else (large text, a low window)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=1, spacing=0)
        self.head = ToneLabel("", self, bold=True, wrap=True)
        self.fold = icon_button("ph.caret-down", "Hide who is coming", self)
        self.lines = LeftOutListModel(self)
        self.list = SideList("Who is coming", self)
        self.list.setModel(self.lines)
        self.list.setItemDelegate(LeftOutDelegate(self))
        self.put = button("Put him there", self, tip="Plan the session where there is room for it")
        row = QHBoxLayout()
        row.setContentsMargins(10, 5, 4, 4)
        row.addWidget(self.head, 1)
        row.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        below = QHBoxLayout()
        below.setContentsMargins(8, 4, 8, 6)
        below.addStretch(1)
        below.addWidget(self.put)
        self.column.addLayout(row)
        self.column.addWidget(self.list, 1)
        self.column.addLayout(below)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.list.clicked.connect(self._jump_again)
        self.put.clicked.connect(self._put)
        self.fold.clicked.connect(self._turn)
        self._may_put = True
        self._folded: bool | None = None
        """None until somebody says: open where there is room."""
        self.hide()

    @property
    def line(self) -> ForecastLine | None:
        """The line in focus."""
        found = self.lines.item(self.list.currentIndex())
        return found if isinstance(found, ForecastLine) else None

    def show_lines(self, lines: Sequence[ForecastLine], *, may_put: bool) -> None:
        """Show who is coming; sessions can be put only from today's point of view."""
        self._may_put = may_put
        self.head.setText(forecast_words(list(lines), NEXT_DAYS))
        self._fit_head()
        self.list.selectionModel().blockSignals(True)
        self.lines.show(lines)
        self.list.selectionModel().blockSignals(False)
        self._show_parts()

    def _show_parts(self) -> None:
        folded = self._is_tight if self._folded is None else self._folded
        open_ = bool(self.lines.items) and not folded
        self.list.setVisible(open_)
        # Folded it asks for its head alone.
        down = QSizePolicy.Policy.Preferred if open_ else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, down)
        self.put.setVisible(open_)
        self.fold.setVisible(bool(self.lines.items))
        line = self.line
        self.put.setEnabled(self._may_put and line is not None and line.room is not None)
        self.fold.setAccessibleName("Hide who is coming" if open_ else "Show who is coming")
        self.fold.setToolTip(self.fold.accessibleName())
        self.filled.emit(open_ and self._is_tight)

    @property
    def _is_tight(self) -> bool:
        around = self.parentWidget()
        return around is not None and around.height() < _LEAST_LINES * self.fontMetrics().height()

    def _turn(self) -> None:
        self._folded = not self.list.isHidden()
        self._show_parts()

    def _fit_head(self) -> None:
        """A folded panel asks for no more than its head, which knows how high it is only once it knows how wide."""
        self.head.setMinimumHeight(max(0, self.head.heightForWidth(self.head.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.filled.emit(False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_parts()

    def _chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        self._show_parts()
        if self.list.hasFocus() and self.line is not None:
            self.jumped.emit(self.line)

    def _jump_again(self, index: QModelIndex) -> None:
        if self.line is not None:
            self.jumped.emit(self.line)

    def _put(self) -> None:
        if self.line is not None and self.line.room is not None:
            self.wanted.emit(self.line)


class RotaLookingAhead(QObject):
    """Asks for what is coming whenever the facts are new, and puts a session where there is room for it."""

    def __init__(self, office: Office, widget: RotaForecast, parent: QObject) -> None:
        super().__init__(parent)
        self._office, self._widget = office, widget
        self._view: View | None = None
        widget.wanted.connect(self._put)

    def look(self, view: View, *, shown: bool) -> None:
        """Show what is coming by these facts; `shown` False hides it, as beside a proposal."""
        if not shown or view.snapshot.on != view.today or not self._office.has_store:
            self._widget.hide()
            return
        if view is self._view:
            self._widget.show()
            return
        self._view = view
        self._office.spawn(self._ask(view))

    async def _ask(self, view: View) -> None:
        found = await self._office.ask(partial(coming_up, days=NEXT_DAYS))
        if view is self._view:
            self._widget.show_lines(forecast_lines(found, view.snapshot, view.units), may_put=True)
            self._widget.show()

    def _put(self, line: ForecastLine) -> None:
        room = line.room
        if room is None:
            return
        if line.instead_of:
            session_id = line.instead_of
            self._office.act(
                partial(move_session, session_id=session_id, on=room.on, staff_id=room.staff_id, start=room.start)
            )
            return
        number = line.prison_number
        self._office.act(
            partial(place_session, prison_number=number, on=room.on, staff_id=room.staff_id, start=room.start)
        )
