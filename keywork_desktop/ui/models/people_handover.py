"""A caseload that is handed over, man by man: who stays, who is covered, who goes to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QIcon

from keywork_desktop.actions.allocating import REASON_WORDS
from keywork_desktop.domain.obligations import Status
from keywork_desktop.domain.people import KeyWorker
from keywork_desktop.domain.wording import badges, long_date, short_date, status_text, status_words
from keywork_desktop.planning.handing_over import Choice, HandedOver, Handover

AnyIndex = QModelIndex | QPersistentModelIndex

HEADINGS = ("Prisoner", "Cell", "Status", "Decision", "Why")
_STATUS = HEADINGS.index("Status")


def _proposed(man: HandedOver) -> bool:
    return man.choice is Choice.REALLOCATE and man.key_worker is not None


class HandoverModel(QAbstractTableModel):
    """One row a man. `decided` when somebody's fate changed."""

    decided = Signal()

    def __init__(self, icons: Mapping[Status, QIcon], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._rows: list[tuple[HandedOver, HandedOver]] = []
        self._going: dict[str, KeyWorker] = {}
        self._by_hand: set[str] = set()

    def show(self, proposed: Handover, away: Handover) -> None:
        """Show what is proposed for this status, and beside it (`away`) where each would go if he did not stay."""
        others = {man.item.prisoner.prison_number: man for man in away.men}
        rows = [(man, others[man.item.prisoner.prison_number]) for man in proposed.men]
        if [_number(row) for row in rows] != [_number(row) for row in self._rows]:
            if self._rows:
                self.beginRemoveRows(QModelIndex(), 0, len(self._rows) - 1)
                self._rows = []
                self.endRemoveRows()
            if rows:
                self.beginInsertRows(QModelIndex(), 0, len(rows) - 1)
        self._rows, inserted = rows, not self._rows and bool(rows)
        if inserted:
            self.endInsertRows()
        self.as_proposed()

    @property
    def chosen(self) -> dict[str, str | None]:
        """By prison number the staff ID of whoever is to have him; None: he stays."""
        return {
            number: self._going[number].staff_id if number in self._going else None
            for number in map(_number, self._rows)
        }

    @property
    def going(self) -> int:
        return len(self._going)

    @property
    def covered(self) -> int:
        """How many stay and are seen by somebody else meanwhile."""
        return sum(row[0].choice is Choice.COVER and _number(row) not in self._going for row in self._rows)

    @property
    def left_without(self) -> int:
        """How many should go, and nobody can take them."""
        return sum(
            stays.choice is Choice.REALLOCATE and _number((stays, goes)) not in self._going
            for stays, goes in self._rows
        )

    def as_proposed(self) -> None:
        """Decide for everybody what is proposed."""
        self._decide({_number(row): row[0].key_worker for row in self._rows if _proposed(row[0])})

    def all_stay(self) -> None:
        """Nobody goes."""
        self._decide({})

    def all_go(self) -> None:
        """Everybody goes for whom somebody was found."""
        self._decide({_number(row): row[1].key_worker for row in self._rows if _proposed(row[1])})

    def _decide(self, going: Mapping[str, KeyWorker | None]) -> None:
        self._going = {number: to for number, to in going.items() if to is not None}
        self._by_hand.clear()
        self._changed()

    def turn_over(self, rows: Iterable[int]) -> None:
        """Those who stay go, if somebody was found for them; those who go stay."""
        for row in rows:
            number, to = _number(self._rows[row]), self._rows[row][1].key_worker
            self._by_hand.discard(number)
            if self._going.pop(number, None) is None and to is not None:
                self._going[number] = to
        self._changed()

    def give(self, row: int, to: KeyWorker) -> None:
        """This man goes to somebody chosen by hand."""
        number = _number(self._rows[row])
        self._going[number] = to
        self._by_hand.add(number)
        self._changed()

    def number_at(self, row: int) -> str:
        """The prison number of a row."""
        return _number(self._rows[row])

    def _changed(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(HEADINGS) - 1))
        self.decided.emit()

    def decision(self, row: int) -> tuple[str, str]:
        """What becomes of the man, and why: `goes to WEBB, Carl`, `same houseblock`."""
        stays, goes = self._rows[row]
        number = _number((stays, goes))
        if number in self._going:
            reasons = ", ".join(REASON_WORDS[code] for code in goes.reasons)
            return f"goes to {self._going[number].name}", "chosen by hand" if number in self._by_hand else reasons
        if stays.choice is Choice.REALLOCATE:
            return "stays", stays.why or "nobody is responsible for him meanwhile but the one who is away"
        if stays.choice is Choice.COVER:
            return f"covered by {stays.key_worker.name}" if stays.key_worker else "stays, no cover found", stays.why
        return "keeps his key worker", stays.why

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None

    def texts(self, row: int) -> tuple[str, ...]:
        """The row as it is shown."""
        item = self._rows[row][0].item
        name = " ".join((item.prisoner.name, *(f"[{badge}]" for badge in badges(item))))
        return (name, str(item.prisoner.location), status_words(item), *self.decision(row))

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self._rows[index.row()][0].item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.texts(index.row())[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == _STATUS:
            return self._icons[item.status]
        if role == Qt.ItemDataRole.FontRole and index.column() == 0 and item.overdue_priority:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return ", ".join(part for part in self.texts(index.row()) if part)
        return None

    def as_html(self, proposed: Handover) -> str:
        """The handover list for paper, with room for the next key worker's initials."""
        back = f", back {short_date(proposed.return_date, proposed.on)}" if proposed.return_date else ""
        rows = "".join(
            "<tr>"
            + "".join(f"<td>{escape(text)}</td>" for text in self._on_paper(row))
            + "<td>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;</td></tr>"
            for row in range(len(self._rows))
        )
        titles = ("Prisoner", "Number", "Cell", "Status", "Last session", "Decision", "Why", "Taken over")
        head = "".join(f"<th align='left'>{title}</th>" for title in titles)
        return (
            f"<p>{escape(proposed.key_worker.name)}: {escape(proposed.status.words)}{escape(back)}. "
            f"{self.going} of {len(self._rows)} go to somebody else. As of {escape(long_date(proposed.on))}.</p>"
            "<table border='1' cellspacing='0' cellpadding='5' width='100%'>"
            f"<thead><tr>{head}</tr></thead>{rows}</table>"
        )

    def _on_paper(self, row: int) -> tuple[str, ...]:
        item = self._rows[row][0].item
        last = short_date(item.last_session, item.day) if item.last_session else "never"
        status = status_text(item).upper() if item.overdue_priority else status_text(item)
        name, cell, _, decision, why = self.texts(row)
        return (name, item.prisoner.prison_number, cell, status, last, decision, why)


def _number(row: tuple[HandedOver, HandedOver]) -> str:
    return row[0].item.prisoner.prison_number
