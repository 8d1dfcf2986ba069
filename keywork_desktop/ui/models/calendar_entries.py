"""What the calendar shows, as values: an entry for each session and obligation, a cell for each day and week.

Values are compared to find out which cells have changed; so they hold no facts beyond what is drawn and spoken.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import Enum

from keywork_desktop.domain.as_planned import OpenObligation, Outcome
from keywork_desktop.domain.detail import hours_and_minutes
from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.records import KeyWorkRecord, LostReason, RecordKind
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import RULE_NAMES, badges, counted, long_date, short_date, spoken, status_words
from keywork_desktop.ui.models.calendar_regime import RegimeOfDay

NO_REGIME = RegimeOfDay()


class Tone(Enum):
    """How an entry is drawn: shape and pair of colours always belong to the same word."""

    PRIORITY = "priority"
    OVERDUE = "overdue"
    DUE = "due"
    PLANNED = "planned"
    NOT_RECORDED = "not_recorded"
    LATE = "late"
    """Due that day, with a session planned only later."""
    HELD = "held"
    LOST = "lost"

    @property
    def shape(self) -> str:
        return {
            Tone.PRIORITY: "▲",
            Tone.OVERDUE: "▲",
            Tone.DUE: "◆",
            Tone.PLANNED: "●",
            Tone.NOT_RECORDED: "◇",
            Tone.LATE: "◇",
            Tone.HELD: "●",
            Tone.LOST: "✕",
        }[self]


_OPEN = frozenset({Tone.PRIORITY, Tone.OVERDUE, Tone.DUE, Tone.PLANNED, Tone.NOT_RECORDED, Tone.LATE})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line in a day. `key` stays the same from view to view; `session_id` is empty for what is not planned."""

    key: str
    prison_number: str
    on: date
    tone: Tone
    lead: str
    """What stands before the name: the time, `due`, `held`."""
    surname: str
    initials: str
    name: str
    spoken: str
    session_id: str = ""
    staff_id: str = ""
    start: time | None = None
    minutes: int = 0
    locked: bool = False
    cover: bool = False
    priority: bool = False
    badges: tuple[str, ...] = ()
    later_on: date | None = None
    """When a session is planned for what is due before it."""
    shut: str = ""
    """Why the session cannot be held when it is planned: `where the regime is cut`, `outside the core day`,
    `outside key work time` (the officer is away, or his shift was changed)."""

    @property
    def is_obligation(self) -> bool:
        return not self.session_id and self.tone in _OPEN

    @property
    def movable(self) -> bool:
        """A session still to be held, or an obligation, can be put on a day; what has happened cannot."""
        return self.tone in _OPEN


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day: its entries in the order shown, and minutes of key work time used and available."""

    on: date
    entries: tuple[Entry, ...] = ()
    used: int = 0
    available: int = 0
    holiday: str = ""
    today: bool = False
    past: bool = False
    on_leave: int = 0
    regime: RegimeOfDay = NO_REGIME

    @property
    def spoken(self) -> str:
        """The day in a sentence, for those who listen."""
        said = [long_date(self.on)]
        if self.today:
            said.append("today")
        if self.holiday:
            said.append(self.holiday)
        if self.available or self.used:
            said.append(f"key work time {hours_and_minutes(self.used)} of {hours_and_minutes(self.available)} used")
        else:
            said.append("no key work time")
        due = sum(entry.tone is Tone.DUE for entry in self.entries)
        planned = sum(bool(entry.session_id) for entry in self.entries)
        said.append(f"{counted(planned, 'session')} planned" if planned else "nothing planned")
        if due:
            said.append(f"{due} due and not planned")
        if self.on_leave:
            said.append(f"{counted(self.on_leave, 'officer')} on leave")
        said += self.regime.spoken
        return ", ".join(said)


@dataclass(frozen=True, slots=True)
class WeekCell:
    """One week: minutes planned of minutes profiled (key work time on the detail)."""

    number: int
    first: date
    used: int = 0
    available: int = 0

    @property
    def spoken(self) -> str:
        of = f"{hours_and_minutes(self.used)} planned of {hours_and_minutes(self.available)} profiled"
        return f"Week {self.number}, from {long_date(self.first)}, {of}"


def initials_of(first_name: str) -> str:
    """`Omar Ali` → `O`; nothing for somebody without a first name."""
    return first_name[:1].upper()


def _person(prisoner: Prisoner | None, prison_number: str) -> tuple[str, str, str]:
    if prisoner is None:
        return prison_number, "", prison_number
    return prisoner.last_name.upper(), initials_of(prisoner.first_name), prisoner.name


_SAID = {
    Outcome.PLANNED: "planned",
    Outcome.DELIVERED: "held",
    Outcome.MISSED: "missed",
    Outcome.CANCELLED: "cancelled",
    Outcome.NOT_RECORDED: "not recorded yet",
    Outcome.PRISONER_GONE: "no longer on the roll",
}
_TONES = {
    Outcome.PLANNED: Tone.PLANNED,
    Outcome.DELIVERED: Tone.HELD,
    Outcome.MISSED: Tone.LOST,
    Outcome.CANCELLED: Tone.LOST,
    Outcome.NOT_RECORDED: Tone.NOT_RECORDED,
    Outcome.PRISONER_GONE: Tone.LOST,
}


CUT, CLOSED = "where the regime is cut", "outside the core day"
NO_TIME = "outside key work time"


def _shut(session: PlannedSession, snapshot: Snapshot) -> str:
    """Why it cannot be held: his unit is not unlocked at that hour, or the officer has no time for it (DOMAIN 5)."""
    number, day = session.prison_number, session.on
    if any(span.overlaps(session.span) for span in snapshot.curtailed(number, day)):
        return CUT
    prisoner = snapshot.prisoners.get(number)
    closed = prisoner is not None and snapshot.core_hours.closes(prisoner.unit, day, session.span)
    if closed:
        return CLOSED
    officer, shift = snapshot.key_workers.get(session.staff_id), snapshot.shifts.get((session.staff_id, day))
    away = officer is not None and officer.away_on(day)
    held = shift is None or any(s.start <= session.start and session.span.end <= s.end for s in shift.key_work)
    return NO_TIME if away or not held else ""


def session_entry(
    session: PlannedSession, outcome: Outcome, item: DueItem | None, snapshot: Snapshot, *, next_one: bool
) -> Entry:
    """A planned session. Red where its prisoner is overdue in a priority group and this is his next one."""
    prisoner = snapshot.prisoners.get(session.prison_number)
    surname, initials, name = _person(prisoner, session.prison_number)
    tone = _TONES[outcome]
    if next_one and outcome is Outcome.PLANNED and item is not None and item.overdue_priority:
        tone = Tone.PRIORITY
    officer = snapshot.key_workers.get(session.staff_id)
    said = [name, session.prison_number]
    if prisoner is not None:
        said.append(f"cell {prisoner.location}" if prisoner.unit else f"at {prisoner.location}")
    if item is not None and tone is Tone.PRIORITY:
        said += [status_words(item), *badges(item)]
    said.append(f"session {_SAID[outcome]} {session.span} with {officer.name if officer else session.staff_id}")
    if session.cover:
        said.append("cover")
    if session.locked:
        said.append("locked")
    shut = _shut(session, snapshot) if outcome is Outcome.PLANNED else ""
    if shut:
        said.append(f"lies {shut}")
    if not session.on_time and session.target:
        said.append(f"late: wanted by {short_date(session.target)}")
    return Entry(
        key=f"session {session.id}",
        prison_number=session.prison_number,
        on=session.on,
        tone=tone,
        lead=f"{session.start:%H:%M}",
        surname=surname,
        initials=initials,
        name=name,
        spoken=", ".join(said),
        session_id=session.id,
        staff_id=session.staff_id,
        start=session.start,
        minutes=session.minutes,
        locked=session.locked,
        cover=session.cover,
        priority=session.priority,
        badges=badges(item) if item else (),
        shut=shut,
    )


def obligation_entry(obligation: OpenObligation) -> Entry:
    """Somebody is due on that day and has no session by then."""
    item, rule = obligation.item, obligation.rule
    prisoner = item.prisoner
    said = [prisoner.name, prisoner.prison_number]
    said.append(f"cell {prisoner.location}" if prisoner.unit else f"at {prisoner.location}")
    said.append(f"due, {RULE_NAMES.get(rule.id, rule.id)}, not planned")
    if obligation.planned_late_on:
        said[-1] = f"due, {RULE_NAMES.get(rule.id, rule.id)}, planned late on {short_date(obligation.planned_late_on)}"
    if obligation.follows_plan:
        said.append("after the sessions planned before")
    return Entry(
        key=f"due {prisoner.prison_number} {rule.id} {obligation.due_on}",
        prison_number=prisoner.prison_number,
        on=obligation.due_on,
        tone=Tone.LATE if obligation.planned_late_on else Tone.DUE,
        lead="late" if obligation.planned_late_on else "due",
        surname=prisoner.last_name.upper(),
        initials=initials_of(prisoner.first_name),
        name=prisoner.name,
        spoken=", ".join(said),
        staff_id=item.key_worker.staff_id if item.key_worker else "",
        minutes=rule.minutes,
        priority=rule.priority,
        badges=badges(item),
        later_on=obligation.planned_late_on,
    )


def overdue_entry(item: DueItem) -> Entry:
    """Somebody who is overdue and has no session planned; his due date lies before every day shown."""
    prisoner = item.prisoner
    return Entry(
        key=f"overdue {prisoner.prison_number}",
        prison_number=prisoner.prison_number,
        on=item.due_on or item.day,
        tone=Tone.PRIORITY if item.overdue_priority else Tone.OVERDUE,
        lead=f"{item.days_overdue} d",
        surname=prisoner.last_name.upper(),
        initials=initials_of(prisoner.first_name),
        name=prisoner.name,
        spoken=f"{spoken(item)}, not planned",
        staff_id=item.key_worker.staff_id if item.key_worker else "",
        minutes=item.obligations[0].rule.minutes if item.obligations else 0,
        priority=item.overdue_priority,
        badges=badges(item),
    )


def record_entry(prisoner: Prisoner, record: KeyWorkRecord) -> Entry:
    """A session that was held or lost on that day."""
    held = record.kind is RecordKind.SESSION
    word = "held" if held else "missed" if record.kind is RecordKind.MISSED else "cancelled"
    reasons = {reason.value: reason.words for reason in LostReason}
    said = [prisoner.name, prisoner.prison_number, f"session {word} {short_date(record.on)}"]
    if record.reason:
        said.append(reasons.get(record.reason, record.reason))
    return Entry(
        key=f"{word} {prisoner.prison_number} {record.on} {record.source.value}",
        prison_number=prisoner.prison_number,
        on=record.on,
        tone=Tone.HELD if held else Tone.LOST,
        lead=word,
        surname=prisoner.last_name.upper(),
        initials=initials_of(prisoner.first_name),
        name=prisoner.name,
        spoken=", ".join(said),
        staff_id=record.staff_id,
        start=record.at,
        minutes=record.minutes or 0,
    )


_RANKS = {
    Tone.PRIORITY: 1,
    Tone.OVERDUE: 1,
    Tone.DUE: 2,
    Tone.NOT_RECORDED: 3,
    Tone.PLANNED: 4,
    Tone.LATE: 5,
    Tone.LOST: 6,
    Tone.HELD: 7,
}


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """First what needs somebody to act (due in a priority group, priority, due), then sessions by their time."""
    return tuple(
        sorted(
            entries,
            key=lambda e: (
                0 if e.tone is Tone.DUE and e.priority else _RANKS[e.tone],
                e.start or time.min,
                e.surname,
                e.prison_number,
            ),
        )
    )
