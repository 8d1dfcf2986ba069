"""The detail against the shifts that are known, and against what the detail before it said (DOMAIN 5).

Three things are compared for each officer's day: what was read last, how it stands, what the newer file says. A change
typed here by hand stays unless the newer file says something else than the one before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby

from keywork_desktop.domain.detail import Shift
from keywork_desktop.domain.detail_versions import Cell, DetailRead, Merge, merged
from keywork_desktop.domain.snapshot import Period, ReportKind
from keywork_desktop.importing.detail import DetailRow
from keywork_desktop.importing.lines import Line
from keywork_desktop.importing.problems import Problem, Severity
from keywork_desktop.importing.recognised import RecognisedFile
from keywork_desktop.importing.reconciling.changed_by_hand import ByHand, offer_words, overwritten_words
from keywork_desktop.importing.reconciling.comparison import (
    CHANGED,
    NEW,
    REFUSED,
    REPEATED,
    UNCHANGED,
    Comparison,
    FileAccount,
)
from keywork_desktop.importing.reconciling.key_worker_names import plain_name
from keywork_desktop.importing.reconciling.ledger import Put


def compare_details(comparison: Comparison) -> None:
    """Take in every detail, oldest first. An older one than is known brings only days that are not known."""
    under_way = _UnderWay(comparison)
    for account in comparison.of_kind(ReportKind.DETAIL):
        older = comparison.older_than_known(ReportKind.DETAIL, account.report_date)
        if older:
            comparison.note_older(account, "Only days that are not known are taken from it.")
        under_way.read(account, older=older)
    comparison.details.extend(_in_order(under_way.details))


def days_in(files: Iterable[RecognisedFile]) -> Period | None:
    """The first and last day of which these details speak; None if none of them is a detail with shifts."""
    rows = (line.said for file in files if file.kind is ReportKind.DETAIL for line in file.lines if line.said)
    days = [shift.on for row in rows for shift in row.shifts]
    return Period(min(days), max(days)) if days else None


def _in_order(details: list[DetailRead]) -> list[DetailRead]:
    """The oldest first; of two of one day the one that counts comes last, for the last one counts ever after."""
    by_day = groupby(details, key=lambda detail: detail.report_date)
    return [detail for _, of_day in by_day for detail in reversed(list(of_day))]


@dataclass
class _Row:
    """What has become of one officer's days: how many were put how, and those typed by hand that were overwritten."""

    puts: Counter[Put] = field(default_factory=Counter)
    overwritten: list[tuple[Shift, Shift]] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        return CHANGED if self.puts[Put.CHANGED] else NEW if self.puts[Put.NEW] else UNCHANGED

    @property
    def outcome_if_kept(self) -> str:
        """The outcome with everything that was typed by hand kept."""
        others = self.puts[Put.CHANGED] - len(self.overwritten)
        return CHANGED if others else NEW if self.puts[Put.NEW] else UNCHANGED


