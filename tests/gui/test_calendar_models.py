"""The calendar's values and models: what each day, officer and waiting list says, compared as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.detail import Appointment, TimeSpan
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.planning.rota import plan_rota
from keywork_desktop.ui.models.calendar_choices import DayChoicesModel, day_choices, officer_choices, start_choices
from keywork_desktop.ui.models.calendar_day_model import CalendarDayModel, day_blocks
from keywork_desktop.ui.models.calendar_details import details_of
from keywork_desktop.ui.models.calendar_facts import CalendarFacts
from keywork_desktop.ui.models.calendar_grid_model import CalendarGridModel
from keywork_desktop.ui.models.calendar_holidays import bank_holidays
from keywork_desktop.ui.models.calendar_left_out import LeftOutModel, differences, left_out_rows
from keywork_desktop.ui.models.calendar_placing import Carried, Placing
from keywork_desktop.ui.models.calendar_tray_model import CalendarTrayModel, tray_rows
from tests.calendar_prison import a_planned, a_prison, a_view, a_wing, with_a_plan
from tests.factories import TODAY

TUESDAY = date(2026, 11, 24)
THURSDAY = date(2026, 11, 26)
TWO = frozenset({"2"})


def facts_of(snapshot: Snapshot, **more: object) -> CalendarFacts:
    return CalendarFacts(a_view(snapshot, **more))


def day_text(facts: CalendarFacts, day: date) -> list[str]:
    model = CalendarGridModel()
    model.show(facts)
    text: str = model.index_of(day).data()
    return text.splitlines()


def test_a_day_shows_its_key_work_time_what_is_due_and_what_is_planned() -> None:
    facts = facts_of(a_wing(a_planned("C3333CC", TUESDAY, "09:15", locked=True)))
    assert day_text(facts, TUESDAY) == ["24 Nov", "45 min of 2 h 15", "▲ 09:15 BROWN C pinned", "◆ due SMITH J"]


def test_only_the_next_session_of_an_overdue_priority_man_is_marked() -> None:
    facts = facts_of(a_wing(a_planned("C3333CC", TUESDAY), a_planned("C3333CC", TUESDAY + timedelta(days=7))))
    assert day_text(facts, TUESDAY + timedelta(days=7))[1:] == ["● 09:15 BROWN C"]


def test_whoever_is_due_and_planned_later_is_marked_as_late() -> None:
    facts = facts_of(a_wing(a_planned("A1111AA", THURSDAY, "14:00")))
    assert "◇ late SMITH J" in day_text(facts, TUESDAY)
    assert day_text(facts, THURSDAY)[-1] == "● 14:00 SMITH J"


def test_what_happened_is_shown_on_its_day() -> None:
    wing = a_wing(a_planned("B2222BB", TODAY - timedelta(days=1), id="old"))
    man = wing.prisoners["A1111AA"]
    lost = KeyWorkRecord(TODAY - timedelta(days=2), RecordKind.MISSED, "OFF01A", reason="refused")
    wing = replace(wing, prisoners={**wing.prisoners, "A1111AA": replace(man, records=(lost, *man.records))})
    facts = facts_of(wing)
    assert day_text(facts, TODAY - timedelta(days=2))[-1] == "✕ missed SMITH J"
    assert day_text(facts, TODAY - timedelta(days=1))[-1] == "◇ 09:15 JONES A"
    assert "Prisoner refused" in facts.entries[TODAY - timedelta(days=2)][0].spoken


def test_the_session_of_somebody_who_left_can_only_be_taken_off() -> None:
    entry = facts_of(a_wing(a_planned("Z9999ZZ", TUESDAY))).entries[TUESDAY]
    gone = next(e for e in entry if e.prison_number == "Z9999ZZ")
    assert not gone.movable
    assert "no longer on the roll" in gone.spoken


def test_a_week_sums_planned_and_profiled_time() -> None:
    facts = facts_of(a_wing(a_planned("C3333CC", TUESDAY)))
    assert facts.weeks[1].spoken == "Week 2, from Mon 23 Nov 2026, 45 min planned of 3 h 45 profiled"


def test_an_officer_on_leave_and_a_bank_holiday_are_said() -> None:
    cell = CalendarFacts(a_view(a_wing()), {THURSDAY: "A holiday"}).cells[THURSDAY]
    assert cell.on_leave == 1
    assert cell.spoken == (
        "Thu 26 Nov 2026, A holiday, key work time 0 h of 1 h 30 used, nothing planned, 1 officer on leave"
    )


def test_other_units_are_left_out() -> None:
    assert day_text(facts_of(a_wing(), units=frozenset({"1"})), TUESDAY)[1:] == []


def test_bank_holidays_of_england_and_wales() -> None:
    found = bank_holidays(date(2026, 12, 20), date(2027, 1, 2))
    assert sorted(found) == [date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 28), date(2027, 1, 1)]


def test_turning_the_weeks_changes_cells_without_a_reset(qtbot: object) -> None:
    model = CalendarGridModel()
    tester = QAbstractItemModelTester(model)
    model.show(facts_of(a_wing()))
    resets, changes = [], []
    model.modelReset.connect(lambda: resets.append(1))
    model.dataChanged.connect(lambda first, last: changes.append((first.row(), first.column())))
    model.show(facts_of(a_wing(a_planned("A1111AA", THURSDAY, "14:00"))))
    assert not resets
    assert (1, 2) in changes
    assert (1, 4) in changes
    assert (3, 3) not in changes
    assert tester.model() is model


# -- placing ----------------------------------------------------------------------------------------------------------


def place(snapshot: Snapshot, number: str, day: date, session: str = "", **more: object) -> str:
    return Placing(facts_of(snapshot), Carried(number, session)).on(day, **more).words  # type: ignore[arg-type]  # staff_id, start


def test_each_day_says_fits_warns_or_no_with_a_reason() -> None:
    wing = a_wing()
    assert place(wing, "B2222BB", TUESDAY) == "Fits · 09:15"
    assert place(wing, "B2222BB", TUESDAY, staff_id="OFF02B") == "Warns · 10:00 · not his key worker: marked as cover"
    assert place(wing, "B2222BB", TUESDAY + timedelta(days=1)) == "No · no key work time that day"
    assert place(wing, "B2222BB", TODAY - timedelta(days=1)) == "No · this day has passed"
    assert place(wing, "Z9999ZZ", TUESDAY) == "No · no longer on the roll"


def test_whoever_has_no_key_worker_fits_nowhere_until_an_officer_is_chosen() -> None:
    wing = replace(a_wing(), allocations={})
    assert place(wing, "B2222BB", TUESDAY) == "No · has no key worker: allocate him first"
    assert place(wing, "B2222BB", TUESDAY, staff_id="OFF01A").startswith("Warns · 09:15")


def test_appointments_and_taken_time_are_stepped_over() -> None:
    visit = Appointment("B2222BB", TUESDAY, TimeSpan(time(9), time(10)), "Visit")
    wing = a_wing(a_planned("A1111AA", TUESDAY, "10:00"), appointments={"B2222BB": (visit,)})
    assert place(wing, "B2222BB", TUESDAY).startswith("No · ")
    assert place(wing, "B2222BB", TUESDAY, staff_id="OFF02B").startswith("Warns · 10:00")


def test_a_session_does_not_stand_in_its_own_way() -> None:
    session = a_planned("A1111AA", TUESDAY, id="S1")
    placing = Placing(facts_of(a_wing(session)), Carried("A1111AA", "S1"))
    assert placing.on(TUESDAY).words == "Fits · 09:15"
    assert placing.is_here_now(TUESDAY)
    assert not placing.is_here_now(THURSDAY)
    assert placing.first_fit() == TUESDAY


def test_the_choices_of_days_officers_and_times() -> None:
    placing = Placing(facts_of(a_wing(a_planned("A1111AA", TUESDAY, id="S1"))), Carried("A1111AA", "S1"))
    assert [choice.words for choice in officer_choices(placing)] == [
        "KHAN, Omar · his key worker",
        "OKAFOR, Tim · cover",
    ]
    assert start_choices(placing, TUESDAY, "OFF01A") == [time(9, 15), time(10)]
    model = DayChoicesModel()
    model.show(day_choices(placing, None))
    texts = [model.index(row).data() for row in range(model.rowCount())]
    assert texts[0] == "✕ Fri 20 Nov 2026 – No · no key work time that day"
    assert "● Tue 24 Nov 2026 (here now) – Fits · 09:15" in texts


# -- day and tray -----------------------------------------------------------------------------------------------------


def test_a_day_lists_officers_with_their_sessions_and_free_time(qtbot: object) -> None:
    model = CalendarDayModel()
    tester = QAbstractItemModelTester(model)
    model.show(day_blocks(facts_of(a_wing(a_planned("A1111AA", TUESDAY, "10:00", locked=True)), units=TWO), TUESDAY))
    assert [model.index(row).data() for row in range(model.rowCount())] == [
        "KHAN, Omar: early · 45 min of 1 h 30",
        "  09:15–10:00 free",
        "  10:00–10:45 ● 10:00 SMITH J pinned",
        "OKAFOR, Tim: main · 0 h of 45 min",
        "  10:00–10:45 free",
    ]
    model.show(day_blocks(facts_of(a_wing(a_planned("A1111AA", TUESDAY, "09:15")), units=TWO), TUESDAY))
    assert model.index(1).data() == "  09:15–10:00 ● 09:15 SMITH J"
    assert tester.model() is model


def test_who_waits_is_ranked_with_priority_first_and_whoever_is_planned_is_not_there(qtbot: object) -> None:
    model = CalendarTrayModel()
    tester = QAbstractItemModelTester(model)
    model.show(tray_rows(facts_of(a_wing())))
    assert [model.index(row).data() for row in range(model.rowCount())] == [
        "Overdue and not planned · 2",
        "▲ 2 d BROWN, Carl ACCT 2-1-001",
        "▲ 53 d JONES, Alan 2-1-001",
    ]
    model.show(tray_rows(facts_of(a_wing(a_planned("C3333CC", THURSDAY, "14:00"))), TUESDAY))
    assert [model.index(row).data() for row in range(model.rowCount())] == [
        "Due 24 Nov, still open · 1",
        "◆ due SMITH, John 2-1-001",
        "Overdue and not planned · 1",
        "▲ 53 d JONES, Alan 2-1-001",
    ]
    assert tester.model() is model


def test_the_panel_says_why() -> None:
    facts = facts_of(a_wing(a_planned("C3333CC", TUESDAY, locked=True, rule="acct_open", target=TUESDAY)))
    details = details_of(facts.entries[TUESDAY][0], facts)
    assert (details.name, details.where, details.status, details.badges) == (
        "BROWN, Carl",
        "C3333CC · 2-1-001",
        "▲ Overdue 2 d",
        ("ACCT",),
    )
    assert details.lines[:2] == (
        "Planned Tue 24 Nov 2026, 09:15–10:00, KHAN, Omar.",
        "Locked: a new plan leaves it here.",
    )


# -- plans ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def prison() -> Snapshot:
    return a_prison(units=1, officers=4, prisoners=30)


def test_left_out_priority_first_with_reason_and_mend(prison: Snapshot, qtbot: object) -> None:
    plan = plan_rota(prison)
    rows = left_out_rows(plan, prison)
    assert len(rows) == len(plan.left_out)
    assert rows == sorted(rows, key=lambda row: (not row.priority, row.late_on is not None, row.by, row.name))
    model = LeftOutModel(rows)
    tester = QAbstractItemModelTester(model)
    assert all(model.index(row, 5).data() for row in range(model.rowCount()))
    assert tester.model() is model


def test_a_plan_beside_itself_changes_nothing(prison: Snapshot) -> None:
    planned = with_a_plan(prison)
    plan = plan_rota(prison)
    assert differences(plan, plan.planned).new == 0
    assert differences(plan, planned.planned).same + differences(plan, planned.planned).gone <= len(planned.planned)


def test_every_fit_is_among_the_days_of_a_real_prison(prison: Snapshot) -> None:
    facts = facts_of(with_a_plan(prison))
    session = facts.view.snapshot.planned[0]
    fits = {place.fit for place in Placing(facts, Carried(session.prison_number, session.id)).days.values()}
    assert Fit.FITS in fits
    assert Fit.NO in fits
