"""Key workers: status, places, specialisms, whom they must not have, and handing over a caseload (DOMAIN 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.finding import known_key_worker, present_prisoner
from keywork_desktop.domain.allocation import Fit, judge_in
from keywork_desktop.domain.capacities import CAPACITY_AT_LEVEL, checked_capacities
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.people import MOST_CAPACITY, Allocation, AllocationEnded, KeyWorker, KeyWorkerStatus
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import counted
from keywork_desktop.planning.handing_over import Choice, Handover, handing_over


class _Unchanged:
    """Stands for a value that is to stay as it is, where None means something."""


UNCHANGED: Final = _Unchanged()


def set_key_worker(
    desk: Desk,
    staff_id: str,
    *,
    status: KeyWorkerStatus | None = None,
    return_date: date | _Unchanged | None = UNCHANGED,
    capacity: int | None = None,
    specialisms: Sequence[str] | None = None,
    do_not_allocate: Sequence[str] | None = None,
    keep_apart_from: str | None = None,
    reason: str = "",
) -> ChangeSet:
    """Set what is given, leave the rest; present allocations stay, and what they break now is among the warnings.

    A new status without a return date takes the old date away. `keep_apart_from` is the prison number of somebody who
    must never be his or hers, `reason` says why. Raises `RequestError`: `not_on_the_staff_list`, `bad_capacity` (beyond
    0 … 9), `bad_return_date`, `not_on_the_roll`, `not_a_prison_number`.
    """
    snapshot = desk.store.snapshot(desk.today)
    before = _as_written(desk, known_key_worker(snapshot, staff_id).staff_id)
    after = _changed(before, desk.today, status, return_date, capacity, specialisms, do_not_allocate)
    apart = present_prisoner(snapshot, keep_apart_from) if keep_apart_from else None
    what = [f"Set {_what(before, after)} of {before.name}"] if after != before or apart is None else []
    what += [f"Keep {apart.name} and {before.name} apart"] if apart else []
    with desk.work("staff", ". ".join(what)) as work:
        work.put(after)
        if apart is not None:
            number = apart.prison_number
            work.keep_apart(number, after.staff_id, desk.today, desk.store.author.actor, " ".join(reason.split()))
        known = _broken(snapshot, after.staff_id)
        now = _broken(desk.store.snapshot(desk.today), after.staff_id)
        return desk.settle(work, tuple(said for said in now if said not in known))


def _as_written(desk: Desk, staff_id: str) -> KeyWorker:
    """The key worker with his or her own places; a snapshot holds those of the day, perhaps raised."""
    return desk.store.known(records_from=desk.today, days_from=desk.today).key_workers[staff_id]


def _changed(
    before: KeyWorker,
    today: date,
    status: KeyWorkerStatus | None,
    return_date: date | _Unchanged | None,
    capacity: int | None,
    specialisms: Sequence[str] | None,
    do_not_allocate: Sequence[str] | None,
) -> KeyWorker:
    if capacity is not None and not 0 <= capacity <= MOST_CAPACITY:
        message = f"{capacity} places: a key worker has 0 to {MOST_CAPACITY}. For a lockdown raise them prison-wide."
        raise RequestError(message, code="bad_capacity", details={"capacity": capacity})
    back = before.return_date if status is None or status is before.status else None
    if not isinstance(return_date, _Unchanged):
        back = return_date
    if back is not None and back <= today and not isinstance(return_date, _Unchanged):
        message = f"The return date {back:%d/%m/%Y} is not after today, {today:%d/%m/%Y}: set the status to active."
        raise RequestError(message, code="bad_return_date", details={"return_date": back.isoformat()})
    new_status = before.status if status is None else status
    if new_status in (KeyWorkerStatus.ACTIVE, KeyWorkerStatus.INACTIVE):
        if back is not None and not isinstance(return_date, _Unchanged):
            message = f"Somebody who is {new_status.words} has no return date: leave it out, or set another status."
            raise RequestError(message, code="bad_return_date", details={"status": new_status.value})
        back = None
    return replace(
        before,
        status=new_status,
        return_date=back,
        capacity=before.capacity if capacity is None else capacity,
        specialisms=before.specialisms if specialisms is None else _tidy(specialisms),
        do_not_allocate=before.do_not_allocate if do_not_allocate is None else _tidy(do_not_allocate),
    )


def _tidy(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for each in words if (word := " ".join(each.split()))))


def _what(before: KeyWorker, after: KeyWorker) -> str:
    names = {
        "status": "the status",
        "return_date": "the return date",
        "capacity": "the capacity",
        "specialisms": "the specialisms",
        "do_not_allocate": "the alerts not to allocate",
    }
    changed = [words for name, words in names.items() if getattr(before, name) != getattr(after, name)]
    return " and ".join(changed) if changed else "nothing"


def _broken(snapshot: Snapshot, staff_id: str) -> list[str]:
    """What stands against the caseload, a sentence for each man; what was overridden is said already."""
    found = []
    caseload = snapshot.caseloads.get(staff_id, [])
    capacity = snapshot.key_workers[staff_id].capacity
    if len(caseload) > capacity:
        found.append(f"{staff_id} has {len(caseload)} of {capacity} places taken: rebalance, or say why.")
    for number in caseload:
        now = snapshot.allocations[number]
        judged = judge_in(snapshot, number, staff_id, now.second_staff_id)
        texts = [reason.text for reason in judged.broken if reason.code != "full"]
        texts += [reason.text for reason in judged.reasons if reason.fit is Fit.WARNS and reason.code == "annual_leave"]
        if texts and not now.override:
            found.append(f"{number} is still with {staff_id}: {', '.join(texts)}.")
    return found


def keep_apart(desk: Desk, prison_number: str, staff_id: str, reason: str = "") -> ChangeSet:
    """Never bring these two together; an allocation there is stays, with a warning, until somebody changes it.

    Raises `RequestError`: `not_on_the_roll`, `not_a_prison_number`, `not_on_the_staff_list`.
    """
    return set_key_worker(desk, staff_id, keep_apart_from=prison_number, reason=reason)


def end_keep_apart(desk: Desk, prison_number: str, staff_id: str) -> ChangeSet:
    """These two may be brought together again; raises `RequestError` `not_kept_apart` if that was never forbidden."""
    snapshot = desk.store.snapshot(desk.today)
    prisoner = present_prisoner(snapshot, prison_number)
    key_worker = known_key_worker(snapshot, staff_id)
    with desk.work("end_keep_apart", f"{prisoner.name} and {key_worker.name} need not be kept apart") as work:
        if not work.end_keep_apart(prisoner.prison_number, key_worker.staff_id):
            message = f"{prisoner.prison_number} and {key_worker.staff_id} are not on the keep-apart list."
            raise RequestError(message, code="not_kept_apart")
        return desk.settle(work)


def set_capacity_at_level(desk: Desk, at_level: Mapping[int, int]) -> ChangeSet:
    """Raise everybody's places on days of a regime level: `{4: 12}` makes nine twelve, and four five.

    An empty mapping ends it. Raises `RequestError` `bad_capacity`.
    """
    try:
        checked = checked_capacities(at_level)
    except ValueError as mistake:
        raise RequestError(f"{mistake}. Choose other places.", code="bad_capacity") from mistake
    said = ", ".join(f"{places} at level {level}" for level, places in checked.items())
    with desk.work("settings", f"Places of a full caseload: {said}" if said else "Places are never raised") as work:
        work.setting(CAPACITY_AT_LEVEL, {str(level): places for level, places in checked.items()})
        return desk.settle(work)


def handover(
    desk: Desk, staff_id: str, status: KeyWorkerStatus | None = None, return_date: date | None = None
) -> Handover:
    """What to do with each man when this key worker takes this status (default: as it is). Changes nothing.

    It is the handover list as well. Raises `RequestError` `not_on_the_staff_list`.
    """
    snapshot = desk.store.snapshot(desk.today)
    key_worker = known_key_worker(snapshot, staff_id)
    if status is None:
        status, return_date = key_worker.status_on(desk.today), key_worker.return_date
    return handing_over(snapshot, key_worker.staff_id, status, return_date)


def hand_over(desk: Desk, proposed: Handover, chosen: Mapping[str, str | None] | None = None) -> ChangeSet:
    """Set the status and give the men away as proposed; one change set, one undo step.

    `chosen` says for each prison number who is to have him, None if he stays; without it everybody for whom a new key
    worker is proposed goes to him. Cover changes no allocation: the next plan gives the sessions. Raises
    `RequestError`: `outdated` if the caseload has changed since, `not_allowed` if a never of DOMAIN 4 would be broken.
    """
    snapshot = desk.store.snapshot(desk.today)
    staff_id = proposed.key_worker.staff_id
    wanted = dict(chosen) if chosen is not None else _as_proposed(proposed)
    goes_to = {number: to for number, to in wanted.items() if to is not None}
    own = set(snapshot.caseloads.get(staff_id, ()))
    if not set(goes_to) <= own or own != {man.item.prisoner.prison_number for man in proposed.men}:
        raise RequestError("The caseload has changed since this was proposed. Look again.", code="outdated")
    before = _as_written(desk, staff_id)
    after = replace(before, status=proposed.status, return_date=proposed.return_date)
    summary = f"{before.name} is {proposed.status.words}: {counted(len(goes_to), 'prisoner')} handed over"
    with desk.work("hand_over", summary) as work:
        work.put(after)
        for number, to in goes_to.items():
            new = _given(snapshot, number, to, before, proposed.status, desk.store.author.actor)
            snapshot = replace(snapshot, allocations={**snapshot.allocations, number: new})
            work.allocate(new, AllocationEnded.STATUS)
        return desk.settle(work)


def _given(snapshot: Snapshot, number: str, to: str, before: KeyWorker, status: KeyWorkerStatus, by: str) -> Allocation:
    """His new allocation, with the second officer he had; `not_allowed` if a never would be broken."""
    key_worker = known_key_worker(snapshot, to)
    second = snapshot.allocations[number].second_staff_id
    if second == key_worker.staff_id:
        second = None
    judged = judge_in(snapshot, number, key_worker.staff_id, second)
    if judged.broken:
        texts = [reason.text for reason in judged.broken]
        message = f"{number} cannot go to {key_worker.staff_id}: {', '.join(texts)}. Choose somebody else for him."
        raise RequestError(message, code="not_allowed", details={number: texts})
    return Allocation(
        prison_number=number,
        staff_id=key_worker.staff_id,
        from_date=snapshot.on,
        began_because=f"handed over by {before.name} ({status.words})",
        second_staff_id=second,
        by=by,
    )


def _as_proposed(proposed: Handover) -> dict[str, str | None]:
    return {
        man.item.prisoner.prison_number: man.key_worker.staff_id
        for man in proposed.men
        if man.choice is Choice.REALLOCATE and man.key_worker is not None
    }
