"""Prisoners put into a group by hand: by whom, from when, until when, why, and when it is to be looked at again."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from keywork_desktop.domain.people import GroupFlag, Prisoner
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import counted, short_date
from keywork_desktop.ui.models.settings_table import KeyedTableModel

REVIEW_COLUMN = 3


@dataclass(frozen=True, slots=True)
class FlagRow:
    """One flag. `ended`: it no longer applies; `overdue`: its review date has passed."""

    prisoner: Prisoner
    flag: GroupFlag
    ended: bool
    overdue: bool

    @property
    def what(self) -> str:
        """The reason, and by how much the flag lengthens the window before release."""
        longer = ""
        if self.flag.days_before_release:
            longer = f"{counted(self.flag.days_before_release, 'day')} before release"
        elif self.flag.months_before_release:
            longer = f"{counted(self.flag.months_before_release, 'month')} before release"
        return " · ".join(part for part in (longer, self.flag.reason) if part)


def _dated(day: date) -> str:
    return f"{short_date(day)} {day.year}"


def flag_rows(snapshot: Snapshot, group: str, today: date) -> list[FlagRow]:
    """The flags of a group: those to review first, then by name, ended ones last."""
    rows = [
        FlagRow(
            person,
            flag,
            flag.to_date is not None and flag.to_date <= today,
            flag.review_on is not None and flag.review_on < today and (flag.to_date is None or flag.to_date > today),
        )
        for person in snapshot.prisoners.values()
        for flag in person.flags
        if flag.group == group
    ]
    return sorted(rows, key=lambda row: (row.ended, not row.overdue, row.prisoner.name, row.flag.from_date))


class FlagsModel(KeyedTableModel[FlagRow]):
    """Rows by prison number and first day."""

    headings = ("Prisoner", "From", "Until", "Review", "By", "Reason")

    def key_of(self, row: FlagRow) -> Hashable:
        return (row.prisoner.prison_number, row.flag.group, row.flag.from_date)

    def cells_of(self, row: FlagRow) -> tuple[str, ...]:
        flag = row.flag
        review = _dated(flag.review_on) if flag.review_on else "none"
        return (
            f"{row.prisoner.name} {row.prisoner.prison_number}",
            _dated(flag.from_date),
            _dated(flag.to_date) if flag.to_date else "",
            f"was {review}" if row.overdue else review,
            flag.by,
            row.what,
        )

    def spoken_of(self, row: FlagRow) -> str:
        state = ", ended" if row.ended else ", review overdue" if row.overdue else ""
        return f"{super().spoken_of(row)}{state}"
