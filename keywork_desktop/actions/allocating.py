"""Giving prisoners to key workers: by hand, or as recommended (DOMAIN 4)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.finding import known_key_worker, present_prisoner
from keywork_desktop.actions.induction import make_permanent, nevers_against
from keywork_desktop.domain.allocation import TWO_STAFF, Fit, judge, judge_in
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.induction import off_induction
from keywork_desktop.domain.people import Allocation, AllocationEnded, KeyWorker, Prisoner
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import counted
from keywork_desktop.planning.rebalancing import Move, Rebalance, rebalance
from keywork_desktop.planning.recommending import Recommendation, Recommended, recommend

REASON_WORDS = {
    "continuity": "his last key worker here",
    "same_houseblock": "same houseblock",
    "specialist": "specialist for his cohort",
    "load": "fair share of load",
}


def move(
    desk: Desk,
    prison_numbers: Sequence[str],
    staff_id: str | None,
    *,
    reason: str = "",
    second_staff_id: str | None = None,
    override: bool = False,
) -> ChangeSet:
    """Give these prisoners to this key worker, or with None take them off theirs; one change set.

    Those who are with him already stay; off induction he becomes their permanent key worker. Raises `RequestError`:
    `not_allowed` when a never of DOMAIN 4 would be broken and `override` is not set (`details` say which, by prison
    number), `reason_needed` for an override, or for taking somebody off, without a reason.
    """
    snapshot = desk.store.snapshot(desk.today)
    prisoners = [present_prisoner(snapshot, number) for number in dict.fromkeys(prison_numbers)]
    reason = " ".join(reason.split())
    if staff_id is None:
        return _take_off(desk, snapshot, prisoners, reason)
    key_worker = known_key_worker(snapshot, staff_id)
    second = known_key_worker(snapshot, second_staff_id).staff_id if second_staff_id else None
    moving = [p for p in prisoners if not _is_with(snapshot, p, key_worker, second)]
    settled = [p for p in prisoners if p not in moving and off_induction(snapshot, p)]
    broken, warnings = _judged(snapshot, moving, key_worker, second)
    broken |= _against(snapshot, settled)
    if broken and not override:
        raise _not_allowed(broken, key_worker)
    if broken and not reason:
        raise RequestError("Say why this rule is broken: it stays visible on the card.", code="reason_needed")
    said = f"Move {_who(prisoners)} to {key_worker.name}"
    if settled and not moving:
        said = f"{key_worker.name} is the permanent key worker of {_who(settled)}"
    with desk.work("allocate", said) as work:
        for prisoner in settled:
            number = prisoner.prison_number
            make_permanent(work, desk, snapshot.allocations[number], override=reason if number in broken else "")
        for prisoner in moving:
            work.allocate(
                Allocation(
                    prison_number=prisoner.prison_number,
                    staff_id=key_worker.staff_id,
                    from_date=desk.today,
                    began_because=reason or "by hand",
                    second_staff_id=second or _second_so_far(snapshot, prisoner, key_worker),
                    override=reason if prisoner.prison_number in broken else "",
                    by=desk.store.author.actor,
                )
            )
        return desk.settle(work, warnings)


def _against(snapshot: Snapshot, settled: Sequence[Prisoner]) -> dict[str, list[str]]:
    """The nevers that stand against keeping an interim key worker, by prison number."""
    numbers = (prisoner.prison_number for prisoner in settled)
    found = {number: nevers_against(snapshot, snapshot.allocations[number]) for number in numbers}
    return {number: texts for number, texts in found.items() if texts}


def _is_with(snapshot: Snapshot, prisoner: Prisoner, key_worker: KeyWorker, second: str | None) -> bool:
    now = snapshot.allocations.get(prisoner.prison_number)
    return now is not None and now.staff_id == key_worker.staff_id and second in (None, now.second_staff_id)


def _second_so_far(snapshot: Snapshot, prisoner: Prisoner, key_worker: KeyWorker) -> str | None:
    """The second officer stays with a man who needs two, unless that officer becomes his key worker."""
    now = snapshot.allocations.get(prisoner.prison_number)
    second = now.second_staff_id if now else None
    needs_two = TWO_STAFF in prisoner.active_alert_codes(snapshot.on)
    return second if needs_two and second != key_worker.staff_id else None


def _judged(
    snapshot: Snapshot, moving: Sequence[Prisoner], key_worker: KeyWorker, second: str | None
) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """Broken rules by prison number, and warnings; each man counts towards the caseload of those after him."""
    broken: dict[str, list[str]] = {}
    warnings: list[str] = []
    caseload = list(snapshot.caseloads.get(key_worker.staff_id, ()))
    for prisoner in moving:
        number = prisoner.prison_number
        with_him = _with_caseload(snapshot, key_worker, caseload)
        two = second or _second_so_far(snapshot, prisoner, key_worker)
        judgement = judge_in(with_him, number, key_worker.staff_id, two)
        if judgement.broken:
            broken[number] = [rule.text for rule in judgement.broken]
        warnings += [f"{number}: {said.text}" for said in judgement.reasons if said.fit is Fit.WARNS]
        if number not in caseload:
            caseload.append(number)
    return broken, tuple(warnings)


def _with_caseload(snapshot: Snapshot, key_worker: KeyWorker, caseload: Sequence[str]) -> Snapshot:
    allocations = dict(snapshot.allocations)
    for number in caseload:
        allocations[number] = Allocation(number, key_worker.staff_id, snapshot.on)
    return replace(snapshot, allocations=allocations)


def _not_allowed(broken: Mapping[str, list[str]], key_worker: KeyWorker) -> RequestError:
    said = "; ".join(f"{number}: {', '.join(texts)}" for number, texts in broken.items())
    message = f"Not allocated to {key_worker.staff_id}. {said}. Choose another key worker, or override with a reason."
    return RequestError(message, code="not_allowed", details=dict(broken))


def _take_off(desk: Desk, snapshot: Snapshot, prisoners: Sequence[Prisoner], reason: str) -> ChangeSet:
    if not reason:
        raise RequestError("Say why he is taken off his key worker.", code="reason_needed")
    allocated = [p for p in prisoners if p.prison_number in snapshot.allocations]
    if not allocated:
        numbers = ", ".join(prisoner.prison_number for prisoner in prisoners)
        raise RequestError(f"{numbers} has no key worker to be taken off.", code="not_allocated")
    with desk.work("deallocate", f"Take {_who(allocated)} off {_whom(snapshot, allocated)}") as work:
        for prisoner in allocated:
            because = f"{AllocationEnded.BY_HAND.value}: {reason}"
            work.end_allocation(prisoner.prison_number, desk.today, because)
        return desk.settle(work)


def _who(prisoners: Sequence[Prisoner]) -> str:
    return prisoners[0].name if len(prisoners) == 1 else counted(len(prisoners), "prisoner")


def _whom(snapshot: Snapshot, prisoners: Sequence[Prisoner]) -> str:
    key_workers = {snapshot.allocations[p.prison_number].staff_id for p in prisoners}
    if len(key_workers) > 1:
        return "their key workers"
    found = snapshot.key_workers.get(key_workers.pop())
    return found.name if found else "a former key worker"


def recommended(desk: Desk, unit: str | None = None) -> Recommendation:
    """A proposal for everyone without a key worker, or for those of one unit. Changes nothing."""
    return recommend(desk.store.snapshot(desk.today), unit)


def accept_recommendation(desk: Desk, recommendation: Recommendation, only: Collection[str] | None = None) -> ChangeSet:
    """Allocate as proposed, all of it or only these prison numbers; one change set, one undo step.

    Raises `RequestError` `outdated` if somebody has been given a key worker, or has gone, since the proposal was made,
    or if a never of DOMAIN 4 would be broken now.
    """
    chosen = [a for a in recommendation.allocations if only is None or a.prison_number in only]
    snapshot = desk.store.snapshot(desk.today)
    changed = [
        a.prison_number
        for a in chosen
        if a.prison_number not in snapshot.prisoners
        or a.prison_number in snapshot.allocations
        or a.staff_id not in snapshot.key_workers
    ]
    changed = changed or _now_forbidden(snapshot, chosen)
    if changed:
        raise _outdated(changed)
    with desk.work("recommend", f"Allocate {counted(len(chosen), 'prisoner')} as recommended") as work:
        for allocation in chosen:
            because = ", ".join(REASON_WORDS[code] for code in allocation.reasons)
            work.allocate(
                Allocation(
                    prison_number=allocation.prison_number,
                    staff_id=allocation.staff_id,
                    from_date=desk.today,
                    began_because=f"recommended: {because}",
                    by=desk.store.author.actor,
                )
            )
        return desk.settle(work)


def _outdated(changed: Sequence[str]) -> RequestError:
    message = f"Things have changed since this was proposed ({', '.join(changed)}). Recommend again."
    return RequestError(message, code="outdated", details={"prison_numbers": list(changed)})


def _now_forbidden(snapshot: Snapshot, chosen: Sequence[Recommended]) -> list[str]:
    """Those for whom a never would be broken now, each with the places taken by those before him."""
    loads = {staff_id: len(numbers) for staff_id, numbers in snapshot.caseloads.items()}
    found = []
    for each in chosen:
        now = snapshot.allocations.get(each.prison_number)
        judged = judge(
            snapshot.prisoners[each.prison_number],
            snapshot.key_workers[each.staff_id],
            snapshot.on,
            caseload=loads.get(each.staff_id, 0),
            second_staff_id=now.second_staff_id if now else None,
            keep_apart=snapshot.keep_apart,
        )
        if judged.broken:
            found.append(each.prison_number)
        loads[each.staff_id] = loads.get(each.staff_id, 0) + 1
    return found


def rebalanced(desk: Desk, unit: str | None = None, *, keep_met: bool = True) -> Rebalance:
    """A proposal for everybody, or for those of one unit, in which present allocations may move. Changes nothing."""
    return rebalance(desk.store.snapshot(desk.today), unit, keep_met=keep_met)


def accept_rebalance(desk: Desk, proposed: Rebalance, only: Collection[str] | None = None) -> ChangeSet:
    """Move and allocate as proposed, all of it or only these prison numbers; one change set, one undo step.

    A move says in the history what it bought. Raises `RequestError` `outdated` if somebody's key worker is another one
    by now, or if a never of DOMAIN 4 would be broken, as when a man moves in and the one who made room does not.
    """
    snapshot = desk.store.snapshot(desk.today)
    moves = [move for move in proposed.moves if only is None or move.prison_number in only]
    placed = [each for each in proposed.allocations if only is None or each.prison_number in only]
    gone = [m.prison_number for m in moves if _key_worker_now(snapshot, m.prison_number) != m.from_staff_id]
    gone += [a.prison_number for a in placed if _key_worker_now(snapshot, a.prison_number) is not None]
    to = [Recommended(move.prison_number, move.to_staff_id, ()) for move in moves] + placed
    gone += [each.prison_number for each in to if each.prison_number not in snapshot.prisoners]
    if gone:
        raise _outdated(gone)
    if forbidden := _now_forbidden(_without(snapshot, moves), to):
        raise _outdated(forbidden)
    why = {move.prison_number: "; ".join(bought.text for bought in move.buys) for move in moves}
    why |= {each.prison_number: ", ".join(REASON_WORDS[code] for code in each.reasons) for each in placed}
    with desk.work("rebalance", f"Rebalance: {counted(len(moves), 'move')}, {len(placed)} placed") as work:
        for each in to:
            now = snapshot.allocations.get(each.prison_number)
            second = now.second_staff_id if now and now.second_staff_id != each.staff_id else None
            work.allocate(
                Allocation(
                    prison_number=each.prison_number,
                    staff_id=each.staff_id,
                    from_date=desk.today,
                    began_because=f"rebalanced: {why[each.prison_number]}",
                    second_staff_id=second,
                    by=desk.store.author.actor,
                )
            )
        return desk.settle(work)


def _key_worker_now(snapshot: Snapshot, prison_number: str) -> str | None:
    now = snapshot.allocations.get(prison_number)
    return now.staff_id if now else None


def _without(snapshot: Snapshot, moves: Sequence[Move]) -> Snapshot:
    """The same facts with those who move in nobody's caseload; their second officers stay named."""
    moving = {move.prison_number for move in moves}
    left = {n: replace(a, staff_id="") if n in moving else a for n, a in snapshot.allocations.items()}
    return replace(snapshot, allocations=left)
