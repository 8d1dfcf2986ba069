"""Why a target is not met on time, and what would mend it (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from keywork_desktop.domain.core_day import of_unit, spans_words, within
from keywork_desktop.domain.detail import minutes_of
from keywork_desktop.domain.people import KeyWorker
from keywork_desktop.domain.placing import Diary, free_starts, slots
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.targets import Target, TargetOutcome
from keywork_desktop.domain.wording import long_date, short_date, weekday
from keywork_desktop.planning.rota_advice import Advice, Advising, days_words, hours_words, window
from keywork_desktop.planning.rota_claims import Claim, Ground
from keywork_desktop.planning.rota_hours import clash, holds, starts
from keywork_desktop.planning.rota_plan import LeftOut


class Explaining:
    """Says of each target that a plan does not meet on time why that is so."""

    def __init__(self, ground: Ground, planned: tuple[PlannedSession, ...], *, best: bool = True) -> None:
        """`best` False: of a rota as it stands nobody knows that what is taken went to stronger claims."""
        self._taken = "went to stronger claims" if best else "is taken"
        self.ground = ground
        self.diary = Diary(ground.snapshot, planned)
        self.claims = {claim.number: claim for claim in ground.claims}
        self.advising = Advising(ground, planned)

    def left_out(self, outcome: TargetOutcome) -> LeftOut:
        """The reason, in the order of DOMAIN 5: who, then when, then who is before him."""
        target, by = outcome.target, long_date(outcome.target.by)
        claim, minutes = self.claims[target.prison_number], outcome.target.rule.minutes
        key_worker = self.ground.snapshot.key_workers.get(claim.staff_id or "")
        if key_worker is None:
            found = self.advising.key_worker_for(claim, target)
            return LeftOut(
                outcome, "no_key_worker", "He has no key worker.", f"A key worker: allocate him.{_time(found)}"
            )
        if claim.two_staff and not claim.second_staff_id:
            why = "No one-to-one, and no second officer is named."
            found = self.advising.second_officer_for(claim, target)
            needs = f"A second officer: name one with the allocation.{_time(found)}"
            return LeftOut(outcome, "needs_second_officer", why, needs)
        name, staff_id = key_worker.name, key_worker.staff_id
        before = self.ground.diary
        with_time = [day for day in window(target) if slots(before.profiled_time(staff_id, day), minutes)]
        if not with_time:
            return self._told(outcome, "no_key_work_time", self._no_time(key_worker, target))
        open_days = [day for day in with_time if self._unlocked(claim, staff_id, day, minutes)]
        if not open_days:
            return self._regime_closed(outcome, claim, name, with_time)
        possible = [day for day in open_days if self._he_can(claim, staff_id, day, minutes)]
        if not possible:
            why = f"He is elsewhere, or was seen too shortly before, whenever {name} has time by {by}."
            coming = self._coming(claim, target)
            if coming is not None and all(abs((coming.on - day).days) < claim.spacing for day in open_days):
                when = f"{weekday(coming.on)} {short_date(coming.on)}"
                why = f"His session of {when}, before this rota begins, is too near whenever {name} has time by {by}."
            return self._told(outcome, "prisoner_unavailable", why)
        if claim.two_staff and not any(self._both(claim, staff_id, day, minutes) for day in possible):
            why = "The second officer has no key work time at the same hour."
            return self._told(outcome, "needs_second_officer", why)
        free = [day for day in possible if self._room(staff_id, day, minutes)]
        if not free:
            why = f"All key work time of {name} by {by} {self._taken}."
            return self._told(outcome, "slots_taken", why, more=True)
        if claim.two_staff:
            why = "The second officer's key work time at the same hour went to stronger claims."
            return self._told(outcome, "needs_second_officer", why, more=True)
        why = f"He is elsewhere, or his other session is too near, whenever {name} has time left by {by}."
        return self._told(outcome, "prisoner_unavailable", why)

    def advice(self, target: Target) -> Advice:
        """The key work time that would meet the target; without days where time alone would not."""
        claim = self.claims[target.prison_number]
        assert claim.staff_id is not None
        second = [claim.second_staff_id] if claim.two_staff and claim.second_staff_id else []
        return self.advising.time_for(claim, target, [claim.staff_id, *second])

    def _no_time(self, key_worker: KeyWorker, target: Target) -> str:
        """`KHAN, Omar has no key work time by Fri 27 Nov 2026.`, or that he is away until then."""
        days, by = window(target), long_date(target.by)
        if all(key_worker.away_on(day) for day in days):
            until = key_worker.return_date
            back = f" until {long_date(until)}" if until is not None else ""
            return f"{key_worker.name} is {key_worker.status_on(target.by).words}{back}."
        if all(self.advising.is_away(key_worker.staff_id, day) for day in days):
            return f"{key_worker.name} is away up to {by}."
        return f"{key_worker.name} has no key work time by {by}."

    def _told(self, outcome: TargetOutcome, code: str, why: str, *, more: bool = False) -> LeftOut:
        """The reason, with the time that would mend it, or what else would."""
        target, advice = outcome.target, self.advice(outcome.target)
        workers = self.ground.snapshot.key_workers
        names = " and ".join(workers[each].name for each in advice.officers if each in workers)
        if not advice.days:
            return LeftOut(outcome, code, why, self._without_time(target, names))
        what = "more minutes" if more else "minutes"
        together = " at one hour" if len(advice.officers) > 1 else ""
        when = days_words(advice.days, target)
        needs = f"{advice.minutes} {what} of key work time for {names}{together} {when}{hours_words(advice)}."
        return LeftOut(outcome, code, why, needs)

    def _without_time(self, target: Target, names: str) -> str:
        """What would mend it where more key work time alone does not."""
        claim = self.claims[target.prison_number]
        days, by = window(target), long_date(target.by)
        if all(self.advising.is_away(claim.staff_id or "", day) for day in days):
            cover = f", or {target.rule.minutes} minutes of another officer of his houseblock by {by}, as cover"
            return f"Another key worker for him{cover if target.priority else ''}."
        coming = self._coming(claim, target)
        if coming is not None:
            when = f"{weekday(coming.on)} {short_date(coming.on)}"
            return f"His session of {when} held: it counts from then on. Plan from today to have it count now."
        in_the_way = self.advising.in_the_way(claim, target)
        if in_the_way:
            session = in_the_way[0]
            word = "locked session" if session.locked else "session"
            return f"His {word} of {weekday(session.on)} {short_date(session.on)} moved, and time for {names} by {by}."
        if any(cut.closes(claim.prisoner.unit, day) for cut in self.ground.curtailed for day in days):
            return f"The regime opened again for an hour or so by {by}, with time for {names}."
        return f"He is free on no day by {by}: an appointment of his moved, or a later day."

    def _coming(self, claim: Claim, target: Target) -> PlannedSession | None:
        """A session planned before this rota begins that lies too near to some day of the window."""
        ground = self.ground
        his = (s for s in ground.snapshot.planned if s.prison_number == claim.number)
        before = [s for s in his if ground.snapshot.on <= s.on < ground.period.first]
        near = (s for s in before if any(abs((s.on - day).days) < claim.spacing for day in window(target)))
        return max(near, key=lambda session: session.on, default=None)

    def _in_core_day(self, claim: Claim, staff_id: str, day: date, minutes: int) -> tuple[int, ...]:
        """Where a session may begin in what the officer has that day while his unit is unlocked."""
        times = self.ground.diary.profiled_time(staff_id, day)
        hours = self.ground.snapshot.core_hours.open_on(claim.prisoner.unit, day)
        spans = times if hours is None else within(times, hours)
        return starts(tuple((minutes_of(span.start), minutes_of(span.end)) for span in spans), (minutes,))

    def _cuts(self, claim: Claim, day: date) -> list[tuple[int, int]]:
        cuts = (cut for cut in self.ground.curtailed if cut.closes(claim.prisoner.unit, day))
        return [(minutes_of(cut.span.start), minutes_of(cut.span.end)) for cut in cuts]

    def _unlocked(self, claim: Claim, staff_id: str, day: date, minutes: int) -> bool:
        """True if his unit is unlocked, and the regime not cut, some time of what the officer has that day."""
        cuts = self._cuts(claim, day)
        return any(not clash(at, minutes, cuts) for at in self._in_core_day(claim, staff_id, day, minutes))

    def _regime_closed(self, outcome: TargetOutcome, claim: Claim, name: str, days: Sequence[date]) -> LeftOut:
        """Nobody is unlocked whenever his key worker has time: a cut regime, the core day, or both."""
        minutes, by = outcome.target.rule.minutes, long_date(outcome.target.by)
        assert claim.staff_id is not None
        cut = [day for day in days if self._in_core_day(claim, claim.staff_id, day, minutes)]
        if len(cut) == len(days):
            why = f"The regime is cut whenever {name} has time by {by}."
            return self._told(outcome, "regime_closed", why)
        core = self.ground.snapshot.core_hours
        unit = claim.prisoner.unit
        whose = {of_unit(entry.unit) for day in days if (entry := core.on(unit, day)) is not None}
        of_whom = whose.pop() if len(whose) == 1 else ""
        wanted = dict.fromkeys(
            spans_words(long_enough)
            for day in window(outcome.target)
            if (long_enough := [span for span in core.open_on(unit, day) or () if span.minutes >= minutes])
        )
        hours = f" within {' or '.join(list(wanted)[:2])}" if wanted else ""
        lies = "All key work time of" if not cut else "Where the regime is not cut, all key work time of"
        why = f"{lies} {name} by {by} lies outside the core day{of_whom}."
        return LeftOut(outcome, "regime_closed", why, f"{minutes} minutes of key work time for {name}{hours} by {by}.")

    def _he_can(self, claim: Claim, staff_id: str, day: date, minutes: int) -> bool:
        """True if he could be seen some time of what the officer has that day."""
        if day not in claim.minutes:
            return False
        busy = self.ground.elsewhere(claim.number, day)
        spans = tuple(self.ground.free_time(staff_id, day))
        at = starts(spans, (minutes,))
        # All of it may be kept for others already: then it is not he who cannot.
        return not at or any(holds(spans, start, minutes) and not clash(start, minutes, busy) for start in at)

    def _both(self, claim: Claim, staff_id: str, day: date, minutes: int) -> bool:
        assert claim.second_staff_id is not None
        one = tuple(self.ground.free_time(staff_id, day))
        other = tuple(self.ground.free_time(claim.second_staff_id, day))
        moments = {*starts(one, (minutes,)), *starts(other, (minutes,))}
        return any(holds(one, at, minutes) and holds(other, at, minutes) for at in moments)

    def _room(self, staff_id: str, day: date, minutes: int) -> bool:
        key_work, taken = self.diary.key_work_time(staff_id, day), self.diary.taken(staff_id, day)
        return next(free_starts(key_work, taken, minutes), None) is not None


def _time(found: tuple[KeyWorker, date] | None) -> str:
    """` OKAFOR, Tim has time on Tue 24 Nov.`, or nothing."""
    return f" {found[0].name} has time on {weekday(found[1])} {short_date(found[1])}." if found else ""
