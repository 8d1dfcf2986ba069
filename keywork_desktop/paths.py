"""Where the files that ship with the program are, and where the user's own files go.

The folders `db/` and `resources/` stand beside the package in a source checkout and inside it, as `_db` and
`_resources`, in a wheel and in a frozen build. Nothing else in the program knows about the difference.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from platformdirs import PlatformDirs

from keywork_desktop.domain.errors import EnvironmentProblem

APPLICATION = "Keywork Desktop" if sys.platform in ("win32", "darwin") else "keywork-desktop"
STORE_NAME = "keywork.store"

_PACKAGE = Path(__file__).resolve().parent
_DEMO_MODULE = "keywork_desktop_demo"


class ShippedFileMissing(EnvironmentProblem):
    """A file that ships with the program is not there: the installation is damaged (exit status 3)."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} is missing from the installation ({path.parent}). Install Keywork Desktop again.",
            code="installation_damaged",
            details={"missing": str(path)},
        )


def _package_folder() -> Path:
    """The folder of the package itself: inside the bundle where the program is frozen."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) / "keywork_desktop" if bundle else _PACKAGE


def _shipped(name: str) -> Path:
    """The shipped folder `name`. Raises `ShippedFileMissing` where it is in neither place."""
    package = _package_folder()
    installed = package / f"_{name}"
    if installed.is_dir():
        return installed
    checkout = package.parent / name
    if checkout.is_dir() and (package.parent / "pyproject.toml").is_file():
        return checkout
    raise ShippedFileMissing(installed)


def database_files() -> Path:
    """The folder with the migrations and the demo prison."""
    return _shipped("db")


def resources() -> Path:
    """The folder with policies, help, icons, styles and the texts of the workbook."""
    return _shipped("resources")


def resource(*parts: str) -> Path:
    """One shipped resource, e.g. `resource("policies", "key_work_2025_26.toml")`.

    Raises `ShippedFileMissing` where it does not exist.
    """
    path = resources().joinpath(*parts)
    if not path.exists():
        raise ShippedFileMissing(path)
    return path


def migrations() -> Path:
    """The absolute folder of the Alembic migrations (its `script_location`)."""
    path = database_files() / "migrations"
    if not path.is_dir():
        raise ShippedFileMissing(path)
    return path


def policies() -> Path:
    """The folder of the shipped policy sets."""
    return resource("policies")


def demo_prison() -> ModuleType:
    """The package that writes the invented prison's reports; its `write_reports` is what a caller wants.

    It is loaded from its folder, because that folder has another name once installed. Raises `ShippedFileMissing`.
    """
    loaded = sys.modules.get(_DEMO_MODULE)
    if loaded is not None:
        return loaded
    folder = database_files() / "demo"
    start = folder / "__init__.py"
    spec = importlib.util.spec_from_file_location(_DEMO_MODULE, start, submodule_search_locations=[str(folder)])
    if spec is None or spec.loader is None or not start.is_file():
        raise ShippedFileMissing(start)
    module = importlib.util.module_from_spec(spec)
    sys.modules[_DEMO_MODULE] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[_DEMO_MODULE]
        raise
    return module


def is_frozen() -> bool:
    """Whether the program runs from a frozen build (the installed Windows program)."""
    return bool(getattr(sys, "frozen", False))


def _user_folders() -> PlatformDirs:
    # Not roaming: a live database must not be copied about by the network (no store on a share).
    return PlatformDirs(appname=APPLICATION, appauthor=False, roaming=False)


def user_data() -> Path:
    """The folder of the user's own data. It is not made here: only what writes makes folders."""
    return Path(_user_folders().user_data_dir)


def user_settings() -> Path:
    """The folder of what the window remembers (page, columns, size): no personal data."""
    return Path(_user_folders().user_config_dir)


def user_logs() -> Path:
    """The folder of the log files: no names in them."""
    return Path(_user_folders().user_log_dir)


def default_store() -> Path:
    """The store that is used where neither `--store` nor `KEYWORK_STORE` names one (CLI, conventions)."""
    return user_data() / STORE_NAME
