"""`demo`, `init` and `version`."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from keywork_desktop.cli.ended import Ended
from keywork_desktop.cli.printing import print_json, say, tell
from keywork_desktop.cli.surroundings import Surroundings, moment


def register(app: typer.Typer) -> None:
    for command in (demo, init, version):
        app.command()(command)


def has_display() -> bool:
    """True if a window can be opened: always on Windows and macOS, with a display elsewhere."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def demo(
    context: typer.Context,
    into: Annotated[Path | None, typer.Option(metavar="DIR", help="Where; else a fresh folder.")] = None,
    no_window: Annotated[bool, typer.Option("--no-window", help="Do not open the window.")] = False,
) -> Ended:
    """Make an invented prison, plan its four weeks, and look at it."""
    from keywork_desktop.actions.founding import make_demo
    from keywork_desktop.store import StoreKey

    here: Surroundings = context.obj
    passphrase = here.passphrase()
    key = StoreKey.none() if passphrase is None else StoreKey.passphrase(passphrase)
    folder = into or Path(tempfile.mkdtemp(prefix="keywork-demo-"))
    made = make_demo(folder.resolve(), here.as_of, moment, key, tell)
    window = has_display() and not no_window
    if here.json:
        print_json(asdict(made))
    else:
        say(
            f"{made.prisoners} invented prisoners, {made.key_workers} key workers, "
            f"{made.overdue_priority} overdue in a priority group, {made.sessions_planned} sessions planned."
        )
        say(f"Store:    {made.store}")
        say(f"Workbook: {made.workbook}")
        if not window:
            say(f"To look at it in the window: keywork-desktop --store {made.store}")
    return Ended(0, made.store if window else None)


def init(
    context: typer.Context,
    establishment: Annotated[str, typer.Option(metavar="CODE", help="Three letters, such as EYI.")],
    name: Annotated[str, typer.Option(metavar="NAME", help="What the prison is called.")],
    no_encryption: Annotated[bool, typer.Option("--no-encryption", help="Anybody with the file can read it.")] = False,
) -> None:
    """Begin a new store."""
    from keywork_desktop.actions.founding import found
    from keywork_desktop.store import StoreKey

    here: Surroundings = context.obj
    passphrase = None if no_encryption else here.passphrase()
    if no_encryption:
        key = StoreKey.none()
    elif passphrase is None:
        key = StoreKey.from_credential_store()
    else:
        key = StoreKey.passphrase(passphrase)
    store = found(here.store, establishment, name, key, moment())
    store.close()
    if here.json:
        print_json({"store": here.store, "encrypted": not no_encryption})
    else:
        say(f"Begun: {here.store}" + (" (not encrypted)" if no_encryption else ""))
        say("Next: keywork-desktop import FILE … with the alpha list, alerts, admissions, case notes and staff list.")


LIBRARIES = ("PySide6-Essentials", "SQLModel", "SQLAlchemy", "alembic", "sqlcipher3", "openpyxl", "highspy", "qasync")


def version(context: typer.Context) -> None:
    """Which version this is, of what."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as version_of

    from keywork_desktop import __version__
    from keywork_desktop.store.schema import head

    def found(library: str) -> str | None:
        try:
            return version_of(library)
        except PackageNotFoundError:
            return None

    here: Surroundings = context.obj
    libraries = {library: found(library) for library in LIBRARIES}
    python = ".".join(str(part) for part in sys.version_info[:3])
    if here.json:
        print_json({"version": __version__, "schema": head(), "python": python, "libraries": libraries})
        return
    say(f"Keywork Desktop {__version__}, schema {head()}, Python {python}")
    for library, found_version in libraries.items():
        say(f"{library} {found_version or 'not found'}")
