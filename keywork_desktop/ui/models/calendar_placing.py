"""Where what is carried, by mouse or keyboard, may be put down: fits, warns or no, said before the drop."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time

from keywork_desktop.domain.allocation import TWO_STAFF, Fit
from keywork_desktop.domain.detail import TimeSpan
from keywork_desktop.domain.placing import first_free_start, judge_session
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.rules import BASELINE, WEEKEND
from keywork_desktop.domain.weekends import SATURDAY
from keywork_desktop.ui.models.calendar_facts import USUAL_MINUTES, CalendarFacts

NOWHERE = time(0)


@dataclass(frozen=True, slots=True)
class Carried:
    """What is being moved: a prisoner who is due, or one of his planned sessions."""

    prison_number: str
    session_id: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """The answer for one day and officer: the word, its reason, and when the session would begin."""

    fit: Fit
    text: str
    start: time | None = None
    staff_id: str = ""

    @property
    def words(self) -> str:
        """`Fits · 10:00`, `No · no key work time that day`."""
        return f"{self.fit.word} · {self.text}" if self.text else self.fit.word


class Placing:
    """Judges days, officers and times for one carried thing, against everything else that is planned.

    `before` is what judged it in other weeks: a session that is carried beyond its own stays the same session.
    """

    def __init__(self, facts: CalendarFacts, carried: Carried, before: Placing | None = None) -> None:
        self.facts = facts
        self.carried = carried
        here = facts.sessions.get(carried.session_id)
        elsewhere = before._moving if before is not None else None
        if elsewhere is not None and elsewhere.on in facts.period:
            elsewhere = None
        self._moving: PlannedSession | None = here or elsewhere
        self.diary = facts.diary.without(carried.session_id) if here else facts.diary
        self._prisoner = facts.view.snapshot.prisoners.get(carried.prison_number)
        self._own = facts.view.snapshot.key_worker_of(carried.prison_number)
        self._days: dict[date, Place] | None = None

    @property
    def staff_id(self) -> str | None:
        """The officer it goes to unless another is chosen: the session's, else his key worker."""
        if self._moving:
            return self._moving.staff_id
        return self._own.staff_id if self._own else None

    @property
    def days(self) -> dict[date, Place]:
        """The answer for each day of the period, with the usual officer."""
        if self._days is None:
            self._days = {day: self.on(day) for day in self.facts.days}
        return self._days

    def first_fit(self) -> date | None:
        """The first day on which it fits, else the first on which it only warns."""
        for wanted in (Fit.FITS, Fit.WARNS):
            for day, place in self.days.items():
                if place.fit is wanted:
                    return day
        return None

    def on(self, day: date, staff_id: str | None = None, start: time | None = None) -> Place:
        """The answer for one day; without `start`, at the first free time of that officer."""
        officer = staff_id or self.staff_id
        if self._prisoner is None:
            return Place(Fit.NO, "no longer on the roll")
        if day < self.facts.view.today:
            return Place(Fit.NO, "this day has passed")
        if officer is None:
            return Place(Fit.NO, "has no key worker: allocate him first")
        session = self._session(day, officer)
        second = session.second_staff_id
        if start is None:
            start = first_free_start(self.diary, session.prison_number, officer, day, session.minutes, second)
        judgement = judge_session(self.diary, replace(session, start=start or NOWHERE))
        said = [reason.text for reason in judgement.reasons if reason.fit is judgement.fit]
        if judgement.fit is Fit.NO:
            return Place(Fit.NO, ", ".join(dict.fromkeys(said)), None, officer)
        assert start is not None, "a session without a time keeps no must"
        if judgement.fit is Fit.FITS:
            said = []
        return Place(judgement.fit, " · ".join((f"{start:%H:%M}", *said)), start, officer)

    def _session(self, day: date, staff_id: str) -> PlannedSession:
        if self._moving:
            return replace(self._moving, on=day, staff_id=staff_id)
        assert self._prisoner is not None
        snapshot, number = self.facts.view.snapshot, self.carried.prison_number
        item = self.facts.view.by_number.get(number)
        asked = [o for o in item.obligations if o.rule.id != WEEKEND or day.weekday() >= SATURDAY] if item else []
        allocation = snapshot.allocations.get(number)
        two_staff = TWO_STAFF in self._prisoner.active_alert_codes(snapshot.on)
        return PlannedSession(
            prison_number=number,
            staff_id=staff_id,
            on=day,
            start=NOWHERE,
            minutes=asked[0].rule.minutes if asked else USUAL_MINUTES,
            rule=asked[0].rule.id if asked else BASELINE,
            second_staff_id=allocation.second_staff_id if allocation and two_staff else None,
        )

    @property
    def minutes(self) -> int:
        """How long the session is."""
        if self._moving:
            return self._moving.minutes
        return self._session(self.facts.view.today, "").minutes if self._prisoner else USUAL_MINUTES

    def is_here_now(self, day: date, staff_id: str | None = None, start: time | None = None) -> bool:
        """True if putting it down there would change nothing."""
        now = self._moving
        return (
            now is not None
            and now.on == day
            and staff_id in (None, now.staff_id)
            and (start is None or TimeSpan(now.start, now.end).start == start)
        )
