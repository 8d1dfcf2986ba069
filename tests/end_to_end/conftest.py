"""A real screen for the few tests that need one: they start Xvfb themselves."""

from __future__ import annotations

import shutil

NEEDED = ("Xvfb", "xdotool", "openbox")
MISSING = [program for program in NEEDED if shutil.which(program) is None]

collect_ignore = ["test_real_window.py"] if MISSING else []


def pytest_report_header() -> str | None:
    """Said at the top of the run, so that nobody believes the real window was tried where it cannot be."""
    return f"left out: test_real_window.py needs {', '.join(MISSING)}" if MISSING else None
