"""Read reports that are text: any encoding Excel or NOMIS writes, separated by comma, semicolon, tab or bar."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from keywork_desktop.domain.errors import RequestError
from keywork_desktop.importing.tables import RawRow

_SEPARATORS = ",;\t|"
_NAMED_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def decoded(content: bytes, name: str) -> str:
    """The text of a file in UTF-8 (with or without mark), UTF-16 or Windows-1252.

    Raises `RequestError` with code `unknown_encoding` for anything that is not text.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _decode(content, encoding, name)
    head = content[:400]
    if b"\x00" in head:
        # UTF-16 without a mark: every second byte of Western text is nothing.
        return _decode(content, "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be", name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(content, "cp1252", name)


def _decode(content: bytes, encoding: str, name: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = "\x00"
    if "\x00" in text:
        raise RequestError(
            f"{name}: this is not a text file, or its letters cannot be read. "
            "Open the report in Excel, save it as 'CSV UTF-8' and import that.",
            code="unknown_encoding",
            details={"file": name},
        )
    return text


def separator_of(text: str) -> str:
    """The separator that cuts the first rows most evenly into the most columns."""
    start = text[:65536]
    best, best_score = ",", 0
    for separator in _SEPARATORS:
        counts: Counter[int] = Counter()
        for number, cells in enumerate(csv.reader(io.StringIO(start, newline=""), delimiter=separator)):
            if number >= 100:
                break
            if len(cells) > 1:
                counts[len(cells)] += 1
        score = max((times * (width - 1) for width, times in counts.items()), default=0)
        if score > best_score:
            best, best_score = separator, score
    return best


def rows_of_text(content: bytes, name: str) -> Iterator[RawRow]:
    """The rows of a text file with the numbers Excel shows: a line break inside quotation marks starts no row.

    Raises `RequestError`: `unknown_encoding`, `damaged_file` (a quotation mark that is never closed).
    """
    text = decoded(content, name)
    named = _NAMED_SEPARATOR.match(text)
    separator = named[1] if named else ""
    if named:
        text = text[named.end() :]
    csv.field_size_limit(1_000_000)
    try:
        separator = separator or separator_of(text)
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1):
            yield RawRow(number, tuple(_plain(cell) or None for cell in cells))
        _check_quotes(text, separator)
    except csv.Error as error:
        raise RequestError(
            f"{name}: a quotation mark is opened and never closed, so rows run into each other. "
            "Export the report again; if you changed it by hand, mend the quotation marks.",
            code="damaged_file",
            details={"file": name},
        ) from error


def _plain(cell: str) -> str:
    """The cell without `="…"`, by which some programs keep Excel from turning it into a date."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') and len(cell) > 2 else cell


def _check_quotes(text: str, separator: str) -> None:
    """Raise `csv.Error` where the last quotation mark is never closed: the rest of the file would be one cell."""
    if text.count('"') % 2 == 0:
        return
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            continue
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise
