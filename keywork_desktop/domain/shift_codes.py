"""What the codes of the detail mean in this prison, and which key work time counts under them (DOMAIN 5).

What a detail says is kept as it stands. Whether its key work time counts is judged whenever somebody looks, so a code
that is explained later counts from then on, in details that were read before too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from enum import Enum

from keywork_desktop.domain.detail import SHIFT_CODES, Shift, ShiftCode, TimeSpan
from keywork_desktop.domain.wording import counted, short_date

DAYS_OFF = frozenset({"AL", "CD", "RD", "SL"})
"""Codes that the program itself writes for an officer who is not there: they never get hours."""

LONGEST_CODE = 8
"""Letters of a code, as a cell of the detail is read."""


class Doubt(Enum):
    """Why key work time of a shift does not count."""

    UNEXPLAINED = "unexplained"
    NOT_IN = "not_in"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class CodeUse:
    """How a code stands on the detail: on how many days with which key work time, the first day and the last."""

    code: str
    times: tuple[tuple[tuple[TimeSpan, ...], int], ...]
    first: date
    last: date

    @property
    def cells(self) -> int:
        """On how many days of officers it stands."""
        return sum(number for _, number in self.times)

    @property
    def with_key_work(self) -> int:
        """On how many of them there is key work time."""
        return sum(number for spans, number in self.times if spans)

    @property
    def key_work(self) -> TimeSpan | None:
        """From the earliest start to the latest end of any key work time under it; None without."""
        spans = [span for found, _ in self.times for span in found]
        return TimeSpan(min(span.start for span in spans), max(span.end for span in spans)) if spans else None

    @property
    def words(self) -> str:
        """`It stands in 14 cells (23 Nov – 20 Dec), with key work time in 6.`"""
        days = short_date(self.first)
        days = days if self.first == self.last else f"{days} – {short_date(self.last)}"
        times = f", with key work time in {self.with_key_work:,}" if self.with_key_work else ", without key work time"
        return f"It stands in {counted(self.cells, 'cell')} ({days}){times}."

    def withheld(self, code: ShiftCode | None) -> int:
        """On how many days its key work time would not count if this is what the code means."""
        return sum(number for spans, number in self.times if doubt_about(spans, code))


def code_uses(shifts: Iterable[Shift]) -> dict[str, CodeUse]:
    """How each code stands on these shifts, by code."""
    found: dict[str, list[Shift]] = {}
    for shift in shifts:
        found.setdefault(shift.code, []).append(shift)
    return {code: _use(code, found[code]) for code in sorted(found)}


def _use(code: str, shifts: list[Shift]) -> CodeUse:
    times: dict[tuple[TimeSpan, ...], int] = {}
    for shift in shifts:
        times[shift.written] = times.get(shift.written, 0) + 1
    days = [shift.on for shift in shifts]
    return CodeUse(code, tuple(sorted(times.items())), min(days), max(days))


def codes_of_prison(remembered: Mapping[str, ShiftCode]) -> dict[str, ShiftCode]:
    """Every code that has a meaning: those of DOMAIN 5, as this prison remembers them, and its own in order."""
    own = {code: remembered[code] for code in sorted(remembered) if code not in SHIFT_CODES}
    return {**{code: remembered.get(code, built_in) for code, built_in in SHIFT_CODES.items()}, **own}


def doubt_about(spans: Iterable[TimeSpan], code: ShiftCode | None) -> Doubt | None:
    """Why this key work time does not count under a code (None: nobody has explained it); None where it counts.

    Key work time of one shift counts as a whole or not at all (DOMAIN 5).
    """
    spans = tuple(spans)
    if not spans:
        return None
    if code is None:
        return Doubt.UNEXPLAINED
    if not code.works or code.start is None or code.end is None:
        return Doubt.NOT_IN
    if any(span.start < code.start or span.end > code.end for span in spans):
        return Doubt.OUTSIDE
    return None


def counted_shift(shift: Shift, codes: Mapping[str, ShiftCode]) -> Shift:
    """The shift with its key work time where it counts, and with it withheld where it does not."""
    written = shift.written
    if doubt_about(written, codes.get(shift.code)):
        return replace(shift, key_work=(), withheld=written)
    return replace(shift, key_work=written, withheld=()) if shift.withheld else shift


def hours_words(code: ShiftCode) -> str:
    """`07:30–15:30`, or `not in the prison`."""
    if code.start is None or code.end is None:
        return "not in the prison"
    return f"{code.start:%H:%M}–{code.end:%H:%M}"


def code_words(code: ShiftCode) -> str:
    """`TX: Transfer escort, 07:30–15:30`."""
    return f"{code.code}: {code.meaning}, {hours_words(code)}"


def code_text(code: ShiftCode) -> str:
    """As it is written on the command line: `TX=Transfer escort 0730-1530`, `WFH=Working elsewhere`."""
    hours = f" {code.start:%H%M}-{code.end:%H%M}" if code.start and code.end else ""
    return f"{code.code}={code.meaning}{hours}"


def _off(meaning: str) -> tuple[str, None, None]:
    return meaning, None, None


_EARLY, _LATE, _MAIN = (time(7), time(12, 30)), (time(12), time(20)), (time(8), time(17))
_USUAL: dict[str, tuple[str, time | None, time | None]] = {
    **dict.fromkeys(("A/L", "ANL", "LEAVE", "HOL", "HOLS"), _off("Annual leave")),
    **dict.fromkeys(("SICK", "SICKNESS"), _off("Sick")),
    **dict.fromkeys(("TRAIN", "TRAINING", "TRN", "COURSE"), _off("Training")),
    **dict.fromkeys(("WFH", "WAH"), _off("Working elsewhere")),
    **dict.fromkeys(("BW", "BWATCH", "BEDWATCH"), _off("Bed watch")),
    **dict.fromkeys(("ESC", "ESCORT"), _off("Escort")),
    **dict.fromkeys(("DET", "DETACHED"), _off("Detached duty")),
    **dict.fromkeys(("MAT", "MATL"), _off("Maternity leave")),
    **dict.fromkeys(("PAT", "PATL"), _off("Paternity leave")),
    **dict.fromkeys(("SPL", "SPEC"), _off("Special leave")),
    **dict.fromkeys(("BH", "BHOL"), _off("Bank holiday")),
    **dict.fromkeys(("REST", "RDAY", "OFF"), _off("Rest day")),
    **dict.fromkeys(("NIGHT", "NIGHTS", "NT"), ("Nights", time(20, 45), time(7, 30))),
    "EARLY": ("Early", *_EARLY),
    "LATE": ("Late", *_LATE),
    "MAIN": ("Main", *_MAIN),
    "DAY": ("Main", *_MAIN),
    "LD": ("Long day", time(8), time(20)),
}


def usual_meaning(code: str) -> ShiftCode | None:
    """What a code of this spelling usually means: a suggestion to say yes to, never more (local reading)."""
    found = _USUAL.get(code.upper())
    return ShiftCode(code.upper(), *found) if found else None
