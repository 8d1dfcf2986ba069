"""A key worker for everyone who has none: continuity first, then the least loaded of the same houseblock (DOMAIN 4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from keywork_desktop.domain.allocation import Judgement, Reason, judge
from keywork_desktop.domain.due_list import due_list
from keywork_desktop.domain.people import KeyWorker, Prisoner
from keywork_desktop.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Recommended:
    """Give this prisoner to this key worker; `reasons` are codes, the first one weighing most."""

    prison_number: str
    staff_id: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """No key worker could be found; `why` is the code of the rule that stopped most of them, `text` says it."""

    prison_number: str
    why: str
    text: str


@dataclass(frozen=True, slots=True)
class Load:
    """A key worker's caseload before the recommendation."""

    staff_id: str
    allocated: int
    capacity: int


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What is proposed, who is left over and why, and the loads as they were before.

    `load` is Σ allocated² ÷ capacity over all key workers if everything proposed is accepted.
    """

    allocations: tuple[Recommended, ...]
    unplaced: tuple[Unplaced, ...]
    loads: tuple[Load, ...]
    priority_placed: int
    load: float

    def count(self, reason: str) -> int:
        """How many of the proposed allocations have this reason."""
        return sum(reason in allocation.reasons for allocation in self.allocations)


def recommend(snapshot: Snapshot, unit: str | None = None) -> Recommendation:
    """A key worker for each prisoner without one, most urgent first; present allocations are not touched.

    Each goes to his last key worker here if that breaks no rule, else to the best of those whom no rule excludes: same
    houseblock, then specialist for his cohort, then the least added Σ allocated² ÷ capacity, then staff ID.
    """
    loads = {staff_id: len(snapshot.caseloads.get(staff_id, ())) for staff_id in sorted(snapshot.key_workers)}
    before = tuple(Load(staff_id, n, snapshot.key_workers[staff_id].capacity) for staff_id, n in loads.items())
    placed: list[Recommended] = []
    unplaced: list[Unplaced] = []
    priority_placed = 0
    for item in due_list(snapshot, unit):
        prisoner = item.prisoner
        if item.key_worker is not None:
            continue
        judged = [(k, _judge(snapshot, prisoner, k, loads[k.staff_id])) for k in snapshot.key_workers.values()]
        allowed = [(k, j) for k, j in judged if not j.broken and not k.away_on(snapshot.on)]
        if not allowed:
            unplaced.append(_stopped(prisoner, [j for _, j in judged]))
            continue
        key_worker, judgement = min(allowed, key=lambda pair: _preference(pair[0], pair[1], loads[pair[0].staff_id]))
        loads[key_worker.staff_id] += 1
        priority_placed += bool(item.priority_groups)
        placed.append(Recommended(prisoner.prison_number, key_worker.staff_id, _codes(judgement)))
    spread = sum(n * n / snapshot.key_workers[s].capacity for s, n in loads.items() if snapshot.key_workers[s].capacity)
    return Recommendation(tuple(placed), tuple(unplaced), before, priority_placed, round(spread, 4))


_REASONS = ("continuity", "same_houseblock", "specialist", "load")


def _codes(judgement: Judgement) -> tuple[str, ...]:
    found = {reason.code for reason in judgement.reasons}
    return tuple(code for code in _REASONS if code in found)


def _judge(snapshot: Snapshot, prisoner: Prisoner, key_worker: KeyWorker, caseload: int) -> Judgement:
    return judge(
        prisoner,
        key_worker,
        snapshot.on,
        caseload=caseload,
        last_key_worker=snapshot.last_key_worker.get(prisoner.prison_number),
    )


def _preference(key_worker: KeyWorker, judgement: Judgement, caseload: int) -> tuple[bool, bool, bool, float, str]:
    codes = _codes(judgement)
    return (
        "continuity" not in codes,
        "same_houseblock" not in codes,
        "specialist" not in codes,
        (2 * caseload + 1) / key_worker.capacity,
        key_worker.staff_id,
    )


_STOPPED = {
    "needs_second_officer": "No one-to-one: choose a key worker by hand and name a second officer.",
    "full": "Every key worker who could take him is full: raise a capacity or free a place.",
    "do_not_allocate": "Every key worker with a free place is marked not to take someone with his alerts.",
    "not_active": "No active key worker has a free place.",
    "keep_apart": "Every key worker with a free place is to be kept apart from him.",
    "on_leave": "The only key workers with a free place are on leave: allocate by hand if that is right.",
    "no_key_workers": "There is no key worker on the staff list yet: import it first.",
}


def _stopped(prisoner: Prisoner, judgements: Iterable[Judgement]) -> Unplaced:
    """Which rule kept him from a key worker: the one that only a person can answer, else the one that stopped most."""
    judged = tuple(judgements)
    broken: list[Reason] = [reason for judgement in judged for reason in judgement.broken]
    codes = [reason.code for reason in broken]
    if not judged:
        why = "no_key_workers"
    elif "needs_second_officer" in codes:
        why = "needs_second_officer"
    elif any(not judgement.broken for judgement in judged):
        why = "on_leave"
    else:
        order = list(_STOPPED)
        why = max(set(codes), key=lambda code: (codes.count(code), -order.index(code)))
    return Unplaced(prisoner.prison_number, why, _STOPPED[why])
