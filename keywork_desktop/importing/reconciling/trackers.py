"""A wing's tracker against what is known. Everything in it is a suggestion: it was typed by hand (DOMAIN 8)."""

from __future__ import annotations

from datetime import date

from keywork_desktop.domain.facts import WhereaboutsFact
from keywork_desktop.domain.people import Allocation, KeyWorker
from keywork_desktop.domain.records import RecordKind
from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.importing.lines import Line
from keywork_desktop.importing.problems import Problem, Severity
from keywork_desktop.importing.reconciling.comparison import NEW, REFUSED, REPEATED, UNCHANGED, Comparison, FileAccount
from keywork_desktop.importing.reconciling.coverage import unit_of
from keywork_desktop.importing.reconciling.key_worker_names import candidates
from keywork_desktop.importing.tracker import TrackerRow


def compare_trackers(comparison: Comparison) -> None:
    """Offer the key workers and cells of every tracker; an older tracker than is known offers nothing."""
    last_known = _last_sessions(comparison)
    chooser = _Chooser(comparison)
    for day, accounts in comparison.by_date(ReportKind.TRACKER):
        older = comparison.older_than_known(ReportKind.TRACKER, day)
        if older:
            for account in accounts:
                comparison.note_older(account, "Nothing was taken from it.")
        typed: dict[str, tuple[Line[TrackerRow], FileAccount]] = {}
        contradicted = set() if older else _contradictions(accounts, chooser)
        for account in accounts:
            if (
                not last_known
                and not older
                and any(line.said and line.said.last_session for line in account.file.lines)
            ):
                account.about_the_file("No case notes are known, so the tracker's last sessions could not be compared.")
            for line in account.file.lines:
                said = line.said
                if said is None:
                    account.count(REFUSED)
                elif said.prison_number in typed and said.prison_number not in contradicted:
                    account.count(REPEATED)
                elif older:
                    typed[said.prison_number] = (line, account)
                    account.count(UNCHANGED)
                else:
                    typed.setdefault(said.prison_number, (line, account))
                    _one(comparison, account, line, said, day, chooser, last_known, contradicted)


