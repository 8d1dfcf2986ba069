"""The pages behind the rail: each is made when it is first wanted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from keywork_desktop.ui.office import Office
from keywork_desktop.ui.page import Page
from keywork_desktop.ui.places import Place


class PagesStack(QStackedWidget):
    """Holds the pages that were made so far.

    `place_wanted`: a page asks for another one, by id; `command_wanted`: for a command; `person_wanted`: for somebody.
    """

    place_wanted = Signal(str)
    command_wanted = Signal(str)
    person_wanted = Signal(str)

    made = Signal(object)
    """A `Page` that is new, before it has seen any facts."""

    def __init__(self, office: Office, places: Sequence[Place]) -> None:
        super().__init__()
        self._office = office
        self.places = tuple(places)
        self._made: dict[str, Page] = {}

    def place(self, id_: str) -> Place:
        """The place with this id; the first one if there is none such."""
        return next((place for place in self.places if place.id == id_), self.places[0])

    def page(self, place: Place) -> Page:
        """The page of this place, made now if need be, with the present view in it."""
        made = self._made.get(place.id)
        if made is None:
            made = place.make(self._office)
            self._made[place.id] = made
            self.addWidget(made)
            made.place_wanted.connect(self.place_wanted)
            self.made.emit(made)
            made.command_wanted.connect(self.command_wanted)
            made.person_wanted.connect(self.person_wanted)
            if self._office.view is not None:
                made.show_view(self._office.view)
        return made

    @property
    def shown(self) -> Page | None:
        """The page that is shown."""
        widget = self.currentWidget()
        return widget if isinstance(widget, Page) else None

    @property
    def place_shown(self) -> Place | None:
        """The place whose page is shown."""
        return next(
            (place for place in self.places if self.shown is not None and self._made.get(place.id) is self.shown), None
        )
