"""`dev.py` says what to do where the machine is not ready, and passes on what it is given."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def dev(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`dev.py`, looking at an empty folder in place of the checkout."""
    spec = importlib.util.spec_from_file_location("dev_under_test", repository / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "stamp")
    return module


@pytest.fixture
def commands(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would be run, each answering 0; the environment is ready."""
    run: list[list[str]] = []

    def remember(*command: object, **options: object) -> int:
        run.append([str(part) for part in command])
        return 0

    monkeypatch.setattr(dev, "run", remember)
    monkeypatch.setattr(dev, "set_up", lambda: "python")
    monkeypatch.setattr(dev, "check_qt_libraries", lambda: None)
    return run


def test_a_python_that_is_too_old_is_named_and_a_newer_one_suggested(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(dev.shutil, "which", lambda name: "/usr/bin/" + name if name == "python3.12" else None)
    monkeypatch.setattr(sys, "argv", ["dev.py", "test"])
    assert dev.main(["test"]) == 3
    assert "needs Python 3.11 or newer; this is 3.9. Run: python3.12 dev.py test" in capsys.readouterr().err


def test_missing_system_libraries_are_one_command_for_who_is_not_root(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev.platform, "system", lambda: "Linux")
    monkeypatch.setattr(dev, "missing_qt_libraries", lambda: ["libegl1", "libxcb-cursor0"])
    monkeypatch.setattr(dev.shutil, "which", lambda name: "/usr/bin/" + name)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(dev.Stop, match="sudo apt-get install -y --no-install-recommends libegl1 libxcb-cursor0"):
        dev.check_qt_libraries()


def test_missing_system_libraries_are_listed_where_there_is_no_apt(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)
    with pytest.raises(dev.Stop, match="libegl1"):
        dev.apt_install(["libegl1"], "Qt needs system libraries that are not here.")


def test_a_python_without_venv_names_the_package(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(dev.shutil, "which", lambda name: "/usr/bin/" + name)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(dev.Stop, match=r"sudo apt-get install .*python3(\.\d+)?-venv"):
        dev.make_environment()


def test_a_checkout_without_its_lock_says_so(dev: ModuleType) -> None:
    with pytest.raises(dev.Stop, match="not a whole checkout"):
        dev.set_up()


def test_the_environment_is_remade_for_another_lock_but_not_for_other_line_ends(dev: ModuleType) -> None:
    dev.LOCK.write_bytes(b"a==1\nb==2\n")
    unix = dev.wanted_stamp()
    dev.LOCK.write_bytes(b"a==1\r\nb==2\r\n")
    windows = dev.wanted_stamp()
    dev.LOCK.write_bytes(b"a==1\nb==3\n")
    assert unix == windows
    assert dev.wanted_stamp() != unix


def test_an_environment_that_fits_the_lock_is_left_alone(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    dev.LOCK.write_text("a==1\n", encoding="utf-8")
    dev.inside("python").parent.mkdir(parents=True)
    dev.inside("python").touch()
    dev.STAMP.write_text(dev.wanted_stamp() + "\n", encoding="utf-8")
    monkeypatch.setattr(dev, "make_environment", lambda: pytest.fail("made again"))
    assert dev.set_up() == str(dev.inside("python"))


@pytest.mark.parametrize("words", ["Failed to establish a new connection: [Errno -3]", "getaddrinfo failed"])
def test_without_a_network_the_first_run_says_so(dev: ModuleType, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    failed = dev.subprocess.CompletedProcess([], 1, None, f"WARNING: {words}\nERROR: No matching distribution")
    monkeypatch.setattr(dev.subprocess, "run", lambda *command, **options: failed)
    with pytest.raises(dev.Stop, match="The first run needs a network"):
        dev.install_lock()


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ("demo", ["python", "-m", "keywork_desktop", "demo", "--no-window"]),
        ("run", ["python", "-m", "keywork_desktop", "--no-window"]),
        ("test", ["python", "-m", "pytest", "--no-window"]),
        ("screens", ["python", "-m", "pytest", "tests/screens", "--no-window"]),
        ("types", ["python", "-m", "mypy", "--no-window"]),
    ],
)
def test_further_arguments_are_passed_on(
    dev: ModuleType, commands: list[list[str]], task: str, expected: list[str]
) -> None:
    assert dev.main([task, "--no-window"]) == 0
    assert commands == [expected]


def test_lint_runs_all_of_it_and_fails_where_one_fails(
    dev: ModuleType, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([0, 1, 0])
    monkeypatch.setattr(dev, "run", lambda *command, **options: next(answers))
    assert dev.main(["lint"]) == 1
    assert list(answers) == []


def test_an_unknown_task_lists_the_tasks(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["frobnicate"]) == 2
    said = capsys.readouterr().err
    assert all(task in said for task in dev.TASKS)
