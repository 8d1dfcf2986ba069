"""Who could be chosen for some prisoners, the best first, with what speaks for and against each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.candidates import Verdict
from keywork_desktop.domain.locations import unit_name

AnyIndex = QModelIndex | QPersistentModelIndex

VerdictRole = Qt.ItemDataRole.UserRole
"""The `Verdict` of the row."""

HEADINGS = ("Fit", "Key worker", "Works on", "Caseload", "For", "Against")


def speaking(verdict: Verdict, *fits: Fit) -> str:
    """The reasons of these kinds; for several prisoners each once, with how many it is about if not all."""
    texts: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for _, judgement in verdict.judgements:
        for reason in judgement.reasons:
            if reason.fit in fits:
                texts.setdefault(reason.code, reason.text)
                counts[reason.code] += 1
    everybody = len(verdict.judgements)
    whole = {code for code, count in counts.items() if count == everybody or code == "load"}
    return " · ".join(text if code in whole else f"{text} × {counts[code]}" for code, text in texts.items())


class CandidatesModel(QAbstractTableModel):
    """One row a candidate; `narrow` leaves those whose name, number or unit holds a text."""

    def __init__(self, verdicts: Sequence[Verdict], icons: dict[Fit, QIcon], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = tuple(verdicts)
        self._shown = self._all
        self._icons = icons

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  the default that Qt gives
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  the default that Qt gives
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        verdict = self._shown[index.row()]
        if role == VerdictRole:
            return verdict
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return self._icons[verdict.fit]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(verdict, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{verdict.key_worker.name}\n{verdict.text}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if index.column() == 1:
                return f"{verdict.key_worker.name}, {self._text(verdict, 3)}, {verdict.text}"
            return self._text(verdict, index.column())
        return None

    def narrow(self, text: str) -> None:
        """Show those who match; everyone for an empty text."""
        wanted = text.strip().casefold()
        shown = tuple(v for v in self._all if not wanted or wanted in self._searched(v))
        if shown != self._shown:
            self.beginResetModel()
            self._shown = shown
            self.endResetModel()

    def _searched(self, verdict: Verdict) -> str:
        key_worker = verdict.key_worker
        return f"{key_worker.name} {key_worker.staff_id} {unit_name(key_worker.unit)}".casefold()

    def _text(self, verdict: Verdict, column: int) -> str:
        key_worker = verdict.key_worker
        return (
            self._fit_words(verdict),
            key_worker.name,
            unit_name(key_worker.unit) if key_worker.unit else "",
            f"{verdict.caseload} of {key_worker.capacity}",
            speaking(verdict, Fit.FITS),
            speaking(verdict, Fit.NO, Fit.WARNS),
        )[column]

    def _fit_words(self, verdict: Verdict) -> str:
        count, fitting = len(verdict.judgements), len(verdict.fitting)
        if count > 1 and 0 < fitting < count:
            return f"{fitting} of {count} fit"
        return verdict.fit.word
