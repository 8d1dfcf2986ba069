"""A key worker for everyone who has none, as good as can be: exactly, and the same every time (DOMAIN 4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from keywork_desktop.domain.due_list import DueItem, due_list
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.planning.allocation_flow import LEFT_OUT, Sharing, share_out
from keywork_desktop.planning.allocation_terms import GAINS, Terms, load_of

LEFT_OUT_WEIGHT, PRIORITY_LEFT_OUT_WEIGHT = 1, 2
"""What leaving somebody out weighs. Whoever can be placed together forms a matroid: the most placed and the most of the
priority groups placed go together, so any greater weight for priority puts it first."""


NO_SECONDS: Mapping[str, str | None] = {}


@dataclass(frozen=True, slots=True)
class Recommended:
    """Give this prisoner to this key worker; `reasons` are codes, the first one weighing most."""

    prison_number: str
    staff_id: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """No key worker could be found; `why` is the code of the rule that stopped him, `text` says it."""

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
    """The best allocation for those without a key worker, all or those of one unit; present ones are not touched.

    Best means, in this order: as many as possible are placed, priority groups first; most get their last key worker
    here; most get one of their houseblock; most get a specialist for their cohort; the load is fairest (least
    Σ allocated² ÷ capacity). Of answers that are alike in all of that, the one in which the more urgent are placed, and
    then one and the same every time, in whatever order the facts come. Nobody who is away is recommended, and no never
    of DOMAIN 4 is broken. `allocations` and `unplaced` are the most urgent first.
    """
    return recommend_for(snapshot, waiting_list(snapshot, unit))


def recommend_for(
    snapshot: Snapshot, waiting: Sequence[DueItem], seconds: Mapping[str, str | None] = NO_SECONDS
) -> Recommendation:
    """`recommend` for these alone, the most urgent first.

    `seconds` are second officers who are named already, by prison number.
    """
    prisoners = [item.prisoner for item in waiting]
    terms = Terms(snapshot, prisoners)
    taken = allocated_now(snapshot)
    gains = terms.gains()
    answer = share_out(
        Sharing(
            allowed=terms.allowed(seconds),
            gains=gains,
            leaving_out=[leaving_out(item) for item in waiting],
            places=terms.places(taken),
        )
    )
    after = Counter(taken)
    placed = []
    for row, (item, column) in enumerate(zip(waiting, answer, strict=True)):
        if column != LEFT_OUT:
            staff_id = terms.officers[column].staff_id
            after[staff_id] += 1
            reasons = (code for code, gain in zip(GAINS, gains, strict=True) if gain[row, column])
            placed.append(Recommended(item.prisoner.prison_number, staff_id, (*reasons, "load")))
    left = [item for item, column in zip(waiting, answer, strict=True) if column == LEFT_OUT]
    chosen = {allocation.prison_number for allocation in placed}
    return Recommendation(
        allocations=tuple(placed),
        unplaced=tuple(stopped(terms, item, after, seconds.get(item.prisoner.prison_number)) for item in left),
        loads=tuple(Load(officer.staff_id, taken[officer.staff_id], officer.capacity) for officer in terms.officers),
        priority_placed=sum(bool(i.priority_groups) for i in waiting if i.prisoner.prison_number in chosen),
        load=load_of({officer.staff_id: officer.capacity for officer in terms.officers}, after),
    )


def waiting_list(snapshot: Snapshot, unit: str | None = None) -> tuple[DueItem, ...]:
    """Those without a key worker, the most urgent first, all or those of one unit."""
    waiting = {number: man for number, man in snapshot.prisoners.items() if snapshot.key_worker_of(number) is None}
    return due_list(replace(snapshot, prisoners=waiting), unit)


def allocated_now(snapshot: Snapshot) -> dict[str, int]:
    """How many each key worker has today, by staff ID in order."""
    return {staff_id: len(snapshot.caseloads.get(staff_id, ())) for staff_id in sorted(snapshot.key_workers)}


def leaving_out(item: DueItem) -> int:
    """What leaving him without a key worker weighs."""
    return PRIORITY_LEFT_OUT_WEIGHT if item.priority_groups else LEFT_OUT_WEIGHT


_STOPPED = {
    "no_key_workers": "There is no key worker on the staff list yet: import it first.",
    "needs_second_officer": "No one-to-one: choose a key worker by hand and name a second officer.",
    "on_leave": "The only key workers with a free place are on leave: allocate by hand if that is right.",
    "full": "Every key worker who could take him is full: raise a capacity or free a place.",
    "keep_apart": "Every key worker with a free place is to be kept apart from him.",
    "do_not_allocate": "Every key worker with a free place is marked not to take someone with his alerts.",
    "not_active": "No active key worker has a free place.",
}


def stopped(terms: Terms, item: DueItem, allocated: Mapping[str, int], second_staff_id: str | None = None) -> Unplaced:
    """Which rule kept him from a key worker, with these caseloads: the one that is nearest to being mended.

    What only a person can answer comes first; then a rule that alone stands between him and somebody; then the one
    that stops most.
    """
    codes = tuple(_codes(terms, item, allocated, second_staff_id))
    why = _main(codes) if codes else "no_key_workers"
    return Unplaced(item.prisoner.prison_number, why, _STOPPED[why])


def _codes(
    terms: Terms, item: DueItem, allocated: Mapping[str, int], second_staff_id: str | None
) -> Iterable[frozenset[str]]:
    """For each key worker, what stands against him."""
    judgements = terms.judgements(item.prisoner, second_staff_id)
    for officer, judged, away in zip(terms.officers, judgements, terms.away, strict=True):
        codes = {reason.code for reason in judged.broken}
        if allocated.get(officer.staff_id, 0) >= officer.capacity:
            codes.add("full")
        if away and "not_active" not in codes:
            codes.add("on_leave")
        yield frozenset(codes)


def _main(codes: Sequence[frozenset[str]]) -> str:
    if any("needs_second_officer" in each for each in codes):
        return "needs_second_officer"
    order = list(_STOPPED)
    alone = {code for each in codes if len(each) == 1 for code in each}
    if alone:
        return min(alone, key=order.index)
    often = Counter(code for each in codes for code in each)
    return max(often, key=lambda code: (often[code], -order.index(code)))
