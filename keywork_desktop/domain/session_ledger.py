"""What is recorded about one prisoner, line by line: what counted as a session, what did not, and why (DOMAIN 3.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.group_rules import ANSWERED_ONLY_SINCE
from keywork_desktop.domain.late_notes import late_since, recorded_after
from keywork_desktop.domain.people import KeyWorker
from keywork_desktop.domain.records import KeyWorkRecord, LostReason, RecordKind, RecordSource
from keywork_desktop.domain.wording import GROUP_NAMES, counted, short_date

KIND_WORDS = {
    RecordKind.SESSION: "Session",
    RecordKind.ENTRY: "Key work entry",
    RecordKind.WELLBEING: "Wellbeing check",
    RecordKind.MISSED: "Missed",
    RecordKind.CANCELLED: "Cancelled",
}
_NEVER_COUNTS = {
    RecordKind.ENTRY: "an entry (KE) never counts",
    RecordKind.WELLBEING: "a check never counts as a session",
}


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One record: whether it counted as a session, why not, and what else there is to know about it.

    `late` says when a late one became known, `after` that this was after the day looked at. `correctable` is true for
    what was recorded here.
    """

    record: KeyWorkRecord
    counted: bool
    by: str
    reasons: tuple[str, ...]
    late: date | None = None
    after: bool = False

    @property
    def correctable(self) -> bool:
        return self.record.source is RecordSource.HERE

    @property
    def words(self) -> str:
        """`Session by KHAN, Omar`."""
        kind = KIND_WORDS[self.record.kind]
        return f"{kind} by {self.by}" if self.by else kind


def session_ledger(
    item: DueItem, key_workers: Mapping[str, KeyWorker], began: date | None = None
) -> tuple[LedgerLine, ...]:
    """Every record of the prisoner that is known here up to the day, newest first, those before reception last.

    `began` is the day on which the first record of all was written down; see `late_notes`.
    """
    person, day = item.prisoner, item.day
    before = person.earlier.records if person.earlier else ()
    records = sorted((*person.records, *before), key=_newest_first)
    in_nomis = {r.on for r in records if r.counts and r.source is RecordSource.NOMIS}
    counted_days: set[date] = set()
    lines = []
    for record in records:
        if record.on > day:
            continue
        reasons = list(_why_not(record, item, counted_days))
        counts = record.counts and not reasons
        if counts:
            counted_days.add(record.on)
            reasons += _does_not_answer(record.on, item)
        if record.counts and record.source is RecordSource.HERE and record.on not in in_nomis:
            reasons.append(f"not yet in NOMIS, {counted((day - record.on).days, 'day')}")
        late, after = late_since(record, began), recorded_after(record, day)
        lines.append(LedgerLine(record, counts, _name(record, key_workers), tuple(reasons), late, after))
    return tuple(lines)


def _newest_first(record: KeyWorkRecord) -> tuple[int, bool, str]:
    """By day; of one day the session first, and the note in NOMIS before what was recorded here."""
    kinds = list(RecordKind)
    return (-record.on.toordinal(), record.source is RecordSource.HERE, str(kinds.index(record.kind)))


def _why_not(record: KeyWorkRecord, item: DueItem, counted_days: set[date]) -> Sequence[str]:
    if record.kind in _NEVER_COUNTS:
        return (_NEVER_COUNTS[record.kind],)
    if not record.counts:
        return (lost_words(record.reason),) if record.reason else ("not held",)
    if record.on < item.prisoner.reception:
        return (f"before his reception on {short_date(item.prisoner.reception, item.day)}",)
    if record.on in counted_days:
        return ("the same day again: one session",)
    return ()


def _does_not_answer(on: date, item: DueItem) -> Sequence[str]:
    """Groups that began after this session, where only sessions since then answer."""
    return [
        f"not for {GROUP_NAMES[asked.rule.id]}: before it began on {short_date(asked.start, item.day)}"
        for asked in item.obligations
        if asked.rule.id in ANSWERED_ONLY_SINCE and on < asked.start
    ]


def _name(record: KeyWorkRecord, key_workers: Mapping[str, KeyWorker]) -> str:
    if not record.staff_id:
        return ""
    known = key_workers.get(record.staff_id)
    return known.name if known else f"{record.staff_id}, not on the staff list"


def lost_words(reason: str) -> str:
    """The reason as the product says it: `prisoner refused`; words of one's own as they are."""
    return next((lost.words.lower() for lost in LostReason if lost.value == reason), reason)
