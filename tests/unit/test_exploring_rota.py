"""What if: absences, more key work time and another regime level, planned beside the rota without touching it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.exploring_rota import WhatIf, explored, with_level, with_more_time
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.rulebook import RegimeEntry
from keywork_desktop.domain.snapshot import Period
from tests.calendar_prison import THURSDAY, TUESDAY, a_prison, a_wing
from tests.desk_office import a_store_with
from tests.factories import TODAY, a_shift, in_force
from tests.store_office import at_desk

MONDAY = date(2026, 11, 23)
WEEKS = Period(MONDAY, MONDAY + timedelta(days=27))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = a_store_with(tmp_path, a_prison(units=1, officers=4, prisoners=30))
    yield at_desk(store, TODAY)
    store.close()


def test_an_absence_costs_time_and_nothing_is_written(desk: Desk) -> None:
    before = desk.store.snapshot(TODAY, WEEKS)
    away = frozenset(("OFF100", MONDAY + timedelta(days=n)) for n in range(28))
    found = explored(desk, MONDAY, 4, None, WhatIf(away=away))
    assert found.hours_now.lost == 0
    assert found.hours_then.lost == sum(s.key_work_minutes for (who, _), s in before.shifts.items() if who == "OFF100")
    assert found.then.met_on_time <= found.now.met_on_time
    assert not any(session.staff_id == "OFF100" for session in found.then.planned)
    assert desk.store.snapshot(TODAY, WEEKS) == before


def test_the_plan_as_things_are_is_made_once(desk: Desk) -> None:
    first = explored(desk, MONDAY, 4, None, WhatIf(level=4))
    told: list[float] = []
    second = explored(desk, MONDAY, 4, None, WhatIf(more_minutes=30), now=first.now, progress=told.append)
    assert second.now is first.now
    assert second.hours_then.profiled > second.hours_now.profiled
    assert min(told) >= 0.5


def test_an_unknown_officer_and_too_many_weeks_are_refused(desk: Desk) -> None:
    with pytest.raises(RequestError):
        explored(desk, MONDAY, 4, None, WhatIf(away=frozenset({("NOBODY", MONDAY)})))
    with pytest.raises(RequestError, match="cannot be planned"):
        explored(desk, MONDAY, 40, None, WhatIf())


def test_more_time_stays_inside_the_shift() -> None:
    wing = a_wing()
    shifts = {**wing.shifts, ("OFF01A", THURSDAY): a_shift("OFF01A", THURSDAY, "E", "1100-1220")}
    longer = with_more_time(replace(wing, shifts=shifts), WhatIf(more_minutes=30, more_for="OFF01A"), None)
    assert [str(span) for span in longer["OFF01A", TUESDAY].key_work] == ["09:15–11:15"]
    assert [str(span) for span in longer["OFF01A", THURSDAY].key_work] == ["10:40–12:30"]
    assert longer["OFF02B", TUESDAY] == wing.shifts["OFF02B", TUESDAY]


def test_a_level_takes_the_place_of_others_in_the_period_only() -> None:
    before = RegimeEntry(2, date(2026, 11, 1), None, "2")
    book = replace(in_force(), regime=(before,))
    found = with_level(book, 4, WEEKS, None).regime
    assert found == (
        replace(before, to_date=MONDAY - timedelta(days=1)),
        replace(before, from_date=WEEKS.last + timedelta(days=1)),
        RegimeEntry(4, WEEKS.first, WEEKS.last, None),
    )
    assert with_level(book, None, WEEKS, None) is book
    assert with_level(book, 3, WEEKS, "1").regime == (before, RegimeEntry(3, WEEKS.first, WEEKS.last, "1"))
