"""The codes of the detail as rows: what each means, when it works, and who said so."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from keywork_desktop.domain.detail import ShiftCode
from keywork_desktop.ui.models.settings_table import KeyedTableModel

MEANING_COLUMN = 1


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code; `source` says where its meaning is from."""

    code: ShiftCode
    source: str = ""


def hours_words(code: ShiftCode) -> str:
    """`07:30–15:30`, or that nobody is in the prison."""
    if code.start is None or code.end is None:
        return "not in the prison"
    return f"{code.start:%H:%M}–{code.end:%H:%M}"


class ShiftCodesModel(KeyedTableModel[CodeRow]):
    """Rows by code."""

    headings = ("Code", "Meaning", "Works", "Where from")

    def key_of(self, row: CodeRow) -> Hashable:
        return row.code.code

    def cells_of(self, row: CodeRow) -> tuple[str, ...]:
        return (row.code.code, row.code.meaning, hours_words(row.code), row.source)
