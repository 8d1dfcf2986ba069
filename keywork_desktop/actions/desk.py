"""Where an action is done: the open store, who does it, and what day it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keywork_desktop.store import Store


@dataclass(frozen=True)
class Desk:
    """Everything an action needs from its surroundings; given, never looked up, so that tests can choose it.

    `today` is the day for everything computed (`--as-of`), `now` the moment that goes into the change log. A `dry_run`
    desk answers what each action would change and writes nothing.
    """

    store: Store
    today: date
    now: Callable[[], datetime]
    dry_run: bool = False
