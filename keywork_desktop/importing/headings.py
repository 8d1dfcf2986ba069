"""Find the row of headings, tell the report by it, and find each column: by its heading, else by what it holds.

Columns nobody needs are dropped here, while the rows are read: the text of case notes above all, and religion,
ethnicity, offence and comments (DOMAIN 9).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.importing.cells import Cell, is_blank, words
from keywork_desktop.importing.contents import Holds, share
from keywork_desktop.importing.dates import moment_of
from keywork_desktop.importing.layouts import ALPHA_LIST, CASE_NOTES, LAYOUTS, Layout
from keywork_desktop.importing.tables import RawRow, RawTable

_PUNCTUATION = re.compile(r"[^a-z0-9]+")
_UNWANTED = re.compile(
    r"\b(?:text|comments?|narrative|remarks?|observations?|notes?|religions?|ethnic\w*|diet|nationality|offences?|pnc)\b"
)
_TITLE_ROWS = 40
_SAMPLE = 200


def plain(heading: Cell) -> str:
    """A heading without capitals and punctuation: `Case Note Type/Sub Type` is `case note type sub type`."""
    text = unicodedata.normalize("NFKC", words(heading)).casefold()
    return _PUNCTUATION.sub(" ", text).strip()


@dataclass(frozen=True)
class Sheet:
    """A recognised table: its layout, where its columns are, the headings as the file spells them, and its rows.

    `titles` are the rows above the headings. `dated` are the columns headed by a day (the detail).
    """

    name: str
    layout: Layout
    heading_row: int
    headings: tuple[str, ...]
    columns: Mapping[str, int]
    titles: tuple[RawRow, ...]
    rows: tuple[RawRow, ...]
    dated: tuple[int, ...] = ()
    raw_headings: tuple[Cell, ...] = ()

    def cell(self, row: RawRow, column: str) -> Cell:
        """The cell of our column in that row; None where the sheet has no such column."""
        return row.cell(self.columns.get(column))

    def heading(self, column: str) -> str:
        """The heading of our column as the file spells it; our own word where there is none."""
        index = self.columns.get(column)
        if index is None or index >= len(self.headings) or not self.headings[index]:
            return column.replace("_", " ").capitalize()
        return self.headings[index]

    def column_cells(self, column: str) -> Iterator[Cell]:
        """Every cell of our column."""
        index = self.columns.get(column)
        return (row.cell(index) for row in self.rows) if index is not None else iter(())


@dataclass(frozen=True)
class Unrecognised:
    """A table that is no known report. `found` are its headings, where some of them are known; never its cells."""

    name: str
    found: tuple[str, ...] = ()
    empty: bool = False


def sheet_of(table: RawTable, kind: ReportKind | None = None) -> Sheet | Unrecognised:
    """Recognise a table by its headings; `kind` says what it is where the headings alone do not."""
    layouts = tuple(layout for layout in LAYOUTS if kind is None or layout.kind is kind)
    rows = iter(table)
    before: list[RawRow] = []
    for row in rows:
        layout = _recognised(row.cells, layouts)
        if layout is not None:
            return _sheet(table.name, layout, row, before, rows)
        if not row.blank:
            before.append(row)
        if len(before) >= _TITLE_ROWS:
            break
    if kind is not None:
        forced = _most_likely(before, layouts)
        if forced is not None:
            position, layout = forced
            return _sheet(table.name, layout, before[position], before[:position], _chain(before[position + 1 :], rows))
    return Unrecognised(table.name, _known_headings(before), empty=not before)


def _chain(first: Iterable[RawRow], rest: Iterable[RawRow]) -> Iterator[RawRow]:
    yield from first
    yield from rest


def _recognised(cells: tuple[Cell, ...], layouts: tuple[Layout, ...]) -> Layout | None:
    headings = {plain(cell) for cell in cells if isinstance(cell, str)} - {""}
    if not headings:
        return None
    days: int | None = None
    for layout in layouts:
        names = {layout.by_heading[heading] for heading in headings if heading in layout.by_heading}
        if not any(told <= names for told in layout.told_by):
            continue
        if layout.unless and layout.unless & {ALPHA_LIST.by_heading.get(heading, "") for heading in headings}:
            continue
        if layout.dated_columns:
            days = len(dated_columns(cells)) if days is None else days
            if days < (1 if "staff_id" in names else 3):
                continue
        return layout
    return None


def _most_likely(before: list[RawRow], layouts: tuple[Layout, ...]) -> tuple[int, Layout] | None:
    """The row that looks most like headings of these layouts, where the kind is said by the user."""
    best: tuple[int, int, Layout] | None = None
    for position, row in enumerate(before):
        for layout in layouts:
            score = len({layout.by_heading.get(plain(cell), "") for cell in row.cells if isinstance(cell, str)} - {""})
            if score >= 2 and (best is None or score > best[0]):
                best = (score, position, layout)
    return (best[1], best[2]) if best else None


def _known_headings(before: list[RawRow]) -> tuple[str, ...]:
    """The cells of the row with the most known headings, if any is known: such a row holds headings, not people."""
    known = {heading for layout in LAYOUTS for heading in layout.by_heading}
    best: tuple[str, ...] = ()
    most = 0
    for row in before:
        count = sum(plain(cell) in known for cell in row.cells if isinstance(cell, str))
        if count > most:
            most = count
            best = tuple(words(cell)[:40] for cell in row.cells if not is_blank(cell))
    return best if most * 2 >= len(best) or most >= 2 else ()


def day_in_heading(cell: Cell) -> bool:
    """True for a heading that is a day: a date, or `Mon 23 Nov`."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return moment_of(cell) is not None
    if moment_of(cell) is not None:
        return True
    return isinstance(cell, str) and bool(
        re.match(
            r"^\s*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ,]+)?\d{1,2}(?:st|nd|rd|th)?[ /-]*"
            r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|\d{1,2})[a-z]*\s*$",
            cell,
            re.IGNORECASE,
        )
    )


