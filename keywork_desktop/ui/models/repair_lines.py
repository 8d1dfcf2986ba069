"""A repair of the rota, session by session: what is not saved, what is saved, what makes room (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import counted, short_date
from keywork_desktop.planning.rota_repair import Repair

AnyIndex = QModelIndex | QPersistentModelIndex
HEADINGS = ("What becomes of it", "Prisoner", "Was", "Now", "Why")


class Fate(Enum):
    """What becomes of a session; worst first."""

    NOT_SAVED = "▲ Not saved"
    LOST = "◆ Falls away"
    SAVED = "● Saved"
    MOVES = "◇ Makes room"


@dataclass(frozen=True, slots=True)
class RepairLine:
    """One session that is touched, with where it goes and what is to be said about it."""

    fate: Fate
    priority: bool
    prisoner: str
    was: str
    now: str
    why: str
    opens_check: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.fate.value, self.prisoner, self.was, self.now, self.why)

    @property
    def spoken(self) -> str:
        """The line for those who listen, without the shapes."""
        fate = self.fate.value.split(" ", 1)[1]
        return ", ".join(part for part in (fate, *self.columns[1:]) if part and part != "–")


def repair_lines(repair: Repair, facts: Snapshot) -> tuple[RepairLine, ...]:
    """Every session that the repair touches: what is not saved first, priority groups first."""
    not_saved = {one.session: one for one in repair.not_saved}
    new = list(repair.new)
    lines = []
    for session in repair.lost:
        his = [other for other in new if other.prison_number == session.prison_number]
        instead = min(his, key=lambda other: abs((other.on - session.on).days), default=None)
        if instead is not None:
            new.remove(instead)
        unsaved = not_saved.get(session)
        if unsaved is not None:
            check = " He is owed a wellbeing check." if unsaved.opens_check else ""
            why = f"{unsaved.left_out.why} {unsaved.left_out.needs}{check}"
            lines.append(_line(Fate.NOT_SAVED, session, instead, why, facts, opens_check=unsaved.opens_check))
        elif instead is not None:
            lines.append(_line(Fate.SAVED, session, instead, "", facts))
        else:
            lines.append(_line(Fate.LOST, session, None, "No target of his is missed by it.", facts))
    lines += [_line(Fate.MOVES, session, now, "", facts) for session, now in repair.moved]
    worst_first = tuple(Fate)
    return tuple(sorted(lines, key=lambda line: (worst_first.index(line.fate), not line.priority)))


def _line(
    fate: Fate,
    session: PlannedSession,
    now: PlannedSession | None,
    why: str,
    facts: Snapshot,
    opens_check: bool = False,
) -> RepairLine:
    man = facts.prisoners.get(session.prison_number)
    name = f"{man.name} {session.prison_number}" if man else session.prison_number
    group = "Priority group. " if session.priority else ""
    cover = "Cover by another key worker." if now is not None and now.cover and not session.cover else ""
    words = " ".join(part for part in (f"{group}{why}".strip(), cover) if part)
    return RepairLine(fate, session.priority, name, _place(session, facts), _place(now, facts), words, opens_check)


def _place(session: PlannedSession | None, facts: Snapshot) -> str:
    if session is None:
        return "–"
    officer = facts.key_workers.get(session.staff_id)
    return f"{short_date(session.on)} {session.start:%H:%M}, {officer.last_name if officer else session.staff_id}"


def told(lines: Sequence[RepairLine]) -> str:
    """The repair in a sentence or two."""
    count = {fate: sum(line.fate is fate for line in lines) for fate in Fate}
    lost = len(lines) - count[Fate.MOVES]
    if not lines:
        return "No planned session is lost."
    words = ((Fate.SAVED, "saved"), (Fate.NOT_SAVED, "not saved"), (Fate.LOST, "not needed to be on time"))
    parts = [f"{count[fate] if count[fate] < lost else 'all'} {word}" for fate, word in words if count[fate]]
    said = [f"{counted(lost, 'session')} cannot be held: {', '.join(parts)}"]
    if moves := count[Fate.MOVES]:
        said.append(f"{counted(moves, 'other session')} {'makes' if moves == 1 else 'make'} room")
    if checks := sum(line.opens_check for line in lines):
        said.append(f"{counted(checks, 'wellbeing check')} {'is' if checks == 1 else 'are'} owed instead")
    return ". ".join(said) + "."


class RepairModel(QAbstractTableModel):
    """One row a session."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[RepairLine, ...] = ()

    def show(self, lines: Sequence[RepairLine]) -> None:
        """Show these lines, once: a repair does not change while somebody looks at it."""
        if lines:
            self.beginInsertRows(QModelIndex(), 0, len(lines) - 1)
            self.lines = tuple(lines)
            self.endInsertRows()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section] if section < len(HEADINGS) else None
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line.columns[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken if index.column() == 0 else line.columns[index.column()]
        return None
