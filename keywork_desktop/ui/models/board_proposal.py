"""A recommendation as rows: who, how it is today, how it would be, and why; each can be taken or left."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QIcon

from keywork_desktop.actions.allocating import REASON_WORDS
from keywork_desktop.domain.obligations import Status
from keywork_desktop.domain.wording import badges, status_words
from keywork_desktop.planning.rebalancing import Move, Rebalance
from keywork_desktop.planning.recommending import Recommendation
from keywork_desktop.ui.view import View

AnyIndex = QModelIndex | QPersistentModelIndex

HEADINGS = ("Prisoner", "Cell", "Status", "Today", "Proposed", "Load", "Why")
_NUMBER = re.compile(r"\b[A-Z]\d{4}[A-Z]{2}\b")
_STATUS = HEADINGS.index("Status")


@dataclass(frozen=True)
class ProposedRow:
    """One line of the proposal. `load` is the key worker's caseload today and with everything proposed."""

    prison_number: str
    texts: tuple[str, ...]
    status: Status
    alarming: bool


def proposed_rows(view: View, recommendation: Recommendation, only: Iterable[str]) -> tuple[ProposedRow, ...]:
    """The rows for these prison numbers, in the order of the recommendation."""
    wanted = set(only)
    chosen = [
        a
        for a in recommendation.allocations
        if a.prison_number in wanted and a.prison_number in view.by_number and a.staff_id in view.snapshot.key_workers
    ]
    gains: dict[str, int] = {}
    for allocation in chosen:
        gains[allocation.staff_id] = gains.get(allocation.staff_id, 0) + 1
    loads = {load.staff_id: load for load in recommendation.loads}
    rows = []
    for allocation in chosen:
        item = view.by_number[allocation.prison_number]
        key_worker = view.snapshot.key_workers[allocation.staff_id]
        load = loads[allocation.staff_id]
        reasons = _reasons(allocation.reasons)
        texts = (
            " ".join((item.prisoner.name, *(f"[{badge}]" for badge in badges(item)))),
            str(item.prisoner.location),
            status_words(item),
            "no key worker",
            key_worker.name,
            f"{load.allocated} → {load.allocated + gains[allocation.staff_id]} of {load.capacity}",
            reasons,
        )
        rows.append(ProposedRow(allocation.prison_number, texts, item.status, item.overdue_priority))
    return tuple(rows)


def rebalanced_rows(view: View, rebalance: Rebalance) -> tuple[ProposedRow, ...]:
    """The moves with what each buys, then those who are placed anew; who is not here any more is left out."""
    after = {load.staff_id: load.allocated for load in rebalance.loads}
    before, capacity = dict(after), {load.staff_id: load.capacity for load in rebalance.loads}
    for move in rebalance.moves:
        after[move.from_staff_id] -= 1
        after[move.to_staff_id] += 1
    for each in rebalance.allocations:
        after[each.staff_id] += 1
    changes = [
        *((m.prison_number, m.from_staff_id, m.to_staff_id, _bought(view, m)) for m in rebalance.moves),
        *((a.prison_number, "", a.staff_id, _reasons(a.reasons)) for a in rebalance.allocations),
    ]
    rows = []
    for number, from_staff_id, to_staff_id, why in changes:
        key_workers = view.snapshot.key_workers
        item = view.by_number.get(number)
        if item is None or to_staff_id not in key_workers:
            continue
        giver = key_workers.get(from_staff_id)
        texts = (
            " ".join((item.prisoner.name, *(f"[{badge}]" for badge in badges(item)))),
            str(item.prisoner.location),
            status_words(item),
            giver.name if giver else "no key worker",
            key_workers[to_staff_id].name,
            f"{before[to_staff_id]} → {after[to_staff_id]} of {capacity[to_staff_id]}",
            why,
        )
        rows.append(ProposedRow(number, texts, item.status, item.overdue_priority))
    return tuple(rows)


def _bought(view: View, move: Move) -> str:
    """What the move buys, with people by name."""

    def name(found: re.Match[str]) -> str:
        item = view.by_number.get(found[0])
        return item.prisoner.name if item else found[0]

    return "; ".join(_NUMBER.sub(name, bought.text) for bought in move.buys)


def _reasons(codes: Iterable[str]) -> str:
    return ", ".join(REASON_WORDS[code] for code in codes)


class ProposalModel(QAbstractTableModel):
    """Rows with a check box each; all are taken to begin with."""

    taken_changed = Signal()

    def __init__(
        self,
        rows: tuple[ProposedRow, ...],
        icons: dict[Status, QIcon],
        parent: QObject | None = None,
        left_out: Collection[str] = (),
    ) -> None:
        super().__init__(parent)
        self._rows = rows
        self._icons = icons
        self._taken = {row.prison_number for row in rows} - set(left_out)

    @property
    def taken(self) -> frozenset[str]:
        """Prison numbers of the rows that are ticked."""
        return frozenset(self._taken)

    @property
    def left_out(self) -> frozenset[str]:
        """Prison numbers of the rows that are not ticked."""
        return frozenset(row.prison_number for row in self._rows) - self._taken

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  the default that Qt gives
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  the default that Qt gives
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return found | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else found

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.texts[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == _STATUS:
            return self._icons[row.status]
        if role == Qt.ItemDataRole.FontRole and row.alarming and index.column() <= _STATUS:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Checked if row.prison_number in self._taken else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return f"{row.texts[0]}, {row.texts[1]}, {row.texts[2]}, proposed {row.texts[4]}, {row.texts[6]}"
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        number = self._rows[index.row()].prison_number
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._taken.add(number)
        else:
            self._taken.discard(number)
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
        self.taken_changed.emit()
        return True

    def take(self, rows: Iterable[int]) -> None:
        """Turn these rows over together: all ticked, unless they are already, then none."""
        numbers = {self._rows[row].prison_number for row in rows}
        if not numbers:
            return
        if numbers <= self._taken:
            self._taken -= numbers
        else:
            self._taken |= numbers
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0), [Qt.ItemDataRole.CheckStateRole])
        self.taken_changed.emit()
