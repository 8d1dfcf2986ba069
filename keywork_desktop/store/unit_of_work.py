"""The unit of work: everything an action writes, and its change set, together or not at all."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import Bug
from keywork_desktop.store import stored
from keywork_desktop.store.author import Author
from keywork_desktop.store.detail_writes import DetailWrites
from keywork_desktop.store.engine import WRITING
from keywork_desktop.store.hybrid_clock import next_reading
from keywork_desktop.store.identifiers import milliseconds, uuids_at
from keywork_desktop.store.people_writes import PeopleWrites
from keywork_desktop.store.problems import mendable
from keywork_desktop.store.recording import Recorder
from keywork_desktop.store.references import refuse_two_sessions_a_day
from keywork_desktop.store.rota_writes import RotaWrites
from keywork_desktop.store.rule_writes import RuleWrites
from keywork_desktop.store.stored import Row
from keywork_desktop.store.watch_writes import WatchWrites


class UnitOfWork(RuleWrites, RotaWrites, DetailWrites, WatchWrites, PeopleWrites):
    """Use as a context manager: leaving it without `commit` takes everything back.

    Every method that writes raises `RequestError` where a person is unknown (`unknown_prisoner`, `unknown_key_worker`)
    or a value cannot be right (`bad_value`); `EnvironmentProblem` where the store is locked, full or read-only.
    """

    def __init__(
        self,
        engine: Engine,
        path: Path,
        author: Author,
        action: str,
        summary: str,
        at: datetime,
    ) -> None:
        self._engine = engine
        self._path = path
        self._author = author
        self._action = action
        self._summary = summary
        self._at = at
        milliseconds(at)  # a moment without a time zone is refused before anything is written
        self._undoes: str | None = None
        self._ids = uuids_at(at)
        self._connection: Connection | None = None
        self._recorder: Recorder | None = None

    def __enter__(self) -> UnitOfWork:
        with mendable(self._path):
            connection = self._engine.connect().execution_options(**{WRITING: True})
            try:
                connection.begin()
            except BaseException:
                connection.close()
                raise
        self._connection = connection
        self._recorder = Recorder(connection)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        if isinstance(error, DBAPIError):
            with mendable(self._path):
                raise error

    def _close(self) -> None:
        if self._connection is not None:
            connection, self._connection, self._recorder = self._connection, None, None
            connection.close()  # takes back what was not committed

    @property
    def connection(self) -> Connection:
        """The transaction's connection, for reading what has been written so far."""
        if self._connection is None:
            raise Bug("The unit of work is over, or has not begun.", code="work_over")
        return self._connection

    @property
    def recorder(self) -> Recorder:
        if self._recorder is None:
            raise Bug("The unit of work is over, or has not begun.", code="work_over")
        return self._recorder

    def commit(self, summary: str | None = None, *, undoes: str | None = None) -> ChangeSet:
        """Writes everything with its change set. `summary` replaces the one given at the start; `undoes` is the change
        set that this one takes back.

        Where nothing was changed nothing is written, and the change set's `id` is empty.
        """
        summary = self._summary if summary is None else summary
        self._undoes = undoes
        recorder = self.recorder
        if not recorder.changes:
            return self.dry_run(summary)
        refuse_two_sessions_a_day(self.connection, recorder.changes)
        change_set_id = next(self._ids)
        last = self.connection.exec_driver_sql("SELECT max(hlc) FROM change_set").scalar()
        row: Row = {
            "id": change_set_id,
            "at": stored.moment_text(self._at),
            "hlc": next_reading(last, self._at, self._author.device),
            "actor": self._author.actor,
            "device": self._author.device,
            "action": self._action,
            "summary": summary,
            "rows": len(recorder.changes),
            "undoes": self._undoes,
        }
        recorder.write_log(row, self._ids)
        self.connection.commit()
        change = self._change_set(change_set_id, summary)
        self._close()
        return change

    def dry_run(self, summary: str | None = None) -> ChangeSet:
        """The change set this would have been, with an empty `id`; everything is taken back."""
        refuse_two_sessions_a_day(self.connection, self.recorder.changes)
        change = self._change_set("", self._summary if summary is None else summary)
        self._close()
        return change

    def _change_set(self, change_set_id: str, summary: str) -> ChangeSet:
        touched = self.recorder.touched
        return ChangeSet(
            id=change_set_id,
            at=stored.moment(stored.moment_text(self._at)),
            actor=self._author.actor,
            device=self._author.device,
            action=self._action,
            summary=summary,
            prisoners=touched.prisoners,
            key_workers=touched.key_workers,
            days=touched.days,
            rows=len(self.recorder.changes),
            undoes=self._undoes,
        )
