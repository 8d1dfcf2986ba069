"""What can be asked of a store: each question opens one connection for reading, and one query answers it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from sqlalchemy import Connection

from keywork_desktop.domain.acknowledging import Acknowledgement
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.core_day import CoreDay
from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.delivery_report import KnownFrom
from keywork_desktop.domain.detail import Shift, ShiftCode
from keywork_desktop.domain.detail_versions import Cell, DetailLine, DetailRead, DetailVersion
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
from keywork_desktop.store import change_log, correcting
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


class Readings(ABC):
    """The questions that a `Store` answers; how it reads, it says itself in `_reading`."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Connection]:
        """A connection for reading, in one transaction, so that everything read belongs together."""

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
