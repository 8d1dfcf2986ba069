"""The codes of the detail: what each means in this prison, explained once and remembered (DOMAIN 5)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.detail import SHIFT_CODES, Shift, ShiftCode
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.shift_codes import (
    DAYS_OFF,
    LONGEST_CODE,
    CodeUse,
    code_words,
    codes_of_prison,
    counted_shift,
)
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.wording import counted, short_date

_HOURS = re.compile(r"(?:^|\s)(\d{1,2})[:.]?(\d{2})\s*[-–]\s*(\d{1,2})[:.]?(\d{2})\s*$")
_CODE = re.compile(rf"[A-Z][A-Z0-9/+]{{0,{LONGEST_CODE - 1}}}")


@dataclass(frozen=True)
class ListedCode:
    """A code that has a meaning, or that stands on the detail and has none.

    `built_in` is what DOMAIN 5 says of it, `remembered` what this prison does; `meaning` is the one that counts, None
    while nobody has explained it. `by`, `at` and `action` say who wrote the remembered one down last.
    """

    code: str
    built_in: ShiftCode | None
    remembered: ShiftCode | None
    use: CodeUse | None = None
    by: str = ""
    at: datetime | None = None
    action: str = ""

    @property
    def meaning(self) -> ShiftCode | None:
        return self.remembered or self.built_in

    @property
    def withheld(self) -> int:
        """On how many days its key work time stands on the detail and does not count."""
        return self.use.withheld(self.meaning) if self.use else 0


def list_codes(desk: Desk) -> tuple[ListedCode, ...]:
    """Every code: those that nobody has explained first, then the built-in ones, then this prison's own."""
    known = desk.store.codes_known()
    meanings = codes_of_prison(known.remembered)
    found = []
    for code in (*(code for code in known.uses if code not in meanings), *meanings):
        written = known.written.get(code) if code in known.remembered else None
        found.append(
            ListedCode(
                code,
                SHIFT_CODES.get(code),
                known.remembered.get(code),
                known.uses.get(code),
                *((written.by, written.at, written.action) if written else ()),
            )
        )
    return tuple(found)


def unexplained(desk: Desk) -> tuple[CodeUse, ...]:
    """How the codes that nobody has explained stand on the detail."""
    return tuple(listed.use for listed in list_codes(desk) if listed.meaning is None and listed.use)


def checked_codes(codes: Sequence[ShiftCode]) -> tuple[ShiftCode, ...]:
    """The codes as they are remembered: capitals, one space between words.

    Raises `RequestError` `bad_code` naming the field: a code that a cell cannot hold, no meaning, one hour without the
    other, hours for a code by which the program itself says that nobody is there; `twice` for a code given twice.
    """
    found: dict[str, ShiftCode] = {}
    for given in codes:
        code, meaning = given.code.strip().upper(), " ".join(given.meaning.split())
        if not _CODE.fullmatch(code):
            _refuse("code", f"{given.code!r} cannot stand on the detail: up to {LONGEST_CODE} letters and digits")
        if not meaning:
            _refuse("meaning", f"say in a word or two what {code} means")
        if (given.start is None) != (given.end is None):
            _refuse("start", f"{code} has a start or an end, not both; give both, or neither for a day off")
        if given.start is not None and given.start == given.end:
            _refuse("end", f"{code} ends when it starts; leave both out where nobody is in the prison")
        if given.start is not None and code in DAYS_OFF:
            _refuse("start", f"{code} marks a day on which the officer is not there; it cannot have hours")
        if code in found:
            raise RequestError(f"{code} is explained twice. Give it one meaning.", code="twice")
        found[code] = ShiftCode(code, meaning, given.start, given.end)
    return tuple(found.values())


def _refuse(field: str, why: str) -> None:
    raise RequestError(f"{field}: {why}.", code="bad_code", details={"field": field})


def explain_codes(desk: Desk, codes: Sequence[ShiftCode]) -> ChangeSet:
    """Remember what these codes mean, built-in ones too; from now on, and for what was read before.

    Warns of key work time that lies outside the new hours and of planned sessions that lose theirs. Raises
    `RequestError` as `checked_codes` does.
    """
    codes = checked_codes(codes)
    if not codes:
        raise RequestError("No code was given. Say which code means what.", code="nothing_given")
    before = desk.store.shift_codes()
    after = {**before, **{code.code: code for code in codes}}
    with desk.work("shift_code", said_of(codes)) as work:
        work.put_all(codes)
        return desk.settle(work, lost_by(desk, before, after))


