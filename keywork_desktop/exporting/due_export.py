"""The due list as a file: a workbook, or CSV for other programs."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import StringIO
from pathlib import Path

from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.wording import long_date
from keywork_desktop.exporting.facts import MARKING, Exported
from keywork_desktop.exporting.list_sheets import DUE_COLUMNS, Due, write_due_list
from keywork_desktop.exporting.pages import Imprint, Value
from keywork_desktop.exporting.saving import workbook_bytes, write_whole
from keywork_desktop.exporting.text import for_csv
from keywork_desktop.exporting.workbook import new_workbook, page_of

DUE_SUFFIXES = (".xlsx", ".csv")


@dataclass(frozen=True)
class DueFacts:
    """What the exported due list says: `items` ranked as they are shown, of day `on`, for one `unit` or all.

    `planned` gives the day of the next planned session by prison number, where there is one.
    """

    establishment: str
    on: date
    items: Sequence[DueItem]
    made_at: datetime
    version: str
    unit: str | None = None
    marking: str = MARKING
    planned: Mapping[str, date] = field(default_factory=dict)

    @property
    def title(self) -> str:
        where = f" · {unit_name(self.unit)}" if self.unit else ""
        return f"Key work due · {self.establishment}{where} · {long_date(self.on)}"

    @property
    def lines(self) -> tuple[Due, ...]:
        """The lines in the order of the items."""
        return tuple(Due(item, self.planned.get(item.prisoner.prison_number)) for item in self.items)


def export_due_list(facts: DueFacts, output: Path) -> Exported:
    """Write the due list to `output`: a workbook (`.xlsx`), or CSV in UTF-8 with BOM (`.csv`).

    Dates are ISO in CSV. Raises `RequestError` `format_not_available` for other endings, and `EnvironmentProblem` as
    `write_whole` does.
    """
    suffix = output.suffix.lower()
    if suffix == ".csv":
        write_whole(output, due_csv(facts))
        return Exported(output, (), 0)
    if suffix != ".xlsx":
        raise format_not_available(output, DUE_SUFFIXES)
    workbook, looks = new_workbook(facts.title)
    imprint = Imprint(
        marking=facts.marking.strip() or MARKING,
        left=facts.title,
        made=f"Made {facts.made_at:%d/%m/%Y %H:%M} · {facts.version}",
    )
    write_due_list(page_of(workbook, looks, "Due list", first=True), facts.lines, imprint)
    write_whole(output, workbook_bytes(workbook, facts.made_at))
    return Exported(output, tuple(workbook.sheetnames), 0)


def due_csv(facts: DueFacts) -> bytes:
    """The due list as CSV: the marking's column last, so that it travels with every row."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*(column.heading for column in DUE_COLUMNS), "Marking"])
    for line in facts.lines:
        writer.writerow([*(_csv_value(column.value(line)) for column in DUE_COLUMNS), facts.marking.strip() or MARKING])
    return text.getvalue().encode("utf-8-sig")


def _csv_value(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return for_csv(str(value))


def format_not_available(output: Path, known: Sequence[str]) -> RequestError:
    """The error for a file name whose ending says a format that is not written here."""
    works = " or ".join(known)
    return RequestError(
        f"{output.name} cannot be exported: the name has to end in {works}. Choose another ending.",
        code="format_not_available",
        details={"file": output.name, "available": list(known)},
    )
