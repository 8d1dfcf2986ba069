"""What is exported: the facts of a rota, and one line for each session or prisoner in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path

from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.obligations import Status
from keywork_desktop.domain.people import KeyWorker, Prisoner
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.rota_published import SincePublished, standing_words
from keywork_desktop.domain.rules import badge
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.domain.wording import RULE_NAMES, STATUS_SHAPES, short_date, status_text, weekday

MARKING = "OFFICIAL-SENSITIVE"
"""The marking where the settings name none (DOMAIN 9)."""

NOT_PLANNED = "NOT PLANNED"


@dataclass(frozen=True)
class Exported:
    """What was written: the file, the names of its sheets (none for a file without sheets), and how many sessions."""

    path: Path
    sheets: tuple[str, ...]
    sessions: int


@dataclass(frozen=True, slots=True)
class UnitHours:
    """Minutes of a unit over the weeks of a rota (None: together): whether there is key work time enough (DOMAIN 5)."""

    unit: str | None
    needed: int
    profiled: int
    lost: int
    short: int


@dataclass(frozen=True)
class RotaFacts:
    """Everything the rota workbook says.

    `snapshot` has the period's shifts and planned sessions; `items` is the due list of the snapshot's day, by which
    *overdue* is meant. `unit` narrows the rota to the prisoners of one houseblock. `made_at` is the moment shown as the
    time of making, `version` the program's name and version, `regime` the regime level in words. `published` is the
    newest version of the rota that speaks of these days, with what has changed since in what is exported. `hours` are
    the key work time needed, profiled, lost and short, together and by unit.
    """

    snapshot: Snapshot
    items: tuple[DueItem, ...]
    weeks: int
    unit: str | None
    made_at: datetime
    version: str
    marking: str = MARKING
    regime: str = "No regime level is set"
    published: SincePublished | None = None
    hours: tuple[UnitHours, ...] = ()

    def __post_init__(self) -> None:
        if self.snapshot.period is None:
            raise ValueError("a rota needs a snapshot with a period")
        if self.weeks < 1:
            raise ValueError(f"a rota of {self.weeks} weeks has no days")

    @property
    def standing(self) -> str:
        """Which rota this is: `Version 3`, `Draft, 4 changes since version 3`, `Draft, not published`."""
        return standing_words(self.published, Period(self.first, self.last))

    @property
    def first(self) -> date:
        assert self.snapshot.period is not None
        return self.snapshot.period.first

    @property
    def last(self) -> date:
        return self.first + timedelta(days=7 * self.weeks - 1)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every day of the rota."""
        return tuple(self.first + timedelta(days=n) for n in range(7 * self.weeks))

    @property
    def title(self) -> str:
        """`HMP Saltmarsh · Houseblock 2`; without the houseblock for the whole establishment."""
        name = self.snapshot.establishment.name
        return f"{name} · {unit_name(self.unit)}" if self.unit else name

    @property
    def dates(self) -> str:
        """`Mon 23 Nov – Sun 20 Dec 2026`."""
        return span_of_days(self.first, self.last)

    @cached_property
    def own_items(self) -> tuple[DueItem, ...]:
        """The due list, narrowed to the unit."""
        return tuple(item for item in self.items if self.unit is None or item.prisoner.unit == self.unit)

    @cached_property
    def sessions(self) -> tuple[Line, ...]:
        """The planned sessions in order of time; where a unit is named, those of its prisoners alone."""
        chosen = (s for s in self.snapshot.planned if self.first <= s.on <= self.last and self._in_unit(s))
        ordered = sorted(chosen, key=lambda s: (s.on, s.start, s.staff_id, s.prison_number))
        return tuple(self._line(session.prison_number, session) for session in ordered)

    @cached_property
    def overdue_priority(self) -> tuple[Line, ...]:
        """Everyone overdue in a priority group, in the order of the due list, with his next planned session."""
        return tuple(
            self._line(item.prisoner.prison_number, self.next_session(item.prisoner.prison_number))
            for item in self.own_items
            if item.overdue_priority
        )

    def next_session(self, prison_number: str) -> PlannedSession | None:
        """His first planned session on or after the day of the facts; one that has passed helps nobody."""
        return self._next_sessions.get(prison_number)

    @cached_property
    def key_work_minutes(self) -> dict[str, int]:
        """Key work time on the detail in the rota's days, by staff ID."""
        found: dict[str, int] = {}
        for (staff_id, day), shift in self.snapshot.shifts.items():
            if self.first <= day <= self.last:
                found[staff_id] = found.get(staff_id, 0) + shift.key_work_minutes
        return found

    def officer(self, staff_id: str) -> KeyWorker | None:
        return self.snapshot.key_workers.get(staff_id)

    @cached_property
    def _next_sessions(self) -> dict[str, PlannedSession]:
        found: dict[str, PlannedSession] = {}
        for session in sorted(self.snapshot.planned, key=lambda s: (s.on, s.start)):
            if session.on >= self.snapshot.on:
                found.setdefault(session.prison_number, session)
        return found

    @cached_property
    def _items_by_number(self) -> dict[str, DueItem]:
        return {item.prisoner.prison_number: item for item in self.items}

    def _in_unit(self, session: PlannedSession) -> bool:
        if self.unit is None:
            return True
        prisoner = self.snapshot.prisoners.get(session.prison_number)
        return prisoner is not None and prisoner.unit == self.unit

    def _line(self, prison_number: str, session: PlannedSession | None) -> Line:
        item = self._items_by_number.get(prison_number)
        prisoner = item.prisoner if item else self.snapshot.prisoners.get(prison_number)
        own = self.snapshot.key_worker_of(prison_number)
        return Line(
            prison_number=prison_number,
            prisoner=prisoner,
            item=item,
            session=session,
            own_key_worker=own,
            officer=self.officer(session.staff_id) if session else own,
            second_officer=self.officer(session.second_staff_id) if session and session.second_staff_id else None,
        )


