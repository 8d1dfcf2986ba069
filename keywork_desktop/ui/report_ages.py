"""How old the reports are that everything on screen is computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from keywork_desktop.domain.snapshot import ReportKind, ReportRead
from keywork_desktop.ui.shapes import draw_shape
from keywork_desktop.ui.style import draw_focus
from keywork_desktop.ui.theme import tokens

OLD_AFTER_DAYS = {ReportKind.ALPHA_LIST: 1, ReportKind.ALERTS: 1, ReportKind.CASE_NOTES: 3}
"""Reports whose age is shown, and the days after which they are old (UX, top band)."""


@dataclass(frozen=True)
class Age:
    """How old one report is, in words; `old` if too old to rely on."""

    kind: ReportKind
    text: str
    old: bool


def report_ages(reports: Mapping[ReportKind, ReportRead], today: date, now: datetime) -> tuple[Age, ...]:
    """The ages of the reports one relies on every day: `Alpha list 2 h ago`, `case notes 3 days ago`.

    Counted from the day the report speaks of; on that very day, in hours since it was read. A report that was never
    read is old.
    """
    return tuple(_age(kind, reports.get(kind), limit, today, now) for kind, limit in OLD_AFTER_DAYS.items())


def _age(kind: ReportKind, read: ReportRead | None, limit: int, today: date, now: datetime) -> Age:
    if read is None:
        return Age(kind, f"no {kind.words if kind is not ReportKind.ALPHA_LIST else 'alpha list'} yet", old=True)
    days = (today - read.report_date).days
    if days > 1:
        return Age(kind, f"{kind.words} {days} days ago", old=days > limit)
    if days == 1:
        return Age(kind, f"{kind.words} yesterday", old=False)
    minutes = (now - read.read_at).total_seconds() / 60
    if days < 0 or not 0 <= minutes < 24 * 60:
        return Age(kind, f"{kind.words} of today", old=False)
    if minutes < 60:
        return Age(kind, f"{kind.words} {max(1, int(minutes))} min ago", old=False)
    return Age(kind, f"{kind.words} {int(minutes // 60)} h ago", old=False)


def in_short(ages: tuple[Age, ...]) -> tuple[Age, ...]:
    """What the band says: the alpha list and the case notes always, another only when it is old."""
    always = (ReportKind.ALPHA_LIST, ReportKind.CASE_NOTES)
    return tuple(age for age in ages if age.kind in always or age.old)


class ReportAges(QAbstractButton):
    """`Alpha list 2 h ago · ▲ case notes 4 days ago`: amber and with a shape when old; leads to the Data page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ages: tuple[Age, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_ages(self, ages: tuple[Age, ...]) -> None:
        """Show these ages; the others are in the tool tip."""
        self._ages = in_short(ages)
        words = [f"{age.text} (old)" if age.old else age.text for age in self._ages]
        self.setAccessibleName("Reports: " + ", ".join(words))
        self.setToolTip("\n".join(age.text[0].upper() + age.text[1:] for age in ages) + "\nImport newer ones: Data")
        self.setVisible(bool(ages))
        self.updateGeometry()
        self.update()

    def text_shown(self) -> str:
        """What the band says, as text."""
        return " · ".join(("▲ " if age.old else "") + age.text for age in self._ages)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        shapes = sum(metrics.ascent() + 2 for age in self._ages if age.old)
        text = " · ".join(age.text for age in self._ages)
        return QSize(metrics.horizontalAdvance(text) + shapes + 24, max(24, metrics.height() + 8))

    def minimumSizeHint(self) -> QSize:
        return QSize(48, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens(self)
        painter = QPainter(self)
        metrics = self.fontMetrics()
        left, room = 6, self.width() - 6
        # Where there is no room for all, what is old comes first.
        enough = self.width() >= self.sizeHint().width()
        ages = self._ages if enough else tuple(sorted(self._ages, key=lambda age: not age.old))
        for place, age in enumerate(ages):
            if place:
                left = self._piece(painter, " · ", left, room, "quiet_text")
            if age.old:
                side = metrics.ascent() * 0.72
                if left + side > room:
                    break
                top = (self.height() - side) / 2
                draw_shape(painter, QRectF(left, top, side, side), "▲", look.warns)
                left += int(side) + 4
            left = self._piece(painter, age.text, left, room, "warns" if age.old else "quiet_text")
            if left >= room:
                break
        if self.hasFocus():
            draw_focus(painter, self.rect(), look)
        painter.end()

    def _piece(self, painter: QPainter, text: str, left: int, room: int, tone: str) -> int:
        metrics = self.fontMetrics()
        painter.setPen(getattr(tokens(self), tone))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room - left))
        where = QRect(left, 0, max(0, room - left), self.height())
        painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        return left + metrics.horizontalAdvance(shown)
