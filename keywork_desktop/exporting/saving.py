"""Files written whole or not at all: beside the old one first, then in its place."""

from __future__ import annotations

import errno
import os
import secrets
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.packaging.relationship import RelationshipList
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import Element, SubElement

from keywork_desktop.domain.errors import EnvironmentProblem

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_DISK_FULL_WINDOWS = 112


def another_name(path: Path) -> Path:
    """The first free `rota (2).xlsx`, `rota (3).xlsx` … beside `path`."""
    number = 2
    while (other := path.with_name(f"{path.stem} ({number}){path.suffix}")).exists():
        number += 1
    return other


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` to `path`; the file that was there stays until the new one is complete.

    Raises `EnvironmentProblem`: `file_open_elsewhere` (details: `offer`, a free name), `disk_full`, `cannot_write`.
    """
    beside = path.with_name(f".{secrets.token_hex(6)}.part")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as problem:
        _remove(beside)
        raise _problem(path, problem) from problem
    try:
        beside.replace(path)
    except PermissionError as problem:
        _remove(beside)
        if not path.is_file():
            raise _problem(path, problem) from problem
        offer = another_name(path)
        raise EnvironmentProblem(
            f"{path.name} is open in another program, probably Excel. Close it there and export again, "
            f"or save under another name: {offer.name}.",
            code="file_open_elsewhere",
            details={"path": str(path), "offer": str(offer)},
        ) from problem
    except OSError as problem:
        _remove(beside)
        raise _problem(path, problem) from problem


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # the folder is gone or read-only: then nothing was written into it either


def _problem(path: Path, problem: OSError) -> EnvironmentProblem:
    details = {"path": str(path)}
    if problem.errno in _FULL or getattr(problem, "winerror", None) == _DISK_FULL_WINDOWS:
        return EnvironmentProblem(
            f"The disk is full: {path.name} could not be written to {path.parent}. "
            "Free some space or choose a folder on another drive.",
            code="disk_full",
            details=details,
        )
    if not path.parent.is_dir():
        message = f"The folder {path.parent} does not exist. Choose another folder for {path.name}."
    elif path.is_dir():
        message = f"{path} is a folder. Choose a name for the file."
    else:
        message = f"{path.name} cannot be written to {path.parent}. Choose a folder that you may change."
    return EnvironmentProblem(message, code="cannot_write", details=details)


def workbook_bytes(workbook: Workbook, made_at: datetime) -> bytes:
    """The workbook as a file's content; the same workbook and moment give the same bytes.

    Nothing passes through the temporary folder of the machine, where a crash would leave people's names.
    """
    moment = made_at.replace(tzinfo=None, microsecond=0)
    workbook.properties.created = workbook.properties.modified = moment
    content = BytesIO()
    with _DatedArchive(content, moment) as archive:
        _InMemoryWriter(workbook, archive).write_data()
    return content.getvalue()


class _DatedArchive(ZipFile):
    """A zip file whose members all bear one date."""

    def __init__(self, file: BytesIO, moment: datetime) -> None:
        super().__init__(file, "w", ZIP_DEFLATED)
        self._moment = moment

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *_: Any, **__: Any) -> None:
        """Add one member."""
        member = zinfo_or_arcname if isinstance(zinfo_or_arcname, ZipInfo) else ZipInfo(zinfo_or_arcname)
        member.date_time = self._moment.timetuple()[:6]
        member.compress_type = ZIP_DEFLATED
        member.external_attr = 0o600 << 16
        super().writestr(member, data)


class _InMemoryWriter(ExcelWriter):
    """openpyxl's writer without its temporary files."""

    def write_worksheet(self, ws: Any) -> None:
        """Write one sheet into the archive."""
        out = BytesIO()
        writer = _QuietSheetWriter(ws, out)
        writer.write()
        ws._drawing = None
        ws._rels = writer._rels if writer._rels is not None else RelationshipList()
        self._archive.writestr(ws.path[1:], out.getvalue())
        self.manifest.append(ws)


class _QuietSheetWriter(WorksheetWriter):
    """Tells Excel not to mark houseblock numbers as "number stored as text": they are names."""

    def write_breaks(self) -> None:
        """The page breaks, and after them, as the format wants it, what Excel is not to complain about."""
        super().write_breaks()
        # Not openpyxl's IgnoredError: it leaves out the range, and Excel then offers to repair the file.
        ignored = Element("ignoredErrors")
        SubElement(ignored, "ignoredError", {"sqref": self.ws.dimensions, "numberStoredAsText": "1"})
        self.xf.send(ignored)
