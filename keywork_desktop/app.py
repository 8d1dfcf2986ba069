"""The one place where store, actions, command line and window are put together."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from keywork_desktop.domain.errors import KeyworkError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from keywork_desktop.exporting.paper import PaperPages
    from keywork_desktop.store import Store, StoreKey
    from keywork_desktop.ui.opening import Opened, Protection
    from keywork_desktop.ui.tasks import Task

WINDOW_OPTIONS = {"--store": True, "--as-of": True, "--passphrase-file": True}
"""Options with which the window still opens, and whether each takes a value; anything else is the command line's."""

DEMO_STORE = "demo.store"
INTERRUPTED = 130
"""The exit status after Ctrl+C, as shells have it."""


def main(arguments: Sequence[str]) -> int:
    """Without a command open the window, else run the command line; gives back the exit status (CLI, conventions)."""
    if opens_window(arguments):
        return show_window(arguments)
    from keywork_desktop.cli import run

    ended = run(arguments, _draw_pdf)
    if ended.window is None:
        return ended.status
    return show_window([*_global_options(arguments), "--store", str(ended.window)])


def _draw_pdf(pages: PaperPages) -> bytes:
    """Draw pages as a PDF; Qt is loaded only when somebody asks for one."""
    from keywork_desktop.ui.pdf import pdf_of

    return pdf_of(pages)


def opens_window(arguments: Sequence[str]) -> bool:
    """True if there is no command: only options that the window understands."""
    waiting = iter(arguments)
    for argument in waiting:
        name = argument.partition("=")[0]
        if name not in WINDOW_OPTIONS:
            return False
        if name == argument and next(waiting, None) is None:
            return False
    return True


def _global_options(arguments: Sequence[str]) -> list[str]:
    """The window's options among the arguments of a command, except the store."""
    found: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        name = argument.partition("=")[0]
        if name in WINDOW_OPTIONS:
            piece = [argument] if name != argument else [argument, next(waiting, "")]
            found += [] if name == "--store" else piece
    return found


def has_display() -> bool:
    """Whether a window can be opened here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def moment() -> datetime:
    """Now, for the change log."""
    return datetime.now(UTC)


def local_day() -> date:
    """Today, as the clock on the wall says."""
    return datetime.now().astimezone().date()


@dataclass(frozen=True)
class WindowStart:
    """What the window starts with: the options of the command line that concern it."""

    store: Path
    today: date
    fixed_day: bool
    passphrase: str | None


def window_start(arguments: Sequence[str]) -> WindowStart:
    """The window's options; raises `KeyworkError` where one of them makes no sense."""
    from keywork_desktop.cli.surroundings import surroundings

    values: dict[str, str] = {}
    waiting = iter(arguments)
    for argument in waiting:
        name, given, value = argument.partition("=")
        values[name] = value if given else next(waiting, "")
    store, secret_file = values.get("--store"), values.get("--passphrase-file")
    here = surroundings(
        Path(store) if store else None, values.get("--as-of"), False, Path(secret_file) if secret_file else None
    )
    return WindowStart(here.store.absolute(), here.as_of, "--as-of" in values, here.passphrase())


class StoreDoor:
    """Opens, makes and closes stores for the window; all but `exists` on the worker thread."""

    def __init__(self, start: WindowStart, today: Callable[[], date]) -> None:
        self.path = start.store
        self._today = today
        self._given = start.passphrase
        self._stores: list[Store] = []

    def exists(self) -> bool:
        return self.path.exists()

    def open(self, passphrase: str | None) -> Opened:
        from keywork_desktop.store import Store, StoreKey

        # What was given at the start is tried once; from then on it is what somebody types.
        secret, self._given = passphrase or self._given, None
        key = StoreKey.passphrase(secret) if secret else StoreKey.from_credential_store()
        return self._at(Store.open(self.path, key), by_passphrase=bool(secret))

    def check(self, passphrase: str) -> None:
        from keywork_desktop.store import Store, StoreKey

        Store.open(self.path, StoreKey.passphrase(passphrase)).close()

    def create(self, code: str, name: str, protection: Protection, passphrase: str | None) -> Opened:
        from keywork_desktop.actions.founding import found

        key = _key_of(protection, passphrase)
        return self._at(found(self.path, code, name, key, moment()), by_passphrase=passphrase is not None)

    def restore(self, backup: Path, passphrase: str | None) -> Opened:
        from keywork_desktop.actions.keeping import restore_backup
        from keywork_desktop.store import Store, StoreKey

        self.close_all()
        key = StoreKey.passphrase(passphrase) if passphrase else StoreKey.from_credential_store()
        restore_backup(self.path, backup, key, moment())
        return self._at(Store.open(self.path, key), by_passphrase=bool(passphrase))

    def demo(self, task: Task) -> Opened:
        from keywork_desktop.actions.founding import make_demo
        from keywork_desktop.store import Store, StoreKey

        folder = Path(tempfile.mkdtemp(prefix="keywork-demo-"))
        steps = iter((0.05, 0.25, 0.6, 0.75, 0.9))

        def tell(text: str) -> None:
            task.step(text, next(steps, 0.95))

        made = make_demo(folder, self._today(), moment, StoreKey.none(), tell)
        self.path = made.store
        return self._at(Store.open(made.store, StoreKey.none()), by_passphrase=False)

    def get_ready_to_write(self) -> None:
        """Load what writing needs and reading did not, so that the first change is as quick as the next."""
        from keywork_desktop.store.tables import metadata

        metadata()

    def close_all(self) -> None:
        while self._stores:
            self._stores.pop().close()

    def _at(self, store: Store, *, by_passphrase: bool) -> Opened:
        from keywork_desktop.actions.desk import Desk
        from keywork_desktop.ui.opening import Opened

        self._stores.append(store)
        store.announce(moment())
        return Opened(
            desk=Desk(store, self._today(), moment),
            path=store.path,
            encrypted=store.encrypted,
            demo=store.path.name == DEMO_STORE,
            by_passphrase=by_passphrase and store.encrypted,
        )


