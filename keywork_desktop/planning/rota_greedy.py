"""A rota at once, earliest due first: shown while the best one is being found, and what that one is measured against.

Each key worker's time is filled day by day; each session goes to the one of his caseload who has been due longest,
priority groups before the others. Every must of DOMAIN 5 is kept; cover is not used, and nothing is claimed of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, time

from keywork_desktop.domain.detail import TimeSpan, minutes_of, time_of
from keywork_desktop.domain.placing import Diary, free_starts
from keywork_desktop.domain.planned import PlannedKind, PlannedSession
from keywork_desktop.domain.targets import Target
from keywork_desktop.planning.rota_claims import Claim, Ground
from keywork_desktop.planning.rota_hours import clash


def earliest_due_first(ground: Ground) -> list[PlannedSession]:
    """The sessions of the greedy rota, those that are kept not among them. The same facts give the same rota."""
    caseloads: dict[str, list[Claim]] = {}
    for claim in ground.claims:
        if claim.staff_id and (claim.second_staff_id or not claim.two_staff):
            caseloads.setdefault(claim.staff_id, []).append(claim)
    diary = Diary(ground.snapshot, ground.kept)
    for day in ground.days:
        for staff_id in sorted(caseloads):
            if diary.key_work_time(staff_id, day):
                _fill(ground, diary, caseloads[staff_id], day)
    return list(diary.planned[len(ground.kept) :])


def _fill(ground: Ground, diary: Diary, caseload: Sequence[Claim], day: date) -> None:
    """Give the officer's free key work time on `day` to those who have waited longest for it."""
    waiting = []
    for claim in caseload:
        if found := _open_target(claim, day, diary.days_of(claim.number)):
            oldest, target = found
            waiting.append((not target.priority, oldest, target.by, claim.number, claim, target))
    for *_, claim, target in sorted(waiting, key=lambda entry: entry[:4]):
        start = _first_start(ground, diary, claim, day)
        if start is None:
            continue
        assert claim.staff_id is not None
        made = PlannedSession(
            claim.number,
            claim.staff_id,
            day,
            start,
            claim.minutes[day],
            second_staff_id=claim.second_staff_id if claim.two_staff else None,
        )
        diary.add(
            replace(
                made,
                kind=target.kind,
                rule=target.rule.id,
                target=target.by,
                due_on=target.due_on,
                priority=target.priority,
            )
        )


def _open_target(claim: Claim, day: date, planned: Sequence[date]) -> tuple[date, Target] | None:
    """The target that a session on `day` would meet, with the oldest due date he waits for; None without one."""
    if day not in claim.minutes or any(abs((day - other).days) < claim.spacing for other in planned):
        return None
    answering = [t for t in claim.all_targets if t.met_on_time_by(day) and not _met(t, planned)]
    if not answering:
        return None
    target = min(answering, key=lambda t: (not t.priority, t.by))
    passed = [t for t in claim.targets if t.by < day and t.kind is PlannedKind.SESSION]
    unmet = [t for t in passed if not any(t.after < on for on in planned)]
    return min(t.due_on for t in (target, *unmet)), target


def _met(target: Target, planned: Iterable[date]) -> bool:
    return any(target.met_on_time_by(day) for day in planned)


def _first_start(ground: Ground, diary: Diary, claim: Claim, day: date) -> time | None:
    assert claim.staff_id is not None
    minutes, busy = claim.minutes[day], ground.elsewhere(claim.number, day)
    second = claim.second_staff_id if claim.two_staff else None
    for start in free_starts(diary.key_work_time(claim.staff_id, day), diary.taken(claim.staff_id, day), minutes):
        if clash(minutes_of(start), minutes, busy):
            continue
        if second is None or _there(diary, second, day, TimeSpan(start, time_of(minutes_of(start) + minutes))):
            return start
    return None


def _there(diary: Diary, staff_id: str, day: date, span: TimeSpan) -> bool:
    """True if the second officer has key work time then, not taken."""
    inside = any(t.start <= span.start and span.end <= t.end for t in diary.key_work_time(staff_id, day))
    return inside and not any(span.overlaps(other) for other in diary.taken(staff_id, day))
