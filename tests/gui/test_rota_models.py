"""The rota's cells, its table model, and a proposal beside what is on the rota, as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from keywork_desktop.actions.exploring_rota import Beside, Explored, Side
from keywork_desktop.domain.detail import Shift
from keywork_desktop.domain.people import KeyWorkerStatus
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.planning.rota import Plan, plan_rota
from keywork_desktop.planning.rota_capacity import Capacity
from keywork_desktop.ui.models.rota_cells import RotaCell
from keywork_desktop.ui.models.rota_comparison import ComparisonModel, comparison
from keywork_desktop.ui.models.rota_facts import RotaFacts
from keywork_desktop.ui.models.rota_left_out import LeftOutListModel, left_out_lines
from keywork_desktop.ui.models.rota_numbers import capacity_figures, plan_figures
from keywork_desktop.ui.models.rota_proposal import RotaProposal
from keywork_desktop.ui.models.rota_table_model import RotaTableModel
from tests.calendar_prison import THURSDAY, TUESDAY, a_planned, a_prison, a_view, a_wing
from tests.factories import TODAY, a_session

FRIDAY = THURSDAY + timedelta(days=1)


@pytest.fixture
def model() -> RotaTableModel:
    made = RotaTableModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    return made


def cell(facts: RotaFacts, day: date, staff_id: str = "OFF01A") -> RotaCell:
    row = next(cells for row, cells in facts.rows if row.staff_id == staff_id)
    found = row[facts.days.index(day)]
    assert isinstance(found, RotaCell)
    return found


def test_a_cell_says_shift_sessions_priority_pin_and_free_time() -> None:
    smith = a_planned("A1111AA", TUESDAY, locked=True)
    brown = a_planned("C3333CC", TUESDAY, "10:00", priority=True)
    facts = RotaFacts(a_view(a_wing(smith, brown)))
    assert cell(facts, TUESDAY).text == "E ▲2*"
    assert cell(facts, THURSDAY).text == "L ○"
    assert cell(facts, FRIDAY).text == "·"
    assert cell(facts, THURSDAY, "OFF02B").text == "AL"
    assert cell(facts, TUESDAY).spoken == (
        "KHAN, Omar, Tue 24 Nov 2026, Early 07:00–12:30, key work 09:15–10:45, all used, 2 sessions, priority, locked"
    )


def test_a_session_whose_time_is_gone_is_marked() -> None:
    wing = a_wing(a_planned("A1111AA", TUESDAY))
    shifts = {**wing.shifts, ("OFF01A", TUESDAY): Shift("OFF01A", TUESDAY, "CD")}
    facts = RotaFacts(a_view(replace(wing, shifts=shifts)))
    assert cell(facts, TUESDAY).text == "CD ✕1"
    assert "a session has no key work time" in cell(facts, TUESDAY).spoken


def test_an_officer_who_is_away_has_no_time_whatever_the_detail_says() -> None:
    wing = a_wing()
    khan = replace(wing.key_workers["OFF01A"], status=KeyWorkerStatus.ANNUAL_LEAVE, return_date=THURSDAY)
    facts = RotaFacts(a_view(replace(wing, key_workers={**wing.key_workers, "OFF01A": khan})))
    assert cell(facts, TUESDAY).key_work == ()
    assert cell(facts, TUESDAY).typed == "E KW 0915-1045"
    assert cell(facts, THURSDAY).text == "L ○"
    heads = [(row.title, row.below, row.warning) for row, _ in facts.rows]
    assert heads == [
        ("Houseblock 2", "2 officers · 2 h 15", ""),
        ("KHAN, Omar", "3 men · 1.5 h KW", "away, back 26 Nov"),
        ("OKAFOR, Tim", "0 men · 0.8 h KW", ""),
    ]


def test_what_was_held_stays_in_its_cell() -> None:
    wing = a_wing()
    smith = wing.prisoners["A1111AA"]
    held = replace(smith, records=(a_session(TODAY - timedelta(days=1)), *smith.records))
    facts = RotaFacts(a_view(replace(wing, prisoners={**wing.prisoners, "A1111AA": held})))
    yesterday = cell(facts, TODAY - timedelta(days=1))
    assert yesterday.over
    assert [line.entry.lead for line in yesterday.lines] == ["held"]


def test_only_cells_that_differ_are_told(model: RotaTableModel) -> None:
    before = a_wing(a_planned("A1111AA", TUESDAY))
    model.show(RotaFacts(a_view(before)))
    told: list[tuple[int, int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), first.column(), last.column())))
    model.show(RotaFacts(a_view(a_wing(a_planned("A1111AA", THURSDAY, "14:00")))))
    assert told == [(0, 8, 10), (1, 8, 10)]
    assert model.index_of("OFF01A", THURSDAY).data() == "L 1"


def test_rows_come_and_go_with_the_units_and_days_turn_in_place(model: RotaTableModel) -> None:
    prison = a_prison(units=2, officers=2, prisoners=12)
    model.show(RotaFacts(a_view(prison)))
    assert [model.row(n).title for n in range(model.rowCount()) if model.row(n).is_unit] == [
        "Houseblock 1",
        "Houseblock 2",
    ]
    model.show(RotaFacts(a_view(prison, units=frozenset({"2"}))))
    assert model.rowCount() == 3
    model.show(RotaFacts(a_view(prison), {TUESDAY: "A holiday"}))
    assert model.rowCount() == 6
    assert model.headerData(8, Qt.Orientation.Horizontal, int(Qt.ItemDataRole.AccessibleTextRole)) == (
        "Tue 24 Nov 2026, A holiday"
    )


def test_typing_asks_for_the_shift_to_be_written_and_changes_nothing_itself(model: RotaTableModel) -> None:
    model.show(RotaFacts(a_view(a_wing())))
    asked: list[object] = []
    model.written.connect(asked.append)
    index = model.index_of("OFF01A", TUESDAY)
    assert index.data(Qt.ItemDataRole.EditRole) == "E KW 0915-1045"
    assert model.setData(index, "CD")
    assert model.setData(index, "E  KW 0915-1045 ")
    assert asked == [{("OFF01A", TUESDAY): "CD"}]
    assert index.data() == "E ○"


# -- a proposal -------------------------------------------------------------------------------------------------------


def a_plan(*planned: PlannedSession, people: tuple[str, ...] = ("A1111AA", "B2222BB"), **more: object) -> Plan:
    period = a_wing().period
    assert period is not None
    values = {"outcomes": (), "left_out": (), "slots_total": 5, "slots_used": 2, "seconds": 1.1, **more}
    return Plan(period=period, planned=planned, people=frozenset(people), **values)  # type: ignore[arg-type]  # fields


def test_a_proposal_tells_kept_new_moved_and_gone_apart() -> None:
    stays, goes = a_planned("A1111AA", TUESDAY), a_planned("B2222BB", TUESDAY, "10:00")
    comes = replace(a_planned("B2222BB", THURSDAY, "14:00"), id="")
    others = a_planned("C3333CC", THURSDAY, "14:45")
    plan = a_plan(replace(stays, id=""), comes)
    proposal = RotaProposal(plan, (stays, goes, others))
    assert [(s.prison_number, change.value) for s, change in proposal.sessions] == [
        ("A1111AA", "kept"),
        ("B2222BB", "gone"),
        ("C3333CC", "kept"),
        ("B2222BB", "new"),
    ]
    assert proposal.words == "1 moved · 1 session as now"
    facts = RotaFacts(a_view(a_wing(stays, goes, others)), plan=plan)
    assert cell(facts, TUESDAY).text == "E 1 -1"
    assert cell(facts, THURSDAY).text == "L 2+"
    assert [line.notes for line in cell(facts, THURSDAY).lines] == [("from Tue 24 Nov 10:00",), ()]
    assert cell(facts, TUESDAY).free == 45


def test_a_proposal_that_is_on_the_rota_changes_nothing() -> None:
    session = a_planned("A1111AA", TUESDAY)
    proposal = RotaProposal(a_plan(session, people=("A1111AA",)), (session,))
    assert proposal.changes_nothing
    assert proposal.words == "nothing changes"


def test_the_numbers_say_what_is_met_of_what_is_possible() -> None:
    wing = a_wing()
    assert wing.period is not None
    plan = plan_rota(replace(wing, period=replace(wing.period, first=TODAY + timedelta(days=3))))
    said = [figure.text for figure in plan_figures(plan)]
    assert said[0].startswith(f"{plan.met_on_time} of {plan.bound['met_on_time']} possible met on time")
    assert said[1] == f"{plan.priority_met_on_time} of {plan.priority_targets} priority"
    assert any(text.startswith("Proven best in") for text in said)
    looking = [figure.text for figure in plan_figures(plan, still_looking=True)]
    assert "Looking for the best…" in looking
    lines = left_out_lines(plan.left_out, wing)
    assert len(lines) == len(plan.left_out)
    made = LeftOutListModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.show(lines)
    assert "→" in str(made.index(0).data())
    assert lines[0].priority


def test_hours_are_short_or_to_spare() -> None:
    short = [figure.text for figure in capacity_figures(Capacity(None, needed=600, profiled=540, lost=60))]
    assert short == ["9 h profiled", "1 h lost", "10 h needed", "2 h short"]
    enough = [figure.text for figure in capacity_figures(Capacity(None, needed=300, profiled=540, lost=0))]
    assert enough == ["9 h profiled", "5 h needed", "4 h to spare"]


def test_two_plans_are_compared_in_numbers() -> None:
    now = a_plan(a_planned("A1111AA", TUESDAY))
    then = a_plan(replace(a_planned("A1111AA", TUESDAY), start=time(10)))
    best = Side("Best as things are", now, (Capacity(None, 90, 90, 0),))
    side = Side("What if", then, (Capacity(None, 90, 90, 45),))
    rows = comparison(Explored((), side, {Beside.BEST: best}, now.period, None))
    said = {row.name: row.difference for row in rows}
    assert said["Met on time"] == "same"
    assert "Sessions wanted" not in said
    assert said["Key work time there"] == "−45 min · worse"
    assert said["Short"] == "+45 min · worse"
    assert said["Sessions put elsewhere"] == "+1"
    made = ComparisonModel(rows, best.words)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
