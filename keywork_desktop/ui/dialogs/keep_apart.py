"""Pairs of prisoner and key worker who must never be brought together: those of one person, added and ended."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from keywork_desktop.actions.key_workers import end_keep_apart, keep_apart
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.people import KeyWorker, Prisoner
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.line_list import LineList, list_and_form


class KeepApartDialog(QDialog):
    """For one prisoner or one key worker; each pair is written at once, and each is one step to undo."""

    def __init__(self, office: Office, view: View, whom: Prisoner | KeyWorker, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._whom = office, whom
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keep apart")
        self.pairs = LineList(f"{whom.name} is to be kept apart from", 2, self)
        self.other = QComboBox(self)
        self.other.setEditable(True)
        self.other.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.other.setAccessibleName("Key worker" if isinstance(whom, Prisoner) else "Prisoner")
        self.other.setMinimumContentsLength(36)
        field = QLineEdit(self.other)
        field.setFrame(False)
        field.setPlaceholderText("Any part of a name or number")
        self.other.setLineEdit(field)
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(200)
        self.reason.setAccessibleName("Reason")
        self.reason.setPlaceholderText("for example: family of the officer known to him")
        self.add = button("Keep apart", self, kind="primary")
        self.end = button("No longer", self, tip="The chosen pair may be brought together again")
        self.close_button = button("Close", self)
        self._lay_out()
        self._fill_others(view)
        self._show(view)
        office.viewed.connect(self._show)
        self.add.clicked.connect(self._add)
        self.end.clicked.connect(self._end)
        self.close_button.clicked.connect(self.accept)
        self.other.currentTextChanged.connect(self._fit)
        self.pairs.currentRowChanged.connect(self._fit)
        self.other.setFocus()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.other.accessibleName(), self.other)
        form.addRow("Reason", self.reason)
        title = f"{self._whom.name} is to be kept apart from"
        said = "A pair is never recommended, and the board says no. An allocation there is stays until he is moved."
        list_and_form(self, title, said, self.pairs, self.end, form, self.close_button, self.add)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 66)

    def _fill_others(self, view: View) -> None:
        """Everybody of the other kind, by name; typing any part of a name or number finds him."""
        facts = view.snapshot
        if isinstance(self._whom, Prisoner):
            found = [(k.name, k.staff_id, unit_name(k.unit) if k.unit else "") for k in facts.key_workers.values()]
        else:
            found = [(p.name, p.prison_number, str(p.location)) for p in facts.prisoners.values()]
        for name, key, where in sorted(found):
            self.other.addItem(" · ".join(part for part in (name, key, where) if part), key)
        self.other.setCurrentIndex(-1)
        completer = QCompleter(self.other.model(), self.other)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.other.setCompleter(completer)

    def _show(self, view: View) -> None:
        facts = view.snapshot
        lines: list[tuple[str, object]] = []
        for number, staff_id in sorted(facts.keep_apart):
            prisoner, key_worker = facts.prisoners.get(number), facts.key_workers.get(staff_id)
            if prisoner is None or key_worker is None or self._key not in (number, staff_id):
                continue
            other: Prisoner | KeyWorker = key_worker if isinstance(self._whom, Prisoner) else prisoner
            lines.append((f"{other.name} · {number if other is prisoner else staff_id}", (number, staff_id)))
        self.pairs.show_lines(lines, "Nobody yet")
        self._fit()

    @property
    def _key(self) -> str:
        return self._whom.prison_number if isinstance(self._whom, Prisoner) else self._whom.staff_id

    @property
    def _chosen_other(self) -> str | None:
        row = self.other.findText(self.other.currentText(), Qt.MatchFlag.MatchFixedString)
        return self.other.itemData(row) if row >= 0 else None

    def _pair(self) -> tuple[str, str] | None:
        pair = self.pairs.chosen
        return tuple(pair) if isinstance(pair, (tuple, list)) else None

    def _fit(self) -> None:
        self.add.setEnabled(self._chosen_other is not None)
        self.add.setDefault(self._chosen_other is not None)
        self.end.setEnabled(self._pair() is not None)

    def _add(self) -> None:
        other = self._chosen_other
        if other is None:
            return
        number, staff_id = (self._key, other) if isinstance(self._whom, Prisoner) else (other, self._key)
        reason = self.reason.text().strip()
        self._office.act(partial(keep_apart, prison_number=number, staff_id=staff_id, reason=reason))
        self.other.setCurrentIndex(-1)
        self.other.clearEditText()
        self.reason.clear()

    def _end(self) -> None:
        if (pair := self._pair()) is not None:
            self._office.act(partial(end_keep_apart, prison_number=pair[0], staff_id=pair[1]))
