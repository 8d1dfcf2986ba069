"""What each regime level asks, by the EDM: four lines beside the calendar in which they are set."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from keywork_desktop.domain.rulebook import LEVELS, LOCKDOWN
from keywork_desktop.domain.rules import PolicySet
from keywork_desktop.domain.wording import how_often
from keywork_desktop.ui.delegates.list_rows import draw_elided
from keywork_desktop.ui.models.settings_words import level_words
from keywork_desktop.ui.settings.levels import LEVEL_SHAPES, level_colours
from keywork_desktop.ui.settings.lines import shape_side
from keywork_desktop.ui.shapes import draw_shape
from keywork_desktop.ui.theme import scaled, tokens


def asked_words(policy: PolicySet) -> str:
    """`Everyone once a week, 45 minutes; priority groups once a week`."""
    everyone = "nobody else"
    if policy.baseline is not None:
        everyone = f"everyone {how_often(policy.baseline)}, {policy.baseline.minutes} minutes"
    often = dict.fromkeys(f"{how_often(rule)}, {rule.minutes} minutes" for rule in policy.groups)
    groups = f"priority groups {' or '.join(often)}" if often else "no priority groups"
    words = f"{groups}; {everyone}" if policy.baseline is None else f"{everyone}; {groups}"
    return words[:1].upper() + words[1:]


class LevelsAsked(QWidget):
    """A line for each level, with its shape."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words: dict[int, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_levels(self, levels: Mapping[int, PolicySet]) -> None:
        """Say what these sets ask."""
        self.words = {level: asked_words(levels[level]) for level in LEVELS if level in levels}
        if LOCKDOWN in self.words:
            self.words[LOCKDOWN] += "; a daily wellbeing check where an overdue session could not be held"
        said = ". ".join(f"Level {level_words(level)}: {words}" for level, words in self.words.items())
        self.setAccessibleName(f"What each level asks. {said}")
        self.setToolTip("\n".join(f"{level_words(level)}: {words}" for level, words in self.words.items()))
        self.updateGeometry()
        self.update()

    def _line(self) -> int:
        return self.fontMetrics().height() + 6

    def sizeHint(self) -> QSize:
        return QSize(300, self._line() * max(1, len(self.words)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens(self)
        painter = QPainter(self)
        side = shape_side(self.fontMetrics())
        bold = scaled(self.font(), 1.0, bold=True)
        names = max((QFontMetrics(bold).horizontalAdvance(level_words(level)) for level in self.words), default=0)
        for at, (level, words) in enumerate(self.words.items()):
            colour, _ = level_colours(look, level)
            line = QRectF(0, at * self._line(), self.width(), self._line())
            draw_shape(painter, QRectF(1, line.center().y() - side / 2, side, side), LEVEL_SHAPES[level], colour)
            painter.setFont(bold)
            painter.setPen(colour)
            draw_elided(painter, line.adjusted(side + 8, 0, 0, 0), level_words(level))
            painter.setFont(self.font())
            painter.setPen(look.quiet_text)
            draw_elided(painter, line.adjusted(side + names + 24, 0, 0, 0), words)
        painter.end()
