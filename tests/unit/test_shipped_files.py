"""The files that ship with the program are found in a checkout, in a wheel and in a frozen build."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from keywork_desktop import paths
from keywork_desktop.domain.errors import EnvironmentProblem


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A package folder as a wheel lays it out."""
    package = tmp_path / "keywork_desktop"
    (package / "_db" / "migrations").mkdir(parents=True)
    (package / "_resources" / "policies").mkdir(parents=True)
    return package


def test_a_checkout_has_its_policies() -> None:
    assert list(paths.policies().glob("*.toml"))


def test_a_wheel_has_its_files_inside_the_package(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "_PACKAGE", installed)
    assert paths.migrations() == installed / "_db" / "migrations"
    assert paths.policies() == installed / "_resources" / "policies"


def test_a_frozen_build_has_its_files_inside_the_bundle(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(installed.parent), raising=False)
    assert paths.migrations() == installed / "_db" / "migrations"


def test_a_folder_that_is_no_checkout_is_not_taken_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "keywork_desktop")
    with pytest.raises(paths.ShippedFileMissing):
        paths.resources()


def test_a_damaged_installation_is_the_environments_and_says_what_to_do(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "_PACKAGE", installed)
    with pytest.raises(EnvironmentProblem, match=r"help\.md is missing .* Install Keywork Desktop again"):
        paths.resource("help", "help.md")


def test_the_demo_prison_is_loaded_from_its_folder(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder has another name once installed, so its modules import each other relatively."""
    demo = installed / "_db" / "demo"
    demo.mkdir()
    (demo / "__init__.py").write_text("from .names import NAMES\n", encoding="utf-8")
    (demo / "names.py").write_text("NAMES = ('KHAN',)\n", encoding="utf-8")
    monkeypatch.setattr(paths, "_PACKAGE", installed)
    monkeypatch.setattr(paths, "_DEMO_MODULE", "demo_prison_of_this_test")
    try:
        assert paths.demo_prison().NAMES == ("KHAN",)
    finally:
        for name in [name for name in sys.modules if name.startswith("demo_prison_of_this_test")]:
            del sys.modules[name]


def test_the_store_is_in_the_users_own_folder_unless_named() -> None:
    assert paths.default_store().parent == paths.user_data()
    assert str(paths.user_data()).startswith(tempfile.gettempdir()), "a test must not reach the user's own store"


def test_the_package_imports_from_any_folder(tmp_path: Path, repository: Path) -> None:
    """The program does not depend on the folder it is started in."""
    code = f"import sys; sys.path.insert(0, {str(repository)!r}); import keywork_desktop as k; print(k.__version__)"
    answer = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert answer.stdout.strip().count(".") == 2
