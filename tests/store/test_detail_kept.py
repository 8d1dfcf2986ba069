"""Working patterns and details kept whole: written, read again, undone; the same file makes no second version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from keywork_desktop.actions.changing import redo, undo
from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.detail_versions import DetailRead
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.working_patterns import NOTHING, PatternDay, WorkingPattern
from tests.calendar_prison import a_wing
from tests.desk_office import a_store_with
from tests.factories import TODAY, a_shift
from tests.store_office import at_desk

MONDAY = date(2026, 11, 23)
WEEK = Period(MONDAY, MONDAY + timedelta(days=6))
KHAN, OKAFOR = "OFF01A", "OFF02B"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = a_store_with(tmp_path, a_wing())
    yield at_desk(store, TODAY)
    store.close()


def a_pattern(name: str = "Earlies", code: str = "E") -> WorkingPattern:
    shift = a_shift(KHAN, MONDAY, code, "0915-1045")
    return WorkingPattern(name, (PatternDay(code, shift.key_work), *[NOTHING] * 5, PatternDay("RD")))


def a_detail(code: str = "E", digest: str = "a" * 64, drawn_up: date = MONDAY, days: int = 2) -> DetailRead:
    shifts = tuple(a_shift(KHAN, MONDAY + timedelta(days=n), code, "0915-1045") for n in range(days))
    return DetailRead(f"{code}.xlsx", digest, drawn_up, shifts)


def keep(desk: Desk, *details: DetailRead) -> tuple[int, ...]:
    with desk.work("import", "Import detail") as work:
        numbers = work.keep_details(details)
        desk.settle(work)
    return numbers


def test_a_pattern_is_written_changed_renamed_and_removed(desk: Desk) -> None:
    def write(name: str, instead_of: str | None = None, code: str = "E") -> str:
        with desk.work("pattern", "Pattern") as work:
            put = work.put_pattern(a_pattern(name, code), instead_of)
            desk.settle(work)
        return put.value

    assert write("Earlies") == "new"
    assert write("Earlies") == "unchanged"
    assert write("Earlies", code="M") == "changed"
    assert desk.store.working_patterns() == (a_pattern(code="M"),)
    assert write("Early birds", instead_of="earlies", code="M") == "changed"
    assert [pattern.name for pattern in desk.store.working_patterns()] == ["Early birds"]
    with desk.work("pattern", "Forget") as work:
        assert work.remove_pattern("EARLY birds")
        assert not work.remove_pattern("Earlies")
        desk.settle(work)
    assert desk.store.working_patterns() == ()
    undo(desk)
    undo(desk)
    assert desk.store.working_patterns() == (a_pattern(code="M"),)


def test_a_detail_is_kept_whole_with_who_and_when(desk: Desk) -> None:
    assert keep(desk, a_detail()) == (1,)
    version = desk.store.detail_version(1)
    assert version is not None
    assert version.shifts == a_detail().shifts
    assert (version.by, version.read_at, version.file_name) == (desk.store.author.actor, desk.now(), "E.xlsx")
    assert (version.period, version.report_date) == (Period(MONDAY, MONDAY + timedelta(days=1)), MONDAY)
    (line,) = desk.store.detail_lines()
    assert (line.number, line.officers, line.shifts, line.digest) == (1, 1, 2, "a" * 64)
    assert desk.store.detail_version(2) is None


def test_the_same_file_again_makes_no_version_unless_another_came_between(desk: Desk) -> None:
    first, other = a_detail(), a_detail("M", "b" * 64, MONDAY + timedelta(days=1))
    assert keep(desk, first, first) == (1,)
    assert keep(desk, replace(first, report_date=MONDAY + timedelta(days=4))) == ()
    assert keep(desk, other) == (2,)
    assert keep(desk, first) == ()  # drawn up earlier, and kept already
    assert keep(desk, replace(first, report_date=MONDAY + timedelta(days=4))) == (3,)
    assert [line.number for line in desk.store.detail_lines()] == [3, 2, 1]


def test_a_file_without_shifts_is_no_version(desk: Desk) -> None:
    assert keep(desk, replace(a_detail(), shifts=())) == ()
    assert desk.store.detail_lines() == ()


def test_what_was_last_said_is_by_the_day_it_was_drawn_up_not_by_number(desk: Desk) -> None:
    keep(desk, a_detail("M", "b" * 64, MONDAY + timedelta(days=3), days=1))
    keep(desk, a_detail("E", drawn_up=MONDAY, days=3))
    said = desk.store.detail_said(WEEK)
    assert [said[KHAN, MONDAY + timedelta(days=n)].code for n in range(3)] == ["M", "E", "E"]
    assert desk.store.detail_said(Period(MONDAY - timedelta(days=7), MONDAY - timedelta(days=1))) == {}


def test_undo_takes_the_version_back_and_redo_gives_it_again(desk: Desk) -> None:
    keep(desk, a_detail())
    undo(desk)
    assert desk.store.detail_lines() == ()
    assert desk.store.detail_said(WEEK) == {}
    redo(desk)
    assert [line.number for line in desk.store.detail_lines()] == [1]
