"""Alerts against what is known: both tabs become one list; what a newer report no longer shows has ended (DOMAIN 8).

In short: rows of both tabs are the same alert if prisoner, code and effective date agree; the tab without effective
dates is matched to the alerts that are known. Where no effective date is known, an alert begins with the report that
first showed it; a known date beats that. INACTIVE in one tab beats open dates in the other.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

from keywork_desktop.domain.facts import AlertFact
from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.importing.alerts import AlertRow
from keywork_desktop.importing.lines import Line
from keywork_desktop.importing.problems import Problem, Severity
from keywork_desktop.importing.reconciling.comparison import (
    CHANGED,
    OUTCOME_OF,
    REFUSED,
    REPEATED,
    UNCHANGED,
    Comparison,
    FileAccount,
)
from keywork_desktop.importing.reconciling.coverage import covered_by, unit_of

AlertKey = tuple[str, str, date | None]

_FEW = 5


@dataclass
class _Shown:
    """One alert as the reports of a day show it. `counts` if a row of its file is counted with it."""

    key: AlertKey
    account: FileAccount
    line: Line[AlertRow]
    expiry: date | None = None
    dated: bool = False
    counts: bool = True
    statuses: list[bool | None] = field(default_factory=list)

    @property
    def inactive(self) -> bool:
        return False in self.statuses

    @property
    def active(self) -> bool:
        return True in self.statuses and not self.inactive


def compare_alerts(comparison: Comparison) -> None:
    """Take in every alerts report, oldest first; the tabs of one day are one report.

    What is older than the newest one read comes last: it only dates alerts that are known by then.
    """
    older: Rows = []
    for day, accounts in comparison.by_date(ReportKind.ALERTS):
        rows = _sound_rows(accounts)
        if comparison.older_than_known(ReportKind.ALERTS, day):
            for account in accounts:
                comparison.note_older(account, "Only effective dates that were not known are taken from it.")
            older += rows
            continue
        before = _active(comparison, day)
        shown = _merge(comparison, day, rows)
        for alert in shown.values():
            _take(comparison, day, alert)
        protected = {line.about for account in accounts for line in account.file.lines if line.said is None}
        # A second report of a day that was read already may be another part of the same: it ends nothing.
        if day > comparison.known.newest.get(ReportKind.ALERTS, date.min):
            _ended(comparison, day, accounts, before - set(shown), protected, _units(rows))
        for account, line, said in rows:
            comparison.person_of_row(account, line, said.prison_number, said.last_name, said.first_name)
            if said.admission_date is not None and said.admission_date <= day:
                known = comparison.alerts_admission.get(said.prison_number, date.min)
                comparison.alerts_admission[said.prison_number] = max(known, said.admission_date)
    _effective_dates_only(comparison, older)


Rows = list[tuple[FileAccount, Line[AlertRow], AlertRow]]


def _sound_rows(accounts: list[FileAccount]) -> Rows:
    """The rows that can be taken, those with an effective date first: the others are matched to them."""
    rows: Rows = []
    for account in accounts:
        for line in account.file.lines:
            if line.said is None:
                account.count(REFUSED)
            else:
                rows.append((account, line, line.said))
    return sorted(rows, key=lambda row: row[2].effective is None)


def _merge(comparison: Comparison, day: date, rows: Rows) -> dict[AlertKey, _Shown]:
    shown: dict[AlertKey, _Shown] = {}
    undated: dict[tuple[str, str], Rows] = {}
    for account, line, said in rows:
        code = comparison.codes.code_of(said.description, said.code)
        if said.effective is None:
            undated.setdefault((said.prison_number, code), []).append((account, line, said))
            continue
        key = (said.prison_number, code, said.effective)
        alert = shown.get(key)
        if alert is None:
            shown[key] = _Shown(key, account, line, said.expiry, dated=True, statuses=[said.active])
            continue
        account.count(REPEATED)
        alert.statuses.append(said.active)
        # Of two rows with different ends the later end holds: nobody drops out of a group by a doubled row.
        alert.expiry = max(alert.expiry, said.expiry) if alert.expiry and said.expiry else None
    known: dict[tuple[str, str], list[AlertFact]] = {}
    for fact in comparison.ledger.alerts.values():
        known.setdefault((fact.prison_number, fact.code), []).append(fact)
    for named, group in undated.items():
        _match_undated(group, named, known.get(named, []), day, shown)
    return shown


def _match_undated(
    group: Rows, named: tuple[str, str], known: list[AlertFact], day: date, shown: dict[AlertKey, _Shown]
) -> None:
    """Give the rows without an effective date to the alerts with one: active to the newest, inactive to the oldest.

    `known` are the alerts of that prisoner and code that were known before. Only where none of them can be meant is it
    an alert whose beginning nobody knows.
    """
    keys = [key for key in shown if key[:2] == named]
    rows_counted = bool(keys)
    active, inactive = _statuses(group)
    if not keys:
        keys = [
            (*named, alert.effective)
            for alert in known
            if alert.effective is not None and (not _closed(alert, day) or alert.ended_on == day or not active)
        ]
    keys = sorted(keys, key=lambda key: key[2] or date.min, reverse=True) or [(*named, None)]
    account, line, said = group[0]
    for position, key in enumerate(keys):
        if key not in shown:
            shown[key] = _Shown(key, account, line, said.expiry, counts=not rows_counted and position == 0)
        from_the_end = len(keys) - position
        status = True if position < active else False if from_the_end <= inactive else None
        shown[key].statuses.append(status if any(row.active is not None for _, _, row in group) else None)
    for other, _, _ in group if rows_counted else group[1:]:
        other.count(REPEATED)


def _statuses(group: Rows) -> tuple[int, int]:
    """How many of these rows are active and how many INACTIVE, in the file that shows most: files repeat each other."""
    active: Counter[int] = Counter()
    inactive: Counter[int] = Counter()
    for account, _, said in group:
        (inactive if said.active is False else active)[id(account)] += 1
    return max(active.values(), default=0), max(inactive.values(), default=0)


def _closed(alert: AlertFact, day: date) -> bool:
    return (alert.ended_on is not None and alert.ended_on <= day) or (alert.expiry is not None and alert.expiry <= day)


def _take(comparison: Comparison, day: date, shown: _Shown) -> None:
    ledger = comparison.ledger
    number, code, effective = shown.key
    old = ledger.alerts.get(shown.key)
    expiry = shown.expiry if shown.dated or old is None else old.expiry
    first_seen, ended_on = (old.first_seen, old.ended_on) if old else (day, None)
    if old is not None and effective is None and shown.active and _closed(old, day) and old.ended_on != day:
        first_seen, ended_on = day, None  # begun again, and again without a date
    elif shown.inactive:
        ended_on = ended_on or (None if expiry is not None and expiry <= day else day)
    elif ended_on is not None and (shown.active or day > ended_on):
        ended_on = None
    put = ledger.put(AlertFact(number, code, effective, expiry, first_seen, ended_on))
    superseded = effective is not None and _supersede_undated(comparison, number, code, effective)
    if shown.counts:
        outcome = OUTCOME_OF[put]
        shown.account.count(CHANGED if superseded and outcome != UNCHANGED else outcome)


def _supersede_undated(comparison: Comparison, number: str, code: str, effective: date) -> bool:
    """A known effective date beats the day of the report that first showed the alert: that one never was."""
    undated = comparison.ledger.alerts.get((number, code, None))
    if undated is None or undated.ended_on is not None:
        return False
    comparison.ledger.put(replace(undated, ended_on=max(effective, undated.first_seen)))
    return True


def _effective_dates_only(comparison: Comparison, rows: Rows) -> None:
    """Date the alerts whose beginning nobody knows; a row of one that was over before theirs was seen is another's."""
    seen: set[AlertKey] = set()
    for account, _, said in rows:
        code = comparison.codes.code_of(said.description, said.code)
        key = (said.prison_number, code, said.effective)
        if key in seen:
            account.count(REPEATED)
            continue
        seen.add(key)
        undated = comparison.ledger.alerts.get((said.prison_number, code, None))
        open_ = undated is not None and undated.ended_on is None and key not in comparison.ledger.alerts
        if open_ and undated is not None and said.effective and _may_be(undated, said):
            comparison.ledger.put(AlertFact(*key, said.expiry, undated.first_seen))
            _supersede_undated(comparison, said.prison_number, code, said.effective)
            account.count(CHANGED)
        else:
            account.count(UNCHANGED)


