"""The store: one file with everything a prison's key work needs, opened, read, changed and closed here.

All use of a store is on one thread. Nothing here reads the clock: moments come from the caller, and so may the author.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine

from keywork_desktop.domain.acknowledging import Acknowledgement
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.core_day import CoreDay
from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.delivery_report import KnownFrom
from keywork_desktop.domain.detail import Shift, ShiftCode
from keywork_desktop.domain.detail_versions import Cell, DetailLine, DetailRead, DetailVersion
from keywork_desktop.domain.errors import Bug, EnvironmentProblem
from keywork_desktop.domain.facts import Known
from keywork_desktop.domain.not_in_nomis import NotInNomis
from keywork_desktop.domain.people import Allocation, Establishment
from keywork_desktop.domain.period_facts import PeriodFacts
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.records import KeyWorkRecord
from keywork_desktop.domain.responsibility import Responsibility
from keywork_desktop.domain.rota_versions import RotaVersion
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.domain.working_patterns import WorkingPattern
from keywork_desktop.store import change_log, copies, correcting, holder, schema
from keywork_desktop.store.author import Author, default_author
from keywork_desktop.store.checking import Finding, findings
from keywork_desktop.store.engine import engine_for, salt_of
from keywork_desktop.store.keys import CipherKey, StoreKey, cipher_key, forget_cipher_key, new_cipher_key
from keywork_desktop.store.network import refuse_network_share
from keywork_desktop.store.problems import mendable
from keywork_desktop.store.queries import decisions, detail, rota
from keywork_desktop.store.queries.allocation_history import allocation_history
from keywork_desktop.store.queries.known import known
from keywork_desktop.store.queries.known_from import known_from
from keywork_desktop.store.queries.late import WrittenLate, records_began, written_late
from keywork_desktop.store.queries.not_in_nomis import waiting_for_nomis
from keywork_desktop.store.queries.period import period_facts
from keywork_desktop.store.queries.responsibility import responsibility
from keywork_desktop.store.queries.rules_in_time import Entered, RulesInTime, rules_in_time
from keywork_desktop.store.queries.shift_codes import CodesKnown, codes_known, shift_codes, shifts_with
from keywork_desktop.store.queries.snapshot import snapshot
from keywork_desktop.store.queries.watch import acknowledgements
from keywork_desktop.store.unit_of_work import UnitOfWork

FIRST_POLICY = "key_work_2025_26"
FIRST_POLICY_FROM = date(2025, 4, 1)


class Store:
    """An open store. Make one with `Store.create` or `Store.open`; close it, or use it as a context manager."""

    def __init__(
        self, path: Path, engine: Engine, author: Author, *, cipher: CipherKey | None, migrated_from: Path | None
    ) -> None:
        self.path = path
        self.author = author
        self.encrypted = cipher is not None
        self._cipher = cipher
        self.migrated_from = migrated_from
        """The copy that was put aside before an older store was brought up to date; None if it was not."""
        self._engine = engine
        self._work: UnitOfWork | None = None
        self._announced = False
        with self._reading() as connection:
            self._version_seen = self._data_version(connection)

    # A store's life -------------------------------------------------------------------------------------------------
    @classmethod
    def create(
        cls,
        path: Path | str,
        establishment: Establishment,
        key: StoreKey,
        *,
        at: datetime,
        author: Author | None = None,
    ) -> Store:
        """Makes a new store with "Key work 2025/26" in force from 1 April 2025, and opens it.

        `author` is whoever is logged in, if nobody else is named.

        Raises `EnvironmentProblem`: `store_exists`, `network_share`, `no_credential_store`, `read_only`, `disk_full`.
        Whatever goes wrong, nothing is left at `path`.
        """
        refuse_network_share(path)
        path = Path(path).absolute()
        author = author or default_author()
        if path.exists():
            raise EnvironmentProblem(
                f"There is a file at {path} already. Open it, or choose another name.",
                code="store_exists",
                details={"path": str(path)},
            )
        with mendable(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        cipher = new_cipher_key(key, path)
        # Made under another name first: a store that is there is a whole one.
        draft = path.with_name(f".{path.name}.{uuid4().hex}")
        try:
            with mendable(path):
                engine = engine_for(draft, cipher, create=True)
                try:
                    schema.create(engine)
                    with UnitOfWork(
                        engine, path, author, change_log.INIT, f"New store for {establishment.name}", at
                    ) as work:
                        work.establishment(establishment)
                        work.policy_in_force(FIRST_POLICY, FIRST_POLICY_FROM)
                        work.commit()
                finally:
                    engine.dispose()
                draft.rename(path)
        except BaseException:
            for left in (draft, Path(f"{draft}-wal"), Path(f"{draft}-shm")):
                left.unlink(missing_ok=True)
            if cipher is not None:
                forget_cipher_key(cipher)
            raise
        return cls.open(path, key, author)

    @classmethod
    def open(cls, path: Path | str, key: StoreKey, author: Author | None = None) -> Store:
        """Opens a store; one of an older version is copied and brought up to date first.

        An unencrypted store opens with any key. Raises `EnvironmentProblem`: `store_missing`, `not_a_store`,
        `store_newer`, `wrong_passphrase`, `passphrase_needed`, `no_credential_store`, `store_locked`, `network_share`,
        `read_only`, `unreadable`, `disk_full`, `migration_failed`.
        """
        refuse_network_share(path)
        path = Path(path).absolute()
        salt = salt_of(path)
        cipher = None if salt is None else cipher_key(key, path, salt)
        engine = engine_for(path, cipher)
        try:
            copy = schema.bring_up_to_date(engine, path, cipher)
            return cls(path, engine, author or default_author(), cipher=cipher, migrated_from=copy)
        except BaseException:
            engine.dispose()
            raise

    def close(self) -> None:
        """Closes the file; on the thread that used the store. Closing twice does no harm."""
        if self._work is not None:
            self._work.__exit__(None, None, None)
        self._engine.dispose()
        if self._announced:
            holder.withdraw(self.path)
            self._announced = False

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def announce(self, at: datetime) -> None:
        """Says, in a small file beside the store, that a window has it open; `close` takes it back."""
        with mendable(self.path):
            holder.announce(self.path, self.author, at)
        self._announced = True

    def back_up(
        self, to: Path, *, replace: bool = False, progress: copies.Progress | None = None, dry_run: bool = False
    ) -> copies.Backup:
        """Copies the whole store, under the same key, to `to`; see `copies.back_up` for what may go wrong."""
        where = copies.Where(self._engine, self.path, self._cipher)
        return copies.back_up(where, to, replace=replace, progress=progress, dry_run=dry_run)

    def check(self) -> tuple[Finding, ...]:
        """What is wrong in the file, between its rows, and with what must always hold; nothing if all is well."""
        with self._reading() as connection:
            return findings(connection, encrypted=self.encrypted)

    # Changing -------------------------------------------------------------------------------------------------------
    def unit_of_work(self, action: str, summary: str = "", *, at: datetime) -> UnitOfWork:
        """Everything one action writes: use as a context manager, and end it with `commit()` or `dry_run()`.

        While it is open, this store reads what it has written so far. Raises `EnvironmentProblem` (`store_locked`) if
        another process keeps writing.
        """
        return _TrackedWork(self, self._engine, self.path, self.author, action, summary, at)

    def undo(self, at: datetime, *, dry_run: bool = False) -> ChangeSet:
        """Takes back the newest action; `RequestError` (`nothing_to_undo`, `changed_since`)."""
        with self.unit_of_work(change_log.UNDO, at=at) as work:
            return change_log.undo(work, dry_run=dry_run)

    def redo(self, at: datetime, *, dry_run: bool = False) -> ChangeSet:
        """Does again what was undone last; `RequestError` (`nothing_to_redo`, `changed_since`)."""
        with self.unit_of_work(change_log.REDO, at=at) as work:
            return change_log.redo(work, dry_run=dry_run)

    def correct(self, change_id: str, reason: str, at: datetime, *, dry_run: bool = False) -> ChangeSet:
        """Takes back what a change recorded here, for a reason; `RequestError` as `correcting.correct` says."""
        with self.unit_of_work(correcting.CORRECT, at=at) as work:
            return correcting.correct(work, change_id, reason, dry_run=dry_run)

    # Reading --------------------------------------------------------------------------------------------------------
    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A connection for reading, in one transaction, so that everything read belongs together."""
        if self._work is not None:
            with mendable(self.path):
                yield self._work.connection
        else:
            with mendable(self.path), self._engine.connect() as connection:
                yield connection

    def log(self, prisoner: str | None = None, limit: int | None = None) -> tuple[ChangeSet, ...]:
        """Change sets, newest first: of one prisoner only, and no more than `limit`, where that is asked for."""
        with self._reading() as connection:
            return change_log.log(connection, prisoner, limit)

    def undoable(self) -> ChangeSet | None:
        """The action that `undo` would take back."""
        with self._reading() as connection:
            return change_log.undoable(connection)

    def redoable(self) -> ChangeSet | None:
        """The action that `redo` would do again."""
        with self._reading() as connection:
            return change_log.redoable(connection)

    def snapshot(self, on: date, period: Period | None = None) -> Snapshot:
        """Everything known at the end of `on`; shifts, appointments and planned sessions of `period`."""
        with self._reading() as connection:
            return snapshot(connection, on, period)

    def period_facts(self, period: Period) -> PeriodFacts:
        """Everybody who was present on a day of `period`, with what was held and lost (DOMAIN 6)."""
        with self._reading() as connection:
            return period_facts(connection, period)

    def known_from(self) -> KnownFrom:
        """From which day on case notes and rolls are known."""
        with self._reading() as connection:
            return known_from(connection)

    def allocation_history(self, on: date) -> Mapping[str, tuple[Allocation, ...]]:
        """Allocations that had begun by `on`, ended ones too, by prison number, of those perhaps present then."""
        with self._reading() as connection:
            return allocation_history(connection, on)

    def not_in_nomis(self, on: date) -> tuple[NotInNomis, ...]:
        """Sessions recorded here up to `on` that no imported note shows, oldest first (DOMAIN 3.3)."""
        with self._reading() as connection:
            return waiting_for_nomis(connection, on)

    def responsibility(
        self, *, prison_number: str | None = None, staff_id: str | None = None
    ) -> tuple[Responsibility, ...]:
        """Every allocation of a prisoner, or of a key worker, with those who wrote it, oldest first."""
        with self._reading() as connection:
            return responsibility(connection, prison_number=prison_number, staff_id=staff_id)

    def known(self, records_from: date | None = None, days_from: date | None = None) -> Known:
        """What is written down: notes back to `records_from`, shifts and appointments to `days_from` (None: all)."""
        with self._reading() as connection:
            return known(connection, records_from, days_from)

    def records_began(self) -> date | None:
        """The day on which the first record was written down; None if there is none yet."""
        with self._reading() as connection:
            return records_began(connection)

    def recorded_by(self, prison_number: str, record: KeyWorkRecord) -> str | None:
        """The id of the change that made this record here; None if it came another way, or is gone."""
        with self._reading() as connection:
            return correcting.recorded_by(connection, prison_number, record)

    def planned(self, period: Period) -> tuple[PlannedSession, ...]:
        """The planned sessions of these days, by day, time and key worker."""
        with self._reading() as connection:
            return decisions.planned(connection, period)

    def planned_session(self, session_id: str) -> PlannedSession | None:
        """The planned session with this id; None if it is no longer on the rota."""
        with self._reading() as connection:
            return decisions.planned_session(connection, session_id)

    def core_days(self) -> tuple[tuple[CoreDay, Entered], ...]:
        """The core days of all units, past and coming, with who entered each and when."""
        with self._reading() as connection:
            return rota.core_days(connection)

    def curtailments(self) -> tuple[Curtailment, ...]:
        """Whenever the regime is, was or will be cut, oldest first."""
        with self._reading() as connection:
            return rota.curtailments(connection)

    def rota_versions(self) -> tuple[RotaVersion, ...]:
        """All published versions of the rota, newest first."""
        with self._reading() as connection:
            return rota.rota_versions(connection)

    def newest_rota_version(self, period: Period) -> RotaVersion | None:
        """The newest published version that speaks of a day of `period`; None if none does."""
        with self._reading() as connection:
            return rota.newest_version(connection, period)

    def working_patterns(self) -> tuple[WorkingPattern, ...]:
        """All working patterns, by name."""
        with self._reading() as connection:
            return detail.working_patterns(connection)

    def detail_lines(self) -> tuple[DetailLine, ...]:
        """Every detail that was read, newest first, without its shifts."""
        with self._reading() as connection:
            return detail.detail_lines(connection)

    def detail_version(self, number: int) -> DetailVersion | None:
        """One detail as it was read; None if there is none of that number."""
        with self._reading() as connection:
            return detail.detail_version(connection, number)

    def detail_said(self, period: Period) -> Mapping[Cell, Shift]:
        """What was last read of each officer's day in the details that speak of a day of `period`."""
        with self._reading() as connection:
            return detail.detail_said(connection, period)

    def detail_stands(self, period: Period) -> Mapping[Cell, Shift]:
        """The shifts of these days as they stand, with their key work time whether it counts or not."""
        with self._reading() as connection:
            return detail.detail_stands(connection, period)

    def not_kept(self, details: Iterable[DetailRead]) -> tuple[DetailRead, ...]:
        """Those of these details that are not a version yet: another file, or the same one read differently."""
        with self._reading() as connection:
            return tuple(each for each in details if each.shifts and not detail.same_detail(connection, each))

    def rules_in_time(self) -> RulesInTime:
        """What is written down about rules, by whom and when; what applies on a day, the snapshot's rule book says."""
        with self._reading() as connection:
            return rules_in_time(connection)

    def shift_codes(self) -> Mapping[str, ShiftCode]:
        """Every code of the detail that has a meaning: those of DOMAIN 5 and what this prison remembers."""
        with self._reading() as connection:
            return shift_codes(connection)

    def codes_known(self) -> CodesKnown:
        """What is remembered of codes, by whom, and how each stands on the detail."""
        with self._reading() as connection:
            return codes_known(connection)

    def shifts_with(self, codes: Collection[str], days_from: date) -> tuple[Shift, ...]:
        """The shifts of these codes from a day on, with the key work time that stands there, counted or not."""
        with self._reading() as connection:
            return shifts_with(connection, codes, days_from)

    def acknowledgements(self, on: date) -> Mapping[str, Acknowledgement]:
        """Who had taken on an overdue priority prisoner by the end of `on`: the newest by prison number."""
        with self._reading() as connection:
            return acknowledgements(connection, on)

    def written_late(self, on: date) -> WrittenLate:
        """What speaks of `on` or a day before it and was written down only after it: known later than it seems."""
        with self._reading() as connection:
            return written_late(connection, on)

    @property
    def establishment(self) -> Establishment:
        """The prison this store is about."""
        with self._reading() as connection:
            return decisions.establishment(connection)

    def settings(self) -> Mapping[str, Any]:
        """All settings by key."""
        with self._reading() as connection:
            return decisions.settings(connection)

    @property
    def schema(self) -> str:
        """The schema version of the store."""
        return schema.head()

    def changed_elsewhere(self) -> bool:
        """True if another process (or connection) has changed the store since this was last asked, or since opening."""
        with self._reading() as connection:
            version = self._data_version(connection)
        changed, self._version_seen = version != self._version_seen, version
        return changed

    @staticmethod
    def _data_version(connection: Connection) -> int:
        return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())


class _TrackedWork(UnitOfWork):
    """A unit of work that its store knows of, so that there is one at a time and reading sees it."""

    def __init__(self, store: Store, *rest: Any) -> None:
        super().__init__(*rest)
        self._store = store

    def __enter__(self) -> UnitOfWork:
        if self._store._work is not None:
            raise Bug("A unit of work is open already: one action, one change set.", code="work_within_work")
        super().__enter__()
        self._store._work = self
        return self

    def _close(self) -> None:
        self._store._work = None
        super()._close()
