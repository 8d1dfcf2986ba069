"""A wing of three men with a session each, for tests of what is decided about a rota."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.snapshot import Period
from tests.calendar_prison import THURSDAY, TUESDAY, a_planned, a_wing
from tests.desk_office import AT, a_store_with

MONDAY = TUESDAY - timedelta(days=1)
WEEK = Period(MONDAY, MONDAY + timedelta(days=6))
SMITH, JONES, BROWN = "A1111AA", "B2222BB", "C3333CC"


@contextmanager
def a_planned_desk(folder: Path) -> Iterator[Desk]:
    """Monday; SMITH at 9:15 and JONES at 10:00 on Tuesday, BROWN on Thursday at 14:00."""
    store = a_store_with(folder, a_wing())
    with store.unit_of_work("plan", "Plan", at=AT) as work:
        work.add_planned(a_planned(SMITH, TUESDAY))
        work.add_planned(a_planned(JONES, TUESDAY, "10:00"))
        work.add_planned(a_planned(BROWN, THURSDAY, "14:00"))
        work.commit()
    yield Desk(store, MONDAY, lambda: AT)
    store.close()
