"""A file is written whole or not at all, and every problem says what to do."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from keywork_desktop.domain.due_list import due_list
from keywork_desktop.domain.errors import EnvironmentProblem, RequestError
from keywork_desktop.exporting import RotaFacts, export_rota
from keywork_desktop.exporting.saving import another_name, write_whole
from tests.whole_prison import a_whole_prison


def facts() -> RotaFacts:
    snapshot = a_whole_prison(1, 3, 12)
    moment = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
    return RotaFacts(snapshot, due_list(snapshot), 4, None, moment, "Keywork Desktop 0.1.0")


def test_a_new_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "rota.xlsx"
    path.write_bytes(b"old")
    export_rota(facts(), path)
    assert load_workbook(path).sheetnames[0] == "Rota"
    assert [file.name for file in tmp_path.iterdir()] == ["rota.xlsx"]


def test_a_file_open_in_excel_is_kept_and_another_name_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rota.xlsx"
    path.write_bytes(b"open in Excel")
    (tmp_path / "rota (2).xlsx").write_bytes(b"also there")

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "being used by another process", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(EnvironmentProblem) as caught:
        export_rota(facts(), path)
    assert caught.value.code == "file_open_elsewhere"
    assert caught.value.details["offer"] == str(tmp_path / "rota (3).xlsx")
    assert "rota (3).xlsx" in caught.value.message
    assert path.read_bytes() == b"open in Excel"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["rota (2).xlsx", "rota.xlsx"]


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "disk_full"), (errno.EIO, "cannot_write")])
def test_what_cannot_be_written_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(EnvironmentProblem) as caught:
        write_whole(tmp_path / "rota.xlsx", b"content")
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="does not exist") as caught:
        write_whole(tmp_path / "nowhere" / "rota.xlsx", b"content")
    assert caught.value.code == "cannot_write"


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "rota.xlsx"
    folder.mkdir()
    with pytest.raises(EnvironmentProblem, match="is a folder") as caught:
        write_whole(folder, b"content")
    assert caught.value.code == "cannot_write"
    assert list(tmp_path.iterdir()) == [folder]


def test_a_file_as_folder_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(EnvironmentProblem) as caught:
        write_whole(tmp_path / "file" / "rota.xlsx", b"content")
    assert caught.value.code == "cannot_write"


def test_other_names_count_up(tmp_path: Path) -> None:
    assert another_name(tmp_path / "rota.xlsx").name == "rota (2).xlsx"


def test_nothing_passes_through_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash would leave people's names there."""

    def refuse(*args: object, **options: object) -> None:
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", refuse)
    export_rota(facts(), tmp_path / "rota.xlsx")


def test_what_excel_is_not_to_complain_about_names_its_cells(tmp_path: Path) -> None:
    """Without the range Excel would call the file damaged."""
    export_rota(facts(), tmp_path / "rota.xlsx")
    with ZipFile(tmp_path / "rota.xlsx") as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "/worksheets/sheet" in name]
    assert len(sheets) == 11
    for sheet in sheets:
        dimension = re.search(r'<dimension ref="([A-Z0-9:]+)"', sheet)
        assert dimension
        assert f'<ignoredErrors><ignoredError sqref="{dimension[1]}" numberStoredAsText="1" />' in sheet


@pytest.mark.parametrize("name", ["rota.pdf", "rota.doc", "rota"])
def test_an_unknown_format_names_those_that_work(tmp_path: Path, name: str) -> None:
    with pytest.raises(RequestError, match=r"\.xlsx or \.ics") as caught:
        export_rota(facts(), tmp_path / name)
    assert caught.value.code == "format_not_available"
    assert list(tmp_path.iterdir()) == []
