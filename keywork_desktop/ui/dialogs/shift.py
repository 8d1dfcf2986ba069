"""One officer's shift on one day or several: the code, and the key work time in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from keywork_desktop.domain.detail import SHIFT_CODES, ShiftCode
from keywork_desktop.domain.shift_codes import hours_words
from keywork_desktop.domain.wording import counted, long_date
from keywork_desktop.ui.dialogs.shift_code import ShiftCodeDialog
from keywork_desktop.ui.models.rota_cells import RotaCell
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet

_NONE = "No shift"


class ShiftDialog(QDialog):
    """`written` carries `{(staff ID, day): text}`, an empty text for no shift, and the codes explained here meanwhile.

    `codes` are those that have a meaning.
    """

    written = Signal(object, object)

    def __init__(
        self, cells: Sequence[RotaCell], parent: QWidget | None = None, codes: Mapping[str, ShiftCode] = SHIFT_CODES
    ) -> None:
        super().__init__(parent)
        self._codes = dict(codes)
        self._learned: dict[str, ShiftCode] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Change shift")
        self._cells = tuple(cells)
        first = self._cells[0]
        self.code, self.key_work = QComboBox(self), QLineEdit(self)
        self.explain = button("New code…", self)
        self.save_button, cancel = button("Change shift", self, kind="primary"), button("Cancel", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        officers = {cell.officer for cell in self._cells}
        who = first.officer if len(officers) == 1 else counted(len(officers), "officer")
        when = long_date(first.on) if len(self._cells) == 1 else counted(len(self._cells), "day")
        column.addWidget(ToneLabel(who, self, size=1.15, bold=True))
        column.addWidget(quiet(when, self))
        form = QFormLayout()
        form.setSpacing(SPACE)
        chosen = QHBoxLayout()
        chosen.setSpacing(SPACE)
        chosen.addWidget(self.code, 1)
        chosen.addWidget(self.explain)
        label = QLabel("&Shift", self)
        label.setBuddy(self.code)
        form.addRow(label, chosen)
        form.addRow("&Key work time", self.key_work)
        column.addLayout(form)
        self.hint = quiet("", self, wrap=True)
        column.addWidget(self.hint)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        column.addLayout(row)
        self._fill(first)
        self.code.currentIndexChanged.connect(self._hint)
        self.explain.clicked.connect(self._explain)
        self.save_button.clicked.connect(self._save)
        cancel.clicked.connect(self.reject)
        self.save_button.setDefault(True)
        self._hint()
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 52)

    def _fill(self, first: RotaCell) -> None:
        for code in self._codes.values():
            self.code.addItem(_item(code), code.code)
        if first.code and first.code not in self._codes:
            self.code.addItem(f"{first.code}  ? not explained", first.code)
        self.code.addItem(_NONE, "")
        self.code.setCurrentIndex(max(0, self.code.findData(first.code)))
        self.key_work.setText(first.typed.partition(" KW ")[2])
        self.key_work.setPlaceholderText("1400-1530, or nothing")
        self.key_work.setAccessibleName("Key work time, like 1400-1530")

    def _hint(self) -> None:
        chosen = str(self.code.currentData())
        code = self._codes.get(chosen)
        works = code is None or code.works
        self.key_work.setEnabled(works and chosen != "")
        self.explain.setText(f"Explain {chosen}…" if chosen and code is None else "New code…")
        if code is not None and code.works and code.start and code.end:
            hint = f"Inside {code.start:%H:%M}–{code.end:%H:%M}; several like 0915-1045 1400-1530."
        else:
            hint = "There is no key work time on such a day." if code else ""
            hint = f"Nobody has explained {chosen}: its key work time does not count yet." if works and chosen else hint
        self.hint.setText(hint)

    def _save(self) -> None:
        code, spans = str(self.code.currentData()), " ".join(self.key_work.text().split())
        text = f"{code} KW {spans}" if code and spans and self.key_work.isEnabled() else code
        self.written.emit({(cell.staff_id, cell.on): text for cell in self._cells}, tuple(self._learned.values()))
        self.accept()

    def _explain(self) -> None:
        chosen = str(self.code.currentData())
        unknown = chosen if chosen and chosen not in self._codes else ""
        where = (
            "It is remembered with the shift." if not unknown else f"It stands here on {long_date(self._cells[0].on)}."
        )
        dialog = ShiftCodeDialog(unknown, self, where=where, taken=self._codes)
        dialog.decided.connect(dialog.accept)
        dialog.decided.connect(self._learn)
        dialog.open()

    def _learn(self, code: ShiftCode) -> None:
        self._codes[code.code] = self._learned[code.code] = code
        at = self.code.findData(code.code)
        if at < 0:
            at = self.code.findData("")
            self.code.insertItem(at, _item(code), code.code)
        else:
            self.code.setItemText(at, _item(code))
        self.code.setCurrentIndex(at)
        self._hint()
        self.key_work.setFocus()


def _item(code: ShiftCode) -> str:
    return f"{code.code}  {code.meaning}{f' {hours_words(code)}' if code.start and code.end else ''}"
