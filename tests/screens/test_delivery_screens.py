"""Pictures of the Delivery page, to be looked at: light, dark, large text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from keywork_desktop.domain.delivery_periods import PeriodChoice
from keywork_desktop.ui import appearance
from keywork_desktop.ui.pages.delivery import DeliveryPage
from tests.delivery_play import a_page, a_store, eight_men

LOOKS = [("light", 1.0), ("dark", 1.0), ("light", 1.5), ("dark", 2.0)]


@pytest.fixture
def look(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    """The theme and text scale asked for; afterwards the application is as it was."""
    before = (qapp.style().name(), qapp.palette(), qapp.font())
    scheme, scale = request.param
    appearance.apply(qapp, appearance.Scheme(scheme), scale)
    yield f"{scheme}_{round(scale * 100)}"
    qapp.setStyle(before[0])
    qapp.setPalette(before[1])
    qapp.setFont(before[2])


@pytest.fixture
def page(qtbot: QtBot, look: str, tmp_path: Path) -> Iterator[DeliveryPage]:
    """The last 28 days of eight men."""
    with a_store(tmp_path, eight_men()) as store:
        made = a_page(qtbot, store)
        made.chooser.named.setCurrentIndex(made.chooser.named.findData(PeriodChoice.LAST_28_DAYS))
        yield made


def colours_in(widget: QWidget, file: Path) -> int:
    """Save a picture of it; how many colours it has: an empty one has hardly any."""
    image = widget.grab().toImage()
    assert image.save(str(file))
    points = [(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)]
    return len({QColor(image.pixel(x, y)).rgb() for x, y in points})


@pytest.mark.parametrize("look", LOOKS, indirect=True, ids=str)
def test_the_page_is_drawn_in_every_look(page: DeliveryPage, look: str, pictures: Path) -> None:
    assert colours_in(page, pictures / f"delivery_{look}_top.png") > 8
    bar = page.body.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert colours_in(page, pictures / f"delivery_{look}_end.png") > 8
    assert page.width() <= 1230
    # Nothing is cut at the side: what is wide scrolls inside its own table.
    assert page.body.horizontalScrollBar().maximum() == 0
