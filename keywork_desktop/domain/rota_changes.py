"""What is different between two states of the rota, as lines by day and officer: new, moved, taken off."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.rota_versions import RotaComparison
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import counted, short_date, weekday


class ChangeKind(Enum):
    """How a session differs; the shape stands beside the word, never alone."""

    NEW = "new"
    MOVED = "moved"
    GONE = "taken off"

    @property
    def shape(self) -> str:
        return {ChangeKind.NEW: "+", ChangeKind.MOVED: "→", ChangeKind.GONE: "–"}[self]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change. `was` and `now` are its places; `at` is the one to look at: where it is now, else where it was."""

    kind: ChangeKind
    prison_number: str
    name: str
    where: str
    was: PlannedSession | None
    now: PlannedSession | None
    was_officer: str = ""
    now_officer: str = ""

    @property
    def at(self) -> PlannedSession:
        found = self.now or self.was
        assert found is not None, "a change has a place before or after"
        return found

    @property
    def officer(self) -> str:
        return self.now_officer or self.was_officer

    @property
    def was_words(self) -> str:
        """`Tue 24 Nov 09:15`, with the officer where it was somebody else's."""
        other = self.was_officer if self.now is not None and self.was_officer != self.now_officer else ""
        return " ".join(part for part in (place_words(self.was), other) if part) if self.was else "–"

    @property
    def now_words(self) -> str:
        return place_words(self.now) if self.now else "–"

    @property
    def told(self) -> str:
        """`new: Thu 26 Nov 14:00`, `moved: Tue 24 Nov 09:15 → Thu 26 Nov 14:00`, `taken off: Tue 24 Nov 09:15`."""
        way = f"{self.was_words} → {self.now_words}" if self.was and self.now else place_words(self.at)
        return f"{self.kind.value}: {way}"

    @property
    def spoken(self) -> str:
        who = ", ".join(part for part in (self.name, self.prison_number, self.where) if part)
        return f"{who}, {self.told.replace(' → ', ' to ')}, {self.officer}"


def place_words(session: PlannedSession) -> str:
    """`Tue 24 Nov 09:15`."""
    return f"{weekday(session.on)} {short_date(session.on)} {session.start:%H:%M}"


def change_lines(changes: RotaComparison, snapshot: Snapshot) -> list[ChangeLine]:
    """A line for each change, by day, officer and time of where it is to be looked at."""

    def line(kind: ChangeKind, was: PlannedSession | None, now: PlannedSession | None) -> ChangeLine:
        session = now or was
        assert session is not None, "a change has a place before or after"
        man = snapshot.prisoners.get(session.prison_number)
        return ChangeLine(
            kind,
            session.prison_number,
            man.name if man else session.prison_number,
            str(man.location) if man else "no longer on the roll",
            was,
            now,
            officer_name(snapshot, was.staff_id) if was else "",
            officer_name(snapshot, now.staff_id) if now else "",
        )

    found = [line(ChangeKind.NEW, None, session) for session in changes.added]
    found += [line(ChangeKind.MOVED, was, now) for was, now in changes.moved]
    found += [line(ChangeKind.GONE, session, None) for session in changes.removed]
    return sorted(found, key=lambda each: (each.at.on, each.officer, each.at.start, each.name))


def officer_name(snapshot: Snapshot, staff_id: str) -> str:
    """`KHAN, Omar`; the staff ID of somebody who is no longer on the staff list."""
    officer = snapshot.key_workers.get(staff_id)
    return officer.name if officer else staff_id


def counts_words(changes: RotaComparison) -> str:
    """`2 moved · 1 new · 1 taken off`, or `no change`."""
    numbers = ((len(changes.moved), "moved"), (len(changes.added), "new"), (len(changes.removed), "taken off"))
    return " · ".join(f"{count} {word}" for count, word in numbers if count) or "no change"


def summary_words(changes: RotaComparison) -> str:
    """`4 changes: 2 moved · 1 new · 1 taken off · 160 sessions as they were`."""
    same = f"{counted(changes.same, 'session')} as before"
    if not changes.count:
        return f"No change: {same}"
    return f"{counted(changes.count, 'change')}: {counts_words(changes)} · {same}"
