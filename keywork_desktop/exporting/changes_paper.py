"""The changes from one version of the rota to the next on paper, to be handed out: by day, officer and time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from keywork_desktop.domain.rota_changes import ChangeLine
from keywork_desktop.domain.wording import counted, long_date
from keywork_desktop.exporting.paper import PaperPages, PaperRow, PaperTable

_COLUMNS = ("Officer", "Prisoner", "Number", "Cell", "Change", "Was", "Is now")
_WIDTHS = (17, 18, 9, 10, 11, 20, 15)


def changes_pages(
    title: str, place: str, lines: Sequence[ChangeLine], *, made_at: datetime, program: str, marking: str
) -> PaperPages:
    """A table for each day on which something is different; `title` says from what to what, `place` where."""
    tables = []
    for day, of_day in groupby(lines, key=lambda line: line.at.on):
        rows = tuple(
            PaperRow(
                (
                    line.officer,
                    line.name,
                    line.prison_number,
                    line.where,
                    f"{line.kind.shape} {line.kind.value}",
                    line.was_words,
                    line.now_words,
                )
            )
            for line in of_day
        )
        tables.append(PaperTable(f"{long_date(day)} · {counted(len(rows), 'change')}", _COLUMNS, _WIDTHS, rows))
    if not tables:
        tables.append(PaperTable("No change", _COLUMNS, _WIDTHS, ()))
    return PaperPages(title, place, marking, f"Made {made_at:%d/%m/%Y %H:%M} · {program}", tuple(tables))
