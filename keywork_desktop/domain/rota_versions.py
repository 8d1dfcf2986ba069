"""Published versions of the rota: numbered, with who and when; none ever changes, two can be compared (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Period

Place = tuple[str, str, date, time]


@dataclass(frozen=True)
class RotaVersion:
    """The rota of `period` as it was published by `by` at `published_at`; its sessions have no ids."""

    number: int
    published_at: datetime
    by: str
    period: Period
    sessions: tuple[PlannedSession, ...]


@dataclass(frozen=True)
class RotaComparison:
    """What is different from an older version to a newer one, in the days that both speak of.

    `moved` pairs each session that has another place with where it is now.
    """

    added: tuple[PlannedSession, ...]
    removed: tuple[PlannedSession, ...]
    moved: tuple[tuple[PlannedSession, PlannedSession], ...]
    same: int

    @property
    def count(self) -> int:
        """How many changes there are; a move is one."""
        return len(self.added) + len(self.removed) + len(self.moved)


def place_of(session: PlannedSession) -> Place:
    """Who sees whom, when: what makes a session another one for those who hold it."""
    return (session.prison_number, session.staff_id, session.on, session.start)


def compare_versions(older: RotaVersion, newer: RotaVersion) -> RotaComparison:
    """The changes from one version to the other; a session moved where the same prisoner lost one and got another.

    Days that only one of them speaks of are left out, nothing was said of them in the other; but a session may have
    moved to a later day of the newer one.
    """
    first, last = max(older.period.first, newer.period.first), min(older.period.last, newer.period.last)
    before, after = ([s for s in each.sessions if first <= s.on <= last] for each in (older, newer))
    return moved_on(compare_sessions(before, after), (s for s in newer.sessions if s.on > last))


def moved_on(found: RotaComparison, later: Iterable[PlannedSession]) -> RotaComparison:
    """The comparison, with what was removed told as moved where the same man has a session `later` than its days."""
    after: dict[str, list[PlannedSession]] = {}
    for session in sorted(later, key=_in_order):
        after.setdefault(session.prison_number, []).append(session)
    moved, removed = list(found.moved), []
    for session in found.removed:
        his = after.get(session.prison_number)
        if his:
            moved.append((session, his.pop(0)))
        else:
            removed.append(session)
    return replace(found, moved=tuple(sorted(moved, key=lambda pair: _in_order(pair[0]))), removed=tuple(removed))


def compare_sessions(before: Iterable[PlannedSession], after: Iterable[PlannedSession]) -> RotaComparison:
    """The changes from some planned sessions to others, each in the order of day, time and key worker."""
    old, new = ({place_of(s): s for s in each} for each in (before, after))
    gone = sorted((s for place, s in old.items() if place not in new), key=_in_order)
    come: dict[str, list[PlannedSession]] = {}
    for session in sorted((s for place, s in new.items() if place not in old), key=_in_order):
        come.setdefault(session.prison_number, []).append(session)
    moved, removed = [], []
    for session in gone:
        his = come.get(session.prison_number)
        if not his:
            removed.append(session)
            continue
        instead = min(his, key=lambda other: (abs((other.on - session.on).days), _in_order(other)))
        his.remove(instead)
        moved.append((session, instead))
    added = sorted((session for his in come.values() for session in his), key=_in_order)
    return RotaComparison(tuple(added), tuple(removed), tuple(moved), len(old) - len(gone))


def _in_order(session: PlannedSession) -> tuple[date, time, str, str]:
    return (session.on, session.start, session.staff_id, session.prison_number)
