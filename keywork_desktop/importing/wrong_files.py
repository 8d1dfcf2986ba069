"""Recognise a file by its first bytes, and say what to do about the wrong ones."""

from __future__ import annotations

import io
import zipfile
from enum import Enum

from keywork_desktop.domain.errors import RequestError

LARGEST_FILE = 80 * 1024 * 1024
LARGEST_UNPACKED = 400 * 1024 * 1024
"""Bytes. A year of a large prison's case notes is under 10 MB; more than this is no report."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class FileForm(Enum):
    """How a readable file is built."""

    TEXT = "text"
    WORKBOOK = "workbook"


def _refused(name: str, code: str, what: str, mend: str) -> RequestError:
    return RequestError(f"{name}: {what} {mend}", code=code, details={"file": name})


def form_of(content: bytes, name: str) -> FileForm:
    """Whether `content` is text or an .xlsx workbook.

    Raises `RequestError`: `empty_file`, `too_large`, `password_protected`, `wrong_file_kind`, `damaged_file`.
    """
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise _refused(name, "empty_file", "the file is empty.", "Save the report again and import the new file.")
    if len(content) > LARGEST_FILE:
        raise _too_large(name)
    if content.startswith(_OLE):
        raise _old_office_file(content, name)
    if content.startswith(b"PK\x03\x04"):
        _check_workbook(content, name)
        return FileForm.WORKBOOK
    for start, what in (
        (b"%PDF", "this is a PDF."),
        (b"{\\rtf", "this is a rich text document."),
        (b"\x89PNG", "this is a picture."),
        (b"\xff\xd8\xff", "this is a picture."),
        (b"\x1f\x8b", "this is a compressed file."),
        (b"7z\xbc\xaf", "this is a compressed file."),
        (b"Rar!", "this is a compressed file."),
        (b"SQLite format 3", "this is a database, not a report."),
    ):
        if content.startswith(start):
            raise _refused(name, "wrong_file_kind", what, "Export the report as CSV or .xlsx and import that.")
    if (
        content[:2000]
        .lstrip(b"\xef\xbb\xbf \t\r\n")
        .lower()
        .startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta"))
    ):
        raise _refused(
            name,
            "wrong_file_kind",
            "this is a web page or XML, even if its name ends in .xls.",
            "Open it in Excel, save it as 'Excel Workbook (.xlsx)' or 'CSV UTF-8', and import that.",
        )
    return FileForm.TEXT


def _too_large(name: str) -> RequestError:
    return _refused(
        name, "too_large", "the file is far larger than any report.", "Export the report again, for a shorter period."
    )


def _old_office_file(content: bytes, name: str) -> RequestError:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _refused(
            name,
            "password_protected",
            "the workbook is protected by a password.",
            "Open it in Excel, remove the password under File, Info, Protect Workbook, save it and import it again.",
        )
    if "WordDocument".encode("utf-16-le") in content:
        return _refused(name, "wrong_file_kind", "this is a Word document.", "Import the report as CSV or .xlsx.")
    return _refused(
        name,
        "wrong_file_kind",
        "this is an old Excel workbook (.xls).",
        "Open it in Excel, save it as 'Excel Workbook (.xlsx)' and import that.",
    )


def _check_workbook(content: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError) as error:
        raise damaged(name) from error
    names = {member.filename for member in members}
    if sum(member.file_size for member in members) > LARGEST_UNPACKED or len(members) > 5000:
        raise _too_large(name)
    if any(member.flag_bits & 0x1 for member in members):
        raise _refused(
            name,
            "password_protected",
            "the file is protected by a password.",
            "Save it without one and import it again.",
        )
    if "xl/workbook.xml" in names:
        return
    for start, what in (
        ("word/", "this is a Word document."),
        ("ppt/", "this is a PowerPoint presentation."),
        ("xl/workbook.bin", "this is a binary Excel workbook (.xlsb)."),
        ("content.xml", "this is an OpenDocument file."),
    ):
        if any(member.startswith(start) for member in names):
            raise _refused(name, "wrong_file_kind", what, "Save it as 'Excel Workbook (.xlsx)' or CSV and import that.")
    raise _refused(name, "wrong_file_kind", "this is a zip folder.", "Unpack it and import the reports inside.")


def damaged(name: str) -> RequestError:
    """The error for a workbook that cannot be read to its end."""
    return _refused(
        name,
        "damaged_file",
        "the workbook is damaged, or was not copied completely.",
        "Export the report again; if Excel can open it, save it there as a new workbook.",
    )
