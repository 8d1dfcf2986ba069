"""Codes that nobody has explained, on the rota: asked about where they stand and where somebody types one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from keywork_desktop.actions.shift_codes import explain_codes
from keywork_desktop.domain.detail import ShiftCode
from keywork_desktop.domain.shift_codes import code_uses
from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.dialogs.shift_code import ShiftCodeDialog
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.widgets.rota_detail_edits import RotaDetailEdits


class RotaCodes(QObject):
    """What is answered is remembered in the same step as what was typed, or in one of its own."""

    def __init__(self, office: Office, edits: RotaDetailEdits, table: QWidget, window: QWidget) -> None:
        super().__init__(window)
        self._office, self._edits, self._table, self._window = office, edits, table, window
        edits.unexplained.connect(self.ask)

    def explain(self, code: str) -> None:
        """Ask what a code of these weeks means, and remember it."""
        view = self._office.view
        if view is None:
            return
        use = code_uses(shift for shift in view.snapshot.shifts.values() if shift.code == code).get(code)
        # The button that asked goes with the answer; the day stays in focus.
        self._table.setFocus()
        dialog = ShiftCodeDialog(code, self._window, use=use)
        dialog.decided.connect(dialog.accept)
        dialog.decided.connect(self._remember)
        dialog.open()

    def _remember(self, code: ShiftCode) -> None:
        self._office.act(partial(explain_codes, codes=[code]))

    def ask(self, code: str, typed: Mapping[tuple[str, date], str], learned: Sequence[ShiftCode]) -> None:
        """Ask what a code means that somebody has typed; nothing is written before the answer."""
        days = sum(_is(text, code) for text in typed.values())
        dialog = ShiftCodeDialog(code, self._window, where=f"You have typed it for {counted(days, 'day')}.")
        dialog.decided.connect(dialog.accept)
        dialog.decided.connect(partial(self._write, typed, learned))
        dialog.open()

    def _write(self, typed: Mapping[tuple[str, date], str], learned: Sequence[ShiftCode], code: ShiftCode) -> None:
        self._edits.write(typed, (*learned, code))


def _is(text: str, code: str) -> bool:
    return text.upper().split("KW")[0].strip(" ,:") == code
