"""One prisoner's time here, newest first: arrived, moved, allocated, seen or missed, alerts begun and ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.people import Allocation, AllocationEnded, KeyWorker
from keywork_desktop.domain.records import RecordKind
from keywork_desktop.domain.session_ledger import session_ledger
from keywork_desktop.domain.wording import GROUP_NAMES

_ENDED_WORDS = {
    AllocationEnded.BY_HAND: "changed by hand",
    AllocationEnded.STATUS: "his key worker went away",
    AllocationEnded.RELEASED: "released",
    AllocationEnded.TRANSFERRED: "transferred",
    AllocationEnded.MERGED: "his numbers were merged",
    AllocationEnded.GONE: "gone from the roll",
}
_ALERT_WORDS = {
    "HA": GROUP_NAMES["acct_open"],
    "HA1": GROUP_NAMES["acct_post_closure"],
    "HA2": "ACCT closed",
    "ROH": "High risk of serious harm",
    "ROV": "Very high risk of serious harm",
    "XTACT": "TACT",
    "RNO121": "No one-to-one",
    "XRF": "Risk to females",
    "LCE": "Care experienced",
    "HID": "Hidden disability",
    "XCDV": "Debt victim",
    "XCU": "Controlled unlock",
    "XYA": "Young offender held as adult",
}


class Happening(Enum):
    """What kind of thing happened; the order of one day, the last thing first."""

    ALLOCATION = "allocation"
    SESSION = "session"
    LOST = "lost"
    NOTE = "note"
    ALERT = "alert"
    MOVE = "move"
    ARRIVAL = "arrival"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened on a day; `why` is the reason, or what else there is to know."""

    on: date
    kind: Happening
    text: str
    why: str = ""


def timeline(
    item: DueItem, key_workers: Mapping[str, KeyWorker], allocations: Sequence[Allocation] = ()
) -> tuple[TimelineEntry, ...]:
    """What is known of his time here up to the day of `item`, newest first; `allocations` are all of his."""
    found = [
        *_allocations(key_workers, allocations),
        *_records(item, key_workers),
        *_alerts(item),
        *_moves(item),
        TimelineEntry(item.prisoner.reception, Happening.ARRIVAL, "Arrived"),
    ]
    kinds = list(Happening)
    return tuple(
        sorted((e for e in found if e.on <= item.day), key=lambda e: (-e.on.toordinal(), kinds.index(e.kind), e.text))
    )


def began_words(allocation: Allocation) -> str:
    """Why it began, with the reason given for breaking a rule, which stays visible (DOMAIN 4)."""
    why = allocation.began_because
    if not allocation.override:
        return why
    said = f"rule overridden: {allocation.override}"
    return said if why in ("", allocation.override) else f"{why}; {said}"


def ended_words(allocation: Allocation) -> str:
    """Why it ended, in words: `changed by hand: wishes to change`."""
    code, _, more = allocation.ended_because.partition(":")
    known = next((words for ended, words in _ENDED_WORDS.items() if ended.value == code.strip()), code.strip())
    return f"{known}: {more.strip()}" if more.strip() else known


def alert_words(code: str) -> str:
    """What an alert is called; a description that is no code stands as it is."""
    return f"{_ALERT_WORDS[code]} ({code})" if code in _ALERT_WORDS else code


def name_of(staff_id: str, key_workers: Mapping[str, KeyWorker]) -> str:
    """The key worker's name, or his staff ID where the staff list does not have him."""
    known = key_workers.get(staff_id)
    return known.name if known else staff_id


def _allocations(key_workers: Mapping[str, KeyWorker], allocations: Sequence[Allocation]) -> Iterable[TimelineEntry]:
    begins = {a.from_date for a in allocations}
    for each in allocations:
        second = f", with {name_of(each.second_staff_id, key_workers)}" if each.second_staff_id else ""
        said = f"Allocated to {name_of(each.staff_id, key_workers)}{second}"
        yield TimelineEntry(each.from_date, Happening.ALLOCATION, said, began_words(each))
        if each.to_date is not None and each.to_date not in begins:
            ended = f"No longer with {name_of(each.staff_id, key_workers)}"
            yield TimelineEntry(each.to_date, Happening.ALLOCATION, ended, ended_words(each))


def _records(item: DueItem, key_workers: Mapping[str, KeyWorker]) -> Iterable[TimelineEntry]:
    for line in session_ledger(item, key_workers):
        kind = Happening.NOTE
        if line.record.kind is RecordKind.SESSION:
            kind = Happening.SESSION
        elif line.record.kind in (RecordKind.MISSED, RecordKind.CANCELLED):
            kind = Happening.LOST
        yield TimelineEntry(line.record.on, kind, line.words, "; ".join(line.reasons))


def _alerts(item: DueItem) -> Iterable[TimelineEntry]:
    for alert in item.prisoner.alerts:
        words = alert_words(alert.code)
        known = "" if alert.effective else "as the report first showed it"
        yield TimelineEntry(alert.begins, Happening.ALERT, f"{words} began", known)
        ends = min((day for day in (alert.expiry, alert.ended_on) if day), default=None)
        if ends is not None and ends > alert.begins:
            yield TimelineEntry(ends, Happening.ALERT, f"{words} ended")


def _moves(item: DueItem) -> Iterable[TimelineEntry]:
    """Where he was seen first, and each move after it."""
    oldest_first = list(reversed(item.prisoner.whereabouts))
    for before, seen in zip([None, *oldest_first], oldest_first, strict=False):
        if before is None:
            yield TimelineEntry(seen.from_date, Happening.MOVE, f"First seen in {seen.location}")
        elif seen.location != before.location:
            unit = seen.location.unit
            why = f"to {unit_name(unit)}" if unit != before.location.unit else ""
            yield TimelineEntry(seen.from_date, Happening.MOVE, f"Moved from {before.location} to {seen.location}", why)
