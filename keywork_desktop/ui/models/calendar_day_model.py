"""One day as a list of blocks: for each officer with key work time his name, his sessions, and what is still free."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date, time
from enum import Enum

from PySide6.QtCore import Qt

from keywork_desktop.domain.detail import TimeSpan, hours_and_minutes, minutes_of, time_of
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.placing import free_starts
from keywork_desktop.ui.models.calendar_entries import Entry
from keywork_desktop.ui.models.calendar_facts import USUAL_MINUTES, CalendarFacts
from keywork_desktop.ui.models.calendar_grid_model import entry_text
from keywork_desktop.ui.models.keyed_list import AnyIndex, KeyedListModel


class BlockKind(Enum):
    """What a block of the day is."""

    OFFICER = "officer"
    SESSION = "session"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an officer's day. `row` counts the officers from the top; an officer's own block has no times."""

    kind: BlockKind
    staff_id: str
    row: int
    start: time = time(0)
    end: time = time(0)
    entry: Entry | None = None
    name: str = ""
    note: str = ""
    key_work: tuple[TimeSpan, ...] = ()
    cuts: tuple[TimeSpan, ...] = ()
    """Of an officer: the hours for which the regime of his unit is cut."""
    closed: tuple[TimeSpan, ...] = ()
    """Of an officer: the hours outside the core day of his unit."""

    @property
    def span_text(self) -> str:
        return f"{self.start:%H:%M}–{self.end:%H:%M}"


def day_blocks(facts: CalendarFacts, day: date) -> list[Block]:
    """The blocks of everybody in the selected units who has key work time or a session that day."""
    blocks: list[Block] = []
    entries = _entries(facts, day)
    officers = [*facts.officers, *sorted(staff_id for staff_id in entries if staff_id not in facts.officers)]
    row = 0
    for staff_id in officers:
        key_work = facts.diary.key_work_time(staff_id, day)
        own = entries.get(staff_id, [])
        if not key_work and not own:
            continue
        blocks.append(_officer(facts, day, staff_id, row, key_work))
        blocks += sorted(_pieces(facts, day, staff_id, row, own), key=lambda block: (block.start, block.kind.value))
        row += 1
    return blocks


def _entries(facts: CalendarFacts, day: date) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in facts.entries.get(day, ()):
        if entry.start is not None and entry.minutes and not entry.is_obligation:
            found.setdefault(entry.staff_id, []).append(entry)
    return found


def _officer(facts: CalendarFacts, day: date, staff_id: str, row: int, key_work: tuple[TimeSpan, ...]) -> Block:
    snapshot = facts.view.snapshot
    officer, shift = snapshot.key_workers.get(staff_id), snapshot.shifts.get((staff_id, day))
    used = sum(span.minutes for span in facts.diary.taken(staff_id, day))
    notes = []
    if shift:
        known = snapshot.shift_codes.get(shift.code)
        notes.append(known.meaning.lower() if known else f"{shift.code} (not explained)")
    if key_work:
        notes.append(f"{hours_and_minutes(used)} of {hours_and_minutes(sum(s.minutes for s in key_work))}")
    else:
        notes.append("no key work time")
    if facts.view.units is None and officer and officer.unit:
        notes.insert(0, unit_name(officer.unit).replace("Houseblock ", "HB "))
    name = officer.name if officer else staff_id or "No officer named"
    unit = officer.unit if officer else None
    return Block(
        BlockKind.OFFICER,
        staff_id,
        row,
        name=name,
        note=" · ".join(notes),
        key_work=key_work,
        cuts=tuple(cut.span for cut in facts.cuts(unit, day)),
        closed=facts.closed(unit, day),
    )


def _pieces(facts: CalendarFacts, day: date, staff_id: str, row: int, entries: list[Entry]) -> Iterator[Block]:
    for entry in entries:
        assert entry.start is not None
        end = time_of(min(minutes_of(entry.start) + entry.minutes, 24 * 60 - 1))
        yield Block(BlockKind.SESSION, staff_id, row, entry.start, end, entry, name=entry.name)
    if day < facts.view.today:
        return
    taken = facts.diary.taken(staff_id, day)
    officer = facts.view.snapshot.key_workers.get(staff_id)
    unit = officer.unit if officer else None
    shut = (*(cut.span for cut in facts.cuts(unit, day)), *facts.closed(unit, day))
    for start in free_starts(facts.diary.key_work_time(staff_id, day), taken, USUAL_MINUTES):
        free = TimeSpan(start, time_of(minutes_of(start) + USUAL_MINUTES))
        if not any(span.overlaps(free) for span in shut):
            yield Block(BlockKind.FREE, staff_id, row, free.start, free.end)


class CalendarDayModel(KeyedListModel[Block]):
    """The blocks of one day, officer by officer, each officer's in order of time."""

    def key_of(self, item: Block) -> Hashable:
        if item.entry:
            return (item.entry.key, item.staff_id, item.start)
        return (item.kind, item.staff_id, item.start)

    def text_of(self, item: Block) -> str:
        if item.kind is BlockKind.OFFICER:
            return f"{item.name}: {item.note}"
        if item.entry:
            return f"  {item.span_text} {entry_text(item.entry)}"
        return f"  {item.span_text} free"

    def spoken_of(self, item: Block) -> str:
        if item.kind is BlockKind.OFFICER:
            return f"Key worker {item.name}, {item.note}"
        return item.entry.spoken if item.entry else f"{item.span_text} free key work time"

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled

    def tip_of(self, item: Block) -> str:
        return self.spoken_of(item)
