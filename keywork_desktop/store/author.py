"""Who makes a change, and on which machine: written into every change set."""

from __future__ import annotations

import getpass
import platform
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Author:
    """The user's login name and the machine's name."""

    actor: str
    device: str


def default_author() -> Author:
    """Whoever is logged in on this machine."""
    try:
        actor = getpass.getuser()
    except (OSError, KeyError, ImportError):  # no login name anywhere: a service account in a container, say
        actor = "unknown"
    return Author(actor=actor, device=platform.node() or "unknown")