class _UnderWay:
    """The details of one import: `details` are those that were read, in the order in which they were taken in."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._by_name = _by_name(comparison)
        self._said = dict(comparison.known.said)
        self._written: dict[Cell, tuple[FileAccount, Shift]] = {}
        self._rows_seen: set[DetailRow] = set()
        self.details: list[DetailRead] = []

    def read(self, account: FileAccount, *, older: bool) -> None:
        """Take in one file, and keep it whole."""
        whole: dict[Cell, Shift] = {}
        by_hand = ByHand()
        for line in account.file.lines:
            if line.said is None:
                account.count(REFUSED)
            elif line.said in self._rows_seen:
                account.count(REPEATED)
                self._keep_whole(whole, line.said)
            else:
                self._rows_seen.add(line.said)
                self._officer(account, line, line.said, whole, by_hand, older=older)
        account.problems.extend(by_hand.notes)
        name = account.file.name
        self.details.append(DetailRead(name, account.file.digest, account.report_date, tuple(whole.values())))

    def _keep_whole(self, whole: dict[Cell, Shift], said: DetailRow) -> None:
        staff_id = self._staff_id(said)
        for shift in said.shifts if staff_id in self._comparison.ledger.key_workers else ():
            whole.setdefault((staff_id, shift.on), replace(shift, staff_id=staff_id))

    def _staff_id(self, said: DetailRow) -> str:
        by_name = self._by_name.get((plain_name(said.last_name), plain_name(said.first_name)), [])
        return said.staff_id or (by_name[0] if len(by_name) == 1 else "")

    def _officer(
        self,
        account: FileAccount,
        line: Line[DetailRow],
        said: DetailRow,
        whole: dict[Cell, Shift],
        by_hand: ByHand,
        *,
        older: bool,
    ) -> None:
        staff_id = self._staff_id(said)
        key_worker = self._comparison.ledger.key_workers.get(staff_id)
        if key_worker is None:
            account.refuse(
                line,
                account.file.heading("staff_id" if said.staff_id else "name"),
                said.staff_id or f"{said.last_name}, {said.first_name}",
                "Nobody on the staff list is meant by this. Import the staff list too, or correct the row.",
            )
            return
        self._keep_whole(whole, said)
        row = _Row()
        for shift in said.shifts:
            row.puts[self._shift(account, line, replace(shift, staff_id=staff_id), row, by_hand, older=older)] += 1
        account.count(row.outcome)
        if row.overwritten:
            self._offer_to_keep(account, line, key_worker.name, row)

    def _offer_to_keep(self, account: FileAccount, line: Line[DetailRow], officer: str, row: _Row) -> None:
        """What was typed by hand is overwritten, unless somebody says that it is to stay."""
        standing, said = overwritten_words(row.overwritten)
        column = f"{row.overwritten[0][0].on:%d/%m/%Y}" if len(row.overwritten) == 1 else ""
        offer = offer_words(officer, row.overwritten)
        account.problems.append(Problem(line.row, column, standing, Severity.SUGGESTION, said, offer, sheet=line.sheet))
        self._comparison.suggest(
            account,
            line,
            offer,
            tuple(standing for standing, _ in row.overwritten),
            counted_as=row.outcome,
            counts_as=row.outcome_if_kept,
        )

    def _shift(
        self, account: FileAccount, line: Line[DetailRow], read: Shift, row: _Row, by_hand: ByHand, *, older: bool
    ) -> Put:
        cell, ledger = (read.staff_id, read.on), self._comparison.ledger
        standing, before = ledger.shifts.get(cell), self._said.get(cell)
        if older:
            self._said.setdefault(cell, read)
            return Put.UNCHANGED if standing or before else ledger.put(read)
        other = self._written.get(cell)
        if other is not None and other[0].report_date == account.report_date:
            self._note_another(account, line, read, *other)
            return Put.UNCHANGED
        self._written[cell], self._said[cell] = (account, read), read
        merge = merged(before, standing, read)
        by_hand.count(merge, standing, read)
        if merge is Merge.KEPT:
            return Put.UNCHANGED
        if merge is Merge.OVERWRITTEN and standing is not None:
            row.overwritten.append((standing, read))
        return ledger.put(read)

    @staticmethod
    def _note_another(
        account: FileAccount, line: Line[DetailRow], read: Shift, other: FileAccount, used: Shift
    ) -> None:
        """Two files of one day, or two rows of one file, speak of the same day: the first counts."""
        if read != used:
            where = "another row" if other is account else other.file.name
            said = f"{read.staff_id} has another shift on this day in {where}, and that one is used."
            account.note(line, f"{read.on:%d/%m/%Y}", read.code, f"{said} Correct the wrong one.")


def _by_name(comparison: Comparison) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for staff_id, person in sorted(comparison.ledger.key_workers.items()):
        found.setdefault((plain_name(person.last_name), plain_name(person.first_name)), []).append(staff_id)
    return found
