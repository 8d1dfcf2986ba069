"""Colours that can be read, shapes that can be told apart, and controls that keep their size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.obligations import Status
from keywork_desktop.ui import appearance, theme
from keywork_desktop.ui.drawing import shortened
from keywork_desktop.ui.icons import draw_icon, icon
from keywork_desktop.ui.shapes import SHAPES, draw_shape, fit_colours, status_colour
from keywork_desktop.ui.theme import Tokens
from keywork_desktop.ui.widgets.buttons import Chip, button, icon_button
from keywork_desktop.ui.widgets.labels import ToneLabel

LOOKS = pytest.mark.parametrize("look", [theme.light(), theme.dark()], ids=["light", "dark"])

PAIRS = [
    *(
        (text, ground)
        for text in ("text", "quiet_text", "overdue", "due", "week", "ok")
        for ground in ("surface", "window")
    ),
    *((state, f"{state}_pale") for state in ("overdue", "due", "week", "ok", "no", "warns", "fits", "accent")),
    ("text", "overdue_pale"),
    ("quiet_text", "overdue_pale"),
    ("warns", "overdue_pale"),
    ("text", "accent_pale"),
    ("quiet_text", "accent_pale"),
    ("quiet_text", "rail"),
    ("text", "week_pale"),
    ("badge_text", "badge"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("warns", "surface"),
    ("no", "surface"),
    ("accent", "surface"),
]


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@LOOKS
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read(look: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(look, text), getattr(look, ground)) >= 4.5


@LOOKS
def test_the_edges_of_fields_and_boxes_can_be_seen(look: Tokens) -> None:
    assert contrast(look.field_line, look.surface) >= 3
    assert contrast(look.accent, look.surface) >= 3


@LOOKS
def test_every_role_of_the_palette_is_ours(look: Tokens) -> None:
    ours = {getattr(look, name).rgba() for name in theme.colour_names()}
    palette = theme.palette_of(look)
    roles = [role for role in QPalette.ColorRole if role.name not in ("NoRole", "NColorRoles")]
    strangers = [role.name for role in roles if palette.color(role).rgba() not in ours]
    assert strangers == []


@LOOKS
def test_tokens_follow_the_palette(look: Tokens) -> None:
    assert theme.tokens(theme.palette_of(look)) is look


def test_the_application_can_be_dark_and_light_again(qapp: QApplication, qtbot: QtBot) -> None:
    label = ToneLabel("Overdue", tone="overdue")
    qtbot.addWidget(label)
    appearance.apply(qapp, appearance.Scheme.DARK)
    qapp.processEvents()
    assert theme.tokens() is theme.dark()
    assert label.palette().color(QPalette.ColorRole.WindowText) == theme.dark().overdue
    appearance.apply(qapp, appearance.Scheme.LIGHT)
    qapp.processEvents()
    assert theme.tokens(label) is theme.light()
    assert label.palette().color(QPalette.ColorRole.WindowText) == theme.light().overdue


def test_text_grows_with_the_scale(qapp: QApplication, qtbot: QtBot) -> None:
    appearance.apply(qapp, appearance.Scheme.LIGHT)
    small = button("Record")
    qtbot.addWidget(small)
    small.show()
    before = small.sizeHint()
    appearance.apply(qapp, appearance.Scheme.LIGHT, 2.0)
    qapp.processEvents()
    assert small.sizeHint().height() > before.height()
    assert small.sizeHint().width() > before.width()
    appearance.apply(qapp, appearance.Scheme.LIGHT)
    qapp.processEvents()
    assert small.sizeHint() == before


def test_targets_are_large_enough(qapp: QApplication, qtbot: QtBot) -> None:
    appearance.apply(qapp, appearance.Scheme.LIGHT, 0.9)
    for control in (button("A"), icon_button("ph.x", "Close"), Chip("All"), QLineEdit()):
        qtbot.addWidget(control)
        assert control.sizeHint().height() >= theme.SMALLEST_TARGET
    appearance.apply(qapp, appearance.Scheme.LIGHT)


def picture_of(shape: str, side: int = 32) -> bytes:
    image = QImage(side, side, QImage.Format.Format_Grayscale8)
    image.fill(255)
    with QPainter(image) as painter:
        draw_shape(painter, QRectF(0, 0, side, side), shape, theme.light().text)
    return bytes(image.constBits())


def test_shapes_differ_without_colour() -> None:
    assert len({picture_of(shape) for shape in SHAPES}) == len(SHAPES)
    assert all(min(picture_of(shape)) < 100 for shape in SHAPES)


def test_an_unknown_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="none of the shapes"):
        picture_of("★")


@LOOKS
def test_each_status_and_each_answer_has_a_colour(look: Tokens) -> None:
    assert all(isinstance(status_colour(look, status), QColor) for status in Status)
    assert all(len(fit_colours(look, fit)) == 2 for fit in Fit)


def test_icons_follow_the_theme(qapp: QApplication) -> None:
    def darkest() -> int:
        image = icon("ph.users").pixmap(QSize(24, 24)).toImage()
        seen = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
        return min(colour.lightness() for colour in seen if colour.alpha() > 200)

    appearance.apply(qapp, appearance.Scheme.LIGHT)
    assert darkest() < 100
    appearance.apply(qapp, appearance.Scheme.DARK)
    assert darkest() > 150
    appearance.apply(qapp, appearance.Scheme.LIGHT)


def test_an_unknown_icon_is_refused(qapp: QApplication) -> None:
    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    with QPainter(image) as painter, pytest.raises(ValueError, match="no icon called"):
        draw_icon(painter, image.rect(), "ph.no-such-thing", theme.light().text)


def test_labels_with_a_font_of_their_own_grow_with_the_text(qapp: QApplication, qtbot: QtBot) -> None:
    labels = [ToneLabel("Who must be seen", size=1.35, bold=True), ToneLabel("OFFICIAL-SENSITIVE", bold=True)]
    for label in labels:
        qtbot.addWidget(label)
    appearance.apply(qapp, appearance.Scheme.LIGHT, 1.0)
    before = [label.font().pointSizeF() for label in labels]
    try:
        appearance.apply(qapp, appearance.Scheme.LIGHT, 1.5)
        assert [label.font().pointSizeF() for label in labels] == pytest.approx([1.5 * size for size in before])
    finally:
        appearance.apply(qapp, appearance.Scheme.LIGHT, 1.0)
    assert [label.font().pointSizeF() for label in labels] == pytest.approx(before)


def test_words_that_are_cut_end_in_one_ellipsis(qapp: QApplication) -> None:
    metrics = QFontMetrics(qapp.font())
    words = "Find anything…   Ctrl+K"
    assert shortened(metrics, words, metrics.horizontalAdvance(words) + 2) == words
    assert shortened(metrics, words, metrics.horizontalAdvance("Find anything…   …") + 1) == "Find anything…"
