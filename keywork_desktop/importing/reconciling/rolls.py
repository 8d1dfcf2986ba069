"""The roll against what is known: who is here, who has moved, who is gone (DOMAIN 8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from keywork_desktop.domain.facts import Fact, PersonFact, StayFact, WhereaboutsFact
from keywork_desktop.domain.people import AllocationEnded
from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.importing.alpha_list import RollRow
from keywork_desktop.importing.lines import Line
from keywork_desktop.importing.problems import Problem, Severity
from keywork_desktop.importing.reconciling.comparison import (
    CHANGED,
    NEW,
    REFUSED,
    REPEATED,
    UNCHANGED,
    Comparison,
    FileAccount,
)
from keywork_desktop.importing.reconciling.coverage import covered_by, unit_of
from keywork_desktop.importing.reconciling.ledger import Put

GONE_WITHOUT_ASKING = 0.05
"""The share of those a roll covers who can be gone at once without a yes (DOMAIN 8)."""


@dataclass
class _OnTheRoll:
    """A man on the rolls of one day: what the first row says, its gaps filled by the others."""

    said: RollRow
    account: FileAccount
    line: Line[RollRow]


def compare_rolls(comparison: Comparison) -> None:
    """Take in every alpha list, oldest first; those of one day are one roll."""
    rolls = comparison.by_date(ReportKind.ALPHA_LIST)
    for place, (day, accounts) in enumerate(rolls):
        men, refused = _men_on_the_roll(accounts)
        if comparison.older_than_known(ReportKind.ALPHA_LIST, day):
            for man in men.values():
                man.account.count(UNCHANGED)
            for account in accounts:
                comparison.note_older(account, "Nothing was taken from it.")
            continue
        before = comparison.ledger.units_of_present()
        later = dict(_later_rows(rolls[place + 1 :]))
        for number, man in men.items():
            _take(comparison, day, number, man, located_later=later.get(number, False))
        units = _units(men)
        for account in accounts:
            account.units = tuple(sorted(units))
        _gone(comparison, day, accounts, before, set(men) | refused, units, set(later))


def _later_rows(rolls: Iterable[tuple[date, list[FileAccount]]]) -> Iterator[tuple[str, bool]]:
    """The prison numbers on these rolls, those of refused rows too, and those with a readable cell last."""
    lines = [line for _, accounts in rolls for account in accounts for line in account.file.lines]
    yield from ((line.about, False) for line in lines if line.said is None)
    yield from ((line.said.prison_number, False) for line in lines if line.said is not None)
    yield from ((line.said.prison_number, True) for line in lines if line.said is not None and line.said.location)


def _men_on_the_roll(accounts: list[FileAccount]) -> tuple[dict[str, _OnTheRoll], set[str]]:
    men: dict[str, _OnTheRoll] = {}
    refused: set[str] = set()
    for account in accounts:
        for line in account.file.lines:
            said = line.said
            if said is None:
                account.count(REFUSED)
                refused.add(line.about)
                continue
            first = men.get(said.prison_number)
            if first is None:
                men[said.prison_number] = _OnTheRoll(said, account, line)
            else:
                _again(account, line, said, first)
    return men, refused


def _again(account: FileAccount, line: Line[RollRow], said: RollRow, first: _OnTheRoll) -> None:
    """A prison number that was on the roll already: the same man again, or a contradiction."""
    where = f"row {first.line.row}" + ("" if first.account is account else f" of {first.account.file.name}")
    if said.last_name.casefold() != first.said.last_name.casefold():
        account.refuse(
            line,
            "",
            said.prison_number,
            f"In {where} this prison number stands for another name. Correct the wrong one and import again.",
        )
    elif said.location and first.said.location and said.location != first.said.location:
        account.refuse(
            line,
            said.location_column,
            said.location_value,
            f"In {where} he is in {first.said.location}; that row was taken. Check in NOMIS where he is.",
        )
    else:
        account.count(REPEATED)
        kept = first.said
        first.said = replace(
            kept,
            location=kept.location or said.location,
            date_of_birth=kept.date_of_birth or said.date_of_birth,
            booking_number=kept.booking_number or said.booking_number,
            legal_status=kept.legal_status or said.legal_status,
            release_date=kept.release_date or said.release_date,
        )


def _take(comparison: Comparison, day: date, number: str, man: _OnTheRoll, *, located_later: bool) -> None:
    ledger, said = comparison.ledger, man.said
    old = ledger.people.get(number)
    person = PersonFact(
        number,
        said.last_name,
        said.first_name or (old.first_name if old else ""),
        said.date_of_birth or (old.date_of_birth if old else None),
        said.booking_number or (old.booking_number if old else ""),
        said.legal_status or (old.legal_status if old else ""),
        said.release_date or (old.release_date if old else None),
    )
    comparison.roll_release[number] = said.release_date
    changed = ledger.put(person) is not Put.UNCHANGED
    stay = ledger.stays.get(number)
    arrived = stay is None or stay.to_date is not None
    if arrived:
        ledger.put(StayFact(number, day))
        comparison.opened[number] = day
        comparison.opened_by[number] = man.account
        if stay is not None and stay.to_date is not None:
            comparison.left_before[number] = stay.to_date
    seen = ledger.whereabouts.get(number)
    if said.location and (arrived or seen is None or seen.location != said.location):
        changed |= ledger.put(WhereaboutsFact(number, day, said.location)) is not Put.UNCHANGED
    outcome = NEW if arrived else CHANGED if changed else UNCHANGED
    man.account.count(outcome)
    if said.location is None and said.location_suggestion is not None:
        _offer_cell(comparison, day, man, said.location_suggestion, outcome, located_later=located_later)


def _offer_cell(
    comparison: Comparison, day: date, man: _OnTheRoll, cell: str, outcome: str, *, located_later: bool
) -> None:
    """Ask about a cell that a spreadsheet turned into a date, unless a newer roll of this import says where he is."""
    number = man.said.prison_number
    seen = comparison.ledger.whereabouts.get(number)
    settled = seen is not None and seen.location == cell
    if settled:
        what = ", where he is known to be."
    elif located_later:
        what = "; a newer roll says where he is."
    else:
        what = "; accept that, or export the list again."
    man.account.problems.append(
        Problem(
            man.line.row,
            man.said.location_column,
            man.said.location_value,
            Severity.SUGGESTION if not located_later or settled else Severity.NOTE,
            f"A spreadsheet turned this cell into a date. It was probably {cell}{what}",
            cell,
            sheet=man.line.sheet,
        )
    )
    if not settled and not located_later:
        comparison.suggest(
            man.account,
            man.line,
            f"{number} is in cell {cell}",
            (WhereaboutsFact(number, day, cell),),
            counted_as=outcome,
            counts_as=CHANGED if outcome == UNCHANGED else outcome,
        )


def _units(men: dict[str, _OnTheRoll]) -> set[str]:
    places = [man.said.location or man.said.location_suggestion for man in men.values()]
    return {unit for place in places if (unit := unit_of(place))}


def _gone(
    comparison: Comparison,
    day: date,
    accounts: list[FileAccount],
    before: dict[str, str | None],
    on_the_roll: set[str],
    units: set[str],
    later: set[str],
) -> None:
    """Close the stays of those a roll covers and does not show. Where these are many at once, ask (DOMAIN 8).

    Nobody is asked about whom a later roll of the same import shows: he is here, whatever this one left out.
    """
    covered = covered_by(units, before)
    missing = sorted(covered - on_the_roll)
    elsewhere = sorted(set(before) - covered - on_the_roll)
    account = accounts[0]
    if elsewhere:
        account.about_the_file(
            f"{len(elsewhere)} people are in units that this list does not cover. Nothing was changed for them."
        )
    if not missing:
        return
    if len(missing) > GONE_WITHOUT_ASKING * len(covered):
        here = [number for number in missing if number in later]
        missing = [number for number in missing if number not in later]
        if here:
            account.about_the_file(
                f"{len(here)} people are missing from this roll and stand on a newer one: they are here.",
                value=str(len(here)),
            )
        if not missing:
            return
        facts = {number: _leaving(comparison, number, day) for number in missing}
        comparison.perhaps_gone |= set(missing)
        message = (
            f"{len(missing)} of {len(covered)} people are missing from this roll, more than one in twenty. "
            "If the roll is complete, accept that they are gone; if not, export it again."
        )
        account.problems.append(
            Problem(None, "", str(len(missing)), Severity.SUGGESTION, message, f"{len(missing)} people gone")
        )
        comparison.suggest(
            account,
            None,
            f"{len(missing)} people are gone: {', '.join(missing)}",
            tuple(fact for number in missing for fact in facts[number]),
            gone=len(missing),
        )
        return
    account.gone += len(missing)
    for number in missing:
        for fact in _leaving(comparison, number, day):
            comparison.ledger.put(fact)
        account.about_the_file("No longer on the roll: released or transferred. Nothing is deleted.", value=number)


def _leaving(comparison: Comparison, number: str, day: date) -> tuple[Fact, ...]:
    """The stay closed on the roll's day, and the current allocation with it."""
    ledger = comparison.ledger
    facts: list[Fact] = [replace(ledger.stays[number], to_date=day, ended_because=AllocationEnded.GONE.value)]
    allocation = ledger.allocations.get(number)
    if allocation is not None:
        facts.append(replace(allocation, to_date=day, ended_because=AllocationEnded.GONE.value))
    return tuple(facts)
