"""Pictures of the Delivery page, to be looked at: light, dark, large text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from keywork_desktop.domain.delivery_periods import PeriodChoice
from keywork_desktop.ui.pages.delivery import DeliveryPage
from tests.delivery_play import a_page, a_store, eight_men
from tests.looks import LOOKS_TO_200, colours


@pytest.fixture
def page(qtbot: QtBot, look: str, tmp_path: Path) -> Iterator[DeliveryPage]:
    """The last 28 days of eight men."""
    with a_store(tmp_path, eight_men()) as store:
        made = a_page(qtbot, store)
        made.chooser.named.setCurrentIndex(made.chooser.named.findData(PeriodChoice.LAST_28_DAYS))
        yield made


@pytest.mark.parametrize("look", LOOKS_TO_200, indirect=True)
def test_the_page_is_drawn_in_every_look(page: DeliveryPage, look: str, pictures: Path) -> None:
    assert colours(page, pictures / f"delivery_{look}_top.png") > 8
    bar = page.body.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert colours(page, pictures / f"delivery_{look}_end.png") > 8
    assert page.width() <= 1230
    # Nothing is cut at the side: what is wide scrolls inside its own table.
    assert page.body.horizontalScrollBar().maximum() == 0
