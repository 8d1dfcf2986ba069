"""The wing's tracker: whom a typed name means, and that nothing of it is taken without a yes."""

from __future__ import annotations

from datetime import date, datetime
from itertools import permutations

import pytest

from keywork_desktop.domain.facts import Known, WhereaboutsFact
from keywork_desktop.domain.people import Allocation, KeyWorker, KeyWorkerStatus
from keywork_desktop.importing.recognised import RecognisedFile, read_file
from keywork_desktop.importing.reconciling.key_worker_names import candidates, plain_name
from keywork_desktop.importing.reconciling.ledger import known_after
from tests.unit.made_reports import (
    NOTES,
    STAFF,
    TODAY,
    TRACKER,
    compared,
    errors,
    man,
    notes,
    offers,
    prison_number,
    report,
    roll,
    workbook,
)

OFFICERS = [
    KeyWorker("LNM50V", "JACKSON", "Louis", "1"),
    KeyWorker("SCS02Y", "BUTLER", "Sean", "1"),
    KeyWorker("PPK62H", "SHAW", "Roman", "1"),
    KeyWorker("PLP56F", "SHAW", "Trevor", "6"),
    KeyWorker("EKG75L", "CLARKE", "Martin", "1"),
    KeyWorker("DBM03F", "CLARKE", "Andrew", "1"),
    KeyWorker("CSY90C", "O'NEILL", "Marcus", "2"),
    KeyWorker("DAW95A", "COLE", "Jamie", "5"),
    KeyWorker("MUL11A", "MÜLLER", "José", "3"),
    KeyWorker("WHI01A", "WHITE-SMITH", "Anna", "3"),
]


def meant(text: str, unit: str | None = None) -> list[str]:
    return [person.staff_id for person in candidates(text, unit, OFFICERS)]


@pytest.mark.parametrize(
    ("typed", "unit", "staff_id"),
    [
        ("Louis Jackson", "1", "LNM50V"),
        ("JACKSON Louis", "1", "LNM50V"),
        ("Butler S", "1", "SCS02Y"),
        ("S. Butler", "1", "SCS02Y"),
        ("Ofc Shaw", "1", "PPK62H"),
        ("Ofc Shaw", "6", "PLP56F"),
        ("Officer Shaw (wing)", "1", "PPK62H"),
        ("CLARKE, Martin", "1", "EKG75L"),
        ("Clarke M", "1", "EKG75L"),
        ("Clarke, A.", "1", "DBM03F"),
        ("Lois Jacksen", "1", "LNM50V"),
        ("Mr Jakson", "1", "LNM50V"),
        ("Marcus ONeill", "2", "CSY90C"),
        ("Ofc O’Neil", "2", "CSY90C"),
        ("Cola J", "5", "DAW95A"),
        ("Jose Muller", None, "MUL11A"),
        ("White Smith, Anna", "3", "WHI01A"),
        ("Trevor Shaw", "1", "PLP56F"),
    ],
)
def test_a_typed_name_is_understood(typed: str, unit: str | None, staff_id: str) -> None:
    assert meant(typed, unit) == [staff_id]


@pytest.mark.parametrize(
    ("typed", "unit", "both"),
    [
        ("Ofc Clarke", "1", ["DBM03F", "EKG75L"]),
        ("Clarke", None, ["DBM03F", "EKG75L"]),
        ("Shaw", "2", ["PLP56F", "PPK62H"]),
    ],
)
def test_equal_candidates_are_all_named(typed: str, unit: str | None, both: list[str]) -> None:
    assert meant(typed, unit) == both


@pytest.mark.parametrize("typed", ["Ofc Nobody", "TBC", "", "???", "Ofc", "J"])
def test_nobody_is_invented(typed: str) -> None:
    assert meant(typed, "1") == []


def test_accents_and_marks_do_not_matter_in_a_name() -> None:
    assert plain_name("O'NEILL-Müller ") == "oneill muller"


