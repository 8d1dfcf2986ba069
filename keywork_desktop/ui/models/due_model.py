"""The ranked list as rows: a heading with its count, then its people."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from keywork_desktop.domain.acknowledging import acknowledgement_of
from keywork_desktop.domain.due_list import DueItem, Heading
from keywork_desktop.domain.presence import Presence, presence
from keywork_desktop.domain.wording import badges, days_ago, short_date, spoken, status_text, was_overdue_words, why
from keywork_desktop.ui.models.due_filters import DueFilter, holds
from keywork_desktop.ui.models.keyed_list import KeyedListModel
from keywork_desktop.ui.models.watch_lists import RECORDED_AFTER
from keywork_desktop.ui.view import View


@dataclass(frozen=True)
class HeadingRow:
    """A heading of the list and how many are under it."""

    heading: Heading
    count: int

    @property
    def text(self) -> str:
        return f"{self.heading.value} · {self.count}"


@dataclass(frozen=True)
class PersonRow:
    """One prisoner's line, with whether his key worker is in.

    `told` is what a watch list says about him instead of why he is due. `check_done` is None where no wellbeing check
    is owed. `marks` are short words about his records, such as `not in NOMIS`.
    """

    item: DueItem
    presence: Presence | None
    is_today: bool
    told: str = ""
    check_done: bool | None = None
    marks: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        return self.item.prisoner.prison_number

    @cached_property
    def status(self) -> str:
        return status_text(self.item)

    @cached_property
    def status_note(self) -> str:
        """What stands under the status: `check owed`, `check done`, `was overdue 51 d`, or nothing."""
        if self.check_done is not None:
            return "check done" if self.check_done else "check owed"
        return was_overdue_words(self.item)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What stands after the prison number."""
        item, found = self.item, []
        if item.never_met:
            found.append("never met")
        elif item.never_met_by_key_worker:
            found.append("never met by him")
        found += self.marks
        if item.problems:
            found.append("data problem")
        return tuple(found)

    @cached_property
    def badges(self) -> tuple[str, ...]:
        return badges(self.item)

    @cached_property
    def key_worker(self) -> str:
        return self.item.key_worker.name if self.item.key_worker else "No key worker"

    @cached_property
    def key_worker_note(self) -> str:
        """`in today, late`; `on annual leave, back 29 Nov`; nothing for who has no key worker."""
        if self.presence is None:
            return "allocate one"
        if not self.presence.here:
            return self.presence.words
        return f"in{' today' if self.is_today else ''}, {self.presence.words}"

    @cached_property
    def last_session(self) -> str:
        last = self.item.last_session
        return short_date(last, self.item.day) if last else "Never"

    @cached_property
    def last_session_note(self) -> str:
        last = self.item.last_session
        if last is None:
            return "not met yet"
        return days_ago(last, self.item.day)

    @cached_property
    def why(self) -> str:
        return self.told or why(self.item)

    @cached_property
    def spoken(self) -> str:
        """Begins as UX says: name, number, cell, status, groups; then key worker and why."""
        also = ", ".join(part for part in (spoken(self.item), self.status_note, *self.marks) if part)
        return ". ".join((also, f"Key worker {self.key_worker}, {self.key_worker_note}", self.why))


Row = HeadingRow | PersonRow

_NOTHING_TOLD: Mapping[str, str] = {}


def rows_of(view: View, items: Iterable[DueItem], told: Mapping[str, str] = _NOTHING_TOLD) -> list[Row]:
    """The list's rows for these items, in their order; headings without people are left out.

    `told` is what a watch list says about each, by prison number.
    """
    snapshot, day = view.detail, view.snapshot.on
    checks = {check.prisoner.prison_number: check.done for check in view.watched.checks}
    waiting = {each.prison_number for each in view.watched.waiting if each.listed}
    late = {note.prisoner.prison_number for note in view.watched.late}
    after = RECORDED_AFTER.people(view)
    groups: dict[Heading, list[Row]] = {}
    for item in items:
        here = presence(snapshot, item.key_worker, day) if item.key_worker else None
        number = item.prisoner.prison_number
        marks = (
            *_acknowledged(item, view),
            *(("not in NOMIS",) if number in waiting else ()),
            *(("recorded later",) if number in after else ("late note",) if number in late else ()),
        )
        row = PersonRow(item, here, day == view.today, told.get(number, ""), checks.get(number), marks)
        groups.setdefault(item.heading, []).append(row)
    return [row for heading, people in groups.items() for row in (HeadingRow(heading, len(people)), *people)]


def _acknowledged(item: DueItem, view: View) -> tuple[str, ...]:
    found = acknowledgement_of(item, view.watched.acknowledged)
    if found is None:
        return ()
    return ("escalated",) if found.escalated_to else ("acknowledged",)


def narrowed(view: View, only: DueFilter, words: Sequence[str]) -> list[DueItem]:
    """The items of the shown units that the filter and the typed words leave."""
    wanted, people = tuple(words), only.people(view)
    return [item for item in view.shown if item.prisoner.prison_number in people and holds(item, wanted)]


class DueModel(KeyedListModel[Row]):
    """Headings and people; only people can be chosen."""

    def key_of(self, item: Row) -> Hashable:
        return item.heading if isinstance(item, HeadingRow) else item.number

    def text_of(self, item: Row) -> str:
        if isinstance(item, HeadingRow):
            return item.text
        name = " ".join((item.item.prisoner.name, item.number, *(f"[{badge}]" for badge in item.badges)))
        name = ", ".join((name, *item.marks))
        return " | ".join(
            (
                ", ".join(part for part in (item.status, item.status_note) if part),
                name,
                str(item.item.prisoner.location),
                f"{item.key_worker} ({item.key_worker_note})",
                item.why,
            )
        )

    def spoken_of(self, item: Row) -> str:
        return item.text if isinstance(item, HeadingRow) else item.spoken

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self.item(index), PersonRow):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole:
            row = self.item(index)
            return "\n".join((row.why, *row.notes, *row.item.problems)) if isinstance(row, PersonRow) else None
        return super().data(index, role)

    def person(self, index: QModelIndex | QPersistentModelIndex) -> PersonRow | None:
        """The person at `index`; None on a heading."""
        row = self.item(index)
        return row if isinstance(row, PersonRow) else None

    def next_person(self, row: int, step: int) -> int:
        """The nearest row from `row` on, in steps of `step`, that is a person; -1 if there is none."""
        while 0 <= row < len(self.items_list):
            if isinstance(self.items_list[row], PersonRow):
                return row
            row += step
        return -1

    @property
    def items_list(self) -> list[Row]:
        """The rows themselves, without a copy."""
        return self._items
