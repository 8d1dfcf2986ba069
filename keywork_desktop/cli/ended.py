"""How a command ended."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Ended:
    """The exit status; `window` names a store that the window should show next."""

    status: int
    window: Path | None = None
