"""A remembered code wherever officers are shown: on the board, in the calendar and in the exported workbook."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from keywork_desktop.domain.detail import Shift, ShiftCode
from keywork_desktop.domain.presence import presence
from keywork_desktop.domain.shift_codes import codes_of_prison, counted_shift
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.exporting.rota_export import export_rota_workbook
from keywork_desktop.ui.models.rota_facts import RotaFacts as RotaPageFacts
from keywork_desktop.ui.view import View
from tests.factories import TODAY, a_key_worker, a_shift, a_snapshot
from tests.unit.test_workbook import facts_of

MONDAY = date(2026, 11, 23)
TX = ShiftCode("TX", "Transfer escort", time(7, 30), time(15, 30))
KHAN, OKAFOR = "OFF01A", "OFF02B"


def a_prison(*codes: ShiftCode) -> Snapshot:
    """KHAN has TX with key work time, OKAFOR an early shift before the usual hours."""
    known = codes_of_prison({code.code: code for code in codes})
    shifts: list[Shift] = [a_shift(KHAN, MONDAY, "TX", "1400-1530"), a_shift(OKAFOR, MONDAY, "E", "0645-0730")]
    return a_snapshot(
        (),
        (a_key_worker(KHAN, last_name="KHAN"), a_key_worker(OKAFOR, last_name="OKAFOR")),
        shifts=[counted_shift(shift, known) for shift in shifts],
        period=Period(MONDAY, MONDAY + timedelta(days=27)),
        shift_codes=known,
    )


@pytest.mark.parametrize(
    ("codes", "khan", "okafor"),
    [
        ((), ("shift TX, not explained", 0), ("early", 0)),
        ((TX,), ("transfer escort", 90), ("early", 0)),
        ((ShiftCode("E", "Early turn", time(6, 30), time(12)),), ("shift TX, not explained", 0), ("early turn", 45)),
    ],
)
def test_who_is_in_and_with_which_key_work_time(
    codes: tuple[ShiftCode, ...], khan: tuple[str, int], okafor: tuple[str, int]
) -> None:
    facts = a_prison(*codes)
    found = {staff_id: presence(facts, facts.key_workers[staff_id], MONDAY) for staff_id in (KHAN, OKAFOR)}
    assert [(each.words, each.key_work_minutes) for each in found.values()] == [khan, okafor]
    page = RotaPageFacts(View(facts, (), TODAY))
    cells = [page.cell(facts.key_workers[staff_id], MONDAY) for staff_id in (KHAN, OKAFOR)]
    assert [sum(span.minutes for span in cell.key_work) for cell in cells] == [khan[1], okafor[1]]
    assert [cell.unexplained for cell in cells] == [khan[0].endswith("not explained"), False]


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ((), "Nobody has explained this code; key work time under it does not count"),
        ((TX,), "Transfer escort, 07:30–15:30"),
    ],
)
def test_the_workbook_explains_the_codes_it_shows(codes: tuple[ShiftCode, ...], said: str, tmp_path: Path) -> None:
    path = tmp_path / "rota.xlsx"
    export_rota_workbook(facts_of(a_prison(*codes)), path)
    about = {row[0]: row[1] for row in load_workbook(path)["About"].iter_rows(values_only=True)}
    assert about["TX"] == said
    assert about["E"] == "Early, 07:00–12:30"
