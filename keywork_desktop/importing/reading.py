"""From a file, or its bytes, to tables: the only place of importing that touches a disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from keywork_desktop.domain.errors import EnvironmentProblem
from keywork_desktop.importing.tables import RawTable
from keywork_desktop.importing.text_files import rows_of_text
from keywork_desktop.importing.workbooks import tables_of_workbook
from keywork_desktop.importing.wrong_files import LARGEST_FILE, FileForm, form_of


def content_of(path: Path) -> bytes:
    """The bytes of a file. Raises `EnvironmentProblem` with code `unreadable`, saying what to do."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise _unreadable(path, "there is no such file. Check its name and folder.") from error
    except IsADirectoryError as error:
        raise _unreadable(path, "this is a folder. Import the files in it.") from error
    except PermissionError as error:
        if path.is_dir():  # how Windows says it
            raise _unreadable(path, "this is a folder. Import the files in it.") from error
        raise _unreadable(
            path,
            "the file cannot be opened. Close it where it is open, in Excel perhaps, and check that you may read it.",
        ) from error
    except OSError as error:
        reason = error.strerror or "the disk or the network does not answer"
        raise _unreadable(
            path, f"the file cannot be read ({reason}). Copy it to this computer and import the copy."
        ) from error


def _unreadable(path: Path, what: str) -> EnvironmentProblem:
    return EnvironmentProblem(f"{path}: {what}", code="unreadable", details={"file": str(path)})


def tables_of(content: bytes, name: str) -> Iterator[RawTable]:
    """The tables of a file; each must be read before the next is asked for.

    Raises `RequestError` for what cannot be read: `empty_file`, `too_large`, `password_protected`, `wrong_file_kind`,
    `damaged_file`, `unknown_encoding`.
    """
    if form_of(content, name) is FileForm.WORKBOOK:
        yield from tables_of_workbook(content, name)
    else:
        yield RawTable("", rows_of_text(content, name))
