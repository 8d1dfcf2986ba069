"""The order of change sets: a hybrid logical clock, which never runs backwards even where the PC's clock does."""

from __future__ import annotations

from datetime import datetime

from keywork_desktop.store.identifiers import milliseconds


def next_reading(last: str | None, at: datetime, device: str) -> str:
    """The clock reading after `last` at the moment `at`: text that sorts in the order of events.

    It is `milliseconds-counter-device`. Where the moment is not after the last reading, the counter tells them apart.
    """
    now = milliseconds(at)
    counter = 0
    if last is not None:
        moment_text, counter_text, _ = last.split("-", 2)
        if int(moment_text) >= now:
            now, counter = int(moment_text), int(counter_text) + 1
    return f"{now:013d}-{counter:06d}-{device}"
