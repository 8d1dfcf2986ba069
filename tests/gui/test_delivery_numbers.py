"""On the sample reports the Delivery page, its workbook and `stats --json` give the same numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from keywork_desktop.cli import run
from keywork_desktop.domain.measure_rows import By
from keywork_desktop.store import Store, StoreKey
from keywork_desktop.ui.pages.delivery import DeliveryPage
from keywork_desktop.ui.widgets.day_field import qdate
from tests.delivery_play import a_page, cards, rows
from tests.store.prison_facts import MANAGER

AS_OF = date(2026, 11, 20)
FIRST, LAST = date(2026, 10, 19), date(2026, 11, 15)
PERIOD = ("--from", FIRST.isoformat(), "--to", LAST.isoformat())


@pytest.fixture(scope="module")
def imported(sample_reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with all sample reports, everybody allocated."""
    store = tmp_path_factory.mktemp("delivery") / "prison.store"
    files = [str(file) for file in sorted([*sample_reports.glob("*.csv"), *sample_reports.glob("*.xlsx")])]
    for command in (
        ["init", "--establishment", "SMI", "--name", "HMP Saltmarsh", "--no-encryption"],
        ["import", *files, "--accept-suggestions"],
        ["recommend", "--apply"],
    ):
        assert run(["--store", str(store), "--as-of", AS_OF.isoformat(), *command, "--json"]).status == 0
    return store


@pytest.fixture
def page(imported: Path, qtbot: QtBot) -> Iterator[DeliveryPage]:
    """The page on four weeks of October and November."""
    with Store.open(imported, StoreKey.none(), MANAGER) as store:
        made = a_page(qtbot, store, AS_OF)
        show(made, FIRST, LAST)
        yield made


def show(page: DeliveryPage, first: date, last: date) -> None:
    page.chooser.first.setDate(qdate(first))
    page.chooser.last.setDate(qdate(last))


def stats(store: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    capsys.readouterr()
    assert run(["--store", str(store), "--as-of", AS_OF.isoformat(), "stats", *arguments, "--json"]).status == 0
    return json.loads(capsys.readouterr().out)


def figure(text: str) -> float | None:
    """The number that a cell or a card begins with."""
    return None if text == "–" else float(text.split(" ", maxsplit=1)[0].replace(",", ""))


def test_the_cards_say_what_stats_says(page: DeliveryPage, imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said, answer = cards(page), stats(imported, capsys, *PERIOD)
    assert answer["sessions"] > 500
    for key in ("coverage", "delivery_rate", "longest_gap_days", "overdue_priority", "never_met", "entries"):
        assert figure(said[key]) == answer[key], key
    for key in ("minutes_per_prisoner_week", "days_to_allocation", "days_to_first_session"):
        assert figure(said[key]) == answer[key], key
    assert figure(said["lost"]) == sum(answer["lost"].values())
    spread = answer["caseloads"]
    assert said["caseloads"] == (f"{spread['least']} – {spread['most']}" if spread else "–")


@pytest.mark.parametrize("by", By)
def test_the_table_says_what_stats_says(
    page: DeliveryPage, imported: Path, capsys: pytest.CaptureFixture[str], by: By
) -> None:
    show(page, date(2026, 10, 24), AS_OF)
    page.body.turn_to(by)
    answer = stats(imported, capsys, "--from", "2026-10-24", "--to", AS_OF.isoformat(), "--by", by.value)
    shown = rows(page)
    assert len(shown) == len(answer["rows"]) > 3
    for cells, row in zip(shown, answer["rows"], strict=True):
        if row.get("withheld"):
            assert cells[1] == "too few people to be shown"
            assert not any(cells[2:])
            continue
        keys = (
            "coverage", None, "delivery_rate", "sessions", "projected", "eligible", "longest_gap_days",
            "overdue_priority", "never_met", "minutes_per_prisoner_week",
        )  # fmt: skip
        assert cells[0] == row["name"]
        assert cells[2] == f"{row['covered']:,} of {row['coverable']:,}"
        for text, key in zip(cells[1:], keys, strict=False):
            assert key is None or figure(text) == row[key], (cells[0], key)
        assert figure(cells[-1]) == sum(row["lost"].values())


def test_the_unit_and_the_rate_asked_for_are_those_of_stats(
    page: DeliveryPage, imported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page.office.show_units(frozenset({"2"}))
    page.chooser.weeks.setCurrentIndex(page.chooser.weeks.findText("Rate: one a week"))
    answer = stats(imported, capsys, *PERIOD, "--unit", "2", "--every-weeks", "1")
    said = cards(page)
    assert (figure(said["coverage"]), figure(said["delivery_rate"])) == (answer["coverage"], answer["delivery_rate"])


def test_the_trend_is_stats_of_each_period(
    page: DeliveryPage, imported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = [point for point in page.body.trend if point.measures is not None]
    assert len(known) >= 2
    for point in known:
        answer = stats(imported, capsys, "--from", str(point.period.first), "--to", str(point.period.last))
        assert point.measures is not None
        assert float(point.measures.coverage or 0) == answer["coverage"]
    assert page.body.trend[-1].period.last == LAST


def test_the_workbook_of_the_command_line_says_it_too(
    imported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "delivery.xlsx"
    command = ["--store", str(imported), "--as-of", AS_OF.isoformat(), "export", "stats", *PERIOD, "-o", str(file)]
    assert run([*command, "--json"]).status == 0
    written = json.loads(capsys.readouterr().out)
    book = openpyxl.load_workbook(file)
    answer = stats(imported, capsys, *PERIOD, "--by", "unit")
    assert written == {"path": str(file), "sheets": book.sheetnames, "sessions": answer["sessions"]}
    assert book.sheetnames[0] == "Measures"
    assert book.sheetnames[-1] == "About"
    sheet = book["By houseblock"]
    units = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=5, max_row=4 + len(answer["rows"]))]
    for cells, row in zip(units, answer["rows"], strict=True):
        assert cells[:6] == [
            row["name"], row["coverage"], f"{row['covered']} of {row['coverable']}", row["delivery_rate"],
            row["sessions"], row["projected"],
        ]  # fmt: skip
    for sheet in book.worksheets:
        assert "OFFICIAL-SENSITIVE" in sheet.oddHeader.center.text
        assert "OFFICIAL-SENSITIVE" in sheet.oddFooter.center.text
