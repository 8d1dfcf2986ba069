"""The officers who are in today, those with key work time first."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from keywork_desktop.domain.detail import hours_and_minutes
from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.obligations import Status
from keywork_desktop.domain.people import KeyWorker
from keywork_desktop.domain.presence import CROSS_DEPLOYED, Presence, presence
from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.models.keyed_list import KeyedListModel
from keywork_desktop.ui.view import View


@dataclass(frozen=True)
class OfficerToday:
    """One officer: in, or taken off key work, with his key work time and the sessions planned in it."""

    key_worker: KeyWorker
    presence: Presence
    sessions: int
    cross_deployed: bool

    @property
    def note(self) -> str:
        """`14:00–15:30 · 2 sessions`, `no key work time`, `cross-deployed · 2 sessions need a place`."""
        planned = counted(self.sessions, "session") if self.sessions else ""
        if self.cross_deployed:
            return f"{planned} need a place" if self.sessions > 1 else f"{planned} needs a place" if planned else ""
        times = ", ".join(str(span) for span in self.presence.key_work)
        return " · ".join(part for part in (times or "no key work time", planned) if part)


def officers_today(view: View) -> tuple[OfficerToday, ...]:
    """Officers of the shown units who are in on the day looked at, and those cross-deployed; most key work first."""
    snapshot, day = view.detail, view.snapshot.on
    sessions: dict[str, int] = {}
    for session in snapshot.planned:
        if session.on == day:
            sessions[session.staff_id] = sessions.get(session.staff_id, 0) + 1
    found = []
    for key_worker in snapshot.key_workers.values():
        if view.units is not None and key_worker.unit not in view.units:
            continue
        shift = snapshot.shifts.get((key_worker.staff_id, day))
        here = presence(snapshot, key_worker, day)
        crossed = shift is not None and shift.code == CROSS_DEPLOYED and not key_worker.away_on(day)
        if here.here or crossed:
            found.append(OfficerToday(key_worker, here, sessions.get(key_worker.staff_id, 0), crossed))
    return tuple(sorted(found, key=_most_key_work_first))


def _most_key_work_first(officer: OfficerToday) -> tuple[bool, int, str, str]:
    first = not (officer.cross_deployed and officer.sessions)
    return (first, -officer.presence.key_work_minutes, officer.key_worker.name, officer.key_worker.staff_id)


@dataclass(frozen=True)
class KeyWorkTime:
    """Minutes of key work time on the day, and what priority prisoners who are due or overdue need of it."""

    profiled: int
    needed: int
    prisoners: int

    @property
    def text(self) -> str:
        return f"{hours_and_minutes(self.profiled)} profiled · {hours_and_minutes(self.needed)} needed for priority"

    @property
    def short(self) -> str:
        """What is missing, if anything: `1 h 30 short`."""
        missing = self.needed - self.profiled
        return f"{hours_and_minutes(missing)} short" if missing > 0 else ""


def key_work_time(view: View, officers: tuple[OfficerToday, ...]) -> KeyWorkTime:
    """The key work time of these officers, against the sessions that priority prisoners need by today."""
    must = [item for item in view.shown if item.priority_groups and _by_today(item)]
    needed = sum(item.obligations[0].rule.minutes for item in must)
    return KeyWorkTime(sum(officer.presence.key_work_minutes for officer in officers), needed, len(must))


def _by_today(item: DueItem) -> bool:
    return item.status in (Status.OVERDUE, Status.DUE_TODAY)


class OfficersModel(KeyedListModel[OfficerToday]):
    """The officers as rows."""

    def key_of(self, item: OfficerToday) -> Hashable:
        return item.key_worker.staff_id

    def text_of(self, item: OfficerToday) -> str:
        return " | ".join(part for part in (item.key_worker.name, item.presence.words, item.note) if part)

    def spoken_of(self, item: OfficerToday) -> str:
        return ", ".join(part for part in (item.key_worker.name, item.presence.words, item.note) if part)
