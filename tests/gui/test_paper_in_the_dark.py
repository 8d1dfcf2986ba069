"""Paper knows no dark theme: what is printed is dark on white whatever the window looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPdfWriter
from PySide6.QtWidgets import QApplication

from keywork_desktop.ui import appearance
from keywork_desktop.ui.day_sheet import set_page
from keywork_desktop.ui.paper import Paper
from tests.looks import looks_kept

_MADE = re.compile(rb"/CreationDate \([^)]*\)|/ID \[[^]]*\]|<xmp:(Create|Modify)Date>[^<]*|uuid:[0-9a-f-]+|D:\d{14}")


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    """Afterwards it looks as before."""
    with looks_kept(qapp):
        yield qapp


def printed(application: QApplication, scheme: appearance.Scheme) -> bytes:
    """The PDF of a page with plain text and a table, without the moments of its making."""
    appearance.apply(application, scheme)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    device = QPdfWriter(buffer)
    set_page(device)
    Paper("Delivery", "HMP Saltmarsh", "<p>Coverage</p><table border='1'><tr><td>69.05 %</td></tr></table>").paint(
        device
    )
    buffer.close()
    return _MADE.sub(b"", bytes(content.data()))


def test_paper_is_the_same_in_light_and_in_dark(application: QApplication) -> None:
    light = printed(application, appearance.Scheme.LIGHT)
    assert printed(application, appearance.Scheme.LIGHT) == light
    assert printed(application, appearance.Scheme.DARK) == light
