"""A newer detail meets what was typed by hand: nothing typed is lost unless the file speaks differently than before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from keywork_desktop.domain.detail import Shift
from keywork_desktop.domain.detail_versions import Cell, Merge, differences, merged
from keywork_desktop.domain.facts import Known
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.importing.recognised import RecognisedFile
from keywork_desktop.importing.reconciling.ledger import known_after
from tests.factories import a_key_worker, a_shift
from tests.unit.made_reports import compared, report

MONDAY = date(2026, 11, 23)
DAYS = tuple(MONDAY + timedelta(days=n) for n in range(3))
KHAN, WEBB = "OFF01A", "OFF02B"
STAFF = {KHAN: a_key_worker(KHAN), WEBB: a_key_worker(WEBB, last_name="WEBB", first_name="Ann")}
CELLS = tuple((staff_id, day) for staff_id in STAFF for day in DAYS)
TEXTS = ("", "E", "L", "RD", "AL", "SL", "L KW 1400-1530")

Texts = dict[Cell, str]
cells = st.fixed_dictionaries({cell: st.sampled_from(TEXTS) for cell in CELLS})


def a_file(texts: Texts, drawn_up: int = 1, name: str = "") -> RecognisedFile:
    headings = ["Staff User ID", "Name", *(f"{day:%d/%m/%Y}" for day in DAYS)]
    rows = [[staff_id, STAFF[staff_id].name, *(texts[staff_id, day] for day in DAYS)] for staff_id in STAFF]
    return report(headings, rows, name or f"detail {drawn_up}.csv", on=date(2026, 11, drawn_up))


def typed(texts: Texts) -> dict[Cell, Shift]:
    """The shifts of these texts."""
    return {
        (staff_id, day): a_shift(staff_id, day, text.partition(" KW ")[0], text.partition(" KW ")[2])
        for (staff_id, day), text in texts.items()
        if text
    }


def known() -> Known:
    return Known(key_workers=STAFF)


def taken_in(before: Known, *files: RecognisedFile, keep: bool = False) -> Known:
    """What is known once the files are taken in, with or without keeping what was typed."""
    proposal = compared(*files, known=before)
    accepted = {offer.id for offer in proposal.suggestions} if keep else set()
    return known_after(before, proposal.facts_with(accepted), proposal.newest, proposal.details)


def by_hand(before: Known, texts: Texts) -> Known:
    """The same, with these cells as somebody typed them; an empty text takes a shift away."""
    left = {cell: shift for cell, shift in before.shifts.items() if texts.get(cell, "-")}
    return replace(before, shifts={**left, **typed(texts)})


shifts = st.sampled_from([None, *(typed({CELLS[0]: text}).get(CELLS[0]) for text in TEXTS if text)])


@given(before=shifts, standing=shifts, read=shifts.filter(bool))
def test_each_day_has_one_fate_and_it_is_the_careful_one(
    before: Shift | None, standing: Shift | None, read: Shift
) -> None:
    fate = merged(before, standing, read)
    by_hand = standing != before
    assert (fate is Merge.SAME) == (read == standing)
    assert (fate is Merge.KEPT) == (by_hand and read == before and read != standing)
    if fate is Merge.OVERWRITTEN:
        assert by_hand
        assert standing is not None
        assert read != before


@given(first=cells, hand=st.dictionaries(st.sampled_from(CELLS), st.sampled_from(TEXTS)), second=cells)
def test_nothing_typed_is_lost_unless_the_new_file_speaks_differently(first: Texts, hand: Texts, second: Texts) -> None:
    read_first = taken_in(known(), a_file(first, 1))
    stands = by_hand(read_first, hand)
    after = taken_in(stands, a_file(second, 2))
    new = typed(second)
    for cell in CELLS:
        now, was = after.shifts.get(cell), stands.shifts.get(cell)
        speaks_anew = cell in new and new[cell] != read_first.shifts.get(cell)
        assert now == (new[cell] if speaks_anew else was)


@given(first=cells, hand=st.dictionaries(st.sampled_from(CELLS), st.sampled_from(TEXTS)), second=cells)
def test_a_yes_keeps_everything_typed_that_still_stands_there(first: Texts, hand: Texts, second: Texts) -> None:
    stands = by_hand(taken_in(known(), a_file(first, 1)), hand)
    after = taken_in(stands, a_file(second, 2), keep=True)
    for cell, shift in typed(hand).items():
        if shift != typed(first).get(cell):
            assert after.shifts[cell] == shift


@given(texts=st.tuples(cells, cells, cells), hand=st.dictionaries(st.sampled_from(CELLS), st.sampled_from(TEXTS)))
def test_the_order_of_files_in_one_import_never_matters(texts: tuple[Texts, Texts, Texts], hand: Texts) -> None:
    start = by_hand(taken_in(known(), a_file(texts[0], 1)), hand)
    # Two of the same day, told apart by name, and one that was drawn up before everything.
    files = (a_file(texts[1], 3), a_file(texts[2], 3, "detail 3 too.csv"), a_file(texts[2], 1, "old.csv"))
    proposals = [compared(*order, known=start) for order in permutations(files)]
    assert {proposal.facts for proposal in proposals} == {proposals[0].facts}
    assert {proposal.details for proposal in proposals} == {proposals[0].details}


@given(texts=st.tuples(cells, cells), hand=st.dictionaries(st.sampled_from(CELLS), st.sampled_from(TEXTS)))
def test_files_together_come_to_the_same_as_one_after_the_other(texts: tuple[Texts, Texts], hand: Texts) -> None:
    start = by_hand(known(), hand)
    older, newer = a_file(texts[0], 2), a_file(texts[1], 3)
    together = taken_in(start, newer, older)
    in_turn = taken_in(taken_in(start, older), newer)
    assert together.shifts == in_turn.shifts
    assert together.said == in_turn.said


@given(texts=cells, hand=st.dictionaries(st.sampled_from(CELLS), st.sampled_from(TEXTS)))
def test_the_same_file_again_leaves_everything_as_it_is(texts: Texts, hand: Texts) -> None:
    stands = by_hand(taken_in(known(), a_file(texts)), hand)
    assert taken_in(stands, a_file(texts)).shifts == stands.shifts


def test_the_preview_says_what_stays_and_what_is_overwritten_and_offers_to_keep_it() -> None:
    first = dict.fromkeys(CELLS, "L KW 1400-1530")
    hand = {(KHAN, DAYS[0]): "SL", (KHAN, DAYS[1]): "SL", (KHAN, DAYS[2]): "", (WEBB, DAYS[0]): "L"}
    stands = by_hand(taken_in(known(), a_file(first, 1)), hand)
    second = {**first, (KHAN, DAYS[1]): "E"}
    proposal = compared(a_file(second, 2), known=stands)
    (outcome,) = proposal.files
    assert [(note.value, note.message) for note in outcome.problems if note.row is None] == [
        ("1 sickness", "1 day changed here by hand is overwritten: this file says something new of it."),
        (
            "1 key work time, 1 shift taken off, 1 sickness",
            "3 days changed here by hand stay: this file says of them what the detail before it said.",
        ),
    ]
    (offer,) = proposal.suggestions
    assert offer.text == "Keep SL on 24 Nov for KHAN, Omar"
    (asked,) = [problem for problem in outcome.problems if problem.row == offer.row]
    assert (asked.column, asked.value, asked.severity.value) == ("24/11/2026", "SL", "suggestion")
    assert asked.message == "Typed here by hand; the file says E."
    assert (outcome.changed, outcome.unchanged) == (1, 1)
    kept = outcome.accepting(proposal.suggestions)
    assert (kept.changed, kept.unchanged) == (0, 2)


def test_several_days_of_an_officer_are_one_question() -> None:
    first = dict.fromkeys(CELLS, "E")
    stands = by_hand(taken_in(known(), a_file(first, 1)), {(WEBB, day): "AL" for day in DAYS})
    proposal = compared(a_file({**first, (WEBB, DAYS[0]): "L", (WEBB, DAYS[2]): "RD"}, 2), known=stands)
    (offer,) = proposal.suggestions
    assert offer.text == "Keep these 2 days of WEBB, Ann"
    (asked,) = [problem for problem in proposal.files[0].problems if problem.row is not None]
    assert asked.message == "Typed here by hand: 23 Nov AL (file: L), 25 Nov AL (file: RD)."


def test_an_older_detail_does_not_bring_back_what_was_taken_off_by_hand() -> None:
    stands = by_hand(taken_in(known(), a_file(dict.fromkeys(CELLS, "E"), 5)), {(KHAN, DAYS[0]): ""})
    after = taken_in(stands, a_file(dict.fromkeys(CELLS, "M"), 2))
    assert after.shifts == stands.shifts
    assert after.said[KHAN, DAYS[0]].code == "E"


def test_officers_found_by_name_are_kept_in_the_version_with_their_staff_id() -> None:
    rows = [["", "Webb, Ann", "E"], ["", "NOBODY, Known", "L"]]
    read = report(["Staff User ID", "Name", "23/11/2026"], rows, "detail.csv", on=MONDAY)
    (detail,) = compared(read, known=known()).details
    assert detail.shifts == (a_shift(WEBB, MONDAY, "E"),)


@given(was=cells, now=cells, said=cells)
def test_differences_are_the_days_that_differ_and_only_those(was: Texts, now: Texts, said: Texts) -> None:
    days = Period(DAYS[0], DAYS[1])
    found = differences(typed(was), typed(now), days, typed(said))
    assert {(each.staff_id, each.on) for each in found} == {
        cell for cell in CELLS if cell[1] in days and was[cell] != now[cell]
    }
    assert all(each.by_hand == (now[each.staff_id, each.on] != said[each.staff_id, each.on]) for each in found)
    assert list(found) == sorted(found, key=lambda each: (each.staff_id, each.on))
