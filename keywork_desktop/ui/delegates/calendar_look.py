"""How entries of the calendar look: the colours of each tone, elided text kept by width, the pin, the answer strip."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.ui.delegates.hatch import draw_hatch
from keywork_desktop.ui.models.calendar_entries import Entry, Tone
from keywork_desktop.ui.models.calendar_placing import Place
from keywork_desktop.ui.shapes import draw_shape, fit_colours
from keywork_desktop.ui.theme import Tokens, scaled

ENTRY_TARGET = 24
"""No entry is lower than this, in pixels (UX, Look)."""

GAP = 4


def tone_colours(look: Tokens, tone: Tone) -> tuple[QColor, QColor]:
    """Colour of shape and lead, and the pale ground, of a tone."""
    return {
        Tone.PRIORITY: (look.overdue, look.overdue_pale),
        Tone.OVERDUE: (look.overdue, look.week_pale),
        Tone.DUE: (look.due, look.due_pale),
        Tone.PLANNED: (look.accent, look.accent_pale),
        Tone.NOT_RECORDED: (look.due, look.surface),
        Tone.LATE: (look.week, look.week_pale),
        Tone.HELD: (look.quiet_text, look.week_pale),
        Tone.LOST: (look.quiet_text, look.week_pale),
    }[tone]


@lru_cache(maxsize=32)
def fonts_of(key: str) -> tuple[QFont, QFont, QFont]:
    """Regular, semibold and small font made from a font's `toString()`."""
    font = QFont()
    font.fromString(key)
    return scaled(font, 0.92), scaled(font, 0.92, bold=True), scaled(font, 0.85)


@lru_cache(maxsize=4096)
def elided(text: str, font_key: str, which: int, width: int) -> str:
    """`text` cut to `width` pixels in one of `fonts_of`; cached, because it is the dear part of painting."""
    return QFontMetrics(fonts_of(font_key)[which]).elidedText(text, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=4096)
def width_of(text: str, font_key: str, which: int) -> int:
    """Pixels that `text` takes in one of `fonts_of`."""
    return QFontMetrics(fonts_of(font_key)[which]).horizontalAdvance(text)


@lru_cache(maxsize=32)
def _side(font_key: str) -> int:
    return max(9, round(QFontMetrics(fonts_of(font_key)[0]).ascent() * 0.72))


def shape_side(font: QFont) -> int:
    """How large a status's shape is beside text: it grows with the font."""
    return _side(font.toString())


def entry_height(font: QFont) -> int:
    """Height of an entry with the space under it."""
    return max(ENTRY_TARGET, QFontMetrics(fonts_of(font.toString())[0]).height() + 8)


