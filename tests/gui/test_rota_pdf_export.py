"""Exporting the rota as PDF from the window: the format chosen gives the file its ending."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from keywork_desktop.ui.widgets.calendar_export import FORMATS
from tests.calendar_prison import TUESDAY, a_wing
from tests.rota_play import Played, playing


@pytest.fixture
def played(qtbot: QtBot, tmp_path: Path) -> Iterator[Played]:
    """SMITH is planned for Tuesday."""
    with playing(qtbot, tmp_path, a_wing()) as made:
        made.place(TUESDAY)
        yield made


def asked(played: Played, folder: Path) -> QFileDialog:
    played.page.header.export.click()
    dialog = played.page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(folder))
    return dialog


def test_the_format_gives_the_file_its_ending(played: Played, tmp_path: Path) -> None:
    dialog = asked(played, tmp_path)
    for name, ending in FORMATS.items():
        dialog.filterSelected.emit(name)
        assert Path(dialog.selectedFiles()[0]).suffix == f".{ending}"
        assert dialog.defaultSuffix() == ending
    dialog.reject()


def test_the_rota_is_written_as_pdf_for_paper(played: Played, tmp_path: Path) -> None:
    dialog = asked(played, tmp_path)
    dialog.selectFile(str(tmp_path / "rota.pdf"))
    dialog.accept()
    QApplication.processEvents()
    assert (tmp_path / "rota.pdf").read_bytes().startswith(b"%PDF")
    assert played.page.notice.words.text() == "Exported 1 session to rota.pdf."