def forget_code(desk: Desk, code: str) -> ChangeSet:
    """Forget what this prison remembers of a code: a built-in one means what it did, another nothing.

    Raises `RequestError` `unknown_code` where nothing is remembered of it.
    """
    known = desk.store.codes_known()
    code = code.strip().upper()
    remembered = known.remembered.get(code)
    if remembered is None:
        own = ", ".join(known.remembered) or "none"
        message = f"Nothing is remembered of the code {code}. Remembered are: {own}."
        raise RequestError(message, code="unknown_code", details={"known": list(known.remembered)})
    before = codes_of_prison(known.remembered)
    after = codes_of_prison({other: each for other, each in known.remembered.items() if other != code})
    built_in = SHIFT_CODES.get(code)
    said = f"Shift code {code_words(built_in)} again" if built_in else f"Shift code {code} forgotten"
    with desk.work("shift_code", said) as work:
        work.remove(remembered)
        return desk.settle(work, lost_by(desk, before, after))


def said_of(codes: Sequence[ShiftCode]) -> str:
    """`Shift code TX: Transfer escort, 07:30–15:30`."""
    if len(codes) == 1:
        return f"Shift code {code_words(codes[0])}"
    return f"Shift codes {'; '.join(code_words(code) for code in codes)}"


def lost_by(desk: Desk, before: Mapping[str, ShiftCode], after: Mapping[str, ShiftCode]) -> tuple[str, ...]:
    """What counts no longer once codes mean `after`: days from today on, and planned sessions on them."""
    changed = {code for code in (*before, *after) if before.get(code) != after.get(code)}
    shifts = desk.store.shifts_with(changed, desk.today)
    lost = [
        shift for shift in shifts if counted_shift(shift, before).key_work and not counted_shift(shift, after).key_work
    ]
    still_out = [shift for shift in shifts if counted_shift(shift, after).withheld and shift not in lost]
    said = []
    if lost:
        said.append(f"{_days(lost)} lose{'s' if len(lost) == 1 else ''} key work time: {_whose_hours(lost, after)}.")
        said += _sessions(desk, lost)
    outside = [shift for shift in still_out if shift.code in after]
    if outside:
        said.append(f"On {_days(outside)} key work time still does not count: {_whose_hours(outside, after)}.")
    return tuple(said)


def _days(shifts: Sequence[Shift]) -> str:
    days = sorted({shift.on for shift in shifts})
    until = f" – {short_date(days[-1])}" if len(days) > 1 else ""
    return f"{counted(len(shifts), 'shift')} ({short_date(days[0])}{until})"


def _whose_hours(shifts: Sequence[Shift], after: Mapping[str, ShiftCode]) -> str:
    parts = []
    for code in sorted({shift.code for shift in shifts}):
        meaning = after.get(code)
        if meaning is None:
            parts.append(f"{code} is not explained any more")
        elif meaning.works:
            parts.append(f"it lies outside {code} ({meaning.start:%H:%M}–{meaning.end:%H:%M})")
        else:
            parts.append(f"{code} has no key work time in it")
    return ", ".join(parts)


def _sessions(desk: Desk, lost: Sequence[Shift]) -> list[str]:
    places = {(shift.staff_id, shift.on) for shift in lost}
    days = [shift.on for shift in lost]
    planned = desk.store.planned(Period(min(days), max(days)))
    hit = [s for s in planned if {(s.staff_id, s.on), (s.second_staff_id or "", s.on)} & places]
    if not hit:
        return []
    have = "has" if len(hit) == 1 else "have"
    return [f"{counted(len(hit), 'planned session')} on them now {have} no key work time. Plan again to move them."]


def code_from_text(text: str) -> ShiftCode:
    """A code as it is written on the command line: `TX=Transfer escort 0730-1530`, `WFH=Working elsewhere`.

    Raises `RequestError` `bad_code` where it cannot be read.
    """
    code, equals, rest = text.partition("=")
    hours = _HOURS.search(rest)
    if not equals or not code.strip():
        message = f"{text!r} does not say what a code means. Write it like TX=Transfer escort 0730-1530."
        raise RequestError(message, code="bad_code", details={"value": text})
    if hours is None:
        return ShiftCode(code.strip().upper(), rest.strip())
    try:
        start, end = time(int(hours[1]), int(hours[2])), time(int(hours[3]), int(hours[4]))
    except ValueError as mistake:
        message = f"{hours[0].strip()} in {text!r} are no times of day. Write them like 0730-1530."
        raise RequestError(message, code="bad_code", details={"value": text, "field": "start"}) from mistake
    return ShiftCode(code.strip().upper(), rest[: hours.start()].strip(), start, end)
