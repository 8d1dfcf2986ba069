"""Read .xlsx workbooks: every visible sheet, rows numbered as Excel shows them, merged cells filled downwards."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from keywork_desktop.domain.errors import RequestError
from keywork_desktop.importing.cells import Cell
from keywork_desktop.importing.tables import RawRow, RawTable
from keywork_desktop.importing.wrong_files import damaged

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)"')
_WIDEST = 400
_LONGEST = 400_000


def tables_of_workbook(content: bytes, name: str) -> Iterator[RawTable]:
    """The sheets of a workbook, one after the other; each must be read before the next is asked for.

    Raises `RequestError`: `damaged_file`, `too_large`.
    """
    import openpyxl
    from defusedxml.common import DefusedXmlException
    from openpyxl.utils.exceptions import InvalidFileException

    unreadable = (
        InvalidFileException,
        DefusedXmlException,
        ParseError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        IndexError,
        TypeError,
        EOFError,
        AttributeError,
    )
    try:
        with warnings.catch_warnings():
            # Excel's extensions that openpyxl leaves out have nothing to do with what the cells hold.
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except unreadable as error:
        raise damaged(name) from error
    try:
        for sheet in workbook.worksheets:
            if sheet.sheet_state == "visible":
                yield RawTable(sheet.title, _guarded(_rows(sheet, name), name, unreadable))
    finally:
        workbook.close()


def _guarded(rows: Iterator[RawRow], name: str, unreadable: tuple[type[Exception], ...]) -> Iterator[RawRow]:
    """The same rows; what openpyxl raises on a broken sheet becomes an error that says what to do."""
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                row = next(rows, None)
        except unreadable as error:
            raise damaged(name) from error
        if row is None:
            return
        yield row


def _rows(sheet: Any, name: str) -> Iterator[RawRow]:
    filled = _filled_downwards(sheet)
    sheet.reset_dimensions()  # what a file says about its own size is often wrong
    top: dict[int, Cell] = {}
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > _LONGEST:
            raise RequestError(
                f"{name}: sheet {sheet.title} has more than {_LONGEST:,} rows, more than any report. "
                "Delete the empty rows below the table, save it and import it again.",
                code="too_large",
                details={"file": name, "sheet": sheet.title},
            )
        cells = list(_without_tail(values))
        for column, spans in filled.items():
            for first, last in spans:
                if number == first:
                    top[column] = cells[column] if column < len(cells) else None
                elif first < number <= last:
                    cells.extend([None] * (column + 1 - len(cells)))
                    cells[column] = top.get(column)
        yield RawRow(number, tuple(cells))


def _without_tail(values: tuple[Cell, ...]) -> tuple[Cell, ...]:
    end = min(len(values), _WIDEST)
    while end and values[end - 1] is None:
        end -= 1
    return values[:end]


def _filled_downwards(sheet: Any) -> dict[int, list[tuple[int, int]]]:
    """Merged cells one column wide: what the top one says holds for every row of it (one key worker for three men)."""
    # openpyxl's reader of large files does not tell which cells are merged; the sheet's own text does.
    with sheet._get_source() as source:
        text = source.read()
    found: dict[int, list[tuple[int, int]]] = {}
    for left, first, right, last in _MERGED.findall(text):
        if left == right and first != last:
            found.setdefault(_column(left), []).append((int(first), int(last)))
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
