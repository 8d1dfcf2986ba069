"""Names with odd characters: no formula, nothing refused, nothing cut off."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from keywork_desktop.domain.due_list import due_list
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.exporting import RotaFacts
from keywork_desktop.exporting.columns import Column, Table
from keywork_desktop.exporting.list_sheets import DUE_COLUMNS, KEY_WORKER_COLUMNS, OVERDUE_COLUMNS
from keywork_desktop.exporting.looks import DATE, WIDEST, Looks
from keywork_desktop.exporting.measuring import column_points, text_width, wrapped_lines
from keywork_desktop.exporting.pages import Page
from keywork_desktop.exporting.saving import workbook_bytes
from keywork_desktop.exporting.text import for_csv, lines, one_line
from keywork_desktop.exporting.week_sheets import WEEK_COLUMNS
from keywork_desktop.exporting.workbook import rota_workbook
from tests.factories import a_key_worker, a_prisoner, a_shift, a_snapshot, allocated
from tests.whole_prison import FIRST_MONDAY

MOMENT = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)

odd_names = st.text(st.characters(codec=None), min_size=1, max_size=40)


def bytes_with_names(last_name: str, first_name: str, code: str = "E") -> bytes:
    snapshot = a_snapshot(
        [a_prisoner("A1111AA", last_name=last_name, first_name=first_name)],
        [a_key_worker("OFF01A", last_name=first_name, first_name=last_name)],
        [allocated("A1111AA", "OFF01A")],
        shifts=[a_shift("OFF01A", FIRST_MONDAY, code)],
        planned=[PlannedSession("A1111AA", "OFF01A", FIRST_MONDAY, time(10), 45)],
        period=Period(FIRST_MONDAY, date(2026, 11, 29)),
    )
    facts = RotaFacts(snapshot, due_list(snapshot), 1, None, MOMENT, "Keywork Desktop 0.1.0")
    return workbook_bytes(rota_workbook(facts), MOMENT)


@settings(max_examples=25)
@given(odd_names, odd_names)
@example("=HYPERLINK", "+1")
@example("@SUM(A1)", "-2+3")
@example("#N/A", "\x00\x0b\ud800\ufffe")
@example("A & <B>", '"quoted"\r\n\tname')
def test_any_name_makes_a_workbook_without_formulas(last_name: str, first_name: str) -> None:
    workbook = load_workbook(BytesIO(bytes_with_names(last_name, first_name)))
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type not in ("f", "e")
                if isinstance(cell.value, str) and cell.value[:1] in tuple("=+-@"):
                    assert cell.quotePrefix, f"{cell.coordinate} would be calculated when somebody edits it"


def test_a_name_that_is_a_formula_stays_the_name() -> None:
    workbook = load_workbook(BytesIO(bytes_with_names("=1+1", "x")))
    cell = workbook["Data"]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1, x", "s", True)


def test_a_shift_code_that_is_a_formula_stays_the_code() -> None:
    workbook = load_workbook(BytesIO(bytes_with_names("SMITH", "John", code="=1+1")))
    cell = workbook["Rota"]["B7"]
    assert cell.value.startswith("=1+1\n")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_the_same_facts_give_the_same_bytes() -> None:
    assert bytes_with_names("SMITH", "John") == bytes_with_names("SMITH", "John")


@given(st.text(st.characters(codec=None)))
def test_one_line_is_one_line_that_xml_takes(text: str) -> None:
    tidy = one_line(text)
    assert "\n" not in tidy
    assert "\r" not in tidy
    tidy.encode("utf-8")
    assert one_line(tidy) == tidy


def test_line_breaks_that_are_meant_stay() -> None:
    assert lines("one \x00\r\n two") == "one\ntwo"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r@x"])
def test_csv_gets_an_apostrophe_before_what_would_be_calculated(text: str) -> None:
    assert for_csv(text) == f"'{text.strip()}"


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=60), st.floats(30, 300))
def test_text_never_needs_fewer_lines_than_its_words_are_wide(text: str, points: float) -> None:
    # A blank at the end of a line needs no room: only what is written counts.
    least = text_width(text.replace(" ", ""), 10) / (points - 4)
    assert wrapped_lines(text, 10, points) >= least - 1e-6


def test_a_wider_column_never_needs_more_lines() -> None:
    text = "Two in four weeks. Last session 21 Sep, 60 days ago; none in the last 28 days."
    counts = [wrapped_lines(text, 10, points) for points in range(40, 600, 10)]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 1


@pytest.mark.parametrize("columns", [WEEK_COLUMNS, OVERDUE_COLUMNS, DUE_COLUMNS, KEY_WORKER_COLUMNS])
@pytest.mark.parametrize("size", [10, 12])
def test_no_date_is_shown_as_hashes(columns: tuple[Column[object], ...], size: float) -> None:
    workbook = Workbook()
    page = Page(workbook.active, Looks(workbook))
    table = Table(page, columns, size)
    for place, column in enumerate(table.columns, start=1):
        needed = text_width(WIDEST.get(column.format, ""), size, bold=True)
        assert page.points(place) >= needed + 7 * column.indent, column.heading


def test_widths_are_those_of_a_spreadsheet() -> None:
    assert column_points(10) == 75 * 0.75
    assert WIDEST[DATE] == "Wed 26 Nov 2026"
