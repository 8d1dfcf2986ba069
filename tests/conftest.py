"""What every test stands on: no window system, no real key ring, no folder of the user's, nothing left running.

A test never sees the machine it runs on: variables that steer the program are removed before anything is imported, and
the user's folders are a temporary one.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

_HOME = Path(tempfile.mkdtemp(prefix="keywork-tests-"))


def _shut_the_machine_out() -> None:
    """Before Qt or the program is imported: both read their surroundings once."""
    for name in list(os.environ):
        if name.startswith("KEYWORK_") or name in {"QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME"}:
            del os.environ[name]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        os.environ[name] = str(_HOME / name.lower())
    # For programs that a test starts; inside the test run each test gets a key ring of its own, below.
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


_shut_the_machine_out()

import hypothesis  # noqa: E402
import keyring  # noqa: E402
import pytest  # noqa: E402
from keyring.backend import KeyringBackend  # noqa: E402
from keyring.errors import PasswordDeleteError  # noqa: E402

from keywork_desktop import paths  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent

# No deadline: a shared machine is slow now and then. In CI the same examples every time.
hypothesis.settings.register_profile("ordinary", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "ordinary")


def pytest_unconfigure() -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


class MemoryKeyring(KeyringBackend):
    """A key ring that lives as long as one test."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()
        self.passwords: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.passwords.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.passwords[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.passwords.pop((service, username), None) is None:
            raise PasswordDeleteError(f"no password for {service}")


@pytest.fixture(autouse=True)
def memory_keyring() -> MemoryKeyring:
    """The key ring of this test: empty, and not the machine's."""
    ring = MemoryKeyring()
    keyring.set_keyring(ring)
    return ring


@pytest.fixture(autouse=True)
def user_folders(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """On Windows no variable moves the user's folders: the program asks `paths`, so `paths` answers."""
    if os.name == "nt":
        home = tmp_path_factory.mktemp("user")
        monkeypatch.setattr(paths, "user_data", lambda: home / "data")
        monkeypatch.setattr(paths, "user_settings", lambda: home / "settings")
        monkeypatch.setattr(paths, "user_logs", lambda: home / "logs")


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fail the test that leaves a thread behind: such a thread fails some other test, some other day."""
    before = set(threading.enumerate())
    yield
    started = [thread for thread in threading.enumerate() if thread not in before]
    # Threads that Qt started and Python merely met cannot be joined; pytest-qt ends theirs.
    own = [thread for thread in started if not isinstance(thread, threading._DummyThread)]
    for thread in own:
        thread.join(timeout=5)
    alive = [thread.name for thread in own if thread.is_alive()]
    assert not alive, f"left running: {', '.join(alive)}"


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def sample_reports() -> Path:
    """The sample reports: 1,020 invented prisoners with the headings of the prison service."""
    return ROOT / "tests" / "data" / "samples"


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where tests of the screens leave their pictures (not tracked)."""
    folder = ROOT / "build" / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
