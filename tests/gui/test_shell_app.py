"""The program as it is put together: what opens the window, how stores are opened and let go of, an orderly end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from keywork_desktop import app, paths
from keywork_desktop.app import StoreDoor, WindowStart, has_display, opens_window, window_start
from keywork_desktop.domain.errors import EnvironmentProblem, RequestError
from keywork_desktop.ui import window as window_module
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.opening import Protection
from keywork_desktop.ui.window import Window
from tests.conftest import MemoryKeyring
from tests.factories import TODAY
from tests.store_office import a_desk


@pytest.mark.parametrize(
    ("arguments", "opens"),
    [
        ([], True),
        (["--store", "a.store"], True),
        (["--store=a.store", "--as-of", "2026-11-20", "--passphrase-file", "key.txt"], True),
        (["due"], False),
        (["--store", "a.store", "due"], False),
        (["--help"], False),
        (["--json"], False),
        (["--store"], False),
        (["demo", "--no-window"], False),
    ],
)
def test_without_a_command_the_window_opens(arguments: list[str], opens: bool) -> None:
    assert opens_window(arguments) is opens


def test_the_window_understands_the_options_of_every_command(tmp_path: Path) -> None:
    secret = tmp_path / "key.txt"
    secret.write_text("sea wall\nnot this\n", encoding="utf-8")
    store = tmp_path / "a.store"
    start = window_start([f"--store={store}", "--as-of", "2026-11-20", "--passphrase-file", str(secret)])
    assert start == WindowStart(store, TODAY, fixed_day=True, passphrase="sea wall")


def test_without_options_it_is_the_user_s_own_store_today() -> None:
    start = window_start([])
    assert start.store == paths.default_store().absolute()
    assert start.today == app.local_day()
    assert not start.fixed_day


def test_a_date_that_is_none_is_refused_before_any_window(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.show_window(["--as-of", "20/11/2026"]) == 1
    assert "is not a date" in capsys.readouterr().err


def test_without_a_display_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(app.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert not has_display()
    assert app.main(["--store", str(tmp_path / "a.store")]) == 3
    assert "There is no display" in capsys.readouterr().err


def test_a_command_goes_to_the_command_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert app.main(["--store", str(tmp_path / "none.store"), "due"]) == 3
    assert "none.store" in capsys.readouterr().err


def door_to(store: Path, passphrase: str | None = None) -> StoreDoor:
    return StoreDoor(WindowStart(store, TODAY, fixed_day=True, passphrase=passphrase), lambda: TODAY)


def test_a_new_store_opens_again_with_its_passphrase_alone(tmp_path: Path) -> None:
    door = door_to(tmp_path / "own.store")
    assert not door.exists()
    made = door.create("SMI", "HMP Saltmarsh", Protection.PASSPHRASE, "sea wall and samphire")
    assert made.encrypted
    assert made.by_passphrase
    assert made.desk.today == TODAY
    door.close_all()
    assert door.exists()
    with pytest.raises(EnvironmentProblem) as asked:
        door.open(None)
    assert asked.value.code in ("passphrase_needed", "no_credential_store")
    with pytest.raises(EnvironmentProblem, match="does not open"):
        door.open("sea wall")
    door.check("sea wall and samphire")
    with pytest.raises(EnvironmentProblem, match="does not open"):
        door.check("sea wall")
    opened = door.open("sea wall and samphire")
    assert opened.desk.store.establishment.name == "HMP Saltmarsh"
    door.close_all()


def test_the_credential_store_opens_without_asking(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    door = door_to(tmp_path / "own.store")
    door.create("SMI", "HMP Saltmarsh", Protection.CREDENTIAL_STORE, None)
    door.close_all()
    assert memory_keyring.passwords
    opened = door.open(None)
    assert (opened.encrypted, opened.by_passphrase, opened.demo) == (True, False, False)
    door.close_all()


def test_a_passphrase_given_at_the_start_is_tried_once(tmp_path: Path) -> None:
    made = door_to(tmp_path / "own.store")
    made.create("SMI", "HMP Saltmarsh", Protection.PASSPHRASE, "sea wall and samphire")
    made.close_all()
    door = door_to(tmp_path / "own.store", "sea wall and samphire")
    door.open(None)
    door.close_all()
    wrong = door_to(tmp_path / "own.store", "something else")
    with pytest.raises(EnvironmentProblem, match="does not open"):
        wrong.open(None)
    wrong.open("sea wall and samphire")
    wrong.close_all()


def test_an_establishment_code_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError):
        door_to(tmp_path / "own.store").create("SM1", "HMP Saltmarsh", Protection.NONE, None)
    assert not (tmp_path / "own.store").exists()


class ClosesAfterItsFirstView(Window):
    """Somebody looks, and closes the window."""

    seen: list[str]

    def start(self) -> None:
        self.office.viewed.connect(self._look)
        super().start()

    def _look(self) -> None:
        type(self).seen.append(self.windowTitle())
        self.close()


class ClosesAtOnce(Window):
    """Somebody changes his mind while the store is still being opened."""

    def start(self) -> None:
        super().start()
        self.close()


def run(start: WindowStart) -> int:
    with ThreadPoolExecutor(1) as worker:
        return app.run_window(start, worker)


def test_it_opens_shows_rows_and_ends_in_order(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = a_desk(tmp_path, TODAY)
    desk.store.close()
    ClosesAfterItsFirstView.seen = []
    monkeypatch.setattr(window_module, "Window", ClosesAfterItsFirstView)
    start = WindowStart(tmp_path / "test.store", TODAY, fixed_day=True, passphrase=None)
    assert run(start) == 0
    assert len(ClosesAfterItsFirstView.seen) == 1
    assert list(tmp_path.glob("*.holder")) == []
    assert run(start) == 0


def test_closing_while_it_opens_ends_in_order_too(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_desk(tmp_path, TODAY).store.close()
    monkeypatch.setattr(window_module, "Window", ClosesAtOnce)
    assert run(WindowStart(tmp_path / "test.store", TODAY, fixed_day=True, passphrase=None)) == 0
    assert list(tmp_path.glob("*.holder")) == []


def test_two_windows_may_have_the_same_store_open(tmp_path: Path) -> None:
    a_desk(tmp_path, TODAY).store.close()
    one, other = door_to(tmp_path / "test.store"), door_to(tmp_path / "test.store")
    first, second = one.open(None), other.open(None)
    assert first.desk.store.snapshot(date(2026, 11, 20)) == second.desk.store.snapshot(date(2026, 11, 20))
    other.close_all()
    one.close_all()


def test_an_office_without_a_store_can_be_shut_down() -> None:
    with ThreadPoolExecutor(1) as worker:
        assert Office(worker).stand_up() is None
