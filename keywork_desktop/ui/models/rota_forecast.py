"""The next days as a list: who becomes overdue, then who leaves before he is due; why, and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass

from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import RULE_NAMES, counted, short_date, weekday
from keywork_desktop.planning.rota_outlook import Outlook
from keywork_desktop.ui.models.rota_left_out import LeftOutLine


@dataclass(frozen=True, slots=True)
class ForecastLine(LeftOutLine):
    """One of the outlook. `room` is where a session would go, `instead_of` the id of his session to move there."""

    room: PlannedSession | None = None
    instead_of: str = ""
    leaves: bool = False

    @property
    def when(self) -> str:
        """`by Wed 25 Nov, not planned`, or `leaves Tue 24 Nov`."""
        if self.leaves:
            return f"leaves {weekday(self.by)} {short_date(self.by)}"
        late = f", planned late on {weekday(self.late_on)} {short_date(self.late_on)}" if self.late_on else ""
        return f"by {weekday(self.by)} {short_date(self.by)}{late or ', not planned'}"


def forecast_lines(found: Outlook, snapshot: Snapshot, unit: frozenset[str | None] | None = None) -> list[ForecastLine]:
    """Overdue first, in the order of the due list, then those who leave; of the chosen units, or (None) all."""
    lines = []
    for each in found.overdue:
        item, rule = each.open.item, each.open.rule
        man, own = item.prisoner, snapshot.allocations.get(item.prisoner.prison_number)
        if unit is None or man.unit in unit:
            lines.append(
                ForecastLine(
                    prison_number=man.prison_number,
                    name=man.name,
                    where=str(man.location),
                    by=each.open.due_on,
                    rule=RULE_NAMES.get(rule.id, rule.id),
                    why=each.why,
                    needs=each.needs,
                    late_on=each.open.planned_late_on,
                    priority=rule.priority,
                    staff_id=each.room.staff_id if each.room else own.staff_id if own else "",
                    room=each.room,
                    instead_of=each.instead_of.id if each.instead_of else "",
                )
            )
    for one in found.leaving:
        man, own = one.leaving.item.prisoner, snapshot.allocations.get(one.leaving.item.prisoner.prison_number)
        if unit is None or man.unit in unit:
            lines.append(
                ForecastLine(
                    prison_number=man.prison_number,
                    name=man.name,
                    where=str(man.location),
                    by=one.leaving.release_date,
                    rule="Release",
                    why=one.why,
                    needs=one.needs,
                    late_on=None,
                    priority=False,
                    staff_id=one.room.staff_id if one.room else own.staff_id if own else "",
                    room=one.room,
                    leaves=True,
                )
            )
    return lines


def forecast_words(lines: list[ForecastLine], days: int) -> str:
    """`Next 7 days · 12 become overdue (5 have room), 2 leave first`."""
    overdue = sum(not line.leaves for line in lines)
    leave = len(lines) - overdue
    said = [f"{overdue} {'becomes' if overdue == 1 else 'become'} overdue"] if overdue else ["nobody becomes overdue"]
    room = sum(line.room is not None and not line.leaves for line in lines)
    said[0] += f" ({room} {'has' if room == 1 else 'have'} room)" if room else ""
    said += [f"{leave} {'leaves' if leave == 1 else 'leave'} first"] if leave else []
    return f"Next {counted(days, 'day')} · {', '.join(said)}"
