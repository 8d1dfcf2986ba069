"""The codes of the detail as rows: what each means, when it works, where it stands, and who said so."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from keywork_desktop.domain.detail import ShiftCode
from keywork_desktop.domain.shift_codes import CodeUse, hours_words
from keywork_desktop.domain.wording import counted, short_date
from keywork_desktop.ui.models.settings_table import KeyedTableModel

if TYPE_CHECKING:
    from keywork_desktop.actions.shift_codes import ListedCode

MEANING_COLUMN, DAYS_COLUMN = 1, 3


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code. `meaning` is None while nobody has explained it; `source` says where its meaning is from.

    `remembered` is true where this prison has said something of its own; `changed_from` is then what is built in.
    """

    code: str
    meaning: ShiftCode | None
    source: str
    use: CodeUse | None = None
    remembered: bool = False
    changed_from: ShiftCode | None = None

    @property
    def stands(self) -> str:
        """`14, key work in 6`; a line where it stands nowhere."""
        if self.use is None:
            return "–"
        said = [f"{self.use.cells:,}"]
        said += [f"key work in {self.use.with_key_work:,}"] if self.use.with_key_work else []
        said += [f"{self.withheld:,} not counted"] if self.withheld and self.meaning else []
        return ", ".join(said)

    @property
    def withheld(self) -> int:
        """On how many days its key work time does not count."""
        return self.use.withheld(self.meaning) if self.use else 0

    @property
    def note(self) -> str:
        """What somebody should know of it; empty if nothing."""
        if self.meaning is None:
            return "Nobody has explained this code. Its key work time is kept, and counts once it is explained."
        if self.withheld:
            return f"On {counted(self.withheld, 'day')} its key work time lies outside these hours and does not count."
        if self.changed_from is not None:
            return f"Built in is {self.changed_from.meaning}, {hours_words(self.changed_from)}."
        return ""


def code_rows(listed: Iterable[ListedCode]) -> list[CodeRow]:
    """A row for each code, in the order of the list."""
    return [
        CodeRow(
            each.code,
            each.meaning,
            _source(each),
            each.use,
            each.remembered is not None,
            each.built_in if each.remembered and each.built_in and each.remembered != each.built_in else None,
        )
        for each in listed
    ]


def _source(listed: ListedCode) -> str:
    if listed.remembered is None:
        return "Built in" if listed.built_in else "Not explained"
    if listed.at is None:
        return "Remembered"
    day = listed.at.date()
    how = "Import" if listed.action == "import" else "Set"
    return f"{how} by {listed.by}, {short_date(day)} {day.year}"


class ShiftCodesModel(KeyedTableModel[CodeRow]):
    """Rows by code."""

    headings = ("Code", "Meaning", "Works", "Days on the detail", "Where from")

    def key_of(self, row: CodeRow) -> Hashable:
        return row.code

    def cells_of(self, row: CodeRow) -> tuple[str, ...]:
        mark = "▲ " if row.withheld else ""
        if row.meaning is None:
            return (row.code, "? not explained", "?", f"{mark}{row.stands}", row.source)
        return (row.code, row.meaning.meaning, hours_words(row.meaning), f"{mark}{row.stands}", row.source)

    def spoken_of(self, row: CodeRow) -> str:
        note = f", {row.note}" if row.note else ""
        return super().spoken_of(row) + note
