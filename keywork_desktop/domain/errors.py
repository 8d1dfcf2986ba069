"""Two families of error: what the user or the environment can mend, and our own bugs.

Every message says what is wrong, where, and what to do next. Messages may reach a log file: they hold prison numbers,
file names and rows, never a person's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class KeyworkError(Exception):
    """Base of everything that Keywork Desktop raises on purpose.

    `code` is a short stable word for scripts, `details` what a script may want besides (JSON values only).
    """

    exit_status = 1

    def __init__(self, message: str, *, code: str, details: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.details = dict(details or {})


class MendableError(KeyworkError):
    """Something the user or the environment can mend."""


class RequestError(MendableError):
    """The input or the request cannot be done as asked (exit status 1)."""

    exit_status = 1


class EnvironmentProblem(MendableError):
    """The surroundings do not allow it: locked, full, unreadable, wrong passphrase (exit status 3)."""

    exit_status = 3


class Bug(KeyworkError):
    """A state that our own code promised never to reach."""

    exit_status = 3
