"""The legends of calendar and rota: every sign is painted, and said in words."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keywork_desktop.ui import theme
from keywork_desktop.ui.widgets.calendar_legend import SIGNS, CalendarLegend
from keywork_desktop.ui.widgets.painted_legend import PaintedLegend, Sign
from keywork_desktop.ui.widgets.rota_legend import signs

EVERY = (*SIGNS, *signs(proposed=True, version=3))


@pytest.mark.parametrize("sign", EVERY, ids=[sign.words for sign in EVERY])
@pytest.mark.parametrize("dark", [False, True])
def test_every_sign_is_painted_and_spoken(qapp: QApplication, sign: Sign, dark: bool) -> None:
    look = theme.dark() if dark else theme.light()
    picture = QImage(60, 30, QImage.Format.Format_RGB32)
    picture.fill(look.window)
    painter = QPainter(picture)
    sign.paint(painter, picture.rect().toRectF().adjusted(15, 9, -15, -9), look, qapp.font())
    painter.end()
    ground = look.window.rgb()
    painted = sum(picture.pixel(x, y) != ground for x in range(60) for y in range(30))
    assert painted > 15
    assert sign.spoken


def test_the_rota_explains_what_may_be_seen_just_now() -> None:
    standing = [sign.words for sign in signs(proposed=False, version=None)]
    assert standing[:2] == ["sessions", "with priority"]
    assert "proposed" not in standing
    marked = [sign.words for sign in signs(proposed=False, version=3)]
    assert "new or moved since version 3" in marked
    assert [sign.words for sign in signs(proposed=True, version=None)][:2] == ["proposed", "taken off"]


def test_a_legend_says_all_of_it_where_it_has_no_room(qtbot: QtBot) -> None:
    legend = CalendarLegend()
    qtbot.addWidget(legend)
    legend.resize(120, 20)
    assert legend.accessibleName().startswith("Signs: ▲ overdue, priority group, ")
    assert legend.text.endswith("steps regime level")
    narrow = legend.grab().toImage()
    legend.resize(1200, 20)
    assert legend.grab().toImage().width() > narrow.width()
    other = PaintedLegend(parent=legend)
    other.show_signs(signs(proposed=False, version=None))
    assert "pin locked" in other.text
