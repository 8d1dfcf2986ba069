"""Who has the store open in a window: a small file beside it, so that "locked" can say by whom."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from keywork_desktop.store.author import Author


@dataclass(frozen=True, slots=True)
class Holder:
    """The user, the machine and the process that have the store open, since when (ISO, with time zone)."""

    actor: str
    device: str
    pid: int
    since: str

    @property
    def words(self) -> str:
        return f"{self.actor} on {self.device} (process {self.pid}), since {self.since}"


def holder_file(store: Path) -> Path:
    return store.with_name(store.name + ".holder")


def announce(store: Path, author: Author, since: datetime) -> Holder:
    """Writes down that this process has the store open; a holder that was left behind is replaced."""
    holder = Holder(author.actor, author.device, os.getpid(), since.isoformat(timespec="seconds"))
    holder_file(store).write_text(json.dumps(asdict(holder)), encoding="utf-8")
    return holder


def holder_of(store: Path) -> Holder | None:
    """Who said to have it open; None if nobody did, or the file cannot be read."""
    try:
        fields = json.loads(holder_file(store).read_text(encoding="utf-8"))
        holder = Holder(str(fields["actor"]), str(fields["device"]), int(fields["pid"]), str(fields["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None if _surely_gone(holder) else holder


def withdraw(store: Path) -> None:
    """Takes back what this process announced."""
    holder = holder_of(store)
    if holder is not None and holder.pid == os.getpid():
        holder_file(store).unlink(missing_ok=True)


def _surely_gone(holder: Holder) -> bool:
    """True if the process ran on this machine and no longer does."""
    if sys.platform == "win32" or holder.device != os.uname().nodename:
        return False  # on Windows, asking about a process this way would end it
    try:
        os.kill(holder.pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
