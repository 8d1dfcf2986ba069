"""Taking on an overdue priority prisoner: who knows, what happens next, and to whom it was escalated (UX, Today)."""

from __future__ import annotations

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.finding import present_prisoner
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.due_list import DueItem, due_list
from keywork_desktop.domain.errors import RequestError

LONGEST = 300


def acknowledge(desk: Desk, prison_number: str, next_step: str, escalated_to: str = "") -> ChangeSet:
    """Say that an overdue priority prisoner is known today, and what happens next; it lapses when he is seen.

    Raises `RequestError`: `not_on_the_roll`, `not_overdue_priority`, `next_step_needed`, `too_long`.
    """
    step, grade = (" ".join(text.split()) for text in (next_step, escalated_to))
    if not step:
        raise RequestError("Say what happens next, such as when he will be seen and by whom.", code="next_step_needed")
    if len(step) > LONGEST or len(grade) > LONGEST:
        raise RequestError(
            f"That is too long: {LONGEST} letters at most. What is in a case note stays in NOMIS.", code="too_long"
        )
    item = _overdue(desk, prison_number)
    assert item.due_on is not None, "who is overdue has a due date"
    told = f", escalated to {grade}" if grade else ""
    with desk.work("acknowledge", f"{item.prisoner.name}: overdue, acknowledged{told}") as work:
        work.acknowledge(item.prisoner.prison_number, item.due_on, desk.today, step, grade)
        return desk.settle(work)


def withdraw_acknowledgement(desk: Desk, prison_number: str) -> ChangeSet:
    """He waits again for somebody who says what happens next.

    Raises `RequestError`: `not_on_the_roll`, `not_overdue_priority`, `not_acknowledged`.
    """
    item = _overdue(desk, prison_number)
    assert item.due_on is not None, "who is overdue has a due date"
    with desk.work("acknowledge", f"{item.prisoner.name}: no longer acknowledged") as work:
        if not work.withdraw_acknowledgement(item.prisoner.prison_number, item.due_on):
            raise RequestError(f"{item.prisoner.prison_number} is not acknowledged.", code="not_acknowledged")
        return desk.settle(work)


def _overdue(desk: Desk, prison_number: str) -> DueItem:
    snapshot = desk.store.snapshot(desk.today)
    number = present_prisoner(snapshot, prison_number).prison_number
    item = next(each for each in due_list(snapshot) if each.prisoner.prison_number == number)
    if not item.overdue_priority:
        message = (
            f"{number} is not overdue in a priority group on {desk.today:%d/%m/%Y}: there is nothing to acknowledge."
        )
        raise RequestError(message, code="not_overdue_priority", details={"prison_number": number})
    return item
