"""No store on a network share: SQLite cannot lock there safely, and two PCs would ruin it (ARCHITECTURE, traps)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath, PureWindowsPath

from keywork_desktop.domain.errors import EnvironmentProblem

_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW
_SHARED_FILE_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "ncpfs"})


def _drive_type(root: str) -> int:
    """What Windows calls the drive; 0 (unknown) on other systems."""
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(root))
    return 0


def _mounts() -> Iterable[tuple[str, str]]:
    """Mount points with the type of their file system, where the system lists them."""
    table = Path("/proc/mounts")
    if not table.exists():
        return
    for line in table.read_text(encoding="utf-8", errors="replace").splitlines():
        _, point, kind, *_ = line.split(" ")
        yield point.replace("\\040", " "), kind


def is_on_network_share(
    path: str,
    drive_type: Callable[[str], int] = _drive_type,
    mounts: Callable[[], Iterable[tuple[str, str]]] = _mounts,
) -> bool:
    r"""True for `\\server\share\…`, `//server/share/…`, a mapped network drive, and a mounted share.

    `path` is absolute. `drive_type` and `mounts` ask the system and are replaced in tests.
    """
    slashed = path.replace("/", "\\")
    if slashed.upper().startswith("\\\\?\\UNC\\"):
        return True
    if slashed.startswith(("\\\\?\\", "\\\\.\\")):
        slashed = slashed[4:]
    elif slashed.startswith("\\\\"):
        return True
    drive = PureWindowsPath(slashed).drive
    if drive:
        return drive_type(drive + "\\") == _REMOTE_DRIVE
    place = PurePosixPath(path)
    covering = [(point, kind) for point, kind in mounts() if place.is_relative_to(point)]
    return bool(covering) and max(covering, key=lambda mount: len(mount[0]))[1] in _SHARED_FILE_SYSTEMS


def refuse_network_share(path: Path | str) -> None:
    """Raises `EnvironmentProblem` (`network_share`) where the store would lie on a network share."""
    as_given = str(path)
    where = as_given if as_given.startswith(("\\\\", "//")) else str(Path(path).absolute())
    # A link may lead to a share, so the place behind it counts too.
    places = {where} if where.startswith(("\\\\", "//")) else {where, str(Path(where).resolve())}
    if any(is_on_network_share(place) for place in places):
        raise EnvironmentProblem(
            f"{as_given} is on a network share. A store there can be ruined when two PCs write to it. "
            "Choose a folder on this PC, and use backups or the export to share.",
            code="network_share",
            details={"path": as_given},
        )
