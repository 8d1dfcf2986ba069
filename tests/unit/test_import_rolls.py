"""The roll: who is here, who moved, who is gone; and what is wrong with some of its rows."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from keywork_desktop.domain.facts import AdmissionFact, Known, PersonFact, StayFact, WhereaboutsFact
from keywork_desktop.domain.people import Allocation
from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.importing.recognised import read_file
from keywork_desktop.importing.reconciling.ledger import known_after
from tests.unit.made_reports import (
    ADMISSIONS,
    ROLL,
    TODAY,
    compared,
    errors,
    man,
    notes,
    offers,
    prison_number,
    report,
    roll,
    taken,
    workbook,
)

YESTERDAY = date(2026, 11, 19)
TOMORROW = date(2026, 11, 21)


def prison(size: int = 120, *, unit: str | None = None) -> list[list[str]]:
    """A roll of this size, 60 to a houseblock (or all in one)."""
    return [man(i, f"{unit or (i - 1) // 60 + 1}-1-{(i - 1) % 60 + 1:03d}") for i in range(1, size + 1)]


def test_a_new_man_is_a_person_with_a_stay_and_a_place() -> None:
    proposal = compared(roll([man(1, "2-1-035", release="01/03/2027")]))
    assert PersonFact("A0001BC", "PERSON1", "JOHN", date(1990, 2, 1), "00001A", "", date(2027, 3, 1)) in proposal.facts
    assert StayFact("A0001BC", TODAY) in proposal.facts
    assert WhereaboutsFact("A0001BC", TODAY, "2-1-035") in proposal.facts
    assert proposal.files[0].units == ("2",)


def test_the_same_roll_twice_changes_nothing() -> None:
    known = taken(roll(prison()))
    again = compared(roll(prison()), known=known)
    assert (again.facts, again.files[0].unchanged) == ((), 120)


def test_a_move_is_a_change_and_nothing_else() -> None:
    known = taken(roll(prison()))
    moved = [man(1, "2-1-001"), *prison()[1:]]
    proposal = compared(roll(moved), known=known, today=TOMORROW)
    assert proposal.facts == (WhereaboutsFact("A0001BC", TOMORROW, "2-1-001"),)
    assert (proposal.files[0].changed, proposal.files[0].unchanged) == (1, 119)


def test_at_court_is_present() -> None:
    proposal = compared(roll([man(1, "COURT")]))
    assert StayFact("A0001BC", TODAY) in proposal.facts


def test_out_without_a_cell_is_present() -> None:
    headings = ["NOMS Number", "Last Name", "ULocation", "In Out Status"]
    proposal = compared(report(headings, [["A0001BC", "X", "", "OUT"], ["A0002BC", "Y", "", "IN"]]))
    assert WhereaboutsFact("A0001BC", TODAY, "OUT") in proposal.facts
    assert proposal.files[0].refused == 1


def test_somebody_missing_is_gone_and_his_allocation_ends_but_nothing_is_deleted() -> None:
    known = taken(roll(prison()))
    allocation = Allocation("A0001BC", "XYZ01A", TODAY)
    known = known_after(known, [allocation])
    proposal = compared(roll(prison()[1:]), known=known, today=TOMORROW)
    assert set(proposal.facts) == {
        StayFact("A0001BC", TODAY, TOMORROW, "gone"),
        Allocation("A0001BC", "XYZ01A", TODAY, TOMORROW, ended_because="gone"),
    }
    assert proposal.files[0].gone == 1
    assert [problem.value for problem in notes(proposal.files[0])] == ["A0001BC"]
    after = known_after(known, proposal.facts)
    assert "A0001BC" in after.people
    assert "A0001BC" not in after.allocations


def test_a_man_who_comes_back_begins_a_new_stay() -> None:
    known = taken(roll(prison()))
    known = taken(roll(prison()[1:]), known=known, today=TOMORROW)
    back = compared(roll(prison()), known=known, today=date(2026, 11, 25))
    assert StayFact("A0001BC", date(2026, 11, 25)) in back.facts
    assert (back.files[0].new, back.files[0].unchanged) == (1, 119)


def test_only_units_the_roll_covers_can_be_gone() -> None:
    known = taken(roll(prison()))
    first_houseblock = prison()[1:60]
    proposal = compared(roll(first_houseblock), known=known, today=TOMORROW)
    assert [fact for fact in proposal.facts if isinstance(fact, StayFact)] == [
        StayFact("A0001BC", TODAY, TOMORROW, "gone")
    ]
    assert any("60 people" in problem.message for problem in notes(proposal.files[0]))


def test_a_roll_of_every_houseblock_covers_court_and_empty_units_too() -> None:
    everyone = [*prison(), man(200, "CSU-1-001"), man(201, "COURT")]
    known = taken(roll(everyone))
    proposal = compared(roll(prison()), known=known, today=TOMORROW)
    assert proposal.files[0].gone == 2


def test_a_roll_of_one_houseblock_says_nothing_of_those_at_court() -> None:
    known = taken(roll([*prison(), man(201, "COURT")]))
    proposal = compared(roll(prison()[:60]), known=known, today=TOMORROW)
    assert (proposal.files[0].gone, proposal.facts) == (0, ())


def test_a_roll_of_a_houseblock_says_nothing_of_the_only_unit_known_so_far() -> None:
    known = taken(roll([man(1, "CSU-1-001")]))
    proposal = compared(roll([man(2, "2-1-001")]), known=known, today=TOMORROW)
    assert (proposal.files[0].gone, proposal.suggestions) == (0, ())


@pytest.mark.parametrize(("missing", "asked"), [(6, False), (7, True)])
def test_more_than_one_in_twenty_gone_at_once_needs_a_yes(missing: int, asked: bool) -> None:
    known = taken(roll(prison()))
    proposal = compared(roll(prison()[missing:]), known=known, today=TOMORROW)
    outcome = proposal.files[0]
    if not asked:
        assert (outcome.gone, proposal.suggestions) == (6, ())
        return
    assert (outcome.gone, proposal.facts) == (0, ())
    (offer,) = proposal.suggestions
    assert (offer.gone, len(offer.facts)) == (7, 7)
    assert [problem.row for problem in offers(outcome)] == [None]
    assert proposal.files_with({offer.id})[0].gone == 7
    assert len(proposal.facts_with({offer.id})) == 7
    with pytest.raises(KeyError):
        proposal.facts_with({"no such suggestion"})


def test_an_older_roll_never_overrides_a_newer_one() -> None:
    known = taken(roll(prison()))
    older = [man(1, "2-1-050"), *prison()[10:], man(500)]
    proposal = compared(roll(older, on=YESTERDAY), known=known)
    assert proposal.facts == ()
    assert proposal.suggestions == ()
    assert proposal.files[0].unchanged == len(older)
    assert "20/11/2026" in notes(proposal.files[0])[0].message


def test_two_rolls_of_different_days_in_one_import_tell_the_same_story_in_any_order() -> None:
    old = roll(prison(), "a.csv", YESTERDAY)
    new = roll([man(1, "2-2-002"), *prison()[2:]], "b.csv", TODAY)
    proposals = [compared(*files) for files in permutations([old, new])]
    assert proposals[0].facts == proposals[1].facts
    known = known_after(Known(), proposals[0].facts)
    assert known.whereabouts["A0001BC"].location == "2-2-002"
    assert known.stays["A0002BC"].to_date == TODAY


def test_rolls_of_single_houseblocks_of_one_day_are_one_roll() -> None:
    known = taken(roll(prison()))
    halves = [roll(prison()[1:60], "hb1.csv"), roll(prison()[60:119], "hb2.csv")]
    proposal = compared(*halves, known=known, today=TOMORROW)
    assert sum(outcome.gone for outcome in proposal.files) == 2


def test_the_same_man_on_two_tabs_is_one_man_and_the_tabs_complete_each_other() -> None:
    by_location = [
        [
            "Location",
            "NOMS Number",
            "Last Name",
            "First Name",
            "Main Legal Status",
            "Main Legal Status",
            "Sentence Length",
        ],
        ["2-1-001", "A0001BC", "PERSON1", "JOHN", "Recalled from Licence", "2Y", "27/12/2026"],
    ]
    read = read_file(workbook({"By Surname": [ROLL, man(1, "2-1-001")], "By Location": by_location}), "alpha.xlsx")
    proposal = compared(read)
    (person,) = [fact for fact in proposal.facts if isinstance(fact, PersonFact)]
    assert (person.legal_status, person.release_date) == ("Recalled from Licence", date(2026, 12, 27))
    assert (proposal.files[0].new, proposal.files[0].repeated) == (1, 1)


def test_one_prison_number_in_two_cells_is_refused_the_second_time() -> None:
    outcome = compared(roll([man(1, "2-1-001"), man(1, "2-1-002")])).files[0]
    assert (outcome.new, outcome.refused) == (1, 1)
    (problem,) = errors(outcome)
    assert (problem.row, problem.column, problem.value) == (3, "ULocation", "2-1-002")
    assert "row 2" in problem.message
    assert "2-1-001" in problem.message


def test_one_prison_number_with_two_names_is_refused_the_second_time() -> None:
    outcome = compared(roll([man(1, "2-1-001"), man(1, "2-1-001", last="OTHER")])).files[0]
    (problem,) = errors(outcome)
    assert "another name" in problem.message
    assert "OTHER" not in problem.message


@pytest.mark.parametrize(
    ("column", "value"), [("NOMS Number", "A12BC"), ("NOMS Number", ""), ("ULocation", "SOMEWHERE"), ("Last Name", "")]
)
def test_a_row_that_makes_no_sense_is_refused_with_its_place_and_a_mend(column: str, value: str) -> None:
    row = man(1, "2-1-001")
    row[ROLL.index(column)] = value
    outcome = compared(roll([row, man(2)])).files[0]
    assert (outcome.new, outcome.refused) == (1, 1)
    (problem,) = errors(outcome)
    assert (problem.row, problem.column, problem.value) == (2, column, value)
    assert problem.message.count(".") >= 1


def test_a_man_whose_row_is_refused_is_not_gone() -> None:
    known = taken(roll(prison()))
    rows = [man(1, "NOWHERE"), *prison()[1:]]
    proposal = compared(roll(rows), known=known, today=TOMORROW)
    assert proposal.facts == ()
    assert proposal.files[0].gone == 0


def test_a_bad_release_date_is_left_out_and_the_man_is_not() -> None:
    known = taken(roll([man(1, release="01/03/2027")]))
    proposal = compared(roll([man(1, release="31/02/2027")]), known=known, today=TOMORROW)
    assert proposal.facts == ()
    (problem,) = notes(proposal.files[0])
    assert (problem.column, problem.value) == ("Release Date", "31/02/2027")


def test_a_cell_that_became_a_date_is_offered_and_the_man_is_here_anyway() -> None:
    proposal = compared(roll([man(1, "02/01/2005")]))
    assert StayFact("A0001BC", TODAY) in proposal.facts
    assert not any(isinstance(fact, WhereaboutsFact) for fact in proposal.facts)
    (problem,) = offers(proposal.files[0])
    assert (problem.value, problem.suggestion) == ("02/01/2005", "2-1-005")
    (offer,) = proposal.suggestions
    assert offer.facts == (WhereaboutsFact("A0001BC", TODAY, "2-1-005"),)
    known = known_after(Known(), proposal.facts_with({offer.id}), proposal.newest)
    again = compared(roll([man(1, "02/01/2005")]), known=known)
    assert (again.facts, again.suggestions) == ((), ())


def test_without_a_yes_a_man_stays_where_he_was_known_to_be() -> None:
    known = taken(roll([man(1, "2-1-004")]))
    proposal = compared(roll([man(1, "02-Jan-05")]), known=known, today=TOMORROW)
    assert (proposal.facts, proposal.files[0].unchanged) == ((), 1)
    (offer,) = proposal.suggestions
    assert proposal.files_with({offer.id})[0].changed == 1


def test_names_with_accents_and_apostrophes_are_kept() -> None:
    proposal = compared(roll([man(1, last="MÜLLER"), man(2, last="O'NEILL")]))
    assert {fact.last_name for fact in proposal.facts if isinstance(fact, PersonFact)} == {"MÜLLER", "O'NEILL"}


def admission(index: int, on: str, booking: str = "00001A") -> list[str]:
    return [on, f"PERSON{index}", "JOHN", prison_number(index), booking, "2-1-001"]


def test_every_admission_is_a_fact_and_a_return_is_one_too() -> None:
    rows = [admission(1, "03/07/2026 19:32"), admission(1, "10/09/2026 18:00"), admission(1, "10/09/2026 21:00")]
    proposal = compared(roll([man(1)]), report(ADMISSIONS, rows))
    days = [fact.on for fact in proposal.facts if isinstance(fact, AdmissionFact)]
    assert days == [date(2026, 7, 3), date(2026, 9, 10)]
    assert proposal.files[1].repeated == 1


def test_without_an_admission_the_first_roll_stands_in_and_it_is_said() -> None:
    proposal = compared(roll([man(1), man(2)]), report(ADMISSIONS, [admission(1, "03/07/2026")]))
    assert AdmissionFact("A0002BC", TODAY, "00002A", "roll") in proposal.facts
    assert AdmissionFact("A0001BC", date(2026, 7, 3), "00001A", "admissions") in proposal.facts
    assert any("1 people have no known reception" in problem.message for problem in notes(proposal.files[0]))


def test_an_old_admissions_report_still_brings_old_admissions() -> None:
    known = taken(roll([man(1)]), report(ADMISSIONS, [admission(1, "03/07/2026")]))
    older = report(ADMISSIONS, [admission(1, "01/02/2020", "77777Z")], on=date(2026, 1, 1))
    assert compared(older, known=known).facts == (AdmissionFact("A0001BC", date(2020, 2, 1), "77777Z"),)


def test_an_admission_after_the_day_of_the_report_is_refused() -> None:
    outcome = compared(report(ADMISSIONS, [admission(1, "21/11/2026")])).files[0]
    assert (outcome.refused, errors(outcome)[0].value) == (1, "2026-11-21")


def test_a_day_in_a_name_that_lies_ahead_is_not_believed() -> None:
    proposal = compared(roll([man(1)], name="alpha 2026-12-01.csv"))
    assert proposal.newest == {ReportKind.ALPHA_LIST: TODAY}
