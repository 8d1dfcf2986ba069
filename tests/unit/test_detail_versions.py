"""The details that were read: kept by the import, compared with what stands, and used again as one step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from keywork_desktop.actions.changing import undo
from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.detail_editing import set_shift_texts
from keywork_desktop.actions.detail_versions import compare_details, detail_versions, use_again, use_days
from keywork_desktop.actions.importing_reports import ImportPreview, accept, compare
from keywork_desktop.actions.planning_rota import place_session
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.snapshot import Period
from tests.calendar_prison import THURSDAY, TUESDAY, a_wing
from tests.desk_office import a_store_with
from tests.factories import TODAY
from tests.store_office import at_desk
from tests.unit.made_reports import report

MONDAY = date(2026, 11, 23)
WEDNESDAY = date(2026, 11, 25)
KHAN, OKAFOR, SMITH = "OFF01A", "OFF02B", "A1111AA"
Rows = Mapping[str, tuple[str, ...]]
SMALL = {KHAN: "KHAN, Omar", OKAFOR: "OKAFOR, Tim"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """KHAN and OKAFOR, with what stood on the detail taken away again."""
    wing = a_wing()
    store = a_store_with(tmp_path, replace(wing, shifts={}))
    yield at_desk(store, TODAY)
    store.close()


def previewed(desk: Desk, rows: Rows, name: str = "detail.csv", drawn_up: int = 16) -> ImportPreview:
    """What an import of these days from Monday on would do."""
    headings = ["Staff User ID", "Name", *(f"{MONDAY + timedelta(days=n):%d/%m/%Y}" for n in range(3))]
    made = report(
        headings, [[who, SMALL[who], *texts] for who, texts in rows.items()], name, on=date(2026, 11, drawn_up)
    )
    return compare(desk, [made])


def read(desk: Desk, rows: Rows, name: str = "detail.csv", drawn_up: int = 16, *, keep: bool = False) -> None:
    """Import a detail; `keep` says yes to keeping what was typed."""
    accept(desk, previewed(desk, rows, name, drawn_up), "all" if keep else ())


def stands(desk: Desk, staff_id: str = KHAN) -> list[str]:
    found = desk.store.detail_stands(Period(MONDAY, WEDNESDAY))
    cells = ((staff_id, MONDAY + timedelta(days=n)) for n in range(3))
    return [found[cell].text if cell in found else "" for cell in cells]


def told(desk: Desk, older: int, newer: int | None = None) -> list[str]:
    """The differences in words; `*` marks what was typed by hand."""
    return [
        f"{each.staff_id} {each.on:%a} {each.was.text if each.was else '–'} → {each.now.text if each.now else '–'}"
        f"{'*' * each.by_hand}"
        for each in compare_details(desk, older, newer).differences
    ]


FIRST = {KHAN: ("E", "L KW 1400-1530", "RD"), OKAFOR: ("M", "M", "")}
SECOND = {KHAN: ("E", "L", "E"), OKAFOR: ("M", "RD", "L")}


def test_every_import_keeps_the_detail_whole_and_the_same_file_makes_none(desk: Desk) -> None:
    read(desk, FIRST)
    read(desk, SECOND, "detail 2.csv", 17)
    read(desk, SECOND, "detail 2.csv", 17)
    assert [(line.number, line.file_name, line.shifts, line.officers) for line in detail_versions(desk)] == [
        (2, "detail 2.csv", 6, 2),
        (1, "detail.csv", 5, 2),
    ]
    assert previewed(desk, SECOND, "detail 2.csv", 17).proposal.details == ()
    undo(desk)
    assert [line.number for line in detail_versions(desk)] == [1]
    assert stands(desk) == ["E", "L KW 1400-1530", "RD"]


def test_a_file_that_says_what_stands_already_is_a_version_nonetheless(desk: Desk) -> None:
    read(desk, FIRST)
    set_shift_texts(desk, {(KHAN, MONDAY): "SL"})
    says_so_too = {**FIRST, KHAN: ("SL", *FIRST[KHAN][1:])}
    assert previewed(desk, says_so_too, "two.csv", 17).changes_something
    read(desk, says_so_too, "two.csv", 17)
    # From now on SL is what was read: a third file that says E says something new.
    read(desk, FIRST, "three.csv", 18)
    assert stands(desk)[0] == "E"


def test_two_versions_are_compared_day_by_day(desk: Desk) -> None:
    read(desk, FIRST)
    read(desk, SECOND, "two.csv", 17)
    assert told(desk, 1, 2) == [
        "OFF01A Tue L KW 1400-1530 → L",
        "OFF01A Wed RD → E",
        "OFF02B Tue M → RD",
        "OFF02B Wed – → L",
    ]
    assert told(desk, 2, 1)[0] == "OFF01A Tue L → L KW 1400-1530"


def test_a_version_beside_what_stands_says_what_was_typed_by_hand(desk: Desk) -> None:
    read(desk, FIRST)
    read(desk, SECOND, "two.csv", 17)
    set_shift_texts(desk, {(KHAN, MONDAY): "AL", (OKAFOR, TUESDAY): ""})
    assert told(desk, 2) == ["OFF01A Mon E → AL*", "OFF02B Tue RD → –*"]
    assert told(desk, 1) == [
        "OFF01A Mon E → AL*",
        "OFF01A Tue L KW 1400-1530 → L",
        "OFF01A Wed RD → E",
        "OFF02B Tue M → –*",
        "OFF02B Wed – → L",
    ]
    compared = compare_details(desk, 1, None, TUESDAY, TUESDAY, [OKAFOR.lower()])
    assert [(each.staff_id, each.on) for each in compared.differences] == [(OKAFOR, TUESDAY)]
    assert (compared.by_hand, compared.names[OKAFOR]) == (1, "OKAFOR, Tim")


def test_days_are_used_again_in_one_named_step(desk: Desk) -> None:
    read(desk, FIRST)
    read(desk, SECOND, "two.csv", 17)
    change = use_again(desk, 1, staff_ids=[KHAN])
    assert change.summary == "Detail 1 used again: 2 days of KHAN, Omar"
    assert stands(desk) == ["E", "L KW 1400-1530", "RD"]
    assert stands(desk, OKAFOR) == ["M", "RD", "L"]
    assert told(desk, 2) == ["OFF01A Tue L → L KW 1400-1530*", "OFF01A Wed E → RD*"]
    undo(desk)
    assert stands(desk) == ["E", "L", "E"]


def test_what_a_version_does_not_speak_of_stays_when_it_is_used_again(desk: Desk) -> None:
    read(desk, FIRST)
    read(desk, SECOND, "two.csv", 17)
    use_again(desk, 1, TUESDAY, WEDNESDAY, [OKAFOR])
    assert stands(desk, OKAFOR) == ["M", "M", "L"]
    again = use_days(desk, 1, [(OKAFOR, TUESDAY), (OKAFOR, WEDNESDAY)])
    assert (again.id, again.summary) == ("", "The detail says what detail 1 says of these days already")


def test_using_days_again_warns_of_sessions_that_lose_their_time(desk: Desk) -> None:
    read(desk, {KHAN: ("E", "L", "RD")})
    set_shift_texts(desk, {(KHAN, TUESDAY): "E KW 0915-1045"})
    place_session(desk, prison_number=SMITH, on=TUESDAY)
    change = use_again(desk, 1)
    assert change.warnings == ("1 planned session (24 Nov) now has no key work time. Plan again to move what is lost.",)


def test_past_days_are_used_again_only_when_they_are_named(desk: Desk) -> None:
    read(desk, FIRST)
    later = replace(desk, today=WEDNESDAY)
    set_shift_texts(desk, {(KHAN, MONDAY): "AL", (KHAN, WEDNESDAY): "AL"})
    use_again(later, 1)
    assert stands(desk) == ["AL", "L KW 1400-1530", "RD"]
    use_again(later, 1, MONDAY)
    assert stands(desk)[0] == "E"
    with pytest.raises(RequestError, match="All days of detail 1 are over"):
        use_again(replace(desk, today=date(2027, 1, 4)), 1)


def test_what_is_not_there_is_said(desk: Desk) -> None:
    with pytest.raises(RequestError, match="none: import the detail"):
        compare_details(desk, 1)
    read(desk, FIRST)
    with pytest.raises(RequestError, match="Read so far: 1") as refused:
        use_again(desk, 7)
    assert refused.value.code == "unknown_version"
    with pytest.raises(RequestError, match="not in detail 1"):
        compare_details(desk, 1, None, date(2026, 12, 24))
    with pytest.raises(RequestError, match="says nothing of these days"):
        use_again(desk, 1, WEDNESDAY, WEDNESDAY, [OKAFOR])


def test_leave_typed_by_hand_survives_the_next_detail_unless_it_says_otherwise(desk: Desk) -> None:
    read(desk, FIRST)
    set_shift_texts(desk, {(KHAN, MONDAY): "AL", (KHAN, WEDNESDAY): "E KW 0915-1045"})
    read(desk, SECOND, "two.csv", 17)
    assert stands(desk) == ["AL", "L", "E"]  # Wednesday is new in the file: RD before, E now


def test_a_yes_keeps_what_was_typed_though_the_file_says_otherwise(desk: Desk) -> None:
    read(desk, FIRST)
    set_shift_texts(desk, {(KHAN, WEDNESDAY): "E KW 0915-1045"})
    read(desk, SECOND, "two.csv", 17, keep=True)
    assert stands(desk) == ["E", "L", "E KW 0915-1045"]
    assert told(desk, 2) == ["OFF01A Wed E → E KW 0915-1045*"]
    assert THURSDAY not in {each.on for each in compare_details(desk, 2).differences}


def test_an_import_warns_of_sessions_whose_key_work_time_it_takes(desk: Desk) -> None:
    read(desk, {KHAN: ("E", "E KW 0915-1045", "RD")})
    place_session(desk, prison_number=SMITH, on=TUESDAY)
    change, _ = accept(desk, previewed(desk, {KHAN: ("E", "RD", "E KW 0915-1045")}, "two.csv", 17))
    assert change.warnings == ("1 planned session (24 Nov) now has no key work time. Plan again to move what is lost.",)
    undo(desk)
    again, _ = accept(desk, previewed(desk, {KHAN: ("M", "E KW 0915-1045", "RD")}, "three.csv", 18))
    assert again.warnings == ()
