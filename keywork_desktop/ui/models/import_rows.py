"""An import's problems and suggestions as rows of one table: what needs a yes, what was not taken, what to know."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keywork_desktop.actions.importing_reports import ImportPreview
    from keywork_desktop.importing.problems import Problem
    from keywork_desktop.importing.reconciling.outcome import Suggestion


class Weight(Enum):
    """How much a row weighs; the values are those of the command line."""

    ERROR = "error"
    SUGGESTION = "suggestion"
    NOTE = "note"

    @property
    def shape(self) -> str:
        return {Weight.SUGGESTION: "◆", Weight.ERROR: "✕", Weight.NOTE: "●"}[self]

    @property
    def word(self) -> str:
        return {Weight.SUGGESTION: "Needs a yes", Weight.ERROR: "Not taken", Weight.NOTE: "Note"}[self]

    @property
    def tone(self) -> str:
        """The token that colours it."""
        return {Weight.SUGGESTION: "due", Weight.ERROR: "no", Weight.NOTE: "quiet_text"}[self]


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One problem, or one suggestion with the id that a yes needs (empty: it cannot be accepted)."""

    weight: Weight
    path: str
    sheet: str
    row: int | None
    column: str
    value: str
    message: str
    mend: str
    suggestion_id: str = ""

    @property
    def file(self) -> str:
        """The file's name without its folder."""
        return file_name(self.path)

    @property
    def where(self) -> str:
        """`row 17, Cell` – where in the file."""
        parts = [self.sheet] if self.sheet else []
        parts += [f"row {self.row}"] if self.row else []
        parts += [self.column] if self.column else []
        return ", ".join(parts)

    @property
    def spoken(self) -> str:
        return ", ".join(
            part for part in (self.weight.word, self.file, self.where, self.value, self.message, self.mend) if part
        )


def file_name(path: str) -> str:
    """The last part of a path of this or another system."""
    return PurePath(path.replace("\\", "/")).name


def import_rows(preview: ImportPreview) -> list[ImportRow]:
    """Every problem and every suggestion once: first what was not taken, then what needs a yes, then notes."""
    proposal = preview.proposal
    offers: dict[tuple[str, str, int | None], list[Suggestion]] = {}
    for suggestion in proposal.suggestions:
        offers.setdefault((suggestion.file, suggestion.sheet, suggestion.row), []).append(suggestion)
    rows, shown = [], set[str]()
    for outcome in proposal.files:
        for problem in outcome.problems:
            offer = None
            if problem.severity.value == Weight.SUGGESTION.value:
                offer = _offer(offers.get((outcome.path, problem.sheet, problem.row), []), shown)
            rows.append(_row(outcome.path, problem, offer))
    rows += [
        ImportRow(Weight.SUGGESTION, offer.file, offer.sheet, offer.row, "", "", offer.text, "", offer.id)
        for rest in offers.values()
        for offer in rest
        if offer.id not in shown
    ]
    weights = list(Weight)
    return sorted(rows, key=lambda row: (weights.index(row.weight), row.file, row.sheet, row.row or 0))


def _offer(offers: list[Suggestion], shown: set[str]) -> Suggestion | None:
    """The suggestion that answers the next problem of a row; one that answers several problems is ticked for all."""
    if not offers:
        return None
    offer = next((other for other in offers if other.id not in shown), offers[-1])
    shown.add(offer.id)
    return offer


def _row(path: str, problem: Problem, offer: Suggestion | None) -> ImportRow:
    mend = offer.text if offer else problem.suggestion or ""
    return ImportRow(
        Weight(problem.severity.value),
        path,
        problem.sheet,
        problem.row,
        problem.column,
        problem.value,
        problem.message,
        mend,
        offer.id if offer else "",
    )


def counts(rows: Collection[ImportRow]) -> dict[Weight, int]:
    """How many rows there are of each weight."""
    return {weight: sum(row.weight is weight for row in rows) for weight in Weight}