def draw_pin(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """A pin, seen from the side: the session is locked where it is."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(rect.width(), rect.height())
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.scale(side / 10, side / 10)
    path = QPainterPath()
    path.addRect(QRectF(3.0, 0.5, 4.0, 1.3))
    path.addRect(QRectF(3.8, 1.5, 2.4, 3.2))
    path.addRect(QRectF(2.2, 4.6, 5.6, 1.3))
    painter.fillPath(path.simplified(), colour)
    painter.setPen(QPen(colour, 1.1))
    painter.drawLine(QPointF(5, 5.8), QPointF(5, 9.6))
    painter.restore()


def draw_entry(
    painter: QPainter,
    rect: QRectF,
    entry: Entry,
    look: Tokens,
    font: QFont,
    *,
    current: bool = False,
    focus: bool = True,
    dim: bool = False,
) -> None:
    """One entry: shape, lead, surname, initials, pin. `current` has a ring, finer without `focus`; `dim` is carried."""
    colour, pale = tone_colours(look, entry.tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if dim:
        painter.setOpacity(0.45)
    box = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setBrush(pale)
    outline = entry.tone is Tone.NOT_RECORDED
    painter.setPen(
        QPen(look.accent, 2 if focus else 1) if current else QPen(colour, 1) if outline else Qt.PenStyle.NoPen
    )
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5) if current else box, 4, 4)
    if entry.shut:
        until = width_of(f"{entry.lead} ", font.toString(), 1) + shape_side(font) + 3 * GAP
        draw_hatch(painter, box.adjusted(2, 2, until - box.width(), -2), look)
    painter.restore()
    painter.save()
    if dim:
        painter.setOpacity(0.45)
    x, middle = rect.left() + GAP + 1, rect.center().y()
    side = shape_side(font)
    draw_shape(painter, QRectF(x, middle - side / 2, side, side), entry.tone.shape, colour)
    x += side + GAP
    right = rect.right() - GAP
    if entry.locked:
        draw_pin(painter, QRectF(right - 10, middle - 5, 10, 10), look.quiet_text)
        right -= 12
    _entry_text(painter, QRectF(x, rect.top(), max(0.0, right - x), rect.height()), entry, look, font)
    painter.restore()


def _entry_text(painter: QPainter, rect: QRectF, entry: Entry, look: Tokens, font: QFont) -> None:
    key = font.toString()
    regular, bold, _ = fonts_of(key)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    quiet = entry.tone in (Tone.HELD, Tone.LOST)
    lead_width = width_of(entry.lead + " ", key, 1)
    left = rect
    if rect.width() - lead_width >= width_of("ABBOT…", key, 0):
        painter.setFont(bold)
        painter.setPen(tone_colours(look, entry.tone)[0] if entry.tone is not Tone.PLANNED else look.text)
        painter.drawText(rect, flags, entry.lead)
        left = rect.adjusted(lead_width, 0, 0, 0)
    strong = entry.tone is Tone.PRIORITY
    which = 1 if strong else 0
    painter.setFont(bold if strong else regular)
    painter.setPen(look.quiet_text if quiet else look.text)
    surname = elided(entry.surname, key, which, int(left.width()))
    painter.drawText(left, flags, surname)
    after = left.adjusted(width_of(surname + " ", key, which), 0, 0, 0)
    if surname == entry.surname and after.width() >= width_of(entry.initials, key, 0):
        painter.setFont(regular)
        painter.setPen(look.quiet_text)
        painter.drawText(after, flags, entry.initials)


def place_height(font: QFont) -> int:
    """Height of the strip that `draw_place` fills: two lines."""
    return 2 * QFontMetrics(fonts_of(font.toString())[0]).lineSpacing() + 8


def draw_place(painter: QPainter, rect: QRectF, place: Place, look: Tokens, font: QFont, ground: QColor) -> None:
    """The answer for a day or officer while something is carried: shape, bold word, and the reason on two lines.

    A no lies on the day's own `ground`, so that what fits stands out among many days.
    """
    colour, pale = fit_colours(look, place.fit)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground if place.fit is Fit.NO else pale)
    painter.drawRoundedRect(rect, 4, 4)
    key = font.toString()
    regular, bold, _ = fonts_of(key)
    line = QFontMetrics(regular).lineSpacing()
    side = shape_side(font)
    shape = QRectF(rect.left() + GAP, rect.top() + 4 + (line - side) / 2, side, side)
    draw_shape(painter, shape, place.fit.shape, colour)
    painter.setPen(colour)
    left, top, width = rect.left() + 2 * GAP + side, rect.top() + 4, int(rect.width()) - 3 * GAP - side
    word = f"{place.fit.word} · " if place.text else place.fit.word
    used = width_of(word, key, 1)
    painter.setFont(bold)
    painter.drawText(QPointF(left, top + QFontMetrics(bold).ascent()), word)
    painter.setFont(regular)
    first, rest = two_lines(place.text, key, width - used, width)
    painter.drawText(QPointF(left + used, top + QFontMetrics(regular).ascent()), first)
    if rest and rect.height() >= 2 * line + 4:
        painter.drawText(QPointF(left, top + line + QFontMetrics(regular).ascent()), rest)
    painter.restore()


@lru_cache(maxsize=1024)
def two_lines(text: str, font_key: str, first_width: int, width: int) -> tuple[str, str]:
    """As many words as fit on the first line, then the rest, both elided."""
    metrics = QFontMetrics(fonts_of(font_key)[0])
    words = text.split(" ")
    count = len(words)
    while count > 0 and metrics.horizontalAdvance(" ".join(words[:count])) > first_width:
        count -= 1
    first, rest = " ".join(words[:count]).removesuffix(" ·"), " ".join(words[count:]).removeprefix("· ")
    return first, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
