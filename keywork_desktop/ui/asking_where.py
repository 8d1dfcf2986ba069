"""Asks where to save, with a name offered; another name where Excel holds the file; and the ways to what was saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from keywork_desktop.domain.errors import EnvironmentProblem

PDF = {"PDF (*.pdf)": "pdf"}


def documents() -> Path:
    """The user's folder of documents, where files are offered to be saved first."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def ask_where(
    owner: QWidget, title: str, offered: Path, kinds: Mapping[str, str], chosen: Callable[[str], object]
) -> QFileDialog:
    """Open the dialog with the name `offered` in its field; `chosen` is called with the file that is chosen.

    `kinds` are the filters, each with the ending it stands for: the first is the usual one, and the name follows
    another that is taken. The dialog asks itself whether an older file may go, and is freed when it closes.
    """
    dialog = QFileDialog(owner, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(kinds))
    dialog.filterSelected.connect(partial(_follow, dialog, kinds))
    dialog.setDefaultSuffix(next(iter(kinds.values())))
    dialog.setDirectory(str(offered.parent))
    dialog.selectFile(offered.name)
    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _follow(dialog: QFileDialog, kinds: Mapping[str, str], chosen: str) -> None:
    """Give the file's name the ending of the kind that was taken; a kind without one leaves it."""
    ending = kinds.get(chosen)
    if not ending:
        return
    dialog.setDefaultSuffix(ending)
    names = dialog.selectedFiles()
    if names:
        dialog.selectFile(Path(names[0]).with_suffix(f".{ending}").name)


def free_name(problem: EnvironmentProblem, path: Path) -> Path:
    """The name to offer because another program holds `path` open; raises every other problem."""
    if problem.code != "file_open_elsewhere":
        raise problem
    return Path(str(problem.details.get("offer", path.with_name(f"{path.stem} (2){path.suffix}"))))


def ways_to(path: Path) -> dict[str, Callable[[], None]]:
    """Buttons that open a file that was written, and its folder."""
    return {"Open": partial(_open, path), "Open folder": partial(_open, path.parent)}


def _open(path: Path) -> None:
    """Open a file with the program the system has for it, a folder in the file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
