"""The delivery report as a file: its sheets, its marking, names that look like formulas, and what is withheld."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from keywork_desktop.domain.delivery_report import Completeness, DeliveryReport, KnownFrom, TrendPoint
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.measure_rows import By, MeasureRow
from keywork_desktop.domain.measure_words import FIGURES, HEADLINES, MORE_FIGURES, NOTHING
from keywork_desktop.domain.measures import measure
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.exporting.delivery_export import delivery_pages, delivery_workbook, export_delivery
from keywork_desktop.exporting.delivery_tables import DeliveryFacts

PERIOD = Period(date(2026, 10, 1), date(2026, 10, 31))
NOBODY = measure([], 31, None)


def the_facts(marking: str = "OFFICIAL-SENSITIVE") -> DeliveryFacts:
    rows = {
        By.UNIT: (MeasureRow("2", "Houseblock 2", NOBODY),),
        By.KEY_WORKER: (MeasureRow("Q", '=HYPERLINK("x")', NOBODY), MeasureRow(None, "@SUM(A1)", NOBODY)),
        By.COHORT: (MeasureRow("acct_open", "ACCT open", None),),
    }
    known = KnownFrom(date(2026, 10, 3))
    report = DeliveryReport("HMP Saltmarsh", PERIOD, None, None, NOBODY, rows, known)
    trend = (
        TrendPoint(Period(date(2026, 9, 1), date(2026, 9, 30)), None, Completeness.NONE),
        TrendPoint(PERIOD, NOBODY, Completeness.PART),
    )
    return DeliveryFacts(report, trend, datetime(2026, 11, 20, 10, 42, tzinfo=UTC), "Keywork Desktop 0.1.0", marking)


def test_a_sheet_for_each_table_and_about() -> None:
    assert delivery_workbook(the_facts()).sheetnames == [
        "Measures",
        "By houseblock",
        "By key worker",
        "By cohort",
        "Lost sessions",
        "Overdue priority",
        "Trend",
        "About",
    ]


def test_a_name_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    export_delivery(the_facts(), tmp_path / "delivery.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "delivery.xlsx")["By key worker"]
    for row, name in ((5, '=HYPERLINK("x")'), (6, "@SUM(A1)")):
        cell = sheet.cell(row, 1)
        assert (cell.value, cell.data_type, cell.quotePrefix) == (name, "s", True)


def test_a_withheld_cohort_has_no_number_anywhere() -> None:
    sheet = delivery_workbook(the_facts())["By cohort"]
    assert [cell.value for cell in sheet[5]] == [
        "ACCT open",
        "too few people to be shown",
        *[None] * (len(FIGURES) + len(MORE_FIGURES) - 1),
    ]
    (table,) = [table for table in delivery_pages(the_facts()).tables if table.heading == "By cohort"]
    assert set(table.rows[0].cells[2:]) == {NOTHING}


def test_a_period_that_nothing_is_known_of_stays_empty_in_the_trend() -> None:
    sheet = delivery_workbook(the_facts())["Trend"]
    assert [cell.value for cell in sheet[5]][:3] == ["September 2026", "not known", None]
    assert [cell.value for cell in sheet[6]][:2] == ["October 2026", "in part"]


def test_what_is_missing_and_the_marking_stand_on_every_sheet() -> None:
    book = delivery_workbook(the_facts(marking="OFFICIAL"))
    for sheet in book.worksheets:
        assert sheet.oddHeader.center.text == sheet.oddFooter.center.text == "OFFICIAL"
        said = [cell.value for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str)]
        assert any(text.startswith("Case notes are known from Sat 3 Oct 2026 on.") for text in said)


def test_nobody_measured_is_said_without_a_number_made_up() -> None:
    texts = {measured.id: measured.text(NOBODY) for measured in HEADLINES}
    assert {key for key, text in texts.items() if text == NOTHING} == {
        "coverage",
        "delivery_rate",
        "longest_gap_days",
        "minutes_per_prisoner_week",
        "caseloads",
        "days_to_allocation",
        "days_to_first_session",
    }
    assert all(measured.counted(NOBODY).endswith(".") for measured in HEADLINES)
    assert Decimal(0) not in [measured.value(NOBODY) for measured in HEADLINES[:2]]


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="has to end in"):
        export_delivery(the_facts(), tmp_path / "delivery.pdf")
    assert list(tmp_path.iterdir()) == []
