"""Finding the people an action speaks of, or saying clearly that they are not there."""

from __future__ import annotations

from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.people import KeyWorker, Prisoner, checked_prison_number
from keywork_desktop.domain.snapshot import Snapshot


def present_prisoner(snapshot: Snapshot, prison_number: str) -> Prisoner:
    """The prisoner with this number, in any spelling.

    Raises `RequestError` `not_a_prison_number` or `not_on_the_roll`.
    """
    try:
        number = checked_prison_number(prison_number)
    except ValueError as mistake:
        raise RequestError(f"{mistake}. Check the number.", code="not_a_prison_number") from mistake
    found = snapshot.prisoners.get(number)
    if found is None:
        message = f"{number} is not on the roll of {snapshot.establishment.name} on {snapshot.on:%d/%m/%Y}. "
        message += "Check the number, or import the newest alpha list."
        raise RequestError(message, code="not_on_the_roll", details={"prison_number": number})
    return found


def known_key_worker(snapshot: Snapshot, staff_id: str) -> KeyWorker:
    """The key worker with this staff user ID, in any case; raises `RequestError` `not_on_the_staff_list`."""
    wanted = staff_id.strip()
    found = snapshot.key_workers.get(wanted) or snapshot.key_workers.get(wanted.upper())
    if found is None:
        message = f"{wanted or 'An empty staff user ID'} is not on the staff list. Check it, or import the staff list."
        raise RequestError(message, code="not_on_the_staff_list", details={"staff_id": wanted})
    return found
