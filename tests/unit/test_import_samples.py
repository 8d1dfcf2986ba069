"""The sample reports: 1,020 prisoners, 156 key workers, every case note accounted for."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest

from keywork_desktop.domain.facts import Known, PersonFact, RecordFact, StayFact
from keywork_desktop.domain.people import Allocation, KeyWorker
from keywork_desktop.domain.records import RecordKind
from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.importing.recognised import RecognisedFile, read_files
from keywork_desktop.importing.reconciling.ledger import known_after
from keywork_desktop.importing.reconciling.outcome import ImportProposal
from tests.unit.made_reports import compared, errors, offers

KINDS = {
    "admissions_by_location.csv": (ReportKind.ADMISSIONS, 1020),
    "alerts_report.csv": (ReportKind.ALERTS, 1061),
    "alerts_with_admission_and_release_dates.csv": (ReportKind.ALERTS, 1061),
    "alpha_list_by_surname.csv": (ReportKind.ALPHA_LIST, 1020),
    "detail_4_weeks_from_2026-11-23.xlsx": (ReportKind.DETAIL, 156),
    "key_work_tracker.xlsx": (ReportKind.TRACKER, 1020),
    "key_worker_case_notes_by_wing.csv": (ReportKind.CASE_NOTES, 3707),
    "staff.xlsx": (ReportKind.STAFF, 156),
    "unlock_list_23_11_2026.csv": (ReportKind.UNLOCK_LIST, 355),
}


@pytest.fixture(scope="module")
def files(sample_reports: Path) -> tuple[RecognisedFile, ...]:
    return read_files(sample_reports / name for name in KINDS)


@pytest.fixture(scope="module")
def proposal(files: tuple[RecognisedFile, ...]) -> ImportProposal:
    return compared(*files)


def test_every_file_is_recognised_with_all_its_rows(files: tuple[RecognisedFile, ...]) -> None:
    assert {file.name: (file.kind, len(file.lines)) for file in files} == KINDS


def test_the_prison_is_there(proposal: ImportProposal) -> None:
    count = Counter(type(fact) for fact in proposal.facts)
    assert (count[PersonFact], count[StayFact], count[KeyWorker]) == (1020, 1020, 156)


def test_every_row_is_accounted_for(proposal: ImportProposal) -> None:
    for outcome in proposal.files:
        assert outcome.rows == outcome.new + outcome.changed + outcome.unchanged + outcome.repeated + outcome.refused
        assert outcome.refused <= len(errors(outcome))


def test_every_case_note_is_taken(proposal: ImportProposal) -> None:
    kinds = Counter(fact.record.kind for fact in proposal.facts if isinstance(fact, RecordFact))
    assert kinds == {RecordKind.SESSION: 3046, RecordKind.ENTRY: 661}


def test_both_alerts_tabs_are_one_list(proposal: ImportProposal) -> None:
    by_name = {Path(outcome.path).name: outcome for outcome in proposal.files}
    assert by_name["alerts_report.csv"].new == 1061
    assert by_name["alerts_with_admission_and_release_dates.csv"].repeated == 1061
    assert by_name["alerts_report.csv"].gone == 0


def test_nothing_of_the_tracker_is_taken_without_a_yes(proposal: ImportProposal) -> None:
    assert not any(isinstance(fact, Allocation) for fact in proposal.facts)
    (tracker,) = [outcome for outcome in proposal.files if outcome.kind is ReportKind.TRACKER]
    assert tracker.report_date == date(2026, 11, 20)
    mangled = [problem for problem in offers(tracker) if problem.column == "Cell"]
    assert len(mangled) == 22
    assert {problem.suggestion for problem in mangled} >= {f"{block}-1-001" for block in range(1, 7)}
    # Two officers of one surname in one houseblock, or several and none in it: all are named, none is offered.
    assert {problem.value for problem in errors(tracker)} == {
        "Ofc Clarke",
        "Ofc Cooper",
        "Ofc Foster",
        "Ofc Harrison",
        "Ofc Lewis",
        "Ofc Saunders",
    }
    assert len(proposal.suggestions) == len(offers(tracker)) - 22


def test_what_the_tracker_offers_is_right(proposal: ImportProposal) -> None:
    """Whoever is a man's key worker has nearly always written a note about him: so the offers can be checked."""
    writers: dict[str, set[str]] = {}
    for fact in proposal.facts:
        if isinstance(fact, RecordFact):
            writers.setdefault(fact.prison_number, set()).add(fact.record.staff_id)
    offered = [fact for offer in proposal.suggestions for fact in offer.facts if isinstance(fact, Allocation)]
    checked = [fact for fact in offered if fact.prison_number in writers]
    assert len(checked) > 850
    assert sum(fact.staff_id in writers[fact.prison_number] for fact in checked) / len(checked) > 0.98


def test_the_order_of_the_files_never_matters(files: tuple[RecognisedFile, ...], proposal: ImportProposal) -> None:
    shuffled = list(files)
    Random(4).shuffle(shuffled)
    other = compared(*shuffled)
    assert other.facts == proposal.facts
    assert other.suggestions == proposal.suggestions
    assert {outcome.path: outcome for outcome in other.files} == {outcome.path: outcome for outcome in proposal.files}


def test_a_second_import_changes_nothing(files: tuple[RecognisedFile, ...], proposal: ImportProposal) -> None:
    for accepted in (set(), {offer.id for offer in proposal.suggestions}):
        known = known_after(Known(), proposal.facts_with(accepted), proposal.newest)
        again = compared(*files, known=known)
        assert again.facts == ()
        assert len(again.suggestions) == (0 if accepted else len(proposal.suggestions))
        assert all(outcome.new == outcome.changed == outcome.gone == 0 for outcome in again.files)


def test_files_one_after_the_other_tell_the_same_as_together(
    files: tuple[RecognisedFile, ...], proposal: ImportProposal
) -> None:
    together = known_after(Known(), proposal.facts, proposal.newest)
    order = {
        name: place
        for place, name in enumerate(sorted(KINDS, key=lambda name: "staff" not in name and "alpha" not in name))
    }
    known = Known()
    for file in sorted(files, key=lambda file: order[file.name]):
        step = compared(file, known=known)
        known = known_after(known, step.facts, step.newest)
    assert (known.people, known.stays, known.whereabouts, known.alerts) == (
        together.people,
        together.stays,
        together.whereabouts,
        together.alerts,
    )
    assert (known.records, known.shifts, known.appointments, known.key_workers) == (
        together.records,
        together.shifts,
        together.appointments,
        together.key_workers,
    )