def _key_of(protection: Protection, passphrase: str | None) -> StoreKey:
    from keywork_desktop.store import StoreKey
    from keywork_desktop.ui.opening import Protection

    if protection is Protection.NONE:
        return StoreKey.none()
    if protection is Protection.CREDENTIAL_STORE:
        return StoreKey.from_credential_store()
    return StoreKey.passphrase(passphrase or "")


def show_window(arguments: Sequence[str]) -> int:
    """Open the window and run until it is closed; gives back the exit status."""
    try:
        start = window_start(arguments)
    except KeyworkError as error:
        print(error.message, file=sys.stderr)  # noqa: T201 - there is no window yet to say it in
        return error.exit_status
    if not has_display():
        message = "There is no display to open a window on. Use the commands: keywork-desktop --help"
        print(message, file=sys.stderr)  # noqa: T201 - there is no window to say it in
        return 3
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="store") as worker:
        return run_window(start, worker)


def make_application() -> QApplication:
    """The one Qt application of this process, dressed as the user likes it."""
    from PySide6.QtWidgets import QApplication

    from keywork_desktop.ui.appearance import apply
    from keywork_desktop.ui.remembered import Remembered

    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["keywork-desktop"])
    app.setApplicationName("keywork-desktop")
    app.setQuitOnLastWindowClosed(False)
    remembered = Remembered()
    apply(app, remembered.scheme, remembered.text_scale)
    return app


def run_window(start: WindowStart, worker: ThreadPoolExecutor) -> int:
    """Show the window for this start; returns when it was closed and everything is let go of."""
    app = make_application()
    import qasync

    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        try:
            return runner.run(_live(start, worker))
        except KeyboardInterrupt:
            return INTERRUPTED


async def _live(start: WindowStart, worker: ThreadPoolExecutor) -> int:
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from keywork_desktop.ui.office import Office
    from keywork_desktop.ui.remembered import Remembered
    from keywork_desktop.ui.rubbish import Rubbish
    from keywork_desktop.ui.window import Window

    today: Callable[[], date] = (lambda: start.today) if start.fixed_day else local_day
    office = Office(worker)
    door = StoreDoor(start, today)
    window = Window(office, door, Remembered(), moment, None if start.fixed_day else local_day)
    rubbish = Rubbish(window)
    rubbish.start()
    closed = asyncio.Event()
    window.closing.connect(closed.set)

    def get_ready(_view: object) -> None:
        office.viewed.disconnect(get_ready)
        office.spawn(office.on_worker(door.get_ready_to_write))

    office.viewed.connect(get_ready)
    loop = asyncio.get_running_loop()
    before = signal.signal(signal.SIGTERM, lambda *_: loop.call_soon_threadsafe(closed.set))
    window.show()
    # The empty window is on screen before anything slow begins: the database libraries take longer than all the rest,
    # and are loaded on the worker by the door, while the first page is made here.
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    try:
        window.start()
        await closed.wait()
    finally:
        signal.signal(signal.SIGTERM, before)
        window.watch.stop()
        window.remember()
        window.hide()
        await office.shut_down()
        office.stand_up()
        await office.on_worker(door.close_all)
        rubbish.stop()
        window.deleteLater()
        await asyncio.sleep(0)
    return 0
