"""Drags with real mouse events, played in a process of its own: the drag loop needs another platform of Qt's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def seen_in(play: str, repository: Path, *given: Path, seconds: int = 120) -> dict[str, Any]:
    """What `tests/gui/<play>.py` saw; `given` are its arguments, the folder for its store first."""
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "minimal", "PYTHONPATH": str(repository)}
    done = subprocess.run(
        [sys.executable, "-W", "error", str(repository / "tests" / "gui" / f"{play}.py"), *map(str, given)],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
