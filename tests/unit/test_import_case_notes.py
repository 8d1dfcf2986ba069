"""Case notes: sessions and entries, each once, and never a word of their text."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keywork_desktop.domain.facts import PersonFact, RecordFact
from keywork_desktop.domain.records import RecordKind, RecordSource
from keywork_desktop.importing.case_notes import kind_of_note
from keywork_desktop.importing.recognised import RecognisedFile, read_file
from tests.unit.made_reports import (
    NOTES,
    TODAY,
    compared,
    csv_report,
    errors,
    man,
    notes,
    report,
    roll,
    taken,
    workbook,
)

SECRET = "He spoke of his mother"


def note(
    number: str = "A0001BC", on: str = "19/11/2026", kind: str = "KA - KS", at: str = "14:20", text: str = SECRET
) -> list[str]:
    return ["1", "SHAW", "ROMAN", "ppk62h", number, "PERSON1", "JOHN", on, at, kind, text]


def read_notes(*rows: list[str], name: str = "notes.csv", on: date | None = None) -> RecognisedFile:
    return report(NOTES, rows, name, on)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("KA - KS", RecordKind.SESSION),
        ("KA-KS", RecordKind.SESSION),
        ("ka – ks", RecordKind.SESSION),
        ("KA/KS", RecordKind.SESSION),
        ("KS", RecordKind.SESSION),
        ("Key Worker Activity - Key Worker Session", RecordKind.SESSION),
        ("KA - KE", RecordKind.ENTRY),
        ("Key Worker Activity/Key Worker Entry", RecordKind.ENTRY),
        ("GEN - OSE", None),
        ("", None),
        ("KA", None),
    ],
)
def test_only_sessions_and_entries_are_read(written: str, kind: RecordKind | None) -> None:
    assert kind_of_note(written) is kind


def test_a_type_in_two_columns_is_one_type() -> None:
    assert kind_of_note("KA", "KS") is RecordKind.SESSION
    headings = ["NOMS Number", "Contact Date", "Case Note Type", "Case Note Sub Type", "Staff User ID"]
    (line,) = report(headings, [["A0001BC", "19/11/2026", "KA", "KE", "X"]]).lines
    assert line.said.kind is RecordKind.ENTRY


def test_a_note_becomes_a_record_without_its_text() -> None:
    proposal = compared(roll([man(1)]), read_notes(note()))
    (record,) = [fact.record for fact in proposal.facts if isinstance(fact, RecordFact)]
    assert (record.on, record.at, record.kind) == (date(2026, 11, 19), time(14, 20), RecordKind.SESSION)
    assert (record.staff_id, record.source, record.minutes) == ("PPK62H", RecordSource.NOMIS, None)


def test_a_time_in_the_date_cell_is_taken() -> None:
    (line,) = read_notes(note(on="19/11/2026 09:15", at="")).lines
    assert (line.said.on, line.said.at) == (date(2026, 11, 19), time(9, 15))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("text_at", [0, 4, 10])
def test_the_text_of_a_note_is_in_no_object(separator: str, text_at: int) -> None:
    rows = [NOTES, note(), note(number="wrong"), note(on="never"), note(kind="GEN - OSE"), note(at="noon")]
    turned = [[*row[:10][:text_at], row[10], *row[:10][text_at:]] for row in rows]
    read = read_file(csv_report(turned[0], turned[1:], separator=separator), "notes.csv")
    assert len(read.lines) == 5
    proposal = compared(read)
    assert SECRET not in repr(read)
    assert SECRET not in repr(proposal)


def test_the_text_of_a_note_in_a_workbook_is_in_no_object() -> None:
    read = read_file(workbook({"By Wing": [NOTES, note()]}), "notes.xlsx")
    assert SECRET not in repr(read)


@pytest.mark.parametrize("heading", ["Case Note Text", "Text", "Case Notes", "Details", "Amendments"])
def test_a_column_of_another_name_is_dropped_as_well(heading: str) -> None:
    read = report([*NOTES[:10], heading], [note()])
    assert SECRET not in repr(read)


def test_text_that_runs_into_other_columns_is_not_shown() -> None:
    headings = [NOTES[10], *NOTES[:10]]
    spilt = ["He said, and then", " that it was bad", *note()[:10]]
    proposal = compared(report(headings, [[SECRET, *note()[:10]], spilt]))
    (outcome,) = proposal.files
    assert (outcome.new, outcome.refused) == (1, 1)
    assert "bad" not in repr(proposal)
    assert "said" not in repr(proposal)


@given(fragment=st.text("abcdefg hijkl,.", min_size=4, max_size=30).filter(lambda text: len(text.strip(" .,")) > 3))
def test_whatever_stands_in_a_wrong_column_is_not_repeated_in_a_problem(fragment: str) -> None:
    rows = [note(number=fragment), note(on=fragment), note(kind=fragment), note(at=fragment)]
    outcome = compared(read_notes(*rows)).files[0]
    assert outcome.refused >= 2
    assert all(problem.value in {"", "(not shown)"} for problem in outcome.problems if problem.column)


def test_every_row_is_accounted_for_with_a_reason() -> None:
    rows = [
        note(),
        note(),
        note(at="09:00"),
        note(kind="KA - KE"),
        note(kind="GEN - OSE"),
        note(number="A1BC"),
        note(number=""),
        note(on="31/02/2026"),
        note(on="21/11/2026"),
        note(on=""),
    ]
    (outcome, _) = compared(read_notes(*rows), roll([man(1)])).files
    assert (outcome.rows, outcome.new, outcome.repeated, outcome.refused) == (10, 3, 1, 6)
    found = {(problem.row, problem.column, problem.value) for problem in errors(outcome)}
    assert found == {
        (6, "Case Note Type/Sub Type", "GEN - OSE"),
        (7, "NOMS Number", "A1BC"),
        (8, "NOMS Number", ""),
        (9, "Contact Date", "31/02/2026"),
        (10, "Contact Date", "2026-11-21"),
        (11, "Contact Date", ""),
    }
    assert all(problem.message.endswith(".") for problem in outcome.problems)


def test_a_note_on_the_day_of_the_report_counts_and_one_after_it_does_not() -> None:
    for on, new in (("20/11/2026", 1), ("21/11/2026", 0)):
        assert compared(read_notes(note(on=on), on=date(2026, 11, 20)), today=date(2026, 11, 25)).files[0].new == new


def test_a_note_about_somebody_unknown_is_taken_and_said_once() -> None:
    proposal = compared(read_notes(note(), note(at="10:00")))
    assert PersonFact("A0001BC", "PERSON1", "JOHN") in proposal.facts
    (said,) = notes(proposal.files[0])
    assert (said.row, said.value) == (2, "A0001BC")


def test_a_bad_time_costs_the_time_and_not_the_session() -> None:
    (outcome,) = compared(read_notes(note(at="25:99"))).files
    assert outcome.new == 1
    assert any(problem.column == "Contact Time" and problem.value == "25:99" for problem in notes(outcome))


def test_the_same_note_in_two_tabs_is_one_note() -> None:
    again = ["Staff User ID", "NOMS Number", "Contact Date", "Contact Time", "Case Note Type/Sub Type"]
    by_date = report(again, [["PPK62H", "A0001BC", "2026-11-19", "14:20:00", "KA-KS"]], "by_date.csv")
    proposal = compared(roll([man(1)]), read_notes(note()), by_date)
    assert sum(isinstance(fact, RecordFact) for fact in proposal.facts) == 1
    assert sum(outcome.repeated for outcome in proposal.files) == 1


def test_an_older_report_still_brings_its_notes() -> None:
    known = taken(roll([man(1)]), read_notes(note(), on=TODAY))
    older = compared(read_notes(note(), note(on="01/10/2026"), on=date(2026, 10, 2)), known=known)
    assert (older.files[0].new, older.files[0].refused, older.files[0].unchanged) == (1, 1, 0)
