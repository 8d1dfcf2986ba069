"""Which colour of the regime management plan is which level. Only red is stated by the EDM."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QWidget

from keywork_desktop.domain.regime_colours import LOCAL_READING, RED_IS, RegimeColour
from keywork_desktop.domain.rulebook import LEVELS
from keywork_desktop.ui.dialogs.settings_form import SettingsForm
from keywork_desktop.ui.models.settings_words import level_words
from keywork_desktop.ui.widgets.labels import ToneLabel

WORDS = {
    RegimeColour.GREEN: "Green",
    RegimeColour.GREEN_AMBER: "Green-amber",
    RegimeColour.AMBER_RED: "Amber-red",
    RegimeColour.RED: "Red",
}


@dataclass(frozen=True, slots=True)
class ColoursChosen:
    """The colours that are to stand for another level than before."""

    levels: Mapping[RegimeColour, int]


class RegimeColoursDialog(SettingsForm):
    """`decided` carries `ColoursChosen`."""

    def __init__(self, levels: Mapping[RegimeColour, int], parent: QWidget | None = None) -> None:
        super().__init__("RMP colours", "Which colour is which level?", "Save", parent, width=56)
        self._before = dict(levels)
        self.fields: dict[RegimeColour, QComboBox] = {}
        for colour in RegimeColour:
            if colour is RegimeColour.RED:
                fixed = ToneLabel(level_words(RED_IS), self, bold=True)
                self.ask(colour.value, WORDS[colour], fixed, "Stated by the EDM; it cannot be another level.")
                continue
            field = QComboBox(self)
            for level in reversed(LEVELS):
                field.addItem(level_words(level), level)
            field.setCurrentIndex(field.findData(levels[colour]))
            usual = level_words(LOCAL_READING[colour])
            self.ask(colour.value, WORDS[colour], field, f"Local reading: {usual}")
            self.fields[colour] = field
        self.note.setText("The colours only name the levels in the calendar: changing them changes no due date.")
        self.check()

    def decide(self) -> None:
        """Save what is different; nothing is, nothing is written."""
        if self.decision().levels:
            super().decide()
        else:
            self.reject()

    def decision(self) -> ColoursChosen:
        chosen = {colour: field.currentData() for colour, field in self.fields.items()}
        return ColoursChosen({colour: level for colour, level in chosen.items() if level != self._before[colour]})
