"""The rota beside the newest version that was published of it: what has changed since, from today on (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.rota_versions import RotaComparison, RotaVersion, compare_sessions, moved_on
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.domain.wording import counted, long_date, short_date

Told = Callable[[str, date], bool]
"""Whether something is recorded of a prisoner on a day."""


def told_in(snapshot: Snapshot) -> Told:
    """What the facts of a day tell: sessions that were held, missed or cancelled."""

    def told(prison_number: str, day: date) -> bool:
        man = snapshot.prisoners.get(prison_number)
        return man is not None and any(record.on == day for record in man.records)

    return told


@dataclass(frozen=True)
class SincePublished:
    """`changes` lead from `version` to the rota as it stands. `beyond` sessions lie after its last day: not published.

    Of days before the one asked about, nothing is said: what happened there is recorded, not planned.
    """

    version: RotaVersion
    changes: RotaComparison
    beyond: int = 0

    @property
    def is_as_published(self) -> bool:
        """The rota says what the version says, no more and no less."""
        return not self.changes.count and not self.beyond


def since_version(version: RotaVersion, now: Iterable[PlannedSession], on: date, told: Told) -> SincePublished:
    """What has changed from `version` to `now` in its days from `on` on.

    A session that has been `told` of (held, missed, cancelled) has left the rota for that reason: it is no change.
    """
    now = tuple(now)
    first, last = max(version.period.first, on), version.period.last
    after = [session for session in now if first <= session.on <= last]
    there = {(s.prison_number, s.staff_id, s.on, s.start) for s in after}
    before = [
        session
        for session in version.sessions
        if first <= session.on <= last
        and (
            (session.prison_number, session.staff_id, session.on, session.start) in there
            or not told(session.prison_number, session.on)
        )
    ]
    later = [session for session in now if session.on > last and session.on >= on]
    changes = moved_on(compare_sessions(before, after), later)
    beyond = len(later) - sum(session.on > last for _, session in changes.moved)
    return SincePublished(version, changes, beyond)


def standing_words(since: SincePublished | None, shown: Period | None = None) -> str:
    """What a printed rota is: `Version 3`, `Draft, 4 changes since version 3`, `Draft, not published`.

    `shown` are the days on paper: where the version does not speak of all of them, that is said.
    """
    if since is None:
        return "Draft, not published"
    version = since.version
    if since.changes.count:
        return f"Draft, {counted(since.changes.count, 'change')} since version {version.number}"
    if since.beyond and (shown is None or shown.last > version.period.last):
        return f"Draft, version {version.number} up to {short_date(version.period.last)}"
    return f"Version {version.number}"


def changes_words(since: SincePublished) -> str:
    """`4 changes since · 12 sessions after Sun 13 Dec 2026 not published`, or `no change since`."""
    count = since.changes.count
    said = [f"{counted(count, 'change')} since" if count else "no change since"]
    if since.beyond:
        said.append(f"{counted(since.beyond, 'session')} after {long_date(since.version.period.last)} not published")
    return " · ".join(said)
