"""The unlock list against the appointments that are known: one appointment a row."""

from __future__ import annotations

from keywork_desktop.domain.detail import Appointment
from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.importing.reconciling.comparison import OUTCOME_OF, REFUSED, REPEATED, Comparison


def compare_movements(comparison: Comparison) -> None:
    """Take in every row of every unlock list, on the day the list is for."""
    seen: set[Appointment] = set()
    for account in comparison.of_kind(ReportKind.UNLOCK_LIST):
        for line in account.file.lines:
            said = line.said
            if said is None:
                account.count(REFUSED)
                continue
            fact = Appointment(said.prison_number, account.report_date, said.span, said.kind, said.place)
            if fact in seen:
                account.count(REPEATED)
                continue
            seen.add(fact)
            comparison.person_of_row(account, line, said.prison_number, said.last_name, said.first_name)
            account.count(OUTCOME_OF[comparison.ledger.put(fact)])
