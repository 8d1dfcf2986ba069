"""Everything that can be set of a key worker: status, places, specialisms, whose alerts rule him out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from keywork_desktop.actions.key_workers import set_key_worker
from keywork_desktop.domain.allocation import SPECIALISMS
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.people import MOST_CAPACITY, KeyWorkerStatus
from keywork_desktop.domain.timeline import alert_words
from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.models.people_lines import Caseload
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet
from keywork_desktop.ui.widgets.status_fields import StatusFields
from keywork_desktop.ui.widgets.tick_list import TickList

_SHOWN_ALERTS = ("XRF", "RNO121", "HA", "ROH", "ROV", "CSIP", "XTACT", "XCU")
_SPECIALISM_WORDS = {"self-harm / acct": "Self-harm / ACCT", "csip": "CSIP"}


def specialisms_known(view: View) -> dict[str, str]:
    """The specialisms that the rules know, young adults, and whatever else key workers here have."""
    known = {name: _SPECIALISM_WORDS.get(name, name[0].upper() + name[1:]) for name in (*SPECIALISMS, "young adults")}
    for key_worker in view.snapshot.key_workers.values():
        known |= {name.casefold(): name for name in key_worker.specialisms}
    return {word: word for word in sorted(known.values(), key=str.casefold)}


def alerts_known(view: View) -> dict[str, str]:
    """The alerts that are most likely to rule somebody out, and whatever else is written down here."""
    used = {code for key_worker in view.snapshot.key_workers.values() for code in key_worker.do_not_allocate}
    return {code: alert_words(code) for code in (*_SHOWN_ALERTS, *sorted(used - set(_SHOWN_ALERTS)))}


class KeyWorkerDialog(QDialog):
    """Saves through the office. `going_away` (status, return date) if he has men and is no longer to be active."""

    going_away = Signal(object, object)

    def __init__(self, office: Office, view: View, load: Caseload, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._load = office, load
        key_worker = load.key_worker
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Change {key_worker.name}")
        self.status = StatusFields(
            tuple(KeyWorkerStatus), key_worker.status_on(load.day), key_worker.return_date, load.day, self
        )
        self.capacity = QSpinBox(self)
        self.capacity.setRange(0, MOST_CAPACITY)
        self.capacity.setSuffix(" places")
        self.capacity.setAccessibleName("Capacity")
        self.capacity.setMinimumWidth(self.fontMetrics().averageCharWidth() * 15)
        self.capacity.setValue(key_worker.capacity)
        self._capacity_before = self.capacity.value()
        self.specialisms = TickList("Specialisms", specialisms_known(view), key_worker.specialisms, self)
        self.never = TickList(
            "Not for prisoners with", alerts_known(view), key_worker.do_not_allocate, self, upper=True
        )
        self.said = ToneLabel("", self, tone="due", wrap=True)
        self.save = button("Save", self, kind="primary")
        self.save.setDefault(True)
        self.leave = button("Cancel", self)
        self._lay_out()
        self.status.changed.connect(self._say)
        self.capacity.valueChanged.connect(self._say)
        self.save.clicked.connect(self._save)
        self.leave.clicked.connect(self.reject)
        self._say()
        self.status.status_choice.setFocus()

    def _lay_out(self) -> None:
        key_worker = self._load.key_worker
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE + 4)
        column.addWidget(ToneLabel(key_worker.name, self, size=1.15, bold=True))
        where = unit_name(key_worker.unit) if key_worker.unit else "no houseblock"
        column.addWidget(quiet(f"{key_worker.staff_id} · {where} · {self._load.places} places taken", self))
        form = QFormLayout()
        form.setHorizontalSpacing(2 * SPACE)
        form.setVerticalSpacing(SPACE)
        form.addRow("Status", self.status)
        places = QHBoxLayout()
        places.addWidget(self.capacity)
        places.addStretch(1)
        form.addRow("Capacity", places)
        ticks = QHBoxLayout()
        ticks.setSpacing(2 * SPACE)
        for title, part in (("Specialisms", self.specialisms), ("Not for prisoners with", self.never)):
            half = QVBoxLayout()
            half.addWidget(quiet(title, self))
            half.addWidget(part)
            ticks.addLayout(half, 1)
        column.addLayout(form)
        column.addLayout(ticks)
        column.addWidget(self.said)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.save)
        column.addLayout(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 78)

    @property
    def hands_over(self) -> bool:
        """Whether saving leads on to his caseload: he is here now, has men, and is not to be."""
        away = self.status.status is not KeyWorkerStatus.ACTIVE
        return away and self._status_changed and bool(self._load.items)

    @property
    def _status_changed(self) -> bool:
        key_worker, day = self._load.key_worker, self._load.day
        if self.status.status is not key_worker.status_on(day):
            return True
        return self.status.status is not KeyWorkerStatus.ACTIVE and self.status.back != key_worker.return_date

    def _say(self) -> None:
        taken, places = len(self._load.items), self.capacity.value()
        said = ""
        if self.hands_over:
            said = f"Next: what becomes of the {counted(taken, 'prisoner')}."
        elif taken > places:
            said = f"{taken} are allocated, {taken - places} more than the places. They stay until somebody moves them."
        self.said.setText(said)
        self.said.setVisible(bool(said))
        self.save.setText("Save, and hand over…" if self.hands_over else "Save")

    def _save(self) -> None:
        key_worker, hands_over = self._load.key_worker, self.hands_over
        changed: dict[str, object] = {}
        if self.capacity.value() != self._capacity_before:
            changed["capacity"] = self.capacity.value()
        if set(self.specialisms.ticked) != set(key_worker.specialisms):
            changed["specialisms"] = self.specialisms.ticked
        if set(self.never.ticked) != set(key_worker.do_not_allocate):
            changed["do_not_allocate"] = self.never.ticked
        if self._status_changed and not hands_over:
            changed |= {"status": self.status.status, "return_date": self.status.back}
        if changed:
            self._office.act(partial(set_key_worker, staff_id=key_worker.staff_id, **changed))  # type: ignore[arg-type]  # named above
        if hands_over:
            self.going_away.emit(self.status.status, self.status.back)
        self.accept()
