"""What the rota shows, as values: a row for each houseblock and officer, a cell for each day, a line for each session.

Values are compared to find out which cells have changed; so they hold no facts beyond what is drawn and spoken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from keywork_desktop.domain.detail import ShiftCode, TimeSpan, hours_and_minutes, minutes_of
from keywork_desktop.domain.rota_changes import ChangeKind
from keywork_desktop.domain.wording import counted, long_date
from keywork_desktop.ui.models.calendar_entries import Entry, Tone

LEAVE = "AL"
LOST_DAYS = ("CD", "SL")
"""Codes of a day on which planned key work is lost: cross-deployed and sick."""


class Change(Enum):
    """A session beside what is on the rota: a proposal keeps it, brings it or takes it off."""

    KEPT = "kept"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class RotaLine:
    """One session of an officer on a day. `second`: he attends as second officer; it is somebody else's session."""

    entry: Entry
    change: Change = Change.KEPT
    where: str = ""
    """The prisoner's cell, or where he is."""
    late: str = ""
    """`late: wanted by 24 Nov`, empty where it is on time."""
    moved: str = ""
    """`from Tue 24 Nov 09:15`: where a proposal has it from; `to …` where it takes it to."""
    second: bool = False
    since: str = ""
    """`moved since version 3: was Tue 24 Nov 09:15`, empty where it is as published."""
    differs: ChangeKind | None = None
    """How it differs from the published version."""

    @property
    def key(self) -> str:
        return f"{self.change.value} {self.entry.key}{' second' if self.second else ''}"

    @property
    def open(self) -> bool:
        """Still to be held."""
        return self.entry.tone not in (Tone.HELD, Tone.LOST)

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be known of it beside time and name."""
        word = {Change.NEW: "new", Change.GONE: "taken off", Change.KEPT: ""}[self.change]
        said = [self.moved or word, self.late]
        said += [self.since] * bool(self.since)
        said += ["cover"] * self.entry.cover + ["second officer"] * self.second + ["locked"] * self.entry.locked
        return tuple(note for note in said if note)

    @property
    def spoken(self) -> str:
        notes = [note for note in self.notes if note not in ("cover", "locked") and not note.startswith("late")]
        return ", ".join((self.entry.spoken, *notes))


@dataclass(frozen=True, slots=True)
class RotaCell:
    """One officer on one day. `away` says why he is not there although the detail does not (status beats it)."""

    staff_id: str
    officer: str
    on: date
    code: str = ""
    meaning: ShiftCode | None = None
    """What the code means; None where nobody has explained it."""
    typed: str = ""
    """The shift as it is typed, whether or not he is away: `L KW 1400-1530`."""
    key_work: tuple[TimeSpan, ...] = ()
    withheld: tuple[TimeSpan, ...] = ()
    """Key work time that stands on the detail and does not count: the code has no meaning, or no such hours."""
    lines: tuple[RotaLine, ...] = ()
    away: str = ""
    free: int = 0
    """Minutes of key work time that nothing is planned in."""
    holiday: str = ""
    today: bool = False
    past: bool = False
    curtailed: str = ""
    """The hours for which the regime of his unit is cut: `all day`, `09:15–12:00`; empty where it is not."""
    left: tuple[str, ...] = ()
    """What was published for this day and is elsewhere now, or nowhere: a sentence each."""

    @property
    def differs(self) -> ChangeKind | None:
        """How the day differs from the published version: moved here, new, or only gone; None where it does not."""
        kinds = {line.differs for line in self.lines if not line.second}
        order = (ChangeKind.MOVED, ChangeKind.NEW)
        return next((kind for kind in order if kind in kinds), ChangeKind.GONE if self.left else None)

    @property
    def counted(self) -> tuple[RotaLine, ...]:
        """His own sessions, without those that a proposal takes off."""
        return tuple(line for line in self.lines if line.change is not Change.GONE and not line.second)

    @property
    def gone(self) -> int:
        """Sessions that a proposal takes off."""
        return sum(line.change is Change.GONE and not line.second for line in self.lines)

    @property
    def priority(self) -> bool:
        """A session for somebody in a priority group is among them."""
        return any(line.entry.priority and line.open for line in self.counted)

    @property
    def new(self) -> bool:
        """A proposal brings one."""
        return any(line.change is Change.NEW for line in self.counted)

    @property
    def locked(self) -> bool:
        return any(line.entry.locked for line in self.counted)

    @property
    def cover(self) -> bool:
        """One of them is cover for another key worker."""
        return any(line.entry.cover and line.open for line in self.counted)

    @property
    def late(self) -> bool:
        return any(line.late and line.open for line in self.counted)

    @property
    def to_record(self) -> bool:
        """A session's day has passed and nobody has said what became of it."""
        return any(line.entry.tone is Tone.NOT_RECORDED for line in self.counted)

    @property
    def stranded(self) -> bool:
        """A session still to be held lies outside key work time: the officer is away, or his shift was changed."""
        return any(line.open and not self._holds(line.entry) for line in self.counted)

    def _holds(self, entry: Entry) -> bool:
        begins = minutes_of(entry.start) if entry.start else 0
        ends = begins + entry.minutes
        return any(minutes_of(span.start) <= begins and ends <= minutes_of(span.end) for span in self.key_work)

    @property
    def over(self) -> bool:
        """Everything of the day is held or lost."""
        return bool(self.counted) and not any(line.open for line in self.counted)

    @property
    def weekend(self) -> bool:
        return self.on.weekday() > 4

    @property
    def unexplained(self) -> bool:
        """There is a shift, and nobody has said what its code means."""
        return bool(self.code) and self.meaning is None

    @property
    def shift(self) -> str:
        """The shift in words: `Late 12:00–20:00`; `TX ? not explained` where nobody has said what it means."""
        known = self.meaning
        if known is None:
            return f"{self.code} ? not explained" if self.code else "no shift"
        times = f" {known.start:%H:%M}–{known.end:%H:%M}" if known.start and known.end else ""
        return f"{known.meaning}{times}"

    @property
    def key_work_words(self) -> str:
        """`key work 14:00–15:30, 45 min free`, or that it does not count."""
        if self.withheld:
            spans = ", ".join(map(str, self.withheld))
            return f"key work {spans} does not count{' until the code is explained' if self.unexplained else ''}"
        if not self.key_work:
            return "no key work time"
        spans = ", ".join(map(str, self.key_work))
        return f"key work {spans}, {hours_and_minutes(self.free)} free" if self.free else f"key work {spans}, all used"

    @property
    def text(self) -> str:
        """`E ▲2+ pin`: the cell as text; `+` brings new ones, `-1` takes one off, `○` is free key work time."""
        said = [f"{self.code}?" if self.unexplained else self.code or "·"]
        if self.counted:
            mark = "✕" if self.stranded else "▲" if self.priority else ""
            said.append(f"{mark}{len(self.counted)}{'+' if self.new else ''}{'*' if self.locked else ''}")
        elif self.free:
            said.append("○")
        if self.gone:
            said.append(f"-{self.gone}")
        return " ".join(said)

    @property
    def spoken(self) -> str:
        """The cell in a sentence, for those who listen."""
        said = [self.officer, long_date(self.on), self.away or self.shift]
        said += [f"regime cut {self.curtailed}"] * bool(self.curtailed)
        said += ["today"] * self.today + [self.holiday] * bool(self.holiday)
        if not self.away:
            said.append(self.key_work_words)
        said.append(counted(len(self.counted), "session") if self.counted else "no sessions")
        said += ["priority"] * self.priority + ["locked"] * self.locked
        said += ["a session has no key work time"] * self.stranded
        said += ["late"] * self.late + ["not recorded yet"] * self.to_record
        new = sum(line.change is Change.NEW for line in self.counted)
        here = sum(line.differs is not None for line in self.lines if not line.second)
        said += [f"{here} not as published"] * bool(here) + [f"{len(self.left)} gone since"] * bool(self.left)
        said += [f"{new} proposed"] * bool(new) + [f"{self.gone} taken off by the proposal"] * bool(self.gone)
        return ", ".join(said)


@dataclass(frozen=True, slots=True)
class UnitDay:
    """A houseblock's key work time of one day in minutes, planned and profiled."""

    on: date
    used: int = 0
    available: int = 0
    holiday: str = ""

    @property
    def spoken(self) -> str:
        of = f"{hours_and_minutes(self.used)} of {hours_and_minutes(self.available)} key work time planned"
        return f"{long_date(self.on)}, {of if self.available else 'no key work time'}"

    @property
    def text(self) -> str:
        """Hours profiled: `7.5`; nothing on a day without."""
        return f"{self.available / 60:.1f}".removesuffix(".0") if self.available else ""


@dataclass(frozen=True, slots=True)
class RotaRow:
    """The head of a row: an officer, or a houseblock where `staff_id` is empty."""

    key: str
    title: str
    below: str
    staff_id: str = ""
    warning: str = ""
    """That he is not there: `away, back 4 Dec`; without a date, why."""
    status: str = ""
    """Why he is not there, in words."""

    @property
    def is_unit(self) -> bool:
        return not self.staff_id

    @property
    def spoken(self) -> str:
        return ", ".join(
            part for part in (self.title, self.below.replace(" · ", ", "), self.status, self.warning) if part
        )
