"""The detail against the shifts that are known (DOMAIN 5)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from keywork_desktop.domain.detail import SHIFT_CODES, Shift
from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.importing.detail import DetailRow
from keywork_desktop.importing.lines import Line
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
    by_name = _by_name(comparison)
    written: dict[tuple[str, date], FileAccount] = {}
    rows_seen: set[DetailRow] = set()
    for account in comparison.of_kind(ReportKind.DETAIL):
        older = comparison.older_than_known(ReportKind.DETAIL, account.report_date)
        if older:
            comparison.note_older(account, "Only days that are not known are taken from it.")
        else:
            for code in account.file.codes:
                if code != comparison.ledger.shift_codes.get(code.code, SHIFT_CODES.get(code.code)):
                    comparison.ledger.put(code)
        for line in account.file.lines:
            if line.said is None:
                account.count(REFUSED)
            elif line.said in rows_seen:
                account.count(REPEATED)
            else:
                rows_seen.add(line.said)
                _officer(comparison, account, line, line.said, by_name, written, older=older)


def _officer(
    comparison: Comparison,
    account: FileAccount,
    line: Line[DetailRow],
    said: DetailRow,
    by_name: dict[tuple[str, str], list[str]],
    written: dict[tuple[str, date], FileAccount],
    *,
    older: bool,
) -> None:
    staff_id = said.staff_id or _only(by_name.get((plain_name(said.last_name), plain_name(said.first_name)), []))
    if not staff_id or staff_id not in comparison.ledger.key_workers:
        account.refuse(
            line,
            account.file.heading("staff_id" if said.staff_id else "name"),
            said.staff_id or f"{said.last_name}, {said.first_name}",
            "Nobody on the staff list is meant by this. Import the staff list too, or correct the row.",
        )
        return
    puts: Counter[Put] = Counter()
    for shift in said.shifts:
        puts[_shift(comparison, account, line, replace(shift, staff_id=staff_id), written, older=older)] += 1
    account.count(CHANGED if puts[Put.CHANGED] else NEW if puts[Put.NEW] else UNCHANGED)


def _shift(
    comparison: Comparison,
    account: FileAccount,
    line: Line[DetailRow],
    shift: Shift,
    written: dict[tuple[str, date], FileAccount],
    *,
    older: bool,
) -> Put:
    key = (shift.staff_id, shift.on)
    standing = comparison.ledger.shifts.get(key)
    if older and standing is not None:
        return Put.UNCHANGED
    other = written.get(key)
    if other is not None and standing != shift and other.report_date == account.report_date:
        where = "another row" if other is account else other.file.name
        account.note(
            line,
            f"{shift.on:%d/%m/%Y}",
            shift.code,
            f"{shift.staff_id} has another shift on this day in {where}, and that one is used. Correct the wrong one.",
        )
        return Put.UNCHANGED
    written[key] = account
    return comparison.ledger.put(shift)


def _by_name(comparison: Comparison) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for staff_id, person in sorted(comparison.ledger.key_workers.items()):
        found.setdefault((plain_name(person.last_name), plain_name(person.first_name)), []).append(staff_id)
    return found


def _only(ids: list[str]) -> str:
    return ids[0] if len(ids) == 1 else ""
