"""How long the rota workbook of a whole prison takes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from keywork_desktop.domain.due_list import due_list
from keywork_desktop.exporting import RotaFacts, export_rota_workbook
from tests.whole_prison import a_whole_prison


def test_a_whole_prison_is_exported_while_one_waits(benchmark: Any, tmp_path: Path) -> None:
    """Aim: 1,000 prisoners, 156 officers and 1,600 sessions in less than three seconds."""
    snapshot = a_whole_prison(key_work=1)
    moment = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
    facts = RotaFacts(snapshot, due_list(snapshot), 4, None, moment, "Keywork Desktop 0.1.0")
    exported = benchmark(export_rota_workbook, facts, tmp_path / "rota.xlsx")
    assert exported.sessions >= 1_600
