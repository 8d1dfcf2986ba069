"""Keeping working patterns and filling from them: one named step, nothing overwritten unasked, warnings first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from keywork_desktop.actions import working_patterns as keeping
from keywork_desktop.actions.changing import undo
from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.detail_editing import set_shift_texts
from keywork_desktop.actions.pattern_filling import Filling, fill, fill_in, preview_filling
from keywork_desktop.actions.planning_rota import place_session
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.working_patterns import Outcome, Over
from tests.calendar_prison import TUESDAY, a_wing
from tests.desk_office import a_store_with
from tests.factories import TODAY
from tests.store_office import at_desk

MONDAY = date(2026, 11, 23)
SUNDAY = MONDAY + timedelta(days=6)
THURSDAY = MONDAY + timedelta(days=3)
KHAN, OKAFOR, SMITH = "OFF01A", "OFF02B", "A1111AA"
WEEK = ("E KW 0915-1045", "E KW 0915-1045", "L", "L KW 1400-1530", "RD", "RD", "")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """KHAN has E on Tuesday and L on Thursday, OKAFOR M on Tuesday and AL on Thursday."""
    store = a_store_with(tmp_path, a_wing())
    yield at_desk(store, TODAY)
    store.close()


def keep(desk: Desk, name: str = "Days", texts: tuple[str, ...] = WEEK) -> None:
    keeping.save_texts(desk, name, texts)


def stands(desk: Desk, staff_id: str = KHAN, first: date = MONDAY, last: date = SUNDAY) -> list[str]:
    found = desk.store.detail_stands(Period(first, last))
    days = ((staff_id, first + timedelta(days=n)) for n in range((last - first).days + 1))
    return [found[cell].text if cell in found else "" for cell in days]


def works(desk: Desk, staff_id: str, pattern: str) -> None:
    worker = desk.store.snapshot(TODAY).key_workers[staff_id]
    with desk.work("staff", "Staff list") as work:
        work.put(replace(worker, working_pattern=pattern))
        desk.settle(work)


# -- keeping ----------------------------------------------------------------------------------------------------------


def test_a_pattern_is_kept_as_typed_and_undone_by_name(desk: Desk) -> None:
    change = keeping.save_texts(desk, "  Days and  lates ", [text.lower() for text in WEEK])
    assert change.summary == "Keep the working pattern “Days and lates” (1 week)"
    (pattern,) = keeping.patterns(desk)
    assert keeping.texts_of(pattern) == WEEK
    undo(desk)
    assert keeping.patterns(desk) == ()


def test_a_name_is_taken_once_and_replaced_only_when_asked(desk: Desk) -> None:
    keep(desk)
    with pytest.raises(RequestError, match="“Days” already") as refused:
        keep(desk, "days")
    assert refused.value.code == "pattern_exists"
    keeping.save_texts(desk, "days", ("M",) * 7, over=True)
    assert [(p.name, p.days[0].code) for p in keeping.patterns(desk)] == [("days", "M")]


def test_renaming_keeps_the_days_and_never_takes_anothers_name(desk: Desk) -> None:
    keep(desk)
    keep(desk, "Lates", ("L",) * 7)
    with pytest.raises(RequestError, match="“Lates” already"):
        keeping.rename_pattern(desk, "days", "LATES")
    keeping.rename_pattern(desk, "days", "Days A")
    keeping.rename_pattern(desk, "Days A", "DAYS A")
    assert [p.name for p in keeping.patterns(desk)] == ["DAYS A", "Lates"]
    assert keeping.texts_of(keeping.patterns(desk)[0]) == WEEK


def test_what_cannot_be_worked_is_refused_with_its_days(desk: Desk) -> None:
    with pytest.raises(RequestError) as refused:
        keep(desk, texts=("E KW soon", "Q", "E KW 1400-1530", "AL KW 0900-1000", "", "", ""))
    assert "Week 1 Monday, “E KW soon”" in refused.value.message
    with pytest.raises(RequestError) as refused:
        keep(desk, texts=("E", "Q", "E KW 1400-1530", "AL KW 0900-1000", "", "", ""))
    said = refused.value.message
    assert "Week 1 Tuesday, “Q”: the code Q is not known" in said
    assert "Week 1 Wednesday, “E KW 1400-1530”: the key work time lies outside E" in said
    assert "Week 1 Thursday, “AL KW 0900-1000”" in said
    assert keeping.patterns(desk) == ()


@pytest.mark.parametrize(("name", "texts", "field"), [("", WEEK, "name"), ("Days", WEEK[:6], "days")])
def test_what_is_no_pattern_is_refused_at_its_field(desk: Desk, name: str, texts: tuple[str, ...], field: str) -> None:
    with pytest.raises(RequestError) as refused:
        keep(desk, name, texts)
    assert (refused.value.code, refused.value.details["field"]) == ("bad_pattern", field)


def test_an_unknown_pattern_is_answered_with_those_that_are_known(desk: Desk) -> None:
    with pytest.raises(RequestError, match="none yet"):
        keeping.forget_pattern(desk, "Days")
    keep(desk)
    with pytest.raises(RequestError, match="Known: “Days”"):
        keeping.rename_pattern(desk, "Nights", "Nights 2")
    keeping.forget_pattern(desk, "DAYS")
    assert keeping.patterns(desk) == ()


def test_an_officers_weeks_become_a_pattern_without_his_leave(desk: Desk) -> None:
    read = keeping.read_weeks(desk, OKAFOR, THURSDAY, 1)
    assert read.texts == ("", "M KW 1000-1045", "", "", "", "", "")
    assert (read.first, read.away, read.blank) == (MONDAY, (THURSDAY,), 5)
    keeping.save_weeks(desk, "Okafor", OKAFOR, MONDAY, 1)
    assert [p.name for p in keeping.patterns(desk)] == ["Okafor"]
    with pytest.raises(RequestError, match="no shift from") as refused:
        keeping.read_weeks(desk, OKAFOR, MONDAY + timedelta(days=28), 2)
    assert refused.value.code == "nothing_there"
    with pytest.raises(RequestError, match="1 to 8 weeks"):
        keeping.read_weeks(desk, OKAFOR, MONDAY, 9)


def test_the_list_says_who_works_each_pattern(desk: Desk) -> None:
    keep(desk)
    works(desk, KHAN, " days ")
    assert [(each.pattern.name, each.officers) for each in keeping.listed_patterns(desk)] == [("Days", (KHAN,))]


# -- filling ----------------------------------------------------------------------------------------------------------


def test_only_empty_days_are_filled_in_one_named_step(desk: Desk) -> None:
    keep(desk)
    change = fill(desk, "days", [KHAN, OKAFOR, KHAN], MONDAY, SUNDAY, MONDAY)
    assert change.summary == "Fill 8 days of 2 officers from “Days”"
    assert stands(desk) == ["E KW 0915-1045", "E KW 0915-1045", "L", "L KW 1400-1530", "RD", "RD", ""]
    assert stands(desk, OKAFOR) == ["E KW 0915-1045", "M KW 1000-1045", "L", "AL", "RD", "RD", ""]
    undo(desk)
    assert stands(desk) == ["", "E KW 0915-1045", "", "L KW 1400-1530", "", "", ""]


def test_the_preview_counts_and_names_what_stays_and_writes_nothing(desk: Desk) -> None:
    keep(desk)
    before = stands(desk, OKAFOR)
    found = preview_filling(desk, Filling(MONDAY, SUNDAY, "Days", (KHAN, OKAFOR), MONDAY))
    assert {outcome.value: found.count(outcome) for outcome in Outcome} == {
        "new": 8, "same": 2, "over": 0, "in_the_way": 1, "away": 1,
    }  # fmt: skip
    assert [(day.shift.on, day.standing.text) for day in found.stays if day.standing] == [
        (TUESDAY, "M KW 1000-1045"),
        (THURSDAY, "AL"),
    ]
    assert stands(desk, OKAFOR) == before


def test_shifts_and_leave_are_written_over_only_when_each_is_asked_for(desk: Desk) -> None:
    keep(desk)
    fill(desk, "Days", [OKAFOR], MONDAY, SUNDAY, MONDAY, over=True)
    assert stands(desk, OKAFOR)[1:4] == ["E KW 0915-1045", "L", "AL"]
    fill(desk, "Days", [OKAFOR], MONDAY, SUNDAY, MONDAY, over_away=True)
    assert stands(desk, OKAFOR)[3] == "L KW 1400-1530"


def test_filling_again_changes_nothing_and_says_so(desk: Desk) -> None:
    keep(desk)
    fill(desk, "Days", [KHAN], MONDAY, SUNDAY, MONDAY)
    again = fill(desk, "Days", [KHAN], MONDAY, SUNDAY, MONDAY)
    assert again.id == ""
    assert again.summary.startswith("Nothing to fill from “Days”")


def test_sessions_that_lose_their_time_are_warned_of_before_and_after(desk: Desk) -> None:
    place_session(desk, prison_number=SMITH, on=TUESDAY)
    keep(desk, texts=("RD",) * 7)
    filling = Filling(MONDAY, SUNDAY, "Days", (KHAN,), MONDAY, Over(shifts=True))
    warned = ("1 planned session (24 Nov) now has no key work time. Plan again to move what is lost.",)
    assert preview_filling(desk, filling).warnings == warned
    assert fill_in(desk, filling).warnings == warned


def test_a_dry_run_says_what_would_be_and_writes_nothing(desk: Desk) -> None:
    keep(desk)
    change = fill(replace(desk, dry_run=True), "Days", [KHAN], MONDAY, SUNDAY, MONDAY)
    assert (change.id, change.rows) == ("", 4)
    assert stands(desk)[0] == ""


def test_everybody_is_filled_from_the_pattern_that_the_staff_list_names(desk: Desk) -> None:
    keep(desk)
    with pytest.raises(RequestError, match="Nobody's working pattern") as refused:
        preview_filling(desk, Filling(MONDAY, SUNDAY))
    assert refused.value.code == "no_patterns_named"
    works(desk, OKAFOR, "DAYS")
    found = preview_filling(desk, Filling(MONDAY, SUNDAY))
    assert [officer.key_worker.staff_id for officer in found.officers] == [OKAFOR]
    fill_in(desk, Filling(MONDAY, SUNDAY))
    assert stands(desk)[0] == ""
    assert stands(desk, OKAFOR)[0] == "E KW 0915-1045"


def test_each_officer_goes_on_where_his_own_weeks_stand(desk: Desk) -> None:
    keep(desk, "Two weeks", ("E",) * 7 + ("L",) * 7)
    last_week = MONDAY - timedelta(days=7)
    set_shift_texts(desk, {(KHAN, last_week): "E", (OKAFOR, last_week): "L"})
    found = preview_filling(desk, Filling(MONDAY, MONDAY, "Two weeks", (KHAN, OKAFOR)))
    assert [(o.week_one_on, o.read_from, o.days[0].shift.code) for o in found.officers] == [
        (last_week, True, "L"),
        (MONDAY, True, "E"),
    ]
    assert found.placed_by_guess == ()
    undo(desk)
    guessed = preview_filling(desk, Filling(MONDAY, MONDAY, "Two weeks", (KHAN,)))
    # KHAN's Tuesday (E) and Thursday (L) of the week itself agree with both weeks alike.
    assert [o.read_from for o in guessed.placed_by_guess] == [False]


def test_bank_holidays_are_shown_and_not_skipped(desk: Desk) -> None:
    keep(desk, texts=("E",) * 7)
    first, last = date(2026, 12, 24), date(2026, 12, 28)
    found = preview_filling(desk, Filling(first, last, "Days", (KHAN,), MONDAY))
    assert [day.day for day in found.holidays] == [25, 26, 28]  # Boxing Day is a Saturday
    assert found.count(Outcome.NEW) == 5


@pytest.mark.parametrize(
    ("filling", "code"),
    [
        (Filling(SUNDAY, MONDAY, "Days", (KHAN,)), "bad_days"),
        (Filling(MONDAY, MONDAY + timedelta(days=400), "Days", (KHAN,)), "bad_days"),
        (Filling(MONDAY, SUNDAY, "Days", ()), "nothing_given"),
        (Filling(MONDAY, SUNDAY, "Days", ("NOBODY",)), "not_on_the_staff_list"),
        (Filling(MONDAY, SUNDAY, "Nights", (KHAN,)), "unknown_pattern"),
    ],
)
def test_what_cannot_be_filled_is_refused(desk: Desk, filling: Filling, code: str) -> None:
    keep(desk)
    with pytest.raises(RequestError) as refused:
        partial(preview_filling, desk)(filling)
    assert refused.value.code == code
