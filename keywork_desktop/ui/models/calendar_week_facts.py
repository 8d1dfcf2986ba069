"""One week, officer by officer, as values: his shift, his key work time, his sessions, and where the regime is shut."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from keywork_desktop.domain.detail import TimeSpan, hours_and_minutes, minutes_of
from keywork_desktop.domain.wording import counted, long_date
from keywork_desktop.ui.models.calendar_entries import DayCell, Entry, Tone
from keywork_desktop.ui.models.calendar_facts import USUAL_MINUTES, CalendarFacts
from keywork_desktop.ui.models.calendar_regime import short_unit
from keywork_desktop.ui.models.rota_cells import RotaRow

WEEK_DAYS = 7
NOBODY = "No key worker"
USUAL_FROM, USUAL_TO = 9, 16


@dataclass(frozen=True, slots=True)
class WeekHours:
    """The hours that a cell is wide, from `first` to `last` o'clock."""

    first: int = USUAL_FROM
    last: int = USUAL_TO

    def share(self, minutes: int) -> float:
        """Where in the cell that many minutes after midnight lie, from 0 (left edge) to 1."""
        return min(1.0, max(0.0, (minutes / 60 - self.first) / (self.last - self.first)))

    def shares(self, span: TimeSpan) -> tuple[float, float]:
        """Left and right edge of a span."""
        return self.share(minutes_of(span.start)), self.share(minutes_of(span.end))

    @property
    def marks(self) -> tuple[int, ...]:
        """The hours that are named above the days."""
        every = 2 if self.last - self.first <= 7 else 3
        return tuple(hour for hour in range(self.first + 1, self.last) if hour % every == 0)


@dataclass(frozen=True, slots=True)
class OfficerDay:
    """A cell: one officer on one day. `cuts` and `closed` are the hours shut by curtailment and core day."""

    staff_id: str
    on: date
    shift: str = ""
    key_work: tuple[TimeSpan, ...] = ()
    taken: tuple[TimeSpan, ...] = ()
    entries: tuple[Entry, ...] = ()
    cuts: tuple[TimeSpan, ...] = ()
    closed: tuple[TimeSpan, ...] = ()
    recorded: int = 0
    """Minutes of sessions that were held or lost and are in the plan no more."""
    today: bool = False
    past: bool = False
    holiday: bool = False

    @property
    def available(self) -> int:
        """Minutes of key work time."""
        return sum(span.minutes for span in self.key_work)

    @property
    def used(self) -> int:
        """Minutes of it that sessions take."""
        return sum(span.minutes for span in self.taken) + self.recorded

    @property
    def time_words(self) -> str:
        """`45 min of 1 h 30`; nothing without key work time."""
        if not self.available:
            return ""
        return f"{hours_and_minutes(self.used)} of {hours_and_minutes(self.available)}"

    @property
    def spoken(self) -> str:
        """The cell for those who listen, without its entries."""
        said = [long_date(self.on)]
        if self.shift:
            said.append(f"shift {self.shift}")
        said.append(f"key work time {self.time_words} used" if self.available else "no key work time")
        said += [f"regime cut {span}" for span in self.cuts]
        planned = sum(bool(entry.session_id) for entry in self.entries)
        if planned:
            said.append(f"{counted(planned, 'session')} planned")
        return ", ".join(said)


@dataclass(frozen=True)
class WeekFacts:
    """`rows` are officers with their seven cells; `days` head the columns."""

    days: tuple[DayCell, ...]
    rows: tuple[tuple[RotaRow, tuple[OfficerDay, ...]], ...]
    hours: WeekHours


def week_facts(facts: CalendarFacts, monday: date) -> WeekFacts:
    """The week from this Monday: all officers of the units shown, and whoever else sees somebody of theirs."""
    days = tuple(facts.cells[monday + timedelta(days=n)] for n in range(WEEK_DAYS))
    entries = _by_officer(days)
    rows = []
    for staff_id in sorted({*entries, *facts.officers}, key=lambda staff_id: _place(facts, staff_id)):
        cells = tuple(_cell(facts, staff_id, day, entries.get(staff_id, {}).get(day.on, ())) for day in days)
        rows.append((_head(facts, staff_id, cells), cells))
    return WeekFacts(days, tuple(rows), _hours(cell for _, cells in rows for cell in cells))


def _by_officer(days: Iterable[DayCell]) -> dict[str, dict[date, tuple[Entry, ...]]]:
    found: dict[str, dict[date, tuple[Entry, ...]]] = {}
    for day in days:
        for entry in day.entries:
            own = found.setdefault(entry.staff_id, {})
            own[day.on] = (*own.get(day.on, ()), entry)
    return found


def _place(facts: CalendarFacts, staff_id: str) -> tuple[bool, bool, str, str, str]:
    """Those who have no key worker first, then the officers of the units shown, then those of others."""
    officer = facts.view.snapshot.key_workers.get(staff_id)
    shown = facts.view.units is None or (officer is not None and officer.unit in facts.view.units)
    unit, name = (officer.unit or "", officer.name) if officer else ("", "")
    return (bool(staff_id), not shown and bool(staff_id), unit, name, staff_id)


def _cell(facts: CalendarFacts, staff_id: str, day: DayCell, entries: tuple[Entry, ...]) -> OfficerDay:
    snapshot = facts.view.snapshot
    officer, shift = snapshot.key_workers.get(staff_id), snapshot.shifts.get((staff_id, day.on))
    unit = officer.unit if officer else None
    return OfficerDay(
        staff_id=staff_id,
        on=day.on,
        shift=shift.code if shift else "",
        key_work=facts.diary.key_work_time(staff_id, day.on),
        taken=tuple(sorted(facts.diary.taken(staff_id, day.on))),
        entries=entries,
        cuts=tuple(cut.span for cut in facts.cuts(unit, day.on)),
        closed=facts.closed(unit, day.on),
        recorded=sum(
            e.minutes or USUAL_MINUTES for e in entries if e.tone in (Tone.HELD, Tone.LOST) and not e.session_id
        ),
        today=day.today,
        past=day.past,
        holiday=bool(day.holiday),
    )


def _head(facts: CalendarFacts, staff_id: str, cells: tuple[OfficerDay, ...]) -> RotaRow:
    if not staff_id:
        many = len({entry.prison_number for cell in cells for entry in cell.entries})
        return RotaRow("nobody", NOBODY, counted(many, "prisoner"), "–")
    officer = facts.view.snapshot.key_workers.get(staff_id)
    used, available = sum(cell.used for cell in cells), sum(cell.available for cell in cells)
    below = f"{hours_and_minutes(used)} of {hours_and_minutes(available)}" if available else "no key work time"
    units = facts.view.units
    if officer is not None and officer.unit and (units is None or len(units) > 1 or officer.unit not in units):
        below = f"{short_unit(officer.unit)} · {below}"
    return RotaRow(staff_id, officer.name if officer else staff_id, below, staff_id)


def _hours(cells: Iterable[OfficerDay]) -> WeekHours:
    spans = [span for cell in cells for span in (*cell.key_work, *cell.taken)]
    first = min((span.start.hour for span in spans), default=USUAL_FROM)
    last = max((-(-minutes_of(span.end) // 60) for span in spans), default=USUAL_TO)
    return WeekHours(min(first, USUAL_FROM), max(last, USUAL_TO))
