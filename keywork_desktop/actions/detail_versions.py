"""The details that were read: listed, compared with each other and with what stands, and used again (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.detail_editing import lost_time
from keywork_desktop.actions.finding import known_key_worker
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.detail import Shift
from keywork_desktop.domain.detail_versions import (
    Cell,
    DetailDifference,
    DetailLine,
    DetailVersion,
    common_days,
    differences,
)
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.people import KeyWorker
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.wording import counted, short_date


@dataclass(frozen=True)
class DetailCompared:
    """What is different from version `older` to `newer` (None: as it stands now), in the days of both.

    `names` are those of the officers, by staff ID.
    """

    older: DetailVersion
    newer: DetailVersion | None
    period: Period
    differences: tuple[DetailDifference, ...]
    names: Mapping[str, str]

    @property
    def by_hand(self) -> int:
        """How many of the differences were typed here by hand."""
        return sum(each.by_hand for each in self.differences)


def detail_versions(desk: Desk) -> tuple[DetailLine, ...]:
    """Every detail that was read, newest first."""
    return desk.store.detail_lines()


def compare_details(
    desk: Desk,
    older: int,
    newer: int | None = None,
    first: date | None = None,
    last: date | None = None,
    staff_ids: Collection[str] | None = None,
) -> DetailCompared:
    """A detail as it was read beside another one, or beside the detail as it stands now; of some days and officers.

    Raises `RequestError`: `unknown_version`, `no_common_days`, `not_on_the_staff_list`.
    """
    one, other = _version(desk, older), None if newer is None else _version(desk, newer)
    period = common_days(one.period, other.period) if other else one.period
    if period is None:
        message = f"Details {older} and {newer} speak of different days. Compare two that share some."
        raise RequestError(message, code="no_common_days")
    period = _within(period, first, last, f"detail {older}" if newer is None else f"details {older} and {newer}")
    known = desk.store.snapshot(desk.today).key_workers
    officers = _officers(desk, staff_ids)
    if other is not None:
        found = differences(one.by_cell, other.by_cell, period, officers=officers)
    else:
        now, said = desk.store.detail_stands(period), desk.store.detail_said(period)
        found = differences(one.by_cell, now, period, said, officers=officers)
    return DetailCompared(one, other, period, found, {staff_id: each.name for staff_id, each in known.items()})


def use_again(
    desk: Desk,
    number: int,
    first: date | None = None,
    last: date | None = None,
    staff_ids: Collection[str] | None = None,
) -> ChangeSet:
    """Write what a version says of these days and officers back into the detail, in one change set.

    From today on unless `first` says otherwise. Days of which it says nothing stay as they are. Raises `RequestError`:
    `unknown_version`, `not_on_the_staff_list`, `no_common_days`, `nothing_in_it`.
    """
    version, officers = _version(desk, number), _officers(desk, staff_ids)
    if first is None and version.period.last < desk.today:
        message = f"All days of detail {number} are over. Say from which day on it is to be used nonetheless."
        raise RequestError(message, code="no_common_days")
    period = _within(version.period, first or max(desk.today, version.period.first), last, f"detail {number}")
    cells = [c for c in version.by_cell if c[1] in period and (officers is None or c[0] in officers)]
    return use_days(desk, number, cells)


def use_days(desk: Desk, number: int, cells: Iterable[Cell]) -> ChangeSet:
    """Write what a version says of these days back into the detail. Raises `unknown_version`, `nothing_in_it`."""
    version = _version(desk, number)
    wanted = [version.by_cell[cell] for cell in dict.fromkeys(cells) if cell in version.by_cell]
    if not wanted:
        message = f"Detail {number} says nothing of these days and officers. Choose others."
        raise RequestError(message, code="nothing_in_it")
    days = [shift.on for shift in wanted]
    period = Period(min(days), max(days))
    snapshot = desk.store.snapshot(desk.today, period)
    standing = desk.store.detail_stands(period)
    back = [shift for shift in wanted if standing.get((shift.staff_id, shift.on)) != shift]
    with desk.work("detail", _summary(number, back, snapshot.key_workers)) as work:
        work.put_all(back)
        return desk.settle(work, lost_time(snapshot.planned, back) if back else ())


def _version(desk: Desk, number: int) -> DetailVersion:
    found = desk.store.detail_version(number)
    if found is None:
        known = ", ".join(str(line.number) for line in reversed(desk.store.detail_lines())) or "none: import the detail"
        raise RequestError(f"There is no detail {number}. Read so far: {known}.", code="unknown_version")
    return found


def _officers(desk: Desk, staff_ids: Collection[str] | None) -> frozenset[str] | None:
    if not staff_ids:
        return None
    snapshot = desk.store.snapshot(desk.today)
    return frozenset(known_key_worker(snapshot, staff_id).staff_id for staff_id in staff_ids)


def _within(period: Period, first: date | None, last: date | None, what: str) -> Period:
    begin, end = max(period.first, first or period.first), min(period.last, last or period.last)
    if end < begin:
        days = f"{short_date(period.first)} to {short_date(period.last)}"
        raise RequestError(f"These days are not in {what} ({days}). Choose days in it.", code="no_common_days")
    return Period(begin, end)


def _summary(number: int, back: list[Shift], known: Mapping[str, KeyWorker]) -> str:
    """`Detail 2 used again: 3 days of 2 officers`."""
    if not back:
        return f"The detail says what detail {number} says of these days already"
    officers = {shift.staff_id for shift in back}
    one = known.get(next(iter(officers))) if len(officers) == 1 else None
    who = one.name if one else counted(len(officers), "officer")
    return f"Detail {number} used again: {counted(len(back), 'day')} of {who}"
