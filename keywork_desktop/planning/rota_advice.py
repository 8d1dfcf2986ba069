"""What would mend a target that is left out: how much key work time, whose, on which days and within which hours.

Whatever is advised here keeps its promise: the plan that is made after it is better than the one before (DOMAIN 5).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from itertools import pairwise

from keywork_desktop.domain.core_day import spans_words, within, without
from keywork_desktop.domain.detail import TimeSpan, minutes_of, time_of
from keywork_desktop.domain.people import KeyWorker
from keywork_desktop.domain.placing import Diary
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.targets import Target
from keywork_desktop.domain.wording import short_date, weekday
from keywork_desktop.planning.rota_claims import DAY, Claim, Ground

WORKING_DAY = (TimeSpan(time(7), time(20)),)
"""Hours of the day that are thought of where neither a shift nor the core day says any."""
MOST_DAYS_SAID = 3


@dataclass(frozen=True)
class Advice:
    """`minutes` more key work time for each of `officers` at one hour, on any one of the days of `hours`.

    `hours` says for each day when; nowhere else is it of use. No days: time alone would not mend it.
    """

    minutes: int
    officers: tuple[str, ...]
    hours: Mapping[date, tuple[TimeSpan, ...]] = field(default_factory=dict)
    hour_matters: bool = False
    """He is not free all day on these days."""

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(sorted(self.hours))


class Advising:
    """Advises about a plan: `planned` are all its sessions, those that are kept too."""

    def __init__(self, ground: Ground, planned: Iterable[PlannedSession]) -> None:
        planned = tuple(planned)
        self.ground, self.diary = ground, Diary(ground.snapshot, planned)
        self._kept = frozenset(ground.kept)
        self._his: dict[str, list[PlannedSession]] = {}
        for session in planned:
            self._his.setdefault(session.prison_number, []).append(session)

    def time_for(self, claim: Claim, target: Target, officers: Sequence[str]) -> Advice:
        """Key work time for his key worker, with a second officer where he needs one, that would meet the target.

        On days on which he is in, if there are any. Never more than he needs: as soon as his key worker had time over,
        nobody else might cover for his priority prisoners (DOMAIN 5), and the rota could be worse for it.
        """
        minutes = target.rule.minutes
        free = {day: self._free(claim, day, target) for day in window(target)}
        free = {day: spans for day, spans in free.items() if not self._away(officers, day)}
        on_shift = {day: within(spans, self._shift_hours(officers, day)) for day, spans in free.items()}
        for hours in (on_shift, free):
            long_enough = {
                day: fitting
                for day, spans in hours.items()
                if (fitting := tuple(s for s in self._not_taken(officers, day, spans) if s.minutes >= minutes))
            }
            if long_enough:
                matters = any(free[day] != WORKING_DAY for day in long_enough)
                return Advice(minutes, tuple(officers), long_enough, matters)
        return Advice(minutes, tuple(officers))

    def key_worker_for(self, claim: Claim, target: Target) -> tuple[KeyWorker, date] | None:
        """Somebody of his houseblock who may have him, has a place, and has time to see him in time, with the day."""
        codes = claim.prisoner.active_alert_codes(self.ground.snapshot.on)
        if claim.two_staff or any(session.cover for session in self._his.get(claim.number, ())):
            return None
        for officer in self._others_in(claim.prisoner.unit, ()):
            may = not codes.intersection(officer.do_not_allocate)
            apart = (claim.number, officer.staff_id) in self.ground.snapshot.keep_apart
            full = len(self.ground.snapshot.caseloads.get(officer.staff_id, ())) >= officer.capacity
            day = self._room(claim, target, officer.staff_id) if may and not apart and not full else None
            if day is not None:
                return officer, day
        return None

    def second_officer_for(self, claim: Claim, target: Target) -> tuple[KeyWorker, date] | None:
        """Somebody who has time when his key worker has it and can see him in time, with the day."""
        assert claim.staff_id is not None
        for officer in self._others_in(claim.prisoner.unit, (claim.staff_id,)):
            day = self._room(claim, target, claim.staff_id, officer.staff_id)
            if day is not None:
                return officer, day
        return None

    def _others_in(self, unit: str | None, known: Collection[str]) -> list[KeyWorker]:
        workers = self.ground.snapshot.key_workers
        return [k for staff_id, k in sorted(workers.items()) if k.unit == unit and staff_id not in known]

    def _room(self, claim: Claim, target: Target, staff_id: str, second: str | None = None) -> date | None:
        """The first day on which they have time left in which he can be seen."""
        minutes = target.rule.minutes
        for day in window(target):
            spans = self._free(claim, day, target)
            left = [self._left(each, day) for each in (staff_id, second) if each]
            if self._away((staff_id,), day) or not spans:
                continue
            for span in left[0]:
                begins = minutes_of(span.start)
                while begins + minutes <= minutes_of(span.end):
                    wanted = TimeSpan(time_of(begins), time_of(begins + minutes))
                    if all(any(_holds(one, wanted) for one in each) for each in (spans, *left[1:])):
                        return day
                    begins += minutes
        return None

    def _left(self, staff_id: str, day: date) -> tuple[TimeSpan, ...]:
        return without(self.diary.key_work_time(staff_id, day), self.diary.taken(staff_id, day))

    def in_the_way(self, claim: Claim, target: Target) -> tuple[PlannedSession, ...]:
        """His other planned sessions that lie too near to every day on which this one would be in time."""
        near = [s for s in self._others(claim, target) if any(self._near(claim, s, day) for day in window(target))]
        return tuple(sorted(near, key=lambda session: session.on))

    def _free(self, claim: Claim, day: date, target: Target) -> tuple[TimeSpan, ...]:
        """When he could be seen that day, by his other sessions, appointments, the regime and the core day."""
        ground = self.ground
        if day not in claim.minutes or any(self._near(claim, other, day) for other in self._others(claim, target)):
            return ()
        snapshot, unit = ground.snapshot, claim.prisoner.unit
        hours = snapshot.core_hours.open_on(unit, day)
        spans = WORKING_DAY if hours is None else hours
        busy = [each.span for each in snapshot.appointments_in_the_way(claim.number, day)]
        busy += [cut.span for cut in ground.curtailed if cut.closes(unit, day)]
        return without(spans, busy)

    def _others(self, claim: Claim, target: Target) -> list[PlannedSession]:
        """His planned sessions that would stay: those that meet another target on time, and those that are locked."""
        kind = target.kind
        targets = [t for t in claim.all_targets if t != target]
        return [
            session
            for session in self._his.get(claim.number, ())
            if session in self._kept or any(t.met_on_time_by(session.on) for t in targets) or session.kind is not kind
        ]

    @staticmethod
    def _near(claim: Claim, session: PlannedSession, day: date) -> bool:
        return abs((session.on - day).days) < claim.spacing

    def _away(self, officers: Iterable[str], day: date) -> bool:
        return any(self.is_away(staff_id, day) for staff_id in officers)

    def is_away(self, staff_id: str, day: date) -> bool:
        """True if he is not there that day, by his status or as an absence of this rota."""
        officer = self.ground.snapshot.key_workers.get(staff_id)
        return officer is None or officer.away_on(day) or (staff_id, day) in self.ground.absent

    def _shift_hours(self, officers: Iterable[str], day: date) -> tuple[TimeSpan, ...]:
        """When all of them are on shift."""
        snapshot = self.ground.snapshot
        hours: tuple[TimeSpan, ...] = WORKING_DAY
        for staff_id in officers:
            shift = snapshot.shifts.get((staff_id, day))
            code = snapshot.shift_codes.get(shift.code) if shift else None
            if code is None or not code.works or code.start is None or code.end is None:
                return ()
            hours = within(hours, (TimeSpan(code.start, code.end),))
        return hours

    def _not_taken(self, officers: Iterable[str], day: date, spans: tuple[TimeSpan, ...]) -> tuple[TimeSpan, ...]:
        """Without what is key work time of theirs already, and sessions that somebody locked beside it."""
        for staff_id in officers:
            shift = self.ground.snapshot.shifts.get((staff_id, day))
            spans = without(spans, (*(shift.key_work if shift else ()), *self.ground.diary.taken(staff_id, day)))
        return spans


def _holds(outer: TimeSpan, inner: TimeSpan) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def window(target: Target) -> list[date]:
    """The days on which a session would meet the target on time."""
    return [target.after + n * DAY for n in range(1, (target.by - target.after).days + 1)]


def days_words(days: Collection[date], target: Target) -> str:
    """`by Thu 26 Nov`, `on Tue 24 Nov`, `from Tue 24 Nov to Thu 26 Nov`: when, of the days in the target's window."""
    found = sorted(days)
    if not found or found == window(target):
        return f"by {weekday(target.by)} {short_date(target.by)}"
    said = [f"{weekday(day)} {short_date(day)}" for day in found]
    if len(found) <= MOST_DAYS_SAID:
        return f"on {' or '.join(said)}"
    if all((later - day).days == 1 for day, later in pairwise(found)):
        return f"from {said[0]} to {said[-1]}"
    return f"on {', '.join(said[: MOST_DAYS_SAID - 1])} or another of {len(found)} days by {said[-1]}"


def hours_words(advice: Advice) -> str:
    """`, within 08:00–12:00`, or nothing where the hour does not matter."""
    if not advice.hour_matters:
        return ""
    found = set(advice.hours.values())
    if len(found) > 1:
        return ", while he is free"
    (spans,) = found
    return f", within {spans_words(spans)}"