def tracker(*rows: list[object], unit: str = "1", name: str = "tracker.xlsx", on: str = "20/11/2026") -> RecognisedFile:
    titles: list[list[object]] = [[f"HOUSEBLOCK {unit} KEY WORK TRACKER"], ["Updated by SO", None, None, on]]
    return read_file(workbook({f"HB{unit}": [*titles, list(TRACKER), *rows]}, merged={f"HB{unit}": ["A1:H1"]}), name)


def line(index: int, typed: str = "", last: object = None, cell: object = None, name: str = "") -> list[object]:
    return [
        cell or f"1-1-{index:03d}",
        name or f"Person{index}, John",
        prison_number(index),
        typed,
        last,
        None,
        None,
        "private",
    ]


@pytest.fixture
def known() -> Known:
    """Three men in houseblock 1, and the officers."""
    facts = compared(roll([man(i, f"1-1-{i:03d}") for i in (1, 2, 3)])).facts
    return known_after(Known(), [*facts, *OFFICERS])


def test_a_key_worker_is_offered_and_not_taken(known: Known) -> None:
    proposal = compared(tracker(line(1, "Butler S")), known=known)
    assert proposal.facts == ()
    (offer,) = proposal.suggestions
    assert offer.facts == (Allocation("A0001BC", "SCS02Y", TODAY, began_because="tracker"),)
    (problem,) = offers(proposal.files[0])
    assert (problem.row, problem.column, problem.value) == (4, "Key worker", "Butler S")
    assert problem.suggestion == "BUTLER, Sean (SCS02Y)"
    assert (proposal.files[0].unchanged, proposal.files_with({offer.id})[0].new) == (1, 1)


def test_accepted_once_it_is_not_offered_again(known: Known) -> None:
    first = compared(tracker(line(1, "Butler S")), known=known)
    after = known_after(known, first.facts_with({offer.id for offer in first.suggestions}), first.newest)
    again = compared(tracker(line(1, "Butler S")), known=after)
    assert (again.facts, again.suggestions, again.files[0].unchanged) == ((), (), 1)


@pytest.mark.parametrize("typed", ["TBC", "n/a", "-", "Unallocated"])
def test_nobody_yet_is_no_name(known: Known, typed: str) -> None:
    assert compared(tracker(line(1, typed)), known=known).files[0].unchanged == 1


def test_one_of_two_equal_candidates_is_never_offered(known: Known) -> None:
    proposal = compared(tracker(line(1, "Ofc Clarke")), known=known)
    assert proposal.suggestions == ()
    (problem,) = errors(proposal.files[0])
    assert "CLARKE, Martin (EKG75L)" in problem.message
    assert "CLARKE, Andrew (DBM03F)" in problem.message


def test_nobody_of_that_name_is_refused(known: Known) -> None:
    outcome = compared(tracker(line(1, "Ofc Nobody")), known=known).files[0]
    assert (outcome.refused, errors(outcome)[0].value) == (1, "Ofc Nobody")


def test_another_key_worker_than_the_present_one_is_only_said(known: Known) -> None:
    allocated = known_after(known, [Allocation("A0001BC", "LNM50V", date(2026, 10, 1))])
    proposal = compared(tracker(line(1, "Butler S")), known=allocated)
    assert (proposal.facts, proposal.suggestions) == ((), ())
    assert "BUTLER, Sean" in notes(proposal.files[0])[0].message


def test_a_man_not_on_the_roll_is_refused(known: Known) -> None:
    outcome = compared(tracker(line(9, "Butler S")), known=known).files[0]
    assert (outcome.refused, errors(outcome)[0].value) == (1, "A0009BC")


def test_a_man_on_two_rows_with_two_key_workers_is_offered_neither(known: Known) -> None:
    proposal = compared(
        tracker(line(1, "Butler S"), line(1, "Louis Jackson"), line(2, "Butler S"), line(2, "S Butler")), known=known
    )
    outcome = proposal.files[0]
    assert (outcome.refused, outcome.repeated, len(proposal.suggestions)) == (2, 1, 1)


