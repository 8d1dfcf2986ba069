"""The codes of the detail: asked about once, remembered, and judged whenever somebody looks (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keywork_desktop.actions.changing import undo
from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.importing_reports import ImportPreview, accept, compare
from keywork_desktop.actions.planning_rota import place_session, planned_rota
from keywork_desktop.actions.shift_codes import (
    checked_codes,
    code_from_text,
    explain_codes,
    forget_code,
    list_codes,
    unexplained,
)
from keywork_desktop.domain.detail import SHIFT_CODES, Shift, ShiftCode, TimeSpan
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.presence import presence
from keywork_desktop.domain.shift_codes import (
    DAYS_OFF,
    code_text,
    code_uses,
    codes_of_prison,
    counted_shift,
    usual_meaning,
)
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.importing.recognised import RecognisedFile, read_file
from tests.calendar_prison import TUESDAY, a_wing
from tests.desk_office import a_store_with
from tests.factories import TODAY, a_shift
from tests.store_office import at_desk
from tests.unit.made_reports import report, workbook

MONDAY = date(2026, 11, 23)
WEEK = Period(MONDAY, MONDAY + timedelta(days=6))
KHAN, OKAFOR, SMITH = "OFF01A", "OFF02B", "A1111AA"
TX = ShiftCode("TX", "Transfer escort", time(7, 30), time(15, 30))
HEADINGS = ["Staff User ID", *(f"{MONDAY + timedelta(days=n):%d/%m/%Y}" for n in range(3))]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """KHAN and OKAFOR, without a detail."""
    store = a_store_with(tmp_path, replace(a_wing(), shifts={}))
    yield at_desk(store, TODAY)
    store.close()


def detail(*rows: Sequence[str], name: str = "detail.csv", on: date | None = None) -> RecognisedFile:
    return report(HEADINGS, rows, name, on)


def with_codes(codes: Sequence[Sequence[object]], *rows: Sequence[str]) -> RecognisedFile:
    sheets: dict[str, Sequence[Sequence[object]]] = {
        "Detail": [HEADINGS, *rows],
        "Codes": [["Code", "Meaning", "Start", "End"], *codes],
    }
    return read_file(workbook(sheets), "detail.xlsx")


def previewed(desk: Desk, *files: RecognisedFile) -> ImportPreview:
    return compare(desk, files)


def take(desk: Desk, *files: RecognisedFile, explained: Sequence[ShiftCode] = ()) -> None:
    accept(desk, previewed(desk, *files), explained=explained)


def facts(desk: Desk) -> Snapshot:
    return desk.store.snapshot(TODAY, WEEK)


def key_work(desk: Desk) -> dict[str, list[str]]:
    """Key work time that counts, by officer."""
    found: dict[str, list[str]] = {}
    for (staff_id, _), shift in sorted(facts(desk).shifts.items()):
        if shift.key_work:
            found.setdefault(staff_id, []).append(" ".join(str(span) for span in shift.key_work))
    return found


def span(text: str) -> TimeSpan:
    start, end = text.split("-")
    return TimeSpan(time.fromisoformat(start), time.fromisoformat(end))


# -- what counts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "counts"),
    [
        (None, False),
        (TX, True),
        (ShiftCode("TX", "Transfer", time(8), time(15)), False),
        (ShiftCode("TX", "Transfer"), False),
        (ShiftCode("TX", "Night escort", time(20), time(7)), False),
    ],
)
def test_key_work_time_counts_where_its_code_has_hours_that_hold_it(code: ShiftCode | None, *, counts: bool) -> None:
    shift = Shift(KHAN, MONDAY, "TX", (span("07:30-08:15"), span("14:00-15:30")))
    judged = counted_shift(shift, {"TX": code} if code else {})
    assert (judged.key_work, judged.withheld) == ((shift.key_work, ()) if counts else ((), shift.key_work))
    assert judged.written == shift.key_work
    assert judged == shift
    assert judged.text == "TX KW 0730-0815 1400-1530"
    assert counted_shift(judged, {"TX": TX}).key_work == shift.key_work


def test_this_prison_may_have_other_hours_for_a_built_in_code() -> None:
    early = ShiftCode("E", "Early", time(6, 30), time(12))
    codes = codes_of_prison({"ZZ": ShiftCode("ZZ", "Something"), "E": early, "TX": TX})
    assert codes["E"] == early
    assert list(codes) == [*SHIFT_CODES, "TX", "ZZ"]
    assert codes["L"] == SHIFT_CODES["L"]


def test_the_use_of_a_code_says_where_and_how_often_it_stands() -> None:
    shifts = [
        a_shift(KHAN, MONDAY, "TX", "1400-1530"),
        a_shift(OKAFOR, MONDAY, "TX", "0730-0815"),
        Shift(KHAN, MONDAY + timedelta(days=2), "TX"),
        Shift(OKAFOR, TUESDAY, "RD"),
    ]
    use = code_uses(shifts)["TX"]
    assert use.words == "It stands in 3 cells (23 Nov – 25 Nov), with key work time in 2."
    assert (use.cells, use.with_key_work, use.key_work) == (3, 2, span("07:30-15:30"))
    assert [use.withheld(code) for code in (None, TX, ShiftCode("TX", "x", time(8), time(16)))] == [2, 0, 1]
    assert code_uses(shifts)["RD"].words == "It stands in 1 cell (24 Nov), without key work time."


def test_what_a_code_usually_means_is_only_a_suggestion() -> None:
    assert usual_meaning("wfh") == ShiftCode("WFH", "Working elsewhere")
    assert usual_meaning("TX") is None
    assert not {code for code in SHIFT_CODES if usual_meaning(code)}


# -- explaining -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("TX=Transfer escort 0730-1530", TX),
        (" tx = Transfer  escort 07:30 – 15:30", TX),
        ("WFH=Working elsewhere", ShiftCode("WFH", "Working elsewhere")),
        ("C4=Control 4", ShiftCode("C4", "Control 4")),
    ],
)
def test_a_code_is_explained_in_one_line(text: str, code: ShiftCode) -> None:
    (read,) = checked_codes([code_from_text(text)])
    assert read == code
    assert checked_codes([code_from_text(code_text(code))]) == (code,)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("TX", "does not say what a code means"),
        ("=Transfer", "does not say what a code means"),
        ("TX=", "say in a word or two what TX means"),
        ("TX=0730-1530", "say in a word or two what TX means"),
        ("TX=Transfer 2930-3000", "are no times of day"),
        ("TX=Transfer 0800-0800", "ends when it starts"),
        ("TX TX=Transfer", "cannot stand on the detail"),
        ("TRANSFERS=Transfer", "cannot stand on the detail"),
        ("1X=Transfer", "cannot stand on the detail"),
        *((f"{code}=Not there 0800-1600", "cannot have hours") for code in sorted(DAYS_OFF)),
    ],
)
def test_what_explains_nothing_is_refused(text: str, why: str) -> None:
    with pytest.raises(RequestError, match=why) as caught:
        checked_codes([code_from_text(text)])
    assert caught.value.code == "bad_code"


def test_one_code_has_one_meaning_at_a_time() -> None:
    with pytest.raises(RequestError, match="explained twice"):
        checked_codes([TX, ShiftCode("tx", "Training")])


def test_a_code_is_asked_about_once_and_counts_in_what_was_read_before(desk: Desk) -> None:
    read = detail([KHAN, "TX KW 1400-1530", "TX", "RD"], [OKAFOR, "TX KW 0800-0900", "L", "QX"])
    preview = previewed(desk, read)
    assert [use.words for use in preview.proposal.questions] == [
        "It stands in 1 cell (25 Nov), without key work time.",
        "It stands in 3 cells (23 Nov – 24 Nov), with key work time in 2.",
    ]
    problems = preview.proposal.files[0].problems
    assert [(p.row, p.column, p.value, p.severity) for p in problems] == [
        (2, "23/11/2026", "TX", "note"),
        (3, "25/11/2026", "QX", "note"),
    ]
    take(desk, read)
    assert key_work(desk) == {}
    assert [use.code for use in unexplained(desk)] == ["QX", "TX"]
    change = explain_codes(desk, [TX])
    assert (change.summary, change.warnings) == ("Shift code TX: Transfer escort, 07:30–15:30", ())
    assert key_work(desk) == {KHAN: ["14:00–15:30"], OKAFOR: ["08:00–09:00"]}
    assert [use.code for use in previewed(desk, read).proposal.questions] == ["QX"]
    undo(desk)
    assert key_work(desk) == {}


def test_an_answer_is_remembered_with_the_import_in_one_step(desk: Desk) -> None:
    read = detail([KHAN, "TX KW 1400-1530", "WFH", "RD"])
    take(desk, read, explained=[TX, ShiftCode("WFH", "Working elsewhere")])
    assert desk.store.log(limit=1)[0].summary == (
        "Import detail: 1 new; TX: Transfer escort, 07:30–15:30; WFH: Working elsewhere, not in the prison"
    )
    assert key_work(desk) == {KHAN: ["14:00–15:30"]}
    assert previewed(desk, read).proposal.questions == ()
    undo(desk)
    assert (key_work(desk), set(desk.store.shift_codes())) == ({}, set(SHIFT_CODES))


def test_an_unexplained_shift_gives_nothing_to_planning(desk: Desk) -> None:
    take(desk, detail([KHAN, "TX KW 1400-1530", "TX KW 1400-1530", "TX KW 1400-1530"]))
    assert planned_rota(desk, MONDAY, 1).slots_total == 0
    with pytest.raises(RequestError):
        place_session(desk, SMITH, MONDAY)
    here = presence(facts(desk), facts(desk).key_workers[KHAN], MONDAY)
    assert (here.here, here.words, here.key_work) == (False, "shift TX, not explained", ())
    explain_codes(desk, [TX])
    assert planned_rota(desk, MONDAY, 1).slots_total > 0
    here = presence(facts(desk), facts(desk).key_workers[KHAN], MONDAY)
    assert (here.here, here.words, here.key_work_minutes) == (True, "transfer escort", 90)


def test_other_hours_for_a_built_in_code_tell_what_they_cost(desk: Desk) -> None:
    take(desk, detail([KHAN, "E KW 0915-1045", "E KW 1100-1230", "E KW 1100-1200"]))
    place_session(desk, SMITH, TUESDAY)
    change = explain_codes(desk, [ShiftCode("E", "Early", time(7), time(12))])
    assert change.warnings == (
        "1 shift (24 Nov) loses key work time: it lies outside E (07:00–12:00).",
        "1 planned session on them now has no key work time. Plan again to move them.",
    )
    assert key_work(desk) == {KHAN: ["09:15–10:45", "11:00–12:00"]}
    explain_codes(desk, [ShiftCode("E", "Early", time(7), time(13))])
    assert key_work(desk) == {KHAN: ["09:15–10:45", "11:00–12:30", "11:00–12:00"]}
    again = forget_code(desk, "e")
    assert (again.summary, again.warnings) == ("Shift code E: Early, 07:00–12:30 again", ())
    assert desk.store.shift_codes()["E"] == SHIFT_CODES["E"]


def test_a_code_that_is_forgotten_is_asked_about_again(desk: Desk) -> None:
    read = detail([KHAN, "TX KW 1400-1530", "RD", "RD"])
    take(desk, read, explained=[TX])
    change = forget_code(desk, "TX")
    assert change.warnings == ("1 shift (23 Nov) loses key work time: TX is not explained any more.",)
    assert [use.code for use in previewed(desk, read).proposal.questions] == ["TX"]
    with pytest.raises(RequestError, match=r"Nothing is remembered of the code TX\. Remembered are: none"):
        forget_code(desk, "TX")


def test_the_list_says_who_explained_what(desk: Desk) -> None:
    take(desk, detail([KHAN, "QX KW 1400-1530", "TX KW 1400-1530", "RD"]), explained=[TX])
    explain_codes(desk, [ShiftCode("E", "Early here", time(6, 30), time(12))])
    listed = list_codes(desk)
    assert [each.code for each in listed] == ["QX", *SHIFT_CODES, "TX"]
    by_code = {each.code: each for each in listed}
    assert (by_code["QX"].meaning, by_code["QX"].withheld) == (None, 1)
    assert (by_code["TX"].action, by_code["TX"].by, by_code["TX"].withheld) == ("import", "manager", 0)
    assert (by_code["E"].action, by_code["E"].built_in) == ("shift_code", SHIFT_CODES["E"])
    assert (by_code["L"].remembered, by_code["L"].by) == (None, "")


# -- the Codes sheet --------------------------------------------------------------------------------------------------


def test_the_codes_sheet_explains_without_asking(desk: Desk) -> None:
    read = with_codes([["TX", "Transfer escort", "07:30", "15:30"]], [KHAN, "TX KW 1400-1530", "", ""])
    assert previewed(desk, read).proposal.questions == ()
    take(desk, read)
    assert key_work(desk) == {KHAN: ["14:00–15:30"]}


def test_a_codes_sheet_changes_what_is_remembered_only_after_a_yes(desk: Desk) -> None:
    explain_codes(desk, [TX])
    read = with_codes([["TX", "Training", "", ""]], [KHAN, "TX KW 1400-1530", "", ""])
    preview = previewed(desk, read)
    (offer,) = preview.proposal.suggestions
    assert offer.text == "TX: Training, not in the prison, as the Codes sheet says"
    accept(desk, preview)
    assert desk.store.shift_codes()["TX"] == TX
    change, _ = accept(desk, previewed(desk, read), "all")
    assert desk.store.shift_codes()["TX"] == ShiftCode("TX", "Training")
    assert change.warnings == ("1 shift (23 Nov) loses key work time: TX has no key work time in it.",)


def test_hours_of_a_leave_code_on_the_codes_sheet_are_left_out(desk: Desk) -> None:
    read = with_codes([["AL", "Leave", "08:00", "16:00"]], [KHAN, "AL", "", ""])
    take(desk, read)
    assert desk.store.shift_codes()["AL"] == ShiftCode("AL", "Leave")
    assert any("AL" in problem.message for problem in previewed(desk, read).proposal.files[0].problems)


def test_key_work_time_outside_a_known_code_is_kept_and_said(desk: Desk) -> None:
    read = detail([KHAN, "E KW 1200-1300", "RD KW 0900-1000", "E"])
    problems = previewed(desk, read).proposal.files[0].problems
    assert [(p.column, p.value, p.message) for p in problems] == [
        (
            "23/11/2026",
            "E KW 1200-1300",
            "The key work time lies outside E (07:00-12:30). It is kept, and does not count.",
        ),
        ("24/11/2026", "RD KW 0900-1000", "RD (Rest day) has no key work time in it. It is kept, and does not count."),
    ]
    take(desk, read)
    assert key_work(desk) == {}
    explain_codes(desk, [ShiftCode("E", "Early", time(7), time(13))])
    assert key_work(desk) == {KHAN: ["12:00–13:00"]}


# -- the order does not matter ----------------------------------------------------------------------------------------

_CELLS = st.sampled_from(
    ["", "RD", "E KW 0915-1045", "TX", "TX KW 1400-1530", "TX KW 0700-0745", "QX KW 1000-1100", "N KW 2100-2200"]
)
_HOURS = st.sampled_from([None, ("07:30", "15:30"), ("07:00", "14:00"), ("06:00", "20:00"), ("21:00", "07:00")])


@st.composite
def _meanings(draw: st.DrawFn) -> tuple[ShiftCode, ...]:
    codes = draw(st.lists(st.sampled_from(["TX", "QX", "E", "N"]), unique=True, min_size=1))
    found = []
    for code in codes:
        hours = draw(_HOURS)
        start, end = map(time.fromisoformat, hours) if hours else (None, None)
        found.append(ShiftCode(code, f"Meaning of {code}", start, end))
    return tuple(found)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.tuples(*[st.tuples(_CELLS, _CELLS, _CELLS)] * 2), codes=_meanings())
def test_importing_then_explaining_is_explaining_then_importing(
    tmp_path_factory: pytest.TempPathFactory, rows: tuple[tuple[str, ...], ...], codes: tuple[ShiftCode, ...]
) -> None:
    read = detail([KHAN, *rows[0]], [OKAFOR, *rows[1]])
    seen = []
    for order in ("import first", "explain first", "both at once"):
        store = a_store_with(tmp_path_factory.mktemp("prison"), replace(a_wing(), shifts={}))
        desk = at_desk(store, TODAY)
        if order == "explain first":
            explain_codes(desk, codes)
        take(desk, read, explained=codes if order == "both at once" else ())
        if order == "import first":
            explain_codes(desk, codes)
        shifts = facts(desk).shifts
        counted = {place: (shift.code, shift.key_work, shift.withheld) for place, shift in shifts.items()}
        seen.append((counted, dict(desk.store.shift_codes()), previewed(desk, read).proposal.questions))
        store.close()
    assert seen[0] == seen[1] == seen[2]
    for _, times, withheld in seen[0][0].values():
        assert not (times and withheld)