class _Chooser:
    """Finds who is meant, once for each typed name and houseblock."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._key_workers = [person for _, person in sorted(comparison.ledger.key_workers.items())]
        self._found: dict[tuple[str, str | None], tuple[KeyWorker, ...]] = {}

    def meant(self, said: TrackerRow) -> tuple[KeyWorker, ...]:
        unit = said.unit or self._unit_of(said.prison_number)
        key = (said.key_worker, unit)
        if key not in self._found:
            self._found[key] = candidates(said.key_worker, unit, self._key_workers)
        return self._found[key]

    def _unit_of(self, number: str) -> str | None:
        seen = self._comparison.ledger.whereabouts.get(number)
        return unit_of(seen.location if seen else None)


def _contradictions(accounts: list[FileAccount], chooser: _Chooser) -> set[str]:
    """Prison numbers that stand on several rows with different key workers: none of them is offered."""
    said_of: dict[str, set[str]] = {}
    for account in accounts:
        for line in account.file.lines:
            if line.said is not None and line.said.key_worker:
                meant = chooser.meant(line.said)
                name = meant[0].staff_id if len(meant) == 1 else line.said.key_worker.casefold()
                said_of.setdefault(line.said.prison_number, set()).add(name)
    return {number for number, names in said_of.items() if len(names) > 1}


def _one(
    comparison: Comparison,
    account: FileAccount,
    line: Line[TrackerRow],
    said: TrackerRow,
    day: date,
    chooser: _Chooser,
    last_known: dict[str, date],
    contradicted: set[str],
) -> None:
    number = said.prison_number
    if number not in comparison.ledger.present() or number in comparison.perhaps_gone:
        account.refuse(
            line, "", number, "He is not on the roll. Import the newest alpha list, or take him off the tracker."
        )
        return
    _name(comparison, account, line, said)
    _cell(comparison, account, line, said, day)
    _last_session(account, line, said, last_known)
    if not said.key_worker:
        account.count(UNCHANGED)
    elif number in contradicted:
        account.refuse(
            line,
            said.key_worker_column,
            said.key_worker,
            f"{number} is on several rows with different key workers. Leave the right one and import again.",
        )
    else:
        _key_worker(comparison, account, line, said, day, chooser.meant(said))


def _name(comparison: Comparison, account: FileAccount, line: Line[TrackerRow], said: TrackerRow) -> None:
    from rapidfuzz import fuzz

    person = comparison.ledger.people[said.prison_number]
    typed, known = said.last_name.casefold(), person.last_name.casefold()
    if typed and fuzz.ratio(typed, known) < 60:
        account.note(
            line,
            "",
            said.prison_number,
            "The tracker has another name beside this prison number than the roll. Check which is meant.",
        )


def _cell(comparison: Comparison, account: FileAccount, line: Line[TrackerRow], said: TrackerRow, day: date) -> None:
    seen = comparison.ledger.whereabouts.get(said.prison_number)
    if said.location_suggestion is not None:
        cell = said.location_suggestion
        beside = (
            ""
            if seen is None
            else " That is where he is."
            if seen.location == cell
            else f" The roll has him in {seen.location}."
        )
        account.problems.append(
            Problem(
                line.row,
                said.location_column,
                said.location_value,
                Severity.SUGGESTION,
                f"A spreadsheet turned this cell into a date. It was probably {cell}.{beside} Format it as text.",
                cell,
                sheet=line.sheet,
            )
        )
        if seen is None:
            facts = (WhereaboutsFact(said.prison_number, day, cell),)
            comparison.suggest(account, line, f"{said.prison_number} is in cell {cell}", facts)
    elif said.location is not None and seen is not None and seen.location != said.location:
        account.note(
            line, said.location_column, said.location_value, f"The roll has him in {seen.location}, and that is used."
        )


def _key_worker(
    comparison: Comparison,
    account: FileAccount,
    line: Line[TrackerRow],
    said: TrackerRow,
    day: date,
    meant: tuple[KeyWorker, ...],
) -> None:
    number, typed = said.prison_number, said.key_worker
    if not meant:
        account.refuse(
            line,
            said.key_worker_column,
            typed,
            "Nobody on the staff list is called that. Write the name as on the staff list.",
        )
        return
    if len(meant) > 1:
        both = " or ".join(_called(person) for person in meant)
        account.refuse(
            line,
            said.key_worker_column,
            typed,
            f"This may be {both}. Write the full name, or allocate by hand on Allocations.",
            suggestion=both,
        )
        return
    person = meant[0]
    current = comparison.ledger.allocations.get(number)
    account.count(UNCHANGED)
    if current is not None:
        if current.staff_id != person.staff_id:
            account.note(
                line,
                said.key_worker_column,
                typed,
                f"The tracker says {_called(person)}; here it is {current.staff_id}. Nothing was changed; if the "
                "tracker is right, change it on Allocations.",
            )
        return
    status = person.status_on(day)
    away = f" ({status.words})" if person.away_on(day) else ""
    account.problems.append(
        Problem(
            line.row,
            said.key_worker_column,
            typed,
            Severity.SUGGESTION,
            f"This is probably {_called(person)}{away}. Accept that to allocate {number} to this key worker.",
            _called(person),
            sheet=line.sheet,
        )
    )
    comparison.suggest(
        account,
        line,
        f"{number} is allocated to {_called(person)}{away}",
        (Allocation(number, person.staff_id, day, began_because="tracker"),),
        counts_as=NEW,
    )


def _called(person: KeyWorker) -> str:
    return f"{person.name} ({person.staff_id})"


def _last_sessions(comparison: Comparison) -> dict[str, date]:
    found: dict[str, date] = {}
    for number, on, _, kind, _ in comparison.ledger.records:
        if kind is RecordKind.SESSION:
            found[number] = max(found.get(number, on), on)
    return found


def _last_session(account: FileAccount, line: Line[TrackerRow], said: TrackerRow, last_known: dict[str, date]) -> None:
    """The tracker's last session never counts (DOMAIN 3.3); where it differs from the notes, somebody should know."""
    known = last_known.get(said.prison_number)
    if said.last_session is None or not last_known or said.last_session == known:
        return
    beside = f"the last one in NOMIS is of {known:%d/%m/%Y}" if known else "there is none in NOMIS"
    account.note(
        line,
        said.last_session_column,
        said.last_session.isoformat(),
        f"The tracker's last session does not count, and {beside}. If it was held, write the note in NOMIS.",
    )