def test_a_cell_that_became_a_date_is_offered_back(known: Known) -> None:
    proposal = compared(tracker(line(1, cell=datetime(2001, 1, 1)), line(2, cell="02/01/2005")), known=known)
    assert [problem.suggestion for problem in offers(proposal.files[0])] == ["1-1-001", "2-1-005"]
    assert proposal.facts == ()
    assert proposal.suggestions == ()  # the roll says where they are


def test_a_cell_that_became_a_date_is_of_use_where_nobody_knows_better(known: Known) -> None:
    known = Known(people=known.people, stays=known.stays)
    (offer,) = compared(tracker(line(1, cell=datetime(2001, 1, 1))), known=known).suggestions
    assert offer.facts == (WhereaboutsFact("A0001BC", TODAY, "1-1-001"),)


def test_the_last_session_never_counts_and_differences_are_said(known: Known) -> None:
    note = ["1", "SHAW", "ROMAN", "PPK62H", "A0001BC", "PERSON1", "JOHN", "19/11/2026", "14:20", "KA - KS", "text"]
    rows = [line(1, last=datetime(2026, 11, 18)), line(2, last=datetime(2026, 11, 18)), line(3)]
    proposal = compared(tracker(*rows), report(NOTES, [note], "notes.csv"), known=known)
    said = [(problem.row, problem.column, problem.value) for problem in notes(proposal.files[0])]
    assert said == [(4, "Last KW session", "2026-11-18"), (5, "Last KW session", "2026-11-18")]
    assert len(proposal.facts) == 1


def test_without_case_notes_the_last_sessions_are_not_compared(known: Known) -> None:
    (problem,) = notes(compared(tracker(line(1, last=datetime(2026, 11, 18))), known=known).files[0])
    assert problem.row is None


def test_another_name_or_cell_than_the_rolls_is_said(known: Known) -> None:
    outcome = compared(tracker(line(1, cell="1-1-060", name="Somebody, Else")), known=known).files[0]
    assert {problem.column for problem in notes(outcome)} == {"", "Cell"}


def test_headings_in_between_and_blank_rows_are_no_rows(known: Known) -> None:
    rows = [line(1), [None] * 8, ["Landing 2"], list(TRACKER), line(2), ["Total", None, 2]]
    assert [each.row for each in tracker(*rows).lines] == [4, 8]


def test_an_older_tracker_offers_nothing(known: Known) -> None:
    first = compared(tracker(line(1, "Butler S")), known=known)
    after = known_after(known, first.facts, first.newest)
    proposal = compared(tracker(line(1, "Butler S"), on="01/11/2026"), known=after)
    assert (proposal.suggestions, proposal.files[0].unchanged) == ((), 1)


def test_it_is_said_where_a_key_worker_is_away(known: Known) -> None:
    away = known_after(known, [KeyWorker("SCS02Y", "BUTLER", "Sean", "1", KeyWorkerStatus.LONG_TERM_ABSENCE)])
    assert "on long-term absence" in offers(compared(tracker(line(1, "Butler S")), known=away).files[0])[0].message


def test_trackers_roll_and_staff_of_one_import_fit_together_in_any_order() -> None:
    staff = report(STAFF, [["SCS02Y", "BUTLER", "Sean", 3, 1, "FT", "Active", "", 9, "", ""]], "staff.csv")
    files = [tracker(line(1, "Butler S")), roll([man(1, "1-1-001")]), staff]
    ids = {tuple(offer.id for offer in compared(*order).suggestions) for order in permutations(files)}
    assert len(ids) == 1
    assert len(next(iter(ids))) == 1


def test_comments_are_not_kept(known: Known) -> None:
    read = tracker(line(1, "Butler S"))
    assert "private" not in repr(read) + repr(compared(read, known=known))
