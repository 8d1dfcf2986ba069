"""Induction: which landings it is, and the interim key worker who becomes the permanent one (DOMAIN 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.finding import present_prisoner
from keywork_desktop.domain import induction
from keywork_desktop.domain.allocation import judge_in
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.due_list import has_interim
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.induction import off_induction
from keywork_desktop.domain.interim import landing_on
from keywork_desktop.domain.locations import natural_key
from keywork_desktop.domain.people import Allocation, AllocationEnded, Prisoner
from keywork_desktop.domain.snapshot import INDUCTION_LANDINGS, Snapshot
from keywork_desktop.domain.wording import counted

if TYPE_CHECKING:
    from keywork_desktop.store import UnitOfWork

PERMANENT = "permanent after induction"
"""Why the new allocation begins, and the interim one ends."""


def induction_landings(desk: Desk) -> tuple[str, ...]:
    """The landings of the induction unit in natural order; empty while none is named."""
    return tuple(sorted(desk.store.snapshot(desk.today).induction_landings, key=natural_key))


def set_induction(desk: Desk, landings: Iterable[str]) -> ChangeSet:
    """Name the landings of the induction unit, in place of those before; none given: nobody is in induction.

    Raises `RequestError` `bad_setting` for what is no landing.
    """
    try:
        chosen = sorted({induction.checked_landing(landing) for landing in landings}, key=natural_key)
    except ValueError as mistake:
        message = f"{mistake}. Name a houseblock and a landing."
        raise RequestError(message, code="bad_setting", details={"field": "landing"}) from mistake
    said = f"Induction is on {', '.join(chosen)}" if chosen else "No landing is for induction"
    with desk.work("setting", said) as work:
        if chosen or INDUCTION_LANDINGS in desk.store.settings():
            work.setting(INDUCTION_LANDINGS, chosen)
        return desk.settle(work)


def waiting(desk: Desk) -> tuple[induction.Waiting, ...]:
    """Those off induction whose key worker is still interim, in the order of the due list (DOMAIN 4)."""
    return induction.waiting(desk.store.snapshot(desk.today))


def confirm_permanent(desk: Desk, prison_numbers: Sequence[str]) -> ChangeSet:
    """The interim key worker of each becomes his permanent one, from today; one change set.

    Raises `RequestError`: `not_allocated`, `not_interim`, `still_in_induction`, and `not_allowed` where a never of
    DOMAIN 4 now stands against the key worker and nobody has overridden it.
    """
    snapshot = desk.store.snapshot(desk.today)
    prisoners = [present_prisoner(snapshot, number) for number in dict.fromkeys(prison_numbers)]
    interim = [_to_confirm(snapshot, prisoner) for prisoner in prisoners]
    with desk.work("allocate", _said(snapshot, prisoners)) as work:
        for allocation in interim:
            make_permanent(work, desk, allocation)
        return desk.settle(work)


def _said(snapshot: Snapshot, prisoners: Sequence[Prisoner]) -> str:
    if len(prisoners) != 1:
        return f"The interim key workers of {counted(len(prisoners), 'prisoner')} are permanent"
    own = snapshot.key_worker_of(prisoners[0].prison_number)
    return f"{own.name if own else 'His key worker'} is the permanent key worker of {prisoners[0].name}"


def _to_confirm(snapshot: Snapshot, prisoner: Prisoner) -> Allocation:
    """His interim allocation, if it can be confirmed."""
    number = prisoner.prison_number
    now, key_worker = snapshot.allocations.get(number), snapshot.key_worker_of(number)
    if now is None or key_worker is None:
        raise RequestError(f"{number} has no key worker. Allocate him to one.", code="not_allocated")
    if not has_interim(prisoner, snapshot):
        message = f"{key_worker.staff_id} is the permanent key worker of {number} already. Nothing is left to decide."
        raise RequestError(message, code="not_interim")
    if not off_induction(snapshot, prisoner):
        landing = landing_on(prisoner, snapshot.on)
        message = f"{number} is still in induction on {landing}: his key worker is interim there. Wait until he moves."
        raise RequestError(message, code="still_in_induction")
    if against := nevers_against(snapshot, now):
        message = f"{key_worker.staff_id} was not made permanent for {number}: {', '.join(against)}. Choose another"
        raise RequestError(f"{message} key worker.", code="not_allowed", details={number: against})
    return now


def nevers_against(snapshot: Snapshot, allocation: Allocation) -> list[str]:
    """What forbids keeping this key worker, unless somebody overrode it; a full caseload has him in it already."""
    if allocation.override:
        return []
    judged = judge_in(snapshot, allocation.prison_number, allocation.staff_id, allocation.second_staff_id)
    return [reason.text for reason in judged.broken if reason.code != "full"]


def make_permanent(work: UnitOfWork, desk: Desk, interim: Allocation, *, override: str = "") -> None:
    """End the interim allocation, and begin the one that follows: the same key worker on the same terms, from today.

    `override` is the reason given for breaking a never of DOMAIN 4, if one is broken now.
    """
    work.end_allocation(interim.prison_number, desk.today, f"{AllocationEnded.BY_HAND.value}: {PERMANENT}")
    work.allocate(
        replace(
            interim,
            from_date=desk.today,
            began_because=PERMANENT,
            by=desk.store.author.actor,
            override=override or interim.override,
        )
    )
