"""What every page of the window can do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from keywork_desktop.ui.office import Office
from keywork_desktop.ui.remembered import Remembered
from keywork_desktop.ui.view import View


class Page(QWidget):
    """One page behind the rail. It draws what `show_view` gives it and calls `office.act` for every change.

    `show_view` updates by ids and incremental signals, keeping focus, selection and scroll position; it must be cheap
    when nothing that the page shows has changed.
    """

    place_wanted = Signal(str)
    """The id of another page (`ui/places.py`) that should be shown, such as "data"."""

    command_wanted = Signal(str)
    """The name of a command of the window (`Window.commands`) that should be run."""

    person_wanted = Signal(str)
    """The prison number or staff ID of somebody whose page should be shown."""

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

    def remember_in(self, remembered: Remembered) -> None:
        """Show what was shown last, and write down there what is shown from now on; most pages have nothing to."""

    def find(self, prison_number: str) -> None:  # type: ignore[override]  # QWidget.find, by window id, is not used
        """Bring this prisoner into sight and focus, if the page shows him."""


class PatientPage(Page):
    """A page that takes a view in only while it is in front: one that waits is replaced by a later one."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, parent)
        self.view: View | None = None
        self.stale = False
        """True while a view waits for the page to come to the front."""

    def show_view(self, view: View) -> None:
        """Show these facts; while another page is in front, only when this one comes back."""
        self.view = view
        self.stale = True
        if self.isVisible():
            self.catch_up()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.catch_up()

    def catch_up(self) -> None:
        """Take in the view that waits, if one does."""
        if self.stale and self.view is not None:
            self.stale = False
            self.take_in(self.view)

    def take_in_again(self) -> None:
        """Draw the same facts again: something else of the page has changed."""
        if self.view is not None:
            self.stale = False
            self.take_in(self.view)

    def take_in(self, view: View) -> None:
        """Draw these facts: what a page of this kind has to say for itself."""
        raise TypeError(f"{type(self).__name__} does not say how it takes a view in")
