"""What a newer detail means for the days that were changed here by hand, in words (DOMAIN 5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from keywork_desktop.domain.detail import Shift
from keywork_desktop.domain.detail_versions import Merge
from keywork_desktop.domain.wording import counted, short_date
from keywork_desktop.importing.problems import Problem, Severity

_MOST_SAID = 4
_KINDS = {
    "AL": "annual leave",
    "TOIL": "time off in lieu",
    "SL": "sickness",
    "TRG": "training",
    "CD": "cross-deployment",
    "RD": "rest day",
}


class ByHand:
    """Counts the days typed by hand that stay, and those that a file overwrites, by what was typed."""

    def __init__(self) -> None:
        self._kinds: dict[Merge, Counter[str]] = {Merge.KEPT: Counter(), Merge.OVERWRITTEN: Counter()}

    def count(self, merge: Merge, standing: Shift | None, read: Shift) -> None:
        """One more day, if it was changed by hand."""
        if merge in self._kinds:
            self._kinds[merge][_kind(standing, read)] += 1

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What to know about the file as a whole; nothing where no day was changed by hand."""
        kept, overwritten = self._kinds[Merge.KEPT], self._kinds[Merge.OVERWRITTEN]
        said = []
        if overwritten:
            verb = "is" if overwritten.total() == 1 else "are"
            message = f"{_days(overwritten)} {verb} overwritten: this file says something new of {_them(overwritten)}."
            mend = "Tick the officers whose changes by hand are to be kept."
            said.append(Problem(None, "", _words(overwritten), Severity.NOTE, message, mend))
        if kept:
            verb = "stays" if kept.total() == 1 else "stay"
            message = f"{_days(kept)} {verb}: this file says of {_them(kept)} what the detail before it said."
            said.append(Problem(None, "", _words(kept), Severity.NOTE, message))
        return tuple(said)


Overwritten = Sequence[tuple[Shift, Shift]]
"""Days of one officer, each as it stands and as the file says it."""


def overwritten_words(days: Overwritten) -> tuple[str, str]:
    """What stands there, and what the file does to it: `SL`, `Typed here by hand; the file says E.`"""
    if len(days) == 1:
        ((standing, read),) = days
        return standing.text, f"Typed here by hand; the file says {read.text}."
    said = [f"{short_date(standing.on)} {standing.text} (file: {read.text})" for standing, read in days[:_MOST_SAID]]
    more = [f"and {len(days) - _MOST_SAID} more"] if len(days) > _MOST_SAID else []
    return counted(len(days), "day"), f"Typed here by hand: {', '.join((*said, *more))}."


def offer_words(officer: str, days: Overwritten) -> str:
    """What a yes would do: `Keep SL on 24 Nov for KHAN, Omar`."""
    if len(days) == 1:
        ((standing, _),) = days
        return f"Keep {standing.text} on {short_date(standing.on)} for {officer}"
    return f"Keep these {len(days)} days of {officer}"


def _kind(standing: Shift | None, read: Shift) -> str:
    if standing is None:
        return "shift taken off"
    if standing.code == read.code:
        return "key work time"
    return _KINDS.get(standing.code, "other shift")


def _words(kinds: Counter[str]) -> str:
    """`2 sickness, 1 key work time`."""
    return ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items(), key=lambda each: (-each[1], each[0])))


def _days(kinds: Counter[str]) -> str:
    return f"{counted(kinds.total(), 'day')} changed here by hand"


def _them(kinds: Counter[str]) -> str:
    return "it" if kinds.total() == 1 else "them"