def dated_columns(cells: tuple[Cell, ...]) -> tuple[int, ...]:
    """The columns whose heading is a day."""
    return tuple(index for index, cell in enumerate(cells) if day_in_heading(cell))


def _sheet(name: str, layout: Layout, heading: RawRow, before: list[RawRow], rest: Iterable[RawRow]) -> Sheet:
    kept = _kept(layout, heading.cells)
    rows = tuple(
        RawRow(row.number, tuple(cell if index in kept else None for index, cell in enumerate(row.cells)))
        if layout is CASE_NOTES or len(kept) < len(row.cells)
        else row
        for row in rest
        if not row.blank
    )
    headings = tuple(words(cell) for cell in heading.cells)
    return Sheet(
        name=name,
        layout=layout,
        heading_row=heading.number,
        headings=headings,
        columns=_columns(layout, headings, rows),
        titles=tuple(before),
        rows=rows,
        dated=dated_columns(heading.cells) if layout.dated_columns else (),
        raw_headings=heading.cells if layout.dated_columns else (),
    )


def _kept(layout: Layout, cells: tuple[Cell, ...]) -> frozenset[int]:
    """The columns that are read at all: of case notes those whose heading is known, elsewhere all but the unwanted."""
    if layout is CASE_NOTES:
        return frozenset(index for index, cell in enumerate(cells) if plain(cell) in layout.by_heading)
    return frozenset(
        index
        for index, cell in enumerate(cells)
        if plain(cell) in layout.by_heading or not _UNWANTED.search(plain(cell))
    )


def _columns(layout: Layout, headings: tuple[str, ...], rows: tuple[RawRow, ...]) -> dict[str, int]:
    """Where our columns are: under their headings, unless what they hold says otherwise."""
    spelt = [plain(heading) for heading in headings]
    sample = rows[:_SAMPLE]
    found: dict[str, int] = {}

    def held(index: int, holds: Holds) -> float | None:
        return share((row.cell(index) for row in sample), holds)

    def free(index: int) -> bool:
        return index not in found.values()

    for column in layout.columns:
        under = [i for heading in column.headings for i, text in enumerate(spelt) if text == heading and free(i)]
        honest = [i for i in under if (held(i, column.holds) or 0.0) >= 0.5]
        if honest:
            found[column.name] = honest[0]
        elif under and not (column.holds is Holds.WORDS and held(under[0], column.holds) is not None):
            found[column.name] = under[0]
    certain = {column.name for column in layout.columns if column.holds is not Holds.ANYTHING}
    for column in layout.columns:
        index = found.get(column.name)
        share_held = held(index, column.holds) if index is not None else 0.0
        unlikely = share_held is not None and share_held < 0.5 and (index is not None or column.name in layout.needed)
        if not unlikely or column.holds not in (Holds.PRISON_NUMBER, Holds.LOCATION):
            continue
        taken = {found[name] for name in found if name in certain}
        better = [i for i in range(len(spelt)) if i not in taken and (held(i, column.holds) or 0.0) >= 0.8]
        if better:
            # The headings of two columns may have changed places: the other one takes what this one had.
            other = next((name for name, i in found.items() if i == better[0]), None)
            found[column.name] = better[0]
            if other is not None and index is not None:
                found[other] = index
            elif other is not None:
                del found[other]
    if layout is ALPHA_LIST:
        _where_the_release_date_is(found, spelt, held)
    return found


def _where_the_release_date_is(
    found: dict[str, int], spelt: list[str], held: Callable[[int, Holds], float | None]
) -> None:
    """The alpha list by location puts the release date under `Sentence Length` (DOMAIN 8)."""
    for index, heading in enumerate(spelt):
        if heading in {"sentence length", "sentence", "length of sentence"} and (held(index, Holds.DATE) or 0.0) >= 0.8:
            found["release_date"] = index
            if found.get("sentence_length") == index:
                del found["sentence_length"]
            return
