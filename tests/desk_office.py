"""An office that does every action at once on a real desk: for tests of pages, without threads or an event loop."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from keywork_desktop.actions.changing import undo
from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.looking import look
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import KeyworkError
from keywork_desktop.domain.facts import (
    AdmissionFact,
    AlertFact,
    Fact,
    PersonFact,
    RecordFact,
    StayFact,
    WhereaboutsFact,
)
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.store import Author, Store, StoreKey
from keywork_desktop.ui.office import four_weeks_from
from keywork_desktop.ui.tasks import Task
from keywork_desktop.ui.view import View

AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


def _facts_of(person: Prisoner) -> Iterable[Fact]:
    yield PersonFact(
        person.prison_number,
        person.last_name,
        person.first_name,
        person.date_of_birth,
        release_date=person.release_date,
    )
    yield StayFact(person.prison_number, person.reception)
    yield WhereaboutsFact(person.prison_number, person.reception, str(person.location))
    yield AdmissionFact(person.prison_number, person.reception)
    for alert in person.alerts:
        yield AlertFact(person.prison_number, alert.code, alert.effective, alert.expiry, alert.first_seen)
    for record in person.records:
        yield RecordFact(person.prison_number, record)


def a_store_with(folder: Path, facts: Snapshot) -> Store:
    """An unencrypted store that holds the people of a snapshot and what binds them."""
    store = Store.create(
        folder / "keywork.store", facts.establishment, StoreKey.none(), at=AT, author=Author("manager", "office-pc")
    )
    with store.unit_of_work("import", "Import 3 reports", at=AT) as work:
        work.put_all(facts.key_workers.values())
        work.put_all(fact for person in facts.prisoners.values() for fact in _facts_of(person))
        work.put_all(facts.shifts.values())
        work.put_all(facts.allocations.values())
        work.commit()
    return store


class DeskOffice(QObject):
    """What pages use of `Office`; `acts` keeps what the actions answered, `errors` what they refused."""

    viewed = Signal(object)
    done = Signal(str)
    warned = Signal(str)
    failed = Signal(object)
    working = Signal(bool)

    def __init__(self, store: Store, today: date) -> None:
        super().__init__()
        self._moment = AT
        self.desk = Desk(store, today, self._now)
        self.day = today
        self.units: frozenset[str | None] | None = None
        self.view: View | None = None
        self.acts: list[ChangeSet] = []
        self.errors: list[KeyworkError] = []

    def _now(self) -> datetime:
        self._moment += timedelta(minutes=1)
        return self._moment

    def act(self, action: Callable[[Desk], ChangeSet]) -> None:
        try:
            change = action(self.desk)
        except KeyworkError as error:
            self.errors.append(error)
            self.failed.emit(error)
            return
        self.acts.append(change)
        self.refresh(change)
        if change.id:
            self.done.emit(change.summary)

    def undo(self) -> None:
        """Take back the last change, as the bottom band does."""
        self.act(undo)

    async def ask(self, question: Callable[[Desk], Any]) -> Any:
        return question(self.desk)

    async def ask_long(self, title: str, question: Callable[[Desk, Task], Any]) -> Any:
        return question(self.desk, Task(title))

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        """Run a coroutine that waits for nothing but `ask`."""
        try:
            work.send(None)
        except StopIteration:
            return
        raise AssertionError("this office answers at once: nothing can be waited for")

    def refresh(self, changed: ChangeSet | None = None) -> None:
        looked = look(self.desk, self.day, four_weeks_from(self.day))
        self.view = View(
            looked.snapshot,
            looked.items,
            self.desk.today,
            self.units,
            changed,
            looked.undoable,
            looked.redoable,
            watched=looked.watched,
        )
        self.viewed.emit(self.view)

    def show_units(self, units: frozenset[str | None] | None) -> None:
        self.units = units
        if self.view is not None:
            self.view = replace(self.view, units=units, changed=None)
            self.viewed.emit(self.view)

    def look_at(self, day: date) -> None:
        self.day = day
        self.refresh()
