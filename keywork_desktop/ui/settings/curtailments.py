"""Regime cut short: the days and hours on which nobody is unlocked, to be entered and taken back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from keywork_desktop.ui.dialogs.curtail import open_curtail
from keywork_desktop.ui.models.settings_curtailments import (
    WHEN_WORDS,
    CurtailmentLine,
    CurtailmentsModel,
    curtailment_lines,
)
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.settings.lines import Lines, LinesDelegate, LinesList
from keywork_desktop.ui.settings.section import SettingsSection
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import quiet
from keywork_desktop.ui.widgets.panel import Panel

_TONES = {"now": ("▲", "warns"), "coming": ("◇", "week"), "past": ("", "quiet_text")}


class _CutDelegate(LinesDelegate):
    def lines_of(self, item: object) -> Lines:
        if not isinstance(item, CurtailmentLine):
            return super().lines_of(item)
        shape, tone = _TONES[item.when]
        return Lines(item.title, item.note, WHEN_WORDS[item.when], shape, tone, faint=item.when == "past")


class CurtailmentsSection(SettingsSection):
    """A list of what is cut now, will be and was; Delete takes back what is not over yet."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__("Regime cut short", "", office, parent)
        self.cuts = CurtailmentsModel(self)
        self.list = LinesList(self.cuts, _CutDelegate(), "When the regime is cut short", self)
        self.list.setMinimumHeight(self.fontMetrics().height() * 9)
        self.none = quiet("The regime is not cut short on any day.", self, wrap=True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.none.setContentsMargins(8, 6, 8, 6)
        self.back = button("Take back", self, tip="It is not cut after all (Delete). Sessions lost to it stay lost")
        self.cut = button("Cut the regime…", self, tip="Any day, hours and unit; says first which sessions it hits")
        for made in (self.back, self.cut):
            self.head.addWidget(made)
        held = Panel(self, margin=3)
        held.column.addWidget(self.none)
        held.column.addWidget(self.list, 1)
        self.column.addWidget(held, 1)
        self.cut.clicked.connect(self._cut)
        self.back.clicked.connect(self._take_back)
        self.list.deleting.connect(self._take_back)
        self.list.chosen.connect(self._fit)
        self._fit()

    def show_view(self, view: View) -> None:
        """Show when the regime is cut, ever."""
        super().show_view(view)
        self.office.spawn(self._read())

    async def _read(self) -> None:
        from keywork_desktop.actions.curtailing import curtailments

        found = await self.office.ask(curtailments)
        if self.view is not None:
            self.cuts.show(curtailment_lines(found, self.view.today))
        self.none.setVisible(not found)
        self.list.setVisible(bool(found))
        self._fit()

    @property
    def line(self) -> CurtailmentLine | None:
        """The chosen one."""
        item = self.list.current
        return item if isinstance(item, CurtailmentLine) else None

    def _fit(self) -> None:
        self.back.setEnabled(self.line is not None and self.line.when != "past")

    def _cut(self) -> None:
        if self.view is not None:
            open_curtail(self.office, self.view.snapshot, self)

    def _take_back(self) -> None:
        from keywork_desktop.actions.curtailing import lift_curtailment

        line = self.line
        if line is not None and line.when != "past":
            self.office.act(partial(lift_curtailment, cut=line.cut))
