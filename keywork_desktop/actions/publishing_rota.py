"""Publishing the rota as numbered versions and comparing them (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.planning_rota import MOST_WEEKS, weeks_from
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.rota_published import SincePublished, Told, since_version
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


def rota_versions(desk: Desk) -> tuple[RotaVersion, ...]:
    """All published versions, newest first."""
    return desk.store.rota_versions()


def compared(desk: Desk, older: int, newer: int) -> tuple[RotaVersion, RotaVersion, RotaComparison]:
    """Both versions, and what is different in the days of both; `RequestError` `unknown_version`, `no_common_days`."""
    versions = rota_versions(desk)
    one, other = (known_version(versions, number) for number in (older, newer))
    if one.period.last < other.period.first or other.period.last < one.period.first:
        message = f"Versions {older} and {newer} speak of different days. Compare two that share some."
        raise RequestError(message, code="no_common_days")
    return one, other, compare_versions(one, other)


def since_published(desk: Desk, snapshot: Snapshot) -> SincePublished | None:
    """The newest version that speaks of the snapshot's period, and what has changed since; None if there is none."""
    if snapshot.period is None:
        return None
    version = desk.store.newest_rota_version(snapshot.period)
    if version is None:
        return None
    last = max(version.period.last, snapshot.period.last)
    now = desk.store.planned(Period(version.period.first, last))
    return since_version(version, now, desk.today, _told_in(snapshot))


def _told_in(snapshot: Snapshot) -> Told:
    def told(prison_number: str, day: date) -> bool:
        man = snapshot.prisoners.get(prison_number)
        return man is not None and any(record.on == day for record in man.records)

    return told


def against_now(desk: Desk, number: int) -> tuple[RotaVersion, SincePublished]:
    """A version, and what has changed from it to the rota as it stands; `RequestError` `unknown_version`."""
    version = known_version(rota_versions(desk), number)
    snapshot = desk.store.snapshot(desk.today, version.period)
    return version, since_version(version, snapshot.planned, desk.today, _told_in(snapshot))


def known_version(versions: Iterable[RotaVersion], number: int) -> RotaVersion:
    """The version with this number; raises `RequestError` `unknown_version`."""
    by_number = {version.number: version for version in versions}
    if number not in by_number:
        known = ", ".join(str(each) for each in sorted(by_number)) or "none: publish the rota first"
        raise RequestError(f"There is no version {number} of the rota. Known: {known}.", code="unknown_version")
    return by_number[number]
