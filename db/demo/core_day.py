"""The demo prison's core day: when its houseblocks are unlocked, fed and counted.

It leaves the key work times of the detail free: mornings until dinner, afternoons until tea, the evening association.
"""

from dataclasses import dataclass

Part = tuple[str, str, str]
"""What it is, from when, until when."""

WORKING_DAYS, WEEKEND = range(5), range(5, 7)


@dataclass(frozen=True)
class CoreDay:
    """The day of a unit (empty: the whole establishment) on some weekdays, Monday 0."""

    unit: str
    weekdays: tuple[int, ...]
    parts: tuple[Part, ...]


def _day(unlocked: str) -> tuple[Part, ...]:
    return (
        ("unlock", unlocked, "12:15"),
        ("meal", "12:00", "12:15"),
        ("roll_check", "12:15", "12:30"),
        ("unlock", "13:45", "17:15"),
        ("meal", "16:45", "17:15"),
        ("unlock", "17:30", "19:00"),
        ("roll_check", "19:00", "19:15"),
    )


CORE_DAYS = (
    CoreDay("", tuple(WORKING_DAYS), _day("07:45")),
    CoreDay("", tuple(WEEKEND), _day("08:30")),
    # Medication is given out first there.
    CoreDay("1", tuple(WORKING_DAYS), _day("08:15")),
)
