"""Cuts the regime short: where, which days and hours, why; and says before it is saved which sessions that hits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from keywork_desktop.domain.curtailments import WHOLE_DAY, Curtailment
from keywork_desktop.domain.detail import TimeSpan
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import counted, short_date, weekday
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.dialogs.deciding import open_form
from keywork_desktop.ui.dialogs.settings_form import SettingsForm
from keywork_desktop.ui.models.settings_words import place, span_words
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.day_field import day_field, day_of, qdate
from keywork_desktop.ui.widgets.labels import quiet
from keywork_desktop.ui.widgets.time_field import qtime, time_field, time_in

if TYPE_CHECKING:
    from keywork_desktop.actions.desk import Desk
    from keywork_desktop.domain.changes import ChangeSet

REASONS = ("Staff shortage", "Incident", "Search", "Staff training")
"""Offered as reasons, one click each; any other can be typed."""

MORNING = TimeSpan(time(8, 0), time(12, 0))
"""The hours shown first once it is not the whole day."""

DAYS_SAID = 5
MEND_WITHIN = timedelta(weeks=4)
"""The rota is mended for these weeks from today; what is cut later is planned anew when its time comes."""


def hit_words(hit: Sequence[PlannedSession], today: date) -> str:
    """How many sessions lie in it: `7 planned sessions lie in it, 2 of priority groups: 4 on Mon 23 Nov, …`."""
    if not hit:
        return "No planned session lies in it."
    verb = "lies" if len(hit) == 1 else "lie"
    priority = sum(session.priority for session in hit)
    of_groups = f", {priority} of priority groups" if priority else ""
    days = Counter(session.on for session in hit)
    said = [f"{many} on {weekday(day)} {short_date(day, today)}" for day, many in sorted(days.items())]
    more = f" and {counted(len(said) - DAYS_SAID, 'more day')}" if len(said) > DAYS_SAID else ""
    by_day = f": {', '.join(said[:DAYS_SAID])}{more}" if len(said) > 1 else ""
    return f"{counted(len(hit), 'planned session')} {verb} in it{of_groups}{by_day}."


class CurtailDialog(SettingsForm):
    """`decided` carries the `Curtailment` asked for, `mend_wanted` one for which the rota is to be mended at once.

    `unit`, `day` and `span` are chosen to begin with. Nothing is written by the dialog: `open_curtail` does that.
    """

    mend_wanted = Signal(object)

    def __init__(
        self,
        office: Office,
        facts: Snapshot,
        parent: QWidget | None = None,
        *,
        unit: str | None = None,
        day: date | None = None,
        last: date | None = None,
        span: TimeSpan = WHOLE_DAY,
    ) -> None:
        super().__init__("Cut the regime", "Cut the regime short", "Cut the regime", parent, width=72)
        self._office, self._today = office, office.desk.today
        self._asking, self._ask_again, self._gone = False, False, False
        self.hit: tuple[PlannedSession, ...] | None = None
        first = day or self._today
        self.unit = QComboBox(self)
        for each in (None, *facts.units):
            self.unit.addItem(place(each), each)
        self.unit.setCurrentIndex(max(0, self.unit.findData(unit) if unit is not None else 0))
        self.first, self.last = day_field("First day", self), day_field("Last day", self)
        for field, chosen in ((self.first, first), (self.last, max(first, last or first))):
            field.setKeyboardTracking(False)
            field.setMinimumDate(qdate(min(self._today, first)))
            field.setDate(qdate(chosen))
        self.all_day = QCheckBox("all day", self)
        self.all_day.setChecked(span == WHOLE_DAY)
        hours = MORNING if span == WHOLE_DAY else span
        self.start, self.end = time_field("From what time", self), time_field("Until what time", self)
        self.start.setTime(qtime(hours.start))
        self.end.setTime(qtime(hours.end))
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText("Such as staff shortage")
        self.mend = button("Cut and mend the rota…", self, tip="Shows first what can be moved, and where to")
        self._lay_out()
        self._connect()
        self.check()
        self._look()
        self.unit.setFocus()

    def _lay_out(self) -> None:
        self.ask("unit", "Where", self.unit)
        self.ask("from", "First day", self.first)
        self.ask("to", "Last day", self.last)
        self.hours = QWidget(self)
        row = QHBoxLayout(self.hours)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.all_day)
        row.addSpacing(SPACE)
        for words, field in (("from", self.start), ("to", self.end)):
            row.addWidget(quiet(words, self.hours))
            row.addWidget(field)
        row.addStretch(1)
        self.hours.setFocusProxy(self.all_day)
        self.ask("hours", "Hours", self.hours)
        self.ask("reason", "Reason", self.reason)
        offered = QWidget(self)
        row = QHBoxLayout(offered)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        self.offered = [button(words, offered, tip="Take this reason") for words in REASONS]
        for offer in self.offered:
            offer.clicked.connect(partial(self._take_reason, offer.text()))
            row.addWidget(offer)
        row.addStretch(1)
        self.ask("offered", "", offered)
        self.buttons.insertWidget(self.buttons.count() - 1, self.mend)
        self.setTabOrder(self.leave, self.mend)
        self.setTabOrder(self.mend, self.save)

    def _connect(self) -> None:
        self.first.dateChanged.connect(self._first_changed)
        self.all_day.toggled.connect(self._changed)
        for changed in (self.unit.currentIndexChanged, self.last.dateChanged):
            changed.connect(self._changed)
        for field in (self.start, self.end):
            field.timeChanged.connect(self._changed)
        self.reason.textChanged.connect(self.check)
        self.mend.clicked.connect(self._mend)
        self.finished.connect(self._leave)

    # --------------------------------------------------------------------------------------------------- what is chosen
    @property
    def span(self) -> TimeSpan:
        """The hours of each day."""
        return WHOLE_DAY if self.all_day.isChecked() else TimeSpan(time_in(self.start), time_in(self.end))

    def decision(self) -> Curtailment:
        reason = " ".join(self.reason.text().split())
        return Curtailment(day_of(self.first), day_of(self.last), self.unit.currentData(), self.span, reason)

    def mistakes(self) -> dict[str, str]:
        wrong = self._wrong_time()
        if not self.reason.text().strip():
            wrong["reason"] = "Say why, such as staff shortage."
        return wrong

    def _wrong_time(self) -> dict[str, str]:
        wrong = {}
        if day_of(self.last) < day_of(self.first):
            wrong["to"] = "The last day is before the first one."
        if not self.all_day.isChecked() and time_in(self.end) <= time_in(self.start):
            wrong["hours"] = "It must end later than it begins."
        return wrong

    def check(self) -> None:
        for field in (self.start, self.end):
            field.setEnabled(not self.all_day.isChecked())
        first = day_of(self.first)
        self.mend.setVisible(self._today <= first < self._today + MEND_WITHIN)
        self.mend.setEnabled(bool(self.hit))
        self.save.setText(f"Cut it {span_words(first, max(first, day_of(self.last)), self._today)}")
        super().check()

    def _first_changed(self) -> None:
        if day_of(self.last) < day_of(self.first):
            self.last.setDate(self.first.date())
        self._changed()

    def _changed(self) -> None:
        self.check()
        self._look()

    def _take_reason(self, words: str) -> None:
        self.reason.setText(words)
        self.save.setFocus()

    def _mend(self) -> None:
        self._touched = True
        self.check()
        if self.mistakes():
            self.decide()
            return
        self.mend_wanted.emit(self.decision())

    # ------------------------------------------------------------------------------------------------ what it would hit
    def _look(self) -> None:
        """Ask which sessions lie in it; while one question is on its way, only once more after it."""
        if self._wrong_time():
            self._tell(None)
        elif self._asking:
            self._ask_again = True
        else:
            self._asking = True
            self._office.spawn(self._looked())

    async def _looked(self) -> None:
        from keywork_desktop.actions.curtailing import sessions_hit

        hit: tuple[PlannedSession, ...] | None = None
        try:
            while hit is None:
                self._ask_again = False
                hit = await self._office.ask(partial(sessions_hit, cut=self.decision()))
                if self._gone:
                    return
                if self._ask_again and not self._wrong_time():
                    hit = None
        finally:
            self._asking = False
        self._tell(None if self._wrong_time() else hit)

    def _tell(self, hit: tuple[PlannedSession, ...] | None) -> None:
        self.hit = hit
        if hit is None:
            self.note.setText("")
        else:
            ahead = any(session.on > self._today for session in hit)
            lost = any(session.on <= self._today for session in hit)
            words = [hit_words(hit, self._today)]
            if lost:
                words.append("Those up to today are recorded as missed.")
            if ahead:
                words.append("Later ones stay on the rota until it is mended or planned again.")
            self.note.setText(" ".join(words))
            self.note.set_tone("warns" if hit else "quiet_text")
            announce(self, words[0])
        self.check()

    def _leave(self) -> None:
        self._gone = True


def open_curtail(
    office: Office,
    facts: Snapshot,
    owner: QWidget,
    *,
    unit: str | None = None,
    day: date | None = None,
    last: date | None = None,
    span: TimeSpan = WHOLE_DAY,
) -> CurtailDialog:
    """Open the dialog and do what is decided in it: enter the curtailment, or look how the rota can be mended."""
    dialog = CurtailDialog(office, facts, owner, unit=unit, day=day, last=last, span=span)
    dialog.mend_wanted.connect(partial(_mend, office, dialog, facts, owner))
    open_form(office, dialog, entered)
    return dialog


def entered(desk: Desk, cut: Curtailment) -> ChangeSet:
    """Check the curtailment and enter it; `RequestError` as `actions.curtailing` says."""
    from keywork_desktop.actions.curtailing import a_curtailment, curtail

    return curtail(desk, a_curtailment(desk, cut.first, cut.last, cut.unit, cut.reason, cut.span))


def _mend(office: Office, dialog: CurtailDialog, facts: Snapshot, owner: QWidget, cut: Curtailment) -> None:
    from keywork_desktop.ui.dialogs.repair import RepairDialog, cause_of_cut

    dialog.accept()
    RepairDialog(office, cause_of_cut(cut), facts, owner).open()