@dataclass(frozen=True)
class Line:
    """One prisoner with one session, or with none. `officer` holds the session; without one, his own key worker.

    `prisoner` is None for a session of somebody who is no longer on the roll.
    """

    prison_number: str
    prisoner: Prisoner | None
    item: DueItem | None
    session: PlannedSession | None
    own_key_worker: KeyWorker | None
    officer: KeyWorker | None
    second_officer: KeyWorker | None = None

    @property
    def name(self) -> str:
        return self.prisoner.name if self.prisoner else "No longer on the roll"

    @property
    def short_name(self) -> str:
        """`SMITH, J`."""
        if self.prisoner is None:
            return "not on roll"
        initial = self.prisoner.first_name.strip()[:1].upper()
        return f"{self.prisoner.last_name.upper()}, {initial}" if initial else self.prisoner.last_name.upper()

    @property
    def unit(self) -> str:
        return (self.prisoner.unit or "") if self.prisoner else ""

    @property
    def cell(self) -> str:
        return str(self.prisoner.location) if self.prisoner else ""

    @property
    def on(self) -> date | None:
        return self.session.on if self.session else None

    @property
    def start(self) -> time | None:
        return self.session.start if self.session else None

    @property
    def minutes(self) -> int | None:
        return self.session.minutes if self.session else None

    @property
    def overdue_priority(self) -> bool:
        return self.item is not None and self.item.overdue_priority

    @property
    def status(self) -> str:
        return standing(self.item) if self.item else ""

    @property
    def priority(self) -> str:
        return groups(self.item) if self.item else ""

    @property
    def rule(self) -> str:
        return rule_name(self.item) if self.item else ""

    @property
    def staff_id(self) -> str:
        if self.session:
            return self.session.staff_id
        return self.officer.staff_id if self.officer else ""

    @property
    def officer_name(self) -> str:
        if self.officer:
            return self.officer.name
        return self.staff_id or "No key worker"

    @property
    def second_officer_name(self) -> str:
        second = self.session.second_staff_id if self.session else None
        return self.second_officer.name if self.second_officer else second or ""

    @property
    def cover(self) -> str:
        """`Cover for KHAN, Omar` where another officer than his own key worker holds the session."""
        if self.session is None or not self.session.cover:
            return ""
        return f"Cover for {self.own_key_worker.name}" if self.own_key_worker else "Cover"


def standing(item: DueItem) -> str:
    """Shape and words of the status; in capitals, `▲ OVERDUE 9 d`, for who is overdue in a priority group."""
    if item.overdue_priority:
        return f"{STATUS_SHAPES[Status.OVERDUE]} OVERDUE {item.days_overdue} d"
    return status_text(item)


def groups(item: DueItem) -> str:
    """Short names of his priority groups: `ACCT, ROSH`."""
    return ", ".join(badge(group) for group in item.priority_groups)


def rule_name(item: DueItem) -> str:
    """The rule that decides, in words."""
    return RULE_NAMES.get(item.deciding.rule.id, item.deciding.rule.id) if item.deciding else ""


def span_of_days(first: date, last: date) -> str:
    """`Mon 23 Nov – Sun 20 Dec 2026`, with the year twice where it changes."""
    return f"{weekday(first)} {short_date(first, last)} – {weekday(last)} {short_date(last)} {last.year}"


def officers_in_order(officers: Iterable[KeyWorker]) -> tuple[KeyWorker, ...]:
    """Houseblocks in natural order, then other units, then those without; by name inside each."""

    def place(officer: KeyWorker) -> tuple[object, ...]:
        unit = officer.unit or ""
        number = int(unit) if unit.isdigit() else 0
        return (not unit, not unit.isdigit(), number, unit, officer.last_name.casefold(), officer.first_name.casefold())

    return tuple(sorted(officers, key=lambda officer: (*place(officer), officer.staff_id)))
