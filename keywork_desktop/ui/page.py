"""What every page of the window can do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from keywork_desktop.ui.office import Office
from keywork_desktop.ui.view import View


class Page(QWidget):
    """One page behind the rail. It draws what `show_view` gives it and calls `office.act` for every change.

    `show_view` updates by ids and incremental signals, keeping focus, selection and scroll position; it must be cheap
    when nothing that the page shows has changed.
    """

    place_wanted = Signal(str)
    """The id of another page (`ui/places.py`) that should be shown, such as "data"."""

    title = ""
    icon = ""
    """Name of a qtawesome icon."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office = office
        office.viewed.connect(self.show_view)

    def show_view(self, view: View) -> None:
        """Show these facts."""
        raise TypeError(f"{type(self).__name__} does not say how it shows a view")

    def find(self, prison_number: str) -> None:  # type: ignore[override]  # QWidget.find, by window id, is not used
        """Bring this prisoner into sight and focus, if the page shows him."""
