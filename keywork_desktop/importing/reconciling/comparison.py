"""One import under way: its files, the working copy of what is known, and the account of every row."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from keywork_desktop.domain.detail_versions import DetailRead
from keywork_desktop.domain.facts import Fact, Known, PersonFact
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.shift_codes import CodeUse
from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.importing.alert_codes import AlertCodes
from keywork_desktop.importing.lines import Line
from keywork_desktop.importing.problems import Problem, Severity, file_note
from keywork_desktop.importing.recognised import RecognisedFile
from keywork_desktop.importing.reconciling.ledger import Ledger, Put
from keywork_desktop.importing.reconciling.outcome import FileOutcome, Suggestion

NEW, CHANGED, UNCHANGED, REPEATED, REFUSED = "new", "changed", "unchanged", "repeated", "refused"
"""What becomes of a row; the names of the numbers of `FileOutcome`."""

OUTCOME_OF = {Put.NEW: NEW, Put.CHANGED: CHANGED, Put.UNCHANGED: UNCHANGED}


@dataclass
class FileAccount:
    """One file, and what has become of its rows so far."""

    file: RecognisedFile
    report_date: date
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    gone: int = 0
    units: tuple[str, ...] = ()

    def count(self, outcome: str) -> None:
        """One more row has become this."""
        self.counts[outcome] += 1

    def refuse(self, line: Line[Any], column: str, value: str, message: str, *, suggestion: str | None = None) -> None:
        """The row is not taken, and why."""
        self.counts[REFUSED] += 1
        self.problems.append(Problem(line.row, column, value, Severity.ERROR, message, suggestion, sheet=line.sheet))

    def note(self, line: Line[Any], column: str, value: str, message: str) -> None:
        """The row is taken; somebody should know."""
        self.problems.append(Problem(line.row, column, value, Severity.NOTE, message, sheet=line.sheet))

    def about_the_file(self, message: str, *, value: str = "") -> None:
        """A note about the file as a whole."""
        self.problems.append(file_note(message, value=value))

    def outcome(self) -> FileOutcome:
        """The account, closed."""
        row_order = sorted(self.problems, key=lambda problem: problem.row or 0)  # stable: within a row as they arose
        sheets = {line.sheet: position for position, line in reversed(list(enumerate(self.file.lines)))}
        in_order = sorted(row_order, key=lambda problem: sheets.get(problem.sheet, -1))
        return FileOutcome(
            path=self.file.path,
            kind=self.file.kind,
            report_date=self.report_date,
            rows=len(self.file.lines),
            new=self.counts[NEW],
            changed=self.counts[CHANGED],
            unchanged=self.counts[UNCHANGED],
            repeated=self.counts[REPEATED],
            refused=self.counts[REFUSED],
            gone=self.gone,
            problems=tuple(in_order),
            digest=self.file.digest,
            units=self.units,
        )


class Comparison:
    """An import under way. What each report's comparison finds out for the others is kept here.

    `roll_release` are the release dates the roll gave (None: the roll has the man, without one). `opened` are the stays
    that began in this import. `alerts_admission` are the alerts report's Admission Dates. `perhaps_gone` are those
    whose going needs a yes. `details` are those that were read, to be kept whole in this order. `settled` are the
    planned sessions, by id, that become records.
    """

    def __init__(self, files: Iterable[RecognisedFile], known: Known, today: date, codes: AlertCodes) -> None:
        self.today = today
        self.codes = codes
        self.known = known
        self.ledger = Ledger(known)
        self.suggestions: list[Suggestion] = []
        self.questions: list[CodeUse] = []
        self.details: list[DetailRead] = []
        self.settled: dict[str, PlannedSession] = {}
        self.accounts = [FileAccount(file, self._date_of(file)) for file in files]
        self.roll_release: dict[str, date | None] = {}
        self.opened: dict[str, date] = {}
        self.opened_by: dict[str, FileAccount] = {}
        self.left_before: dict[str, date] = {}
        self.alerts_admission: dict[str, date] = {}
        self.perhaps_gone: set[str] = set()
        self._named_unknown: set[str] = set()
        for account in self.accounts:
            account.problems.extend(account.file.problems)
            for line in account.file.lines:
                account.problems.extend(line.problems)

    def _date_of(self, file: RecognisedFile) -> date:
        """The day a report speaks of. A day found in a name or a title is not believed where it lies ahead."""
        if file.report_date is None:
            return self.today
        ahead = file.report_date > self.today and not file.date_given and file.kind is not ReportKind.UNLOCK_LIST
        return self.today if ahead else file.report_date

    def of_kind(self, kind: ReportKind) -> list[FileAccount]:
        """The files of a kind, oldest first, in an order that does not depend on how they were given."""
        chosen = [account for account in self.accounts if account.file.kind is kind]
        return sorted(
            chosen, key=lambda account: (account.report_date, account.file.name, account.file.digest, account.file.path)
        )

    def by_date(self, kind: ReportKind) -> list[tuple[date, list[FileAccount]]]:
        """The files of a kind in groups of one date, oldest first: the tabs of one report belong together."""
        grouped = groupby(self.of_kind(kind), key=lambda account: account.report_date)
        return [(day, list(accounts)) for day, accounts in grouped]

    def older_than_known(self, kind: ReportKind, day: date) -> bool:
        """True where a newer report of the kind has been taken in: an older one never overrides it (DOMAIN 8)."""
        newest = self.known.newest.get(kind)
        return newest is not None and day < newest

    def note_older(self, account: FileAccount, what: str) -> None:
        """Say that the file is older than what was taken in before."""
        newest = self.known.newest[account.file.kind]
        account.about_the_file(
            f"This report is of {account.report_date:%d/%m/%Y}; one of {newest:%d/%m/%Y} was read before. {what}"
        )

    def person_of_row(
        self, account: FileAccount, line: Line[Any], number: str, last: str, first: str, born: date | None = None
    ) -> None:
        """Make sure somebody of that number is known; a name from another report than the roll never overrides."""
        if number in self.ledger.people:
            return
        self.ledger.put(PersonFact(number, last, first, born))
        if number not in self._named_unknown:
            self._named_unknown.add(number)
            account.note(
                line, "", number, "This prison number is on no roll that is known. The row is taken; check the number."
            )

    def suggest(
        self,
        account: FileAccount,
        line: Line[Any] | None,
        text: str,
        facts: tuple[Fact, ...],
        *,
        counted_as: str = UNCHANGED,
        counts_as: str | None = None,
        gone: int = 0,
    ) -> None:
        """Offer something that needs a yes."""
        row, sheet = (line.row, line.sheet) if line else (None, "")
        # Of the content, not of the path: the same question has the same id wherever the file lies.
        seed = "\x1f".join((account.file.digest, sheet, str(row), text, repr(facts)))
        id_ = hashlib.sha256(seed.encode()).hexdigest()[:16]
        self.suggestions.append(
            Suggestion(id_, account.file.path, row, text, facts, sheet, counted_as, counts_as or counted_as, gone)
        )
