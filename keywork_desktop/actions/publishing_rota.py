"""Publishing the rota as numbered versions and comparing them (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.planning_rota import MOST_WEEKS, weeks_from
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.rota_published import SincePublished, since_version, told_in
from keywork_desktop.domain.rota_versions import RotaComparison, RotaVersion, compare_versions
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.domain.wording import counted, long_date, short_date


@dataclass(frozen=True)
class Published:
    """What publishing did: the version that now speaks of these days, and the change (nothing if it did before)."""

    change: ChangeSet
    version: int
    period: Period
    sessions: int


def publish(desk: Desk, first: date | None = None, weeks: int | None = None) -> Published:
    """Keep the rota as the next numbered version, with who and when: from `first` (today) for `weeks` (all planned).

    A rota that is the newest version already is not published again. Raises `RequestError`: `nothing_planned`,
    `not_weeks`.
    """
    first = first or desk.today
    period = weeks_from(first, weeks or MOST_WEEKS)
    sessions = tuple(replace(session, id="") for session in desk.store.planned(period))
    if not sessions:
        message = f"Nothing is planned from {long_date(first)} on. Plan first, and accept the plan."
        raise RequestError(message, code="nothing_planned")
    if weeks is None:
        period = Period(first, max(session.on for session in sessions))
    newest = desk.store.newest_rota_version(period)
    said = f"{counted(len(sessions), 'session')}, {short_date(period.first)} to {short_date(period.last)}"
    with desk.work("publish", f"Publish the rota: {said}") as work:
        if newest is not None and (newest.period, newest.sessions) == (period, sessions):
            change = desk.settle(work, summary=f"The rota is published as version {newest.number} already")
            return Published(change, newest.number, period, len(sessions))
        number = work.publish(period, sessions)
        change = desk.settle(work, summary=f"Publish version {number} of the rota: {said}")
    return Published(change, number, period, len(sessions))


def publish_rota(desk: Desk, first: date | None = None, weeks: int | None = None) -> ChangeSet:
    """As `publish`, for those who only want to know what changed."""
    return publish(desk, first, weeks).change


def common_days(one: RotaVersion, other: RotaVersion) -> Period:
    """The days that both versions speak of; raises `RequestError` `no_common_days`."""
    first, last = max(one.period.first, other.period.first), min(one.period.last, other.period.last)
    if last < first:
        message = f"Versions {one.number} and {other.number} speak of different days. Compare two that share some."
        raise RequestError(message, code="no_common_days")
    return Period(first, last)


@dataclass(frozen=True)
class ToPublish:
    """What publishing would do: the version it would become, and what has changed since the `newest` there is."""

    draft: Published
    newest: RotaVersion | None
    changes: RotaComparison | None

    @property
    def is_published(self) -> bool:
        """The newest version says the same of the same days: nothing would be published."""
        return self.newest is not None and self.newest.number == self.draft.version


def to_be_published(desk: Desk, first: date | None = None, weeks: int | None = None) -> ToPublish:
    """What `publish` would do; nothing is written. Raises as it does."""
    draft = publish(replace(desk, dry_run=True), first, weeks)
    newest = desk.store.newest_rota_version(draft.period)
    if newest is None:
        return ToPublish(draft, None, None)
    return ToPublish(draft, newest, against_now(desk, newest).changes)


def rota_versions(desk: Desk) -> tuple[RotaVersion, ...]:
    """All published versions, newest first."""
    return desk.store.rota_versions()


def compared(desk: Desk, older: int, newer: int) -> tuple[RotaVersion, RotaVersion, RotaComparison]:
    """Both versions, and what is different in the days of both; `RequestError` `unknown_version`, `no_common_days`."""
    versions = rota_versions(desk)
    one, other = (known_version(versions, number) for number in (older, newer))
    common_days(one, other)
    return one, other, compare_versions(one, other)


def since_published(
    desk: Desk, snapshot: Snapshot, only: Callable[[PlannedSession], bool] | None = None
) -> SincePublished | None:
    """The newest version that speaks of the snapshot's period, and what has changed since; None if there is none.

    `only` says which sessions count, before and after.
    """
    if snapshot.period is None:
        return None
    version = desk.store.newest_rota_version(snapshot.period)
    if version is None:
        return None
    last = max(version.period.last, snapshot.period.last)
    now = desk.store.planned(Period(version.period.first, last))
    if only is not None:
        version, now = replace(version, sessions=tuple(filter(only, version.sessions))), tuple(filter(only, now))
    return since_version(version, now, desk.today, told_in(snapshot))


def against_now(desk: Desk, version: RotaVersion) -> SincePublished:
    """What has changed from a version, the newest or an older one, to the rota as it stands."""
    days = version.period
    snapshot = desk.store.snapshot(desk.today, Period(days.first, days.last + timedelta(weeks=MOST_WEEKS)))
    return since_version(version, snapshot.planned, desk.today, told_in(snapshot))


def known_version(versions: Iterable[RotaVersion], number: int) -> RotaVersion:
    """The version with this number; raises `RequestError` `unknown_version`."""
    by_number = {version.number: version for version in versions}
    if number not in by_number:
        known = ", ".join(str(each) for each in sorted(by_number)) or "none: publish the rota first"
        raise RequestError(f"There is no version {number} of the rota. Known: {known}.", code="unknown_version")
    return by_number[number]