def _may_be(undated: AlertFact, said: AlertRow) -> bool:
    return said.effective is not None and (said.expiry is None or said.expiry > undated.first_seen)


def _active(comparison: Comparison, day: date) -> set[AlertKey]:
    """The alerts that are open before the reports of this day are taken in."""
    return {
        key for key, alert in comparison.ledger.alerts.items() if not _closed(alert, day) and alert.first_seen < day
    }


def _units(rows: Rows) -> set[str]:
    return {unit for _, _, said in rows if (unit := unit_of(said.location))}


def _ended(
    comparison: Comparison,
    day: date,
    accounts: list[FileAccount],
    missing: set[AlertKey],
    protected: set[str],
    units: set[str],
) -> None:
    """End what a newer full report no longer shows. A report that shows less than half of it is not full: ask."""
    ledger = comparison.ledger
    present = ledger.units_of_present()
    # A tab without a column of locations is made for the whole prison.
    covered = (covered_by(units, present) if units else frozenset(present)) - protected
    ending = sorted((key for key in missing if key[0] in covered), key=lambda key: (key[0], key[1], str(key[2])))
    ending = [key for key in ending if not _closed(ledger.alerts[key], day)]
    if not ending:
        return
    facts = tuple(replace(ledger.alerts[key], ended_on=day) for key in ending)
    open_before = sum(key[0] in covered for key in ledger.alerts if not _closed(ledger.alerts[key], day))
    account = accounts[0]
    if len(ending) > _FEW and len(ending) * 2 > open_before:
        message = (
            f"{len(ending)} of {open_before} open alerts are missing from this report, more than half. If it is "
            "complete, accept that they have ended; if it was made for some alerts or units only, do not."
        )
        account.problems.append(
            Problem(None, "", str(len(ending)), Severity.SUGGESTION, message, f"{len(ending)} alerts ended")
        )
        comparison.suggest(account, None, f"{len(ending)} alerts have ended", facts, gone=len(ending))
        return
    account.gone += len(ending)
    for fact in facts:
        ledger.put(fact)
    account.about_the_file(
        f"{len(ending)} alerts are no longer on the report: they ended on {day:%d/%m/%Y}.", value=str(len(ending))
    )


