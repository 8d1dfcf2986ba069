"""What the calendar does to the rota: each of these is one action, the same that the command line calls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from keywork_desktop.actions.planning_rota import (
    lock_session,
    move_session,
    place_session,
    remove_session,
    settle_session,
)
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.records import RecordKind
from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.models.calendar_placing import Carried, Place
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.widgets.calendar_actions import reasons_menu


class CalendarActs(QObject):
    """`session` is the chosen planned session that may be acted on, None if there is none."""

    def __init__(self, office: Office, window: QWidget) -> None:
        super().__init__(window)
        self._office, self._window = office, window
        self.session: PlannedSession | None = None

    def by_name(self) -> dict[str, Callable[[], None]]:
        """The acts on the chosen session by the names of the page's commands."""
        return {"delivered": self.delivered, "missed": self.missed, "lock": self.lock, "remove": self.remove}

    def put(self, carried: Carried, day: date, staff_id: str | None, start: time | None) -> None:
        """Move the session, or plan one for whoever is due."""
        if session := carried.session_id:
            self._office.act(partial(move_session, session_id=session, on=day, staff_id=staff_id, start=start))
        else:
            number = carried.prison_number
            self._office.act(partial(place_session, prison_number=number, on=day, staff_id=staff_id, start=start))

    def refuse(self, place: Place, day: date) -> None:
        """Say why it cannot be put there, and what to do."""
        said = f"{long_date(day)}: {place.words}. Choose another day or officer: Enter shows what fits."
        self._office.failed.emit(RequestError(said, code="does_not_fit"))

    def delivered(self) -> None:
        """The session was held."""
        if self.session:
            self._office.act(partial(settle_session, session_id=self.session.id, kind=RecordKind.SESSION))

    def missed(self) -> None:
        """The session was lost: ask why."""
        if self.session:
            reasons_menu(self._window, partial(self.lost, self.session.id)).popup(QCursor.pos())

    def lost(self, session_id: str, reason: str) -> None:
        """The session was lost for this reason."""
        self._office.act(partial(settle_session, session_id=session_id, kind=RecordKind.MISSED, reason=reason))

    def lock(self) -> None:
        """Lock the session where it is, or unlock it."""
        if self.session:
            self._office.act(partial(lock_session, session_id=self.session.id, locked=not self.session.locked))

    def remove(self) -> None:
        """Take the session off the rota."""
        if self.session:
            self._office.act(partial(remove_session, session_id=self.session.id))
