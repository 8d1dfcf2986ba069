"""Who was responsible on any date, by whom that was changed and why; and two numbers that are one man (DOMAIN 4)."""

from __future__ import annotations

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.finding import known_key_worker, present_prisoner
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.people import checked_prison_number
from keywork_desktop.domain.responsibility import Responsibility


def responsible(desk: Desk, prison_number: str) -> tuple[Responsibility, ...]:
    """Every key worker a prisoner had, oldest first, with who changed it and why; he need not be here any more.

    Raises `RequestError` `not_a_prison_number`. For a date see `responsible_on`.
    """
    return desk.store.responsibility(prison_number=_checked(prison_number))


def responsible_for(desk: Desk, staff_id: str) -> tuple[Responsibility, ...]:
    """Everybody whom a key worker was responsible for, also as second officer, oldest first.

    Raises `RequestError` `not_on_the_staff_list`.
    """
    key_worker = known_key_worker(desk.store.snapshot(desk.today), staff_id)
    return desk.store.responsibility(staff_id=key_worker.staff_id)


def merge_numbers(desk: Desk, old: str, new: str) -> ChangeSet:
    """These two prison numbers are one man: everything written under `old` becomes that of `new`; one undo step.

    If both have a key worker, that of the new number stays. Raises `RequestError`: `not_a_prison_number`,
    `not_on_the_roll` (the new number), `unknown_prisoner` (the old one), `same_number`.
    """
    snapshot = desk.store.snapshot(desk.today)
    old, kept = _checked(old), present_prisoner(snapshot, new)
    if old == kept.prison_number:
        raise RequestError(f"{old} is one number already. Give the old one and the new one.", code="same_number")
    if old not in desk.store.known(records_from=desk.today, days_from=desk.today).people:
        raise RequestError(f"Nothing is known of {old}. Check the number.", code="unknown_prisoner")
    with desk.work("merge_numbers", f"{old} is {kept.prison_number} now ({kept.name})") as work:
        work.renumber(old, kept.prison_number, desk.today)
        return desk.settle(work)


def _checked(prison_number: str) -> str:
    try:
        return checked_prison_number(prison_number)
    except ValueError as mistake:
        raise RequestError(f"{mistake}. Check the number.", code="not_a_prison_number") from mistake
