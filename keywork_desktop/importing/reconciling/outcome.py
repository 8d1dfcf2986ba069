"""What an import would do: the outcome of each file, the facts that need no yes, and the suggestions that do."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from keywork_desktop.domain.detail_versions import DetailRead
from keywork_desktop.domain.facts import Fact
from keywork_desktop.domain.shift_codes import CodeUse
from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.importing.problems import Problem


@dataclass(frozen=True)
class Suggestion:
    """Something that is written only after a yes. `id` is the same whenever the same file meets the same facts.

    `file` is the path of the file, `row` its row, if it is about one. `text` says what a yes would do. With a yes, the
    row counts as `counts_as` instead of `counted_as` (numbers of `FileOutcome`), and `gone` more people are gone.
    """

    id: str
    file: str
    row: int | None
    text: str
    facts: tuple[Fact, ...]
    sheet: str = ""
    counted_as: str = "unchanged"
    counts_as: str = "unchanged"
    gone: int = 0


@dataclass(frozen=True)
class FileOutcome:
    """What one file brings: `rows = new + changed + unchanged + repeated + refused`, always.

    `repeated` rows say again what another row of this import says. `gone` counts people no longer on the roll, or
    alerts no longer on the alerts report. `units` are those a roll covers.
    """

    path: str
    kind: ReportKind
    report_date: date
    rows: int
    new: int
    changed: int
    unchanged: int
    repeated: int
    refused: int
    gone: int
    problems: tuple[Problem, ...]
    digest: str
    units: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        counted = self.new + self.changed + self.unchanged + self.repeated + self.refused
        if counted != self.rows:
            raise ValueError(f"{self.path}: {self.rows} rows were read and {counted} accounted for")

    def accepting(self, suggestions: Iterable[Suggestion]) -> FileOutcome:
        """The outcome with these suggestions of this file accepted."""
        numbers = {"new": self.new, "changed": self.changed, "unchanged": self.unchanged, "gone": self.gone}
        for suggestion in suggestions:
            if suggestion.file == self.path:
                numbers[suggestion.counted_as] -= 1
                numbers[suggestion.counts_as] += 1
                numbers["gone"] += suggestion.gone
        return replace(
            self,
            new=numbers["new"],
            changed=numbers["changed"],
            unchanged=numbers["unchanged"],
            gone=numbers["gone"],
        )


@dataclass(frozen=True)
class ImportProposal:
    """What importing these files would do. Nothing is written yet.

    `files` stand in the order in which they were given; everything else does not depend on that order. `details` are
    to be kept whole as they were read, in this order. `questions` are the codes that nobody has explained, each once.
    `settled` are the ids of planned sessions that become records and leave the rota.
    """

    files: tuple[FileOutcome, ...]
    facts: tuple[Fact, ...]
    suggestions: tuple[Suggestion, ...]
    details: tuple[DetailRead, ...] = ()
    questions: tuple[CodeUse, ...] = ()
    settled: tuple[str, ...] = ()

    def facts_with(self, accepted: Collection[str]) -> tuple[Fact, ...]:
        """The facts to write with the suggestions of these ids accepted. `KeyError` for an id that is not offered."""
        offered = {suggestion.id: suggestion for suggestion in self.suggestions}
        unknown = sorted(set(accepted) - set(offered))
        if unknown:
            raise KeyError(unknown[0])
        more = [fact for id_, suggestion in offered.items() if id_ in accepted for fact in suggestion.facts]
        return (*self.facts, *more)

    def files_with(self, accepted: Collection[str]) -> tuple[FileOutcome, ...]:
        """The outcome of each file with these suggestions accepted."""
        chosen = [suggestion for suggestion in self.suggestions if suggestion.id in accepted]
        return tuple(outcome.accepting(chosen) for outcome in self.files)

    @property
    def newest(self) -> dict[ReportKind, date]:
        """The date of the newest report of each kind in this import."""
        found: dict[ReportKind, date] = {}
        for outcome in self.files:
            found[outcome.kind] = max(found.get(outcome.kind, outcome.report_date), outcome.report_date)
        return found
