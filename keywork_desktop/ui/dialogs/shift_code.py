"""What does this code of the detail mean? One question, asked from import, rota and settings alike."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QLineEdit, QWidget

from keywork_desktop.domain.detail import ShiftCode
from keywork_desktop.domain.shift_codes import DAYS_OFF, LONGEST_CODE, CodeUse, code_words, usual_meaning
from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.dialogs.settings_form import SettingsForm
from keywork_desktop.ui.widgets.hours_field import USUAL, HoursField

LATER = "Ask me later"


class ShiftCodeDialog(SettingsForm):
    """`decided` carries a `ShiftCode`. Without a `code` it is asked for; it cannot be one of those `taken`.

    `meaning` is what it means so far. `where` says where it stands, `use` how (to tell which key work time would
    count). What such a code usually means is put in to be looked at, and said so.
    """

    def __init__(
        self,
        code: str = "",
        parent: QWidget | None = None,
        *,
        meaning: ShiftCode | None = None,
        use: CodeUse | None = None,
        where: str = "",
        leave: str = "Cancel",
        taken: Collection[str] = (),
    ) -> None:
        asked = f"What does {code} mean?" if code else "A code of the detail"
        super().__init__("Shift code", asked, "Remember", parent, width=72)
        self._code, self._use, self._taken = code, use, taken
        self._where = where or (use.words if use else "")
        self.code, self.meaning, self.hours = QLineEdit(self), QLineEdit(self), HoursField(self)
        self.code.setMaxLength(LONGEST_CODE)
        self.meaning.setMaxLength(60)
        self.meaning.setPlaceholderText("Transfer escort, working elsewhere …")
        if not code:
            self.ask("code", "Code", self.code)
        else:
            self.code.hide()
        self.ask("meaning", "Meaning", self.meaning)
        self.ask("start", "The officer is", self.hours)
        self.leave.setText(leave)
        usual = None if meaning else usual_meaning(code)
        self._usual = f"Suggested: {code_words(usual)}. Look whether that is so here." if usual else ""
        self._fill(meaning or usual)
        self.code.textEdited.connect(self.check)
        self.meaning.textEdited.connect(self.check)
        self.hours.changed.connect(self.check)
        self.check()
        (self.meaning if code else self.code).setFocus()

    def _fill(self, known: ShiftCode | None) -> None:
        if known is not None:
            self.meaning.setText(known.meaning)
            self.hours.show_hours(known.start, known.end)
        elif self._use is not None and (stands := self._use.key_work):
            # Whoever has key work time is in the prison; how long, somebody has to say.
            self.hours.show_hours(min(stands.start, USUAL[0]), max(stands.end, USUAL[1]))
        if self._code in DAYS_OFF:
            self.hours.only_off()

    @property
    def _spelled(self) -> str:
        return self._code or self.code.text().strip().upper()

    def mistakes(self) -> dict[str, str]:
        wrong = {}
        code = self._spelled
        if not self._code and not (code[:1].isalpha() and all(letter.isalnum() or letter in "/+" for letter in code)):
            wrong["code"] = "A code is up to eight letters and digits, such as TX."
        elif not self._code and code in self._taken:
            wrong["code"] = f"{code} has a meaning already. Choose it in the table and change that."
        if not self.meaning.text().strip():
            wrong["meaning"] = "Say in a word or two what it means."
        hours = self.hours.hours
        if not self.hours.chosen:
            wrong["start"] = "Say whether the officer is in the prison."
        elif hours and hours[0] == hours[1]:
            wrong["start"] = "The shift ends when it starts."
        return wrong

    def check(self) -> None:
        """Look again, and say which key work time would count."""
        self.note.setText(" ".join(part for part in (self._where, self._usual, self._counts()) if part))
        super().check()

    def _counts(self) -> str:
        hours = self.hours.hours
        if hours and hours[1] < hours[0]:
            return "It ends the next morning: nights have no key work time."
        use = self._use
        if use is None or not use.with_key_work or not self.hours.chosen:
            return ""
        lost, stands = use.withheld(self.decision()), use.key_work
        if lost == use.with_key_work:
            return f"▲ None of its key work time ({stands}) would count."
        if lost:
            cells = counted(lost, "cell")
            return (
                f"▲ In {cells} of {use.with_key_work} the key work time lies outside these hours and would not count."
            )
        return f"All its key work time ({stands}) counts."

    def decision(self) -> ShiftCode:
        start, end = self.hours.hours or (None, None)
        return ShiftCode(self._spelled, " ".join(self.meaning.text().split()), start, end)
