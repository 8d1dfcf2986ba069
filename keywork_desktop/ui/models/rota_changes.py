"""Changes between two states of the rota as the window shows them: marks in cells, a list, a table."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.rota_changes import ChangeKind, ChangeLine, change_lines, place_words
from keywork_desktop.domain.rota_published import SincePublished, changes_words
from keywork_desktop.domain.rota_versions import Place, RotaComparison, RotaVersion, place_of
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import long_date, short_date, weekday
from keywork_desktop.ui.models.fixed_table import FixedTableModel
from keywork_desktop.ui.models.keyed_list import KeyedListModel
from keywork_desktop.ui.models.log_model import moment_words


def version_words(version: RotaVersion, today: date) -> str:
    """`version 3, Thu 19 Nov 16:40, J Smith`."""
    return f"version {version.number}, {moment_words(version.published_at, today)}, {version.by}"


def published_words(since: SincePublished | None, today: date) -> str:
    """What the page says at a glance: `Published: version 3, Thu 19 Nov 16:40, J Smith · 4 changes since`."""
    if since is None:
        return "Not published yet"
    return f"Published: {version_words(since.version, today)} · {changes_words(since)}"


class Marks:
    """What each cell of the rota is told about the published version: by session there, and what has left it."""

    def __init__(self, number: int, changes: RotaComparison, snapshot: Snapshot) -> None:
        self.number = number
        self.lines = tuple(change_lines(changes, snapshot))
        self._here: dict[Place, tuple[ChangeKind, str]] = {}
        self._left: dict[tuple[str, date], list[str]] = {}
        for line in sorted(self.lines, key=lambda each: (each.was or each.at).start):
            if line.now is not None:
                was = f": was {line.was_words}" if line.was else ""
                self._here[place_of(line.now)] = (line.kind, f"{line.kind.value} since version {number}{was}")
            if line.was is not None:
                way = f"moved to {place_words(line.now)}" if line.now else "taken off"
                if line.now is not None and line.now_officer != line.was_officer:
                    way += f", {line.now_officer}"
                words = f"{line.was.start:%H:%M} {line.name}: {way} since version {number}"
                self._left.setdefault((line.was.staff_id, line.was.on), []).append(words)

    def of(self, session: PlannedSession) -> tuple[ChangeKind, str] | None:
        """How a session of the rota differs, and the words for it; None where it is as published."""
        return self._here.get(place_of(session))

    def left(self, staff_id: str, day: date) -> tuple[str, ...]:
        """What was published for this officer's day and is elsewhere now, or nowhere; a sentence each."""
        return tuple(self._left.get((staff_id, day), ()))


class ChangesListModel(KeyedListModel[ChangeLine]):
    """The changes beside the rota; choosing one jumps there."""

    def key_of(self, item: ChangeLine) -> Hashable:
        return (item.kind, item.was and place_of(item.was), item.now and place_of(item.now))

    def text_of(self, item: ChangeLine) -> str:
        return f"{item.kind.shape} {item.name} {item.where}\n{item.told}\n{item.officer}"

    def spoken_of(self, item: ChangeLine) -> str:
        return item.spoken

    def tip_of(self, item: ChangeLine) -> str:
        return item.spoken


COLUMNS = ("Day", "Officer", "Prisoner", "Cell", "Change", "Was", "Is now")


class ChangesTableModel(FixedTableModel[ChangeLine]):
    """A comparison of two versions: one line a change, day and officer first."""

    headings = COLUMNS

    def __init__(self, rows: Sequence[ChangeLine], parent: Any = None) -> None:
        super().__init__(rows, parent)

    def line(self, row: int) -> ChangeLine:
        """The change in a row."""
        return self._rows[row]

    def cell(self, row: ChangeLine, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            day = f"{weekday(row.at.on)} {short_date(row.at.on)}"
            change = f"{row.kind.shape} {row.kind.value}"
            return (day, row.officer, row.name, row.where, change, row.was_words, row.now_words)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.spoken
        if role == Qt.ItemDataRole.AccessibleTextRole and not column:
            return f"{long_date(row.at.on)}, {row.spoken}"
        return None
