"""The staff list against the key workers that are known."""

from __future__ import annotations

from dataclasses import fields, replace

from keywork_desktop.domain.people import KeyWorker
from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.importing.lines import Line
from keywork_desktop.importing.reconciling.comparison import (
    OUTCOME_OF,
    REFUSED,
    REPEATED,
    UNCHANGED,
    Comparison,
    FileAccount,
)
from keywork_desktop.importing.staff import StaffRow

_COLUMN_OF = {
    "first_name": {"first_name", "name"},
    "unit": {"unit"},
    "status": {"status"},
    "return_date": {"return_date"},
    "capacity": {"capacity"},
    "specialisms": {"specialism"},
    "do_not_allocate": {"do_not_allocate"},
    "band": {"band"},
    "working_pattern": {"working_pattern"},
}


def compare_staff(comparison: Comparison) -> None:
    """Take in every staff list, oldest first; those of one day are one list."""
    for day, accounts in comparison.by_date(ReportKind.STAFF):
        older = comparison.older_than_known(ReportKind.STAFF, day)
        listed: dict[str, tuple[KeyWorker, FileAccount, Line[StaffRow]]] = {}
        for account in accounts:
            if older:
                comparison.note_older(account, "Nothing was taken from it.")
            for line in account.file.lines:
                _one(comparison, account, line, listed, older=older)
        if not older:
            _note_namesakes(listed)
            for staff_id in sorted(set(comparison.known.key_workers) - set(listed)):
                accounts[0].about_the_file(
                    "Not on this staff list. Nothing was changed; set the status if he or she has left.",
                    value=staff_id,
                )


def _one(
    comparison: Comparison,
    account: FileAccount,
    line: Line[StaffRow],
    listed: dict[str, tuple[KeyWorker, FileAccount, Line[StaffRow]]],
    *,
    older: bool,
) -> None:
    if line.said is None:
        account.count(REFUSED)
        return
    key_worker = _with_what_stays(line.said, comparison.ledger.key_workers.get(line.said.key_worker.staff_id))
    first = listed.get(key_worker.staff_id)
    if first is not None:
        if first[0] == key_worker:
            account.count(REPEATED)
            return
        account.refuse(
            line,
            account.file.heading("staff_id"),
            key_worker.staff_id,
            f"Row {first[2].row} has the same staff user ID and other details; it was taken. Delete the wrong one.",
        )
        return
    listed[key_worker.staff_id] = (key_worker, account, line)
    account.count(UNCHANGED if older else OUTCOME_OF[comparison.ledger.put(key_worker)])


def _with_what_stays(said: StaffRow, old: KeyWorker | None) -> KeyWorker:
    """The key worker, with what the list has no column for as it was."""
    if old is None:
        return said.key_worker
    kept = {
        field.name: getattr(old, field.name)
        for field in fields(KeyWorker)
        if field.name in _COLUMN_OF and not _COLUMN_OF[field.name] & said.columns
    }
    return replace(said.key_worker, **kept)


def _note_namesakes(listed: dict[str, tuple[KeyWorker, FileAccount, Line[StaffRow]]]) -> None:
    by_name: dict[str, str] = {}
    for staff_id, (key_worker, account, line) in listed.items():
        other = by_name.setdefault(key_worker.name.casefold(), staff_id)
        if other != staff_id:
            account.note(
                line,
                account.file.heading("staff_id"),
                staff_id,
                f"Somebody of the same name has the staff user ID {other}. If it is one person, delete one row.",
            )
