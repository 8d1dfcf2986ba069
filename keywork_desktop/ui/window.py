"""The window: rail, bands and pages, and what may stand before them (entrance, curtain)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from keywork_desktop.domain.errors import EnvironmentProblem
from keywork_desktop.ui import appearance
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.bottom_band import BottomBand
from keywork_desktop.ui.commands import RESTORE, Command, add_commands, keys_of
from keywork_desktop.ui.entrance import Entrance
from keywork_desktop.ui.finder import Finder
from keywork_desktop.ui.finder_entries import Entry, EntryKind, people
from keywork_desktop.ui.help import HelpWindow
from keywork_desktop.ui.messages import MessageBar
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.opening import Door
from keywork_desktop.ui.page import Page
from keywork_desktop.ui.pages_stack import PagesStack
from keywork_desktop.ui.places import DATA, PEOPLE, PLACES, TODAY, Place
from keywork_desktop.ui.privacy import Privacy
from keywork_desktop.ui.rail import Rail
from keywork_desktop.ui.remembered import TEXT_SCALES, Remembered
from keywork_desktop.ui.top_band import TopBand
from keywork_desktop.ui.view import View
from keywork_desktop.ui.watch import Watch

FIRST_SIZE = (1500, 900)
SMALL_SCREEN = 1500
"""Pixels of width under which the first start takes the whole screen."""
HIDE_NAMES = "Hide all names (privacy curtain)"


class Window(QWidget):
    """Everything on screen. `closing` asks the program to end in order; the window itself never ends it."""

    closing = Signal()

    def __init__(
        self,
        office: Office,
        door: Door,
        remembered: Remembered,
        clock: Callable[[], datetime],
        real_today: Callable[[], date] | None,
        places: Sequence[Place] = PLACES,
    ) -> None:
        super().__init__()
        self.office, self._door, self._remembered = office, door, remembered
        self._new_store = False
        self._done = self._warned_of = ""
        self.setWindowTitle("Keywork Desktop")
        self.setAcceptDrops(True)
        self._build(places)
        self.watch = Watch(office, clock, real_today, self)
        self.watch.lock_minutes = remembered.lock_minutes
        self._connect()
        self._add_commands()
        self._restore()

    # ------------------------------------------------------------------------------------------------------- making
    def _build(self, places: Sequence[Place]) -> None:
        self.top, self.bottom = TopBand(self.office), BottomBand(self.office)
        self.messages = MessageBar()
        self.rail = Rail(places)
        self.pages = PagesStack(self.office, places)
        self._before = QStackedWidget()
        self.entrance = Entrance(self.office, self._door, self._before)
        self._body = QStackedWidget()
        self._body.addWidget(self._before)
        self._body.addWidget(self.pages)
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.messages)
        beside.addWidget(self._body, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addLayout(beside, 1)
        self._work = QWidget()
        column = QVBoxLayout(self._work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addLayout(middle, 1)
        column.addWidget(self.bottom)
        self._root = QStackedWidget()
        self._root.addWidget(self._work)
        self.privacy = Privacy(self.office, self._door, self._root, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._root)
        self.rail.hide()

    def _connect(self) -> None:
        office = self.office
        office.failed.connect(self.messages.show_error)
        office.warned.connect(self._say_warning)
        office.done.connect(self._say_done)
        office.viewed.connect(self._viewed)
        self.entrance.entered.connect(self._entered)
        self.entrance.left.connect(self._leave_pages)
        self.rail.chosen.connect(self.go_to)
        self.pages.place_wanted.connect(self.go_to_id)
        self.pages.made.connect(self._page_made)
        self.pages.command_wanted.connect(self._run)
        self.pages.person_wanted.connect(self._show_person)
        self.top.find_wanted.connect(self.find_anything)
        self.top.data_wanted.connect(partial(self.go_to_id, DATA.id))
        self.bottom.undo_wanted.connect(self.undo)
        self.bottom.redo_wanted.connect(self.redo)
        self.messages.dismissed.connect(self._focus_page)
        self.privacy.lifted.connect(self._focus_page)
        self.watch.idle.connect(self.privacy.lock)

    def _add_commands(self) -> None:
        places = tuple(
            Command(f"Go to {place.title}", (place.keys,), partial(self.go_to, place)) for place in self.pages.places
        )
        schemes = ((appearance.Scheme.LIGHT, "light"), (appearance.Scheme.DARK, "dark"))
        self.commands = add_commands(
            self,
            (
                *places,
                Command("Undo", ("Ctrl+Z",), self.undo),
                Command("Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), self.redo),
                Command("Find anything", ("Ctrl+K",), self.find_anything),
                Command("Help for this page", ("F1",), self.help),
                Command(HIDE_NAMES, ("Ctrl+L",), self.privacy.toggle),
                Command("Lock now", ("Ctrl+Shift+L",), self.privacy.lock),
                Command("Read the facts again", ("F5",), self.refresh),
                Command(RESTORE, (), self.entrance.choose_backup),
                Command("Larger text", ("Ctrl++", "Ctrl+="), partial(self.change_text, 1)),
                Command("Smaller text", ("Ctrl+-",), partial(self.change_text, -1)),
                *(Command(f"Appearance: {word}", (), partial(self.use_scheme, s)) for s, word in schemes),
                Command("Appearance: as the system", (), partial(self.use_scheme, appearance.Scheme.SYSTEM)),
            ),
        )
        self.privacy.keeps_working = self.commands[HIDE_NAMES]

    # ------------------------------------------------------------------------------------------------ coming, going
    def _restore(self) -> None:
        geometry = self._remembered.geometry
        if geometry is None or not self.restoreGeometry(geometry):
            room = self.screen().availableGeometry().size()
            self.resize(QSize(*FIRST_SIZE).boundedTo(room * 0.94))
            if room.width() < SMALL_SCREEN:
                self.setWindowState(Qt.WindowState.WindowMaximized)
        self.office.units = self._remembered.units

    def start(self) -> None:
        """Begin: open the store, or offer to make one. The window is on screen already."""
        self.watch.start()
        self.entrance.open()
        if self._door.exists():
            # While the worker opens the store.
            QTimer.singleShot(0, self, self._make_first_page)

    def _make_first_page(self) -> None:
        self.pages.page(self.pages.place(self._remembered.place))

    def closeEvent(self, event: QCloseEvent) -> None:
        # The program ends in order: tasks, store, loop. Only then does the window go.
        event.ignore()
        self.remember()
        self.closing.emit()

    def remember(self) -> None:
        """Write down where the window was left."""
        self._remembered.geometry = self.saveGeometry()
        self._remembered.units = self.office.units
        self._remembered.sync()

    def _entered(self, new: bool) -> None:
        self._new_store = new

    def _leave_pages(self) -> None:
        """No store is open for now: what stands before the pages is shown."""
        self.rail.hide()
        self._body.setCurrentWidget(self._before)

    def _viewed(self, view: View) -> None:
        self.setWindowTitle(f"Keywork Desktop · {view.snapshot.establishment.name}")
        if self._body.currentWidget() is not self.pages:
            self.rail.show()
            self._body.setCurrentWidget(self.pages)
            # A store without facts begins where its reports come in.
            empty = self._new_store or not view.snapshot.prisoners
            self.go_to_id(DATA.id if empty else self._remembered.place)

    # ---------------------------------------------------------------------------------------------------- the pages
    def go_to_id(self, id_: str) -> None:
        """Show the page with this id."""
        self.go_to(self.pages.place(id_))

    def go_to(self, place: Place) -> None:
        """Show this page and give it the focus."""
        if self._body.currentWidget() is not self.pages:
            return
        page = self.pages.page(place)
        self.pages.setCurrentWidget(page)
        self.rail.mark(place)
        self._remembered.place = place.id
        page.setFocus()
        announce(page, f"{place.title} page")

    def _page_made(self, page: Page) -> None:
        page.remember_in(self._remembered)

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self.pages.shown

    def _focus_page(self) -> None:
        if self.page is not None:
            self.page.setFocus()

    # ------------------------------------------------------------------------------------------------- the commands
    def _run(self, name: str) -> None:
        self.commands[name].trigger()

    def undo(self) -> None:
        """Take back the last change, whichever page made it."""
        from keywork_desktop.actions.changing import undo

        if self.office.has_store:
            self.office.act(undo)

    def redo(self) -> None:
        """Do again what was taken back last."""
        from keywork_desktop.actions.changing import redo

        if self.office.has_store:
            self.office.act(redo)

    def refresh(self) -> None:
        """Read the facts anew."""
        if self.office.has_store:
            self.office.refresh()

    def help(self) -> None:
        """Show the help of this page."""
        place = self.pages.place_shown or TODAY
        known = self.findChild(HelpWindow)
        try:
            (known or HelpWindow(self)).show_help(place.id, place.title)
        except EnvironmentProblem as problem:
            self.messages.show_error(problem)

    def find_anything(self) -> None:
        """Open the finder over the window."""
        view = self.office.view
        if view is None or self.privacy.is_drawn:
            return
        actions = [*self.actions(), *(self.page.actions() if self.page else ())]
        entries = [
            Entry(
                EntryKind.PAGE if action.text().startswith("Go to ") else EntryKind.COMMAND,
                action.text().removeprefix("Go to ").replace("&", ""),
                keys_of(action),
                action.trigger,
            )
            for action in actions
            if action.text() and action.isEnabled()
        ]
        Finder((*entries, *people(view, self._way_to)), self).open_over(self)

    def _way_to(self, whom: str, kind: EntryKind) -> Callable[[], None]:
        return partial(self.bring_into_sight, whom, kind)

    def bring_into_sight(self, whom: str, kind: EntryKind = EntryKind.PRISONER) -> None:
        """Bring somebody into sight: on the page that is open if it shows people, else where people are."""
        if kind is EntryKind.KEY_WORKER:
            self.go_to_id(PEOPLE.id)
        elif self.pages.place_shown is None or self.pages.place_shown.id == DATA.id:
            self.go_to_id(TODAY.id)
        if self.page is not None:
            self.page.find(whom)

    def _show_person(self, whom: str) -> None:
        self.go_to_id(PEOPLE.id)
        if self.page is not None:
            self.page.find(whom)

    def use_scheme(self, scheme: appearance.Scheme) -> None:
        """Light, dark, or as the system says."""
        self._remembered.scheme = scheme
        self._apply_look()

    def change_text(self, step: int) -> None:
        """One step larger or smaller text."""
        place = TEXT_SCALES.index(self._remembered.text_scale) + step
        self._remembered.text_scale = TEXT_SCALES[max(0, min(len(TEXT_SCALES) - 1, place))]
        self._apply_look()

    def _apply_look(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            appearance.apply(app, self._remembered.scheme, self._remembered.text_scale)

    def _say_done(self, summary: str) -> None:
        announce(self, summary)
        if summary == f"Undo: {self._warned_of}":  # what it warned of is so no longer
            self.messages.dismiss_note()
        self._done = summary

    def _say_warning(self, warning: str) -> None:
        self._warned_of = self._done
        self.messages.show_note(warning)

    # --------------------------------------------------------------------------------------------- files dropped on it
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.office.has_store and event.mimeData().hasUrls():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.accept()
            self.import_files(files)

    def import_files(self, files: list[Path]) -> None:
        """Hand files to the Data page, which shows what is in them."""
        self.go_to_id(DATA.id)
        take = getattr(self.page, "import_files", None)
        if take is not None:
            take(files)
