"""Case notes against what is known: each session and entry once (DOMAIN 3.1, 3.3)."""

from __future__ import annotations

from datetime import date, time

from keywork_desktop.domain.facts import RecordFact
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind, RecordSource
from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.importing.reconciling.comparison import OUTCOME_OF, REFUSED, REPEATED, Comparison

NoteKey = tuple[str, date, time | None, RecordKind, str]


def compare_notes(comparison: Comparison) -> None:
    """Take in every note that is not known yet; one by somebody not on the staff list counts too (DOMAIN 3.3)."""
    seen: set[NoteKey] = set()
    for account in comparison.of_kind(ReportKind.CASE_NOTES):
        for line in account.file.lines:
            said = line.said
            if said is None:
                account.count(REFUSED)
                continue
            if said.on > account.report_date:
                account.refuse(
                    line,
                    account.file.heading("contact_date"),
                    said.on.isoformat(),
                    f"The note is dated after the day of the report ({account.report_date:%d/%m/%Y}). Correct the day "
                    "in NOMIS, or say when the report was run (--date), and import it again.",
                )
                continue
            record = KeyWorkRecord(said.on, said.kind, said.staff_id, said.at, source=RecordSource.NOMIS)
            fact = RecordFact(said.prison_number, record)
            if fact.key in seen:
                account.count(REPEATED)
                continue
            seen.add(fact.key)
            comparison.person_of_row(account, line, said.prison_number, said.last_name, said.first_name)
            account.count(OUTCOME_OF[comparison.ledger.put(fact)])
