"""A key worker goes away or leaves: for each man keep, cover or reallocate, with a proposal (DOMAIN 4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from keywork_desktop.domain.due_list import DueItem, due_list
from keywork_desktop.domain.people import KeyWorker, KeyWorkerStatus
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import short_date
from keywork_desktop.planning.allocation_terms import Terms
from keywork_desktop.planning.recommending import Recommended, Unplaced, allocated_now, recommend_for

SHORT_ABSENCE = timedelta(days=28)
"""Up to four weeks a man keeps his key worker (local reading)."""


class Choice(Enum):
    """What becomes of a man while his key worker is away."""

    KEEP = "keep"
    COVER = "cover"
    REALLOCATE = "reallocate"

    @property
    def words(self) -> str:
        return {Choice.KEEP: "keeps", Choice.COVER: "covered by", Choice.REALLOCATE: "goes to"}[self]


@dataclass(frozen=True)
class HandedOver:
    """One man of the caseload: what is proposed for him, to whom, and why.

    `key_worker` is who covers or takes him, None if he keeps his, or if nobody can. `reasons` are the codes of a
    recommendation.
    """

    item: DueItem
    choice: Choice
    key_worker: KeyWorker | None
    why: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Handover:
    """The handover list of a key worker, the most urgent first; everything that is printed on it.

    `status` and `return_date` are those the list is made for.
    """

    key_worker: KeyWorker
    on: date
    status: KeyWorkerStatus
    return_date: date | None
    men: tuple[HandedOver, ...]

    def count(self, choice: Choice) -> int:
        """How many are proposed so."""
        return sum(man.choice is choice for man in self.men)


def handing_over(
    snapshot: Snapshot, staff_id: str, status: KeyWorkerStatus, return_date: date | None = None
) -> Handover:
    """What to do with each man of a caseload when its key worker takes this status (until the return date).

    Somebody who is back within 28 days keeps his or her men; those who fall due before that are covered by another of
    the prisoner's houseblock, whoever has most room. Everybody else is reallocated, together as well as can be.
    `KeyError` if the key worker is not in the snapshot.
    """
    leaving = snapshot.key_workers[staff_id]
    men = tuple(item for item in due_list(snapshot) if item.key_worker is leaving)
    away = replace(leaving, status=status, return_date=return_date)
    without = replace(snapshot, key_workers={**snapshot.key_workers, staff_id: away})
    if not away.away_on(snapshot.on):
        found: Iterable[HandedOver] = (HandedOver(item, Choice.KEEP, None, "the key worker is here") for item in men)
    elif status is not KeyWorkerStatus.INACTIVE and _is_short(snapshot.on, status, return_date):
        found = _kept_or_covered(without, men, return_date)
    else:
        found = _reallocated(without, men)
    return Handover(leaving, snapshot.on, status, return_date, tuple(found))


def _is_short(today: date, status: KeyWorkerStatus, return_date: date | None) -> bool:
    if return_date is None:
        return status is KeyWorkerStatus.ANNUAL_LEAVE
    return return_date - today <= SHORT_ABSENCE


def _kept_or_covered(snapshot: Snapshot, men: Iterable[DueItem], back: date | None) -> Iterable[HandedOver]:
    men = tuple(men)
    terms = Terms(snapshot, [item.prisoner for item in men])
    load = Counter(allocated_now(snapshot))
    until = back or snapshot.on + SHORT_ABSENCE
    for item in men:
        if item.due_on is None or item.due_on >= until:
            said = f"not due before {short_date(until, snapshot.on)}" if item.due_on else "no session is asked for"
            yield HandedOver(item, Choice.KEEP, None, said)
            continue
        due = "overdue" if item.days_overdue else f"due {short_date(item.due_on, snapshot.on)}"
        cover = _cover(terms, item, load)
        if cover is None:
            said = f"{due}, before the return, and nobody of his houseblock can cover"
            yield HandedOver(item, Choice.COVER, None, said)
            continue
        load[cover.staff_id] += 1
        yield HandedOver(item, Choice.COVER, cover, f"{due}, before the return")


def _cover(terms: Terms, item: DueItem, load: Mapping[str, int]) -> KeyWorker | None:
    """The one of his houseblock with most room whom no never forbids; a full caseload is no matter for cover."""
    allocation = terms.snapshot.allocations.get(item.prisoner.prison_number)
    judgements = terms.judgements(item.prisoner, allocation.second_staff_id if allocation else None)
    able = [
        officer
        for officer, judged, away in zip(terms.officers, judgements, terms.away, strict=True)
        if not judged.broken and not away and officer.unit and officer.unit == item.prisoner.unit and officer.capacity
    ]
    return min(able, key=lambda officer: (load[officer.staff_id] / officer.capacity, officer.staff_id), default=None)


def _reallocated(snapshot: Snapshot, men: tuple[DueItem, ...]) -> Iterable[HandedOver]:
    numbers = {item.prisoner.prison_number for item in men}
    seconds = {n: a.second_staff_id for n, a in snapshot.allocations.items() if n in numbers and a.second_staff_id}
    others = {number: each for number, each in snapshot.allocations.items() if number not in numbers}
    made = recommend_for(replace(snapshot, allocations=others), men, seconds)
    answers: tuple[Recommended | Unplaced, ...] = (*made.allocations, *made.unplaced)
    by_number = {answer.prison_number: answer for answer in answers}
    for item in men:
        answer = by_number[item.prisoner.prison_number]
        if isinstance(answer, Recommended):
            taking = snapshot.key_workers[answer.staff_id]
            yield HandedOver(item, Choice.REALLOCATE, taking, "", answer.reasons)
        else:
            yield HandedOver(item, Choice.REALLOCATE, None, answer.text)
