"""Filling the detail from working patterns: what would be written, what stays, and writing it in one step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from keywork_desktop.actions.bank_holidays import bank_holidays
from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.detail_editing import lost_time
from keywork_desktop.actions.finding import known_key_worker
from keywork_desktop.actions.working_patterns import pattern_named, patterns
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.detail import Shift, ShiftCode
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.people import KeyWorker, KeyWorkerStatus
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.domain.wording import counted, short_date
from keywork_desktop.domain.working_patterns import (
    NOT_OVER,
    WEEK,
    LaidDay,
    Outcome,
    Over,
    WorkingPattern,
    lay,
    monday_of,
    named_in,
    where_he_stands,
)

LONGEST = 53 * WEEK
"""Days that can be filled at once."""
_LOOK_BACK = timedelta(days=8 * WEEK)


@dataclass(frozen=True)
class Filling:
    """What is to be filled, from `first` to `last`, both included.

    `name` is the pattern; None: each officer his own, which his working pattern on the staff list names. `staff_ids`
    are the officers; None: everybody who has one. Week 1 stands in the week of `week_one_on`; None: where each
    officer's weeks before say that it stands.
    """

    first: date
    last: date
    name: str | None = None
    staff_ids: tuple[str, ...] | None = None
    week_one_on: date | None = None
    over: Over = NOT_OVER


@dataclass(frozen=True)
class OfficerFilled:
    """One officer under his pattern. `read_from` says that his weeks before told where he stands in it."""

    key_worker: KeyWorker
    pattern: WorkingPattern
    week_one_on: date
    read_from: bool
    days: tuple[LaidDay, ...]


@dataclass(frozen=True)
class FillPreview:
    """What filling would do, before anybody has said yes. `warnings` are those that writing it would give."""

    filling: Filling
    officers: tuple[OfficerFilled, ...]
    holidays: Mapping[date, str]
    warnings: tuple[str, ...]

    @cached_property
    def days(self) -> tuple[LaidDay, ...]:
        """All days of all officers."""
        return tuple(day for officer in self.officers for day in officer.days)

    def count(self, outcome: Outcome) -> int:
        """On how many days this is what comes of it."""
        return sum(day.outcome is outcome for day in self.days)

    @property
    def written(self) -> tuple[Shift, ...]:
        """The shifts that would be written."""
        return tuple(day.shift for day in self.days if day.outcome.writes)

    @property
    def stays(self) -> tuple[LaidDay, ...]:
        """The days on which something else stands and stays."""
        return tuple(day for day in self.days if day.outcome in (Outcome.IN_THE_WAY, Outcome.AWAY))

    @property
    def placed_by_guess(self) -> tuple[OfficerFilled, ...]:
        """Officers whose weeks before do not say where they stand: their week 1 is laid on the first week."""
        return tuple(each for each in self.officers if self.filling.week_one_on is None and not each.read_from)


def preview_filling(desk: Desk, filling: Filling) -> FillPreview:
    """What filling would write and what would stay. Writes nothing.

    Raises `RequestError`: `unknown_pattern`, `not_on_the_staff_list`, `nothing_given` (no officer), `bad_days`,
    `no_patterns_named` (nobody's working pattern on the staff list names a known one).
    """
    period = _period(filling)
    snapshot = desk.store.snapshot(desk.today, period)
    who = _who(desk, snapshot, filling)
    codes = desk.store.shift_codes()
    standing = desk.store.detail_stands(Period(filling.first - _LOOK_BACK, filling.last))
    officers = tuple(_filled(filling, worker, pattern, standing, codes) for worker, pattern in who)
    written = [day.shift for officer in officers for day in officer.days if day.outcome.writes]
    return FillPreview(
        filling,
        officers,
        bank_holidays(filling.first, filling.last),
        lost_time(snapshot.planned, written) if written else (),
    )


def fill_in(desk: Desk, filling: Filling) -> ChangeSet:
    """Write what `preview_filling` says, in one change set; nothing where every day is so already or stays."""
    found = preview_filling(desk, filling)
    with desk.work("detail", _summary(found)) as work:
        work.put_all(found.written)
        return desk.settle(work, found.warnings)


def fill(
    desk: Desk,
    name: str,
    staff_ids: Iterable[str],
    first: date,
    last: date,
    week_one_on: date | None,
    over: bool = False,
    *,
    over_away: bool = False,
) -> ChangeSet:
    """Fill the days of these officers from one pattern; only empty days unless `over`, leave only with `over_away`."""
    return fill_in(desk, Filling(first, last, name, tuple(staff_ids), week_one_on, Over(over, over_away)))


def _period(filling: Filling) -> Period:
    if filling.last < filling.first:
        message = f"{short_date(filling.last)} lies before {short_date(filling.first)}. Give the first day first."
        raise RequestError(message, code="bad_days")
    if (filling.last - filling.first).days >= LONGEST:
        message = f"More than a year is too much at once. Fill up to {LONGEST // WEEK} weeks."
        raise RequestError(message, code="bad_days")
    return Period(filling.first, filling.last)


def _who(desk: Desk, snapshot: Snapshot, filling: Filling) -> list[tuple[KeyWorker, WorkingPattern]]:
    """The officers and what each works, by name."""
    workers: Sequence[KeyWorker]
    if filling.staff_ids is None:
        workers = [each for each in snapshot.key_workers.values() if each.status is not KeyWorkerStatus.INACTIVE]
    else:
        workers = [known_key_worker(snapshot, staff_id) for staff_id in dict.fromkeys(filling.staff_ids)]
        if not workers:
            raise RequestError("No officer was given. Say whose days are to be filled.", code="nothing_given")
    if filling.name is not None:
        pattern = pattern_named(desk, filling.name)
        found = [(worker, pattern) for worker in workers]
    else:
        by_name = named_in(patterns(desk))
        found = [(worker, his) for worker in workers if (his := by_name(worker.working_pattern))]
        if not found:
            message = "Nobody's working pattern on the staff list is the name of a pattern that is kept here. "
            message += "Save a pattern under a name that the staff list uses, or choose one pattern for these officers."
            raise RequestError(message, code="no_patterns_named")
    return sorted(found, key=lambda each: (each[0].name, each[0].staff_id))


def _filled(
    filling: Filling,
    worker: KeyWorker,
    pattern: WorkingPattern,
    standing: Mapping[tuple[str, date], Shift],
    codes: Mapping[str, ShiftCode],
) -> OfficerFilled:
    told = None
    if filling.week_one_on is None:
        his = [shift for (staff_id, _), shift in standing.items() if staff_id == worker.staff_id]
        before = [shift for shift in his if shift.on < filling.first]
        told = where_he_stands(pattern, worker.staff_id, before or his, filling.first, codes)
    week_one_on = filling.week_one_on or told or monday_of(filling.first)
    days = lay(pattern, worker.staff_id, filling.first, filling.last, week_one_on, standing, filling.over, codes)
    return OfficerFilled(worker, pattern, monday_of(week_one_on), told is not None, tuple(days))


def _summary(found: FillPreview) -> str:
    """`Fill 40 days of 2 officers from “Early and late”`."""
    officers = {day.shift.staff_id for day in found.days if day.outcome.writes}
    names = {officer.pattern.name for officer in found.officers}
    pattern = f"“{next(iter(names))}”" if len(names) == 1 else "their patterns"
    if not officers:
        return f"Nothing to fill from {pattern}: every day is so already, or something else stays there"
    one = next((o.key_worker.name for o in found.officers if officers == {o.key_worker.staff_id}), "")
    who = one or counted(len(officers), "officer")
    return f"Fill {counted(len(found.written), 'day')} of {who} from {pattern}"
