"""Where a session can go: the musts of DOMAIN 5, for one prisoner on one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time

from keywork_desktop.domain.allocation import TWO_STAFF, Fit, Judgement, Reason
from keywork_desktop.domain.core_day import within
from keywork_desktop.domain.detail import TimeSpan, hours_and_minutes, minutes_of, time_of
from keywork_desktop.domain.obligations import obligations_of
from keywork_desktop.domain.people import KeyWorker, Prisoner
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.seen import newest_sessions
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import short_date


def free_starts(key_work: Iterable[TimeSpan], taken: Iterable[TimeSpan], minutes: int) -> Iterator[time]:
    """Start times at which `minutes` still fit, back to back, none across the end of the key work time (DOMAIN 5)."""
    occupied = sorted(taken)
    for span in sorted(key_work):
        at, end = minutes_of(span.start), minutes_of(span.end)
        while at + minutes <= end:
            here = TimeSpan(time_of(at), time_of(at + minutes))
            in_the_way = [other for other in occupied if other.overlaps(here)]
            if in_the_way:
                at = max(minutes_of(other.end) for other in in_the_way)
            else:
                yield here.start
                at += minutes


def slots(key_work: Iterable[TimeSpan], minutes: int) -> int:
    """How many sessions of `minutes` the key work time holds."""
    return sum(span.minutes // minutes for span in key_work)


def smallest_spacing(prisoner: Prisoner, snapshot: Snapshot) -> int:
    """Days that must lie between two of his sessions: the smallest spacing of his rules, at least 1."""
    spacings = [o.rule.spacing for o in obligations_of(prisoner, snapshot.policies, snapshot.on)]
    return max(1, min(spacings, default=1))


class Diary:
    """Who is taken when: the key work time of the detail, and the sessions planned in it.

    Grows with `add` while a plan is made; `without` gives the diary as if one session were not in it, for moving it.
    """

    def __init__(self, snapshot: Snapshot, planned: Iterable[PlannedSession]) -> None:
        self.snapshot = snapshot
        self._planned: list[PlannedSession] = []
        self._taken: dict[tuple[str, date], list[TimeSpan]] = {}
        self._days: dict[str, list[date]] = {}
        for session in planned:
            self.add(session)

    @property
    def planned(self) -> tuple[PlannedSession, ...]:
        return tuple(self._planned)

    def add(self, session: PlannedSession) -> None:
        """Write one more session into the diary."""
        self._planned.append(session)
        for staff_id in (session.staff_id, session.second_staff_id):
            if staff_id:
                self._taken.setdefault((staff_id, session.on), []).append(session.span)
        self._days.setdefault(session.prison_number, []).append(session.on)

    def without(self, session_id: str) -> Diary:
        return Diary(self.snapshot, (session for session in self._planned if session.id != session_id))

    def profiled_time(self, staff_id: str, day: date) -> tuple[TimeSpan, ...]:
        """Key work time on the detail that day; none while the officer is away, whatever the detail says (DOMAIN 5)."""
        key_worker = self.snapshot.key_workers.get(staff_id)
        shift = self.snapshot.shifts.get((staff_id, day))
        if shift is None or (key_worker is not None and key_worker.away_on(day)):
            return ()
        return shift.key_work

    def key_work_time(self, staff_id: str, day: date) -> tuple[TimeSpan, ...]:
        """The profiled time in which anybody whom the officer may see is unlocked (core day, DOMAIN 5)."""
        profiled, snapshot = self.profiled_time(staff_id, day), self.snapshot
        if not profiled or not snapshot.core_hours:
            return profiled
        hours = snapshot.core_hours.open_somewhere(snapshot.units_seen.get(staff_id, ()), day)
        return profiled if hours is None else within(profiled, hours)

    def taken(self, staff_id: str, day: date) -> Sequence[TimeSpan]:
        """When the officer has sessions on that day, as key worker or as second officer."""
        return self._taken.get((staff_id, day), ())

    def days_of(self, prison_number: str) -> Sequence[date]:
        """The days on which the prisoner has a planned session."""
        return self._days.get(prison_number, ())


def first_free_start(
    diary: Diary, prison_number: str, staff_id: str, day: date, minutes: int, second_staff_id: str | None = None
) -> time | None:
    """The first time that day at which the officer has key work time left and the prisoner can be seen."""
    snapshot = diary.snapshot
    elsewhere = [appointment.span for appointment in snapshot.appointments_in_the_way(prison_number, day)]
    elsewhere += snapshot.curtailed(prison_number, day)
    prisoner = snapshot.prisoners.get(prison_number)
    hours = snapshot.core_hours.open_on(prisoner.unit if prisoner else None, day)
    key_work = diary.profiled_time(staff_id, day)
    second = None
    if second_staff_id:
        second = (diary.profiled_time(second_staff_id, day), diary.taken(second_staff_id, day))
    if hours is not None:
        key_work = within(key_work, hours)
    for start in free_starts(key_work, diary.taken(staff_id, day), minutes):
        span = TimeSpan(start, time_of(minutes_of(start) + minutes))
        if any(span.overlaps(other) for other in elsewhere):
            continue
        if second and not _holds(second[0], second[1], span):
            continue
        return start
    return None


def _holds(key_work: Sequence[TimeSpan], taken: Sequence[TimeSpan], span: TimeSpan) -> bool:
    inside = any(time_.start <= span.start and span.end <= time_.end for time_ in key_work)
    return inside and not any(span.overlaps(other) for other in taken)


def judge_session(diary: Diary, session: PlannedSession) -> Judgement:
    """Whether `session` keeps the musts of DOMAIN 5; `diary` must not hold the session itself.

    What cannot be is `NO`: an officer who is away, taken, or without key work time, a prisoner who is elsewhere or has
    a session that day already, a regime that is cut, an hour outside the core day of his unit. Too close to another
    session, a past release date and cover are warnings.
    """
    snapshot = diary.snapshot
    prisoner = snapshot.prisoners[session.prison_number]
    key_worker = snapshot.key_workers.get(session.staff_id)
    reasons = [*_officer(diary, session, key_worker), *_prisoner(diary, session, prisoner)]
    if not reasons:
        left = sum(span.minutes for span in diary.key_work_time(session.staff_id, session.on))
        left -= sum(span.minutes for span in diary.taken(session.staff_id, session.on))
        reasons.append(Reason("key_work_time", Fit.FITS, f"{hours_and_minutes(left)} key work time free"))
    worst_first = (Fit.NO, Fit.WARNS, Fit.FITS)
    return Judgement(tuple(sorted(reasons, key=lambda reason: worst_first.index(reason.fit))))


def _officer(diary: Diary, session: PlannedSession, key_worker: KeyWorker | None) -> Iterator[Reason]:
    if key_worker is None:
        yield Reason("no_key_worker", Fit.NO, "not on the staff list")
        return
    if key_worker.away_on(session.on):
        yield Reason("away", Fit.NO, key_worker.status_on(session.on).words)
        return
    own = diary.snapshot.allocations.get(session.prison_number)
    if own is None or own.staff_id != session.staff_id:
        yield Reason("cover", Fit.WARNS, "not his key worker: marked as cover")
    officers = [session.staff_id] + ([session.second_staff_id] if session.second_staff_id else [])
    for staff_id in officers:
        key_work = diary.profiled_time(staff_id, session.on)
        if not key_work:
            yield Reason("no_key_work_time", Fit.NO, "no key work time that day")
        elif not _holds(key_work, diary.taken(staff_id, session.on), session.span):
            yield Reason("slots_taken", Fit.NO, "key work time is taken")


def _prisoner(diary: Diary, session: PlannedSession, prisoner: Prisoner) -> Iterator[Reason]:
    snapshot = diary.snapshot
    day = session.on
    if TWO_STAFF in prisoner.active_alert_codes(snapshot.on) and not session.second_staff_id:
        yield Reason("needs_second_officer", Fit.NO, "no one-to-one: needs a second officer")
    if any(span.overlaps(session.span) for span in snapshot.curtailed(prisoner.prison_number, day)):
        yield Reason("regime_closed", Fit.NO, "regime curtailed")
    outside = snapshot.core_hours.why_closed(prisoner.unit, day, session.span)
    if outside is not None:
        yield Reason("regime_closed", Fit.NO, outside)
    for appointment in snapshot.appointments_in_the_way(prisoner.prison_number, day):
        if appointment.span.overlaps(session.span):
            yield Reason("prisoner_unavailable", Fit.NO, f"{appointment.kind.lower()} {appointment.span}")
    days = diary.days_of(prisoner.prison_number)
    held = newest_sessions(prisoner, snapshot.on, 1)
    if day in days or day in held:
        yield Reason("same_day", Fit.NO, "has a session that day")
        return
    if prisoner.release_date and snapshot.on <= prisoner.release_date < day:
        yield Reason("released", Fit.NO, f"released {short_date(prisoner.release_date)}")
    spacing = smallest_spacing(prisoner, snapshot)
    near = [other for other in (*days, *held) if abs((other - day).days) < spacing]
    if near:
        yield Reason("too_close", Fit.WARNS, f"{spacing} days apart wanted, session on {short_date(near[0])}")
