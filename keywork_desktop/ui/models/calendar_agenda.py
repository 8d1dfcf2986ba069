"""The agenda: day by day who is due and not planned, overdue first, and what is planned, by time; to be taken along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from keywork_desktop.domain.detail import minutes_of, time_of
from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.wording import counted, long_date, short_date, status_words
from keywork_desktop.ui.models.calendar_entries import Entry, Tone, overdue_entry
from keywork_desktop.ui.models.calendar_facts import CalendarFacts


class Part(Enum):
    """The parts of a day, in their order."""

    DUE = "Due, not planned"
    PLANNED = "Planned"
    PAST = "Held or lost"


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """The heading of a day: `note` is its regime and where that is cut, `count` what stands under it."""

    on: date
    note: str = ""
    count: str = ""
    today: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class AgendaPart:
    """The heading of a part of a day."""

    on: date
    part: Part
    count: int


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """Somebody on a day: planned with `time`, or due."""

    on: date
    part: Part
    entry: Entry
    status: str
    cell: str
    officer: str
    time: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The line's columns as text: day, time, status, name, number, cell, priority, officer."""
        entry = self.entry
        shut = f" – {entry.shut}" if entry.shut else ""
        status = f"{entry.tone.shape} {self.status}{shut}"
        person = (entry.name, entry.prison_number, self.cell, " ".join(entry.badges))
        return (long_date(self.on), self.time, status, *person, self.officer)


AgendaRow = AgendaDay | AgendaPart | AgendaLine
COLUMNS = ("Day", "Time", "Status", "Prisoner", "Number", "Cell", "Priority", "Officer")


@dataclass(frozen=True, slots=True)
class AgendaFilter:
    """Who is left in: by officer (None: all), by words that all must occur, priority groups alone."""

    staff_id: str | None = None
    text: str = ""
    priority: bool = False

    def lets_in(self, line: AgendaLine) -> bool:
        """True if the line stays in the list."""
        entry = line.entry
        if self.staff_id is not None and entry.staff_id != self.staff_id:
            return False
        if self.priority and not entry.badges and entry.tone is not Tone.PRIORITY:
            return False
        said = f"{entry.name} {entry.prison_number} {line.cell} {line.officer}".casefold()
        return all(word in said for word in self.text.casefold().split())


def agenda_rows(facts: CalendarFacts, first: date, days: int, wanted: AgendaFilter) -> list[AgendaRow]:
    """The rows of so many days from `first`, as far as the facts reach; days without a line are left out."""
    rows: list[AgendaRow] = []
    for day in (first + timedelta(days=n) for n in range(days)):
        if day not in facts.days:
            continue
        lines = [line for line in _lines(facts, day, first) if wanted.lets_in(line)]
        if not lines:
            continue
        rows.append(_heading(facts, day, lines))
        for part in Part:
            of_part = [line for line in lines if line.part is part]
            if of_part:
                rows += [AgendaPart(day, part, len(of_part)), *of_part]
    return rows


def _heading(facts: CalendarFacts, day: date, lines: Iterable[AgendaLine]) -> AgendaDay:
    cell = facts.cells[day]
    regime = cell.regime
    note = " · ".join(part for part in (cell.holiday, regime.level_words, regime.cut_line) if part)
    parts = [line.part for line in lines]
    counts = [counted(parts.count(Part.PLANNED), "session")] if Part.PLANNED in parts else []
    counts += [f"{parts.count(Part.DUE)} due, not planned"] if Part.DUE in parts else []
    return AgendaDay(day, note, ", ".join(counts), cell.today, bool(regime.cuts))


def _lines(facts: CalendarFacts, day: date, first: date) -> Iterator[AgendaLine]:
    if day == max(first, facts.view.today):
        # Who is overdue stays so: he stands on the first day on which something can be done about it.
        yield from (_line(facts, day, overdue_entry(item)) for item in facts.overdue)
    lines = [_line(facts, day, entry) for entry in facts.entries[day]]
    yield from (line for line in lines if line.part is Part.DUE)
    rest = (line for line in lines if line.part is not Part.DUE)
    yield from sorted(rest, key=lambda line: (line.time or "99", line.officer, line.entry.surname))


def _line(facts: CalendarFacts, day: date, entry: Entry) -> AgendaLine:
    snapshot = facts.view.snapshot
    prisoner, officer = snapshot.prisoners.get(entry.prison_number), snapshot.key_workers.get(entry.staff_id)
    part = Part.PAST if not entry.movable else Part.DUE if entry.is_obligation else Part.PLANNED
    time = ""
    if entry.start is not None:
        end = time_of(min(minutes_of(entry.start) + entry.minutes, 24 * 60 - 1))
        time = f"{entry.start:%H:%M}–{end:%H:%M}" if entry.minutes else f"{entry.start:%H:%M}"
    nobody = "no key worker" if part is Part.DUE else entry.staff_id
    name = officer.name if officer else nobody
    return AgendaLine(
        on=day,
        part=part,
        entry=entry,
        status=_status(facts.view.by_number.get(entry.prison_number), entry),
        cell=str(prisoner.location) if prisoner else "",
        officer=f"{name} (cover)" if entry.cover else name,
        time=time,
    )


_STATUS = {
    Tone.DUE: "Due",
    Tone.PLANNED: "Planned",
    Tone.NOT_RECORDED: "Not recorded",
    Tone.HELD: "Held",
}


def _status(item: DueItem | None, entry: Entry) -> str:
    """`Overdue 9 d`, `Due`, `Planned late, 3 Dec`, `Held`."""
    if entry.tone in (Tone.PRIORITY, Tone.OVERDUE) and item is not None:
        return status_words(item)
    if entry.tone is Tone.LATE:
        return f"Planned late, {short_date(entry.later_on)}" if entry.later_on else "Planned late"
    if entry.tone is Tone.LOST:
        return "No longer here" if entry.session_id and item is None else entry.lead.capitalize()
    return _STATUS.get(entry.tone, entry.lead.capitalize())


def officers_of(facts: CalendarFacts) -> list[tuple[str, str]]:
    """Staff IDs and names of the officers that can be chosen: those of the units shown, by name."""
    known = facts.view.snapshot.key_workers
    return sorted(((staff_id, known[staff_id].name) for staff_id in facts.officers), key=lambda pair: pair[1])


def as_text(lines: Iterable[AgendaLine]) -> str:
    """The lines with tabs between the columns and the names of the columns above: for Excel and e-mail."""
    return "\n".join("\t".join(texts) for texts in (COLUMNS, *(line.texts for line in lines))) + "\n"
