"""The agenda on paper: a table for each day, who is overdue in a priority group in bold and with the words."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby

from keywork_desktop.ui.models.calendar_agenda import COLUMNS, AgendaDay, AgendaLine, AgendaRow
from keywork_desktop.ui.models.calendar_entries import Tone
from keywork_desktop.ui.paper import Paper

_WIDTHS = (10, 15, 20, 10, 10, 10, 17, 8)
_NAMES = (*COLUMNS[1:], "Initials")


def agenda_paper(title: str, place: str, rows: Iterable[AgendaRow]) -> Paper:
    """The pages for these rows."""
    headings: dict[object, AgendaDay] = {}
    lines = []
    for row in rows:
        if isinstance(row, AgendaDay):
            headings[row.on] = row
        elif isinstance(row, AgendaLine):
            lines.append(row)
    tables = [_table(headings[on], list(of_day)) for on, of_day in groupby(lines, key=lambda line: line.on)]
    return Paper(title, place, "".join(tables) or "<p>Nothing is planned or due.</p>")


def _table(day: AgendaDay, lines: list[AgendaLine]) -> str:
    note = f" <span>· {escape(day.note)}</span>" if day.note else ""
    head = "".join(
        f'<th align="left" width="{width}%">{name}</th>' for name, width in zip(_NAMES, _WIDTHS, strict=True)
    )
    opening = '<table width="100%" border="1" cellspacing="0" cellpadding="3" style="border-collapse: collapse">'
    body = "".join(_row(line) for line in lines)
    return f"<h3>{escape(lines[0].texts[0])}{note}</h3>{opening}<thead><tr>{head}</tr></thead>{body}</table>"


def _row(line: AgendaLine) -> str:
    urgent = line.entry.tone is Tone.PRIORITY
    cells = list(line.texts[1:])
    if urgent:
        cells[1] = cells[1].replace("Overdue", "OVERDUE")
    said = (f"<b>{escape(cell)}</b>" if urgent else escape(cell) for cell in (*cells, ""))
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in said) + "</tr>"
