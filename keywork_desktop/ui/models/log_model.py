"""The change log as a list, newest first: what was done, when, by whom, and whether it has been taken back."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QObject

from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.wording import short_date, weekday
from keywork_desktop.ui.models.keyed_list import KeyedListModel


@dataclass(frozen=True, slots=True)
class LogLine:
    """One change set as it is shown."""

    id: str
    summary: str
    when: str
    who: str
    undone: bool
    undoes: bool

    @property
    def note(self) -> str:
        """The quiet second line."""
        return " · ".join((self.when, self.who, *(("taken back",) if self.undone else ())))


def moment_words(at: datetime, today: date) -> str:
    """`Today 10:42`, `Thu 19 Nov 09:00`, in the computer's own time zone."""
    here = at.astimezone()
    if here.date() == today:
        return f"Today {here:%H:%M}"
    return f"{weekday(here.date())} {short_date(here.date(), today)} {here:%H:%M}"


def log_lines(changes: Sequence[ChangeSet], today: date) -> list[LogLine]:
    """A line for each change set, in the order given."""
    return [
        LogLine(
            change.id,
            change.summary,
            moment_words(change.at, today),
            f"{change.actor} on {change.device}",
            change.undone,
            change.undoes is not None,
        )
        for change in changes
    ]


class LogModel(KeyedListModel[LogLine]):
    """`narrow` filters by text; the lines behind it stay."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[LogLine] = []
        self._wanted = ""

    def key_of(self, item: LogLine) -> Hashable:
        return item.id

    def text_of(self, item: LogLine) -> str:
        return f"{item.summary} ({item.note})"

    def tip_of(self, item: LogLine) -> str:
        return f"{item.summary}\n{item.note}"

    def show_all(self, lines: Sequence[LogLine]) -> None:
        """Show this log, as far as the filter lets it through."""
        self._all = list(lines)
        self._filter()

    def narrow(self, text: str) -> None:
        """Show only lines that hold all these words."""
        self._wanted = text
        self._filter()

    def _filter(self) -> None:
        words = self._wanted.casefold().split()
        self.show([line for line in self._all if all(word in self.text_of(line).casefold() for word in words)])
