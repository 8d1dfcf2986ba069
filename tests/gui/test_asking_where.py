"""Asking where to save: the name that is offered, its ending, the file that is chosen, and a name that is free."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from keywork_desktop.domain.errors import EnvironmentProblem
from keywork_desktop.ui.asking_where import PDF, ask_where, free_name
from tests.rota_play import freed

KINDS = {"Excel workbook (*.xlsx)": "xlsx", **PDF, "All files (*)": ""}


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def in_field(dialog: QFileDialog) -> str:
    return Path(dialog.selectedFiles()[0]).name


def test_the_name_is_offered_and_what_is_chosen_is_told(owner: QWidget, tmp_path: Path) -> None:
    told: list[str] = []
    dialog = ask_where(owner, "Export", tmp_path / "rota.xlsx", KINDS, told.append)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert in_field(dialog) == "rota.xlsx"
    dialog.accept()
    assert freed(dialog)
    assert told == [str(tmp_path / "rota.xlsx")]


def test_the_ending_follows_the_kind_that_is_taken(owner: QWidget, tmp_path: Path) -> None:
    dialog = ask_where(owner, "Export", tmp_path / "rota.xlsx", KINDS, print)
    for kind, name in zip(KINDS, ("rota.xlsx", "rota.pdf", "rota.pdf"), strict=True):
        dialog.filterSelected.emit(kind)
        assert in_field(dialog) == name
    dialog.reject()
    assert freed(dialog)


def test_a_name_is_free_when_excel_holds_the_file_and_other_problems_are_raised(tmp_path: Path) -> None:
    asked = tmp_path / "rota.xlsx"
    held = EnvironmentProblem("Excel holds it.", code="file_open_elsewhere", details={"offer": str(tmp_path / "x")})
    assert free_name(held, asked) == tmp_path / "x"
    assert free_name(EnvironmentProblem("Excel holds it.", code="file_open_elsewhere"), asked).name == "rota (2).xlsx"
    with pytest.raises(EnvironmentProblem, match="full"):
        free_name(EnvironmentProblem("The disk is full.", code="disk_full"), asked)
