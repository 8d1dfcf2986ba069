"""The codes of a detail: learned from its Codes sheet, asked about once where nobody has explained them (DOMAIN 5)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from keywork_desktop.domain.detail import SHIFT_CODES, Shift, ShiftCode
from keywork_desktop.domain.shift_codes import (
    DAYS_OFF,
    CodeUse,
    code_text,
    code_uses,
    code_words,
    codes_of_prison,
    doubt_about,
    usual_meaning,
)
from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.importing.detail import DetailRow, doubt_words
from keywork_desktop.importing.lines import Line
from keywork_desktop.importing.problems import Problem, Severity
from keywork_desktop.importing.reconciling.comparison import Comparison, FileAccount


@dataclass(frozen=True)
class _Place:
    """Where a cell stands."""

    account: FileAccount
    line: Line[DetailRow]
    shift: Shift

    @property
    def heading(self) -> str:
        return self.account.file.heading(self.shift.on.isoformat())


def learn_codes(comparison: Comparison) -> None:
    """Take what the Codes sheets explain; where this prison remembers something else, only after a yes."""
    remembered = comparison.known.shift_codes
    for account in comparison.of_kind(ReportKind.DETAIL):
        if comparison.older_than_known(ReportKind.DETAIL, account.report_date):
            continue
        for said in account.file.codes:
            code = _without_hours(account, said)
            standing = comparison.ledger.shift_codes.get(code.code, SHIFT_CODES.get(code.code))
            if code == standing:
                continue
            if code.code in remembered:
                message = f"The Codes sheet says {code_words(code)}. Here it is {code_words(remembered[code.code])}."
                account.problems.append(Problem(None, "", code.code, Severity.SUGGESTION, message, code_text(code)))
                comparison.suggest(account, None, f"{code_words(code)}, as the Codes sheet says", (code,))
            else:
                comparison.ledger.put(code)


def _without_hours(account: FileAccount, code: ShiftCode) -> ShiftCode:
    if code.code not in DAYS_OFF or code.start is None:
        return code
    account.about_the_file(
        f"The Codes sheet gives hours for {code.code}, which marks a day on which the officer is not there. "
        "They were left out.",
        value=code.code,
    )
    return replace(code, start=None, end=None)


def judge_codes(comparison: Comparison) -> None:
    """Ask once about each code that nobody has explained; say where key work time does not fit a code's hours.

    The shifts are taken in all the same, with their key work time: what counts of it is judged when somebody looks.
    """
    codes = codes_of_prison(comparison.ledger.shift_codes)
    unknown: dict[str, _Place] = {}
    for place in _places(comparison):
        shift = place.shift
        if shift.code not in codes:
            unknown.setdefault(shift.code, place)
        elif doubt := doubt_about(shift.key_work, codes[shift.code]):
            why = doubt_words(doubt, codes[shift.code])
            place.account.note(place.line, place.heading, shift.text, f"{why} It is kept, and does not count.")
    uses = code_uses(shift for shift in comparison.ledger.shifts.values() if shift.code in unknown)
    for code, use in uses.items():
        unknown[code].account.problems.append(_question(unknown[code], use))
        comparison.questions.append(use)


def _places(comparison: Comparison) -> list[_Place]:
    return [
        _Place(account, line, shift)
        for account in comparison.of_kind(ReportKind.DETAIL)
        for line in account.file.lines
        if line.said is not None
        for shift in line.said.shifts
    ]


def _question(place: _Place, use: CodeUse) -> Problem:
    kept = " That time is kept, and counts once the code is explained." if use.with_key_work else ""
    usual = usual_meaning(use.code)
    return Problem(
        place.line.row,
        place.heading,
        use.code,
        Severity.NOTE,
        f"Nobody has explained the code {use.code}. {use.words}{kept}",
        code_text(usual) if usual else None,
        sheet=place.line.sheet,
    )
