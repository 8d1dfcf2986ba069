"""The next days with this detail: who becomes overdue and who leaves before he is due, why, and what would mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from keywork_desktop.domain.allocation import TWO_STAFF, Fit
from keywork_desktop.domain.as_planned import OpenObligation
from keywork_desktop.domain.people import KeyWorker, Prisoner
from keywork_desktop.domain.placing import Diary, first_free_start, judge_session
from keywork_desktop.domain.planned import PlannedKind, PlannedSession
from keywork_desktop.domain.rules import WEEKEND, Rule
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.domain.targets import Target, TargetOutcome
from keywork_desktop.domain.wording import long_date, short_date, weekday
from keywork_desktop.planning.rota_claims import ground
from keywork_desktop.planning.rota_forecast import NEXT_DAYS, Leaving, forecast
from keywork_desktop.planning.rota_reasons import Explaining

DAY = timedelta(days=1)
NOT_PLANNED = "not_planned"
"""There is room, and nobody has planned it: beside the reasons of DOMAIN 5, which speak of a best rota."""
LEAVERS_AHEAD = 28


@dataclass(frozen=True, slots=True)
class Coming:
    """An obligation that passes unmet: one of the reasons of DOMAIN 5 (or `not_planned`) and what would mend it.

    `room` is a session that would answer it, where there is room for one; `instead_of` is his session that comes too
    late and would be moved there. No two are offered the same room.
    """

    open: OpenObligation
    reason_code: str
    why: str
    needs: str
    room: PlannedSession | None
    instead_of: PlannedSession | None = None


@dataclass(frozen=True, slots=True)
class LastSession:
    """Somebody who is released before his next session falls due.

    `room` is where a last session would go, where none is planned and there is room.
    """

    leaving: Leaving
    why: str
    needs: str
    room: PlannedSession | None


@dataclass(frozen=True)
class Outlook:
    """What comes until `until` with the detail and the rota as they stand; `leaving` looks four weeks ahead."""

    on: date
    until: date
    overdue: tuple[Coming, ...]
    leaving: tuple[LastSession, ...]


def outlook(snapshot: Snapshot, days: int = NEXT_DAYS) -> Outlook:
    """What comes of the facts if all that is planned is held: overdue in the order of the due list, then who leaves.

    The snapshot's period is to hold detail and rota of the days looked at; who leaves is looked at as far as it goes.
    """
    assert snapshot.period is not None, "an outlook needs a snapshot with a period"
    last = min(snapshot.period.last, snapshot.on + LEAVERS_AHEAD * DAY)
    seen = forecast(snapshot, snapshot.planned, days, max(last, snapshot.on))
    finding = _Finding(snapshot)
    offered = [_offered(finding, each) for each in seen.overdue]
    without_room = (
        each.item.prisoner.prison_number for each, found in zip(seen.overdue, offered, strict=True) if not found
    )
    explaining = _explaining(finding, seen.until, without_room)
    coming = (found or _explained(explaining, each) for each, found in zip(seen.overdue, offered, strict=True))
    leaving = [each for each in seen.leaving if each.item.deciding is not None]
    overdue = tuple(coming)
    return Outlook(snapshot.on, seen.until, overdue, tuple(_last_session(finding, each) for each in leaving))


class _Finding:
    """Finds room for one more session, with everything planned, and what it has found, in its place."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.diary = Diary(snapshot, snapshot.planned)

    def room(
        self, prisoner: Prisoner, rule: Rule, days: Iterable[date], due: date, gone: PlannedSession | None = None
    ) -> PlannedSession | None:
        """The first session on one of the days that keeps every must, as if `gone` were not there; kept from then on.

        A priority one may be covered. No day is after `due`.
        """
        days = [day for day in days if self.snapshot.period is not None and day in self.snapshot.period]
        diary = self.diary
        if gone is not None:
            number = prisoner.prison_number
            near = (s for s in diary.planned if s is not gone and (s.on <= due or s.prison_number == number))
            diary = Diary(self.snapshot, near)
        for officer in self._officers(prisoner, rule):
            for day in days:
                session = self._session(diary, prisoner, officer, rule, day, due)
                if session is not None:
                    self.diary.add(session)
                    return session
        return None

    def planned_on(self, number: str, day: date | None) -> PlannedSession | None:
        """His session of that day."""
        return next((s for s in self.snapshot.planned if (s.prison_number, s.on) == (number, day)), None)

    def _officers(self, prisoner: Prisoner, rule: Rule) -> Iterator[KeyWorker]:
        """His own key worker, then, for a priority group, those of his houseblock who may cover (DOMAIN 5)."""
        own = self.snapshot.key_worker_of(prisoner.prison_number)
        if own is not None:
            yield own
        if not rule.priority or prisoner.unit is None:
            return
        codes, apart = prisoner.active_alert_codes(self.snapshot.on), self.snapshot.keep_apart
        for staff_id, officer in sorted(self.snapshot.key_workers.items()):
            may = not codes.intersection(officer.do_not_allocate) and (prisoner.prison_number, staff_id) not in apart
            if officer.unit == prisoner.unit and officer != own and may:
                yield officer

    def _session(
        self, diary: Diary, prisoner: Prisoner, officer: KeyWorker, rule: Rule, day: date, due: date
    ) -> PlannedSession | None:
        number, own = prisoner.prison_number, self.snapshot.allocations.get(prisoner.prison_number)
        two_staff = TWO_STAFF in prisoner.active_alert_codes(self.snapshot.on)
        second = own.second_staff_id if own and two_staff else None
        if second == officer.staff_id:
            return None
        start = first_free_start(diary, number, officer.staff_id, day, rule.minutes, second)
        if start is None:
            return None
        session = PlannedSession(
            number,
            officer.staff_id,
            day,
            start,
            rule.minutes,
            PlannedKind.WEEKEND if rule.id == WEEKEND else PlannedKind.SESSION,
            rule.id,
            due,
            due,
            rule.priority,
            own is None or own.staff_id != officer.staff_id,
            second_staff_id=second,
        )
        stands_against = (r for r in judge_session(diary, session).reasons if r.fit is not Fit.FITS)
        return None if any(reason.code != "cover" for reason in stands_against) else session


