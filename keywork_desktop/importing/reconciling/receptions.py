"""Admissions against what is known, and where no admission is known, the next best day (DOMAIN 3.1, 8)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from keywork_desktop.domain.facts import AdmissionFact
from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.importing.admissions import AdmissionRow
from keywork_desktop.importing.lines import Line
from keywork_desktop.importing.reconciling.comparison import OUTCOME_OF, REFUSED, REPEATED, Comparison, FileAccount

ADMISSIONS, ALERTS, ROLL = "admissions", "alerts", "roll"
"""Where an admission is known from, best first (`AdmissionFact.source`)."""


def compare_admissions(comparison: Comparison) -> None:
    """Take in every row of every admissions report; an old report may still bring an old admission."""
    seen: set[tuple[str, date]] = set()
    for account in comparison.of_kind(ReportKind.ADMISSIONS):
        for line in account.file.lines:
            if line.said is None:
                account.count(REFUSED)
            elif line.said.on > account.report_date:
                account.refuse(
                    line,
                    account.file.heading("admission_time"),
                    line.said.on.isoformat(),
                    f"The admission is after the day of the report ({account.report_date:%d/%m/%Y}). Correct it, or "
                    "say when the report was run (--date), and import it again.",
                )
            elif (line.said.prison_number, line.said.on) in seen:
                account.count(REPEATED)
            else:
                seen.add((line.said.prison_number, line.said.on))
                _take(comparison, account, line, line.said)


def _take(comparison: Comparison, account: FileAccount, line: Line[AdmissionRow], said: AdmissionRow) -> None:
    comparison.person_of_row(account, line, said.prison_number, said.last_name, said.first_name, said.date_of_birth)
    old = comparison.ledger.admissions.get((said.prison_number, said.on))
    booking = said.booking_number or (old.booking_number if old else "")
    account.count(OUTCOME_OF[comparison.ledger.put(AdmissionFact(said.prison_number, said.on, booking, ADMISSIONS))])


def receptions_without_admission(comparison: Comparison) -> None:
    """For those on the roll without an admission: the alerts report's date, else the first roll (DOMAIN 3.1)."""
    ledger = comparison.ledger
    of_person: dict[str, list[AdmissionFact]] = {}
    for admission in ledger.admissions.values():
        of_person.setdefault(admission.prison_number, []).append(admission)
    for number, day in sorted(comparison.alerts_admission.items()):
        certain = [a.on for a in of_person.get(number, ()) if a.source == ADMISSIONS]
        # A day's difference is an arrival around midnight, written down twice.
        later = not certain or day > max(certain) + timedelta(days=1)
        if later and (number, day) not in ledger.admissions:
            admission = AdmissionFact(number, day, _booking(comparison, number), ALERTS)
            ledger.put(admission)
            of_person.setdefault(number, []).append(admission)
    unknown: Counter[int] = Counter()
    for number, day in sorted(comparison.opened.items()):
        left = comparison.left_before.get(number, date.min)
        if not any(left <= admission.on <= day for admission in of_person.get(number, ())):
            ledger.put(AdmissionFact(number, day, _booking(comparison, number), ROLL))
            unknown[id(comparison.opened_by[number])] += 1
    for account in comparison.accounts:
        count = unknown[id(account)]
        if count:
            account.about_the_file(
                f"{count} people have no known reception: this roll's day stands in. Import the admissions report.",
                value=str(count),
            )


def _booking(comparison: Comparison, number: str) -> str:
    person = comparison.ledger.people.get(number)
    return person.booking_number if person else ""
