"""What the pictures stand on: each is taken in the looks its test asks for (`tests/looks.py`)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from keywork_desktop.ui import appearance
from tests.looks import LOOKS, looks_kept


@pytest.fixture(params=LOOKS)
def look(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    """Each theme and text scale, as in `dark_150`; a test may ask for others. Afterwards all is as it was."""
    scheme, scale = request.param
    with looks_kept(qapp):
        appearance.apply(qapp, appearance.Scheme(scheme), scale)
        yield f"{scheme}_{round(scale * 100)}"