def _explaining(finding: _Finding, until: date, people: Iterable[str]) -> Explaining:
    """Why nothing more is possible with everything planned in its place, and what has been found room for."""
    snapshot = finding.snapshot
    ahead = replace(snapshot, period=Period(snapshot.on, max(until, snapshot.on)))
    return Explaining(ground(ahead, None, (), only=frozenset(people)), finding.diary.planned, best=False)


def _offered(finding: _Finding, each: OpenObligation) -> Coming | None:
    """What would answer it, where there is room: a session that nobody has planned, or one that comes too late."""
    prisoner, rule, due = each.item.prisoner, each.rule, each.due_on
    days = _window(finding.snapshot, each)
    # Tomorrow rather than today: much of today may be over.
    days = [*days[1:], *days[:1]]
    late = finding.planned_on(prisoner.prison_number, each.planned_late_on)
    if late is not None and late.locked:
        late = None
    room = finding.room(prisoner, rule, days, due, late)
    if room is None:
        return None
    offer = _offer(finding.snapshot, room)
    if late is None:
        return Coming(each, NOT_PLANNED, f"Nobody has planned it. {offer}", "Plan the rota, or put him there.", room)
    why = f"His session of {_day(late.on)} comes too late. {offer}"
    return Coming(each, NOT_PLANNED, why, "Plan the rota again, or move his session there.", room, late)


def _window(snapshot: Snapshot, each: OpenObligation) -> list[date]:
    first = max(snapshot.on, each.due_on - DAY) if each.rule.id == WEEKEND else snapshot.on
    return [first + n * DAY for n in range((each.due_on - first).days + 1)]


def _explained(explaining: Explaining, each: OpenObligation) -> Coming:
    """Why there is no room for it, and what would mend that."""
    snapshot, rule, due = explaining.ground.snapshot, each.rule, each.due_on
    number = each.item.prisoner.prison_number
    kind = PlannedKind.WEEKEND if rule.id == WEEKEND else PlannedKind.SESSION
    target = Target(number, rule, _window(snapshot, each)[0] - DAY, due, due, kind)
    if number in explaining.claims:
        left = explaining.left_out(TargetOutcome(target, each.planned_late_on))
        return Coming(each, left.reason_code, left.why, left.needs, None)
    own = snapshot.key_worker_of(number)
    if own is None:
        return Coming(each, "no_key_worker", "He has no key worker.", "A key worker: allocate him.", None)
    why = f"{own.name} has no time left by {long_date(due)}."
    needs = f"{rule.minutes} minutes of key work time for {own.name} by {long_date(due)}."
    return Coming(each, "slots_taken", why, needs, None)


def _last_session(finding: _Finding, each: Leaving) -> LastSession:
    item, release = each.item, each.release_date
    assert item.deciding is not None
    due = item.deciding.due_on
    why = f"Released on {_day(release)}, before his next session is due on {_day(due)}."
    if each.last_session is not None:
        return LastSession(each, why, f"His last session is planned on {_day(each.last_session)}.", None)
    seen = f" Last seen on {_day(item.last_session)}." if item.last_session else " Never seen."
    rule = item.deciding.rule
    if item.last_session is not None and (release - item.last_session).days <= rule.spacing:
        return LastSession(each, why + seen, "Seen shortly before he leaves: nothing is missing.", None)
    # As late as can be, but not on the morning he leaves.
    before = [release - n * DAY for n in range(1, (release - finding.snapshot.on).days)]
    room = finding.room(item.prisoner, rule, before, release)
    if room is not None:
        return LastSession(each, why + seen, f"{_offer(finding.snapshot, room)} Put his last session there.", room)
    own = item.key_worker
    if own is None:
        return LastSession(each, why + seen, "A key worker: allocate him.", None)
    needs = f"{rule.minutes} minutes of key work time for {own.name} before he leaves."
    return LastSession(each, why + seen, needs, None)


def _offer(snapshot: Snapshot, room: PlannedSession) -> str:
    name = snapshot.key_workers[room.staff_id].name
    cover = ", as cover" if room.cover else ""
    return f"{name} has time on {_day(room.on)} at {_clock(room.start)}{cover}."


def _day(day: date) -> str:
    return f"{weekday(day)} {short_date(day)}"


def _clock(moment: time) -> str:
    return f"{moment:%H:%M}"