def release_dates(comparison: Comparison) -> None:
    """Release dates of the alerts tabs, where the alpha list gives none (DOMAIN 8: the alpha list first)."""
    ledger = comparison.ledger
    said: dict[str, tuple[FileAccount, Line[AlertRow], date | None]] = {}
    for day, accounts in comparison.by_date(ReportKind.ALERTS):
        if comparison.older_than_known(ReportKind.ALERTS, day):
            continue
        of_day: dict[str, tuple[FileAccount, Line[AlertRow], date | None]] = {}
        for account, line, row in _rows_in_order(accounts):
            earlier = of_day.get(row.prison_number)
            if row.has_release_column and (earlier is None or (earlier[2] is None and row.release_date is not None)):
                of_day[row.prison_number] = (account, line, row.release_date)
        said.update(of_day)
    for number, (account, line, release) in sorted(said.items(), key=lambda item: item[0]):
        person = ledger.people[number]
        on_the_roll = number in comparison.roll_release
        from_roll = comparison.roll_release.get(number)
        standing = from_roll if on_the_roll else person.release_date
        if standing is None:
            ledger.put(replace(person, release_date=release))
        elif release is not None and release != standing:
            account.note(
                line,
                account.file.heading("release_date"),
                release.isoformat(),
                f"The alpha list says {standing:%d/%m/%Y}, and that is used. Check which is right.",
            )


def _rows_in_order(accounts: list[FileAccount]) -> Rows:
    return [(account, line, line.said) for account in accounts for line in account.file.lines if line.said is not None]
