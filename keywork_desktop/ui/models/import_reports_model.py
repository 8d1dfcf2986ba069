"""The reports the product reads: what each is for, where to fetch it, and how old the newest one is."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date

from keywork_desktop.domain.snapshot import ReportKind, ReportRead
from keywork_desktop.domain.wording import days_ago, long_date
from keywork_desktop.ui.models.keyed_list import KeyedListModel
from keywork_desktop.ui.report_ages import OLD_AFTER_DAYS

SOURCES: Mapping[ReportKind, tuple[str, str]] = {
    ReportKind.ALPHA_LIST: ("who is here, cells, release dates", "ORS Alpha List, any tab, whole establishment"),
    ReportKind.ALERTS: ("priority groups such as ACCT, ROSH and TACT", "ORS Alerts Report, either tab"),
    ReportKind.CASE_NOTES: ("which sessions were held", "ORS Key Worker Case Notes Update Report, any tab"),
    ReportKind.ADMISSIONS: ("when each man arrived", "ORS Admissions"),
    ReportKind.STAFF: ("key workers, their places and status", "the staff list (Excel)"),
    ReportKind.DETAIL: ("shifts and key work time", "the detail (Excel), the next four weeks"),
    ReportKind.UNLOCK_LIST: ("court, visits, appointments of a day", "ORS Unlock List, with the date in its name"),
    ReportKind.TRACKER: ("a wing's own allocations, as suggestions", "the wing's tracker (Excel)"),
}
"""What each report is for, and where it comes from (DOMAIN 8)."""

NEEDED = (ReportKind.ALPHA_LIST, ReportKind.ALERTS, ReportKind.CASE_NOTES, ReportKind.STAFF, ReportKind.DETAIL)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One kind of report. `old` if it should be fetched anew, `missing` if there is none yet."""

    kind: ReportKind
    name: str
    purpose: str
    source: str
    age: str
    file: str
    old: bool
    missing: bool


def report_lines(reports: Mapping[ReportKind, ReportRead], today: date) -> list[ReportLine]:
    """A line for each kind, those everything rests on first."""
    lines = []
    for kind, (purpose, source) in SOURCES.items():
        read = reports.get(kind)
        name = kind.words[0].upper() + kind.words[1:]
        if read is None:
            age = "not imported yet" if kind in NEEDED else "none"
            lines.append(ReportLine(kind, name, purpose, source, age, "", kind in NEEDED, missing=True))
            continue
        days = (today - read.report_date).days
        age = f"{days_ago(read.report_date, today)}, {long_date(read.report_date)}"
        if days < 0:
            age = f"of {long_date(read.report_date)}"
        old = days > OLD_AFTER_DAYS.get(kind, 10**6)
        lines.append(ReportLine(kind, name, purpose, source, age, read.file_name, old, missing=False))
    return lines


class ReportsModel(KeyedListModel[ReportLine]):
    """One row a kind."""

    def key_of(self, item: ReportLine) -> Hashable:
        return item.kind

    def tip_of(self, item: ReportLine) -> str:
        return self.text_of(item)

    def text_of(self, item: ReportLine) -> str:
        shape = "▲ " if item.old else ""
        newest = f"{item.age} ({item.file})" if item.file else item.age
        return f"{shape}{item.name}: {newest}. For {item.purpose}. From {item.source}."
