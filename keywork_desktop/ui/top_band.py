"""The band at the top: whose prison, which units, which day, under which policy, from how old reports; and Find."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from keywork_desktop.domain.people import Establishment
from keywork_desktop.ui.day_stepper import DayStepper
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.opening import Opened
from keywork_desktop.ui.policy_note import PolicyNote
from keywork_desktop.ui.report_ages import ReportAges, report_ages
from keywork_desktop.ui.theme import tokens
from keywork_desktop.ui.unit_selector import UnitSelector
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import ElidedButton
from keywork_desktop.ui.widgets.labels import ElidedLabel


class TopBand(QWidget):
    """Shows the view's surroundings and lets them be changed."""

    find_wanted = Signal()
    data_wanted = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 9)
        row.setSpacing(10)
        self.prison = ElidedLabel("Keywork Desktop", self, bold=True, least=8)
        self.mark = ElidedLabel("", self, tone="quiet_text", bold=True, least=5)
        self.units = UnitSelector(self)
        self.day = DayStepper(self)
        self.policy = PolicyNote(self)
        self.ages = ReportAges(self)
        self.find_box = ElidedButton("Find anything…   Ctrl+K", self)
        self.find_box.setAccessibleName("Find any person, page or command")
        self.find_box.setToolTip("Find any person, page or command by typing (Ctrl+K)")
        self.find_box.setAutoDefault(False)
        for gives_way in (self.policy, self.find_box):
            gives_way.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        for part in (self.prison, self.mark, self.units, self.day, self.policy):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.ages)
        row.addWidget(self.find_box)
        self.units.chosen.connect(office.show_units)
        self.day.stepped.connect(office.look_at)
        self.find_box.clicked.connect(self.find_wanted)
        self.ages.clicked.connect(self.data_wanted)
        office.viewed.connect(self.show_view)
        office.opened.connect(self.show_opened)
        self.show_nothing()

    def show_nothing(self) -> None:
        """There is no store: only the program's name."""
        for part in (self.units, self.day, self.policy, self.ages, self.find_box, self.mark):
            part.hide()

    def show_opened(self, opened: Opened) -> None:
        """Say what kind of store this is, on every screen (CLI `demo`)."""
        marks = [word for word, there in (("DEMO", opened.demo), ("NOT ENCRYPTED", not opened.encrypted)) if there]
        self.mark.setText(" · ".join(marks[:1]))
        self.mark.setVisible(bool(marks))
        for part in (self.units, self.day, self.find_box):
            part.show()

    def show_view(self, view: View) -> None:
        """Show whose facts these are, of which day and units."""
        snapshot = view.snapshot
        self.show_establishment(snapshot.establishment)
        elsewhere = any(prisoner.unit is None for prisoner in snapshot.prisoners.values())
        self.units.show_units((*snapshot.units, *((None,) if elsewhere else ())), view.units)
        self.day.show_day(snapshot.on, view.today)
        self.policy.show_view(view)
        self.ages.show_ages(report_ages(snapshot.reports, view.today, self._office.now()))

    def show_establishment(self, establishment: Establishment) -> None:
        """Name the prison."""
        self.prison.setText(establishment.name)
        self.prison.setAccessibleName(f"Establishment: {establishment.name}")
        self.prison.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.surface)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), look.line)
        painter.end()
