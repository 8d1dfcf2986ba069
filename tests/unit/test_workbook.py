"""The rota workbook: its sheets, what stands in them, and that nobody overdue in a priority group can be overlooked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.workbook import Workbook

from keywork_desktop.domain.due_list import due_list
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.exporting import RotaFacts, export_rota_workbook
from tests.factories import TODAY, a_core_day, a_key_worker, a_prisoner, a_shift, a_snapshot, allocated, an_alert
from tests.whole_prison import FIRST_MONDAY, a_whole_prison

CONTRACT = [
    "Prison number",
    "Name",
    "Unit",
    "Cell",
    "Status",
    "Due on",
    "Days overdue",
    "Rule",
    "Key worker ID",
    "Key worker",
    "Date",
    "Start",
    "Minutes",
    "Cover",
]

SHEETS = (
    "Rota",
    "Week 1",
    "Week 2",
    "Week 3",
    "Week 4",
    "Overdue priority",
    "Due list",
    "Key workers",
    "Record",
    "Data",
    "About",
)

URGENT = "A1111AA"
"""On an ACCT since 10 November and not seen since: due on the 11th, nine days overdue on the 20th."""


def facts_of(snapshot: Snapshot, weeks: int = 4, unit: str | None = None, **more: Any) -> RotaFacts:
    moment = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
    return RotaFacts(snapshot, due_list(snapshot), weeks, unit, moment, "Keywork Desktop 0.1.0", **more)


def small_prison() -> Snapshot:
    """Two houseblocks: one man overdue on an ACCT and planned, one not planned, one who is not urgent."""
    khan = a_key_worker("OFF01A", last_name="KHAN", first_name="Omar", unit="2")
    bird = a_key_worker("OFF02B", last_name="BIRD", first_name="Kyle", unit="3")
    acct = (an_alert("HA", date(2026, 11, 10)),)
    men = (
        a_prisoner(URGENT, last_name="SMITH", location="2-1-035", alerts=acct, seen=[date(2026, 11, 9)]),
        a_prisoner("A2222BB", last_name="WALSH", location="3-1-001", alerts=acct, seen=[date(2026, 11, 9)]),
        a_prisoner("A3333CC", last_name="YOUNG", location="2-1-036", seen=[date(2026, 11, 18), date(2026, 11, 1)]),
    )
    planned = (
        PlannedSession(URGENT, "OFF01A", FIRST_MONDAY, time(14), 45, rule="acct_open", priority=True, id="s1"),
        PlannedSession("A3333CC", "OFF01A", FIRST_MONDAY, time(14, 45), 45, cover=True, id="s2"),
        PlannedSession("A2222BB", "OFF02B", date(2026, 11, 19), time(9), 45, id="already over"),
    )
    return a_snapshot(
        men,
        (khan, bird),
        (allocated(URGENT, "OFF01A"), allocated("A2222BB", "OFF02B"), allocated("A3333CC", "OFF02B")),
        shifts=[a_shift("OFF01A", FIRST_MONDAY, "L", "1400-1530"), a_shift("OFF02B", FIRST_MONDAY, "RD")],
        planned=planned,
        period=Period(FIRST_MONDAY, date(2026, 12, 20)),
    )


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("small") / "rota.xlsx"
    export_rota_workbook(facts_of(small_prison()), path)
    return load_workbook(path, rich_text=True)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("whole") / "rota.xlsx"
    export_rota_workbook(facts_of(a_whole_prison(2, 10, 60)), path)
    return load_workbook(path, rich_text=True)


def cells(sheet: Any) -> Iterator[Any]:
    yield from (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)


def rows(sheet: Any) -> list[dict[str, Any]]:
    lines = list(sheet.iter_rows(values_only=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def test_the_workbook_says_what_it_wrote(tmp_path: Path) -> None:
    exported = export_rota_workbook(facts_of(small_prison()), tmp_path / "rota.xlsx")
    assert exported.path == tmp_path / "rota.xlsx"
    assert exported.sheets == SHEETS
    assert exported.sessions == 2


def test_a_rota_of_two_weeks_has_two_week_sheets(tmp_path: Path) -> None:
    facts = facts_of(small_prison(), weeks=2)
    sheets = export_rota_workbook(facts, tmp_path / "rota.xlsx").sheets
    assert [name for name in sheets if name.startswith("Week")] == ["Week 1", "Week 2"]


@pytest.mark.parametrize("name", ["Data", "Overdue priority"])
def test_the_first_headings_are_those_that_scripts_rely_on(small: Workbook, name: str) -> None:
    assert [cell.value for cell in small[name][1]][: len(CONTRACT)] == CONTRACT


def test_data_has_a_row_for_each_session_with_real_dates_and_times(small: Workbook) -> None:
    first, second = rows(small["Data"])
    assert first["Prison number"] == URGENT
    assert first["Name"] == "SMITH, John"
    assert first["Unit"] == "2"
    assert first["Date"] == datetime(2026, 11, 23)
    assert first["Start"] == time(14)
    assert first["Minutes"] == 45
    assert first["Due on"] == datetime(2026, 11, 11)
    assert first["Days overdue"] == 9
    assert first["Status"] == "▲ OVERDUE 9 d"
    assert first["Key worker ID"] == "OFF01A"
    assert first["Cover"] is None
    assert second["Cover"] == "Cover for BIRD, Kyle"


def test_data_is_one_plain_table(small: Workbook) -> None:
    sheet = small["Data"]
    assert not sheet.merged_cells.ranges
    assert sheet.tables["Data"].ref == sheet.dimensions
    assert len({cell.value for cell in sheet[1]}) == sheet.max_column


def test_no_sheet_merges_cells_or_has_a_formula(whole: Workbook) -> None:
    for sheet in whole:
        assert not sheet.merged_cells.ranges, sheet.title
        assert [cell.coordinate for cell in cells(sheet) if cell.data_type in ("f", "e")] == [], sheet.title


def test_overdue_priority_says_when_he_is_seen_next_or_that_he_is_not(small: Workbook) -> None:
    lines = {line["Prison number"]: line for line in rows(small["Overdue priority"])}
    assert set(lines) == {URGENT, "A2222BB"}
    assert lines[URGENT]["Date"] == datetime(2026, 11, 23)
    assert lines["A2222BB"]["Date"] == "NOT PLANNED", "a session that has passed helps nobody"
    assert lines["A2222BB"]["Key worker"] == "BIRD, Kyle"


@pytest.mark.parametrize("name", ["Rota", "Week 1", "Overdue priority", "Due list", "Key workers", "Data"])
def test_an_overdue_priority_prisoner_stands_out_wherever_he_appears(small: Workbook, name: str) -> None:
    found = [cell for cell in cells(small[name]) if "▲ OVERDUE 9 d" in str(cell.value)]
    assert found, f"the words are missing on {name}"
    for cell in found:
        assert cell.fill.fill_type == "solid"
        assert cell.border.top.style == cell.border.bottom.style == "medium"
        assert cell.font.bold or any(isinstance(run, TextBlock) and run.font.b for run in cell.value)


def test_in_a_cell_of_the_rota_only_the_overdue_man_is_bold(small: Workbook) -> None:
    cell = small["Rota"]["B7"]
    assert isinstance(cell.value, CellRichText)
    assert str(cell.value).split("\n") == [
        "L",
        *("14:00 2-1-035", "SMITH, J", URGENT, "▲ OVERDUE 9 d"),
        *("14:45 2-1-036", "YOUNG, J", "A3333CC", "cover"),
    ]
    bold = "".join(str(run) for run in cell.value if isinstance(run, TextBlock) and run.font.b)
    assert bold.split() == ["14:00", "2-1-035", "SMITH,", "J", URGENT, "▲", "OVERDUE", "9", "d"]


def test_whoever_is_not_overdue_does_not_stand_out(small: Workbook) -> None:
    line = next(row for row in small["Data"].iter_rows(min_row=2) if row[0].value == "A3333CC")
    assert all(cell.fill.fill_type is None and not cell.font.bold for cell in line)


def test_the_week_has_a_row_for_each_session_and_a_place_for_initials(small: Workbook) -> None:
    sheet = small["Week 1"]
    headings = [cell.value for cell in sheet[3]]
    assert headings[0] == "Day"
    assert headings[-1] == "Initials"
    numbers = [row[4].value for row in sheet.iter_rows(min_row=4) if row[4].value]
    assert numbers == [URGENT, "A3333CC"]
    assert sheet["A5"].value == datetime(2026, 11, 23)
    assert sheet["A4"].value == "Mon 23 Nov 2026 · 2 sessions · 1 overdue in a priority group"
    assert sheet["A7"].value == "Tue 24 Nov 2026 · no sessions"


def test_every_sheet_bears_the_marking_above_and_below(small: Workbook) -> None:
    for sheet in small:
        for place in (sheet.oddHeader, sheet.oddFooter):
            assert place.center.text == "OFFICIAL-SENSITIVE", sheet.title
        assert sheet.oddFooter.right.text == "Page &P of &N"


def test_an_ampersand_in_the_marking_is_no_code(tmp_path: Path) -> None:
    path = tmp_path / "rota.xlsx"
    export_rota_workbook(facts_of(small_prison(), marking="A & B"), path)
    assert load_workbook(path)["Rota"].oddHeader.center.text == "A && B"


@pytest.mark.parametrize(("name", "paper"), [("Rota", 8), ("Week 1", 9), ("Overdue priority", 9), ("Due list", 9)])
def test_paper_is_landscape_and_as_wide_as_the_page(small: Workbook, name: str, paper: int) -> None:
    sheet = small[name]
    assert sheet.page_setup.paperSize == paper
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows
    assert sheet.print_area
    assert sheet.freeze_panes


def test_rows_are_high_enough_for_a_full_day(tmp_path: Path) -> None:
    """Twelve sessions of one officer on one day go on in a second row, and no row is higher than Excel allows."""
    prison = small_prison()
    more = tuple(
        PlannedSession(URGENT, "OFF01A", date(2026, 11, 24), time(8 + n // 2, 30 * (n % 2)), 30) for n in range(12)
    )
    path = tmp_path / "rota.xlsx"
    export_rota_workbook(facts_of(replace(prison, planned=more)), path)
    sheet = load_workbook(path)["Rota"]
    assert sheet["C7"].value.count(URGENT) == 7
    assert sheet["C8"].value.count(URGENT) == 5
    assert "continued" in sheet["A8"].value
    lines = str(sheet["C7"].value).count("\n") + 1  # none of them wraps: the day is as wide as its longest line
    assert lines >= 7 * 4
    assert lines * 9 * 1.25 < sheet.row_dimensions[7].height <= 409


def test_a_second_officer_finds_the_session_in_his_row_too(tmp_path: Path) -> None:
    prison = small_prison()
    together = replace(prison.planned[0], second_staff_id="OFF02B")
    path = tmp_path / "rota.xlsx"
    exported = export_rota_workbook(facts_of(replace(prison, planned=(together,))), path)
    sheet = load_workbook(path)["Rota"]
    in_rows = {row[0].value.split(",")[0] for row in sheet.iter_rows(min_row=6) if URGENT in str(row[1].value)}
    assert in_rows == {"KHAN", "BIRD"}
    assert exported.sessions == 1


def test_one_houseblock_shows_its_own_prisoners_only(tmp_path: Path) -> None:
    path = tmp_path / "rota.xlsx"
    exported = export_rota_workbook(facts_of(small_prison(), unit="3"), path)
    workbook = load_workbook(path)
    assert exported.sessions == 0
    assert [line["Prison number"] for line in rows(workbook["Due list"])] == ["A2222BB"]
    assert [line["Prison number"] for line in rows(workbook["Overdue priority"])] == ["A2222BB"]
    everything = " ".join(str(cell.value) for sheet in workbook for cell in cells(sheet))
    assert "SMITH" not in everything


def test_somebody_gone_is_shown_by_his_number(tmp_path: Path) -> None:
    prison = small_prison()
    gone = PlannedSession("A9999ZZ", "OFF01A", FIRST_MONDAY, time(15), 30)
    path = tmp_path / "rota.xlsx"
    export_rota_workbook(facts_of(replace(prison, planned=(gone,))), path)
    (line,) = rows(load_workbook(path)["Data"])
    assert (line["Prison number"], line["Name"], line["Cell"]) == ("A9999ZZ", "No longer on the roll", None)


def test_an_empty_prison_makes_a_workbook_too(tmp_path: Path) -> None:
    path = tmp_path / "rota.xlsx"
    empty = a_snapshot(period=Period(FIRST_MONDAY, date(2026, 12, 20)))
    assert export_rota_workbook(facts_of(empty), path).sheets == SHEETS
    workbook = load_workbook(path)
    assert workbook["Overdue priority"]["A3"].value == "Nobody in a priority group is overdue."
    assert not workbook["Data"].tables


def test_about_says_of_which_day_and_by_which_rules(small: Workbook) -> None:
    about = {row[0]: row[1] for row in small["About"].iter_rows(values_only=True) if row[1]}
    assert about["As of"] == datetime(TODAY.year, TODAY.month, TODAY.day)
    assert about["Overdue in a priority group"]
    assert "Key work 2025/26" in about
    assert about["Version"] == "Keywork Desktop 0.1.0"
    assert about["Everyone"].startswith("Two in four weeks, 45 minutes.")


def test_about_states_the_core_day_of_those_concerned(tmp_path: Path) -> None:
    whole = tuple(a_core_day("0800-1200", meal="1130-1200", weekday=n) for n in range(5))
    own = a_core_day("0900-1200", unit="2", weekday=1)
    ended = replace(own, unit="3", parts=())
    facts = replace(a_whole_prison(), core_days=(*whole, own, ended))

    def stated(unit: str | None) -> dict[str, str]:
        path = tmp_path / f"{unit}.xlsx"
        export_rota_workbook(facts_of(facts, unit=unit), path)
        rows = load_workbook(path)["About"].iter_rows(values_only=True)
        return {str(label): str(text) for label, text, *_ in rows if str(text).startswith(("Unlocked", "No unlock"))}

    everybody = "Unlocked 08:00–12:00 · meal 11:30–12:00"
    assert stated(None) == {"Whole establishment, Mon–Fri": everybody, "Houseblock 2, Tue": "Unlocked 09:00–12:00"}
    assert stated("2") == {
        "Whole establishment, Mon, Wed–Fri": everybody,
        "Houseblock 2, Tue": "Unlocked 09:00–12:00",
    }
    assert stated("3") == {"Whole establishment, Mon–Fri": everybody}


def test_dates_are_written_the_british_way_in_english(whole: Workbook) -> None:
    formats = {cell.number_format for sheet in whole for cell in cells(sheet) if isinstance(cell.value, datetime)}
    assert formats <= {
        *("[$-809]ddd d mmm yyyy", "[$-809]d mmm yyyy", "[$-809]ddd d mmm", "[$-809]ddd", "[$-809]d mmm"),
        "[$-809]ddd d mmm yyyy hh:mm",
    }
