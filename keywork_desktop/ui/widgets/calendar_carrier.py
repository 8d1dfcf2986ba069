"""Carrying a session or somebody who is due, by mouse or by keyboard, until it is put down or put back."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import QMimeData, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.ui.delegates.calendar_look import draw_entry, entry_height
from keywork_desktop.ui.models.calendar_entries import Entry
from keywork_desktop.ui.models.calendar_facts import CalendarFacts
from keywork_desktop.ui.models.calendar_placing import Carried, Place, Placing
from keywork_desktop.ui.theme import tokens

MIME = "application/x-keywork-calendar"
"""A drag carries a prison number, and the id of a session if it is one."""


class Carrier(QObject):
    """One thing is carried at a time. `changed` asks the views to draw the answers anew."""

    changed = Signal()
    picked_up = Signal(object)
    """A `Carried`."""
    dropped = Signal(object, object, object, object)
    """`Carried`, day, staff ID or None, start or None."""
    refused = Signal(object, object)
    """`Place` and day: it cannot be put down there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.facts: CalendarFacts | None = None
        self.placing: Placing | None = None
        self.key = ""
        self.by_keyboard = False

    @property
    def carried(self) -> Carried | None:
        return self.placing.carried if self.placing else None

    def show(self, facts: CalendarFacts) -> None:
        """Judge against these facts from now on."""
        self.facts = facts
        if self.placing:
            self.placing = Placing(facts, self.placing.carried, self.placing)
            self.changed.emit()

    def pick_up(self, carried: Carried, key: str = "", *, by_keyboard: bool = False) -> None:
        """Take hold; from now on every place says fits, warns or no. `key` is the entry drawn as carried."""
        assert self.facts is not None, "nothing can be carried before there are facts"
        self.placing = Placing(self.facts, carried)
        self.key, self.by_keyboard = key, by_keyboard
        self.changed.emit()
        self.picked_up.emit(carried)

    def put_back(self) -> None:
        """Let go; nothing has changed."""
        if self.placing:
            self.placing, self.key, self.by_keyboard = None, "", False
            self.changed.emit()

    def place(self, day: date, staff_id: str | None = None, start: time | None = None) -> Place | None:
        """The answer for a place, None when nothing is carried."""
        if self.placing is None:
            return None
        if staff_id is None and start is None:
            return self.placing.days.get(day)
        return self.placing.on(day, staff_id, start)

    def drop(self, day: date, staff_id: str | None = None, start: time | None = None) -> None:
        """Put it down; a place that says no says it again in words, and what is carried goes back."""
        placing, place = self.placing, self.place(day, staff_id, start)
        self.put_back()
        if placing is None or place is None or placing.is_here_now(day, staff_id, start):
            return
        if place.fit is Fit.NO:
            self.refused.emit(place, day)
        else:
            self.dropped.emit(placing.carried, day, staff_id, start)

    def drag(self, source: QWidget, carried: Carried, entry: Entry, size: QSize) -> None:
        """Run a drag from `source`; comes back when the mouse is let go."""
        self.pick_up(carried, entry.key)
        mime = QMimeData()
        mime.setData(MIME, f"{carried.prison_number} {carried.session_id}".encode())
        drag = QDrag(source)
        drag.setMimeData(mime)
        drag.setPixmap(_picture(source, entry, size))
        drag.setHotSpot(QPoint(14, size.height() // 2))
        drag.exec(Qt.DropAction.MoveAction)
        self.put_back()


def _picture(source: QWidget, entry: Entry, size: QSize) -> QPixmap:
    ratio = source.devicePixelRatioF()
    height = entry_height(source.font())
    size = QSize(max(150, size.width()), height)
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_entry(painter, QRectF(1, 1, size.width() - 2, height - 2), entry, tokens(source), source.font(), current=True)
    painter.end()
    return picture
