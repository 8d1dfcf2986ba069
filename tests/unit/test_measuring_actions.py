"""What the window asks for: the ledger of checks, its settings, clocks of arrivals and alarms, on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from keywork_desktop.actions.arrivals import allocation_alarms, clocks
from keywork_desktop.actions.checking import check_rules, checks, checks_lately, set_check_rules
from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.checks import CheckRules
from keywork_desktop.domain.clocks import AlarmKind
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.facts import AlertFact
from keywork_desktop.domain.people import Allocation
from keywork_desktop.domain.records import RecordKind
from keywork_desktop.store import Store, StoreKey
from keywork_desktop.store.recording import RowChange
from tests.store.prison_facts import AT, ELMLEY, FRIDAY, MANAGER, OFFICERS, a_note, ago, an_officer, on_the_roll

HIM, NEW = "A1234BC", "B2345CD"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """One man on an ACCT at level 3, and one who came five days ago."""
    moment = AT

    with Store.create(tmp_path / "prison.store", ELMLEY, StoreKey.none(), at=AT, author=MANAGER) as store:
        with store.unit_of_work("import", at=AT) as work:
            work.put_all([an_officer(staff_id) for staff_id in OFFICERS])
            work.put_all(on_the_roll(HIM, since=ago(90)))
            work.put_all(on_the_roll(NEW, since=ago(5), cell="2-1-036"))
            work.put_all([AlertFact(HIM, "HA", ago(4), None, ago(4)), a_note(HIM, ago(1), RecordKind.ENTRY)])
            work.put_all([Allocation(HIM, OFFICERS[0], ago(60)), Allocation(NEW, OFFICERS[1], ago(3))])
            row = {"id": "r", "level": 3, "unit": "", "from_date": ago(9).isoformat(), "to_date": None}
            entered = {"entered_by": "manager", "entered_at": AT.isoformat()}
            work.recorder.apply([RowChange("regime_entry", "r", None, {**row, **entered})])
            work.commit()

        def now() -> object:
            nonlocal moment
            moment += timedelta(minutes=1)
            return moment

        yield Desk(store, FRIDAY, now)  # type: ignore[arg-type]  # a clock that moves on


def test_a_setting_extends_checks_to_other_levels_and_accepts_a_note_as_one(desk: Desk) -> None:
    assert check_rules(desk) == CheckRules()
    assert checks(desk) == ()
    change = set_check_rules(desk, [3, 4])
    assert change.summary == "Wellbeing checks: owed at 4, 3, only a check is accepted"
    assert [((FRIDAY - check.on).days, check.done) for check in checks_lately(desk)] == [
        (0, False),
        (1, False),
        (2, False),
    ]
    set_check_rules(desk, [3, 4], entry_is_a_check=True)
    assert [check.done for check in checks_lately(desk)] == [False, True, False]
    desk.store.undo(desk.now())
    desk.store.undo(desk.now())
    assert checks_lately(desk) == ()


def test_a_level_that_there_is_not_is_refused(desk: Desk) -> None:
    with pytest.raises(RequestError, match="5 is not a regime level"):
        set_check_rules(desk, [5])
    with pytest.raises(RequestError, match="1 to 28 days"):
        checks_lately(desk, 40)


def test_arrivals_of_the_last_four_weeks_with_their_clocks(desk: Desk) -> None:
    (arrival,) = clocks(desk)
    assert arrival.prisoner.prison_number == NEW
    assert (arrival.to_allocation.text, arrival.to_first_session.text) == ("after 2 days", "not yet, 5 days")
    assert [each.prisoner.prison_number for each in clocks(desk, recent_days=None)] == [NEW, HIM]


def test_alarms_of_allocations_that_are_only_on_paper(desk: Desk) -> None:
    assert [(alarm.kind, alarm.prisoner.prison_number, alarm.days) for alarm in allocation_alarms(desk)] == [
        (AlarmKind.NEVER_MET, HIM, 60),
        (AlarmKind.NEVER_MET, NEW, 3),
    ]
