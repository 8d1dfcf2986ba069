"""What SQLite, SQLCipher and the file system say, put as something the user can mend."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from keywork_desktop.domain.errors import EnvironmentProblem
from keywork_desktop.store.holder import holder_of


def wrong_passphrase(path: Path) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"The passphrase does not open {path}. Check it and try again; capital letters matter. "
        "If it is right, the file may not be a Keywork store.",
        code="wrong_passphrase",
        details={"path": str(path)},
    )


def locked(path: Path) -> EnvironmentProblem:
    """The store is being written to; says who has it open, where that is known."""
    holder = holder_of(path)
    who = f"It is open by {holder.words}. " if holder else ""
    return EnvironmentProblem(
        f"{path} is being changed by another program just now. {who}Wait a moment and try again; "
        "if it stays like this, close the other Keywork Desktop.",
        code="store_locked",
        details={"path": str(path), "holder": holder.words if holder else None},
    )


def disk_full(path: Path) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"There is no room left on the disk for {path}. Nothing was changed. Free some space and try again.",
        code="disk_full",
        details={"path": str(path)},
    )


def read_only(path: Path) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"{path} cannot be written. Check that its folder exists and is not read-only, and that you may write in it.",
        code="read_only",
        details={"path": str(path)},
    )


def unreadable(path: Path, why: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"{path} cannot be read ({why}). Check that the file is whole and that you may read it, or restore a backup.",
        code="unreadable",
        details={"path": str(path), "why": why},
    )


def _from_sqlite(path: Path, said: str) -> EnvironmentProblem | None:
    """The problem behind one of SQLite's messages; None if it is a mistake of ours (a wrong statement, say)."""
    said = said.lower()
    if "not a database" in said:
        return wrong_passphrase(path)
    if "locked" in said:
        return locked(path)
    if "disk is full" in said:
        return disk_full(path)
    if "readonly" in said:
        return read_only(path)
    if any(sign in said for sign in ("unable to open", "malformed", "disk i/o error")):
        return unreadable(path, said)
    return None


def _from_system(path: Path, error: OSError) -> EnvironmentProblem:
    if error.errno == errno.ENOSPC:
        return disk_full(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
        return read_only(path)
    return unreadable(path, error.strerror or type(error).__name__)


@contextmanager
def mendable(path: Path) -> Iterator[None]:
    """Inside, errors of SQLite and of the file system about `path` become `EnvironmentProblem`; others pass through."""
    try:
        yield
    except DBAPIError as error:
        problem = _from_sqlite(path, str(error.orig))
        if problem is None:
            raise
        # The statement's values are people; they go no further than this.
        raise problem from None
    except dbapi2.Error as error:
        problem = _from_sqlite(path, str(error))
        if problem is None:
            raise
        raise problem from None
    except OSError as error:
        raise _from_system(path, error) from error
