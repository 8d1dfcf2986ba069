"""What tests of the window's shell stand on: a door without a lock, and pages that show what they are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.errors import EnvironmentProblem
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.opening import Opened, Protection
from keywork_desktop.ui.page import Page
from keywork_desktop.ui.places import ALLOCATIONS, CALENDAR, DATA, PEOPLE, TODAY, Place
from keywork_desktop.ui.remembered import Remembered
from keywork_desktop.ui.tasks import Task
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.window import Window

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class PlainPage(Page):
    """Notes what it is shown and asked for."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, parent)
        self.views: list[View] = []
        self.found: list[str] = []
        self.files: list[Path] = []
        self.control = button("Something", self)
        QVBoxLayout(self).addWidget(self.control)
        self.setFocusProxy(self.control)

    def show_view(self, view: View) -> None:
        self.views.append(view)

    def find(self, prison_number: str) -> None:  # type: ignore[override]  # as in Page
        self.found.append(prison_number)

    def import_files(self, files: list[Path]) -> None:
        self.files += files


def plain_places() -> tuple[Place, ...]:
    """The real places with plain pages in them."""
    return tuple(
        Place(place.id, place.title, place.icon, place.keys, PlainPage)
        for place in (TODAY, ALLOCATIONS, CALENDAR, PEOPLE, DATA)
    )


class FakeDoor:
    """Opens a desk that is there already, if the passphrase is right; notes what was asked of it."""

    def __init__(self, desk: Desk | None, path: Path, passphrase: str | None = None) -> None:
        self.path = path
        self.desk = desk
        self._passphrase = passphrase
        self.made: list[tuple[str, str, Protection, str | None]] = []
        self.make: Callable[[], Desk] | None = None
        self.problem: EnvironmentProblem | None = None
        self.backup_passphrase: str | None = None
        self.restored: list[tuple[Path, str | None]] = []

    def exists(self) -> bool:
        return self.desk is not None

    def open(self, passphrase: str | None) -> Opened:
        if self.problem is not None:
            raise self.problem
        if self._passphrase is not None and passphrase is None:
            raise EnvironmentProblem("It is encrypted.", code="passphrase_needed")
        self.check(passphrase or "")
        assert self.desk is not None
        return Opened(self.desk, self.path, self._passphrase is not None, by_passphrase=self._passphrase is not None)

    def restore(self, backup: Path, passphrase: str | None) -> Opened:
        if self.problem is not None:
            raise self.problem
        if self.backup_passphrase is not None and passphrase is None:
            raise EnvironmentProblem("It is encrypted.", code="passphrase_needed")
        if passphrase != self.backup_passphrase:
            raise EnvironmentProblem("The passphrase does not open it.", code="wrong_passphrase")
        self.restored.append((backup, passphrase))
        assert self.desk is not None
        return Opened(self.desk, self.path, encrypted=passphrase is not None, by_passphrase=passphrase is not None)

    def check(self, passphrase: str) -> None:
        if self._passphrase is not None and passphrase != self._passphrase:
            raise EnvironmentProblem("The passphrase does not open it.", code="wrong_passphrase")

    def create(self, code: str, name: str, protection: Protection, passphrase: str | None) -> Opened:
        self.made.append((code, name, protection, passphrase))
        assert self.make is not None
        self.desk = self.make()
        return Opened(self.desk, self.path, protection is not Protection.NONE)

    def demo(self, task: Task) -> Opened:
        task.step("Importing", 0.5)
        assert self.make is not None
        self.desk = self.make()
        return Opened(self.desk, self.path, encrypted=False, demo=True)

    def close_all(self) -> None:
        if self.desk is not None:
            self.desk.store.close()


def a_window(office: Office, door: FakeDoor, settings: Path, places: tuple[Place, ...] | None = None) -> Window:
    """A window on plain pages, of the size of a small office screen."""
    window = Window(office, door, Remembered(settings), lambda: NOON, None, places or plain_places())
    # On a small screen, such as that of the tests, the first start takes all of it.
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1366, 768)
    return window


def page_of(window: Window) -> PlainPage:
    """The plain page that is shown."""
    assert isinstance(window.page, PlainPage)
    return window.page
